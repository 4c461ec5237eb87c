/**
 * What `require-deadline` reports, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type DeadlineMessageId = 'missingDeadline' | 'emptyTimeout';

/** What each finding says; `{{…}}` stands for its data. */
export const deadlineMessages: Readonly<Record<DeadlineMessageId, Message>> = {
  missingDeadline: {
    problem:
      '{{subject}} has no deadline: if the server stays silent, it waits indefinitely and keeps its socket.',
    advice: 'Pass {{advice}}.',
  },
  emptyTimeout: {
    problem:
      'The `timeout` of {{subject}} is {{value}}, which axios takes for none: if the server stays silent, it waits indefinitely and keeps its socket.',
    advice: 'Pass {{advice}}.',
  },
};
