import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as https from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentsModule } from '../../../analysis/agents/agent-queries.ts';
import { AGENT_BOUNDS, findAgentsModule } from '../../../analysis/agents/agents-module.ts';
import { agentsModuleText } from '../../../analysis/agents/agents-module-text.ts';
import type { ImportStyle } from '../../../analysis/edits/edit-queries.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leakproof-agents-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** As a compiler checks it. */
const CHECKED = agentsModuleText('cjs', AGENT_BOUNDS, {
  isExportAssignment: false,
  isAnnotated: false,
});

const EXPORTS = 'export const httpAgent = 1;\nexport const httpsAgent = 2;\n';

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

it.each([
  agentsModuleText('esm'),
  agentsModuleText('cjs', { ...AGENT_BOUNDS, maxSockets: Infinity }),
  agentsModuleText('esm', AGENT_BOUNDS, { isExportAssignment: true, isAnnotated: true }),
  CHECKED,
])('writes no line that linters find too long', (text) => {
  expect(text.split('\n').filter(({ length }) => length > 80)).toEqual([]);
});

interface Query {
  readonly importer?: string;
  readonly syntax?: ImportStyle['syntax'];
  readonly extensions?: boolean;
  readonly type?: 'module' | 'commonjs';
  readonly named?: string;
}

/** Asks in the temporary package; paths go in and come out relative to it. */
function find({
  importer = 'src/api.js',
  syntax = 'cjs',
  extensions,
  type = 'commonjs',
  named,
}: Query): AgentsModule | undefined {
  const found = findAgentsModule({
    importer: join(root, importer),
    style: { syntax, extensions },
    applicationRoot: root,
    moduleType: () => type,
    named: named === undefined ? undefined : join(root, named),
    plan: undefined,
  });
  return found && { ...found, file: relative(root, found.file) };
}

describe('a module that exists', () => {
  it.each<
    Query & { why: string; files: readonly string[]; file: string | undefined; specifier?: string }
  >([
    {
      why: 'beside the importer',
      files: ['src/http-agents.js'],
      file: 'src/http-agents.js',
      specifier: './http-agents',
    },
    {
      why: 'above it',
      files: ['http-agents.js'],
      file: 'http-agents.js',
      specifier: '../http-agents',
    },
    {
      why: 'the nearest of two',
      files: ['http-agents.js', 'src/http-agents.js'],
      file: 'src/http-agents.js',
      specifier: './http-agents',
    },
    { why: 'not in a folder beside', files: ['lib/http-agents.js'], file: undefined },
    {
      why: 'imports carry the extension',
      files: ['src/http-agents.js'],
      syntax: 'esm',
      type: 'module',
      file: 'src/http-agents.js',
      specifier: './http-agents.js',
    },
    {
      why: 'a file that writes none gets none',
      files: ['src/http-agents.js'],
      syntax: 'esm',
      extensions: false,
      file: 'src/http-agents.js',
      specifier: './http-agents',
    },
    {
      why: 'requires with extensions',
      files: ['src/http-agents.js'],
      extensions: true,
      file: 'src/http-agents.js',
      specifier: './http-agents.js',
    },
    {
      why: '.cjs always carries its extension',
      files: ['src/http-agents.cjs'],
      type: 'module',
      file: 'src/http-agents.cjs',
      specifier: './http-agents.cjs',
    },
    {
      why: 'a module that require cannot load in a module package',
      files: ['src/http-agents.js'],
      type: 'module',
      file: undefined,
    },
    { why: 'a module that require cannot load', files: ['src/http-agents.mjs'], file: undefined },
    {
      why: 'TypeScript',
      files: ['src/http-agents.ts'],
      importer: 'src/api.ts',
      syntax: 'esm',
      file: 'src/http-agents.ts',
      specifier: './http-agents',
    },
    {
      why: 'TypeScript with extensions names the compiled file',
      files: ['src/http-agents.ts'],
      importer: 'src/api.ts',
      syntax: 'esm',
      extensions: true,
      file: 'src/http-agents.ts',
      specifier: './http-agents.js',
    },
    {
      why: 'TypeScript in a module package, with nothing to go by',
      files: ['src/http-agents.ts'],
      importer: 'src/api.ts',
      syntax: 'esm',
      type: 'module',
      file: 'src/http-agents.ts',
      specifier: './http-agents.js',
    },
    { why: 'JavaScript does not load TypeScript', files: ['src/http-agents.ts'], file: undefined },
    {
      why: '.mts names .mjs',
      files: ['src/http-agents.mts'],
      importer: 'src/api.ts',
      syntax: 'esm',
      file: 'src/http-agents.mts',
      specifier: './http-agents.mjs',
    },
  ])('$why', ({ files, file, specifier, ...query }) => {
    write(Object.fromEntries(files.map((path) => [path, EXPORTS])));
    const found = find(query);
    expect(found?.file).toBe(file);
    expect(found?.specifier).toBe(specifier);
    if (found) expect(found).toMatchObject({ exists: true });
  });

  it('looks no higher than the application', () => {
    write({ 'http-agents.js': EXPORTS });
    expect(
      findAgentsModule({
        importer: join(root, 'pkg/api.js'),
        style: { syntax: 'cjs', extensions: undefined },
        applicationRoot: join(root, 'pkg'),
        moduleType: () => 'commonjs',
        named: undefined,
        plan: undefined,
      }),
    ).toBeUndefined();
  });

  it.each([
    { why: 'both', text: EXPORTS, unusable: undefined },
    { why: 'one', text: 'exports.httpAgent = 1;', unusable: 'does not export httpsAgent' },
    {
      why: 'none',
      text: 'exports.agent = 1;',
      unusable: 'does not export httpAgent and httpsAgent',
    },
    {
      why: 'agents that trust any server',
      text: "const https = require('https');\nexports.httpAgent = 1;\nexports.httpsAgent = new https.Agent({ rejectUnauthorized: false });",
      unusable: 'a certificate, a proxy or a trust of its own',
    },
    {
      why: 'names that only contain them',
      text: 'exports.myhttpAgent = 1; exports.httpsAgents = 2;',
      unusable: 'does not export httpAgent and httpsAgent',
    },
  ])('must export both: $why', ({ text, unusable }) => {
    write({ 'src/http-agents.js': text });
    const found = find({});
    if (unusable === undefined) expect(found?.unusable).toBeUndefined();
    else expect(found?.unusable).toContain(unusable);
  });

  it('a comment exports nothing', () => {
    write({
      'src/http-agents.js': '// once httpAgent and httpsAgent were here\nexports.agent = 1;\n',
    });
    expect(find({})?.unusable).toBeDefined();
  });
});

