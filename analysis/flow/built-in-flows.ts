/**
 * Where the functions of the language take values: from the receiver and the arguments to the result, to the receiver and
 * to the functions that they call.
 */
import type { Content, Step } from './contents.ts';

export type Position =
  | { readonly of: 'receiver' }
  | { readonly of: 'result' }
  | { readonly of: 'argument'; readonly index: number }
  /** All arguments from one on. */
  | { readonly of: 'arguments'; readonly from: number }
  /** A parameter of a function that is given as an argument, and what such a function returns. */
  | { readonly of: 'parameter'; readonly callback: number; readonly index: number }
  | { readonly of: 'returned'; readonly callback: number };

export interface BuiltInFlow {
  readonly from: Position;
  readonly to: Position;
  readonly steps: readonly Step[];
  /** It is written into the object that `to` has already. */
  readonly isWritten?: true;
}

const RECEIVER: Position = { of: 'receiver' };
const RESULT: Position = { of: 'result' };
const argument = (index: number): Position => ({ of: 'argument', index });
const argumentsFrom = (from: number): Position => ({ of: 'arguments', from });
const parameter = (callback: number, index: number): Position => ({
  of: 'parameter',
  callback,
  index,
});
const returned = (callback: number): Position => ({ of: 'returned', callback });

const SAME: Step = { kind: 'same', by: 'return' };
const ITERATE: Step = { kind: 'iterate' };
const COPY: Step = { kind: 'copy' };
const AWAIT: Step = { kind: 'await' };
const PROMISE: Step = { kind: 'promise' };
const DERIVE: Step = { kind: 'derive' };
const store = (content: Content): Step => ({ kind: 'store', content });
const load = (content: Content): Step => ({ kind: 'load', content });

const flow = (from: Position, to: Position, ...steps: Step[]): BuiltInFlow => ({ from, to, steps });
const write = (from: Position, to: Position, ...steps: Step[]): BuiltInFlow => ({
  from,
  to,
  steps,
  isWritten: true,
});

/** The same elements in another array, in an order that is not known. */
const SOME_ELEMENTS = [flow(RECEIVER, RESULT, load('[]'), store('[]'))];
/** An array, Map or Set that gives one of its elements. */
const ONE_ELEMENT = [flow(RECEIVER, RESULT, load('[]'))];
/** It calls a function with each element, of a Map with each value. */
const VISITS = [
  flow(RECEIVER, parameter(0, 0), load('[]')),
  flow(RECEIVER, parameter(0, 0), load('entry')),
  flow(RECEIVER, parameter(0, 1), load('key')),
];
const ADDS = [write(argumentsFrom(0), RECEIVER, store('[]'))];
const REDUCES = [
  flow(RECEIVER, parameter(0, 1), load('[]')),
  flow(RECEIVER, parameter(0, 0), load('[]')),
  flow(argument(1), parameter(0, 0), SAME),
  flow(argument(1), RESULT, SAME),
  flow(returned(0), parameter(0, 0), SAME),
  flow(returned(0), RESULT, SAME),
];

