/**
 * The ESLint plugin: `import leakproof from 'eslint-plugin-leakproof'`.
 */
import type { TSESLint } from '@typescript-eslint/utils';
import { createRequire } from 'node:module';
import { requireAxiosAgents } from './require-axios-agents.ts';

// By the package's own name: the same from the sources and from the build.
const { name, version } = createRequire(import.meta.url)('eslint-plugin-leakproof/package.json') as { name: string; version: string };

const rules = { 'require-axios-agents': requireAxiosAgents };

interface Leakproof {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: typeof rules;
  readonly configs: {
    /** What is wrong by all that can be seen. */
    readonly recommended: TSESLint.FlatConfig.Config;
    /** What cannot be told, too. */
    readonly strict: TSESLint.FlatConfig.Config;
  };
}

const recommended: TSESLint.FlatConfig.Config = {
  name: 'leakproof/recommended',
  rules: { 'leakproof/require-axios-agents': 'error' },
};

const strict: TSESLint.FlatConfig.Config = {
  name: 'leakproof/strict',
  rules: { 'leakproof/require-axios-agents': ['error', { unverifiable: true }] },
};

const plugin: Leakproof = { meta: { name, version, namespace: 'leakproof' }, rules, configs: { recommended, strict } };

// A config names the plugin that holds it.
for (const config of [recommended, strict]) config.plugins = { leakproof: plugin };

export default plugin;
