/**
 * The packed package under each parser: ESLint's own, typescript-eslint's with and without types, Vue's and Svelte's.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host } from './host.ts';

const COMPONENTS = fileURLToPath(new URL('../fixtures/components', import.meta.url));
const FILES = readdirSync(join(COMPONENTS, 'src')).map((name) => `src/${name}`);
const IMPORT = `import { httpAgent, httpsAgent } from '../http-agents.cjs';`;

describe('TypeScript', () => {
  const host = new Host({
    'package.json': '{ "name": "typed", "private": true, "type": "module" }\n',
    'tsconfig.json':
      '{ "compilerOptions": { "module": "nodenext", "strict": true, "noEmit": true, "types": ["node"] }, "include": ["src"] }\n',
    'src/http.ts': `import type { AxiosInstance } from 'axios';\n\nexport type Http = AxiosInstance & { retries: number };\n`,
    'src/service.ts': `import type { Http } from './http.js';\n\nexport class Orders {\n  constructor(private readonly http: Http) {}\n\n  list = () => this.http.get<string[]>('/orders');\n}\n`,
    'src/plain.ts': `import axios from 'axios';\n\nexport const load = (url: string) => axios.get(url as string);\n`,
    'src/script.js': `import axios from 'axios';\n\nexport const load = (url) => axios.get(url);\n`,
    'plain.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nimport tseslint from 'typescript-eslint';\n\nexport default [tseslint.configs.base, { ...leakproof.configs.strict, files: ['src/**/*.{js,ts}'] }];\n`,
    'typed.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nimport tseslint from 'typescript-eslint';\n\nexport default [tseslint.configs.base, { ...leakproof.configs.strict, files: ['src/**/*.ts'], languageOptions: { parserOptions: { projectService: true } } }];\n`,
  });
  const PLAIN = 'src/plain.ts 3:38 require-axios-agents missingAgents refused';
  const INJECTED = 'src/service.ts 6:16 require-axios-agents unverifiable refused';

  beforeAll(() => {
    // The module that is written has the types of Node.
    host.install('eslint@10', 'typescript@6', 'typescript-eslint@8', 'axios@1', '@types/node@20');
  });

  afterAll(() => {
    host.remove();
  });

  it('typescript-eslint’s parser reads what has types, for both languages', () => {
    expect(host.lint(['--config', 'plain.config.mjs', 'src'])).toEqual([
      PLAIN,
      'src/script.js 3:30 require-axios-agents missingAgents refused',
    ]);
  });

  it('typed linting knows an injected client, and so does the program by the same config', () => {
    expect(host.lint(['--config', 'typed.config.mjs', 'src/plain.ts', 'src/service.ts'])).toEqual([
      PLAIN,
      INJECTED,
    ]);
    // The program writes the module of agents that an editor's suggestion cannot.
    expect(host.report(['--config', 'typed.config.mjs', 'src/plain.ts', 'src/service.ts'])).toEqual(
      [PLAIN.replace('refused', 'fixed'), INJECTED],
    );
  });
});

describe('components', () => {
  const host = new Host();

  beforeAll(() => {
    host.copy(COMPONENTS);
    host.write({
      'eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';
import svelte from 'svelte-eslint-parser';
import tseslint from 'typescript-eslint';
import vue from 'vue-eslint-parser';

export default [
  { ...leakproof.configs.recommended, files: ['**/*.{js,cjs,vue,svelte}'], settings: { leakproof: { environments: 'all' } } },
  { files: ['**/*.vue'], languageOptions: { parser: vue, parserOptions: { parser: tseslint.parser } } },
  { files: ['**/*.svelte'], languageOptions: { parser: svelte, parserOptions: { parser: tseslint.parser } } },
];
`,
    });
    host.install(
      'eslint@10',
      'typescript@6',
      'typescript-eslint@8',
      'vue-eslint-parser@10',
      'svelte-eslint-parser@1',
      'svelte@5',
    );
  });

  afterAll(() => {
    host.remove();
  });

  it('findings stand where they are in the file', () => {
    expect(host.lint(['src'])).toEqual([
      'src/Both.vue 10:22 require-axios-agents missingAgents fixed',
      'src/Both.vue 3:7 no-unbounded-collection unbounded fixed',
      'src/Both.vue 5:39 require-axios-agents missingAgents fixed',
      'src/Late.svelte 10:30 require-axios-agents missingAgents fixed',
      'src/Late.svelte 6:18 require-axios-agents emptyAgent fixed',
      'src/NoImport.vue 11:32 require-axios-agents missingAgents fixed',
      'src/NoImport.vue 11:9 no-retained-response heldAcrossAwait fixed',
      'src/NoScript.svelte 1:81 require-axios-agents missingAgents refused',
      'src/Page.svelte 15:28 require-axios-agents missingAgents fixed',
      'src/Page.svelte 15:5 no-retained-response heldAcrossAwait fixed',
      'src/Page.svelte 21:9 require-axios-agents missingAgents fixed',
      'src/Page.svelte 24:26 require-axios-agents missingAgents fixed',
      'src/Page.svelte 4:9 no-unbounded-collection unbounded fixed',
      'src/Setup.vue 9:26 require-axios-agents missingAgents fixed',
      'src/Typed.svelte 4:33 require-axios-agents missingAgents fixed',
      'src/Typed.vue 5:24 require-axios-agents missingAgents fixed',
    ]);
  });

  it('the program leaves them alone, and says nothing of them', () => {
    expect(host.report()).toEqual([]);
  });

  it('suggestions change the lines of the site and add one import, inside the script', () => {
    const before = new Map(FILES.map((path) => [path, host.read(path)]));
    host.takeSuggestions(FILES);
    expect(host.lint(['src'])).toEqual([
      'src/NoScript.svelte 1:81 require-axios-agents missingAgents refused',
    ]);
    expect(host.read('src/NoScript.svelte')).toBe(before.get('src/NoScript.svelte'));
    const added = FILES.filter((path) => path !== 'src/NoScript.svelte').map((path) => {
      const old = before.get(path)!.split('\n');
      const lines = host.read(path).split('\n');
      const at = lines.findIndex((line) => line.trim() === IMPORT);
      // A Map that becomes a cache has an import of its own.
      const caches = lines.filter((line) => line.includes(`from 'lru-cache'`)).length;
      expect(lines).toHaveLength(old.length + 1 + caches);
      expect(lines.filter((line) => line.includes('http-agents'))).toHaveLength(1);
      return `${path} ${at + 1}: ${lines[at]}`;
    });
    expect(added).toEqual([
      `src/Both.vue 3: ${IMPORT}`,
      `src/Late.svelte 10:   ${IMPORT}`,
      `src/NoImport.vue 6: ${IMPORT}`,
      `src/Page.svelte 3:   ${IMPORT}`,
      `src/Setup.vue 5: ${IMPORT}`,
      `src/Typed.svelte 3:   ${IMPORT}`,
      `src/Typed.vue 3: ${IMPORT}`,
    ]);
    expect(host.read('src/Page.svelte')).toContain(
      `{#await axios.get(url, { httpAgent, httpsAgent })}`,
    );
    expect(host.read('src/Late.svelte')).toContain(
      'const client = axios.create({ timeout: 5000, httpAgent, httpsAgent });',
    );
    expect(host.read('src/NoImport.vue')).toContain('this.text = data.text;');
  });
});
