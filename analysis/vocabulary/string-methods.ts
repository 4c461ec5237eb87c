/**
 * What the methods of strings give. Which of them share the memory of the text they were called on is measured
 * (test/leaks/bodies.test.ts).
 */
import { byName, namesWhere, type Row, type Table } from './table.ts';

type Given =
  /** A string that V8 keeps as a slice of the text. */
  | 'cut'
  /** A list of cuts, and a list of such lists. */
  | 'cuts'
  | 'lists of cuts'
  /** About all of the text: what it keeps alive is little more than it shows. */
  | 'whole'
  /** A string that V8 keeps as the sum of its parts. */
  | 'sum'
  /** A text of its own. */
  | 'text'
  | 'character'
  | 'number'
  | 'truth';

interface StringMethod extends Row {
  readonly gives: Given;
  /** Nothing but strings has the method: who calls it takes the value for a text. */
  readonly alone?: true;
  /** It may give `undefined`, or is a common name of methods that do. */
  readonly maybe?: true;
}

export const STRING_METHODS: Table<StringMethod> = {
  title: 'Methods of strings',
  decides:
    'Whether what a string method returns keeps the whole text in memory, and whether it is a part of the text, which any number of texts have in common.',
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
  source: 'ECMA-262, 2026 edition; what shares memory is measured in test/leaks/bodies.test.ts',
  columns: {
    gives:
      '`cut`: a slice that keeps the text alive; `whole`: nearly all of the text; `sum`: a concatenation that keeps its parts alive; `text`: a string of its own',
    alone: 'only strings have such a method',
    maybe: 'may return `undefined`, or is a common name of other methods that do',
  },
  rows: [
    { name: 'at', gives: 'character', maybe: true },
    { name: 'charAt', gives: 'character', alone: true },
    { name: 'charCodeAt', gives: 'number', alone: true },
    { name: 'codePointAt', gives: 'number', alone: true, maybe: true },
    { name: 'concat', gives: 'sum' },
    { name: 'endsWith', gives: 'truth', alone: true },
    { name: 'includes', gives: 'truth' },
    { name: 'indexOf', gives: 'number' },
    { name: 'lastIndexOf', gives: 'number' },
    { name: 'localeCompare', gives: 'number', alone: true },
    { name: 'match', gives: 'cuts', alone: true, maybe: true },
    { name: 'matchAll', gives: 'lists of cuts', alone: true, maybe: true },
    { name: 'normalize', gives: 'whole', alone: true },
    { name: 'padEnd', gives: 'sum', alone: true },
    { name: 'padStart', gives: 'sum', alone: true },
    { name: 'repeat', gives: 'text', alone: true },
    { name: 'replace', gives: 'whole', alone: true },
    { name: 'replaceAll', gives: 'whole', alone: true },
    { name: 'search', gives: 'number', maybe: true },
    { name: 'slice', gives: 'cut' },
    { name: 'split', gives: 'cuts', alone: true },
    { name: 'startsWith', gives: 'truth', alone: true },
    { name: 'substr', gives: 'cut', alone: true },
    { name: 'substring', gives: 'cut', alone: true },
    { name: 'toLocaleLowerCase', gives: 'text', alone: true },
    { name: 'toLocaleUpperCase', gives: 'text', alone: true },
    { name: 'toLowerCase', gives: 'whole', alone: true },
    { name: 'toString', gives: 'whole' },
    { name: 'toUpperCase', gives: 'text', alone: true },
    { name: 'trim', gives: 'whole', alone: true },
    { name: 'trimEnd', gives: 'whole', alone: true },
    { name: 'trimStart', gives: 'whole', alone: true },
    { name: 'valueOf', gives: 'whole', maybe: true },
  ],
};

const METHODS = byName(STRING_METHODS);

/** What a method of strings gives, undefined if strings have no such method. */
export function stringMethodGives(method: string): Given | undefined {
  return METHODS.get(method)?.gives;
}

/** Whether only strings have a method: who calls it takes the value for a text. */
export function isOfStringsAlone(method: string): boolean {
  return METHODS.get(method)?.alone === true;
}

const GIVE_TEXT = namesWhere(STRING_METHODS, ({ gives }) =>
  ['character', 'cut', 'sum', 'text', 'whole'].includes(gives),
);

/** Whether a method of strings gives a string. */
export function givesText(method: string): boolean {
  return GIVE_TEXT.has(method);
}

const GIVE_PARTS = namesWhere(STRING_METHODS, ({ gives }) =>
  ['character', 'cut', 'cuts', 'lists of cuts'].includes(gives),
);

/** Whether a method gives a part of a text: any number of texts have the same. */
export function givesPartOfText(method: string): boolean {
  return GIVE_PARTS.has(method);
}

/** Whether a method of strings gives a truth or a number. */
export function givesNoText(method: string): boolean {
  return ['number', 'truth'].includes(METHODS.get(method)?.gives ?? '');
}

/** Whether a method of strings never gives `undefined`, nor is the name of one that does. */
export function stringMethodAlwaysGives(method: string): boolean {
  const row = METHODS.get(method);
  return row !== undefined && row.maybe === undefined;
}