describe('a module that the user names', () => {
  it.each<
    Query & {
      why: string;
      files?: readonly string[];
      file: string;
      specifier: string;
      exists: boolean;
    }
  >([
    {
      why: 'as it is',
      named: 'lib/agents.js',
      file: 'lib/agents.js',
      specifier: '../lib/agents',
      exists: false,
    },
    {
      why: 'without extension, to be written',
      named: 'lib/agents',
      file: 'lib/agents.js',
      specifier: '../lib/agents',
      exists: false,
    },
    {
      why: 'without extension, for a require in a module package',
      named: 'lib/agents',
      type: 'module',
      file: 'lib/agents.cjs',
      specifier: '../lib/agents.cjs',
      exists: false,
    },
    {
      why: 'without extension, and there',
      named: 'lib/agents',
      files: ['lib/agents.cjs'],
      file: 'lib/agents.cjs',
      specifier: '../lib/agents.cjs',
      exists: true,
    },
    {
      why: 'rather than what is found',
      named: 'lib/agents.js',
      files: ['src/http-agents.js'],
      file: 'lib/agents.js',
      specifier: '../lib/agents',
      exists: false,
    },
    {
      why: 'a dot in the name is no extension',
      named: 'lib/agents.shared',
      file: 'lib/agents.shared.js',
      specifier: '../lib/agents.shared',
      exists: false,
    },
    {
      why: 'TypeScript',
      named: 'src/agents',
      importer: 'src/api.ts',
      syntax: 'esm',
      file: 'src/agents.ts',
      specifier: './agents',
      exists: false,
    },
  ])('$why', ({ files = [], file, specifier, exists, ...query }) => {
    write(Object.fromEntries(files.map((path) => [path, EXPORTS])));
    expect(find(query)).toMatchObject({ file, specifier, exists });
  });
});

describe('a module that is yet to be written', () => {
  it('is none where nobody said where it goes', () => {
    expect(find({})).toBeUndefined();
  });
});

