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
  description:
    'disallow leaving the body of a response unread: a stream of axios, an answer to fetch',
  messages: unreadResponseMessages,
  suggestion: 'Destroy or cancel the body where it is left unread.',
  properties: {
    pipes: {
      type: 'string',
      enum: ['answers', 'any'],
      description: 'Which destinations of a bare `pipe` to report.',
    },
    unverifiable: {
      type: 'boolean',
      description: 'Whether to report responses of `fetch` that may be too small to keep a socket.',
    },
  },
  defaultOptions: { pipes: 'answers', unverifiable: false },
  isRecommended: true,
  strictOptions: { pipes: 'any', unverifiable: true },
  find: findUnreadResponses,
});
