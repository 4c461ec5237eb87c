/**
 * What the codemods write passes the project's own compiler, or is refused with the reason.
 */
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { releaseResponses } from '../../codemods/release-responses.ts';
import { dedent } from '../harness/dedent.ts';
import { CheckedProject } from './type-check.ts';

let project: CheckedProject;
afterEach(() => {
  rmSync(project.root, { recursive: true, force: true });
});

const MODULE = '{"type":"module"}';
const ESM = dedent(`
  import axios from 'axios';
  export const load = (u: string): Promise<unknown> => axios.get(u);
`);
const EQUALS = dedent(`
  import axios = require('axios');
  const load = (u: string): Promise<unknown> => axios.get(u);
  export = load;
`);

interface Form {
  readonly why: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options?: object;
  /** What a file holds afterwards. */
  readonly holds?: Readonly<Record<string, string>>;
  /** What is refused, and that nothing else is. */
  readonly refused?: string;
}

describe('the import of the agents', () => {
  it.each<Form>([
    {
      why: 'in a module',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      holds: { 'src/a.ts': `from './http-agents.js';` },
    },
    {
      why: 'in a module of a CommonJS package',
      files: { 'src/a.mts': ESM },
      holds: { 'src/a.mts': `from './http-agents.js';` },
    },
    {
      why: 'in CommonJS that is written with imports',
      files: { 'src/a.ts': ESM },
      holds: { 'src/a.ts': `from './http-agents';` },
    },
    {
      why: 'with a bundler',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { module: 'esnext', moduleResolution: 'bundler' },
      holds: { 'src/a.ts': `from './http-agents.js';` },
    },
    {
      why: 'with a bundler, where the file names no extensions',
      files: {
        'package.json': MODULE,
        'src/a.ts': dedent(`
          import './b';
          import axios from 'axios';
          export const load = (u: string): Promise<unknown> => axios.get(u);
        `),
        'src/b.ts': 'export {};',
      },
      options: { module: 'esnext', moduleResolution: 'bundler' },
      holds: { 'src/a.ts': `from './http-agents';` },
    },
    {
      why: 'with a bundler, where another file names none',
      files: {
        'package.json': MODULE,
        'src/a.ts': ESM,
        'src/b.ts': dedent(`
          import { load } from './a';
          load('');`),
      },
      options: { module: 'esnext', moduleResolution: 'bundler' },
      holds: { 'src/a.ts': `from './http-agents';` },
    },
    {
      why: 'by the extension of TypeScript, as the file has it',
      files: {
        'package.json': MODULE,
        'src/a.ts': dedent(`
          import './b.ts';
          import axios from 'axios';
          export const load = (u: string): Promise<unknown> => axios.get(u);
        `),
        'src/b.ts': 'export {};',
      },
      options: { allowImportingTsExtensions: true },
      holds: { 'src/a.ts': `from './http-agents.ts';` },
    },
    {
      why: 'as another file has it',
      files: {
        'package.json': MODULE,
        'src/a.ts': ESM,
        'src/b.ts': dedent(`
          import { load } from './a.ts';
          load('');`),
      },
      options: { rewriteRelativeImportExtensions: true },
      holds: { 'src/a.ts': `from './http-agents.ts';` },
    },
    {
      why: 'by what the options allow, without any other',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { allowImportingTsExtensions: true },
      holds: { 'src/a.ts': `from './http-agents.ts';` },
    },
    {
      why: 'by the compiled extension, as the file has it',
      files: {
        'package.json': MODULE,
        'src/a.ts': dedent(`
          import './b.js';
          import axios from 'axios';
          export const load = (u: string): Promise<unknown> => axios.get(u);
        `),
        'src/b.ts': 'export {};',
      },
      options: { allowImportingTsExtensions: true },
      holds: { 'src/a.ts': `from './http-agents.js';` },
    },
    {
      why: 'of a module that is .mts',
      files: {
        'src/a.mts': ESM,
        'src/http-agents.mts': dedent(`
          export const httpAgent = 1;
          export const httpsAgent = 2;
        `),
      },
      options: { allowImportingTsExtensions: true },
      holds: { 'src/a.mts': `from './http-agents.mts';` },
    },
    {
      why: 'under verbatimModuleSyntax in a module',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { verbatimModuleSyntax: true },
      holds: { 'src/http-agents.ts': 'export const httpAgent = ' },
    },
    {
      why: 'under verbatimModuleSyntax in CommonJS',
      files: { 'src/a.ts': EQUALS },
      options: { verbatimModuleSyntax: true },
      holds: {
        'src/a.ts': `import agents = require('./http-agents');`,
        'src/http-agents.ts': 'export = agents;',
      },
    },
    {
      why: 'of that by a module',
      files: { 'src/a.ts': EQUALS, 'src/b.mts': ESM },
      options: { verbatimModuleSyntax: true },
      holds: { 'src/b.mts': `from './http-agents.js';` },
    },
    {
      why: 'in .cts of a module package',
      files: { 'package.json': MODULE, 'src/a.cts': EQUALS },
      options: { verbatimModuleSyntax: true },
    },
    {
      why: 'where a file imports by require already',
      files: { 'src/a.ts': EQUALS },
      holds: {
        'src/a.ts': `import agents = require('./http-agents');`,
        'src/http-agents.ts': 'export const httpAgent = ',
      },
    },
    {
      why: 'where null is a part of each type, and any must be written',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { strict: false, noImplicitAny: true },
    },
    {
      why: 'under isolatedDeclarations',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { isolatedDeclarations: true, declaration: true },
      holds: { 'src/http-agents.ts': 'export const httpAgent: http.Agent = ' },
    },
    {
      why: 'under both in CommonJS',
      files: {
        'src/a.ts': dedent(`
          import axios = require('axios');
          function load(u: string): Promise<unknown> {
            return axios.get(u);
          }
          export = load;
        `),
      },
      options: { verbatimModuleSyntax: true, isolatedDeclarations: true, declaration: true },
    },
    {
      why: 'under verbatimModuleSyntax and erasableSyntaxOnly in CommonJS',
      files: {
        'src/a.ts': dedent(`
          const axios = require('axios');
          module.exports = (u: string) => axios.get(u);
        `),
      },
      options: { verbatimModuleSyntax: true, erasableSyntaxOnly: true },
      refused: 'no import or export that compiles',
    },
    {
      why: 'without types of Node',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { types: [] },
      refused: '`types` in tsconfig.json does not list `node`',
    },
    {
      why: 'without a word on types',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: { types: undefined },
      refused: 'TypeScript 6 includes no types',
    },
    {
      why: 'without types of Node in the list, where another file has them',
      files: {
        'package.json': MODULE,
        'src/a.ts': ESM,
        'src/b.ts': dedent(`
          /// <reference types="node" />
          import 'node:fs';
        `),
      },
      options: { types: [] },
    },
    {
      why: 'of JavaScript that TypeScript does not read',
      files: {
        'package.json': MODULE,
        'src/a.ts': ESM,
        'src/http-agents.js': dedent(`
          export const httpAgent = 1;
          export const httpsAgent = 2;
        `),
      },
      refused: 'is JavaScript, which TypeScript here does not read',
    },
    {
      why: 'of JavaScript that it reads',
      files: {
        'package.json': MODULE,
        'src/a.ts': ESM,
        'src/http-agents.js': dedent(`
          export const httpAgent = 1;
          export const httpsAgent = 2;
        `),
      },
      options: { allowJs: true },
    },
    {
      why: 'of a module by CommonJS before that was possible',
      files: {
        'src/a.ts': ESM,
        'src/http-agents.mts': dedent(`
          export const httpAgent = 1;
          export const httpsAgent = 2;
        `),
      },
      options: { module: 'node16' },
      refused: 'cannot `require` a module',
    },
    {
      why: 'where much is forbidden',
      files: { 'package.json': MODULE, 'src/a.ts': ESM },
      options: {
        noUnusedLocals: true,
        noUnusedParameters: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noPropertyAccessFromIndexSignature: true,
        isolatedModules: true,
        noImplicitOverride: true,
      },
    },
    {
      why: 'in JavaScript that is checked',
      files: {
        'src/a.js': dedent(`
          const axios = require('axios').default;
          /** @param {string} u */
          exports.load = (u) => axios.get(u);
        `),
      },
      options: { allowJs: true, checkJs: true },
    },
  ])('$why', ({ files, options = {}, holds = {}, refused }) => {
    project = new CheckedProject(files, options);
    expectToCompile(fixAgents, refused);
    for (const [file, text] of Object.entries(holds))
      expect(project.read(file), file).toContain(text);
  });
});

