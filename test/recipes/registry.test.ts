/**
 * registry/ in the eyes of the registry's own client, the npm package `codemod`: installed for this alone, it is large,
 * and its bin has the name of ours. Needs the npm registry.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const REGISTRY = fileURLToPath(new URL('../../registry/', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'leakproof-registry-'));

beforeAll(() => {
  writeFileSync(join(work, 'package.json'), '{ "private": true }\n');
  expect(
    spawnSync('npm', ['install', '--no-audit', '--no-fund', 'codemod@1.18.3'], {
      cwd: work,
      encoding: 'utf8',
    }),
  ).toMatchObject({ status: 0 });
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

const validate = (folder: string) =>
  spawnSync(
    join(work, 'node_modules/.bin/codemod'),
    ['workflow', 'validate', '--disable-analytics', '-w', folder],
    { encoding: 'utf8' },
  );

it('is a valid package with a valid workflow', () => {
  expect(validate(REGISTRY)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Package validation successful') as string,
  });
});

it.each([
  { file: 'codemod.yaml', from: 'schema_version: "1.0"', to: '' },
  { file: 'workflow.yaml', from: 'type: automatic', to: 'type: no-such-type' },
])('would not pass with a fault in $file', ({ file, from, to }) => {
  const folder = mkdtempSync(join(work, 'fault-'));
  cpSync(REGISTRY, folder, { recursive: true });
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  expect(validate(folder).status).toBe(1);
});