/** Methods by their names, whatever they are called on: only what holds something of the kind has it to give. */
const METHODS: ReadonlyMap<string, readonly BuiltInFlow[]> = new Map(
  Object.entries({
    add: [...ADDS, flow(RECEIVER, RESULT, SAME)],
    at: ONE_ELEMENT,
    catch: [
      flow(RECEIVER, RESULT, SAME),
      flow(RECEIVER, parameter(0, 0), { kind: 'reject' }),
      flow(returned(0), RESULT, PROMISE),
    ],
    concat: [
      ...SOME_ELEMENTS,
      flow(argumentsFrom(0), RESULT, load('[]'), store('[]')),
      flow(argumentsFrom(0), RESULT, store('[]')),
      flow(RECEIVER, RESULT, DERIVE),
      flow(argumentsFrom(0), RESULT, DERIVE),
    ],
    deref: [flow(RECEIVER, RESULT, load('.deref'))],
    entries: [
      flow(RECEIVER, RESULT, load('entry'), store('[1]'), store('[]')),
      flow(RECEIVER, RESULT, load('key'), store('[0]'), store('[]')),
      flow(RECEIVER, RESULT, load('[]'), store('[1]'), store('[]')),
    ],
    every: VISITS,
    fill: [write(argument(0), RECEIVER, store('[]')), flow(RECEIVER, RESULT, SAME)],
    filter: [...VISITS, ...SOME_ELEMENTS],
    finally: [flow(RECEIVER, RESULT, SAME)],
    find: [...VISITS, ...ONE_ELEMENT],
    findIndex: VISITS,
    findLast: [...VISITS, ...ONE_ELEMENT],
    findLastIndex: VISITS,
    flat: [...SOME_ELEMENTS, flow(RECEIVER, RESULT, load('[]'), load('[]'), store('[]'))],
    flatMap: [
      ...VISITS,
      flow(returned(0), RESULT, load('[]'), store('[]')),
      flow(returned(0), RESULT, store('[]')),
    ],
    forEach: VISITS,
    get: [flow(RECEIVER, RESULT, load('entry'))],
    getOrInsert: [
      write(argument(1), RECEIVER, store('entry')),
      write(argument(0), RECEIVER, store('key')),
      flow(RECEIVER, RESULT, load('entry')),
      flow(argument(1), RESULT, SAME),
    ],
    getOrInsertComputed: [
      write(returned(1), RECEIVER, store('entry')),
      write(argument(0), RECEIVER, store('key')),
      flow(argument(0), parameter(1, 0), SAME),
      flow(RECEIVER, RESULT, load('entry')),
      flow(returned(1), RESULT, SAME),
    ],
    join: [flow(RECEIVER, RESULT, DERIVE)],
    keys: [flow(RECEIVER, RESULT, load('key'), store('[]'))],
    map: [...VISITS, flow(returned(0), RESULT, store('[]'))],
    next: [flow(RECEIVER, RESULT, load('[]'), store('.value'))],
    padEnd: [flow(RECEIVER, RESULT, DERIVE)],
    padStart: [flow(RECEIVER, RESULT, DERIVE)],
    pop: ONE_ELEMENT,
    push: ADDS,
    reduce: REDUCES,
    reduceRight: REDUCES,
    replace: [flow(RECEIVER, RESULT, DERIVE)],
    reverse: [flow(RECEIVER, RESULT, SAME), ...SOME_ELEMENTS],
    set: [
      write(argument(1), RECEIVER, store('entry')),
      write(argument(0), RECEIVER, store('key')),
      flow(RECEIVER, RESULT, SAME),
    ],
    shift: ONE_ELEMENT,
    slice: [...SOME_ELEMENTS, flow(RECEIVER, RESULT, DERIVE)],
    some: VISITS,
    sort: [flow(RECEIVER, RESULT, SAME), ...SOME_ELEMENTS],
    splice: [...SOME_ELEMENTS, write(argumentsFrom(2), RECEIVER, store('[]'))],
    split: [flow(RECEIVER, RESULT, DERIVE)],
    substring: [flow(RECEIVER, RESULT, DERIVE)],
    // A second function is called with what the promise is rejected with.
    then: [
      flow(RECEIVER, parameter(0, 0), AWAIT),
      flow(RECEIVER, parameter(1, 0), { kind: 'reject' }),
      flow(returned(0), RESULT, PROMISE),
      flow(returned(1), RESULT, PROMISE),
    ],
    toLowerCase: [flow(RECEIVER, RESULT, DERIVE)],
    toReversed: SOME_ELEMENTS,
    toSorted: SOME_ELEMENTS,
    toSpliced: [...SOME_ELEMENTS, flow(argumentsFrom(2), RESULT, store('[]'))],
    toString: [flow(RECEIVER, RESULT, DERIVE)],
    toUpperCase: [flow(RECEIVER, RESULT, DERIVE)],
    trim: [flow(RECEIVER, RESULT, DERIVE)],
    unshift: ADDS,
    values: [
      flow(RECEIVER, RESULT, load('entry'), store('[]')),
      flow(RECEIVER, RESULT, load('[]'), store('[]')),
    ],
    with: [...SOME_ELEMENTS, flow(argument(1), RESULT, store('[]'))],
  } satisfies Record<string, readonly BuiltInFlow[]>),
);

