import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alone } from '../../../analysis/modules/lock-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakproof-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('waits for who has the lock, and leaves none', async () => {
  const path = join(folder, 'file');
  writeFileSync(`${path}.lock`, '');
  const other = spawn(process.execPath, [
    '-e',
    `setTimeout(() => { fs.writeFileSync(${JSON.stringify(path)}, 'other'); fs.unlinkSync(${JSON.stringify(`${path}.lock`)}); }, 200)`,
  ]);
  const ended = once(other, 'exit');
  alone(path, () => {
    expect(readFileSync(path, 'utf8')).toBe('other');
    expect(existsSync(`${path}.lock`)).toBe(true);
  });
  expect(existsSync(`${path}.lock`)).toBe(false);
  await ended;
});

it('takes the lock of who was killed', () => {
  const path = join(folder, 'file');
  writeFileSync(`${path}.lock`, '');
  utimesSync(`${path}.lock`, 0, 0);
  let isDone = false;
  alone(path, () => {
    isDone = true;
  });
  expect(isDone).toBe(true);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

it('goes on without a lock where none can be made, and removes it where the work fails', () => {
  let isDone = false;
  alone(join(folder, 'none/file'), () => {
    isDone = true;
  });
  expect(isDone).toBe(true);
  const path = join(folder, 'file');
  expect(() => {
    alone(path, () => {
      throw new Error('no room');
    });
  }).toThrow('no room');
  expect(existsSync(`${path}.lock`)).toBe(false);
});
