/**
 * `npm run leakfix -- CLONES_DIR [owner/name …] [--cases FILE]`: public commits that bounded a collection, held against
 * `leakproof report`. test/leakfix/commits.jsonl lists them: the commit, its parent, and where the collection stands in
 * the parent. Right is: flagged before the fix, and not flagged after it. `--cases` takes the list from another file.
 *
 * CLONES_DIR holds a bare repository `owner+name/repo` or a clone `owner+name` for each repository. Nothing of their
 * code is run: the source files of both commits are written to a temporary folder, and the program judges the package
 * that holds the collection. Output: a line for each case, then the sums. Exit code 1 if a case could not be judged.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PROGRAM = join(ROOT, 'dist/codemods/cli/main.js');

const SOURCE = /\.[cm]?[jt]sx?$|(?:^|\/)(?:package|[jt]sconfig[^/]*)\.json$/u;
const GENERATED = /(?:^|\/)(?:node_modules|dist|vendor|third_party|\.yarn)\/|\.min\.js$/u;
/** In bytes: larger source files are data or bundles. */
const LARGEST_SOURCE = 700_000;
/** In milliseconds, for one package. */
const PATIENCE = 15 * 60_000;

/** @param {string} path */
const isSource = (path) =>
  SOURCE.test(path) && !GENERATED.test(path) && !path.split('/').includes('..');

/**
 * @typedef {{ repository: string, fix: string, parent: string, file: string, line: number, name: string,
 *   judged: { before: string, after: string } }} Case
 */

/** @param {string} clones @param {string} repository */
function gitFolderOf(clones, repository) {
  const folder = join(clones, repository.replace('/', '+'));
  return [join(folder, 'repo'), join(folder, 'repo/.git'), folder, join(folder, '.git')].find(
    (path) => existsSync(join(path, 'HEAD')) && existsSync(join(path, 'objects')),
  );
}

/** @param {string} folder @param {string[]} args @param {string} [input] @returns {Buffer | undefined} */
function git(folder, args, input) {
  const { status, stdout } = spawnSync('git', ['--git-dir', folder, ...args], {
    input,
    maxBuffer: Infinity,
    stdio: ['pipe', 'pipe', 'ignore'],
    // A partial clone is not completed behind the reader's back.
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  });
  return status === 0 ? stdout : undefined;
}

/**
 * The source files of a commit, as `git ls-tree` names them: `MODE TYPE OBJECT SIZE\tPATH`.
 *
 * @param {string} folder @param {string} commit
 */
function sourcesOf(folder, commit) {
  const listing = git(folder, ['ls-tree', '-r', '-z', '-l', commit]);
  return listing
    ?.toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode, type, object, size, path] =
        /^(\d+) (\w+) (\w+) +(\d+|-)\t(.*)$/su.exec(line) ?? [];
      const isFile = type === 'blob' && mode !== '120000';
      return isFile && isSource(path) && Number(size) <= LARGEST_SOURCE ? [{ object, path }] : [];
    });
}

/**
 * Writes the source files of a commit below `to`; false if the clone lacks some of it.
 *
 * @param {string} folder @param {string} commit @param {string} to
 */
