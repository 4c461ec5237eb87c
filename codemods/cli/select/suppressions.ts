/**
 * `eslint-suppressions.json`, the findings that a team has recorded to fix later: `--check` counts as ESLint does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../program/errors.ts';
import { toReportPath } from '../program/report-path.ts';

/** How many findings of a rule, by its name without prefix, are recorded for a file. */
export type SuppressedCounts = Readonly<Record<string, number>>;

/** Looks up one file, by its absolute path; undefined where nothing is recorded. */
export type SuppressionsLookup = (file: string) => SuppressedCounts | undefined;

const DEFAULT_NAME = 'eslint-suppressions.json';

/**
 * @param cwd the folder that the file's paths are relative to, as ESLint has it
 * @param given where the file is; by default in that folder, if it is there
 * @throws {UsageError} if it is not there but named, or cannot be parsed
 */
export function suppressionsLookup(cwd: string, given?: string): SuppressionsLookup {
  const path = resolve(cwd, given ?? DEFAULT_NAME);
  if (!existsSync(path)) {
    if (given !== undefined) throw new UsageError(`--suppressions-location ${given}: no such file`);
    return () => undefined;
  }
  const recorded = parse(path, given ?? DEFAULT_NAME);
  return (file) => {
    const rules = recorded[toReportPath(cwd, file)];
    return (
      rules &&
      Object.fromEntries(
        Object.entries(rules).map(([name, { count }]) => [
          name.slice(name.lastIndexOf('/') + 1),
          count,
        ]),
      )
    );
  };
}

function parse(
  path: string,
  name: string,
): Readonly<Record<string, Readonly<Record<string, { readonly count: number }>>>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof parse>;
  } catch (error) {
    throw new UsageError(`${name}: cannot be parsed`, { cause: error });
  }
}
