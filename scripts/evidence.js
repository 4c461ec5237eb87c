/**
 * `npm run evidence [folder]`: measures all leaks (some fifteen minutes), or takes the JSON of a run that was recorded into
 * a folder by `LEAKPROOF_EVIDENCE=<folder> npm run leaks`, and writes docs/evidence.md with its plots.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const FIGURES = join(REPOSITORY, 'docs/evidence');
const VITEST = join(REPOSITORY, 'node_modules/vitest/vitest.mjs');

function runOrEnd(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: REPOSITORY, stdio: 'inherit', env: { ...process.env, ...env }, shell: command === 'npm' && process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

const [given] = process.argv.slice(2);
const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'leakproof-evidence-')) : resolve(process.env.INIT_CWD ?? '.', given);
if (given === undefined) runOrEnd('npm', ['run', 'leaks'], { LEAKPROOF_EVIDENCE: folder });
mkdirSync(FIGURES, { recursive: true });
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) copyFileSync(join(folder, file), join(FIGURES, file));
runOrEnd(process.execPath, [VITEST, 'run', 'test/evidence.test.ts', '--update']);
