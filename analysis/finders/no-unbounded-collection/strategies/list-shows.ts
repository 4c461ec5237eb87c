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
import { isGlobal, variableOf } from '../../../syntax/bindings.ts';
import { isLog } from '../../../syntax/log-calls.ts';
import { isFunction, withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { calledName, propertyName, sameReference } from '../../../syntax/references.ts';
import { contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import { changesReceiver } from '../../../vocabulary/collection-methods.ts';
import { takesFirst } from './list-ends.ts';

/** How many names and calls one answer leads through. */
const MAX_STEPS = 12;

/** Methods that give a list of the same items, or of what each of them is made into, or a text of all. */
const SHOWING = new Set(
  'concat filter flat flatMap join map reverse slice sort toReversed toSorted toString'.split(' '),
);
/** Methods that send their argument, to whoever. */
const SENDING = new Set('emit end json jsonp reply send write'.split(' '));

/** Whether an expression that is made of the items of a list only shows them. */
export function isOnlyShown(source: SourceCode, made: Node, steps = MAX_STEPS): boolean {
  if (steps === 0) return false;
  const node = withWrappers(made);
  const { parent } = node;
  const further = (next: Node) => isOnlyShown(source, next, steps - 1);
  switch (parent?.type) {
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.LogicalExpression:
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.TemplateLiteral:
      return further(parent);
    case AST_NODE_TYPES.SpreadElement:
      return parent.parent.type !== AST_NODE_TYPES.CallExpression && further(parent.parent);
    case AST_NODE_TYPES.Property:
      return parent.value === node && further(parent.parent);
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test !== node && further(parent);
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node && isShownBy(source, parent, steps);
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id.type === AST_NODE_TYPES.Identifier && isNameShown(source, parent.id, steps);
    case AST_NODE_TYPES.AssignmentExpression:
      return (
        parent.right === node && parent.operator === '=' && isAssignedShown(source, parent, steps)
      );
    case AST_NODE_TYPES.ForOfStatement:
      return parent.right === node && !parent.await && onlyShows(source, parent.body, steps);
    case AST_NODE_TYPES.CallExpression:
      return parent.callee !== node && isArgumentShown(source, parent, node, steps);
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ArrowFunctionExpression:
      return isResultShown(source, node, steps);
    default:
      return parent?.type === AST_NODE_TYPES.ExpressionStatement;
  }
}

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

/** Whether a call stands for itself: what it is there for is what it does. */
function isStatement(call: Node): boolean {
  const { parent } = withWrappers(call);
  return (
    parent?.type === AST_NODE_TYPES.ExpressionStatement ||
    (parent?.type === AST_NODE_TYPES.LogicalExpression && isStatement(parent))
  );
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
    (callee.type === AST_NODE_TYPES.MemberExpression &&
      SENDING.has(propertyName(source, callee) ?? ''))
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
    SHOWING.has(name) &&
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
    SHOWING.has(method) &&
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
    if (SENDING.has(calledName(source, callee))) return true;
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

/** Names of times. */
const TIMES = /(?:^|_|[a-z])(?:at|date|time|timestamp|ts)$/iu;

/** `list.toSorted((a, b) => b.at - a.at)`, `[...list].reverse()`: the latest come first. */
function isByTime(source: SourceCode, list: Node): boolean {
  if (
    list.type !== AST_NODE_TYPES.CallExpression ||
    list.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return false;
  const method = propertyName(source, list.callee) ?? '';
  if (/^(?:toR|r)eversed?$/u.test(method)) return !isByTime(source, list.callee.object);
  const [order] = list.arguments;
  if (!/^(?:toS|s)ort(?:ed)?$/u.test(method) || order === undefined)
    return SHOWING.has(method) && isByTime(source, list.callee.object);
  return !someNode(
    source,
    order,
    (node) =>
      node.type === AST_NODE_TYPES.MemberExpression &&
      !TIMES.test(propertyName(source, node) ?? '') &&
      node.parent.type !== AST_NODE_TYPES.CallExpression,
  );
}
