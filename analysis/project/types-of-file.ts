/**
 * Which `tsconfig.json` the types of a file are read with.
 */
import { dirname, join } from 'node:path';
import { exists } from '../modules/disk.ts';
import { leanOnUnrecorded } from '../modules/grounds.ts';
import type { LeakproofSettings } from './settings.ts';
import { typeProjectOf, type TypeProject } from './type-checker.ts';

/** The types of the `tsconfig.json` that the settings name, or of the nearest to a file that is linted with types. */
export function typesFor(
  file: string,
  settings: LeakproofSettings,
  typed: boolean,
): TypeProject | undefined {
  const tsconfig = configOfTypes(file, settings, typed);
  if (tsconfig === undefined) return undefined;
  // A program reads what it imports, to the last declaration of its packages.
  leanOnUnrecorded();
  return typeProjectOf(tsconfig);
}

/** The path of that `tsconfig.json`; undefined if the file is looked at without types. */
export function configOfTypes(
  file: string,
  { project }: LeakproofSettings,
  typed: boolean,
): string | undefined {
  return typeof project === 'string' ? project : typed ? nearestConfig(file) : undefined;
}

function nearestConfig(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const config = join(folder, 'tsconfig.json');
    if (exists(config)) return config;
    if (folder === dirname(folder)) return undefined;
  }
}
