/**
 * ESLint 8.57, 9 and 10 on Node 20, 22, 24 and 26, with the packed package: each cell finds what the program reports.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURE, Host } from './host.ts';
import { fetchNode, NODE_VERSIONS } from './nodes.ts';

const SOURCES = ['legacy.cjs', ...readdirSync(join(FIXTURE, 'src')).map((name) => `src/${name}`)];

/** What is to be found in test/fixtures/hosts by `strict` and the settings below. */
const FINDINGS = [
  'legacy.cjs 4:31 require-axios-agents missingAgents fixed',
  'legacy.cjs 7:34 require-axios-agents unverifiable fixed',
  'src/client.js 4:23 require-axios-agents missingAgents fixed',
  'src/client.js 8:15 require-bounded-agent unboundedIdle fixed',
  'src/names.js 3:7 no-unbounded-collection unbounded fixed',
  'src/orders.js 10:80 no-per-call-agent perCall fixed',
  'src/orders.js 7:51 require-axios-agents methodAsValue refused',
  'src/partner.js 4:32 require-axios-agents missingAgents fixed',
  'src/sessions.js 14:28 require-axios-agents emptyAgent fixed',
  'src/sessions.js 14:5 no-retained-response heldAcrossAwait fixed',
  'src/sessions.js 21:22 require-axios-agents missingAgents fixed',
  'src/sessions.js 21:3 no-retained-response storedResponse refused',
  'src/sessions.js 3:7 no-unbounded-collection missingDelete refused',
];

const FLAT = `import leakproof from 'eslint-plugin-leakproof';

export default [
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  { ...leakproof.configs.strict, settings: { leakproof: { modules: ['@orders/partner'] } } },
];
`;

const ESLINTRC = `${JSON.stringify(
  {
    root: true,
    extends: ['plugin:leakproof/strict-legacy'],
    parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    settings: { leakproof: { modules: ['@orders/partner'] } },
    overrides: [{ files: ['*.cjs'], parserOptions: { sourceType: 'script' } }],
  },
  null,
  2,
)}\n`;

interface Config {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const flat: Config = {
  name: 'eslint.config.mjs',
  files: { 'eslint.config.mjs': FLAT },
  args: ['.', '--ignore-pattern', 'eslint.config.*'],
  env: { ESLINT_USE_FLAT_CONFIG: 'true' },
};
const eslintrc: Config = {
  name: '.eslintrc.json',
  files: { '.eslintrc.json': ESLINTRC },
  args: ['.', '--ext', '.js,.cjs'],
  env: { ESLINT_USE_FLAT_CONFIG: 'false' },
};
const bareEslintrc: Config = { ...eslintrc, name: '.eslintrc', files: { '.eslintrc': ESLINTRC } };

const HOSTS = [
  { eslint: '8.57', configs: [flat, eslintrc, bareEslintrc] },
  { eslint: '9', configs: [flat, eslintrc, bareEslintrc] },
  { eslint: '10', configs: [flat] },
];

const nodesFolder = mkdtempSync(join(tmpdir(), 'leakproof-nodes-'));
const nodes = new Map<string, string | undefined>();

/** The folder of a `node`, fetched when it is first asked for. */
function nodeOf(version: string): string | undefined {
  if (!nodes.has(version)) nodes.set(version, fetchNode(version, nodesFolder));
  return nodes.get(version);
}

afterAll(() => {
  rmSync(nodesFolder, { recursive: true, force: true });
});

describe.each(HOSTS)('ESLint $eslint', ({ eslint, configs }) => {
  let host: Host;

  beforeAll(() => {
    host = new Host();
    host.copy(FIXTURE);
    host.install(`eslint@${eslint}`);
  });

  afterAll(() => {
    host.remove();
  });

  describe.each(configs)('$name', ({ files, args, env }) => {
    beforeAll(() => {
      host.write(files);
    });

    afterAll(() => {
      for (const path of Object.keys(files)) rmSync(join(host.folder, path));
    });

    it.for(NODE_VERSIONS)('on Node %s', (version, { skip }) => {
      const node = nodeOf(version);
      if (node === undefined) skip(`no Node ${version} for this machine in the registry`);
      expect(host.lint(args, { node, env })).toEqual(FINDINGS);
      expect(host.report([], { node, env })).toEqual(FINDINGS);
    });

    it('its suggestions give the text of the codemods', () => {
      host.takeSuggestions(SOURCES, { env });
      const suggested = SOURCES.map((path) => host.read(path));
      host.copy(FIXTURE);
      host.fix([], { env });
      expect(SOURCES.map((path) => host.read(path))).toEqual(suggested);
      host.copy(FIXTURE);
      expect(host.lint(args, { env })).toEqual(FINDINGS);
    });
  });
});
