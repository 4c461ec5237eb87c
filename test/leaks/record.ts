/**
 * Keeps what a run measured, for `npm run evidence`: one JSON file a table.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that the figures go to; without it a run only judges them. */
const FOLDER = process.env['LEAKPROOF_EVIDENCE'];

/** @param rows Plain data, with the unit of each figure in its key or beside it. */
export function record(table: string, rows: readonly object[]): void {
  if (FOLDER === undefined) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${table}.json`), `${JSON.stringify(rows, undefined, 2)}\n`);
}
