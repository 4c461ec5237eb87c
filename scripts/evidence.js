/**
 * `npm run evidence [folder]`: measures all leaks (some fifteen minutes), or takes the JSON of a run that was recorded into
 * a folder by `LEAKPROOF_EVIDENCE=<folder> npm run leaks`, and writes docs/evidence.md with its plots. Of a run of some of
 * the tests the tables are taken, with their date beside that of the whole run.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const FIGURES = join(REPOSITORY, 'docs/evidence');
/** By table, where it is not of the whole run. */
const DATES = join(FIGURES, 'dates.json');
const VITEST = join(REPOSITORY, 'node_modules/vitest/vitest.mjs');

function runOrEnd(command, args, env = {}) {
  const { status } = spawnSync(command, args, {
    cwd: REPOSITORY,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

const [given] = process.argv.slice(2);
const folder =
  given === undefined
    ? mkdtempSync(join(tmpdir(), 'leakproof-evidence-'))
    : resolve(process.env.INIT_CWD ?? '.', given);
if (given === undefined) runOrEnd('npm', ['run', 'leaks'], { LEAKPROOF_EVIDENCE: folder });
mkdirSync(FIGURES, { recursive: true });
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const tablesIn = (of) =>
  readdirSync(of).filter((name) => name.endsWith('.json') && name !== 'dates.json');
const tables = tablesIn(folder);
const isWhole = tablesIn(FIGURES).every((name) => tables.includes(name));
const taken = isWhole ? tables : tables.filter((name) => name !== 'run.json');
for (const file of taken) copyFileSync(join(folder, file), join(FIGURES, file));
const [{ date }] = readJson(join(folder, 'run.json'));
const dates = isWhole
  ? {}
  : {
      ...(existsSync(DATES) ? readJson(DATES) : {}),
      ...Object.fromEntries(taken.map((file) => [file.replace(/\.json$/u, ''), date])),
    };
writeFileSync(DATES, `${JSON.stringify(dates, undefined, 2)}\n`);
runOrEnd(process.execPath, [VITEST, 'run', 'test/evidence.test.ts', '--update']);
