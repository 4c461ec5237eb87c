/**
 * What the codemods write passes the project's own compiler, or is refused with the reason.
 */
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { CheckedProject } from './type-check.ts';

let project: CheckedProject;
afterEach(() => {
  rmSync(project.root, { recursive: true, force: true });
});

const MODULE = '{"type":"module"}';
const ESM = `import axios from 'axios';
export const load = (u: string): Promise<unknown> => axios.get(u);
`;
const EQUALS = `import axios = require('axios');
const load = (u: string): Promise<unknown> => axios.get(u);
export = load;
`;

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
    { why: 'in a module', files: { 'package.json': MODULE, 'src/a.ts': ESM }, holds: { 'src/a.ts': `from './http-agents.js';` } },
    { why: 'in a module of a CommonJS package', files: { 'src/a.mts': ESM }, holds: { 'src/a.mts': `from './http-agents.js';` } },
    { why: 'in CommonJS that is written with imports', files: { 'src/a.ts': ESM }, holds: { 'src/a.ts': `from './http-agents';` } },
    { why: 'with a bundler', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { module: 'esnext', moduleResolution: 'bundler' }, holds: { 'src/a.ts': `from './http-agents.js';` } },
    { why: 'with a bundler, where the file names no extensions', files: { 'package.json': MODULE, 'src/a.ts': `import './b';\n${ESM}`, 'src/b.ts': 'export {};' }, options: { module: 'esnext', moduleResolution: 'bundler' }, holds: { 'src/a.ts': `from './http-agents';` } },
    { why: 'with a bundler, where another file names none', files: { 'package.json': MODULE, 'src/a.ts': ESM, 'src/b.ts': `import { load } from './a';\nload('');` }, options: { module: 'esnext', moduleResolution: 'bundler' }, holds: { 'src/a.ts': `from './http-agents';` } },
    { why: 'by the extension of TypeScript, as the file has it', files: { 'package.json': MODULE, 'src/a.ts': `import './b.ts';\n${ESM}`, 'src/b.ts': 'export {};' }, options: { allowImportingTsExtensions: true }, holds: { 'src/a.ts': `from './http-agents.ts';` } },
    { why: 'as another file has it', files: { 'package.json': MODULE, 'src/a.ts': ESM, 'src/b.ts': `import { load } from './a.ts';\nload('');` }, options: { rewriteRelativeImportExtensions: true }, holds: { 'src/a.ts': `from './http-agents.ts';` } },
    { why: 'by what the options allow, without any other', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { allowImportingTsExtensions: true }, holds: { 'src/a.ts': `from './http-agents.ts';` } },
    { why: 'by the compiled extension, as the file has it', files: { 'package.json': MODULE, 'src/a.ts': `import './b.js';\n${ESM}`, 'src/b.ts': 'export {};' }, options: { allowImportingTsExtensions: true }, holds: { 'src/a.ts': `from './http-agents.js';` } },
    { why: 'of a module that is .mts', files: { 'src/a.mts': ESM, 'src/http-agents.mts': `export const httpAgent = 1;\nexport const httpsAgent = 2;\n` }, options: { allowImportingTsExtensions: true }, holds: { 'src/a.mts': `from './http-agents.mts';` } },
    { why: 'under verbatimModuleSyntax in a module', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { verbatimModuleSyntax: true }, holds: { 'src/http-agents.ts': 'export const httpAgent = ' } },
    { why: 'under verbatimModuleSyntax in CommonJS', files: { 'src/a.ts': EQUALS }, options: { verbatimModuleSyntax: true }, holds: { 'src/a.ts': `import agents = require('./http-agents');`, 'src/http-agents.ts': 'export = agents;' } },
    { why: 'of that by a module', files: { 'src/a.ts': EQUALS, 'src/b.mts': ESM }, options: { verbatimModuleSyntax: true }, holds: { 'src/b.mts': `from './http-agents.js';` } },
    { why: 'in .cts of a module package', files: { 'package.json': MODULE, 'src/a.cts': EQUALS }, options: { verbatimModuleSyntax: true } },
    { why: 'where a file imports by require already', files: { 'src/a.ts': EQUALS }, holds: { 'src/a.ts': `import agents = require('./http-agents');`, 'src/http-agents.ts': 'export const httpAgent = ' } },
    { why: 'under isolatedDeclarations', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { isolatedDeclarations: true, declaration: true }, holds: { 'src/http-agents.ts': 'export const httpAgent: http.Agent = ' } },
    { why: 'under both in CommonJS', files: { 'src/a.ts': `import axios = require('axios');\nfunction load(u: string): Promise<unknown> {\n  return axios.get(u);\n}\nexport = load;\n` }, options: { verbatimModuleSyntax: true, isolatedDeclarations: true, declaration: true } },
    { why: 'under verbatimModuleSyntax and erasableSyntaxOnly in CommonJS', files: { 'src/a.ts': `const axios = require('axios');\nmodule.exports = (u: string) => axios.get(u);\n` }, options: { verbatimModuleSyntax: true, erasableSyntaxOnly: true }, refused: 'no import or export that compiles' },
    { why: 'without types of Node', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { types: [] }, refused: '`types` in tsconfig.json does not list `node`' },
    { why: 'without a word on types', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { types: undefined }, refused: 'TypeScript 6 includes no types' },
    { why: 'without types of Node in the list, where another file has them', files: { 'package.json': MODULE, 'src/a.ts': ESM, 'src/b.ts': `/// <reference types="node" />\nimport 'node:fs';\n` }, options: { types: [] } },
    { why: 'of JavaScript that TypeScript does not read', files: { 'package.json': MODULE, 'src/a.ts': ESM, 'src/http-agents.js': `export const httpAgent = 1;\nexport const httpsAgent = 2;\n` }, refused: 'is JavaScript, which TypeScript here does not read' },
    { why: 'of JavaScript that it reads', files: { 'package.json': MODULE, 'src/a.ts': ESM, 'src/http-agents.js': `export const httpAgent = 1;\nexport const httpsAgent = 2;\n` }, options: { allowJs: true } },
    { why: 'of a module by CommonJS before that was possible', files: { 'src/a.ts': ESM, 'src/http-agents.mts': `export const httpAgent = 1;\nexport const httpsAgent = 2;\n` }, options: { module: 'node16' }, refused: 'cannot `require` a module' },
    { why: 'where much is forbidden', files: { 'package.json': MODULE, 'src/a.ts': ESM }, options: { noUnusedLocals: true, noUnusedParameters: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: true, isolatedModules: true, noImplicitOverride: true } },
    { why: 'in JavaScript that is checked', files: { 'src/a.js': `const axios = require('axios').default;\n/** @param {string} u */\nexports.load = (u) => axios.get(u);\n` }, options: { allowJs: true, checkJs: true } },
  ])('$why', ({ files, options = {}, holds = {}, refused }) => {
    project = new CheckedProject(files, options);
    expect(project.errors()).toEqual([]);
    const refusals = project.run(fixAgents);
    expect(refusals).toEqual(refused === undefined ? [] : [expect.stringContaining(refused)]);
    expect(project.errors()).toEqual([]);
    for (const [file, text] of Object.entries(holds)) expect(project.read(file), file).toContain(text);
  });
});
