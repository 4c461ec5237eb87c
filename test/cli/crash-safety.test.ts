/**
 * What becomes of the files if the program is killed, if two of them run at once, if the disk is full, or if somebody
 * presses Ctrl-C. `npm run crash` does it at length: 2,000 files, killed 50 times.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { capNotice, FIXED, LEAKY, Scratch } from './program.ts';

const MAIN = fileURLToPath(new URL('../../dist/codemods/cli/main.js', import.meta.url));
const { files: FILES, kills: KILLS } = inject('crash');

/** What makes a file take some time to be written. */
const BALLAST = `// ${'ballast '.repeat(6_000)}\n`;
const OLD = LEAKY + BALLAST;
const NEW = FIXED + BALLAST;

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `helpers/${index % 20}/${index}.js`);
}

function scratchOf(count: number, old = OLD): Scratch {
  return new Scratch(Object.fromEntries(names(count).map((name) => [name, old])));
}

function start(scratch: Scratch, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: scratch.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
}

async function waitFor(path: string): Promise<void> {
  while (!existsSync(path)) await sleep(1);
}

/** All that is in a folder but what the run is about. */
function strangers(scratch: Scratch, count: number): string[] {
  const known = new Set([
    'package.json',
    'http-agents.js',
    'helpers',
    ...Array.from({ length: 20 }, (_, index) => `helpers/${index}`),
    ...names(count),
  ]);
  return readdirSync(scratch.folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !known.has(path),
  );
}

describe('kill -9 at any moment', () => {
  it(
    `leaves ${FILES} files whole, ${KILLS} times, and nothing behind after the next run`,
    { timeout: 3_600_000 },
    async () => {
      const scratch = scratchOf(FILES);
      const fixed = NEW.replace('../http-agents', '../../http-agents');
      const began = performance.now();
      expect(scratch.codemod('fix-agents', 'helpers').code).toBe(0);
      const duration = performance.now() - began;
      const cut = { inBetween: 0, leftovers: 0 };
      for (let kill = 0; kill < KILLS; kill++) {
        scratch.write(Object.fromEntries(names(FILES).map((name) => [name, OLD])));
        scratch.remove('http-agents.js');
        const run = start(scratch, 'fix-agents', 'helpers');
        const exit = once(run, 'exit');
        // Every other one while the files are written, which is a small part of a run.
        const isEarly = kill % 2 === 0;
        if (!isEarly) await Promise.race([waitFor(scratch.path('http-agents.js')), exit]);
        await Promise.race([sleep(Math.random() * (isEarly ? duration : duration / 4)), exit]);
        run.kill('SIGKILL');
        await exit;
        const texts = names(FILES).map((name) => scratch.read(name));
        expect(texts.filter((content) => content !== OLD && content !== fixed)).toEqual([]);
        if (texts.includes(OLD) && texts.includes(fixed)) cut.inBetween++;
        cut.leftovers += strangers(scratch, FILES).length;
        expect(scratch.codemod('fix-agents', 'helpers').code).toBe(0);
        expect(names(FILES).filter((name) => scratch.read(name) !== fixed)).toEqual([]);
        expect(strangers(scratch, FILES)).toEqual([]);
      }
      console.log(
        `${KILLS} runs over ${FILES} files killed: ${cut.inBetween} between the first file and the last, ${cut.leftovers} temporary files left behind and removed`,
      );
    },
  );
});

describe('what a killed run left behind', () => {
  const LEFT = '.leakproof-999999999-0123456789abcdef.tmp';
  const ALIVE = `.leakproof-${process.pid}-0123456789abcdef.tmp`;
  const STALE = `.leakproof-${process.pid}-fedcba9876543210.tmp`;
  const FOREIGN = [
    '.leakproof-1.tmp',
    'a.js.1234567',
    '.leakproof-999999999-0123456789abcdef.tmp.js',
    `x${LEFT}`,
  ];

  it('is removed where it is surely ours, and nothing else is', () => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      ...Object.fromEntries([LEFT, ALIVE, STALE, ...FOREIGN].map((name) => [name, 'half a te'])),
    });
    utimesSync(scratch.path(STALE), 0, 0);
    scratch.codemod('fix-agents', '--check', '.');
    expect(readdirSync(scratch.folder)).toContain(LEFT);
    mkdirSync(scratch.path(LEFT.replace('9', '8')));
    scratch.codemod('fix-agents', '.');
    expect(readdirSync(scratch.folder).toSorted()).toEqual(
      [
        ALIVE,
        LEFT.replace('9', '8'),
        'a.js',
        'http-agents.js',
        'package.json',
        ...FOREIGN,
      ].toSorted(),
    );
  });
});

