import {
  inspectUnreadResponses,
  mayAskForStreams,
} from '../analysis/finders/no-unread-response/finder.ts';
import { unreadResponseMessages } from '../analysis/finders/no-unread-response/messages.ts';
import type { UnreadResponseOptions } from '../analysis/finders/no-unread-response/options.ts';
import type { Codemod } from './adapter/codemod.ts';
import { createTransform } from './adapter/transform.ts';

/** @internal */
export const consumeResponses: Codemod = {
  name: 'consume-responses',
  rule: 'no-unread-response',
  // Before agents with a cap are given to requests: those whose streams end may get them.
  order: 5,
  description: 'destroy the streams of axios responses that some path leaves unread',
  finds: 'an axios response that is a stream, and that some path leaves unread',
  kinds: ['response'],
  messages: unreadResponseMessages,
  concerns: mayAskForStreams,
  flags: [
    {
      option: 'pipes',
      flags: '--pipes <which>',
      description:
        'which destinations of a bare pipe count: answers to clients, or any (default: "answers")',
      choices: ['answers', 'any'],
    },
  ],
  inspect: (source, project, { pipes }) =>
    inspectUnreadResponses(source, project, {
      pipes: (pipes ?? 'answers') as UnreadResponseOptions['pipes'],
    }),
};

export default createTransform(consumeResponses);
