import {
  DEFAULT_PER_CALL_OPTIONS,
  findPerCallAgents,
  type PerCallAgentOptions,
} from '../analysis/finders/no-per-call-agent/finder.ts';
import {
  perCallAgentMessages,
  type PerCallAgentMessageId,
} from '../analysis/finders/no-per-call-agent/messages.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = PerCallAgentOptions;
export type MessageIds = PerCallAgentMessageId;

export const noPerCallAgent = createRule<Options, MessageIds>({
  name: 'no-per-call-agent',
  description: 'disallow creating an HTTP agent for each request',
  messages: perCallAgentMessages,
  suggestion: 'Make it once, at module level.',
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Also report agents if the rule cannot tell how often they are created.',
    },
    waste: {
      type: 'boolean',
      description: 'Also report agents that are created for each request and leave no socket open.',
    },
  },
  defaultOptions: DEFAULT_PER_CALL_OPTIONS,
  isRecommended: true,
  strictOptions: { unverifiable: true, waste: true },
  find: findPerCallAgents,
});
