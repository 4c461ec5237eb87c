/**
 * What `no-leaked-abort-listener` reports, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type LeakedAbortListenerMessageId = 'leaked';

/** What each finding says; `{{…}}` stands for its data. */
export const leakedAbortListenerMessages: Readonly<Record<LeakedAbortListenerMessageId, Message>> =
  {
    leaked: {
      problem:
        '`{{signal}}` lives as long as the process, and gets another listener each time {{by}} runs. Nothing removes the listener: it stays in memory, with all that it refers to, until the signal aborts.',
      advice: 'Remove it in a `finally` block, or pass the signal itself to axios or `fetch`.',
    },
  };
