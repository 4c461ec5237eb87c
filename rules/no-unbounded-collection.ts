import {
  DEFAULT_COLLECTION_OPTIONS,
  findUnboundedCollections,
  type CollectionOptions,
} from '../analysis/finders/no-unbounded-collection/finder.ts';
import {
  collectionMessages,
  type CollectionMessageId,
} from '../analysis/finders/no-unbounded-collection/messages.ts';
import { createRule, type SharedOptions } from './adapter/create-rule.ts';

export type Options = CollectionOptions & SharedOptions;
export type MessageIds = CollectionMessageId;

export const noUnboundedCollection = createRule<Options, MessageIds>({
  name: 'no-unbounded-collection',
  description: 'disallow long-lived collections that grow without limit',
  messages: collectionMessages,
  suggestion: 'Bound it with an LRU cache.',
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
    max: {
      type: 'integer',
      minimum: 1,
      description: 'How many entries the suggested cache has at most.',
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