function writeTree(folder, commit, to) {
  const sources = sourcesOf(folder, commit);
  if (sources === undefined) return false;
  const objects = sources.map(({ object }) => `${object}\n`).join('');
  const batch = git(folder, ['cat-file', '--batch'], objects);
  if (batch === undefined) return false;
  let at = 0;
  for (const { path } of sources) {
    const end = batch.indexOf(10, at);
    const [, type, size] = batch.toString('latin1', at, end).split(' ');
    if (type !== 'blob') return false;
    const file = join(to, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, batch.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return true;
}

/** The folder of the nearest package.json above a file, as a path below the root. @param {string} root @param {string} file */
function packageOf(root, file) {
  let folder = dirname(file);
  while (folder !== '.' && !existsSync(join(root, folder, 'package.json')))
    folder = dirname(folder);
  return folder;
}

/** @param {string} root @param {string} scope @returns {any} the report of the package, or undefined */
function reportOn(root, scope) {
  const { stdout } = spawnSync(
    process.execPath,
    [PROGRAM, 'report', '--no-config', '--no-ignore', '--format', 'json', scope],
    { cwd: root, encoding: 'utf8', maxBuffer: Infinity, timeout: PATIENCE },
  );
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/** @param {string | null} name */
const lastPart = (name) => (name ?? '').split('.').at(-1);

/**
 * What a report says of the collection: `flagged MESSAGE`, `unverifiable`, `ok`, `exempt`, or `not seen`.
 *
 * @param {any} report @param {Case} of
 */
function verdictOn(report, { file, line, name }) {
  const sites = (report.files.find(({ path }) => path === file)?.sites ?? [])
    .filter((site) => site.kind === 'collection' && lastPart(site.name) === lastPart(name))
    .toSorted((one, other) => Math.abs(one.line - line) - Math.abs(other.line - line));
  const [nearest] = sites;
  if (nearest === undefined) return 'not seen';
  return nearest.messageId === null ? nearest.verdict : `${nearest.verdict} ${nearest.messageId}`;
}

/**
 * The verdict on each case in one of the two states of a commit; undefined if it cannot be judged.
 *
 * @param {string} folder @param {string} commit @param {Case[]} cases
 * @returns {(string | undefined)[]}
 */
function judge(folder, commit, cases) {
  const root = mkdtempSync(join(tmpdir(), 'leakproof-leakfix-'));
  try {
    if (!writeTree(folder, commit, root)) return cases.map(() => undefined);
    const reports = new Map();
    return cases.map((of) => {
      const scope = packageOf(root, of.file);
      if (!reports.has(scope)) reports.set(scope, reportOn(root, scope));
      const report = reports.get(scope);
      return report && verdictOn(report, of);
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: join(ROOT, 'test/leakfix/commits.jsonl') } },
});
const [clones, ...only] = positionals;
if (clones === undefined) {
  console.error('usage: npm run leakfix -- CLONES_DIR [owner/name …] [--cases FILE]');
  process.exit(2);
}
const started = process.env.INIT_CWD ?? '.';
const clonesFolder = resolve(started, clones);
/** @type {Case[]} */
const cases = readFileSync(resolve(started, values.cases), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ repository }) => only.length === 0 || only.includes(repository));

const sums = { cases: 0, flaggedBefore: 0, undecidedBefore: 0, silentAfter: 0, notJudged: 0 };
/** @type {Set<string>} */
const missing = new Set();
for (const fix of new Set(cases.map((of) => of.fix))) {
  const of = cases.filter((other) => other.fix === fix);
  const [{ repository, parent }] = of;
  const folder = gitFolderOf(clonesFolder, repository);
  if (folder === undefined) missing.add(repository);
  const before = folder === undefined ? [] : judge(folder, parent, of);
  const after = folder === undefined ? [] : judge(folder, fix, of);
  for (const [index, { file, line, name }] of of.entries()) {
    const [then, now] = [before[index], after[index]];
    sums.cases++;
    if (then === undefined || now === undefined) sums.notJudged++;
    else {
      if (then.startsWith('flagged')) sums.flaggedBefore++;
      if (then === 'unverifiable') sums.undecidedBefore++;
      if (!now.startsWith('flagged')) sums.silentAfter++;
    }
    const said = `before ${then ?? 'not judged'}, after ${now ?? 'not judged'}`;
    console.log(`${repository} ${fix.slice(0, 10)} ${file}:${line} ${name}: ${said}`);
  }
}
for (const repository of missing) {
  const to = join(clones, repository.replace('/', '+'), 'repo');
  console.log(`not fetched: git clone --bare https://github.com/${repository} ${to}`);
}
console.log(
  `${sums.cases} cases: ${sums.flaggedBefore} flagged before the fix, ${sums.undecidedBefore} undecided before it, ${sums.silentAfter} not flagged after it, ${sums.notJudged} not judged.`,
);
if (sums.notJudged > 0) process.exitCode = 1;
