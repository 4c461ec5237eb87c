import {
  findAxiosAgents,
  type AxiosAgentsOptions,
} from '../analysis/finders/require-axios-agents/finder.ts';
import {
  axiosAgentsMessages,
  type AxiosAgentsMessageId,
} from '../analysis/finders/require-axios-agents/messages.ts';
import { createRule, type SharedOptions } from './adapter/create-rule.ts';

export type Options = AxiosAgentsOptions & SharedOptions;
export type MessageIds = AxiosAgentsMessageId;

export const requireAxiosAgents = createRule<Options, MessageIds>({
  name: 'require-axios-agents',
  description: 'require explicit `httpAgent` and `httpsAgent` for axios requests and instances',
  messages: axiosAgentsMessages,
  suggestion: 'Pass the shared `httpAgent` and `httpsAgent`, and import them.',
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Also report calls whose config is not visible.',
    },
    agents: {
      type: 'string',
      enum: ['auto', 'defaults', 'module'],
      description: 'Where the suggested agents come from.',
    },
    agentsModule: {
      type: 'string',
      description:
        'Path of the module that exports `httpAgent` and `httpsAgent`, relative to the working directory.',
    },
  },
  defaultOptions: { unverifiable: false, agents: 'auto' },
  isRecommended: true,
  strictOptions: { unverifiable: true },
  find: findAxiosAgents,
});
