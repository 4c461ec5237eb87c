import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers, replaceFile } from '../../../analysis/modules/atomic-write.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-write-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a file', () => {
  it('is made where there is none', () => {
    replaceFile(join(folder, 'a.js'), 'new ✓');
    expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('new ✓');
    expect(readdirSync(folder)).toEqual(['a.js']);
  });

  it.skipIf(process.platform === 'win32').each([0o600, 0o755])(
    'is replaced with its mode, %o',
    (mode) => {
      const file = join(folder, 'a.js');
      writeFileSync(file, 'old');
      chmodSync(file, mode);
      replaceFile(file, 'new');
      expect(readFileSync(file, 'utf8')).toBe('new');
      expect(statSync(file).mode & 0o777).toBe(mode);
    },
  );

  it.skipIf(process.platform === 'win32')('is replaced where a link leads, which stays one', () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/a.js'), 'old');
    symlinkSync(join(folder, 'real/a.js'), join(folder, 'link.js'));
    replaceFile(join(folder, 'link.js'), 'new');
    expect(lstatSync(join(folder, 'link.js')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real/a.js'), 'utf8')).toBe('new');
  });

  it('in a folder that is not there cannot be written, and says so', () => {
    expect(() => {
      replaceFile(join(folder, 'none/a.js'), 'new');
    }).toThrow(/ENOENT/u);
  });

  it('that is a folder is left, and nothing lies beside it', () => {
    mkdirSync(join(folder, 'a.js/inner'), { recursive: true });
    expect(() => {
      replaceFile(join(folder, 'a.js'), 'new');
    }).toThrow();
    expect(readdirSync(folder)).toEqual(['a.js']);
    expect(existsSync(join(folder, 'a.js/inner'))).toBe(true);
  });
});

describe('leftovers', () => {
  /** The id of a process that has ended. */
  const gone = spawnSync(process.execPath, ['--eval', '']).pid;
  /** The first process of the machine, which belongs to root. */
  const first = process.platform === 'win32' ? process.ppid : 1;
  const nameOf = (pid: number) => `.leakproof-${pid}-0123456789abcdef.tmp`;
  const leave = (name: string, age = 0): string => {
    const file = join(folder, name);
    writeFileSync(file, 'part');
    const at = new Date(Date.now() - age);
    utimesSync(file, at, at);
    return file;
  };

  it.each([
    ['of a process that is gone', () => nameOf(gone), 0],
    ['of an earlier process with our id', () => nameOf(process.pid), 0],
    [
      'older than any write, though its id has gone to another process',
      () => nameOf(process.ppid),
      120_000,
    ],
    [
      'older than any write, under the id of a process of somebody else',
      () => nameOf(first),
      120_000,
    ],
  ])('%s are removed', (_, name, age) => {
    const file = leave(name(), age);
    removeLeftovers([folder]);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['what another process is writing', () => nameOf(process.ppid)],
    ['what a process of somebody else is writing', () => nameOf(first)],
    ['a file of the user', () => 'a.tmp'],
    ['a file that is named nearly so', () => `.leakproof-${gone}-0123.tmp`],
  ])('%s stays', (_, name) => {
    const file = leave(name());
    removeLeftovers([folder]);
    expect(existsSync(file)).toBe(true);
  });

  it('a folder of that name stays', () => {
    mkdirSync(join(folder, nameOf(gone)));
    removeLeftovers([folder]);
    expect(existsSync(join(folder, nameOf(gone)))).toBe(true);
  });

  it('a folder that is not there has none, and the next is looked at', () => {
    const file = leave(nameOf(gone));
    removeLeftovers([join(folder, 'none'), folder]);
    expect(existsSync(file)).toBe(false);
  });
});
