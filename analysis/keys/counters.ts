/**
 * Numbers that are counted up as long as the process runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConstantValue } from '../flow/constants.ts';
import { conditionsAt } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isModuleLevel, variableOf } from '../syntax/bindings.ts';
import { LOOPS, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ancestorsOf, functionAround, someNode } from '../syntax/traversal.ts';
import { quote } from './origins.ts';

export function counterText(source: SourceCode, counter: Node): string {
  return `the counter ${quote(source, counter)}`;
}

/** Whether what `x++` counts stays from one time to the next. */
export function isLastingCounter(source: SourceCode, wrapped: Node): boolean {
  const counter = withoutWrappers(wrapped);
  if (isBounded(source, counter)) return false;
  if (counter.type === AST_NODE_TYPES.MemberExpression) return true;
  const variable =
    counter.type === AST_NODE_TYPES.Identifier ? variableOf(source, counter) : undefined;
  return (
    variable !== undefined &&
    (isModuleLevel(variable) ||
      ![...ancestorsOf(counter)].some((ancestor) => LOOPS.has(ancestor.type)))
  );
}

/** Whether a name or a field is counted up anywhere, and never starts anew: `x++`, `x += 1`, `x = x + 1`. */
export function isCountedUp(source: SourceCode, counter: Node): boolean {
  return (
    usesOf(source, counter).some((use) => isRaised(source, use)) && !isBounded(source, counter)
  );
}

/** `if (next > MAX) next = 0` */
function isBounded(source: SourceCode, counter: Node): boolean {
  return usesOf(source, counter).some((use) => {
    const { parent } = use;
    return (
      parent?.type === AST_NODE_TYPES.AssignmentExpression &&
      parent.left === use &&
      parent.operator === '=' &&
      functionAround(use) !== undefined &&
      isConstantValue(source, parent.right) &&
      conditionsAt(parent).some(({ test }) =>
        someNode(source, test, (node) => sameReference(source, node, use)),
      )
    );
  });
}

function isRaised(source: SourceCode, use: Node): boolean {
  const { parent } = use;
  if (parent?.type === AST_NODE_TYPES.UpdateExpression) return true;
  if (parent?.type !== AST_NODE_TYPES.AssignmentExpression || parent.left !== use) return false;
  // `body += chunk` makes a text longer.
  if (parent.operator === '+=')
    return use.type === AST_NODE_TYPES.Identifier || typeof valueOf(parent.right) === 'number';
  const right = withoutWrappers(parent.right);
  return (
    parent.operator === '=' &&
    right.type === AST_NODE_TYPES.BinaryExpression &&
    right.operator === '+' &&
    [right.left, right.right].some((side) => sameReference(source, withoutWrappers(side), use))
  );
}

function valueOf(node: Node): unknown {
  return node.type === AST_NODE_TYPES.Literal ? node.value : undefined;
}

/** Every name of the same variable, or every access of the same field. */
function usesOf(source: SourceCode, counter: Node): readonly Node[] {
  if (counter.type === AST_NODE_TYPES.Identifier)
    return variableOf(source, counter)?.references.map(({ identifier }): Node => identifier) ?? [];
  if (counter.type !== AST_NODE_TYPES.MemberExpression) return [];
  const name = propertyName(source, counter);
  return name === undefined
    ? []
    : membersNamed(source, name).filter((member) => sameObject(source, member, counter));
}

function sameObject(
  source: SourceCode,
  a: TSESTree.MemberExpression,
  b: TSESTree.MemberExpression,
): boolean {
  return sameReference(source, a.object, b.object);
}
