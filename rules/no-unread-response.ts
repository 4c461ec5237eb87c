import { findUnreadResponses } from '../analysis/finders/no-unread-response/finder.ts';
import {
  unreadResponseMessages,
  type UnreadResponseMessageId,
} from '../analysis/finders/no-unread-response/messages.ts';
import type { UnreadResponseOptions } from '../analysis/finders/no-unread-response/options.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = UnreadResponseOptions;
export type MessageIds = UnreadResponseMessageId;

export const noUnreadResponse = createRule<Options, MessageIds>({
  name: 'no-unread-response',
  description: 'disallow leaving the stream of an axios response unread',
  messages: unreadResponseMessages,
  suggestion: 'Destroy the stream where it is left unread.',
  properties: {
    pipes: {
      type: 'string',
      enum: ['answers', 'any'],
      description: 'Which destinations of a bare `pipe` to report.',
    },
  },
  defaultOptions: { pipes: 'answers' },
  isRecommended: true,
  strictOptions: { pipes: 'any' },
  find: findUnreadResponses,
});
