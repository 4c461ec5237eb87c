/**
 * What the methods of arrays, Maps, Sets and caches do to what they are called on, to their arguments and to a function
 * that they are given.
 */
import { byName, namesWhere, type Row, type Table } from './table.ts';

type Receiver = 'array' | 'buffer' | 'cache' | 'form' | 'iterator' | 'map' | 'set';

export interface CollectionMethod extends Row {
  readonly of: readonly Receiver[];
  /**
   * An argument is kept under a key, as one more item, or in the place of what was there; or what a function returns is
   * kept under a key.
   */
  readonly stores?: 'computed' | 'entry' | 'item' | 'over';
  /** The position of the first argument that is stored, without a key; 0 if it is not said. */
  readonly from?: number;
  /** Something is taken out, or overwritten. */
  readonly removes?: true;
  /** The order of the items is changed. */
  readonly reorders?: true;
  /**
   * An element; all or some of the elements, in an array or an iterator; the elements of elements; what a function made
   * of each; the collection itself.
   */
  readonly gives?:
    | 'all'
    | 'element'
    | 'entries'
    | 'flat'
    | 'flat mapped'
    | 'keys'
    | 'mapped'
    | 'number'
    | 'self'
    | 'some'
    | 'text'
    | 'truth'
    | 'values';
  /** Whether the arguments are in the result as well. */
  readonly brings?: true;
  /** Which parameter of a function that it is given has the element. */
  readonly visits?: 0 | 1;
  /** What becomes of the result of that function. */
  readonly uses?: 'accumulator' | 'nothing' | 'order' | 'truth' | 'value';
  /** The result tells whether an item or a key is there: it is truthy, or a position. */
  readonly asks?: 'position' | 'truth';
  /** How many arguments `LRUCache` takes for the same meaning. */
  readonly lru?: number;
}

