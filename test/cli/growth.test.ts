/**
 * What a report costs while a tree doubles, and while one file of it grows: parses, summaries and look-ups are counted,
 * nothing is timed.
 */
import { rmSync } from 'node:fs';
import type * as OxcParser from 'oxc-parser';
import { afterEach, expect, it, vi } from 'vitest';
import { writeProject } from '../harness/project-tester.ts';

const counted = vi.hoisted(() => ({ parses: 0, summaries: 0, lookUps: 0 }));
vi.mock('oxc-parser', async (original) => {
  const parser = await original<typeof OxcParser>();
  return {
    ...parser,
    parseSync: ((...given) => {
      counted.parses++;
      return parser.parseSync(...given);
    }) satisfies typeof OxcParser.parseSync,
  };
});

type Files = Readonly<Record<string, string>>;
type Counts = typeof counted;

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** By a process that knows nothing of the project. */
async function costOf(files: Files): Promise<Counts> {
  const root = writeProject(files);
  roots.push(root);
  vi.resetModules();
  const [{ judge }, { codemodsOfAll }, { Modules }, { ModuleResolver }] = await Promise.all([
    import('../../codemods/cli/judge/run.ts'),
    import('../../codemods/registry.ts'),
    import('../../analysis/modules/module-graph.ts'),
    import('../../analysis/modules/module-resolver.ts'),
  ]);
  const summaries = vi.spyOn(Modules.prototype, 'summaryOf');
  const lookUps = vi.spyOn(ModuleResolver.prototype, 'resolve');
  counted.parses = 0;
  const { results } = await judge({
    cwd: root,
    paths: ['.'],
    codemods: codemodsOfAll.map(({ name }) => name),
    overrides: {},
    agentsModule: undefined,
    project: undefined,
    extensions: ['js', 'ts'],
    respectGitignore: true,
    concurrency: 1,
    cache: undefined,
    config: false,
    explain: true,
    chain: false,
    checked: true,
    detailed: false,
    onProgress: () => undefined,
  });
  expect(results.flatMap(({ error }) => error ?? [])).toEqual([]);
  return {
    parses: counted.parses,
    summaries: summaries.mock.calls.length,
    lookUps: lookUps.mock.calls.length,
  };
}

/** A part of a service that other parts need not know: a Map that is swept, a client, who uses both, and what says nothing. */
function area(name: string): Files {
  return {
    [`${name}/store.js`]: `exports.store = new Map();\nexports.other = new Map();\n`,
    [`${name}/sweep.js`]: `const { store } = require('./store');\nsetInterval(() => { for (const key of store.keys()) store.delete(key); }, 1000);\n`,
    [`${name}/client.js`]: `const axios = require('axios');\nexports.client = axios.create({ baseURL: 'http://${name}' });\n`,
    [`${name}/load.js`]: `const { client } = require('./client');\nexports.load = (id) => client.get('/' + id);\n`,
    [`${name}/routes.js`]: `const { store, other } = require('./store');\nconst { load } = require('./load');\nmodule.exports = (app) => app.get('/${name}/:id', async (req, res) => {\n  store.set(req.params.id, 1);\n  other.set(req.params.id, 1);\n  const response = await load(req.params.id);\n  res.json(response.data);\n});\n`,
    [`${name}/text.js`]: `exports.title = (text) => text.trim();\n`,
  };
}

function service(areas: number): Files {
  const names = Array.from({ length: areas }, (_, index) => `area-${index}`);
  return {
    'package.json': '{ "name": "service", "dependencies": { "axios": "*", "express": "*" } }',
    'index.js': `const app = require('express')();\n${names
      .map((name) => `require('./${name}/routes')(app);\nrequire('./${name}/sweep');\n`)
      .join('')}app.listen(3000);\n`,
    ...Object.assign({}, ...names.map((name) => area(name))),
  } as Files;
}

/** One file whose functions all do the same to Maps of their own, with helpers of another file. */
function grown(functions: number): Files {
  return {
    'package.json': '{ "name": "service", "dependencies": { "axios": "*" } }',
    'helpers.js': `const axios = require('axios');\nexports.fetchJson = async (url) => (await axios.get(url)).data;\n`,
    'index.js': `const http = require('node:http');\nconst { fetchJson } = require('./helpers');\n${Array.from(
      { length: functions },
      (_, index) =>
        `const seen${index} = new Map();\nhttp.createServer(async (request) => {\n  seen${index}.set(request.url, await fetchJson(request.url));\n}).listen(${3000 + index});\n`,
    ).join('')}`,
  };
}

const doubled = (counts: Counts): Counts => ({
  parses: 2 * counts.parses,
  summaries: 2 * counts.summaries,
  lookUps: 2 * counts.lookUps,
});

/** Each figure at most so great. */
function expectAtMost(counts: Counts, limit: Counts): void {
  for (const [name, count] of Object.entries(counts))
    expect(count, name).toBeLessThanOrEqual(limit[name as keyof Counts]);
}

it('costs twice as much where the tree is twice as large', async () => {
  const small = await costOf(service(8));
  expect(Math.min(...Object.values(small))).toBeGreaterThan(8);
  expectAtMost(await costOf(service(16)), doubled(small));
});

it('looks at other files no more than twice as often where one file is twice as long, and parses each as often', async () => {
  const small = await costOf(grown(10));
  const large = await costOf(grown(20));
  expectAtMost(large, { ...doubled(small), parses: small.parses });
});
