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
  const linesOn = (scratch: Scratch, columns: number, args: string) => {
    const command = `stty cols ${columns} rows 24; "${process.execPath}" "${MAIN}" ${args}`;
    const { stdout } = spawnSync(
      'script',
      ['--quiet', '--return', '--command', command, '/dev/null'],
      {
        cwd: scratch.folder,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      },
    );
    return stdout.split('\r\n').map((line) => line.split(BACK_AND_CLEAR));
  };

  /** What is shown where somebody types an answer to each question. @param ahead what is typed before */
  const answering = (scratch: Scratch, answers: readonly string[], ahead = '') => {
    const waits = answers.map(
      (answer, index) =>
        `until [ "$(grep -ao 'uit: ' shown | wc -l)" -gt ${index} ]; do sleep 0.2; done; sleep 0.3; echo ${answer}`,
    );
    const command = `"${process.execPath}" "${MAIN}" fix-agents --interactive`;
    const { stdout } = spawnSync(
      'sh',
      [
        '-c',
        `: > shown; { printf '${ahead}'; ${waits.join('; ')}; sleep 1; } | script --quiet --return --command '${command}' /dev/null | tee shown`,
      ],
      { cwd: scratch.folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
    );
    return stdout;
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
    expect(lines.join(' ')).toContain('The fixes limit agents: each opens at most 50 sockets');
    const isTooLong = (line: string) =>
      line.length > 60 && !line.startsWith('require-axios-agents');
    expect(lines.filter(isTooLong)).toEqual([]);
  });

  it('counts the files that nobody was asked about when somebody quits', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': LEAKY });
    const text = answering(scratch, ['q']);
    expect(text).toContain('Fixed 0 findings; you quit before 2 others were decided.');
    expect(text).toContain('leakproof: you quit: 2 files were left as before');
    expect(text).not.toContain('refused');
    expect(scratch.read('a.js')).toBe(LEAKY);
  });

  it('takes nothing for an answer that was typed before the question, and says which keys there are', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    const text = answering(scratch, ['x', 'n'], 'y\n');
    expect(text).toContain('x is no answer: type y, n, a or q.');
    expect(scratch.read('a.js')).toBe(LEAKY);
  });

  it('takes a terminal that tells no width for one of 80 columns', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    expect(linesOn(scratch, 0, 'fix-agents --check')[0]).toContain('1/1 a.js');
  });
});
