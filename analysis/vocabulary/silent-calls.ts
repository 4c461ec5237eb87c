/**
 * Functions of the language and of Node that throw nothing, with what programs give them.
 */
import { namesWhere, type Row, type Table } from './table.ts';

interface SilentCall extends Row {
  /** One or more of `method`, `function`, `constructor`, `object`, separated by spaces. */
  readonly is: string;
}

const OF_COLLECTIONS = 'ECMA-262, 2026 edition: lists, Maps, Sets';
const OF_TEXTS = 'ECMA-262, 2026 edition: lists, texts';
const OF_EMITTERS = 'Node: events, with a function';
const OF_LANGUAGE = 'ECMA-262, 2026 edition';

export const SILENT_CALLS: Table<SilentCall> = {
  title: 'What throws nothing',
  decides:
    'Whether a call may leave its function by throwing before an entry is removed again, or a response is let go. Whatever is not listed may throw; `JSON`, `Reflect` and `Buffer` are left out on purpose.',
  rules: [
    'no-per-call-agent',
    'no-race-without-abort',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: 'names; the specification is in each row',
  columns: {
    is: '`method`: of any value; `function`, `constructor`: global; `object`: global, with all of its functions',
  },
  rows: [
    { name: 'AbortController', is: 'constructor', why: 'DOM, Node' },
    { name: 'Array', is: 'object', why: OF_LANGUAGE },
    { name: 'Boolean', is: 'function', why: OF_LANGUAGE },
    { name: 'Date', is: 'constructor object', why: OF_LANGUAGE },
    { name: 'Error', is: 'constructor', why: OF_LANGUAGE },
    { name: 'Map', is: 'constructor', why: OF_LANGUAGE },
    { name: 'Math', is: 'object', why: OF_LANGUAGE },
    { name: 'Number', is: 'function object', why: OF_LANGUAGE },
    { name: 'Object', is: 'object', why: OF_LANGUAGE },
    { name: 'Promise', is: 'constructor object', why: OF_LANGUAGE },
    { name: 'Set', is: 'constructor', why: OF_LANGUAGE },
    { name: 'String', is: 'function', why: OF_LANGUAGE },
    { name: 'WeakMap', is: 'constructor', why: OF_LANGUAGE },
    { name: 'WeakRef', is: 'constructor', why: OF_LANGUAGE },
    { name: 'WeakSet', is: 'constructor', why: OF_LANGUAGE },
    { name: 'add', is: 'method', why: OF_COLLECTIONS },
    { name: 'addListener', is: 'method', why: OF_EMITTERS },
    { name: 'clear', is: 'method', why: OF_COLLECTIONS },
    { name: 'clearImmediate', is: 'function', why: 'Node: timers' },
    { name: 'clearInterval', is: 'function', why: 'HTML, Node: timers' },
    { name: 'clearTimeout', is: 'function', why: 'HTML, Node: timers' },
    { name: 'concat', is: 'method', why: OF_TEXTS },
    { name: 'console', is: 'object', why: 'Node' },
    { name: 'delete', is: 'method', why: OF_COLLECTIONS },
    { name: 'entries', is: 'method', why: OF_COLLECTIONS },
    { name: 'get', is: 'method', why: OF_COLLECTIONS },
    { name: 'has', is: 'method', why: OF_COLLECTIONS },
    { name: 'includes', is: 'method', why: OF_TEXTS },
    { name: 'indexOf', is: 'method', why: OF_TEXTS },
    { name: 'join', is: 'method', why: OF_COLLECTIONS },
    { name: 'keys', is: 'method', why: OF_COLLECTIONS },
    { name: 'off', is: 'method', why: OF_EMITTERS },
    { name: 'on', is: 'method', why: OF_EMITTERS },
    { name: 'once', is: 'method', why: OF_EMITTERS },
    { name: 'performance', is: 'object', why: 'Node' },
    { name: 'pop', is: 'method', why: OF_COLLECTIONS },
    { name: 'push', is: 'method', why: OF_COLLECTIONS },
    { name: 'queueMicrotask', is: 'function', why: 'HTML, Node' },
    { name: 'removeListener', is: 'method', why: OF_EMITTERS },
    { name: 'set', is: 'method', why: OF_COLLECTIONS },
    { name: 'setImmediate', is: 'function', why: 'Node: timers' },
    { name: 'setInterval', is: 'function', why: 'HTML, Node: timers' },
    { name: 'setTimeout', is: 'function', why: 'HTML, Node: timers' },
    { name: 'shift', is: 'method', why: OF_COLLECTIONS },
    { name: 'slice', is: 'method', why: OF_TEXTS },
    { name: 'toString', is: 'method', why: OF_LANGUAGE },
    { name: 'trim', is: 'method', why: 'ECMA-262, 2026 edition: texts' },
    { name: 'unref', is: 'method', why: 'Node: timers' },
    { name: 'unshift', is: 'method', why: OF_COLLECTIONS },
    { name: 'values', is: 'method', why: OF_COLLECTIONS },
  ],
};

function namesOf(kind: string): ReadonlySet<string> {
  return namesWhere(SILENT_CALLS, ({ is }) => is.split(' ').includes(kind));
}

const METHODS = namesOf('method');

/** Whether a method of that name throws nothing. */
export function isSilentMethod(name: string): boolean {
  return METHODS.has(name);
}

/** Global functions that throw nothing, called as `Number(x)`. */
export const SILENT_FUNCTIONS: readonly string[] = [...namesOf('function')];

/** Global objects whose functions throw nothing, as `Math.max(a, b)`. */
export const SILENT_OBJECTS: readonly string[] = [...namesOf('object')];

/** Global classes that `new` makes without throwing. */
export const SILENT_CONSTRUCTORS: readonly string[] = [...namesOf('constructor')];
