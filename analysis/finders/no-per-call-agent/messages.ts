/**
 * What can be wrong with an agent that is made in a function, and how that is said.
 */
export type PerCallAgentMessageId = 'perCall' | 'wasted' | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const perCallAgentMessages: Readonly<Record<PerCallAgentMessageId, string>> = {
  perCall:
    'This agent is created each time {{by}} runs, and keeps its sockets open: no other call uses the sockets of an agent, and they stay open until {{end}}. Create the agent once, in module scope.',
  wasted:
    'This agent is created each time {{by}} runs: {{why}}. Nothing leaks, but no other call uses its sockets, and its limits apply to one call only. Create the agent once, in module scope.',
  undecided:
    'Cannot tell {{doubt}}. If it is created repeatedly and keeps its sockets, those of each agent stay open. Create the agent once, in module scope.',
};
