/**
 * What stands beside the package in a project: TypeScript 7 under each package manager, strict about peers, and the
 * config inspector.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host } from './host.ts';

const CONFIG = `import leakproof from 'eslint-plugin-leakproof';\n\nexport default [leakproof.configs.recommended];\n`;
const FILES = {
  'eslint.config.mjs': CONFIG,
  'a.mjs': `import axios from 'axios';\n\nexport const load = (url) => axios.get(url);\n`,
  'b.ts': `import axios from 'axios';\n\nexport const load = (url: string) => axios.get(url as string);\n`,
};
const BESIDE = ['eslint@10', 'typescript@7'];

interface Manager {
  readonly name: string;
  /** The package of the registry that is the package manager, and its program. */
  readonly tool: string;
  readonly program: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly add: (packed: string) => readonly string[];
  /** What it says if a peer is missing or of the wrong version. */
  readonly complaint: RegExp;
}

const MANAGERS: readonly Manager[] = [
  {
    name: 'npm, --strict-peer-deps',
    tool: 'npm@11',
    program: 'npm/bin/npm-cli.js',
    add: (packed) => ['install', '--save-dev', '--strict-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', packed, ...BESIDE],
    complaint: /ERESOLVE|invalid|unmet|conflict/iu,
  },
  {
    name: 'pnpm, strictPeerDependencies',
    tool: 'pnpm@10',
    program: 'pnpm/bin/pnpm.cjs',
    add: (packed) => ['add', '--save-dev', '--ignore-scripts', '--config.strict-peer-dependencies=true', '--config.auto-install-peers=false', packed, ...BESIDE],
    complaint: /peer/iu,
  },
  {
    name: 'yarn 1',
    tool: 'yarn@1',
    program: 'yarn/bin/yarn.js',
    add: (packed) => ['add', '--dev', '--ignore-scripts', packed, ...BESIDE],
    complaint: /peer/iu,
  },
  {
    name: 'yarn 4, nodeLinker: node-modules',
    tool: '@yarnpkg/cli-dist@4',
    program: '@yarnpkg/cli-dist/bin/yarn.js',
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n', 'yarn.lock': '' },
    add: (packed) => ['add', '--dev', `eslint-plugin-leakproof@file:${packed}`, ...BESIDE],
    complaint: /YN0002|YN0060|YN0086|peer/u,
  },
];

describe.each(MANAGERS)('TypeScript 7 with $name', ({ tool, program, files = {}, add, complaint }) => {
  const tools = new Host();
  const host = new Host({ ...FILES, ...files });

  afterAll(() => {
    tools.remove();
    host.remove();
  });

  it('installs without a word on peers; the rules run, and the codemods on TypeScript, too', () => {
    tools.pass('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', tool]);
    const { stdout, stderr } = host.pass('node', [join(tools.folder, 'node_modules', program), ...add(host.pack())]);
    expect(stdout + stderr).not.toMatch(complaint);
    expect(host.lint()).toEqual(['a.mjs 3:30 require-axios-agents missingAgents refused']);
    expect(host.mend().code).toBe(0);
    expect(host.read('b.ts')).toContain('axios.get(url as string, { httpAgent, httpsAgent });');
    expect(host.lint()).toEqual([]);
  });
});

describe('@eslint/config-inspector', () => {
  const host = new Host(FILES);

  beforeAll(() => {
    host.install('eslint@10', '@eslint/config-inspector');
  });

  afterAll(() => {
    host.remove();
  });

  it('builds on a config with the plugin, and knows its rules', () => {
    host.pass('node', ['node_modules/@eslint/config-inspector/bin.mjs', 'build']);
    const dump = join(host.folder, 'dist/__eslint-config-inspector/__rpc-dump');
    const texts = readdirSync(dump, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json')).map((path) => readFileSync(join(dump, path), 'utf8'));
    expect(texts.some((text) => text.includes('leakproof/require-axios-agents') && text.includes('leakproof/recommended'))).toBe(true);
  });
});
