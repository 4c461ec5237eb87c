/**
 * What can be wrong with an agent that is made in a function, and how that is said.
 */
export type PerCallAgentMessageId = 'perCall' | 'wasted' | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const perCallAgentMessages: Readonly<Record<PerCallAgentMessageId, string>> = {
  perCall:
    'This agent is created each time {{by}} runs. Each agent opens sockets of its own, which later calls cannot reuse and which stay open until {{end}}. Create one agent in module scope, and pass it to all calls.',
  wasted:
    'This agent is created each time {{by}} runs: {{why}}. Nothing leaks, but other calls cannot reuse its sockets, and its limits apply to one call only. Create one agent in module scope, and pass it to all calls.',
  undecided:
    'Cannot tell {{doubt}}. If it is created for each call, each agent opens sockets of its own, which later calls cannot reuse and which may stay open. Create one agent in module scope, and pass it to all calls.',
};
