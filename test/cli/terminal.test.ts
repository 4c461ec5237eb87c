/**
 * What is shown where somebody watches: the line that says how far the run is, and what remains when it is gone.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { LEAKY, MAIN, Scratch } from './program.ts';

/** The script of util-linux, which runs a command on a terminal of its own; that of other systems has other options. */
const HAS_TERMINAL = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

const BACK_AND_CLEAR = '\u001B[1G\u001B[2K';
const CONFIG = `module.exports = [
  { plugins: { leakproof: { rules: { 'require-axios-agents': { create: () => ({}) } } } } },
  { files: ['**/a.js'], rules: { 'leakproof/require-axios-agents': 'error' } },
];\n`;

describe.skipIf(!HAS_TERMINAL)('on a terminal', () => {
  /** The lines, each as the writes that follow each other in its place. */
  const linesOn = (scratch: Scratch, columns: number, args: string, input = '') => {
    const command = `stty cols ${columns} rows 24; "${process.execPath}" "${MAIN}" ${args}`;
    const { stdout } = spawnSync(
      'script',
      ['--quiet', '--return', '--command', command, '/dev/null'],
      {
        cwd: scratch.folder,
        input,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      },
    );
    return stdout.split('\r\n').map((line) => line.split(BACK_AND_CLEAR));
  };

  it('shows how far the run is in less than a line, and clears it before anything else is said', () => {
    const scratch = new Scratch({ 'eslint.config.cjs': CONFIG, 'a.js': LEAKY, 'b.js': LEAKY });
    const [first, second] = linesOn(scratch, 20, 'fix-agents --check');
    expect(first).toEqual([
      '',
      '1/1 a.js',
      'leakproof: left 2 of 3 files alone: 2 for which the ESLint config turns on none of the rules of this run (b.js, eslint.config.cjs)',
    ]);
    expect(second!.at(-1)).toMatch(/^require-axios-agents /u);
  });

  it('breaks the summary at the width of the terminal', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    const lines = linesOn(scratch, 60, 'fix-agents --check').map((writes) => writes.at(-1)!);
    expect(lines.join(' ')).toContain('The fixes limit agents: each opens at most `maxSockets`');
    const isTooLong = (line: string) =>
      line.length > 60 && !line.startsWith('require-axios-agents');
    expect(lines.filter(isTooLong)).toEqual([]);
  });

  it('counts the files that nobody was asked about when somebody quits', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': LEAKY });
    const text = linesOn(scratch, 80, 'fix-agents --interactive', 'q\n').flat().join('\n');
    expect(text).toContain('Fixed 0 findings; 2 were not decided.');
    expect(text).toContain('leakproof: you quit: 2 files were left as before');
    expect(scratch.read('a.js')).toBe(LEAKY);
  });

  it('takes a terminal that tells no width for one of 80 columns', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    expect(linesOn(scratch, 0, 'fix-agents --check')[0]).toContain('1/1 a.js');
  });
});
