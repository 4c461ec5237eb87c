/**
 * What the program says of itself: its name, its help with defaults and examples, and completion for shells.
 */
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT_NUMBERS } from '../../analysis/agents/agent-numbers.ts';
import { DEFAULT_COLLECTION_OPTIONS } from '../../analysis/finders/no-unbounded-collection/finder.ts';
import { codemods } from '../../codemods/registry.ts';
import { LEAKY, MAIN, Scratch } from './program.ts';

const helpOf = (...args: string[]) =>
  new Scratch().codemod(...args, '--help').stdout.replaceAll(/\n {10,}/gu, ' ');

describe('the name', () => {
  it.skipIf(process.platform === 'win32').each(['codemod', 'leakproof'])(
    'is the one that it was called by: %s',
    (name) => {
      const scratch = new Scratch({ 'a.js': LEAKY });
      symlinkSync(MAIN, scratch.path(name));
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [scratch.path(name), ...args], {
          cwd: scratch.folder,
          encoding: 'utf8',
          // It colours its lines where CI is set.
          env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
        });
      expect(run('--help').stdout).toContain(`Usage: ${name} [options] [command]`);
      expect(run('report', 'nowhere').stderr).toBe(`${name}: nowhere: no such file or folder\n`);
      expect(run('report').stdout).toContain(`Fix it: npx ${name} all .\n`);
    },
  );
});

describe('--help', () => {
  it('begins with what to run first', () => {
    expect(helpOf()).toContain(
      'Start here:\n  npx leakproof report src/          list the findings; nothing is written\n',
    );
  });

  it.each(['report', 'all', ...codemods.map(({ name }) => name)])('of %s has examples', (name) => {
    expect(helpOf(name)).toMatch(new RegExp(`Examples:\n  npx leakproof ${name} .*`, 'u'));
  });

  it('tells the defaults that the code has', () => {
    const help = helpOf('all');
    const { maxSockets, maxFreeSockets, timeout } = DEFAULT_AGENT_NUMBERS;
    for (const [flag, value] of [
      ['--max-sockets <n>', maxSockets],
      ['--max-free-sockets <n>', maxFreeSockets],
      ['--idle-timeout <ms>', timeout],
      ['--max <n>', DEFAULT_COLLECTION_OPTIONS.max],
    ] as const)
      expect(help.split('\n').find((line) => line.includes(flag))).toContain(`(default: ${value})`);
  });

  it('has a default for every option that takes a value', () => {
    const lines = helpOf('all')
      .split('\n')
      .filter((line) => /^ {2}--[a-z-]+ </u.test(line));
    expect(lines.length).toBeGreaterThan(15);
    const own = /--(?:output|stdin-filepath) </u;
    expect(lines.filter((line) => !own.test(line) && !line.includes('default'))).toEqual([]);
  });
});

const HAS_BASH = spawnSync('bash', ['--version']).status === 0;

describe('completion', () => {
  const script = (shell: string) => new Scratch().codemod('completion', shell).stdout;

  it.skipIf(!HAS_BASH).each([
    { typed: ['re'], words: ['report', 'release-responses'] },
    { typed: ['report', '--for'], words: ['--format'] },
    { typed: ['report', '--format', 'm'], words: ['markdown'] },
    { typed: ['report', '--che'], words: [] },
    { typed: ['all', '--che'], words: ['--check'] },
    { typed: ['all', 'src'], words: [] },
  ])('bash completes $typed', ({ typed, words }) => {
    const { stdout } = spawnSync(
      'bash',
      [
        '-c',
        `${script('bash')}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _leakproof; echo "\${COMPREPLY[@]}"`,
        '--',
        'leakproof',
        ...typed,
      ],
      { encoding: 'utf8' },
    );
    expect(stdout.trim().split(' ').filter(Boolean).toSorted()).toEqual(words.toSorted());
  });

  it('zsh loads bash’s functions, fish has a line for each option', () => {
    expect(script('zsh')).toMatch(/^autoload -U \+X bashcompinit && bashcompinit\n_leakproof\(\)/u);
    expect(script('fish')).toMatch(
      /^complete -c leakproof -n '__fish_seen_subcommand_from report' -l format -x -a 'text json /mu,
    );
  });

  it('names the shells that there are', () => {
    const { code, stderr } = new Scratch().codemod('completion', 'tcsh');
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are bash, zsh, fish');
  });
});