export const COLLECTION_METHODS: Table<CollectionMethod> = {
  title: 'Methods of collections',
  decides:
    'What a method does to an array, a Map, a Set or a cache: whether it stores its argument, takes something out, gives an element, or passes each element to a function.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: 'ECMA-262, 2026 edition',
  columns: {
    of: 'what has the method',
    stores:
      '`entry`: the argument is kept under a key; `item`: as one more; `over`: in the place of something else; `computed`: what the callback returns is kept under a key',
    from: 'the position of the first argument that is stored',
    removes: 'takes something out or overwrites it',
    reorders: 'changes the order of the items',
    gives:
      'what the call returns: an `element`; `all` or `some` of the elements in a new list; the `keys`, `values` or `entries`; `flat`, the elements of elements; `mapped`, what the callback returns for each; `flat mapped`, the elements of that; `self`, the collection; or a primitive value: a `number`, a `text`, a `truth`',
    brings: 'the result contains the arguments, too',
    visits: 'which parameter of the callback is the element',
    uses: 'what becomes of the result of the callback',
    asks: 'the result tells whether an item or a key is there: by its truth, or as a position',
    lru: 'how many arguments `LRUCache` takes for the same meaning',
  },
  rows: [
    { name: 'add', of: ['set'], stores: 'entry', gives: 'self', lru: 1 },
    { name: 'append', of: ['form'], stores: 'entry', why: 'FormData, URLSearchParams, Headers' },
    { name: 'at', of: ['array'], gives: 'element' },
    { name: 'clear', of: ['map', 'set'], removes: true, lru: 0 },
    { name: 'concat', of: ['array'], gives: 'all', brings: true },
    { name: 'copyWithin', of: ['array', 'buffer'], removes: true, gives: 'self' },
    { name: 'del', of: ['cache'], removes: true, why: 'node-cache 5, memory-cache 0.2' },
    { name: 'delete', of: ['map', 'set'], removes: true, lru: 1 },
    { name: 'entries', of: ['array', 'map', 'set'], gives: 'entries' },
    { name: 'every', of: ['array'], gives: 'truth', visits: 0, uses: 'truth' },
    { name: 'evict', of: ['cache'], removes: true, why: 'caches written by hand; Apollo Client 3' },
    {
      name: 'fill',
      of: ['array', 'buffer'],
      stores: 'over',
      removes: true,
      gives: 'self',
    },
    { name: 'filter', of: ['array'], gives: 'some', visits: 0, uses: 'truth' },
    { name: 'find', of: ['array'], gives: 'element', asks: 'truth', visits: 0, uses: 'truth' },
    {
      name: 'findIndex',
      of: ['array'],
      gives: 'number',
      asks: 'position',
      visits: 0,
      uses: 'truth',
    },
    { name: 'findLast', of: ['array'], gives: 'element', asks: 'truth', visits: 0, uses: 'truth' },
    {
      name: 'findLastIndex',
      of: ['array'],
      gives: 'number',
      asks: 'position',
      visits: 0,
      uses: 'truth',
    },
    { name: 'flat', of: ['array'], gives: 'flat' },
    { name: 'flatMap', of: ['array'], gives: 'flat mapped', visits: 0, uses: 'value' },
    { name: 'flushAll', of: ['cache'], removes: true, why: 'node-cache 5' },
    { name: 'forEach', of: ['array', 'map', 'set'], visits: 0, uses: 'nothing' },
    { name: 'get', of: ['map'], gives: 'element', asks: 'truth', lru: 1 },
    { name: 'getOrInsert', of: ['map'], stores: 'entry', from: 1, gives: 'element' },
    {
      name: 'getOrInsertComputed',
      of: ['map'],
      stores: 'computed',
      gives: 'element',
      uses: 'value',
    },
    { name: 'has', of: ['map', 'set'], gives: 'truth', asks: 'truth', lru: 1 },
    { name: 'includes', of: ['array'], gives: 'truth', asks: 'truth' },
    { name: 'indexOf', of: ['array'], gives: 'number', asks: 'position' },
    { name: 'join', of: ['array'], gives: 'text' },
    { name: 'keys', of: ['array', 'map', 'set'], gives: 'keys' },
    { name: 'lastIndexOf', of: ['array'], gives: 'number', asks: 'position' },
    { name: 'map', of: ['array'], gives: 'mapped', visits: 0, uses: 'value' },
    { name: 'next', of: ['iterator'], gives: 'element', why: '`map.keys().next().value`' },
    { name: 'pop', of: ['array'], removes: true, gives: 'element' },
    { name: 'prune', of: ['cache'], removes: true, why: 'lru-cache 4 to 6' },
    { name: 'purge', of: ['cache'], removes: true, why: 'caches written by hand' },
    { name: 'push', of: ['array'], stores: 'item', gives: 'number' },
    {
      name: 'put',
      of: ['cache'],
      stores: 'entry',
      from: 1,
      why: 'memory-cache 0.2; of an HTTP client it sends a request, so that only caches are asked for it',
    },
    { name: 'reduce', of: ['array'], visits: 1, uses: 'accumulator' },
    { name: 'reduceRight', of: ['array'], visits: 1, uses: 'accumulator' },
    { name: 'reset', of: ['cache'], removes: true, why: 'lru-cache 4 to 6' },
    { name: 'reverse', of: ['array', 'buffer'], reorders: true, gives: 'all' },
    { name: 'set', of: ['buffer', 'map'], stores: 'entry', from: 1, gives: 'self', lru: 2 },
    { name: 'shift', of: ['array'], removes: true, gives: 'element' },
    { name: 'slice', of: ['array'], gives: 'some' },
    { name: 'some', of: ['array'], gives: 'truth', asks: 'truth', visits: 0, uses: 'truth' },
    { name: 'sort', of: ['array', 'buffer'], reorders: true, gives: 'all', uses: 'order' },
    { name: 'splice', of: ['array'], stores: 'item', from: 2, removes: true, gives: 'some' },
    {
      name: 'sweep',
      of: ['map'],
      removes: true,
      visits: 0,
      uses: 'truth',
      why: 'Collection of discord.js',
    },
    { name: 'toReversed', of: ['array'], gives: 'all' },
    { name: 'toSorted', of: ['array'], gives: 'all', uses: 'order' },
    { name: 'toSpliced', of: ['array'], gives: 'some', brings: true },
    { name: 'unshift', of: ['array'], stores: 'item', gives: 'number' },
    { name: 'values', of: ['array', 'map', 'set'], gives: 'values' },
    { name: 'with', of: ['array'], gives: 'all', brings: true },
  ],
};

