/**
 * `npm run demo [folder]`: reports on a scratch copy of a service and fixes it, with the diff on screen. The bundled
 * service is taken if no folder is named; a named folder is copied, too, and stays as it is.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [given] = process.argv.slice(2);
const source =
  given === undefined
    ? here('../test/fixtures/service')
    : resolve(process.env.INIT_CWD ?? '.', given);
if (!existsSync(source) || !statSync(source).isDirectory()) {
  console.error(`demo: ${given}: no such folder`);
  process.exit(2);
}

const scratch = join(mkdtempSync(join(tmpdir(), 'leakproof-demo-')), basename(source));
const isLeftOut = (path) => /[/\\](?:node_modules|\.git)$/u.test(path);
cpSync(source, scratch, {
  recursive: true,
  filter: (path) => !isLeftOut(path),
  verbatimSymlinks: true,
});

const paths = given === undefined ? ['helpers', 'index.js'] : ['.'];
for (const args of [
  ['report', ...paths],
  ['fix-agents', '--dry', ...paths],
  ['fix-agents', ...paths],
]) {
  console.log(`\n$ codemod ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [here('../dist/codemods/cli/main.js'), ...args], {
    cwd: scratch,
    stdio: 'inherit',
  });
  if (status === 2) process.exitCode = 2;
}
console.log(`\nThe fixed copy is in ${scratch}`);