/** The project compiles before and after, and the codemod refuses its one site, or none. */
function expectToCompile(codemod: Codemod, refused: string | undefined): void {
  expect(project.errors()).toEqual([]);
  expect(project.run(codemod)).toEqual(
    refused === undefined ? [] : [expect.stringContaining(refused)],
  );
  expect(project.errors()).toEqual([]);
}

interface Written {
  readonly why: string;
  readonly code: string;
  readonly refused?: string;
}

const HEAD = dedent(`
  import * as https from 'node:https';
  import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';
  interface Http { get(u: string): Promise<unknown> }
  interface Configured { get(u: string, config?: AxiosRequestConfig): Promise<unknown> }
`);
const load = (config: string) => `export const load = (u: string) => axios.get(u, ${config});`;
const NAMES_NONE = 'has no properties for agents';
const TAKES_NONE = 'the type of the client takes no config';

describe('a request under a type that is written', () => {
  it.each<Written>([
    {
      why: 'satisfies of its own',
      code: load('{ timeout: 5 } satisfies { timeout: number }'),
      refused: NAMES_NONE,
    },
    {
      why: 'satisfies behind as const',
      code: load('{ timeout: 5 } as const satisfies { timeout: number }'),
      refused: NAMES_NONE,
    },
    {
      why: 'satisfies of a part of the config',
      code: load(`{ timeout: 5 } satisfies Pick<AxiosRequestConfig, 'timeout'>`),
      refused: NAMES_NONE,
    },
    {
      why: 'satisfies of an alias',
      code: dedent(`
        type Config = { timeout: number };
        export const load = (u: string) => axios.get(u, { timeout: 5 } satisfies Config);`),
      refused: NAMES_NONE,
    },
    { why: 'satisfies of a config', code: load('{ timeout: 5 } satisfies AxiosRequestConfig') },
    {
      why: 'satisfies of a config but for one property',
      code: load(`{ timeout: 5 } satisfies Partial<Omit<AxiosRequestConfig, 'url'>>`),
    },
    {
      why: 'satisfies of what extends a config',
      code: dedent(`
        interface Config extends AxiosRequestConfig { retries?: number }
        export const load = (u: string) => axios.get(u, { timeout: 5 } satisfies Config);`),
    },
    { why: 'as', code: load('{ timeout: 5 } as { timeout: number }') },
    { why: 'as const', code: load('{ timeout: 5 } as const') },
    {
      why: 'an instance',
      code: 'export const client = (u: string) => axios.create({ baseURL: u } satisfies { baseURL: string });',
      refused: NAMES_NONE,
    },
    {
      why: 'a client of an interface',
      code: dedent(`
        const client: Http = axios;
        export const load = (u: string) => client.get(u);`),
      refused: TAKES_NONE,
    },
    {
      why: 'a client under such a name',
      code: dedent(`
        const client: Http = axios;
        const again = client;
        export const load = (u: string) => again.get(u);`),
      refused: TAKES_NONE,
    },
    {
      why: 'a field of an interface',
      code: 'export class Api { private readonly http: Http = axios; load(u: string) { return this.http.get(u); } }',
      refused: TAKES_NONE,
    },
    {
      why: 'a method of a type',
      code: dedent(`
        const get: (u: string) => Promise<unknown> = axios.get;
        export const load = (u: string) => get(u);`),
      refused: TAKES_NONE,
    },
    {
      why: 'a method taken out of an interface',
      code: dedent(`
        const { get }: Http = axios;
        export const load = (u: string) => get(u);`),
      refused: TAKES_NONE,
    },
    {
      why: 'asserted to be of an interface',
      code: 'export const load = (u: string) => (axios as Http).get(u);',
      refused: TAKES_NONE,
    },
    {
      why: 'an interface that takes a config',
      code: dedent(`
        const client: Configured = axios;
        export const load = (u: string) => client.get(u);`),
    },
    {
      why: 'a field that is an instance',
      code: 'export class Api { private readonly http: AxiosInstance = axios; load(u: string) { return this.http.get(u); } }',
    },
    {
      why: 'a part of an instance',
      code: dedent(`
        const client: Pick<AxiosInstance, 'get'> = axios;
        export const load = (u: string) => client.get(u);`),
    },
    {
      why: 'the type of axios',
      code: dedent(`
        const client: typeof axios = axios;
        export const load = (u: string) => client.get(u);`),
    },
  ])('$why', ({ code, refused }) => {
    project = new CheckedProject({ 'package.json': MODULE, 'src/a.ts': HEAD + code }, {});
    expectToCompile(fixAgents, refused);
  });
});

