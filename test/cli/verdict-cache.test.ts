/**
 * `--cache`, and `settings.leakproof.cache` in ESLint: a run that uses the verdicts of earlier ones says what a run without
 * them says, whatever has changed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Scratch, type Outcome } from './program.ts';

const CLIENT = `import axios from 'axios';\nimport { agents } from './agents.js';\nexport const client = axios.create({ timeout: 1000, ...agents });\n`;
const AGENTS = `import http from 'node:http';\nimport https from 'node:https';\nconst options = { keepAlive: true, maxSockets: 5, maxFreeSockets: 2, timeout: 4000 };\nexport const agents = { httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) };\n`;
const NO_AGENTS = `export const agents = {};\n`;
const SWEEP = `import { cache } from './store.js';\nsetInterval(() => cache.clear(), 60_000).unref();\n`;
const FILES: Readonly<Record<string, string>> = {
  'package.json':
    '{ "name": "service", "private": true, "type": "module", "main": "src/app.js" }\n',
  'src/app.js': `import express from 'express';\nimport './sweep.js';\nimport { put } from './route.js';\nexpress().use(put).listen(3000);\n`,
  'src/agents.js': AGENTS,
  'src/client.js': CLIENT,
  'src/store.js': `export const cache = new Map();\n`,
  'src/sweep.js': SWEEP,
  'src/route.js': `import { client } from './client.js';\nimport { cache } from './store.js';\nexport async function put(request, response) {\n  const { data } = await client.get(request.query.url);\n  cache.set(request.query.id, data);\n  response.json(data);\n}\n`,
  'src/lonely.js': `import axios from 'axios';\nexport const lonely = (url) => axios.get(url);\n`,
};

/** What can happen to the project between two runs. */
const CHANGES: Readonly<Record<string, (scratch: Scratch) => void>> = {
  'a file that others ask says something else': (scratch) => {
    toggle(scratch, 'src/agents.js', AGENTS, NO_AGENTS);
  },
  'what bounds a collection goes, or comes back': (scratch) => {
    toggle(scratch, 'src/sweep.js', SWEEP, '');
  },
  'a file gets a line above': (scratch) => {
    toggle(scratch, 'src/route.js', FILES['src/route.js']!, `\n${FILES['src/route.js']!}`);
  },
  'a comment': (scratch) => {
    scratch.write({
      'src/store.js': `${readFileSync(scratch.path('src/store.js'), 'utf8')}// again\n`,
    });
  },
  'an import is added': (scratch) => {
    toggle(
      scratch,
      'src/lonely.js',
      FILES['src/lonely.js']!,
      `import './defaults.js';\n${FILES['src/lonely.js']!}`,
    );
  },
  'a file is added that sets the defaults, or is removed': (scratch) => {
    const path = scratch.path('src/defaults.js');
    if (existsSync(path)) rmSync(path);
    else
      scratch.write({
        'src/defaults.js': `import axios from 'axios';\nimport { agents } from './agents.js';\nObject.assign(axios.defaults, agents);\n`,
      });
  },
  'a file gets another name': (scratch) => {
    const [from, to] = ['src/agents.js', 'src/agents.mjs'].map((path) => scratch.path(path));
    if (existsSync(from!)) renameSync(from!, to!);
    else if (existsSync(to!)) renameSync(to!, from!);
  },
  'the package is of another kind': (scratch) => {
    toggle(
      scratch,
      'package.json',
      FILES['package.json']!,
      FILES['package.json']!.replace('"private": true', '"exports": "./src/app.js"'),
    );
  },
  'a file is ignored': (scratch) => {
    toggle(scratch, '.gitignore', '', 'sweep.js\n');
  },
  'an agents module is written': (scratch) => {
    const path = scratch.path('src/http-agents.js');
    if (existsSync(path)) rmSync(path);
    else
      scratch.write({
        'src/http-agents.js': AGENTS.replace(
          'export const agents = {',
          'export const { httpAgent, httpsAgent } = {',
        ),
      });
  },
  'a file does not parse': (scratch) => {
    toggle(scratch, 'src/client.js', CLIENT, 'export const = 1;\n');
  },
  nothing: () => undefined,
};