const METHODS = byName(COLLECTION_METHODS);

/** What only caches of packages and those written by hand have. */
const isOfCaches = ({ of }: CollectionMethod) => of.every((receiver) => receiver === 'cache');

const isOfLanguage = ({ of }: CollectionMethod) =>
  of.some((receiver) => receiver === 'array' || receiver === 'map' || receiver === 'set');

export interface Storing {
  readonly how: 'entry' | 'item' | 'over';
  /** The position of the first argument that is stored; what comes before it is a key, a position or a count. */
  readonly from: number;
}

function storingBy(row: CollectionMethod | undefined): Storing | undefined {
  return row?.stores && row.stores !== 'computed'
    ? { how: row.stores, from: row.from ?? 0 }
    : undefined;
}

/** How a method of an array, a Map, a Set or a form stores its arguments. */
export function storingOf(method: string): Storing | undefined {
  const row = METHODS.get(method);
  return row && isOfCaches(row) ? undefined : storingBy(row);
}

/** As `storingOf`, of caches of packages as well. */
export function storingInCache(method: string): Storing | undefined {
  return storingBy(METHODS.get(method));
}

/** Whether a method stores something under a key, be it what a function returns. */
export function storesEntry(method: string): boolean {
  const row = METHODS.get(method);
  return (
    row !== undefined && !isOfCaches(row) && (row.stores === 'entry' || row.stores === 'computed')
  );
}

/** Whether a method makes an array, a Map or a Set larger, and by what: `fill` does not. */
export function addsTo(method: string): 'entry' | 'item' | undefined {
  const row = METHODS.get(method);
  if (!row || !isOfLanguage(row) || row.stores === 'over') return undefined;
  return row.stores === 'computed' ? 'entry' : row.stores;
}

/** Whether a method takes something out of an array, a Map or a Set. */
export function removesEntries(method: string): boolean {
  const row = METHODS.get(method);
  return row?.removes === true && !isOfCaches(row);
}

/** Whether a method takes something out, be it of a cache of a package. */
export function evictsEntries(method: string): boolean {
  return METHODS.get(method)?.removes === true;
}

/** Whether a method changes what it is called on. */
export function changesReceiver(method: string): boolean {
  const row = METHODS.get(method);
  return (
    row !== undefined &&
    !isOfCaches(row) &&
    (row.stores !== undefined || row.removes === true || row.reorders === true)
  );
}

/** Whether a method of an array gives one element: not what `get` gives of a Map. */
export function givesItem(method: string): boolean {
  const row = METHODS.get(method);
  return row?.gives === 'element' && row.of.includes('array');
}

/** Whether a method gives one element and leaves it where it is. */
export function looksUpElement(method: string): boolean {
  const row = METHODS.get(method);
  return row?.gives === 'element' && row.removes === undefined && !row.of.includes('iterator');
}

/** The methods of arrays that add to one, or give one with more in it. */
export const ADDING_TO_ARRAYS: readonly string[] = COLLECTION_METHODS.rows.flatMap(
  ({ name, of, stores, brings }) =>
    of.includes('array') && (stores !== undefined || brings === true) ? [name] : [],
);

/** Whether a method gives a part of an array. */
export function givesSomeItems(method: string): boolean {
  return METHODS.get(method)?.gives === 'some';
}

const GIVE_AS_MANY = namesWhere(COLLECTION_METHODS, ({ gives = '' }) =>
  ['all', 'entries', 'mapped', 'values'].includes(gives),
);

