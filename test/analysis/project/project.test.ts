import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageFolder } from '../../../analysis/modules/package-json.ts';
import { projectFacts } from '../../../analysis/project/project.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-project-')));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const AXIOS = `const axios = require('axios');\n`;
const SETS_BOTH = `${AXIOS}axios.defaults.httpAgent = a;\naxios.defaults.httpsAgent = b;\n`;

/** `path:line:column` of each assignment, seen from a file of the package. */
function defaults(from = 'src/api.js'): { httpAgent: string[]; httpsAgent: string[] } {
  const { httpAgent, httpsAgent } = projectFacts(join(root, from)).axiosDefaults();
  const shown = (locations: typeof httpAgent) =>
    locations.map(
      ({ file, line, column }) => `${relative(root, file).replaceAll('\\', '/')}:${line}:${column}`,
    );
  return { httpAgent: shown(httpAgent), httpsAgent: shown(httpsAgent) };
}

describe('who sets axios.defaults', () => {
  interface Case {
    readonly why: string;
    readonly files: Readonly<Record<string, string>>;
    readonly httpAgent?: readonly string[];
    readonly httpsAgent?: readonly string[];
  }
  const both = (httpAgent: string, httpsAgent: string) => ({
    httpAgent: [httpAgent],
    httpsAgent: [httpsAgent],
  });

  it.each<Case>([
    { why: 'nobody', files: { 'index.js': AXIOS } },
    {
      why: 'a file above the one that asks',
      files: { 'index.js': SETS_BOTH },
      ...both('index.js:2:1', 'index.js:3:1'),
    },
    {
      why: 'a file beside it',
      files: { 'lib/deep/http.js': SETS_BOTH },
      ...both('lib/deep/http.js:2:1', 'lib/deep/http.js:3:1'),
    },
    {
      why: 'the file itself',
      files: { 'src/api.js': SETS_BOTH },
      ...both('src/api.js:2:1', 'src/api.js:3:1'),
    },
    {
      why: 'two files, one each',
      files: {
        'a.js': `${AXIOS}axios.defaults.httpAgent = a;`,
        'b.js': `${AXIOS}axios.defaults.httpsAgent = b;`,
      },
      ...both('a.js:2:1', 'b.js:2:1'),
    },
    {
      why: 'one of the two',
      files: { 'a.js': `${AXIOS}axios.defaults.httpsAgent = b;` },
      httpsAgent: ['a.js:2:1'],
    },
    {
      why: 'a file of imports',
      files: {
        'a.mjs': `import axios from 'axios';\naxios.defaults.httpAgent = a;\naxios.defaults.httpsAgent = b;`,
      },
      ...both('a.mjs:2:1', 'a.mjs:3:1'),
    },
    {
      why: 'TypeScript',
      files: {
        'a.ts': `import axios from 'axios';\n(axios.defaults as any).httpAgent = a;\naxios.defaults.httpsAgent = b as Agent;`,
      },
      ...both('a.ts:2:1', 'a.ts:3:1'),
    },
    {
      why: 'another name for axios',
      files: {
        'a.js': `const http = require('axios').default;\nhttp.defaults.httpAgent = a;\nhttp.defaults.httpsAgent = b;`,
      },
      ...both('a.js:2:1', 'a.js:3:1'),
    },
    {
      why: 'quoted names',
      files: {
        'a.js': `${AXIOS}axios['defaults']['httpAgent'] = a;\naxios.defaults['httpsAgent'] = b;`,
      },
      ...both('a.js:2:1', 'a.js:3:1'),
    },
    {
      why: 'inside a function',
      files: {
        'a.js': `${AXIOS}function setup() {\n  axios.defaults.httpAgent = a;\n  axios.defaults.httpsAgent = b;\n}`,
      },
      ...both('a.js:3:3', 'a.js:4:3'),
    },
    {
      why: 'Object.assign',
      files: { 'a.js': `${AXIOS}Object.assign(axios.defaults, { httpAgent, 'httpsAgent': b });` },
      ...both('a.js:2:1', 'a.js:2:1'),
    },
    {
      why: 'Object.assign of other settings',
      files: { 'a.js': `${AXIOS}Object.assign(axios.defaults, { timeout: 1 });\n// httpAgent` },
    },
    {
      why: 'a file with a BOM',
      files: { 'a.js': `\uFEFF${SETS_BOTH}` },
      ...both('a.js:2:1', 'a.js:3:1'),
    },
    {
      why: 'an instance’s defaults are its own',
      files: {
        'a.js': `${AXIOS}const client = axios.create();\nclient.defaults.httpAgent = a;\nclient.defaults.httpsAgent = b;`,
      },
    },
    {
      why: 'a shadowed axios',
      files: { 'a.js': `${AXIOS}function f(axios) {\n  axios.defaults.httpAgent = a;\n}` },
    },
    {
      why: 'a test, which does not run with the service',
      files: { 'test/setup.js': SETS_BOTH, 'src/api.spec.js': SETS_BOTH },
    },
    { why: 'a comment', files: { 'a.js': `${AXIOS}// axios.defaults.httpAgent = a;` } },
    { why: 'a read', files: { 'a.js': `${AXIOS}use(axios.defaults.httpAgent);` } },
    { why: 'a dependency', files: { 'node_modules/x/index.js': SETS_BOTH } },
    { why: 'an ignored folder', files: { '.gitignore': 'dist/\n', 'dist/index.js': SETS_BOTH } },
    {
      why: 'a file that does not parse is left out, the others count',
      files: { 'a.js': `${SETS_BOTH}if (x) {`, 'b.js': SETS_BOTH },
      ...both('b.js:2:1', 'b.js:3:1'),
    },
    {
      why: 'a declaration file',
      files: { 'a.d.ts': `import axios from 'axios';\naxios.defaults.httpAgent = a;` },
    },
  ])('$why', ({ files, httpAgent = [], httpsAgent = [] }) => {
    write({ 'package.json': '{}', ...files });
    expect(defaults()).toEqual({ httpAgent, httpsAgent });
  });

  it.each<Case>([
    {
      why: 'a known object given to Object.assign',
      files: {
        'a.js': `${AXIOS}const agents = { httpAgent, httpsAgent };\nObject.assign(axios.defaults, agents);`,
      },
      httpAgent: [expect.stringContaining('a.js') as string],
      httpsAgent: [expect.stringContaining('a.js') as string],
    },
    {
      why: 'a name for the defaults',
      files: {
        'a.js': `${AXIOS}const { defaults } = axios;\ndefaults.httpAgent = a;\ndefaults.httpsAgent = b;\n// axios.defaults`,
      },
      httpAgent: ['a.js:3:1'],
      httpsAgent: ['a.js:4:1'],
    },
    {
      why: 'undefined sets nothing',
      files: {
        'a.js': `${AXIOS}axios.defaults.httpAgent = undefined;\naxios.defaults.httpsAgent = null;`,
      },
    },
  ])('$why', ({ files, httpAgent = [], httpsAgent = [] }) => {
    write({ 'package.json': '{}', ...files });
    expect(defaults()).toEqual({ httpAgent, httpsAgent });
  });

  it('looks neither above the nearest package nor beside it', () => {
    write({
      'package.json': '{}',
      'index.js': SETS_BOTH,
      'packages/a/package.json': '{}',
      'packages/a/src/api.js': AXIOS,
      'packages/b/package.json': '{}',
      'packages/b/index.js': SETS_BOTH,
    });
    expect(defaults('packages/a/src/api.js')).toEqual({ httpAgent: [], httpsAgent: [] });
  });

  it('sees what has changed after a while, as an editor needs', () => {
    write({ 'package.json': '{}', 'index.js': AXIOS });
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now);
    expect(defaults().httpAgent).toEqual([]);
    write({ 'index.js': SETS_BOTH });
    clock.mockReturnValue(now + 60_000);
    expect(defaults().httpAgent).toEqual(['index.js:2:1']);
    rmSync(join(root, 'index.js'));
    clock.mockReturnValue(now + 120_000);
    expect(defaults().httpAgent).toEqual([]);
  });
});

