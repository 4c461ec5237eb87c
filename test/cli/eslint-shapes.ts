/**
 * Projects and their ESLint configs: in each file a request that the rules report, if they are on. ESLint's list of files
 * and the program's have to be one.
 */
export interface Shape {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What both are given. */
  readonly paths: readonly string[];
  /** The files that are linted with our rules. */
  readonly linted: readonly string[];
}

const JS = `import axios from 'axios';\nexport const f = (u) => axios.get(u);\n`;
const TS = `import axios from 'axios';\nexport const f = (u: string) => axios.get(u);\n`;

/** @param entries of the array that the config exports */
const config = (...entries: readonly string[]) =>
  `import leakproof from 'eslint-plugin-leakproof';\nimport tseslint from 'typescript-eslint';\nexport default [tseslint.configs.base, ${entries.join(', ')}];\n`;
const RECOMMENDED = (rest = '') => `{ ...leakproof.configs.recommended, ${rest} }`;
const MANIFEST = '{ "private": true, "type": "module", "dependencies": { "axios": "^1" } }\n';

/** Configs that each version of ESLint that we support reads. */
export const FLAT_SHAPES: readonly Shape[] = [
  {
    name: 'TypeScript of the server alone',
    files: {
      'eslint.config.mjs': config(RECOMMENDED(`files: ['server/**/*.ts']`)),
      'server/a.ts': TS,
      'client/b.ts': TS,
      'client/c.js': JS,
      'client/d.tsx': JS,
    },
    paths: ['.'],
    linted: ['server/a.ts'],
  },
  {
    name: 'an entry that ignores some of what it names',
    files: {
      'eslint.config.mjs': config(RECOMMENDED(`files: ['**/*.ts'], ignores: ['client/**']`)),
      'server/a.ts': TS,
      'client/b.ts': TS,
      'types.d.ts': 'export interface A { a: string }\n',
    },
    paths: ['.'],
    linted: ['server/a.ts'],
  },
  {
    name: 'a config for JavaScript beside TypeScript and JSX that no entry names',
    files: {
      'eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nexport default [leakproof.configs.recommended];\n`,
      'a.js': JS,
      'b.ts': TS,
      'c.jsx': JS,
    },
    paths: ['.'],
    linted: ['a.js'],
  },
  {
    name: 'a shared config that has the plugin, and ignores',
    files: {
      'eslint.config.mjs': `import shared from './tools/shared.mjs';\nexport default [...shared];\n`,
      'tools/shared.mjs': `import plugin from 'eslint-plugin-leakproof';\nexport default [{ ...plugin.configs.recommended, files: ['server/**/*.js'] }, { ignores: ['server/gen/**'] }];\n`,
      'server/a.js': JS,
      'server/gen/x.js': 'const a = ;\n',
      'client/b.js': JS,
    },
    paths: ['.'],
    linted: ['server/a.js'],
  },
  {
    name: 'the plugin under another name, and one rule off for some files',
    files: {
      'eslint.config.mjs': `import plugin from 'eslint-plugin-leakproof';
export default [
  { plugins: { sockets: plugin }, rules: { 'sockets/require-axios-agents': 'error' } },
  { files: ['legacy/**'], rules: { 'sockets/require-axios-agents': 'off' } },
];\n`,
      'a.js': JS,
      'legacy/b.js': JS,
    },
    paths: ['.'],
    linted: ['a.js'],
  },
  {
    name: 'configs of nobody within a folder that the config ignores',
    files: {
      'eslint.config.mjs': config(
        `{ ignores: ['**/fixtures/'] }`,
        RECOMMENDED(`files: ['**/*.js']`),
      ),
      'a.js': JS,
      'test/fixtures/app/eslint.config.js': `import './gone.js';\n`,
      'test/fixtures/app/src/b.js': JS,
    },
    paths: ['.'],
    linted: ['a.js'],
  },
];

/** It needs the package jiti. */
export const TYPESCRIPT_CONFIG: Shape = {
  name: 'an eslint.config.ts',
  files: {
    'eslint.config.ts': config(RECOMMENDED(`files: ['server/**/*.ts'] as string[]`)),
    'server/a.ts': TS,
    'client/b.ts': TS,
  },
  paths: ['.'],
  linted: ['server/a.ts'],
};

