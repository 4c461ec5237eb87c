/**
 * `--cache`: a run that uses the verdicts of earlier ones says what a run without them says, whatever has changed.
 */
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Scratch } from './program.ts';

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

const COMMANDS = [
  ['report', '--format', 'json'],
  ['report', '--format', 'markdown', '--verbose'],
  ['all', '--dry'],
  ['all', '--check', '--format', 'json', '--environments', 'all'],
  ['fix-agents', '--dry', '--concurrency', '2'],
] as const;

/** Numbers that look like chance, the same each time: Lehmer's generator. */
function* chances(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (state * 48_271) % 2_147_483_647);
}

describe('a project that changes between the runs', () => {
  it.each([1, 2, 3])('in an order of chance, %i', (seed) => {
    const scratch = new Scratch({ ...FILES, '.git/HEAD': '' });
    const numbers = chances(seed);
    const anyOf = <T>(list: readonly T[]): T => list[numbers.next().value % list.length]!;
    const path = scratch.path('verdicts');
    const done: string[] = [];
    for (let step = 0; step < 12; step++) {
      const [name, ...options] = anyOf(COMMANDS);
      const args = [name, '--no-config', ...options];
      const { code, stdout, stderr } = scratch.codemod(...args, `--cache=${path}`);
      // The advice repeats the option.
      const said = { code, stdout: stdout.replaceAll(` --cache ${path}`, ''), stderr };
      expect(said, [...done, args.join(' ')].join(', ')).toEqual(scratch.codemod(...args));
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
