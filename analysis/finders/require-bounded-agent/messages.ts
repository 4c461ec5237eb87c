/**
 * What can be wrong with an agent's bounds, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type BoundedAgentMessageId = 'unboundedIdle' | 'unboundedSockets' | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const boundedAgentMessages: Readonly<Record<BoundedAgentMessageId, Message>> = {
  unboundedIdle: {
    problem: 'This agent keeps idle sockets: {{lack}}. {{idle}} {{until}}{{memory}}.',
    advice: 'Set {{numbers}}.',
  },
  unboundedSockets: {
    problem: 'This agent opens a socket for each concurrent request, without a limit: {{lack}}.',
    advice: 'Set `maxSockets` to a number.',
  },
  undecided: {
    problem:
      'Cannot tell whether this agent {{doubt}}: that depends on values that are not visible here.',
    advice: 'Set the options where the agent is created.',
  },
};
