/**
 * What the functions of the language give, and which globals are always the same.
 */
import { byName, namesWhere, type Row, type Table } from './table.ts';

interface RuntimeFunction extends Row {
  /** A primitive value by its kind; the first argument; a list or an object made of the argument. */
  readonly gives: 'argument' | 'list' | 'number' | 'object' | 'symbol' | 'text' | 'truth';
  /** The argument is changed. */
  readonly changes?: true;
}

export const RUNTIME_FUNCTIONS: Table<RuntimeFunction> = {
  title: 'Functions of the language',
  decides:
    'Whether what a function returns is a primitive value, which contains nothing of its argument, or the argument itself.',
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
  source: 'ECMA-262, 2026 edition; HTML for `atob` and `btoa`',
  columns: {
    gives:
      'what the call returns: a primitive value of a kind, its first `argument`, or a `list` or an `object` that is made of it',
    changes: 'the first argument is changed',
  },
  rows: [
    { name: 'Array.from', gives: 'list' },
    { name: 'Array.of', gives: 'list' },
    { name: 'BigInt', gives: 'number' },
    { name: 'Boolean', gives: 'truth' },
    { name: 'Number', gives: 'number' },
    { name: 'Object.assign', gives: 'argument', changes: true },
    { name: 'Object.defineProperties', gives: 'argument', changes: true },
    { name: 'Object.defineProperty', gives: 'argument', changes: true },
    { name: 'Object.entries', gives: 'list' },
    { name: 'Object.freeze', gives: 'argument' },
    { name: 'Object.fromEntries', gives: 'object' },
    { name: 'Object.keys', gives: 'list' },
    { name: 'Object.preventExtensions', gives: 'argument' },
    { name: 'Object.seal', gives: 'argument' },
    { name: 'Object.setPrototypeOf', gives: 'argument', changes: true },
    { name: 'Object.values', gives: 'list' },
    { name: 'String', gives: 'text' },
    { name: 'Symbol', gives: 'symbol' },
    { name: 'atob', gives: 'text' },
    { name: 'btoa', gives: 'text' },
    { name: 'decodeURI', gives: 'text' },
    { name: 'decodeURIComponent', gives: 'text' },
    { name: 'encodeURI', gives: 'text' },
    { name: 'encodeURIComponent', gives: 'text' },
    { name: 'escape', gives: 'text' },
    { name: 'isFinite', gives: 'truth' },
    { name: 'isNaN', gives: 'truth' },
    { name: 'parseFloat', gives: 'number' },
    { name: 'parseInt', gives: 'number' },
    { name: 'unescape', gives: 'text' },
  ],
};

const FUNCTIONS = byName(RUNTIME_FUNCTIONS);

const GIVE_PRIMITIVE = namesWhere(RUNTIME_FUNCTIONS, ({ gives }) =>
  ['number', 'symbol', 'text', 'truth'].includes(gives),
);

/** Whether a global function gives a number, a text, a truth or a symbol. */
export function givesPrimitive(name: string): boolean {
  return GIVE_PRIMITIVE.has(name);
}

/** Whether a global function gives a truth: one of two values. */
export function givesTruth(name: string): boolean {
  return FUNCTIONS.get(name)?.gives === 'truth';
}

/** Whether a method of `Object` returns its first argument. */
export function returnsFirst(method: string): boolean {
  return FUNCTIONS.get(`Object.${method}`)?.gives === 'argument';
}

/** Whether a method of `Object` returns its argument as it is: `freeze`, `seal`. */
function returnsItsArgument(method: string): boolean {
  return returnsFirst(method) && FUNCTIONS.get(`Object.${method}`)?.changes === undefined;
}

/** Whether a method of `Object` changes its first argument: `assign`, `defineProperty`. */
export function changesFirst(method: string): boolean {
  return FUNCTIONS.get(`Object.${method}`)?.changes === true;
}

/** Whether what a method of `Object` gives has nothing that its argument has not. */
export function givesPartsOfArgument(method: string): boolean {
  const gives = FUNCTIONS.get(`Object.${method}`)?.gives;
  return gives === 'list' || gives === 'object' || returnsItsArgument(method);
}

export const RUNTIME_OBJECTS: Table = {
  title: 'Objects of the runtime',
  decides:
    'Whether a function leaves what it is given as it is: those of these objects do, but for those that change their first argument (`Object.assign`).',
  rules: ['no-unbounded-collection'],
  source: 'ECMA-262, 2026 edition; Node.js 24 documentation',
  columns: {},
  rows: [
    { name: 'Array' },
    { name: 'Blob' },
    { name: 'Buffer' },
    { name: 'Date' },
    { name: 'Error' },
    { name: 'FormData' },
    { name: 'Headers' },
    { name: 'Intl' },
    { name: 'JSON' },
    { name: 'Map' },
    { name: 'Math' },
    { name: 'Object' },
    { name: 'Promise' },
    { name: 'RegExp' },
    { name: 'Request' },
    { name: 'Response' },
    { name: 'Set' },
    { name: 'TextDecoder' },
    { name: 'TextEncoder' },
    { name: 'TypeError' },
    { name: 'URL' },
    { name: 'URLSearchParams' },
    { name: 'WeakMap' },
    { name: 'WeakRef' },
    { name: 'WeakSet' },
    { name: 'console' },
    { name: 'fetch' },
    { name: 'structuredClone' },
  ],
};

const OBJECTS = namesWhere(RUNTIME_OBJECTS, () => true);

/** Whether a global leaves what its functions are given as it is. */
export function isOfRuntime(name: string): boolean {
  return OBJECTS.has(name) || givesPrimitive(name);
}
