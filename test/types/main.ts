/**
 * `npm run types -- DIR…`: whether TypeScript trees type-check after `all --awaits any` as they did before. Works on a copy
 * of each, whose packages it installs without their scripts. Exit code 1 if there are new type errors, 2 if a tree cannot be
 * judged.
 */
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from './installed-packages.ts';
import { judgeTree, type Verdict } from './judge-tree.ts';
import { rewriteAll } from './rewrite.ts';
import { copyTree } from './tree-copy.ts';
import type { TypeProblem } from './type-check.ts';

const USAGE = `npm run types -- DIR… [--old] [--keep]
  DIR     a folder with a tsconfig.json and a lock file, or with packages that are installed
  --old   list the type errors that were there before, too
  --keep  leave the copy as it was rewritten, and say where it is`;

interface Arguments {
  readonly trees: readonly string[];
  readonly old: boolean;
  readonly keep: boolean;
}

function readArguments(): Arguments {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      old: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const trees = positionals.map((path) => resolve(process.env['INIT_CWD'] ?? '.', path));
  const missing = trees.find((tree) => !existsSync(tree) || !statSync(tree).isDirectory());
  if (missing !== undefined) throw new Error(`${missing} is no folder`);
  if (trees.length === 0) throw new Error(USAGE);
  return { trees, ...values };
}

/** @throws Error if the tree cannot be judged */
function judgeCopy(tree: string, { old, keep }: Arguments): Verdict {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-types-')));
  try {
    const copy = join(scratch, basename(tree));
    copyTree(tree, copy);
    installPackages(copy, (line) => {
      console.error(`  ${line}`);
    });
    const verdict = judgeTree(copy, rewriteAll);
    print(verdict, old);
    if (keep) console.log(`  the rewritten copy: ${copy}`);
    return verdict;
  } finally {
    if (!keep) rmSync(scratch, { recursive: true, force: true });
  }
}

function print(
  { counts, rewritten, unchecked, programs, withoutAxios, before, added, gone }: Verdict,
  old: boolean,
): void {
  for (const { config, version, files } of programs)
    console.log(`  ${config}: ${files} files, TypeScript ${version}`);
  for (const [config, file] of withoutAxios)
    console.log(`  ${config} does not count: axios does not resolve in ${file}`);
  if (unchecked.length > 0)
    console.log(`  rewritten, but in no program that was checked: ${unchecked.join(', ')}`);
  if (old) for (const problem of before) console.log(`  old ${textOf(problem)}`);
  for (const problem of gone) console.log(`  gone ${textOf(problem)}`);
  for (const problem of added) console.log(`  new ${textOf(problem)}`);
  console.log(
    `  ${rewritten} files rewritten, ${counts.fixed} sites fixed, ${counts.refused} refused; ${before.length} type errors before, ${added.length} new`,
  );
}

function textOf({ file, line, column, code, message }: TypeProblem): string {
  return `${file}:${line}:${column} ${code} ${message.replaceAll('\n', '\n      ')}`;
}

try {
  const given = readArguments();
  for (const tree of given.trees) {
    console.log(tree);
    try {
      if (judgeCopy(tree, given).added.length > 0) process.exitCode ??= 1;
    } catch (error) {
      console.error(`  cannot be judged: ${(error as Error).message}`);
      process.exitCode = 2;
    }
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