/** One config in each package, none above: ESLint 10 takes the one that is nearest to a file. */
export const NEAREST_SHAPES: readonly Shape[] = [
  {
    name: 'a workspace with a config in each package',
    files: {
      'package.json': '{ "private": true, "workspaces": ["packages/*"], "type": "module" }\n',
      'packages/api/package.json': MANIFEST,
      'packages/api/eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nexport default [leakproof.configs.recommended, { ignores: ['src/gen/**'] }];\n`,
      'packages/api/src/a.js': JS,
      'packages/api/src/gen/broken.js': 'const a = ;\naxios.get(1);\n',
      'packages/web/package.json': MANIFEST,
      'packages/web/eslint.config.mjs': 'export default [{ rules: {} }];\n',
      'packages/web/src/a.js': JS,
    },
    paths: ['packages'],
    linted: ['packages/api/src/a.js'],
  },
  {
    name: 'two applications in one repository',
    files: {
      'backend/package.json': MANIFEST,
      'backend/eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nexport default [${RECOMMENDED(`files: ['src/**/*.js']`)}];\n`,
      'backend/src/a.js': JS,
      'backend/scripts/b.js': JS,
      'frontend/package.json': MANIFEST,
      'frontend/eslint.config.mjs': 'export default [{ rules: {} }];\n',
      'frontend/src/a.js': JS,
      'tools/c.js': JS,
    },
    paths: ['backend', 'frontend'],
    linted: ['backend/src/a.js'],
  },
];

const LEGACY_OPTIONS = {
  root: true,
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
};
const legacy = (rest: object) => `${JSON.stringify({ ...LEGACY_OPTIONS, ...rest }, null, 2)}\n`;

/** For ESLint 8.57, and 9 if it is told so. */
export const LEGACY_SHAPES: readonly Shape[] = [
  {
    name: '.eslintrc.json with overrides, ignorePatterns and .eslintignore',
    files: {
      '.eslintrc.json': legacy({
        ignorePatterns: ['gen/'],
        overrides: [
          { files: ['server/**/*.js'], extends: ['plugin:leakproof/recommended-legacy'] },
        ],
      }),
      '.eslintignore': 'server/old/\n',
      'server/a.js': JS,
      'server/old/b.js': JS,
      'server/gen/c.js': JS,
      'client/d.js': JS,
    },
    paths: ['.'],
    linted: ['server/a.js'],
  },
  {
    name: 'an .eslintrc that fails, in folders that are ignored',
    files: {
      '.eslintrc.json': legacy({
        ignorePatterns: ['e2e/'],
        extends: ['plugin:leakproof/recommended-legacy'],
      }),
      '.eslintignore': 'old/\n',
      'a.js': JS,
      'e2e/.eslintrc.json': '{ "env": { "missing/globals": true } }\n',
      'e2e/b.js': JS,
      'old/.eslintrc.json': '{ "env": { "missing/globals": true } }\n',
      'old/c.js': JS,
    },
    paths: ['.'],
    linted: ['a.js'],
  },
  {
    name: 'one .eslintrc above another',
    files: {
      '.eslintrc.cjs': `module.exports = ${legacy({ extends: ['plugin:leakproof/recommended-legacy'] })}`,
      'a.js': JS,
      'client/.eslintrc.json': '{ "rules": { "leakproof/require-axios-agents": "off" } }\n',
      'client/b.js': JS,
    },
    paths: ['.'],
    linted: ['a.js'],
  },
  {
    name: 'an .eslintrc in each of two applications, none above',
    files: {
      'backend/package.json': MANIFEST,
      'backend/.eslintrc.json': legacy({ extends: ['plugin:leakproof/recommended-legacy'] }),
      'backend/src/a.js': JS,
      'frontend/package.json': MANIFEST,
      'frontend/.eslintrc.json': legacy({}),
      'frontend/src/a.js': JS,
    },
    paths: ['backend', 'frontend'],
    linted: ['backend/src/a.js'],
  },
  {
    name: 'eslintConfig in package.json',
    files: {
      'package.json': `{ "private": true, "type": "module", "eslintConfig": ${legacy({ plugins: ['leakproof'], overrides: [{ files: ['server/**'], rules: { 'leakproof/require-axios-agents': 'error' } }] })} }\n`,
      'server/a.js': JS,
      'client/b.js': JS,
    },
    paths: ['.'],
    linted: ['server/a.js'],
  },
];
