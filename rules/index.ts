/**
 * The ESLint plugin: `import leakproof from 'eslint-plugin-leakproof'`.
 */
import type { ESLint, Linter, Rule } from 'eslint';
import { createRequire } from 'node:module';
import { noPerCallAgent } from './no-per-call-agent.ts';
import { noRetainedResponse } from './no-retained-response.ts';
import { noUnboundedModuleMap } from './no-unbounded-module-map.ts';
import { requireAxiosAgents } from './require-axios-agents.ts';
import { requireBoundedAgent } from './require-bounded-agent.ts';

// By the package's own name: the same from the sources and from the build.
const { name, version } = createRequire(import.meta.url)(
  'eslint-plugin-leakproof/package.json',
) as { name: string; version: string };

interface Leakproof extends ESLint.Plugin {
  readonly rules: Readonly<
    Record<
      | 'require-axios-agents'
      | 'no-per-call-agent'
      | 'require-bounded-agent'
      | 'no-retained-response'
      | 'no-unbounded-module-map',
      Rule.RuleModule
    >
  >;
  readonly configs: {
    /** What is wrong by all that can be seen. */
    readonly recommended: Linter.Config;
    /** What cannot be told, too. */
    readonly strict: Linter.Config;
    /** The same for `.eslintrc`: `extends: ['plugin:leakproof/recommended-legacy']`. */
    readonly 'recommended-legacy': Linter.LegacyConfig;
    readonly 'strict-legacy': Linter.LegacyConfig;
  };
}

const recommended: Linter.Config = {
  name: 'leakproof/recommended',
  rules: {
    'leakproof/require-axios-agents': 'error',
    'leakproof/no-per-call-agent': 'error',
    'leakproof/require-bounded-agent': 'error',
    'leakproof/no-retained-response': 'error',
    'leakproof/no-unbounded-module-map': 'error',
  },
};

const strict: Linter.Config = {
  name: 'leakproof/strict',
  rules: {
    'leakproof/require-axios-agents': ['error', { unverifiable: true }],
    'leakproof/no-per-call-agent': ['error', { unverifiable: true, waste: true }],
    'leakproof/require-bounded-agent': ['error', { unverifiable: true }],
    'leakproof/no-retained-response': ['error', { awaits: 'any' }],
    'leakproof/no-unbounded-module-map': ['error', { unverifiable: true }],
  },
};

const plugin: Leakproof = {
  meta: { name, version, namespace: 'leakproof' },
  rules: {
    'require-axios-agents': requireAxiosAgents,
    'no-per-call-agent': noPerCallAgent,
    'require-bounded-agent': requireBoundedAgent,
    'no-retained-response': noRetainedResponse,
    'no-unbounded-module-map': noUnboundedModuleMap,
  },
  configs: {
    recommended,
    strict,
    'recommended-legacy': { plugins: ['leakproof'], rules: { ...recommended.rules } },
    'strict-legacy': { plugins: ['leakproof'], rules: { ...strict.rules } },
  },
};

// A config names the plugin that holds it.
for (const config of [recommended, strict]) config.plugins = { leakproof: plugin };

export default plugin;
// What `require` gives: ESLint loads the plugins of an `.eslintrc` so.
export { plugin as 'module.exports' };
