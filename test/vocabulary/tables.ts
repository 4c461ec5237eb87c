/** The tables of analysis/vocabulary, in the order of their files. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COLLECTION_METHODS } from '../../analysis/vocabulary/collection-methods.ts';
import { RUNTIME_FUNCTIONS } from '../../analysis/vocabulary/runtime-functions.ts';
import { STRING_METHODS } from '../../analysis/vocabulary/string-methods.ts';
import type { Table } from '../../analysis/vocabulary/table.ts';

const FOLDER = fileURLToPath(new URL('../../analysis/vocabulary/', import.meta.url));

export const FILES = readdirSync(FOLDER).filter((file) => file !== 'table.ts').toSorted();

export const TABLES: readonly { readonly file: string; readonly table: Table }[] = [
  { file: 'collection-methods.ts', table: COLLECTION_METHODS },
  { file: 'runtime-functions.ts', table: RUNTIME_FUNCTIONS },
  { file: 'string-methods.ts', table: STRING_METHODS },
];
