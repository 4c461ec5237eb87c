/**
 * What the program writes into a tree, so that it can be taken back and done again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../../analysis/modules/package-json.ts';
import { filesBelow, hasSourceExtension } from '../../analysis/modules/source-files.ts';
import type { Totals } from '../../codemods/cli/report/report.ts';

/** This file runs from a compiled copy, too, which stands elsewhere below it. */
export const REPOSITORY = packageFolder(fileURLToPath(import.meta.url));

const PROGRAM = join(REPOSITORY, 'dist/codemods/cli/main.js');

/** Fixed and refused sites. */
export type Counts = Pick<Totals, 'fixed' | 'refused'>;

/** A file that a rewrite has changed, made or removed; a text is undefined where there is no file. */
export interface ChangedFile {
  /** Absolute. */
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Rewrites the files of a folder. */
export type Rewrite = (root: string) => Counts;

/**
 * `leakproof all --awaits any`, without the tree's ESLint config, which is code and may turn rules off.
 * @throws Error if the program cannot read its arguments, or breaks
 */
export const rewriteAll: Rewrite = (root) => {
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [PROGRAM, 'all', '--awaits', 'any', '--allow-dirty', '--no-config', '--format', 'json', '.'],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  if (error) throw error;
  try {
    return (JSON.parse(stdout) as { readonly totals: Counts }).totals;
  } catch {
    throw new Error(`\`leakproof all\` printed no report: ${stderr.slice(0, 1000)}`);
  }
};

/** Runs the rewrite, and tells what it changed. */
export function changesOf(
  root: string,
  rewrite: Rewrite,
): { readonly changed: readonly ChangedFile[]; readonly counts: Counts } {
  const before = sourcesBelow(root);
  const counts = rewrite(root);
  const after = sourcesBelow(root);
  const files = [...new Set([...before.keys(), ...after.keys()])];
  const changed = files
    .map((file) => ({ file, before: before.get(file), after: after.get(file) }))
    .filter((file) => file.before !== file.after);
  return { changed, counts };
}

/** As bytes, each a character: a text in another encoding comes back as it was. */
function sourcesBelow(root: string): Map<string, string> {
  const files = filesBelow(root, {
    accepts: (name) => hasSourceExtension(name),
    respectGitignore: false,
  });
  return new Map(files.map((file) => [file, readFileSync(file, 'latin1')]));
}

/** Gives each file the text that it had before the rewrite, or after it. */
export function restore(changed: readonly ChangedFile[], state: 'before' | 'after'): void {
  for (const entry of changed) {
    const text = entry[state];
    if (text === undefined) {
      if (existsSync(entry.file)) rmSync(entry.file);
    } else {
      mkdirSync(dirname(entry.file), { recursive: true });
      writeFileSync(entry.file, text, 'latin1');
    }
  }
}
