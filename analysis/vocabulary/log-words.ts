/**
 * What the words in the name of a list tell: whether it is a log, which may lose what is oldest.
 */
import { relates, saysWhat } from './collection-words.ts';
import { namesWhere, type Row, type Table } from './table.ts';
import { singularWordsOf } from './words.ts';

interface LogWord extends Row {
  readonly last?: true;
  readonly first?: true;
  readonly once?: true;
}

export const LOG_WORDS: Table<LogWord> = {
  title: 'Words of logs',
  decides:
    'Whether a list is a log, as `events` or `errorsByHost`, which may lose its oldest items. Other lists, as `orders`, may be what the program keeps for its users, so that none of them is cut without `evict`. Whether a collection only keeps a line from being logged again, so that it is reported in `strict` only.',
  rules: ['no-unbounded-collection'],
  source: 'names of logs; the reason is in each row',
  columns: {
    last: 'the word for the items, in the singular: the last one, in front of `By`, `For` and the like',
    first: 'the first word of the name',
    once: 'a word for what has been logged, in the name of a collection that keeps it from being logged again',
  },
  rows: [
    { name: 'activity', last: true, why: 'what has been done' },
    { name: 'alarm', last: true, why: 'what has been reported' },
    { name: 'alert', last: true, why: 'what has been reported' },
    { name: 'audit', last: true, why: 'what has been done, in its order' },
    { name: 'breadcrumb', last: true, why: 'the way to an error' },
    { name: 'count', last: true, why: 'a figure' },
    { name: 'crash', last: true, why: 'what has failed' },
    { name: 'debug', last: true, why: 'what a developer reads' },
    { name: 'delay', last: true, why: 'a figure' },
    { name: 'duration', last: true, why: 'a figure' },
    { name: 'entry', last: true, why: 'of a log or a journal' },
    { name: 'error', last: true, why: 'what has failed' },
    { name: 'event', last: true, why: 'what has happened' },
    { name: 'exception', last: true, why: 'what has failed' },
    { name: 'failure', last: true, why: 'what has failed' },
    { name: 'history', last: true, why: 'what has been' },
    { name: 'hit', last: true, why: 'what has come in' },
    { name: 'index', last: true, why: 'leads to what is kept elsewhere' },
    { name: 'last', first: true, why: 'those alone that came last' },
    { name: 'latency', last: true, why: 'a figure' },
    { name: 'latest', first: true, why: 'those alone that came last' },
    { name: 'line', last: true, why: 'of an output' },
    { name: 'log', last: true, why: 'what has happened' },
    { name: 'logged', once: true, why: 'what has been logged' },
    { name: 'measurement', last: true, why: 'a figure' },
    { name: 'metric', last: true, why: 'a figure' },
    { name: 'notification', last: true, why: 'what has been told' },
    { name: 'output', last: true, why: 'what a program has written' },
    { name: 'ping', last: true, why: 'a sign of life' },
    { name: 'reading', last: true, why: 'a figure' },
    { name: 'recent', first: true, why: 'those alone that came last' },
    { name: 'sample', last: true, why: 'a figure' },
    { name: 'snapshot', last: true, why: 'a state that has been' },
    { name: 'span', last: true, why: 'a trace' },
    { name: 'stat', last: true, why: 'a figure' },
    { name: 'stderr', last: true, why: 'what a program has written' },
    { name: 'stdout', last: true, why: 'what a program has written' },
    { name: 'tail', last: true, why: 'the end of a log' },
    { name: 'tick', last: true, why: 'a moment' },
    { name: 'timestamp', last: true, why: 'a moment' },
    { name: 'timing', last: true, why: 'a figure' },
    { name: 'trace', last: true, why: 'what has happened' },
    { name: 'trail', last: true, why: 'what has happened' },
    { name: 'visit', last: true, why: 'who has come' },
    { name: 'warned', once: true, why: 'what has been logged' },
    { name: 'warning', last: true, once: true, why: 'what has been reported' },
  ],
};

const LAST = namesWhere(LOG_WORDS, ({ last }) => last === true);
const ONCE = namesWhere(LOG_WORDS, ({ once }) => once === true);
const FIRST = namesWhere(LOG_WORDS, ({ first }) => first === true);

/** Whether the name of a list, or of a collection of lists, says that it is a log. */
export function namesLog(name: string): boolean {
  const words = singularWordsOf(name.slice(name.lastIndexOf('.') + 1));
  const relation = words.findIndex((word, at) => at > 0 && relates(word));
  const items = (relation < 0 ? words : words.slice(0, relation)).filter(saysWhat);
  return FIRST.has(words[0] ?? '') || LAST.has(items.at(-1) ?? '');
}

/** Whether the name of a collection says that it has what has been logged: `warnedUsers`. */
export function saysLogged(name: string): boolean {
  return singularWordsOf(name.slice(name.lastIndexOf('.') + 1)).some((word) => ONCE.has(word));
}
