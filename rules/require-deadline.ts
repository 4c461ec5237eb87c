import {
  findMissingDeadlines,
  type DeadlineOptions,
} from '../analysis/finders/require-deadline/finder.ts';
import {
  deadlineMessages,
  type DeadlineMessageId,
} from '../analysis/finders/require-deadline/messages.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = DeadlineOptions;
export type MessageIds = DeadlineMessageId;

export const requireDeadline = createRule<Options, MessageIds>({
  name: 'require-deadline',
  description: 'require a deadline for axios requests',
  messages: deadlineMessages,
  suggestion: 'Add a `timeout`.',
  properties: {
    timeout: {
      type: 'integer',
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'The `timeout` that the suggestion adds, in milliseconds.',
    },
  },
  defaultOptions: { timeout: 30_000 },
  isRecommended: false,
  strictOptions: {},
  find: findMissingDeadlines,
});
