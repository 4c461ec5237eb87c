/**
 * Whether what is made of the items of a list only shows them: it goes into an answer, a message or a log. Of anything else, a
 * list that has lost its oldest items might come to something else.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isOfAnswer, rootOf } from '../../../collections/repeatable-code.ts';
import { argumentPatterns } from './shown-parameters.ts';
import { callersOf } from '../../../flow/call-graph.ts';
import { callbackRole } from '../../../lifetime/callback-roles.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { functionFor, type ByNodeType } from '../../../syntax/by-node-type.ts';
import { isGlobal, variableOf } from '../../../syntax/bindings.ts';
import { isLog } from '../../../syntax/log-calls.ts';
import { isFunction, withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { calledName, propertyName, sameReference } from '../../../syntax/references.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import { changesReceiver } from '../../../vocabulary/collection-methods.ts';
import { sends } from '../../../vocabulary/sending-methods.ts';
import { takesFirst } from './list-ends.ts';
import { isByTime, isShowing } from './list-order.ts';

/** How many names and calls one answer leads through. */
const MAX_STEPS = 12;

/** Whether an expression that is made of the items of a list only shows them. */
export function isOnlyShown(source: SourceCode, made: Node, steps = MAX_STEPS): boolean {
  if (steps === 0) return false;
  const node = withWrappers(made);
  const { parent } = node;
  return (parent && functionFor(SHOWN, parent)?.(parent, { source, node, steps })) ?? false;
}

/** An expression that is made of the items, and how far it may still be followed. */
interface Made {
  readonly source: SourceCode;
  readonly node: Node;
  readonly steps: number;
}

const onwards = (parent: Node, { source, steps }: Made): boolean =>
  isOnlyShown(source, parent, steps - 1);
const asResult = (_: Node, { source, node, steps }: Made): boolean =>
  isResultShown(source, node, steps);

/** Whether an expression is only shown, by what stands around it. */
const SHOWN: ByNodeType<[Made], boolean> = {
  [AST_NODE_TYPES.ArrayExpression]: onwards,
  [AST_NODE_TYPES.ArrowFunctionExpression]: asResult,
  [AST_NODE_TYPES.AssignmentExpression]: (parent, { source, node, steps }) =>
    parent.right === node && parent.operator === '=' && isAssignedShown(source, parent, steps),
  [AST_NODE_TYPES.AwaitExpression]: onwards,
  [AST_NODE_TYPES.BinaryExpression]: (parent, made) =>
    parent.operator === '+' && onwards(parent, made),
  [AST_NODE_TYPES.CallExpression]: (parent, { source, node, steps }) =>
    parent.callee !== node && isArgumentShown(source, parent, node, steps),
  [AST_NODE_TYPES.ConditionalExpression]: (parent, made) =>
    parent.test !== made.node && onwards(parent, made),
  [AST_NODE_TYPES.ExpressionStatement]: () => true,
  [AST_NODE_TYPES.ForOfStatement]: (parent, { source, node, steps }) =>
    parent.right === node && !parent.await && onlyShows(source, parent.body, steps),
  [AST_NODE_TYPES.LogicalExpression]: onwards,
  [AST_NODE_TYPES.MemberExpression]: (parent, { source, node, steps }) =>
    parent.object === node && isShownBy(source, parent, steps),
  [AST_NODE_TYPES.ObjectExpression]: onwards,
  [AST_NODE_TYPES.Property]: (parent, made) =>
    parent.value === made.node && onwards(parent.parent, made),
  [AST_NODE_TYPES.ReturnStatement]: asResult,
  [AST_NODE_TYPES.SpreadElement]: ({ parent }, made) =>
    parent.type !== AST_NODE_TYPES.CallExpression && onwards(parent, made),
  [AST_NODE_TYPES.TemplateLiteral]: onwards,
  [AST_NODE_TYPES.VariableDeclarator]: ({ id }, { source, steps }) =>
    id.type === AST_NODE_TYPES.Identifier && isNameShown(source, id, steps),
};

/** Whether a callback or the body of a loop does nothing with an item but show it, at once. */
function onlyShows(source: SourceCode, code: Node, steps = MAX_STEPS): boolean {
  return !someNode(source, code, (node) => {
    if (ACTS.has(node.type)) return true;
    // A `return` of the function around a loop.
    if (node.type === AST_NODE_TYPES.ReturnStatement)
      return !contains(code, functionAround(node) ?? node);
    if (node.type !== AST_NODE_TYPES.CallExpression) return false;
    if (!isStatement(node) && !isResultDropped(code, node) && !changesOther(source, code, node))
      return false;
    return !isSent(source, node) && !isGathered(source, code, node, steps);
  });
}

const ACTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.BreakStatement,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.YieldExpression,
]);

/** Whether a call stands for itself, `isOpen && print(item)`: what it is there for is what it does. */
function isStatement(call: Node): boolean {
  for (const around of ancestorsOf(call)) {
    if (around.type === AST_NODE_TYPES.ExpressionStatement) return true;
    if (around.type !== AST_NODE_TYPES.LogicalExpression && withoutWrappers(around) === around)
      return false;
  }
  return false;
}

/** The result of `(item) => print(item)` in `list.forEach` */
function isResultDropped(code: Node, call: Node): boolean {
  return (
    code.type === AST_NODE_TYPES.ArrowFunctionExpression &&
    withoutWrappers(code.body) === call &&
    code.parent.type === AST_NODE_TYPES.CallExpression &&
    code.parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    code.parent.callee.property.type === AST_NODE_TYPES.Identifier &&
    code.parent.callee.property.name === 'forEach'
  );
}

