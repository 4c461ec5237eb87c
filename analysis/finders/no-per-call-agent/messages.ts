/**
 * What can be wrong with an agent that is made in a function, and how that is said.
 */
export type PerCallAgentMessageId = 'perCall' | 'wasted' | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const perCallAgentMessages: Readonly<Record<PerCallAgentMessageId, string>> = {
  perCall:
    'This agent is created each time {{by}} runs, and keeps its sockets open: those of each one stay open, unused, until {{end}}. Create it once.',
  wasted:
    'This agent is created each time {{by}} runs: {{why}}. Nothing leaks, but no other call uses its sockets, and its limits apply to one call only.',
  undecided:
    'Cannot tell {{doubt}}. If it is created repeatedly and keeps its sockets, those of each one stay open.',
};
