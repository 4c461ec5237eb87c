/**
 * Classes of packages that extend Map or Set.
 */
import { alternatives, byName, type Row, type Table } from './table.ts';

interface CollectionClass extends Row {
  /** The packages that export it, separated by spaces. */
  readonly from: string;
  readonly extends: 'map' | 'set';
}

export const COLLECTION_CLASSES: Table<CollectionClass> = {
  title: 'Classes that are a Map or a Set',
  decides: 'Whether `new Name()` makes a collection that is judged as a Map or a Set.',
  rules: ['no-unbounded-collection'],
  source: 'the declarations of the packages; the reason is in each row',
  columns: { from: 'if it is imported from one of these packages', extends: 'what it extends' },
  rows: [
    {
      name: 'Collection',
      from: '@discordjs/collection discord.js eris oceanic.js',
      extends: 'map',
      why: 'a Map with methods of arrays; `sweep` removes entries',
    },
  ],
};

const rows = byName(COLLECTION_CLASSES);

/** Their names, as alternatives of a regular expression. */
export const CLASS_NAMES = alternatives(COLLECTION_CLASSES);

/** What a class of a package is, if it is a collection. */
export function kindOfClass(name: string, module: string): 'map' | 'set' | undefined {
  const row = rows.get(name);
  return row?.from.split(' ').includes(module) ? row.extends : undefined;
}
