/**
 * Tests that come out the same each time as long as a function runs.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf } from '../../flow/path-conditions.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf, type Variable } from '../../syntax/bindings.ts';
import { isFunction, LOOPS, withoutWrappers } from '../../syntax/nodes.ts';
import { ancestorsOf } from '../../syntax/traversal.ts';

/**
 * Whether a name comes out otherwise wherever a node is reached: `isHeavy ? heavy.set(id, task) : light.set(id, task)`.
 * @param node if it is not known, no name does
 */
export function ruledOutBy(
  source: SourceCode,
  node: Node | undefined,
): (name: Node, outcome: boolean) => boolean {
  const given = node ? truthsAt(source, node) : new Map<Variable, boolean>();
  if (given.size === 0) return () => false;
  return (name, outcome) => {
    const variable = fixedName(source, name);
    return variable !== undefined && given.get(variable) === !outcome;
  };
}

/** Which constants are true, or false, wherever a node is reached. */
function truthsAt(source: SourceCode, node: Node): ReadonlyMap<Variable, boolean> {
  return new Map(
    conditionsAt(node)
      .flatMap(partsOf)
      .flatMap(({ test, holds }) => {
        const variable = fixedName(source, test);
        return variable ? [[variable, holds] as const] : [];
      }),
  );
}

/** What an expression names that has one value as long as its function runs. */
function fixedName(source: SourceCode, expression: Node): Variable | undefined {
  const node = withoutWrappers(expression);
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
  const declared = variable?.identifiers[0];
  if (!declared || variable.references.some((one) => one.isWrite() && one.init !== true))
    return undefined;
  for (const ancestor of ancestorsOf(declared)) {
    // Each round has another one.
    if (LOOPS.has(ancestor.type)) return undefined;
    if (isFunction(ancestor)) break;
  }
  return variable;
}
