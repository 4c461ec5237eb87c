/**
 * Whether code runs once, as its module is loaded.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction, LOOPS } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { ancestorsOf, isAtModuleLevel } from '../syntax/traversal.ts';
import { runsFunctionOnce } from '../vocabulary/callback-takers.ts';

/** Whether a node runs once: in no loop, and in functions that the module alone calls, where it is loaded. */
export function runsOnce(source: SourceCode, node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (LOOPS.has(ancestor.type)) return false;
    if (isFunction(ancestor) && !isStartedByModule(source, ancestor)) return false;
  }
  return true;
}

function isStartedByModule(source: SourceCode, fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === AST_NODE_TYPES.CallExpression)
    return (parent.callee === fn || isRunOnceBy(source, parent)) && runsOnce(source, parent);
  const [variable] = source.getDeclaredVariables(
    fn.type === AST_NODE_TYPES.FunctionDeclaration ? fn : parent,
  );
  const isNamed =
    fn.type === AST_NODE_TYPES.FunctionDeclaration
      ? parent.type === AST_NODE_TYPES.Program
      : parent.type === AST_NODE_TYPES.VariableDeclarator && isAtModuleLevel(parent);
  if (!isNamed || !variable) return false;
  const reads = variable.references.filter((reference) => reference.isRead());
  return (
    reads.length > 0 &&
    reads.every(
      ({ identifier }) =>
        isCalled(identifier) &&
        isAtModuleLevel(identifier) &&
        ![...ancestorsOf(identifier)].some(({ type }) => LOOPS.has(type)),
    )
  );
}

function isRunOnceBy(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  return runsFunctionOnce(calledName(source, callee));
}

function isCalled(identifier: Node): boolean {
  const { parent } = identifier;
  return parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === identifier;
}
