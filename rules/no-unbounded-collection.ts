import {
  DEFAULT_COLLECTION_OPTIONS,
  findUnboundedCollections,
  type CollectionOptions,
} from '../analysis/finders/no-unbounded-collection/finder.ts';
import {
  collectionMessages,
  type CollectionMessageId,
} from '../analysis/finders/no-unbounded-collection/messages.ts';
import { STRATEGIES } from '../analysis/finders/no-unbounded-collection/strategies/strategy.ts';
import { createRule, type SharedOptions } from './adapter/create-rule.ts';

export type Options = CollectionOptions & SharedOptions;
export type MessageIds = CollectionMessageId;

export const noUnboundedCollection = createRule<Options, MessageIds>({
  name: 'no-unbounded-collection',
  description: 'disallow long-lived collections that grow without limit',
  messages: collectionMessages,
  suggestion: 'Bound it: {{how}}.',
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Also report collections if the rule cannot tell whether they grow.',
    },
    collections: {
      type: 'array',
      uniqueItems: true,
      minItems: 1,
      items: { type: 'string', enum: ['map', 'set', 'array', 'object'] },
      description: 'Which collections the rule judges.',
    },
    strategy: {
      type: 'string',
      enum: ['auto', ...STRATEGIES],
      description: 'How the suggestion bounds a collection; `auto` takes what fits.',
    },
    max: {
      type: 'integer',
      minimum: 1,
      description: 'How many entries a bounded collection, or a list in it, has at most.',
    },
    ttl: {
      type: 'integer',
      minimum: 0,
      description:
        'How long an entry of the suggested cache lives, in milliseconds; 0 for as long as there is room.',
    },
    evict: {
      type: 'boolean',
      description: 'Also suggest a limit for collections whose entries the program may need.',
    },
  },
  defaultOptions: DEFAULT_COLLECTION_OPTIONS,
  isRecommended: true,
  strictOptions: { unverifiable: true },
  find: findUnboundedCollections,
});
