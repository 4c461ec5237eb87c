/**
 * What is kept of the compiled program: used where it is whole and ours, and never to be noticed otherwise.
 */
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { LEAKY, Scratch, type Outcome } from './program.ts';

const project = (): Scratch => new Scratch({ 'helpers/a.js': LEAKY });

function check(scratch: Scratch, env: NodeJS.ProcessEnv = {}): Outcome {
  return scratch.codemodWith(
    { env: { NODE_COMPILE_CACHE: scratch.path('cache'), ...env } },
    'fix-agents',
    '--check',
    'helpers',
  );
}

/** The file that a run has kept, absolute; Node keeps others beside it. */
function keptFile(scratch: Scratch): string {
  const files = readdirSync(scratch.path('cache'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith('leakproof-'))
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(files).toHaveLength(1);
  return files[0]!;
}

it('is of a script in ASCII, which is read as such', () => {
  const script = readFileSync(
    fileURLToPath(new URL('../../dist/chunks/common.cjs', import.meta.url)),
  );
  expect(script.findIndex((byte) => byte > 127)).toBe(-1);
});

it('runs where a script must not load ES modules', () => {
  const scratch = project();
  expect(check(scratch, { NODE_OPTIONS: '--no-experimental-require-module' })).toEqual(
    check(scratch),
  );
});

it('keeps what a run compiled, and says the same with it', () => {
  const scratch = project();
  const first = check(scratch);
  expect(first.code).toBe(1);
  const file = keptFile(scratch);
  const { mtimeMs } = statSync(file);
  expect(check(scratch)).toEqual(first);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

it.each([
  ['damaged', (kept: Buffer) => kept.fill(7, kept.length >> 1)],
  ['cut', (kept: Buffer) => kept.subarray(0, kept.length >> 1)],
  ['empty', () => Buffer.alloc(0)],
])('compiles anew if what it finds is %s, and keeps that', (_, spoil) => {
  const scratch = project();
  const first = check(scratch);
  const file = keptFile(scratch);
  const whole = readFileSync(file);
  writeFileSync(file, spoil(Buffer.from(whole)));
  expect(check(scratch)).toEqual(first);
  expect(readFileSync(file).length).toBeGreaterThan(whole.length / 2);
  expect(check(scratch)).toEqual(first);
});

it('keeps nothing of a run that judged nothing, which compiles little', () => {
  const scratch = project();
  const { code } = scratch.codemodWith(
    { env: { NODE_COMPILE_CACHE: scratch.path('cache') } },
    '--version',
  );
  expect(code).toBe(0);
  check(scratch);
  expect(statSync(keptFile(scratch)).size).toBeGreaterThan(1_000_000);
});

it('runs where nothing can be written', () => {
  const scratch = project();
  scratch.write({ file: '' });
  expect(check(scratch, { NODE_COMPILE_CACHE: scratch.path('file/below') })).toEqual(
    check(scratch, { NODE_DISABLE_COMPILE_CACHE: '1' }),
  );
});

it('writes nothing if the environment says so', () => {
  const scratch = project();
  check(scratch, { NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(readdirSync(scratch.folder)).not.toContain('cache');
});

it.skipIf(process.platform === 'win32').each([
  ['written', '..'],
  ['moved there', '../..'],
])('does not run what others could have %s', (_, folder) => {
  const scratch = project();
  const first = check(scratch);
  const file = keptFile(scratch);
  chmodSync(join(file, folder), 0o777);
  writeFileSync(file, '');
  expect(check(scratch)).toEqual(first);
  expect(statSync(file).size).toBe(0);
});
