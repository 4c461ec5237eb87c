import {
  findPerCallInterceptors,
  type PerCallInterceptorOptions,
} from '../analysis/finders/no-per-call-interceptor/finder.ts';
import {
  perCallInterceptorMessages,
  type PerCallInterceptorMessageId,
} from '../analysis/finders/no-per-call-interceptor/messages.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = PerCallInterceptorOptions;
export type MessageIds = PerCallInterceptorMessageId;

export const noPerCallInterceptor = createRule<Options, MessageIds>({
  name: 'no-per-call-interceptor',
  description:
    'disallow adding axios interceptors again and again to a client that outlives the call',
  messages: perCallInterceptorMessages,
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Also report interceptors if the code does not show how often they are added.',
    },
  },
  defaultOptions: { unverifiable: false },
  isRecommended: true,
  strictOptions: { unverifiable: true },
  find: findPerCallInterceptors,
});
