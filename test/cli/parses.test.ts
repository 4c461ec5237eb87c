/**
 * How often a run parses a text: each parse of oxc-parser is counted. What a codemod would write is a text of its own.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as OxcParser from 'oxc-parser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeProject } from '../harness/project-tester.ts';

const parsed = vi.hoisted(() => [] as { readonly path: string; readonly text: string }[]);
vi.mock('oxc-parser', async (original) => {
  const parser = await original<typeof OxcParser>();
  return {
    ...parser,
    parseSync: ((path, text, ...rest) => {
      parsed.push({ path, text });
      return parser.parseSync(path, text, ...rest);
    }) satisfies typeof OxcParser.parseSync,
  };
});

let root: string;
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** How often a report of a project parses each of its files as it is. */
async function parsesOf(files: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  root = writeProject(files);
  return parsesOfReport();
}

/** The same of a project that is there, by a process that knows nothing of it. */
async function parsesOfReport(cache?: string): Promise<Record<string, number>> {
  vi.resetModules();
  const [{ judge }, { codemodsOfAll }] = await Promise.all([
    import('../../codemods/cli/judge/run.ts'),
    import('../../codemods/registry.ts'),
  ]);
  parsed.length = 0;
  await judge({
    cwd: root,
    paths: ['.'],
    codemods: codemodsOfAll.map(({ name }) => name),
    overrides: {},
    agentsModule: undefined,
    project: undefined,
    extensions: ['js', 'ts'],
    respectGitignore: true,
    concurrency: 1,
    cache,
    config: false,
    explain: true,
    chain: false,
    checked: true,
    detailed: false,
    onProgress: () => undefined,
  });
  const counts: Record<string, number> = {};
  for (const { path, text } of parsed)
    if (text === readFileSync(path, 'utf8'))
      counts[basename(path)] = (counts[basename(path)] ?? 0) + 1;
  return counts;
}

describe('a file that another one asks about before it is judged', () => {
  it('is parsed once, also among more than is kept parsed of others', async () => {
    const users = Array.from({ length: 20 }, (_, index) => [
      `user-${index}.js`,
      `
        const { cache } = require('./a-store');
        const own = new Map();
        exports.handler = (req) => {
          cache.set(req.params.id, 1);
          own.set(req.params.id, 1);
        };
        // ${'-'.repeat(20_000)}
      `,
    ]);
    const counts = await parsesOf({
      'a-store.js': `exports.cache = new Map();\n`,
      ...(Object.fromEntries(users) as Record<string, string>),
    });
    expect(Object.keys(counts)).toHaveLength(21);
    expect(Object.entries(counts).filter(([, count]) => count > 1)).toEqual([]);
  });
});

describe('a run with the verdicts of an earlier one', () => {
  // What needs no fix does not ask how the files around it are written.
  const AGENTS = `const { Agent } = require('node:http');\nconst { Agent: SecureAgent } = require('node:https');\nconst bounds = { keepAlive: true, maxSockets: 5, maxFreeSockets: 2, timeout: 4000 };\nconst agents = { httpAgent: new Agent(bounds), httpsAgent: new SecureAgent(bounds) };\n`;
  const FILES = {
    'client.js': `const axios = require('axios');\n${AGENTS}exports.client = axios.create(agents);\n`,
    'asks.js': `const { client } = require('./client');\nexports.load = (url) => client.get(url);\n`,
    'alone.js': `const axios = require('axios');\n${AGENTS}exports.load = (url) => axios.get(url, agents);\n`,
  };

  it('parses nothing if nothing has changed', async () => {
    root = writeProject(FILES);
    const cache = join(root, 'verdicts');
    expect(await parsesOfReport(cache)).toEqual({ 'client.js': 1, 'asks.js': 1, 'alone.js': 1 });
    expect(await parsesOfReport(cache)).toEqual({});
  });

  it('parses what has changed, and what asked that', async () => {
    root = writeProject(FILES);
    const cache = join(root, 'verdicts');
    await parsesOfReport(cache);
    writeFileSync(join(root, 'alone.js'), `${FILES['alone.js']}// another line\n`);
    expect(await parsesOfReport(cache)).toEqual({ 'alone.js': 1 });
    writeFileSync(join(root, 'client.js'), `${FILES['client.js']}// another line\n`);
    expect(await parsesOfReport(cache)).toEqual({ 'client.js': 1, 'asks.js': 1 });
  });
});