/** Whether what a method gives has something for each entry. */
export function givesAsMany(method: string): boolean {
  return GIVE_AS_MANY.has(method);
}

const GIVE_PART = namesWhere(COLLECTION_METHODS, ({ gives = '' }) =>
  ['all', 'entries', 'flat', 'flat mapped', 'keys', 'mapped', 'some', 'values'].includes(gives),
);

/** Whether what a method gives is made of the elements: they themselves, their keys, or something for each. */
export function givesCollection(method: string): boolean {
  return GIVE_PART.has(method);
}

const GIVE_VIEW = ['entries', 'keys', 'values'];

/** Whether a method goes through the entries of a Map or a Set, in their order. */
export function goesThroughEntries(method: string): boolean {
  const row = METHODS.get(method);
  return (
    row?.of.includes('map') === true &&
    (GIVE_VIEW.includes(row.gives ?? '') || row.visits !== undefined)
  );
}

/** Which parameter of a function that a method is given has the element. */
export function elementParameter(method: string): 0 | 1 | undefined {
  return METHODS.get(method)?.visits;
}

/** Whether a method compares elements by the function that it is given. */
export function comparesItems(method: string): boolean {
  return METHODS.get(method)?.uses === 'order';
}

/** Whether a method runs the function that it is given, for elements or to compare them. */
export function runsForElements(method: string): boolean {
  return METHODS.get(method)?.uses !== undefined;
}

/** Whether a method makes something of what the function that it is given returns. */
export function usesCallbackResult(method: string): boolean {
  return runsForElements(method) && METHODS.get(method)?.uses !== 'nothing';
}

/** Whether what a method gives has nothing of what the function that it is given returns, or only its last result. */
export function dropsCallbackResult(method: string): boolean {
  return runsForElements(method) && METHODS.get(method)?.uses !== 'value';
}

/** Whether a method gives a truth, a number or a text, and hands an element to nobody. */
export function givesNoElement(method: string): boolean {
  const row = METHODS.get(method);
  return (
    ['number', 'text', 'truth'].includes(row?.gives ?? '') &&
    row?.visits === undefined &&
    row?.stores === undefined
  );
}

/** Whether the result of a method tells that an item or a key is there: by its truth, or as a position. */
export function asksForItem(method: string, by: 'position' | 'truth'): boolean {
  return METHODS.get(method)?.asks === by;
}

const ALWAYS_GIVE = namesWhere(
  COLLECTION_METHODS,
  ({ gives = '', stores }) =>
    stores === undefined &&
    ['all', 'flat', 'flat mapped', 'mapped', 'number', 'some', 'text', 'truth'].includes(gives),
);

/** Whether a method never gives `undefined`; one that stores something may be a queue's or a router's. */
export function collectionMethodAlwaysGives(method: string): boolean {
  return ALWAYS_GIVE.has(method);
}

/** Whether a method looks at the items of an array, all or some, and gives no answer that depends on each of them. */
export function looksAtItems(method: string): boolean {
  const row = METHODS.get(method);
  return (
    row !== undefined &&
    row.of.includes('array') &&
    !changesReceiver(method) &&
    row.asks === undefined &&
    row.uses !== 'accumulator' &&
    !['element', 'truth'].includes(row.gives ?? '')
  );
}

/** Whether an array, a Map or a Set has a method. */
export function isOfCollections(method: string): boolean {
  const row = METHODS.get(method);
  return row !== undefined && isOfLanguage(row);
}

/** Whether a method of a Map or a Set is about one entry. */
export function isOfOneEntry(method: string): boolean {
  const row = METHODS.get(method);
  return (row?.of.some((of) => of === 'map' || of === 'set') ?? false) && (row?.lru ?? 0) > 0;
}

/** How many arguments a method of a Map or a Set has in `LRUCache` with the same meaning; undefined if it has not. */
export function sameInLru(method: string, of: 'map' | 'set'): number | undefined {
  const row = METHODS.get(method);
  return row?.of.includes(of) ? row.lru : undefined;
}