/** `groups.get(item.id).push(item)` */
function changesOther(
  source: SourceCode,
  code: Node,
  { callee }: TSESTree.CallExpression,
): boolean {
  const root = rootOf(callee);
  const declared =
    root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root)?.defs[0]?.name : undefined;
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    changesReceiver(propertyName(source, callee) ?? '') &&
    !(declared && contains(code, declared))
  );
}

function isSent(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  return (
    isLog(source, callee) ||
    (callee.type === AST_NODE_TYPES.MemberExpression && sends(propertyName(source, callee) ?? ''))
  );
}

/** `texts.push(item.text)`, if the texts are only shown */
function isGathered(
  source: SourceCode,
  code: Node,
  { callee }: TSESTree.CallExpression,
  steps: number,
): boolean {
  if (callee.type !== AST_NODE_TYPES.MemberExpression || propertyName(source, callee) !== 'push')
    return false;
  const { object } = callee;
  const variable =
    object.type === AST_NODE_TYPES.Identifier ? variableOf(source, object) : undefined;
  const [definition] = variable?.defs ?? [];
  return (
    definition?.type === 'Variable' &&
    definition.node.init?.type === AST_NODE_TYPES.ArrayExpression &&
    functionAround(definition.node) === functionAround(code) &&
    isNameShown(source, object as TSESTree.Identifier, steps)
  );
}

/** `list.map(toText)`; a callback that does more than to show its item is not followed. */
function isShownBy(source: SourceCode, member: TSESTree.MemberExpression, steps: number): boolean {
  const call = member.parent;
  if (call.type !== AST_NODE_TYPES.CallExpression || call.callee !== member) return false;
  const name = propertyName(source, member) ?? '';
  if (name === 'forEach') return call.arguments.every((callback) => onlyShows(source, callback));
  return (
    isShowing(name) &&
    call.arguments.every((argument) => isPlain(source, argument)) &&
    !(name === 'slice' && takesFirst(call) && !isByTime(source, member.object)) &&
    isOnlyShown(source, call, steps - 1)
  );
}

/** The same of a method of the list itself, whose positions have been looked at. */
export function isShownCall(
  source: SourceCode,
  method: string,
  call: TSESTree.CallExpression,
): boolean {
  if (method === 'forEach') return call.arguments.every((callback) => onlyShows(source, callback));
  return (
    isShowing(method) &&
    call.arguments.every((argument) => isPlain(source, argument)) &&
    isOnlyShown(source, call)
  );
}

/** A callback that computes, and neither waits nor writes. */
function isPlain(source: SourceCode, callback: Node): boolean {
  return (
    !(isFunction(callback) && callback.async) &&
    onlyShows(source, callback) &&
    !someNode(source, callback, ({ type }) => type === AST_NODE_TYPES.AwaitExpression)
  );
}

/** Each read of a variable: its length, which is asked by itself, is no part of it. */
function isNameShown(source: SourceCode, name: TSESTree.Identifier, steps: number): boolean {
  const reads = variableOf(source, name)?.references.filter((one) => one.isRead()) ?? [];
  return (
    reads.length > 0 &&
    reads.every(({ identifier }) => {
      const { parent } = identifier;
      const isPushed =
        parent.type === AST_NODE_TYPES.MemberExpression && propertyName(source, parent) === 'push';
      return isPushed || isOnlyShown(source, identifier, steps - 1);
    })
  );
}

/** `shown = shown.filter(isNew)`, `ctx.body = list` */
function isAssignedShown(
  source: SourceCode,
  { left, right }: TSESTree.AssignmentExpression,
  steps: number,
): boolean {
  // Whoever comes here by a read of the same name looks at the others as well.
  if (left.type === AST_NODE_TYPES.Identifier)
    return (
      someNode(source, right, (node) => sameReference(source, node, left)) ||
      isNameShown(source, left, steps - 1)
    );
  return (
    left.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, left) === 'body' &&
    isOfAnswer(source, left)
  );
}

/** `res.json(list)`, `JSON.stringify(list)`, `respond(list)` */
function isArgumentShown(
  source: SourceCode,
  call: TSESTree.CallExpression,
  argument: Node,
  steps: number,
): boolean {
  const callee = withoutWrappers(call.callee);
  if (isLog(source, callee) || isOfAnswer(source, callee)) return true;
  if (callee.type === AST_NODE_TYPES.MemberExpression) {
    if (isGlobal(source, callee.object, 'JSON') || isGlobal(source, callee, 'structuredClone'))
      return isOnlyShown(source, call, steps - 1);
    if (sends(calledName(source, callee))) return true;
  }
  const names = argumentPatterns(source, call, argument);
  return names !== undefined && names.every((name) => isNameShown(source, name, steps - 1));
}

/** What a function gives: who waits for requests answers with it, and the callers in this file are looked at. */
function isResultShown(source: SourceCode, result: Node, steps: number): boolean {
  const fn = functionAround(result);
  if (!fn) return false;
  const { parent } = fn;
  if (
    parent.type === AST_NODE_TYPES.CallExpression &&
    parent.callee !== fn &&
    callbackRole(source, parent, fn).kind === 'handler'
  )
    return true;
  const { calls, values, isExported } = callersOf(source, fn);
  return (
    !isExported &&
    values.length === 0 &&
    calls.length > 0 &&
    calls.every((call) => isOnlyShown(source, call, steps - 1))
  );
}
