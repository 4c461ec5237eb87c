import {
  findUnboundedAgents,
  type BoundedAgentOptions,
} from '../analysis/finders/require-bounded-agent/finder.ts';
import {
  boundedAgentMessages,
  type BoundedAgentMessageId,
} from '../analysis/finders/require-bounded-agent/messages.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = BoundedAgentOptions;
export type MessageIds = BoundedAgentMessageId;

export const requireBoundedAgent = createRule<Options, MessageIds>({
  name: 'require-bounded-agent',
  description: 'require limits for the sockets of agents that clients use',
  messages: boundedAgentMessages,
  suggestion: 'Bound its sockets.',
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Also report agents whose options are not visible.',
    },
    sockets: {
      type: 'string',
      enum: ['kept', 'any'],
      description: 'Which sockets need a limit: those of agents that keep them open, or any.',
    },
  },
  defaultOptions: { unverifiable: false, sockets: 'kept' },
  isRecommended: true,
  strictOptions: { unverifiable: true, sockets: 'any' },
  find: findUnboundedAgents,
});
