import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FACTS, isFile } from '../../../analysis/modules/disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'leakproof-disk-'));
writeFileSync(join(folder, 'src'), 'a file');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  ['src', true],
  ['.', false],
  ['missing', false],
  // `stat` says ENOTDIR.
  ['src/a.ts', false],
])('whether %s is a file', (path, expected) => {
  expect(isFile(join(folder, path))).toBe(expected);
  expect(FACTS.file(join(folder, path))).toBe(String(expected));
});