describe('two runs at once', () => {
  const BOTH = `const axios = require('axios');\nconst https = require('https');\nmodule.exports = (url) => axios.get(url);\nmodule.exports.own = (url) => axios.get(url, { httpAgent: false, httpsAgent: new https.Agent({ keepAlive: true }) });\n${BALLAST}`;

  it(
    'leave each file whole, and what one of them could not do the next does',
    { timeout: 180_000 },
    async () => {
      const scratch = scratchOf(30, BOTH);
      const alone = scratchOf(1, BOTH);
      alone.codemod('all', 'helpers');
      const runs = [
        start(scratch, 'fix-agents', 'helpers'),
        start(scratch, 'bound-agents', 'helpers'),
        start(scratch, 'fix-agents', 'helpers'),
      ];
      await Promise.all(runs.map((run) => once(run, 'exit')));
      for (const name of names(30)) expect(scratch.read(name).endsWith(`;\n${BALLAST}`)).toBe(true);
      expect(scratch.codemod('all', 'helpers').code).toBe(0);
      expect(new Set(names(30).map((name) => scratch.read(name)))).toEqual(
        new Set([alone.read('helpers/0/0.js')]),
      );
      expect(strangers(scratch, 30)).toEqual([]);
    },
  );
});

describe.each([
  { signal: 'SIGINT', code: 130 },
  { signal: 'SIGTERM', code: 143 },
] as const)('$signal', ({ signal, code }) => {
  it('finishes the file under way, and says what was done', async () => {
    const scratch = scratchOf(300);
    const run = start(scratch, 'fix-agents', 'helpers');
    const said = text(run.stderr!);
    await waitFor(scratch.path('http-agents.js'));
    run.kill(signal);
    const [exitCode] = (await once(run, 'exit')) as [number];
    const written = names(300).filter((name) => scratch.read(name) !== OLD).length;
    expect(await said).toBe(
      `${capNotice(300)}leakproof: also writes http-agents.js, which the fixed files import\nleakproof: interrupted, ${written} of 300 files written; for the others, run again: npx leakproof fix-agents helpers\n`,
    );
    expect(exitCode).toBe(code);
    expect(strangers(scratch, 300)).toEqual([]);
  });

  it('before there is anything to finish, ends the program', async () => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      'eslint.config.mjs': `// leakproof\nimport { writeFileSync } from 'node:fs';\nwriteFileSync('loading', '');\nawait new Promise((resolve) => setTimeout(resolve, 50_000));\nexport default [];\n`,
    });
    const run = start(scratch, 'fix-agents', '.');
    const said = text(run.stderr!);
    await waitFor(scratch.path('loading'));
    run.kill(signal);
    expect(await once(run, 'exit')).toEqual([code, null]);
    expect(await said).toBe('leakproof: interrupted, nothing was written\n');
    expect(scratch.read('a.js')).toBe(LEAKY);
  });
});

/** A file system of a megabyte, which root alone can make. */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return (
    process.getuid?.() === 0 &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0
  );
}

describe('a full disk', () => {
  it('is said with the names of the files, which stay as they are', ({ skip }) => {
    const scratch = new Scratch();
    const disk = scratch.path('disk');
    if (!mountSmallDisk(disk)) skip('needs a file system that can be filled: root, and `mount`');
    try {
      const old = `${LEAKY}// ${'ballast '.repeat(30_000)}\n`;
      scratch.write({
        'disk/package.json': '{}',
        'disk/helpers/big.js': old,
        'disk/helpers/small.js': LEAKY,
      });
      scratch.write({ 'disk/http-agents.js': 'exports.httpAgent = exports.httpsAgent = false;\n' });
      // Half of the text would find room.
      writeFileSync(scratch.path('disk/filler'), Buffer.alloc(650_000));
      const { code, stderr } = scratch.codemod('fix-agents', 'disk');
      expect(stderr).toBe(
        `${capNotice(2)}disk/helpers/big.js: cannot be written (ENOSPC: the disk is full)\n`,
      );
      expect(code).toBe(2);
      expect(scratch.read('disk/helpers/big.js')).toBe(old);
      expect(scratch.read('disk/helpers/small.js')).toBe(FIXED);
      expect(readdirSync(scratch.path('disk/helpers')).toSorted()).toEqual(['big.js', 'small.js']);
      scratch.remove('disk/filler');
      expect(scratch.codemod('fix-agents', 'disk').code).toBe(0);
      expect(scratch.read('disk/helpers/big.js')).toBe(old.replace(LEAKY, FIXED));
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('leaves no file that imports an agents module which found no room', ({ skip }) => {
    const scratch = new Scratch();
    const disk = scratch.path('disk');
    if (!mountSmallDisk(disk)) skip('needs a file system that can be filled: root, and `mount`');
    try {
      scratch.write({ 'disk/package.json': '{}', 'disk/helpers/small.js': LEAKY });
      spawnSync('dd', ['if=/dev/zero', `of=${disk}/filler`, 'bs=4k']);
      const { code, stderr } = scratch.codemod('fix-agents', 'disk/helpers');
      expect(stderr).toMatch(
        /^disk\/helpers\/small\.js: was left as it is: .*http-agents\.js, which it would import, cannot be written \(ENOSPC/mu,
      );
      expect(code).toBe(2);
      expect(scratch.read('disk/helpers/small.js')).toBe(LEAKY);
      expect(existsSync(scratch.path('disk/http-agents.js'))).toBe(false);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