const OF_ENTRIES = [
  flow(argument(0), RESULT, ITERATE, load('[1]'), store('entry')),
  flow(argument(0), RESULT, ITERATE, load('[0]'), store('key')),
];
const GIVES_ARGUMENT = [flow(argument(0), RESULT, SAME)];
const DERIVES = [flow(argumentsFrom(0), RESULT, DERIVE)];
const AFTER_DELAY = [
  flow(argument(2), parameter(0, 0), SAME),
  flow(argument(3), parameter(0, 1), SAME),
];

/** Functions of the global scope and of its objects. */
const GLOBALS: ReadonlyMap<string, readonly BuiltInFlow[]> = new Map(
  Object.entries({
    'Array.from': [
      flow(argument(0), RESULT, ITERATE, store('[]')),
      flow(argument(0), parameter(1, 0), ITERATE),
      flow(returned(1), RESULT, store('[]')),
    ],
    'Array.of': [flow(argumentsFrom(0), RESULT, store('[]'))],
    BigInt: DERIVES,
    'JSON.parse': DERIVES,
    'JSON.stringify': DERIVES,
    Number: DERIVES,
    'Object.assign': [
      write(argumentsFrom(1), argument(0), COPY),
      flow(argument(0), RESULT, SAME),
      flow(argumentsFrom(1), RESULT, COPY),
    ],
    'Object.create': [flow(argument(0), RESULT, COPY)],
    'Object.defineProperties': GIVES_ARGUMENT,
    'Object.defineProperty': GIVES_ARGUMENT,
    'Object.entries': [flow(argument(0), RESULT, load('{}'), store('[1]'), store('[]'))],
    'Object.freeze': GIVES_ARGUMENT,
    'Object.fromEntries': [flow(argument(0), RESULT, ITERATE, load('[1]'), store('{}'))],
    'Object.preventExtensions': GIVES_ARGUMENT,
    'Object.seal': GIVES_ARGUMENT,
    'Object.setPrototypeOf': GIVES_ARGUMENT,
    'Object.values': [flow(argument(0), RESULT, load('{}'), store('[]'))],
    'Promise.all': [flow(argument(0), RESULT, { kind: 'awaitEach' }, store('promise'))],
    'Promise.allSettled': [
      flow(argument(0), RESULT, ITERATE, AWAIT, store('.value'), store('[]'), store('promise')),
    ],
    'Promise.any': [flow(argument(0), RESULT, ITERATE, AWAIT, PROMISE)],
    'Promise.race': [flow(argument(0), RESULT, ITERATE, AWAIT, PROMISE)],
    'Promise.reject': [flow(argument(0), RESULT, store('rejected'))],
    'Promise.resolve': [flow(argument(0), RESULT, PROMISE)],
    String: DERIVES,
    parseFloat: DERIVES,
    parseInt: DERIVES,
    setImmediate: [
      flow(argument(1), parameter(0, 0), SAME),
      flow(argument(2), parameter(0, 1), SAME),
    ],
    setInterval: AFTER_DELAY,
    setTimeout: AFTER_DELAY,
    structuredClone: [flow(argument(0), RESULT, COPY)],
  } satisfies Record<string, readonly BuiltInFlow[]>),
);

const CONSTRUCTORS: ReadonlyMap<string, readonly BuiltInFlow[]> = new Map(
  Object.entries({
    Array: [flow(argumentsFrom(0), RESULT, store('[]'))],
    Date: DERIVES,
    Map: OF_ENTRIES,
    Set: [flow(argument(0), RESULT, ITERATE, store('[]'))],
    URL: DERIVES,
    WeakMap: OF_ENTRIES,
    WeakRef: [flow(argument(0), RESULT, store('.deref'))],
    WeakSet: [flow(argument(0), RESULT, ITERATE, store('[]'))],
  } satisfies Record<string, readonly BuiltInFlow[]>),
);

/** What a method does that has the name of one of an array, a Map, a Set, a promise or a string. */
export function flowsOfMethod(name: string): readonly BuiltInFlow[] | undefined {
  return METHODS.get(name);
}

/** What a global function does: `Object.assign`, `structuredClone`. */
export function flowsOfGlobal(name: string): readonly BuiltInFlow[] | undefined {
  return GLOBALS.get(name);
}

/** What `new` of a global makes. */
export function flowsOfConstructor(name: string): readonly BuiltInFlow[] | undefined {
  return CONSTRUCTORS.get(name);
}
