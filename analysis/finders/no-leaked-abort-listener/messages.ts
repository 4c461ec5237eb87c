/**
 * What `no-leaked-abort-listener` reports, and how that is said.
 */
export type LeakedAbortListenerMessageId = 'leaked';

/** What each finding says; `{{…}}` stands for its data. */
export const leakedAbortListenerMessages: Readonly<Record<LeakedAbortListenerMessageId, string>> = {
  leaked:
    '`{{signal}}` lives as long as the process, and gets a listener each time {{by}} runs, which nothing removes: it stays with what it closes over until the signal aborts. Remove it in a `finally`, or hand the signal itself to axios or `fetch`.',
};