describe('packageFolder', () => {
  it('is the nearest folder with a package.json, or the file’s own', () => {
    write({ 'package.json': '{}', 'a/package.json': '{}' });
    expect(packageFolder(join(root, 'a/b/c.js'))).toBe(join(root, 'a'));
    expect(packageFolder(join(root, 'b/c.js'))).toBe(root);
    expect(packageFolder(join(root, 'a/c.js'))).toBe(join(root, 'a'));
  });
});

describe('packageType', () => {
  it.each([
    { why: 'a module', text: '{ "type": "module" }', type: 'module' },
    { why: 'CommonJS', text: '{ "type": "commonjs" }', type: 'commonjs' },
    { why: 'nothing said', text: '{}', type: 'commonjs' },
    { why: 'nonsense said', text: '{ "type": 1 }', type: 'commonjs' },
    { why: 'a broken package.json', text: '{', type: 'commonjs' },
    { why: 'a package.json that is no object', text: 'null', type: 'commonjs' },
  ])('$why', ({ text, type }) => {
    write({ 'package.json': text });
    expect(projectFacts(join(root, 'a.js')).packageType()).toBe(type);
  });
});

describe('settings', () => {
  it('are handed on', () => {
    const facts = projectFacts(join(root, 'a.js'), {
      settings: { modules: ['@corp/http'], wrappers: ['wrap'] },
    });
    expect(facts.clientModules).toEqual(['@corp/http']);
    expect(facts.wrapperModules).toEqual(['wrap']);
    expect(facts.file).toBe(join(root, 'a.js'));
  });

  it('may be left out', () => {
    const facts = projectFacts(join(root, 'a.js'));
    expect([facts.clientModules, facts.wrapperModules]).toEqual([[], []]);
  });

  it('name the agents module', () => {
    write({ 'package.json': '{}', 'lib/agents.js': 'exports.httpAgent = exports.httpsAgent = 1;' });
    const facts = projectFacts(join(root, 'src/a.js'), { agentsModule: join(root, 'lib/agents') });
    expect(facts.agentsModule({ syntax: 'cjs', extensions: undefined })).toMatchObject({
      file: join(root, 'lib/agents.js'),
      specifier: '../lib/agents',
      exists: true,
    });
  });
});