describe('the options of an agent under a type that is written', () => {
  it.each<Written>([
    {
      why: 'satisfies of its own',
      code: 'const agent = new https.Agent({ keepAlive: true } satisfies { keepAlive: boolean });',
      refused: 'has no property `maxSockets`',
    },
    {
      why: 'satisfies of options',
      code: 'const agent = new https.Agent({ keepAlive: true } satisfies https.AgentOptions);',
    },
    {
      why: 'a constant of its own type',
      code: dedent(`
        const options: { keepAlive: boolean } = { keepAlive: true };
        const agent = new https.Agent(options);`),
    },
    {
      why: 'a constant that satisfies',
      code: dedent(`
        const options = { keepAlive: true } satisfies { keepAlive: boolean };
        const agent = new https.Agent(options);`),
    },
    {
      why: 'a constant of options',
      code: dedent(`
        const options: https.AgentOptions = { keepAlive: true };
        const agent = new https.Agent(options);`),
    },
    {
      why: 'a constant as const',
      code: dedent(`
        const options = { keepAlive: true } as const;
        const agent = new https.Agent(options);`),
    },
  ])('$why', ({ code, refused }) => {
    project = new CheckedProject(
      {
        'package.json': MODULE,
        'src/a.ts': `${HEAD}${code}\nexport const load = (u: string) => axios.get(u, { httpsAgent: agent });`,
      },
      {},
    );
    expectToCompile(boundAgents, refused);
  });
});

it.each<Form>([
  { why: 'by the config', files: {}, options: { allowJs: true, checkJs: true } },
  {
    why: 'by its own first line',
    files: { 'src/a.js': '// @ts-check\n' },
    options: { allowJs: true },
  },
])(
  'the helper that copies a text has types in JavaScript that is checked $why',
  ({ files, options = {} }) => {
    const code = `const axios = require('axios').default;\nconst links = new Set();\n/** @param {string} u */\nexports.load = async (u) => {\n  const { data } = await axios.get(u, { responseType: 'text' });\n  links.add(data.split('x')[0]);\n};\n`;
    project = new CheckedProject({ 'src/a.js': (files['src/a.js'] ?? '') + code }, options);
    expectToCompile(releaseResponses, undefined);
    expect(project.read('src/a.js')).toContain('@template T');
  },
);
