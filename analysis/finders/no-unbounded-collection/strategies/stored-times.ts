/**
 * The times in what is stored.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { slopeOf } from './times.ts';

/**
 * The properties of what is stored that have a time.
 * @returns undefined if some addition stores what is not seen; the empty text stands for the value itself
 */
export function timesStored(
  source: SourceCode,
  additions: readonly Change[],
): ReadonlyMap<string, readonly Node[]> | undefined {
  let common: Map<string, Node[]> | undefined;
  for (const { node } of additions) {
    const stored = storedBy(node);
    const times = stored && timesIn(source, stored);
    if (!times) return undefined;
    const before: Map<string, Node[]> | undefined = common;
    common = new Map(
      [...times].flatMap(([name, time]) => {
        const others = before?.get(name);
        return before && !others ? [] : [[name, [...(others ?? []), time]] as const];
      }),
    );
  }
  return common;
}

/** The value that an addition stores. */
export function storedBy(node: Node): Node | undefined {
  if (node.type === AST_NODE_TYPES.AssignmentExpression)
    return node.operator === '=' ? node.right : undefined;
  return node.type === AST_NODE_TYPES.CallExpression ? node.arguments[1] : undefined;
}

function timesIn(source: SourceCode, stored: Node): ReadonlyMap<string, Node> | undefined {
  const value = withoutWrappers(stored);
  if (slopeOf(source, value) === 1) return new Map([['', value]]);
  const made = value.type === AST_NODE_TYPES.Identifier ? declaredAs(source, value) : value;
  if (made?.type !== AST_NODE_TYPES.ObjectExpression) return undefined;
  const times = new Map<string, Node>();
  for (const property of made.properties) {
    if (property.type !== AST_NODE_TYPES.Property) continue;
    const name = propertyName(source, property);
    if (name !== undefined && slopeOf(source, property.value) === 1)
      times.set(name, property.value);
  }
  return times;
}

/** What a name is given in each of its assignments, if that is one object. */
function declaredAs(source: SourceCode, name: TSESTree.Identifier): Node | undefined {
  const written = (variableOf(source, name)?.references ?? []).flatMap(({ writeExpr }) =>
    writeExpr ? [withoutWrappers(writeExpr)] : [],
  );
  const made = written.filter(({ type }) => type === AST_NODE_TYPES.ObjectExpression);
  return made.length === 1 ? made[0] : undefined;
}
