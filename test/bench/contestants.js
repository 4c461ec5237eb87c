/**
 * What is measured in turn: our program in the ways in which it is run, what a user would take instead, and the limit.
 */
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const PROGRAM = here('../../dist/codemods/cli/main.js');
const JSCODESHIFT = createRequire(import.meta.url).resolve('jscodeshift/bin/jscodeshift.js');

/** How many files a commit touches. */
const STAGED = 3;

const node = (...args) => [process.execPath, ...args];
const ours = (...args) => node(PROGRAM, 'fix-agents', ...args);
const jscodeshift = (...args) =>
  node(
    JSCODESHIFT,
    '-t',
    here('naive-transform.cjs'),
    '--extensions=js,cjs,mjs,jsx,ts,cts,mts,tsx',
    '--ignore-pattern=**/node_modules/**',
    ...args,
    '.',
  );

/** Our check, and the limit. @param exitCode what our program ends with: 1 if it finds anything */
export function checkAndLimit(cwd, exitCode = 1) {
  return [
    { name: 'fix-agents --check', command: ours('--check'), cwd, exitCode, ownsMemory: true },
    { name: 'the limit', command: node(here('limit.js'), '.'), cwd, exitCode: 0 },
  ];
}

/**
 * Our program where most has been judged before, or where little is asked.
 * @param work a folder for copies and caches
 */
export function oursAgain(cwd, work, exitCode = 1) {
  const copy = join(work, 'changing');
  rmSync(copy, { recursive: true, force: true });
  cpSync(cwd, copy, { recursive: true });
  const cache = (name) => `--cache=${join(work, name)}`;
  for (const name of ['verdicts', 'verdicts-changing']) rmSync(join(work, name), { force: true });
  const staged = filesWithAxios(cwd).slice(0, STAGED);
  return [
    {
      name: 'nothing changed, `--cache`',
      command: ours('--check', cache('verdicts')),
      cwd,
      exitCode,
      ownsMemory: true,
    },
    {
      name: 'one file changed, `--cache`',
      command: ours('--check', cache('verdicts-changing')),
      cwd: copy,
      prepare: () => {
        appendFileSync(join(copy, staged[0]), '\n// changed\n');
      },
      exitCode,
      ownsMemory: true,
    },
    {
      name: `a hook on ${staged.length} files`,
      command: ours('--check', ...staged),
      cwd,
      exitCode,
      ownsMemory: true,
    },
  ];
}

/** Relative paths, sorted. */
function filesWithAxios(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/u.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path, 'utf8').includes('axios'))
    .map((path) => relative(folder, path))
    .toSorted();
}

/** Written in Rust: a search for the same pattern, and two linters with their own default rules. */
export function native(cwd, peers) {
  const bin = (name, ...args) => [join(peers, 'node_modules/.bin', name), ...args];
  return [
    {
      name: 'ast-grep',
      command: bin('ast-grep', 'run', '-p', 'axios.$METHOD($$$ARGS)', '-l', 'js', '.'),
      cwd,
      exitCode: 0,
    },
    { name: 'oxlint, its rules', command: bin('oxlint', '.'), cwd, exitCode: 0 },
    { name: 'Biome, its rules', command: bin('biome', 'lint', '.'), cwd, exitCode: 0 },
  ];
}

export function transformers(cwd) {
  return [
    { name: 'jscodeshift, dry', command: jscodeshift('-d'), cwd, exitCode: 0 },
    {
      name: 'jscodeshift, dry, in band',
      command: jscodeshift('-d', '--run-in-band'),
      cwd,
      exitCode: 0,
    },
  ];
}

/** What writes, each into a copy of its own that is made anew. */
export function writers(source, work) {
  const copy = (name) => {
    const cwd = join(work, `writing-${name}`);
    const prepare = () => {
      rmSync(cwd, { recursive: true, force: true });
      cpSync(source, cwd, { recursive: true });
    };
    return { cwd, prepare };
  };
  return [
    { name: 'fix-agents', command: ours(), ...copy('ours'), exitCode: 0, ownsMemory: true },
    { name: 'jscodeshift', command: jscodeshift(), ...copy('theirs'), exitCode: 0 },
  ];
}
