/**
 * A rule that has no codemod, for the tests that measure what a codemod leaves: each of its findings is refused.
 */
import type { Inspector } from '../../analysis/finders/inspector.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';

/** @param inspect the inspection of the rule, which takes the same options as the rule */
export function ruleAlone<Options extends object>(
  rule: string,
  inspect: Inspector<Options>,
): Codemod {
  return {
    name: rule,
    rule,
    order: Infinity,
    description: '',
    finds: '',
    kinds: [],
    messages: {},
    flags: [],
    concerns: () => true,
    inspect: (source, project, options: TransformOptions) =>
      inspect(source, project, options as unknown as Options),
  };
}
