/**
 * Clients that only a type checker knows: the rule has types by typed linting, the codemod by a program of its own.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectFacts, projectNotes, type ProjectOptions } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import type { Report } from '../../codemods/cli/report/report.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { Scratch } from '../cli/program.ts';
import { dedent } from '../harness/dedent.ts';

const PROJECT = fileURLToPath(new URL('../fixtures/projects/typed', import.meta.url));
const FILE = join(PROJECT, 'src/orders.ts');
const TEXT = dedent(`
  import type { Client, RetryingClient } from './client.js';

  interface Cache {
    get(key: string): string | undefined;
  }

  export class Orders {
    constructor(
      private readonly backend: Client,
      private readonly cache: Cache,
    ) {}

    find(id: string): unknown {
      return this.cache.get(id) ?? this.backend.get(\`/orders/\${id}\`);
    }
  }

  export const load = (fetcher: RetryingClient | undefined, url: string): unknown => fetcher?.post(url, {});
`);

/** By the checker: the injected field, and the parameter whose interface extends axios's. */
const WITH_TYPES = ['14 unverifiable', '18 unverifiable'];

function linted(parserOptions: object, settings: object = {}): string[] {
  const config = {
    files: ['**/*.ts'],
    plugins: { leakproof: { rules: { 'require-axios-agents': requireAxiosAgents } } },
    settings: { leakproof: settings },
    languageOptions: { parser: typescriptParser, parserOptions },
    rules: { 'leakproof/require-axios-agents': ['error', { unverifiable: true }] },
  } as unknown as Linter.Config;
  return new Linter({ configType: 'flat', cwd: PROJECT })
    .verify(TEXT, [config], { filename: FILE })
    .map(({ line, messageId }) => `${line} ${messageId}`);
}

function fixed(options: ProjectOptions): string[] {
  const { sites } = fixText(fixAgents, TEXT, projectFacts(FILE, options), { unverifiable: true });
  return sites.flatMap(({ site: { node, finding } }) =>
    finding ? [`${node.loc.start.line} ${finding.messageId}`] : [],
  );
}

describe('types', () => {
  it('are those of typed linting', () => {
    expect(linted({ projectService: true, tsconfigRootDir: PROJECT })).toEqual(WITH_TYPES);
  });

  it('are the same for the codemod of a file that is linted with types', () => {
    expect(fixed({ typed: true })).toEqual(WITH_TYPES);
  });

  it('are the same for both where the settings name a tsconfig', () => {
    const settings = { project: join(PROJECT, 'tsconfig.json') };
    expect(fixed({ settings })).toEqual(WITH_TYPES);
    expect(linted({}, settings)).toEqual(WITH_TYPES);
  });

  it.each([
    {
      why: 'its ESLint config lints with types',
      config: '{ languageOptions: { parserOptions: { projectService: true } } }',
      types: true,
    },
    {
      why: 'its settings name a tsconfig, from where the config stands',
      config: `{ settings: { leakproof: { project: 'tsconfig.json' } } }`,
      types: true,
    },
    { why: 'neither', config: '{}', types: false },
  ])('are those of the program where $why', ({ config, types }) => {
    const scratch = new Scratch({
      'eslint.config.mjs': `const leakproof = { rules: { 'require-axios-agents': { create: () => ({}), meta: { schema: false } } } };\nexport default [{ files: ['**/*.ts'], plugins: { leakproof }, rules: { 'leakproof/require-axios-agents': ['error', { unverifiable: true }] }, ...${config} }];\n`,
    });
    cpSync(PROJECT, scratch.folder, { recursive: true });
    // In place of the few packages that a scratch project has: types of axios are asked for.
    rmSync(scratch.path('node_modules'), { recursive: true });
    symlinkSync(
      fileURLToPath(new URL('../../node_modules', import.meta.url)),
      join(scratch.folder, 'node_modules'),
    );
    const report = JSON.parse(
      scratch.codemod('report', '--format', 'json', 'src').stdout,
    ) as Report;
    expect(
      report.files.flatMap(({ sites }) =>
        sites.map(({ line, messageId }) => `${line} ${messageId}`),
      ),
    ).toEqual(types ? WITH_TYPES : []);
  });

  it('are not asked for otherwise', () => {
    expect(linted({})).toEqual([]);
    expect(fixed({})).toEqual([]);
  });

  it('load ts-morph where they are asked for, and nowhere else', () => {
    const program = `
      import Module from 'node:module';
      import processTask from ${JSON.stringify(new URL('../../dist/codemods/cli/judge/worker.js', import.meta.url).href)};
      const job = { file: ${JSON.stringify(FILE)}, root: '/', codemods: [{ name: 'fix-agents', options: {} }], chain: true, checked: true, settings: {}, typed: process.argv.includes('typed'), explain: false };
      const { sites, error } = processTask({ job, isRecorded: false }).result;
      console.log(sites.length, error ?? '', Object.keys(Module._cache).some((path) => path.includes('ts-morph')));`;
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['--input-type=module', '--eval', program, '--', ...args], {
        encoding: 'utf8',
      }).stdout.trim();
    expect(run()).toBe('0  false');
    expect(run('typed')).toBe('2  true');
  });

  it('are done without where the tsconfig is broken, and the report says so', () => {
    const scratch = new Scratch({
      'broken.json': '{',
      'a.ts': `import axios from 'axios';\nexport const load = (http: Http, url: string) => [http.get(url), axios.get(url, { httpAgent: a, httpsAgent: b })];\n`,
    });
    const project = join(scratch.folder, 'broken.json');
    const text = readFileSync(join(scratch.folder, 'a.ts'), 'utf8');
    const { sites } = fixText(
      fixAgents,
      text,
      projectFacts(join(scratch.folder, 'a.ts'), { settings: { project } }),
      {},
    );
    expect(sites.map(({ site }) => site.verdict)).toEqual(['ok']);
    expect(projectNotes().filter(({ file }) => file === project).length).toBeGreaterThan(0);
  });
});
