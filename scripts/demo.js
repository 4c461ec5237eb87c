/**
 * `npm run demo [-- folder]`: reports on a copy of a service, fixes it with every codemod, and shows the result on one
 * screen; the report and the diff go to files. The bundled service is taken if no folder is named.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const MAIN = join(ROOT, 'dist/codemods/cli/main.js');
const [given] = process.argv.slice(2);
const source =
  given === undefined
    ? join(ROOT, 'test/fixtures/service')
    : resolve(process.env.INIT_CWD ?? '.', given);
if (!existsSync(source) || !statSync(source).isDirectory()) {
  console.error(`demo: ${given}: no such folder`);
  process.exit(2);
}

buildIfChanged();
const folder = mkdtempSync(join(tmpdir(), 'leakproof-demo-'));
for (const name of ['before', 'after']) copyTo(join(folder, name));

console.log(`A copy of ${given ?? 'the bundled service'} is in ${folder}.\n`);
console.log('$ npx leakproof report .');
const report = reportOf('before');
const sites = report.files.flatMap(({ path, sites: own }) =>
  own.map((site) => ({ path, ...site })),
);
const found = sites.filter(({ messageId, verdict }) => messageId !== null && verdict !== 'exempt');
for (const [rule, own] of byRule(found)) {
  const fixable = own.filter(({ remedy }) => remedy === 'fixed').length;
  console.log(`  ${rule.padEnd(24)} ${String(own.length).padStart(4)} found, ${fixable} fixable`);
}
const example = found.find(({ rule }) => rule !== 'require-axios-agents') ?? found[0];
if (example) console.log(`\n  For example ${example.path}:${example.line}\n  ${example.message}`);
leakproof('before', 'report', '--format', 'html', '--output', '../report.html', '.');

console.log('\n$ npx leakproof all .');
const { stdout } = leakproof('after', 'all', '.');
const summary = stdout
  .split('\n')
  .filter((line) => /^(?:Fixed|No findings|Capped|Wrote)\b/u.test(line));
console.log(summary.map((line) => `  ${line}`).join('\n'));
for (const { path, line, refusal } of found
  .filter(({ remedy }) => remedy === 'refused')
  .slice(0, 3))
  console.log(`  Refused: ${path}:${line}  ${refusal}`);

console.log('\n$ npx leakproof set-deadlines --check .');
const { totals } = JSON.parse(
  leakproof('after', 'set-deadlines', '--check', '--format', 'json', '.').stdout,
);
console.log(
  `  ${totals.flagged} found, ${totals.fixed} fixable. \`all\` leaves this codemod out, because a deadline changes what the program does.`,
);

spawnSync('git', ['diff', '--no-index', '--output=fixes.diff', 'before', 'after'], { cwd: folder });
console.log('\nLook at:');
for (const [name, what] of [
  ['report.html', 'every finding with its code and fix'],
  ['fixes.diff', 'what the codemods changed'],
  ['after', 'the fixed copy'],
])
  if (existsSync(join(folder, name))) console.log(`  ${join(folder, name)}  ${what}`);

/** Leaks first, then the policy. */
function byRule(list) {
  const rules = [...new Set(list.map(({ rule }) => rule))];
  const isPolicy = (rule) => Number(rule === 'require-axios-agents');
  return rules
    .toSorted((a, b) => isPolicy(a) - isPolicy(b))
    .map((rule) => [rule, list.filter((site) => site.rule === rule)]);
}

function reportOf(name) {
  const { stdout } = leakproof(name, 'report', '--format', 'json', '.');
  return JSON.parse(stdout);
}

/** Ends the demo if the program cannot do its work. */
function leakproof(name, ...args) {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: join(folder, name),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (result.status !== 0 && result.status !== 1) {
    console.error(result.stderr);
    if (result.stdout === '') process.exit(2);
  }
  return result;
}

function copyTo(to) {
  cpSync(source, to, {
    recursive: true,
    filter: (path) => !/[/\\](?:node_modules|\.git)$/u.test(path),
    verbatimSymlinks: true,
  });
}

/** Building takes longer than the demo: it is done only if a source is newer than the build. */
function buildIfChanged() {
  const newest = Math.max(
    ...['analysis', 'codemods', 'rules'].flatMap((name) =>
      readdirSync(join(ROOT, name), { recursive: true }).map(
        (path) => statSync(join(ROOT, name, String(path))).mtimeMs,
      ),
    ),
  );
  if (existsSync(MAIN) && statSync(MAIN).mtimeMs > newest) return;
  console.log('Building the program (about half a minute; only if a source has changed) …');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { status } = spawnSync(scripts.build, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: true,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
    },
  });
  if (status !== 0) process.exit(status ?? 2);
}
