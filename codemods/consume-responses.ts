import {
  inspectUnreadResponses,
  mayGetBodies,
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
  description:
    'destroy or cancel the bodies of responses that some path leaves unread: streams of axios, answers to fetch',
  finds: 'a response whose body some path leaves unread: a stream of axios, an answer to fetch',
  kinds: ['response'],
  messages: unreadResponseMessages,
  concerns: mayGetBodies,
  flags: [
    {
      option: 'pipes',
      flags: '--pipes <which>',
      description:
        'which destinations of a bare pipe count: answers to clients, or any (default: "answers")',
      choices: ['answers', 'any'],
    },
  ],
  inspect: (source, project, { pipes, unverifiable }) =>
    inspectUnreadResponses(source, project, {
      pipes: (pipes ?? 'answers') as UnreadResponseOptions['pipes'],
      unverifiable: unverifiable === true,
    }),
};

export default createTransform(consumeResponses);