function toggle(scratch: Scratch, path: string, one: string, other: string): void {
  const now = existsSync(scratch.path(path)) ? readFileSync(scratch.path(path), 'utf8') : '';
  scratch.write({ [path]: now === one ? other : one });
}

/** One run: what it says with the verdicts of a file, or without any. */
type Command = (scratch: Scratch, cache: string | undefined) => Outcome;

const program =
  (...args: readonly string[]): Command =>
  (scratch, cache) => {
    const outcome = scratch.codemod(
      ...args,
      '--no-config',
      ...(cache === undefined ? [] : [`--cache=${cache}`]),
    );
    // The advice repeats the option.
    return { ...outcome, stdout: outcome.stdout.replaceAll(` --cache ${cache}`, '') };
  };

const ESLINT_CONFIG = `import leakproof from 'eslint-plugin-leakproof';
const { CONFIG = 'recommended', CACHE } = process.env;
export default [
  { ...leakproof.configs[CONFIG], settings: { leakproof: CACHE ? { cache: CACHE } : {} } },
  { files: ['src/client.js'], settings: { leakproof: { cache: false } } },
];
`;

interface Linting {
  readonly args?: readonly string[];
  readonly config?: 'recommended' | 'strict';
  /** What an editor gives in place of what it has not saved. */
  readonly input?: (scratch: Scratch) => string;
}

const eslint =
  ({ args = ['.'], config = 'recommended', input }: Linting): Command =>
  (scratch, cache) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/eslint/bin/eslint.js', '--format', 'json', ...args],
      {
        cwd: scratch.folder,
        encoding: 'utf8',
        // Of workers it says that they do not pay.
        env: { ...process.env, NODE_NO_WARNINGS: '1', CONFIG: config, CACHE: cache },
        ...(input ? { input: input(scratch) } : {}),
      },
    );
    return { code: status, stdout, stderr };
  };

const unsaved = (scratch: Scratch) =>
  scratch.read('src/route.js').replace('response.json(data)', 'cache.clear()');

const COMMANDS = {
  program: [
    program('report', '--format', 'json'),
    program('report', '--format', 'markdown', '--verbose'),
    program('all', '--dry'),
    program('all', '--check', '--format', 'json', '--environments', 'all'),
    program('fix-agents', '--dry', '--concurrency', '2'),
  ],
  ESLint: [
    eslint({}),
    eslint({ config: 'strict' }),
    eslint({ args: ['src', '--concurrency', '2'] }),
    eslint({ args: ['src/store.js', 'src/client.js'] }),
    eslint({ args: ['--stdin', '--stdin-filename', 'src/route.js'], input: unsaved }),
  ],
} satisfies Readonly<Record<string, readonly Command[]>>;

/** Numbers that look like chance, the same each time: Lehmer's generator. */
function* chances(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (state * 48_271) % 2_147_483_647);
}

describe.each([
  ['program', [1, 2, 3]],
  ['ESLint', [1, 2]],
] as const)('a project that changes between the runs of %s', (who, seeds) => {
  it.each(seeds)('in an order of chance, %i', (seed) => {
    const scratch = new Scratch({ ...FILES, 'eslint.config.mjs': ESLINT_CONFIG, '.git/HEAD': '' });
    scratch.install('eslint-plugin-leakproof');
    const numbers = chances(seed);
    const anyOf = <T>(list: readonly T[]): T => list[numbers.next().value % list.length]!;
    const path = scratch.path('verdicts');
    const done: string[] = [];
    for (let step = 0; step < 12; step++) {
      const commands = COMMANDS[who];
      const command = anyOf(commands);
      done.push(`command ${commands.indexOf(command)}`);
      expect(command(scratch, path), done.join(', ')).toEqual(command(scratch, undefined));
      const change = anyOf(Object.keys(CHANGES));
      CHANGES[change]!(scratch);
      done.push(change);
    }
  });
});

