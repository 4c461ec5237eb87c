/**
 * What can be wrong with an agent's bounds, and how that is said.
 */
export type BoundedAgentMessageId = 'unboundedIdle' | 'unboundedSockets' | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const boundedAgentMessages: Readonly<Record<BoundedAgentMessageId, string>> = {
  unboundedIdle:
    'This agent keeps idle sockets: {{lack}}. {{idle}} stay open {{until}}{{memory}}. Set each of these options to a number.',
  unboundedSockets:
    'This agent opens a socket for each concurrent request, without a limit: {{lack}}. Set `maxSockets` to a number.',
  undecided:
    'Cannot tell whether this agent {{doubt}}: that depends on values that are not visible here. Set the options where the agent is created.',
};
