/**
 * What can be wrong with an agent that is made in a function, and how that is said.
 */
export type PerCallAgentMessageId = 'perCall' | 'wasted' | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const perCallAgentMessages: Readonly<Record<PerCallAgentMessageId, string>> = {
  perCall:
    'This agent is created each time {{by}} runs. Calls with other agents cannot use its sockets, which stay open until {{end}}. Create the agent once, in module scope.',
  wasted:
    'This agent is created each time {{by}} runs: {{why}}. Nothing leaks, but other calls cannot use its sockets, and its limits apply to one call only. Create the agent once, in module scope.',
  undecided:
    'Cannot tell {{doubt}}. If it is created repeatedly, the sockets of each of these agents may stay open. Create the agent once, in module scope.',
};
