/**
 * The writing half of a run: guard, then put each file's new text in its place.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { replaceFile } from '../../../analysis/modules/atomic-write.ts';
import { writeAgentsModule, type PlannedModule } from '../../adapter/transform.ts';
import type { FileResult } from '../judge/file-result.ts';
import { readText } from '../judge/read-text.ts';
import type { Run } from '../judge/run.ts';
import { reasonOf } from '../program/errors.ts';
import { filesWithUnstagedChanges } from '../select/git.ts';

/** Why a file that was to change was not written. */
export interface Failure {
  readonly kind: 'unstaged' | 'unwritable' | 'declined' | 'undecided' | 'interrupted';
  readonly reason: string;
}

export interface WriteOptions {
  readonly allowDirty: boolean;
  /** Ends the writing before the next file. */
  readonly signal?: AbortSignal;
  /** Called with the absolute path of each new agents module, before it is written. */
  readonly onNewModule?: (file: string) => void;
}

const INTERRUPTED: Failure = {
  kind: 'interrupted',
  reason: 'was left as it is, since the run was interrupted',
};

/**
 * Writes the changes, each file whole or not at all, with its mode and owner; the agents modules first, so that no
 * file imports what is not there.
 * @returns the files that were not written
 */
export async function write(
  { results, newModules: modules }: Run,
  options: WriteOptions,
): Promise<Map<string, Failure>> {
  const changed = results.filter(({ change }) => change);
  const failures = blockages(changed, options);
  const writable = changed.filter(({ file }) => !failures.has(file));
  const needed = modules.filter(({ file }) =>
    writable.some(({ planned }) => planned.some((module) => module.file === file)),
  );
  for (const { file } of needed) options.onNewModule?.(file);
  const missing = writeModules(needed);
  for (const result of writable) {
    // Signals come between two files.
    await setImmediate();
    const lacks = result.planned.flatMap(({ file }) => missing.get(file) ?? [])[0];
    const failure = options.signal?.aborted ? INTERRUPTED : (lacks ?? writeOne(result));
    if (failure) failures.set(result.file, failure);
  }
  return failures;
}

/** @returns for each module that could not be written, why the files that import it are not */
function writeModules(modules: readonly PlannedModule[]): Map<string, Failure> {
  const missing = new Map<string, Failure>();
  for (const module of modules) {
    try {
      writeAgentsModule(module);
    } catch (error) {
      missing.set(module.file, {
        kind: 'unwritable',
        reason: `was left as it is: ${module.file}, which it would import, cannot be written (${reasonOf(error)})`,
      });
    }
  }
  return missing;
}

/** Why some of the files that are to change must not be written, as far as that can be told before. */
export function blockages(
  changed: readonly FileResult[],
  { allowDirty }: WriteOptions,
): Map<string, Failure> {
  const unstaged = allowDirty
    ? new Set<string>()
    : filesWithUnstagedChanges(changed.map(({ file }) => file));
  return new Map(changed.flatMap((result) => blockage(result, unstaged)));
}

/**
 * The results with what was not written as it stands: the sites of those files are refused, or left undecided where nobody
 * was asked.
 */
export function withFailures(
  results: readonly FileResult[],
  failures: ReadonlyMap<string, Failure>,
): FileResult[] {
  return results.map((result) => {
    const failure = failures.get(result.file);
    if (!failure) return result;
    const because = `the file ${failure.reason}`;
    const unfixed =
      failure.kind === 'undecided'
        ? { remedy: 'none' as const, reason: because }
        : { remedy: 'refused' as const, refusal: because };
    const sites = result.sites.map((site) =>
      site.remedy === 'fixed' ? { ...site, ...unfixed, getsCap: false } : site,
    );
    return { ...result, sites };
  });
}

function blockage({ file }: FileResult, unstaged: ReadonlySet<string>): [string, Failure][] {
  if (unstaged.has(file))
    return [
      [
        file,
        {
          kind: 'unstaged',
          reason: 'has unstaged changes: stage or commit them, or pass --allow-dirty',
        },
      ],
    ];
  try {
    accessSync(file, constants.W_OK);
    // An atomic write replaces the file, which its own permissions do not prevent: ask them all the same.
    if ((statSync(file).mode & 0o222) === 0) throw new Error('read-only');
    return [];
  } catch (error) {
    return [[file, unwritable(error)]];
  }
}

function writeOne({ file, change }: FileResult): Failure | undefined {
  try {
    // Asked last of all: an editor, or another run, may be at work.
    if (readText(file) !== change!.before)
      return { kind: 'unwritable', reason: 'has changed since it was read: run again' };
    replaceFile(file, change!.after);
    return undefined;
  } catch (error) {
    return unwritable(error);
  }
}

function unwritable(error: unknown): Failure {
  return { kind: 'unwritable', reason: `cannot be written (${reasonOf(error)})` };
}
