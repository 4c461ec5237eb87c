/**
 * What stands beside the package in a project: TypeScript 7 under each package manager, strict about peers, and the
 * config inspector.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host, type RunOptions } from './host.ts';

const CONFIG = `import leakproof from 'eslint-plugin-leakproof';\n\nexport default [leakproof.configs.recommended];\n`;
const FILES = {
  'eslint.config.mjs': CONFIG,
  'a.mjs': `import axios from 'axios';\n\nexport const load = (url) => axios.get(url);\n`,
  'b.ts': `import axios from 'axios';\n\nexport const load = (url: string) => axios.get(url as string);\n`,
};
const BESIDE = ['eslint@10', 'typescript@7'];

interface Manager {
  readonly name: string;
  /** The package of the registry that is the package manager, and its program; one that is no JavaScript starts itself. */
  readonly tool: string;
  readonly program: string;
  readonly isBinary?: boolean;
  /** How it runs the programs of packages, where that is not by Node in `node_modules`. */
  readonly runs?: readonly string[];
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
    add: (packed) => [
      'install',
      '--save-dev',
      '--strict-peer-deps',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      packed,
      ...BESIDE,
    ],
    complaint: /ERESOLVE|invalid|unmet|conflict/iu,
  },
  {
    name: 'pnpm, strictPeerDependencies',
    tool: 'pnpm@10',
    program: 'pnpm/bin/pnpm.cjs',
    add: (packed) => [
      'add',
      '--save-dev',
      '--ignore-scripts',
      '--config.strict-peer-dependencies=true',
      '--config.auto-install-peers=false',
      packed,
      ...BESIDE,
    ],
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
    files: {
      '.yarnrc.yml': 'nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n',
      'yarn.lock': '',
    },
    add: (packed) => ['add', '--dev', `eslint-plugin-leakproof@file:${packed}`, ...BESIDE],
    complaint: /YN0002|YN0060|YN0086|peer/u,
  },
  {
    name: 'yarn 4, Plug’n’Play',
    tool: '@yarnpkg/cli-dist@4',
    program: '@yarnpkg/cli-dist/bin/yarn.js',
    runs: ['run'],
    files: {
      '.yarnrc.yml':
        'nodeLinker: pnp\nenableScripts: false\nenableTelemetry: false\nenableGlobalCache: false\n',
      'yarn.lock': '',
    },
    add: (packed) => ['add', '--dev', `eslint-plugin-leakproof@file:${packed}`, ...BESIDE],
    complaint: /YN0002|YN0060|YN0086|peer/u,
  },
  {
    name: 'bun, and in its own runtime',
    tool: 'bun@1',
    program: `@oven/bun-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}/bin/bun${process.platform === 'win32' ? '.exe' : ''}`,
    isBinary: true,
    runs: ['run', '--bun'],
    add: (packed) => ['add', '--dev', '--ignore-scripts', packed, ...BESIDE],
    complaint: /peer/iu,
  },
];

describe.each(MANAGERS)(
  'TypeScript 7 with $name',
  ({ tool, program, isBinary = false, runs, files = {}, add, complaint }) => {
    const tools = new Host();
    const host = new Host({ ...FILES, ...files });
    const path = join(tools.folder, 'node_modules', program);
    const manager: readonly [string, ...string[]] = isBinary ? [path] : ['node', path];
    const options: RunOptions = runs ? { runner: [...manager, ...runs] } : {};

    afterAll(() => {
      tools.remove();
      host.remove();
    });

    it('installs without a word on peers; the rules run, and the codemods on TypeScript, too', () => {
      tools.pass('npm', [
        'install',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        '--prefer-offline',
        tool,
      ]);
      const [command, ...start] = manager;
      const { stdout, stderr } = host.pass(command, [...start, ...add(host.pack())]);
      expect(stdout + stderr).not.toMatch(complaint);
      expect(host.lint(['a.mjs'], options)).toEqual([
        'a.mjs 3:30 require-axios-agents missingAgents refused',
      ]);
      // Without typescript-eslint the config names no TypeScript.
      expect(host.fix(['--no-config', '.'], options).code).toBe(0);
      expect(host.read('b.ts')).toContain('axios.get(url as string, { httpAgent, httpsAgent });');
      expect(host.lint(['a.mjs'], options)).toEqual([]);
    });
  },
);

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
    const texts = readdirSync(dump, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => readFileSync(join(dump, path), 'utf8'));
    expect(
      texts.some(
        (text) =>
          text.includes('leakproof/require-axios-agents') && text.includes('leakproof/recommended'),
      ),
    ).toBe(true);
  });
});
