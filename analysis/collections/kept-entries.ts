/**
 * Whether a value is put where it is still there when the function has ended, for others to find and to change.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { contains } from '../syntax/traversal.ts';
import { storingOf } from '../vocabulary/collection-methods.ts';
import { ANSWERS, rootOf } from './repeatable-code.ts';

/** Whether a value, or what it is put into, is stored where it outlives the call. */
export function isKept(
  source: SourceCode,
  value: Node,
  isCollection: (node: Node) => boolean,
): boolean {
  let node = value;
  for (let { parent } = node; parent; { parent } = node) {
    if (parent.type === AST_NODE_TYPES.CallExpression)
      return keepsArgument(source, parent, node, isCollection);
    if (parent.type === AST_NODE_TYPES.PropertyDefinition) return parent.value === node;
    if (parent.type === AST_NODE_TYPES.NewExpression) return isCause(source, node, value);
    if (!hasValueOf(node, parent)) return false;
    if (parent.type === AST_NODE_TYPES.AssignmentExpression && outlives(source, parent.left))
      return true;
    node = parent;
  }
  return false;
}

/** `new Error('no such plan', { cause: entry })`: it goes where the error is caught. */
function isCause(source: SourceCode, options: Node, value: Node): boolean {
  return (
    options.type === AST_NODE_TYPES.ObjectExpression &&
    options.properties.some(
      (property) =>
        property.type === AST_NODE_TYPES.Property &&
        propertyName(source, property) === 'cause' &&
        contains(property.value, value),
    )
  );
}

/** Whether an expression has the value of one in it, as a part or as its own. */
function hasValueOf(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === node;
    case AST_NODE_TYPES.Property:
      return parent.value === node && parent.parent.type === AST_NODE_TYPES.ObjectExpression;
    case AST_NODE_TYPES.LogicalExpression:
      return parent.operator !== '&&' || parent.left !== node;
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test !== node;
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.AwaitExpression:
      return true;
    default:
      return withoutWrappers(parent) !== parent;
  }
}

/** `this.all.push(entry)`, `sessions.set(id, entry)`, `Object.assign(req, { entry })` */
function keepsArgument(
  source: SourceCode,
  call: TSESTree.CallExpression,
  value: Node,
  isCollection: (node: Node) => boolean,
): boolean {
  const callee = withoutWrappers(call.callee);
  const position = call.arguments.findIndex((argument) => argument === value);
  if (callee.type !== AST_NODE_TYPES.MemberExpression || position < 0) return false;
  const method = propertyName(source, callee) ?? '';
  if (/^(?:assign|merge|extend|defaults)$/u.test(method))
    return position > 0 && outlives(source, call.arguments[0]!);
  const root = rootOf(callee);
  const isAnswer = root.type === AST_NODE_TYPES.Identifier && ANSWERS.test(root.name);
  return (
    storingOf(method) !== undefined &&
    !isAnswer &&
    !isCollection(callee.object) &&
    outlives(source, callee.object)
  );
}

/** How many names one place may go by. */
const MAX_NAMES = 5;

/** Whether what is written to a place is there when the function has ended, for others to find. */
function outlives(source: SourceCode, place: Node, names = MAX_NAMES): boolean {
  const target = withoutWrappers(place);
  const root = rootOf(target);
  if (root.type === AST_NODE_TYPES.ThisExpression || root.type === AST_NODE_TYPES.Super)
    return true;
  if (root.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, root);
  if (!variable || isModuleLevel(variable)) return true;
  // A parameter or a variable that gets another value.
  if (root === target && isAssigned(place, variable)) return false;
  const [definition] = variable.defs;
  if (definition?.type === 'Parameter')
    return !isBodyOfAnswer(source, target, root) && !isGathered(source, definition.node);
  const origin = otherName(variable);
  return origin !== undefined && names > 0 && outlives(source, origin, names - 1);
}

function isAssigned(place: Node, { defs: [definition] }: Variable): boolean {
  return (
    place.parent?.type === AST_NODE_TYPES.AssignmentExpression &&
    (place.parent.left === place || definition?.type === 'Parameter')
  );
}

/** `ctx.body`: the answer itself, which is gone when it is sent. */
function isBodyOfAnswer(source: SourceCode, target: Node, root: TSESTree.Identifier): boolean {
  return (
    target.type === AST_NODE_TYPES.MemberExpression &&
    ANSWERS.test(root.name) &&
    propertyName(source, target) === 'body'
  );
}

/** What a variable is another name for: `const own = this.items`. */
function otherName({ defs: [definition] }: Variable): Node | undefined {
  const init = definition?.type === 'Variable' ? definition.node.init : undefined;
  const origin = init && withoutWrappers(init);
  return origin?.type === AST_NODE_TYPES.MemberExpression ||
    origin?.type === AST_NODE_TYPES.Identifier ||
    origin?.type === AST_NODE_TYPES.ThisExpression
    ? origin
    : undefined;
}

/** What `reduce` gathers in. */
function isGathered(source: SourceCode, fn: Node): boolean {
  const { parent } = fn;
  return (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    /^reduce/u.test(propertyName(source, parent.callee) ?? '')
  );
}
