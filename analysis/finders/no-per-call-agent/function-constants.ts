/**
 * Which expressions read variables of a function and still do not depend on the call: constants that are made of literals, of
 * values of the module and of the environment.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isWritten, writesTo } from '../../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { childrenOf } from '../../syntax/traversal.ts';
import { givesPrimitive } from '../../vocabulary/runtime-functions.ts';
import { outermost } from '../../agents/constant-uses.ts';

/** How far one constant may lead to the next. */
const MAX_DEPTH = 4;

/** What runs code, waits or changes something: what it gives may be another value with each call. */
const RUNNING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.ImportExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.Super,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.ThisExpression,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.YieldExpression,
]);

/** Whether an expression comes out the same, whatever the call is given. */
export function isOfNoCall(source: SourceCode, wrapped: Node, depth = MAX_DEPTH): boolean {
  const node = withoutWrappers(wrapped);
  if (depth === 0 || RUNNING.has(node.type) || isFunction(node)) return false;
  if (node.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, node);
    return (
      variable === undefined || isModuleLevel(variable) || isOfConstant(source, variable, depth - 1)
    );
  }
  if (node.type === AST_NODE_TYPES.CallExpression)
    return (
      node.callee.type === AST_NODE_TYPES.Identifier &&
      givesPrimitive(node.callee.name) &&
      isGlobal(source, node.callee, node.callee.name) &&
      node.arguments.every((argument) => isOfNoCall(source, argument, depth))
    );
  if (node.type === AST_NODE_TYPES.MemberExpression && !node.computed)
    return isOfNoCall(source, node.object, depth);
  if (node.type === AST_NODE_TYPES.Property && !node.computed)
    return isOfNoCall(source, node.value, depth);
  return childrenOf(source, node).every((child) => isOfNoCall(source, child, depth));
}

/** `const options = { … }` in a function: nothing can have changed what it holds by its one use. */
function isOfConstant(source: SourceCode, variable: Variable, depth: number): boolean {
  const [definition] = variable.defs;
  if (
    variable.defs.length !== 1 ||
    definition?.node.type !== AST_NODE_TYPES.VariableDeclarator ||
    definition.node.id.type !== AST_NODE_TYPES.Identifier ||
    !definition.node.init ||
    writesTo(variable).length > 0
  )
    return false;
  const uses = variable.references.filter(({ init }) => init !== true);
  return (
    (uses.length <= 1 || isValue(withoutWrappers(definition.node.init))) &&
    uses.every(({ identifier }) => !isWritten(outermost(identifier))) &&
    isOfNoCall(source, definition.node.init, depth)
  );
}

/** Whether an expression gives no object that could be changed by another use. */
function isValue({ type }: Node): boolean {
  return (
    type === AST_NODE_TYPES.Literal ||
    type === AST_NODE_TYPES.TemplateLiteral ||
    type === AST_NODE_TYPES.BinaryExpression ||
    type === AST_NODE_TYPES.UnaryExpression ||
    type === AST_NODE_TYPES.CallExpression
  );
}