describe('one run behind another', () => {
  const report = (scratch: Scratch, ...options: string[]) =>
    scratch.codemod('report', '--no-config', '--format', 'json', ...options);

  it('keeps them where the tools of a package do, by default', () => {
    const scratch = new Scratch(FILES);
    const first = report(scratch, '--cache');
    expect(existsSync(scratch.path('node_modules/.cache/leakproof/verdicts'))).toBe(true);
    expect(report(scratch, '--cache')).toEqual(first);
  });

  it('runs on where a file has taken the place of a folder that a verdict stands on', () => {
    const scratch = new Scratch(FILES);
    report(scratch, '--cache=verdicts');
    scratch.remove('src');
    scratch.write({ src: 'a file', 'other.js': FILES['src/lonely.js']! });
    expect(report(scratch, '--cache=verdicts')).toEqual(report(scratch));
  });

  it('writes anew what it cannot read', () => {
    const scratch = new Scratch({ ...FILES, verdicts: 'something else' });
    const first = report(scratch, '--cache=verdicts');
    expect(first).toEqual(report(scratch));
    expect(scratch.read('verdicts')).not.toBe('something else');
  });

  it('says why nothing is kept', () => {
    const scratch = new Scratch({ ...FILES, folder: 'a file' });
    const { code, stderr } = report(scratch, '--cache=folder/verdicts');
    expect({ code, stderr }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "leakproof: the verdicts were not kept for the next run: ENOTDIR
      ",
      }
    `);
  });

  it.each([
    ['src', 'is a folder'],
    ['src/app.js', 'is a source file'],
  ])('takes no path to judge for its file: %s', (path, why) => {
    const { code, stderr } = report(new Scratch(FILES), '--cache', path);
    expect(code).toBe(2);
    expect(stderr).toContain(`--cache ${path}: ${why}, not a file for verdicts.`);
  });
});

describe('one run of ESLint behind another', () => {
  const service = (settings = '{ cache: true }') => {
    const scratch = new Scratch({
      ...FILES,
      'eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nexport default [{ ...leakproof.configs.recommended, settings: { leakproof: ${settings} } }];\n`,
    });
    scratch.install('eslint-plugin-leakproof');
    return scratch;
  };
  const CACHE = 'node_modules/.cache/leakproof/eslint';
  const run = (scratch: Scratch, ...args: string[]) => eslint({ args })(scratch, undefined);
  /** Another one once a run has come to something by itself. */
  const writtenIn = (scratch: Scratch) => statSync(scratch.path(CACHE)).ino;

  it.each([[['.']], [['.', '--concurrency', '2']]])(
    'finds all that the first one has kept: %s',
    (args) => {
      const scratch = service();
      const first = run(scratch, ...args);
      const written = writtenIn(scratch);
      expect(run(scratch, '.')).toEqual(first);
      expect(writtenIn(scratch)).toBe(written);
      expect(readdirSync(dirname(scratch.path(CACHE)))).toEqual(['eslint']);
    },
  );

  it('judges again what a change concerns, and no more', () => {
    const scratch = service();
    run(scratch, '.');
    scratch.write({ 'src/sweep.js': `${SWEEP}cache.clear();\n` });
    const written = writtenIn(scratch);
    run(scratch, 'src/lonely.js');
    expect(writtenIn(scratch)).toBe(written);
    run(scratch, 'src/store.js');
    expect(writtenIn(scratch)).not.toBe(written);
  });

  it('keeps nothing of a text that an editor passes', () => {
    const scratch = service();
    eslint({ args: ['--stdin', '--stdin-filename', 'src/route.js'], input: unsaved })(
      scratch,
      undefined,
    );
    expect(existsSync(scratch.path(CACHE))).toBe(false);
  });

  it('keeps nothing without the setting', () => {
    const scratch = service('{}');
    run(scratch, '.');
    expect(existsSync(scratch.path(CACHE))).toBe(false);
  });

  it('takes the path of a file, from the folder that it runs in', () => {
    const scratch = service(`{ cache: 'kept/reports' }`);
    const first = run(scratch, '.');
    expect(existsSync(scratch.path('kept/reports'))).toBe(true);
    expect(run(scratch, '.')).toEqual(first);
  });

  it('writes anew what something else has written, and goes on where nothing can be written', () => {
    const scratch = service();
    const first = run(scratch, '.');
    scratch.write({ [CACHE]: 'something else' });
    expect(run(scratch, '.')).toEqual(first);
    expect(scratch.read(CACHE)).not.toBe('something else');
    scratch.remove('node_modules/.cache');
    scratch.write({ 'node_modules/.cache': 'a file' });
    expect(run(scratch, '.')).toEqual(first);
  });
});
