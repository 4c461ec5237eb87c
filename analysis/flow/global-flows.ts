/**
 * Where the functions of the global scope, and those of its objects, take values.
 */
import { givesPrimitive, returnsFirst } from '../vocabulary/runtime-functions.ts';
import {
  RESULT,
  argument,
  argumentsFrom,
  parameter,
  returned,
  SAME,
  ITERATE,
  COPY,
  AWAIT,
  PROMISE,
  DERIVE,
  store,
  load,
  flow,
  write,
  type BuiltInFlow,
} from './flows-of-values.ts';

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
    'Array.from': [flow(argument(0), RESULT, ITERATE, store('[]'))],
    'Array.from with a function': [
      flow(argument(0), parameter(1, 0), ITERATE),
      flow(returned(1), RESULT, store('[]')),
    ],
    'Array.of': [flow(argumentsFrom(0), RESULT, store('[]'))],
    'Buffer.concat': DERIVES,
    'JSON.parse': DERIVES,
    'JSON.stringify': DERIVES,
    'Object.assign': [
      write(argumentsFrom(1), argument(0), COPY),
      flow(argument(0), RESULT, SAME),
      flow(argumentsFrom(1), RESULT, COPY),
    ],
    'Object.create': [flow(argument(0), RESULT, COPY)],
    'Object.entries': [
      flow(argument(0), RESULT, load('{}'), store('[1]'), store('[]')),
      flow(argument(0), RESULT, load('key'), store('[0]'), store('[]')),
    ],
    'Object.fromEntries': [
      flow(argument(0), RESULT, ITERATE, load('[1]'), store('{}')),
      flow(argument(0), RESULT, ITERATE, load('[0]'), store('key')),
    ],
    'Object.keys': [flow(argument(0), RESULT, load('key'), store('[]'))],
    'Object.setPrototypeOf': GIVES_ARGUMENT,
    'Object.values': [flow(argument(0), RESULT, load('{}'), store('[]'))],
    'Promise.all': [flow(argument(0), RESULT, { kind: 'awaitEach' }, store('promise'))],
    'Promise.allSettled': [flow(argument(0), RESULT, { kind: 'settleEach' }, store('promise'))],
    'Promise.any': [flow(argument(0), RESULT, ITERATE, AWAIT, PROMISE)],
    'Promise.race': [flow(argument(0), RESULT, ITERATE, AWAIT, PROMISE)],
    'Promise.reject': [flow(argument(0), RESULT, store('rejected'))],
    'Promise.resolve': [flow(argument(0), RESULT, PROMISE)],
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

/** What a global function does: `Object.assign`, `structuredClone`. */
export function flowsOfGlobal(name: string): readonly BuiltInFlow[] | undefined {
  return GLOBALS.get(name) ?? ofRuntime(name);
}

function ofRuntime(name: string): readonly BuiltInFlow[] | undefined {
  if (givesPrimitive(name)) return DERIVES;
  return name.startsWith('Object.') && returnsFirst(name.slice('Object.'.length))
    ? GIVES_ARGUMENT
    : undefined;
}

/** What `new` of a global makes. */
export function flowsOfConstructor(name: string): readonly BuiltInFlow[] | undefined {
  return CONSTRUCTORS.get(name);
}