describe('the text of a new module', () => {
  const BOUNDS = { keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4_000 };

  it('has the bounds that were measured', () => {
    // EVIDENCE: an agent that keeps sockets alive without these pins responses to idle sockets.
    expect(AGENT_BOUNDS).toEqual(BOUNDS);
  });

  it.each([
    { syntax: 'cjs', file: 'http-agents.cjs' },
    { syntax: 'esm', file: 'http-agents.mjs' },
  ] as const)('runs as $syntax and exports two bounded agents', async ({ syntax, file }) => {
    write({ [file]: agentsModuleText(syntax) });
    const path = join(root, file);
    const loaded = (
      syntax === 'cjs'
        ? createRequire(import.meta.url)(path)
        : await import(/* @vite-ignore */ pathToFileURL(path).href)
    ) as Record<string, { options: object; protocol: string }>;
    expect(Object.keys(loaded).toSorted()).toEqual(['httpAgent', 'httpsAgent']);
    expect(loaded['httpAgent']?.options).toMatchObject(BOUNDS);
    expect(loaded['httpsAgent']?.options).toMatchObject({
      keepAlive: true,
      maxSockets: 50,
      maxFreeSockets: 10,
    });
    // axios copies what can be enumerated to a tunnel, where it would be a deadline.
    expect(Object.getOwnPropertyDescriptor(loaded['httpsAgent']!.options, 'timeout')).toMatchObject(
      { value: BOUNDS.timeout, enumerable: false },
    );
    expect([loaded['httpAgent']?.protocol, loaded['httpsAgent']?.protocol]).toEqual([
      'http:',
      'https:',
    ]);
  });

  it('has the numbers that are asked for, and no cap if none is wanted', () => {
    const numbers = { maxSockets: Infinity, maxFreeSockets: 4, timeout: 1500 };
    write({ 'http-agents.cjs': agentsModuleText('cjs', numbers) });
    const { httpAgent } = createRequire(import.meta.url)(join(root, 'http-agents.cjs')) as Record<
      string,
      { options: object; maxSockets: number }
    >;
    expect(httpAgent!.options).toEqual(
      expect.objectContaining({ keepAlive: true, maxFreeSockets: 4, timeout: 1500 }),
    );
    expect(httpAgent!.maxSockets).toBe(Infinity);
    expect(agentsModuleText('cjs', numbers)).not.toContain('maxSockets:');
  });

  it.each([[{ HTTPS_PROXY: 'http://proxy:3128' }], [undefined]])(
    'uses the proxies that Node’s own agents use: %o',
    (proxyEnv) => {
      const own: object & { proxyEnv?: object } = https.globalAgent.options;
      Object.assign(own, { proxyEnv });
      write({ 'http-agents.cjs': agentsModuleText('cjs'), 'checked.cjs': CHECKED });
      for (const file of ['http-agents.cjs', 'checked.cjs']) {
        const { httpAgent, httpsAgent } = createRequire(import.meta.url)(
          join(root, file),
        ) as Record<'httpAgent' | 'httpsAgent', { options: { proxyEnv?: object } }>;
        expect([httpAgent.options.proxyEnv, httpsAgent.options.proxyEnv]).toEqual([
          proxyEnv,
          proxyEnv,
        ]);
      }
      delete own.proxyEnv;
    },
  );

  it('loads where a package has replaced the global agent by one without options', () => {
    const own = https.globalAgent.options;
    Reflect.deleteProperty(https.globalAgent, 'options');
    write({ 'http-agents.cjs': agentsModuleText('cjs'), 'checked.cjs': CHECKED });
    for (const file of ['http-agents.cjs', 'checked.cjs'])
      expect(Object.keys(createRequire(import.meta.url)(join(root, file)) as object)).toEqual([
        'httpAgent',
        'httpsAgent',
      ]);
    https.globalAgent.options = own;
  });

  it('does not read `process`, which linters want imported or not imported', () => {
    for (const syntax of ['cjs', 'esm'] as const)
      expect(agentsModuleText(syntax)).not.toMatch(/\bprocess\./u);
  });

  it('needs no parser of today: numbers without separators', () => {
    for (const syntax of ['cjs', 'esm'] as const)
      expect(agentsModuleText(syntax)).not.toMatch(/\d_\d/u);
  });

  it('has no line that a formatter would break at its default width', () => {
    const forms = [false, true].flatMap((isExportAssignment) =>
      [false, true].map((isAnnotated) => ({ isExportAssignment, isAnnotated })),
    );
    const lines = forms.flatMap((form) =>
      (['cjs', 'esm'] as const).flatMap((syntax) =>
        agentsModuleText(syntax, AGENT_BOUNDS, form).split('\n'),
      ),
    );
    expect(lines.filter((line) => line.length > 80 && !line.startsWith('//'))).toEqual([]);
  });

  it.each([agentsModuleText('cjs'), CHECKED])('is a module that it finds and can use', (text) => {
    write({ 'src/http-agents.js': text });
    expect(find({})).toMatchObject({ exists: true, file: 'src/http-agents.js' });
    expect(find({})?.unusable).toBeUndefined();
    expect(find({})?.dependsOnOrder).toBeUndefined();
  });

  it('is unlike one that names a proxy', () => {
    write({
      'src/http-agents.js': agentsModuleText('cjs').replace(
        'proxyEnv,',
        `proxyEnv: { HTTPS_PROXY: 'http://proxy:3128' },`,
      ),
    });
    expect(find({})?.unusable).toContain('a proxy or a trust of its own');
  });
});
