import { boundedAgentMessages, type BoundedAgentMessageId } from '../analysis/bounded-agent-messages.ts';
import { DEFAULT_BOUNDED_AGENT_OPTIONS, findUnboundedAgents, type BoundedAgentOptions } from '../analysis/find-unbounded-agents.ts';
import { createRule } from './create-rule.ts';

export type Options = BoundedAgentOptions;
export type MessageIds = BoundedAgentMessageId;

export const requireBoundedAgent = createRule<Options, MessageIds>({
  name: 'require-bounded-agent',
  description: 'require bounds for the sockets of the agents that axios is given',
  messages: boundedAgentMessages,
  suggestion: 'Bound its sockets.',
  properties: {
    unverifiable: { type: 'boolean', description: 'Report agents whose options are not visible, too.' },
    maxSockets: { type: 'integer', minimum: 1, description: 'How many sockets a host the suggested options allow.' },
    maxFreeSockets: { type: 'integer', minimum: 1, description: 'How many idle sockets a host the suggested options keep.' },
    timeout: { type: 'integer', minimum: 1, description: 'How long an idle socket stays open by the suggested options, in milliseconds.' },
  },
  defaultOptions: DEFAULT_BOUNDED_AGENT_OPTIONS,
  find: findUnboundedAgents,
});
