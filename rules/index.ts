/**
 * The ESLint plugin: `import leakproof from 'eslint-plugin-leakproof'`.
 */
import type { ESLint, Linter, Rule } from 'eslint';
import { createRequire } from 'node:module';
import { rules, type RuleName } from './generated.ts';

// By the package's own name: the same from the sources and from the build.
const { name, version } = createRequire(import.meta.url)(
  'eslint-plugin-leakproof/package.json',
) as { name: string; version: string };

interface Leakproof extends ESLint.Plugin {
  readonly rules: Readonly<Record<RuleName, Rule.RuleModule>>;
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

/** What each rule says of its place in the configs. */
const entries = Object.entries(rules).map(([rule, { meta }]) => ({
  id: `leakproof/${rule}`,
  ...meta.docs,
}));

const recommended: Linter.Config = {
  name: 'leakproof/recommended',
  rules: Object.fromEntries(
    entries.filter((entry) => entry.recommended).map(({ id }) => [id, 'error']),
  ),
};

const strict: Linter.Config = {
  name: 'leakproof/strict',
  rules: Object.fromEntries(
    entries.map((entry): [string, Linter.RuleEntry] => [
      entry.id,
      Object.keys(entry.strict).length === 0 ? 'error' : ['error', entry.strict],
    ]),
  ),
};

const plugin: Leakproof = {
  meta: { name, version, namespace: 'leakproof' },
  rules,
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
