/**
 * What can be wrong with an agent that is made in a function, and how that is said.
 */
export type PerCallAgentMessageId = 'perCall' | 'wasted' | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const perCallAgentMessages: Readonly<Record<PerCallAgentMessageId, string>> = {
  perCall: 'This agent is made anew each time by {{by}}, and keeps its sockets open: each call leaves a pool of its own behind, until {{end}}. Make it once.',
  wasted: 'This agent is made anew each time by {{by}}: {{why}}, so nothing leaks, but nothing is shared either, and its bounds bound one call.',
  undecided: '{{doubt}}. If it is made again and again, each one leaves its sockets open behind it.',
};
