/**
 * What `no-unread-response` reports, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type UnreadResponseMessageId =
  | 'unread'
  | 'unreadError'
  | 'barePipe'
  | 'unreadFetch'
  | 'unreadAnswer';

/** What each finding says; `{{…}}` stands for its data. */
export const unreadResponseMessages: Readonly<Record<UnreadResponseMessageId, Message>> = {
  unread: {
    problem:
      '{{what}} leaves the stream of the response{{request}} unread: its socket stays open until the server closes it.',
    advice: 'Call `destroy()` on it, or read it to its end{{errors}}.',
  },
  unreadError: {
    problem:
      '{{what}} leaves the body of an error response to the request in line {{line}} unread. That body is a stream, too: its socket stays open until the server closes it.',
    advice: 'Call `{{error}}.response?.data?.destroy()`.',
  },
  unreadFetch: {
    problem:
      '{{what}} leaves the body of the response{{request}} unread. If that body is longer than {{above}}, its socket stays open until the server closes it{{orUntil}}; a shorter one does no harm.',
    advice: 'Call `{{release}}` of the response, or read the body.',
  },
  unreadAnswer: {
    problem:
      '{{what}} leaves the response{{request}} unread: its socket stays open until the server closes it, however short the body is.',
    advice: 'Call `{{release}}()` on it, or read it to its end.',
  },
  barePipe: {
    problem:
      '`pipe` stops reading when `{{destination}}` is closed early, and leaves the rest of the response unread: its socket stays open until the server closes it.',
    advice:
      'Destroy the response when `{{destination}}` closes, or use `pipeline` of `node:stream`.',
  },
};
