/**
 * Which functions of the language only read what they are given: they keep none of it and change none of it.
 */
import { namesWhere, type Table } from './table.ts';

const OF_LANGUAGE = 'ECMA-262, 2026 edition';

export const READING_FUNCTIONS: Table = {
  title: 'Objects whose functions only read their arguments',
  decides:
    'Whether an object that a call is given is the same after it, and kept by nobody. The functions that change their first argument, `Object.assign` and `Object.defineProperty` among them, are those of the table of functions of the language.',
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
  source: 'names; the specification is in each row',
  columns: {},
  rows: [
    { name: 'Array', why: OF_LANGUAGE },
    { name: 'Boolean', why: OF_LANGUAGE },
    { name: 'JSON', why: OF_LANGUAGE },
    { name: 'Math', why: OF_LANGUAGE },
    { name: 'Number', why: OF_LANGUAGE },
    { name: 'Object', why: OF_LANGUAGE },
    { name: 'String', why: OF_LANGUAGE },
    { name: 'console', why: 'Node' },
  ],
};

/** Global objects whose functions only read, as they do where they are called themselves: `Boolean(config)`. */
export const READING_OBJECTS: readonly string[] = [...namesWhere(READING_FUNCTIONS, () => true)];
