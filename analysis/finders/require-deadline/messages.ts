/**
 * What `require-deadline` reports, and how that is said.
 */
export type DeadlineMessageId = 'missingDeadline' | 'emptyTimeout';

/** What each finding says; `{{…}}` stands for its data. */
export const deadlineMessages: Readonly<Record<DeadlineMessageId, string>> = {
  missingDeadline:
    '{{subject}} has no deadline: if the server stays silent, it waits indefinitely and keeps its socket. Pass {{advice}}.',
  emptyTimeout:
    'The `timeout` of {{subject}} is {{value}}, which axios takes for none: if the server stays silent, it waits indefinitely and keeps its socket. Pass {{advice}}.',
};
