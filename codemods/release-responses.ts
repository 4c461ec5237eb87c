import {
  inspectRetainedResponses,
  mayNameResponses,
} from '../analysis/finders/no-retained-response/finder.ts';
import type { DetachForm } from '../analysis/finders/no-retained-response/fix-by-copying.ts';
import { retainedResponseMessages } from '../analysis/finders/no-retained-response/messages.ts';
import type { RetainedResponseOptions } from '../analysis/finders/no-retained-response/options.ts';
import { ownChoice, type Codemod } from './adapter/codemod.ts';
import { createTransform } from './adapter/transform.ts';

const FORMS = ['destructure', 'clone'] as const;

/** @internal */
export const releaseResponses: Codemod = {
  name: 'release-responses',
  rule: 'no-retained-response',
  order: 40,
  description: 'keep only the needed parts of a response, and copies of substrings of its body',
  finds: 'a response that is kept in memory longer than needed',
  kinds: ['response'],
  messages: retainedResponseMessages,
  concerns: mayNameResponses,
  flags: [
    {
      option: 'awaits',
      flags: '--awaits <which>',
      description:
        'which awaits a response must not be held across: long ones, or any (default: "long")',
      choices: ['long', 'any'],
    },
    {
      option: 'bodies',
      flags: '--bodies <which>',
      description:
        'which bodies must not be held across an await: large ones, or any (default: "large")',
      choices: ['large', 'any'],
    },
    {
      option: 'places',
      flags: '--places <which>',
      description:
        'which long-lived places must not be given a response: those that grow, or any (default: "growing")',
      choices: ['growing', 'any'],
    },
    {
      option: 'strategy',
      flags: '--strategy <form>',
      description:
        'how a response is released: by destructuring, or by a copy of its data (default: "destructure")',
      choices: FORMS,
    },
    {
      option: 'detach',
      flags: '--detach <form>',
      description: 'how a substring is copied: by a helper function, or inline (default: "helper")',
      choices: ['helper', 'inline'],
    },
  ],
  inspect: (source, project, { awaits, bodies, places, strategy, detach }) =>
    inspectRetainedResponses(source, project, {
      awaits: (awaits ?? 'long') as RetainedResponseOptions['awaits'],
      bodies: (bodies ?? 'large') as RetainedResponseOptions['bodies'],
      places: (places ?? 'growing') as RetainedResponseOptions['places'],
      strategy: ownChoice(strategy, FORMS, 'destructure'),
      detach: (detach ?? 'helper') as DetachForm,
    }),
};

export default createTransform(releaseResponses);
