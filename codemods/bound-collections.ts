import type { CollectionKind } from '../analysis/collections/collection-queries.ts';
import {
  DEFAULT_COLLECTION_OPTIONS,
  inspectCollections,
  mayHoldCollections,
  type CollectionOptions,
} from '../analysis/finders/no-unbounded-collection/finder.ts';
import { LRU_PACKAGE } from '../analysis/finders/no-unbounded-collection/strategies/lru-package.ts';
import { STRATEGIES } from '../analysis/finders/no-unbounded-collection/strategies/strategy.ts';
import { collectionMessages } from '../analysis/finders/no-unbounded-collection/messages.ts';
import { ownChoice, wholeNumber, type Codemod } from './adapter/codemod.ts';
import type { TransformOptions } from './adapter/transform-types.ts';
import { createTransform } from './adapter/transform.ts';

const CHOICES = ['auto', ...STRATEGIES] as const;

/** @internal */
export const boundCollections: Codemod = {
  name: 'bound-collections',
  rule: 'no-unbounded-collection',
  order: 50,
  description: 'bound long-lived collections that grow without limit',
  finds: 'a long-lived collection that grows without limit',
  kinds: ['collection'],
  messages: collectionMessages,
  dependency: LRU_PACKAGE,
  concerns: (text, _, options) => mayHoldCollections(text, collectionOptions(options).collections),
  flags: [
    {
      option: 'strategy',
      flags: '--strategy <name>',
      description: 'how a collection is bounded (default: "auto", what fits)',
      choices: CHOICES,
    },
    {
      option: 'max',
      flags: '--max <n>',
      description: 'most entries of a bounded collection, or of a list in it (default: 1000)',
      parse: (text) => wholeNumber(text, 1),
    },
    {
      option: 'ttl',
      flags: '--ttl <ms>',
      description: 'how long an entry of an LRU cache lives, in milliseconds (default: no limit)',
      parse: (text) => wholeNumber(text, 1),
    },
    {
      option: 'evict',
      flags: '--evict',
      description:
        'also bound collections whose entries the program may need (jobs, records, counts)',
    },
    {
      option: 'only',
      flags: '--only <names>',
      description:
        'bound only the collections of these names, with commas between them (default: all)',
      parse: namesIn,
    },
  ],
  inspect: (source, project, options) =>
    inspectCollections(source, project, collectionOptions(options)),
};

/** @throws {RangeError} in words for the command line, if a name is empty */
function namesIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new RangeError('names with commas between them are needed');
  return names;
}

function collectionOptions({
  unverifiable,
  collections,
  strategy,
  max,
  ttl,
  evict,
  only,
}: TransformOptions): CollectionOptions {
  return {
    unverifiable: unverifiable === true,
    collections: (collections ??
      DEFAULT_COLLECTION_OPTIONS.collections) as readonly CollectionKind[],
    strategy: ownChoice(strategy, CHOICES, DEFAULT_COLLECTION_OPTIONS.strategy),
    // jscodeshift parses what looks like a number.
    max: Number(max ?? DEFAULT_COLLECTION_OPTIONS.max),
    ttl: Number(ttl ?? DEFAULT_COLLECTION_OPTIONS.ttl),
    evict: evict === true,
    ...(Array.isArray(only) ? { only: only as readonly string[] } : {}),
  };
}

export default createTransform(boundCollections);
