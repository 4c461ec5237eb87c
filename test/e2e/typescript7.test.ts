/**
 * In a project on TypeScript 7, on which typescript-eslint 8 throws: the rule reads what ESLint's own parser reads, the codemod TypeScript, too.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capNotice } from '../cli/program.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-ts7-')));

function run(
  command: string,
  args: readonly string[],
  cwd = folder,
): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

beforeAll(() => {
  const packed = run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    REPOSITORY,
  );
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  writeFileSync(join(folder, 'package.json'), '{ "name": "on-typescript-7", "private": true }');
  const { version } = JSON.parse(
    readFileSync(join(REPOSITORY, 'node_modules/eslint/package.json'), 'utf8'),
  ) as { version: string };
  const installed = run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    join(folder, filename),
    `eslint@${version}`,
    'typescript@7',
  ]);
  expect(installed.code, installed.stderr).toBe(0);
  writeFileSync(
    join(folder, 'eslint.config.mjs'),
    `import leakproof from 'eslint-plugin-leakproof';\nexport default [leakproof.configs.recommended];\n`,
  );
  writeFileSync(join(folder, 'a.mjs'), `import axios from 'axios';\naxios.get(url);\n`);
  writeFileSync(join(folder, 'b.ts'), `import axios from 'axios';\naxios.get(url as string);\n`);
}, 180_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('the rule reports', () => {
  const { code, stdout } = run('npx', ['--no-install', 'eslint', 'a.mjs']);
  expect(stdout).toContain('leakproof/require-axios-agents');
  expect(code).toBe(1);
});

it('the codemod fixes JavaScript and TypeScript', () => {
  const { code, stderr } = run('npx', [
    '--no-install',
    'codemod',
    'fix-agents',
    '--no-config',
    '.',
  ]);
  expect(readFileSync(join(folder, 'a.mjs'), 'utf8')).toContain(
    'axios.get(url, { httpAgent, httpsAgent });',
  );
  expect(readFileSync(join(folder, 'b.ts'), 'utf8')).toContain(
    'axios.get(url as string, { httpAgent, httpsAgent });',
  );
  expect(stderr).toBe(capNotice(2).replace('leakproof:', 'codemod:'));
  expect(code).toBe(0);
});
