/**
 * What a text loses a part by.
 */
import { namesWhere, type Table } from './table.ts';

export const CUTTING_METHODS: Table = {
  title: 'Methods that cut',
  decides:
    'Whether a key is a part of a text, which other texts have, too: the value that is made of the whole text is then that of whichever came first.',
  rules: ['no-unbounded-collection'],
  source: 'ECMAScript',
  columns: {},
  rows: [
    { name: 'at' },
    { name: 'charAt' },
    { name: 'charCodeAt' },
    { name: 'exec' },
    { name: 'match' },
    { name: 'parseInt' },
    { name: 'replace' },
    { name: 'replaceAll' },
    { name: 'slice' },
    { name: 'split' },
    { name: 'substr' },
    { name: 'substring' },
  ],
};

const CUTTING = namesWhere(CUTTING_METHODS, () => true);

/** Whether what a function of this name gives is less than it was given. */
export function cutsText(name: string): boolean {
  return CUTTING.has(name);
}
