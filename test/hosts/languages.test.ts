/**
 * The packed package beside other languages of ESLint and their parsers, with a config that has no `files`: the rules see
 * every file. They judge the JavaScript in it, say nothing of the rest, and never throw.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Host, type Line } from './host.ts';

const JAVASCRIPT = `import axios from 'axios';
import http from 'node:http';
const cache = new Map();
const load = async (userId) => {
  const response = await axios.get('http://a.example', { httpAgent: new http.Agent({ keepAlive: true }) });
  await new Promise((done) => setTimeout(done, 60_000));
  cache.set(userId, 1);
  return response.data;
};
`;
const WORDS = 'axios new Map() http.Agent keepAlive response axios.get(url)';
const BLOCK = `# ${WORDS}\n\n\`\`\`js\n${JAVASCRIPT}\`\`\`\n`;

const SILENT: Readonly<Record<string, string>> = {
  'src/language.html': `<!doctype html>\n<html><body><p>${WORDS}</p><script>${JAVASCRIPT}</script></body></html>\n`,
  'src/parser.html': `<p>${WORDS}</p>\n<script>${JAVASCRIPT}</script>\n`,
  'src/a.css': `/* ${WORDS} */\na::before { content: "axios.get(url) httpAgent"; }\n`,
  'src/a.json': `{ "axios": "${WORDS}", "list": ["axios.get(url)"] }\n`,
  'src/language.jsonc': `{ /* ${WORDS} */ "axios": "${WORDS}" }\n`,
  'src/parser.jsonc': `{ /* ${WORDS} */ "axios": "${WORDS}" }\n`,
  'src/a.json5': `{ axios: "${WORDS}" }\n`,
  'src/language.yaml': `axios: "${WORDS}"\nlist:\n  - axios.get(url)\n`,
  'src/parser.yaml': `axios: "${WORDS}"\nlist:\n  - axios.get(url)\n`,
  'src/a.toml': `axios = "${WORDS}"\n[agent]\nkeepAlive = true\n`,
  'src/a.graphql': `# ${WORDS}\ntype Query { axios: String, agent(keepAlive: Boolean = true): String }\n`,
  // Its frontmatter runs for each request that renders the page.
  'src/a.astro': `---\n${JAVASCRIPT}const { data } = await axios.get('http://a.example');\n---\n<p>{data}</p>\n<script>import axios from 'axios'; axios.get('http://a.example');</script>\n`,
  'src/template.vue': `<template><p>{{ axios.get(url) }}</p></template>\n`,
};

const WITH_JAVASCRIPT: Readonly<Record<string, string>> = {
  'src/a.js': JAVASCRIPT,
  'src/a.vue': `<script>\n${JAVASCRIPT}export default { methods: { load } };\n</script>\n`,
  'src/a.svelte': `<script>\n${JAVASCRIPT}</script>\n<p on:click={load}>a</p>\n`,
  'src/a.mdx': `import axios from 'axios'\n\nexport const load = (url) => axios.get(url)\n\n# ${WORDS}\n\n<p onClick={() => load('http://a.example')}>a</p>\n`,
  'src/processor.md': BLOCK,
};

const CONFIG = `import css from '@eslint/css';
import json from '@eslint/json';
import markdown from '@eslint/markdown';
import graphql from '@graphql-eslint/eslint-plugin';
import html from '@html-eslint/eslint-plugin';
import * as htmlParser from '@html-eslint/parser';
import * as astroParser from 'astro-eslint-parser';
import leakproof from 'eslint-plugin-leakproof';
import * as mdx from 'eslint-plugin-mdx';
import toml from 'eslint-plugin-toml';
import yml from 'eslint-plugin-yml';
import * as jsoncParser from 'jsonc-eslint-parser';
import * as svelteParser from 'svelte-eslint-parser';
import * as vueParser from 'vue-eslint-parser';
import * as yamlParser from 'yaml-eslint-parser';

export default [
  { ...leakproof.configs.strict, settings: { leakproof: { environments: 'all' } } },
  { files: ['src/language.html'], plugins: { html }, language: 'html/html' },
  { files: ['src/parser.html'], languageOptions: { parser: htmlParser } },
  { files: ['**/*.css'], plugins: { css }, language: 'css/css' },
  { files: ['**/*.json'], plugins: { json }, language: 'json/json' },
  { files: ['src/language.jsonc'], plugins: { json }, language: 'json/jsonc' },
  { files: ['src/parser.jsonc'], languageOptions: { parser: jsoncParser } },
  { files: ['**/*.json5'], plugins: { json }, language: 'json/json5' },
  { files: ['src/language.yaml'], plugins: { yml }, language: 'yml/yaml' },
  { files: ['src/parser.yaml'], languageOptions: { parser: yamlParser } },
  { files: ['**/*.toml'], plugins: { toml }, language: 'toml/toml' },
  { files: ['**/*.graphql'], languageOptions: { parser: graphql.parser } },
  { files: ['**/*.astro'], languageOptions: { parser: astroParser } },
  { files: ['**/*.vue'], languageOptions: { parser: vueParser } },
  { files: ['**/*.svelte'], languageOptions: { parser: svelteParser } },
  { ...mdx.flat, files: ['**/*.mdx'] },
  { files: ['src/language.md'], plugins: { markdown }, language: 'markdown/gfm' },
  { files: ['src/processor.md'], plugins: { markdown }, processor: 'markdown/markdown' },
];
`;

const host = new Host({
  'eslint.config.mjs': CONFIG,
  ...SILENT,
  ...WITH_JAVASCRIPT,
  'src/language.md': BLOCK,
});
let lines: readonly Line[];

beforeAll(() => {
  host.install(
    'eslint@10',
    'typescript@6',
    '@eslint/css@2',
    '@eslint/json@2',
    '@eslint/markdown@8',
    '@graphql-eslint/eslint-plugin@4',
    'graphql@16',
    '@html-eslint/eslint-plugin@0.66',
    '@html-eslint/parser@0.66',
    'astro-eslint-parser@1',
    'eslint-plugin-mdx@3',
    'eslint-plugin-toml@1',
    'eslint-plugin-yml@3',
    'jsonc-eslint-parser@3',
    'svelte@5',
    'svelte-eslint-parser@1',
    'vue-eslint-parser@10',
    'yaml-eslint-parser@2',
  );
  // All in one run, which a rule that throws would end.
  lines = host.lint(['src']);
});

afterAll(() => {
  host.remove();
});

/** By the rules' own names: what stands in another form is an error of the parser, or of ESLint. */
const findingsIn = (path: string) =>
  lines
    .filter((line) => line.startsWith(`${path} `))
    .map(
      (line) =>
        / \d+:\d+ (?<rule>require-axios-agents|require-bounded-agent|no-[a-z-]+) /u.exec(line)
          ?.groups?.['rule'] ?? line,
    );

it.each([...Object.keys(SILENT), 'src/language.md'])('%s: nothing is said', (path) => {
  expect(findingsIn(path)).toEqual([]);
});

it.each(Object.keys(WITH_JAVASCRIPT))('%s: its JavaScript is judged', (path) => {
  expect(findingsIn(path)).toContain('require-axios-agents');
});
