/**
 * What is run over each file: every codemod as it comes, at its strictest, and with the options that write other text.
 */
import type { ESLint } from 'eslint';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import { codemods } from '../../codemods/registry.ts';
import leakproof from '../../rules/index.ts';

export interface Variant {
  /** `fix-agents`, `fix-agents:strict`; unique. */
  readonly name: string;
  readonly codemod: Codemod;
  readonly rule: NonNullable<ESLint.Plugin['rules']>[string];
  /** Those of the rule, and of the codemod. */
  readonly options: TransformOptions;
}

type Label = '' | ':strict' | ':module' | ':defaults' | ':clone' | ':evict' | ':all-kinds' | ':lru';

/** Where agents come from if the run is to write them: relative to the package of each file, and never there. */
const AGENTS_MODULE = { agentsModule: 'leakproof-smoke-agents' };

const FURTHER: Readonly<
  Record<string, readonly { readonly label: Label; readonly options: TransformOptions }[]>
> = {
  'fix-agents': [
    { label: ':module', options: { unverifiable: true, agents: 'module', ...AGENTS_MODULE } },
    { label: ':defaults', options: { agents: 'defaults' } },
  ],
  'release-responses': [
    { label: ':clone', options: { awaits: 'any', strategy: 'clone', detach: 'inline' } },
  ],
  'bound-collections': [
    { label: ':evict', options: { unverifiable: true, evict: true, max: 500, ttl: 60_000 } },
    { label: ':lru', options: { unverifiable: true, evict: true, strategy: 'lru' } },
    {
      label: ':all-kinds',
      options: { unverifiable: true, evict: true, collections: ['map', 'set', 'array', 'object'] },
    },
  ],
};

export const variants: readonly Variant[] = codemods.flatMap((codemod) => {
  const rule = leakproof.rules[codemod.rule as keyof typeof leakproof.rules];
  const options = [
    { label: '' as Label, options: {} },
    { label: ':strict' as Label, options: strictOptions(codemod.rule) },
    ...(FURTHER[codemod.name] ?? []),
  ];
  return options.map(({ label, options: given }) => ({
    name: codemod.name + label,
    codemod,
    rule,
    options: given,
  }));
});

/** The chain that `codemod all` runs under the strict config. */
export const strictChain: readonly Variant[] = variants.filter(({ name }) =>
  name.endsWith(':strict'),
);

function strictOptions(rule: string): TransformOptions {
  const entry = leakproof.configs.strict.rules![`leakproof/${rule}`];
  return (Array.isArray(entry) ? entry[1] : {}) as TransformOptions;
}
