/**
 * The owner of a file that is replaced, where the system does not let us give it away.
 */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { replaceFile } from '../../../analysis/modules/atomic-write.ts';

const system = vi.hoisted(() => ({ code: '' }));

vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  fchownSync: () => {
    throw Object.assign(new Error(system.code), { code: system.code });
  },
}));

let folder: string;
let file: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-owner-')));
  file = join(folder, 'a.js');
  writeFileSync(file, 'old');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.each(['EPERM', 'EINVAL', 'ENOSYS'])('%s: the file is ours then, and is replaced', (code) => {
  system.code = code;
  replaceFile(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a.js']);
});

it('a disk that fails leaves the file as it was, and nothing beside it', () => {
  system.code = 'EIO';
  expect(() => {
    replaceFile(file, 'new');
  }).toThrow('EIO');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['a.js']);
});
