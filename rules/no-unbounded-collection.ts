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
  description: 'disallow collections that live as long as the process and grow without limit',
  messages: collectionMessages,
  suggestion: 'Bound it with an LRU cache.',
  properties: {
    unverifiable: {
      type: 'boolean',
      description: 'Report collections of which one file does not tell, too.',
    },
    collections: {
      type: 'array',
      uniqueItems: true,
      minItems: 1,
      items: { type: 'string', enum: ['map', 'set', 'array', 'object'] },
      description: 'Which collections are looked at.',
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
      description: 'Suggest a cap for collections whose entries the program may need, too.',
    },
  },
  defaultOptions: DEFAULT_COLLECTION_OPTIONS,
  isRecommended: true,
  strictOptions: { unverifiable: true },
  find: findUnboundedCollections,
});
