import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { browserBuildOf } from '../../../analysis/modules/browser-build.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakproof-build-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const PAGE = '<script type="module" src="/src/main.tsx"></script>';
const VITE = {
  dependencies: { react: '18' },
  devDependencies: { vite: '6' },
  scripts: { build: 'vite build' },
};

function buildOf(manifest: object, files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries({
    'package.json': JSON.stringify(manifest),
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const build = browserBuildOf(folder);
  return build && { ...build, entries: build.entries.map((path) => path.slice(folder.length + 1)) };
}

it.each([
  [
    'a page of Vite',
    VITE,
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: true, entries: ['src/main.tsx'] },
  ],
  [
    'an application of Create React App',
    { dependencies: { 'react-scripts': '5' }, scripts: { start: 'react-scripts start' } },
    { 'public/index.html': '<div>', 'src/index.js': '' },
    { tool: 'react-scripts', isOnly: true, entries: ['src/index.js'] },
  ],
  [
    'Nuxt without a server',
    { dependencies: { nuxt: '2' } },
    { 'nuxt.config.js': 'module.exports = { ssr: false }' },
    { tool: 'nuxt', isOnly: true, entries: [] },
  ],
  [
    'a page that webpack makes',
    { devDependencies: { 'html-webpack-plugin': '5' } },
    { 'src/index.js': '' },
    { tool: 'html-webpack-plugin', isOnly: true, entries: ['src/index.js'] },
  ],
  [
    'Rsbuild',
    { devDependencies: { '@rsbuild/core': '1' } },
    {},
    { tool: '@rsbuild/core', isOnly: true, entries: [] },
  ],
  [
    'Quasar',
    { devDependencies: { '@quasar/app-vite': '2' } },
    {},
    { tool: '@quasar/app-vite', isOnly: true, entries: [] },
  ],
  [
    'Ember',
    { devDependencies: { 'ember-cli': '5' } },
    {},
    { tool: 'ember-cli', isOnly: true, entries: [] },
  ],
  [
    'sources of pages that another package of the workspace builds',
    {
      private: true,
      dependencies: { vue: '3' },
      devDependencies: { vite: '6' },
      scripts: { preview: 'vite preview', 'do-typecheck': 'node type-check.mjs' },
    },
    { 'src/App.vue': '' },
    { tool: 'vite', isOnly: true, entries: [] },
  ],
  [
    'a page that a program of Node builds',
    { ...VITE, scripts: { build: 'node scripts/build.js' } },
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: true, entries: ['src/main.tsx'] },
  ],
  [
    'a page in the folder of its sources, which names its script from there',
    VITE,
    {
      'src/index.html': '<script type="module" src="ts/index.ts"></script>',
      'src/ts/index.ts': '',
    },
    { tool: 'vite', isOnly: true, entries: ['src/ts/index.ts'] },
  ],
  [
    'a page beside a program of Node that is run by hand',
    { ...VITE, scripts: { 'import-tree': 'tsx ./scripts/import-tree.ts' } },
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: true, entries: ['src/main.tsx'] },
  ],
  [
    'Expo beside a server',
    { dependencies: { expo: '52', express: '4' } },
    {},
    { tool: 'expo', isOnly: false, entries: [] },
  ],
  [
    'a page in Electron',
    { ...VITE, dependencies: { electron: '30' } },
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: false, entries: ['src/main.tsx'] },
  ],
  [
    'a page and a server',
    { ...VITE, dependencies: { express: '4' } },
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: false, entries: ['src/main.tsx'] },
  ],
  [
    'a page, and a script that starts a program of Node',
    { ...VITE, scripts: { start: 'NODE_ENV=production node server.js' } },
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: false, entries: ['src/main.tsx'] },
  ],
  [
    'a page and a command',
    { ...VITE, bin: './cli.js' },
    { 'index.html': PAGE, 'src/main.tsx': '' },
    { tool: 'vite', isOnly: false, entries: ['src/main.tsx'] },
  ],
])('%s', (_, manifest, files, expected) => {
  expect(buildOf(manifest, files)).toEqual(expected);
});

it.each([
  ['no builder', { dependencies: { react: '18' } }, { 'index.html': PAGE, 'src/main.tsx': '' }],
  ['Vite without a page: it builds a library or a server', VITE, { 'src/main.tsx': '' }],
  ['a page of Vite that loads nothing that is there', VITE, { 'index.html': PAGE }],
  [
    'components that Node can load',
    {
      private: true,
      main: 'dist/index.js',
      dependencies: { vue: '3' },
      devDependencies: { vite: '6' },
    },
    { 'src/App.vue': '' },
  ],
  [
    'components that a server of the package renders',
    {
      private: true,
      dependencies: { vue: '3' },
      devDependencies: { vite: '6' },
      scripts: { dev: 'node server.js' },
    },
    { 'src/App.vue': '' },
  ],
  [
    'Nuxt, which renders on a server',
    { dependencies: { nuxt: '3' } },
    { 'nuxt.config.ts': 'export default {}' },
  ],
])('not %s', (_, manifest, files) => {
  expect(buildOf(manifest, files)).toBeUndefined();
});

it('a package.json that cannot be read', () => {
  writeFileSync(join(folder, 'package.json'), '{');
  expect(browserBuildOf(folder)).toBeUndefined();
});
