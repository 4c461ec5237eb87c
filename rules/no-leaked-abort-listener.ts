import {
  findLeakedAbortListeners,
  type LeakedAbortListenerOptions,
} from '../analysis/finders/no-leaked-abort-listener/finder.ts';
import {
  leakedAbortListenerMessages,
  type LeakedAbortListenerMessageId,
} from '../analysis/finders/no-leaked-abort-listener/messages.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = LeakedAbortListenerOptions;
export type MessageIds = LeakedAbortListenerMessageId;

export const noLeakedAbortListener = createRule<Options, MessageIds>({
  name: 'no-leaked-abort-listener',
  description:
    'disallow adding listeners again and again to an abort signal that outlives the call',
  messages: leakedAbortListenerMessages,
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Also report listeners if the code does not show how often they are added.',
    },
  },
  defaultOptions: { unverifiable: false },
  isRecommended: true,
  strictOptions: { unverifiable: true },
  find: findLeakedAbortListeners,
});
