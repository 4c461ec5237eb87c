import { findRetainedResponses } from '../analysis/finders/no-retained-response/finder.ts';
import {
  retainedResponseMessages,
  type RetainedResponseMessageId,
} from '../analysis/finders/no-retained-response/messages.ts';
import type { RetainedResponseOptions } from '../analysis/finders/no-retained-response/options.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = RetainedResponseOptions;
export type MessageIds = RetainedResponseMessageId;

export const noRetainedResponse = createRule<Options, MessageIds>({
  name: 'no-retained-response',
  description: 'disallow keeping responses in memory longer than needed',
  messages: retainedResponseMessages,
  suggestion: 'Hold what is needed of the response alone.',
  properties: {
    awaits: {
      type: 'string',
      enum: ['long', 'any'],
      description: 'Which awaits a response must not be held across.',
    },
    bodies: {
      type: 'string',
      enum: ['large', 'any'],
      description: 'Which bodies must not be held across an await.',
    },
    places: {
      type: 'string',
      enum: ['growing', 'any'],
      description: 'Which long-lived places must not be given a response.',
    },
    strategy: {
      type: 'string',
      enum: ['destructure', 'clone'],
      description: 'How the suggestion releases a response.',
    },
    detach: {
      type: 'string',
      enum: ['helper', 'inline'],
      description: 'How the suggestion copies a substring.',
    },
  },
  defaultOptions: {
    awaits: 'long',
    bodies: 'large',
    places: 'growing',
    strategy: 'destructure',
    detach: 'helper',
  },
  isRecommended: true,
  strictOptions: { awaits: 'any', bodies: 'any', places: 'any' },
  find: findRetainedResponses,
});
