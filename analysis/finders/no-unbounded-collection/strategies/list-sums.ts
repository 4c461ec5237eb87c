/**
 * Whether code makes one value of all items of a list: a length, a sum, a decision.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { rootOf } from '../../../collections/repeatable-code.ts';
import { callersOf } from '../../../flow/call-graph.ts';
import { callbackRole } from '../../../lifetime/callback-roles.ts';
import type { Call, Node, SourceCode } from '../../../source/source-code.ts';
import { isGlobal, variableOf } from '../../../syntax/bindings.ts';
import { isFunction, withWrappers } from '../../../syntax/nodes.ts';
import { calledName, propertyName } from '../../../syntax/references.ts';
import { contains, functionAround, someNode, walk } from '../../../syntax/traversal.ts';
import { changesReceiver, looksAtItems } from '../../../vocabulary/collection-methods.ts';
import { takesFirst } from './list-ends.ts';

/** How many names and calls one answer leads through. */
const MAX_STEPS = 6;

/** `list.filter(isNew).length`, `list.forEach((item) => { sum += item.n; })` */
export function makesOneValue(source: SourceCode, call: TSESTree.CallExpression): boolean {
  return call.arguments.some((argument) => addsUp(source, argument)) || isReduced(source, call);
}

/** `for (const item of list) sum += item.n`, `Math.max(...list)` */
export function isSummedUp(source: SourceCode, node: Node): boolean {
  const { parent } = withWrappers(node);
  if (parent?.type === AST_NODE_TYPES.ForOfStatement)
    return addsUp(source, parent.body) || returnsIn(source, parent.body);
  if (parent?.type === AST_NODE_TYPES.SpreadElement)
    return (
      parent.parent.type !== AST_NODE_TYPES.ArrayExpression || isReduced(source, parent.parent)
    );
  return true;
}

/** Whether code writes something, be it into a collection that is not its own, or decides that all is done. */
function addsUp(source: SourceCode, code: Node): boolean {
  return someNode(
    source,
    code,
    (node) =>
      node.type === AST_NODE_TYPES.AssignmentExpression ||
      node.type === AST_NODE_TYPES.UpdateExpression ||
      node.type === AST_NODE_TYPES.ThrowStatement ||
      (node.type === AST_NODE_TYPES.CallExpression && gathers(source, code, node)),
  );
}

/** `groups.set(item.id, item)`; what `texts.push(item.text)` gathers is looked at where it is read. */
function gathers(source: SourceCode, code: Node, { callee }: TSESTree.CallExpression): boolean {
  const root = rootOf(callee);
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root) : undefined;
  const definition = variable?.defs[0];
  if (
    !variable ||
    callee.type !== AST_NODE_TYPES.MemberExpression ||
    !changesReceiver(propertyName(source, callee) ?? '') ||
    contains(code, definition!.name)
  )
    return false;
  if (callee.object !== root || propertyName(source, callee) !== 'push') return true;
  return variable.references.some(
    (reference) =>
      reference.isRead() &&
      !contains(code, reference.identifier) &&
      isReduced(source, reference.identifier),
  );
}

/** Whether a loop ends with what one of its items decides. */
function returnsIn(source: SourceCode, body: Node): boolean {
  let returns = false;
  walk(source, body, (node) => {
    if (node.type === AST_NODE_TYPES.ReturnStatement) returns = true;
    return !isFunction(node);
  });
  return returns;
}

/** Whether a list that was made of another one is counted, summed up or asked for an item. */
function isReduced(source: SourceCode, made: Node, steps = MAX_STEPS): boolean {
  if (steps === 0) return true;
  const { parent } = withWrappers(made);
  switch (parent?.type) {
    case AST_NODE_TYPES.MemberExpression:
      return isReducedBy(source, parent, steps);
    case AST_NODE_TYPES.VariableDeclarator: {
      if (parent.id.type !== AST_NODE_TYPES.Identifier) return true;
      const read = variableOf(source, parent.id)?.references.filter((one) => one.isRead()) ?? [];
      return read.some(({ identifier }) => isReduced(source, identifier, steps - 1));
    }
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.SpreadElement:
      return isSummedUp(source, made);
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return isReducedAsMade(source, parent, made, steps);
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ArrowFunctionExpression:
      return isReducedByCaller(source, made, steps);
    case AST_NODE_TYPES.BinaryExpression:
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.UnaryExpression:
      return true;
    default:
      return false;
  }
}

/**
 * What a function gives, as `const recent = (id) => list.filter(…)`: the callers in this file may count it, and others are
 * not seen; who waits for requests answers with it.
 */
function isReducedByCaller(source: SourceCode, result: Node, steps: number): boolean {
  const fn = functionAround(result);
  if (!fn) return true;
  const { parent } = fn;
  if (
    parent.type === AST_NODE_TYPES.CallExpression &&
    parent.callee !== fn &&
    callbackRole(source, parent, fn).kind === 'handler'
  )
    return false;
  const { calls, values, isExported } = callersOf(source, fn);
  return (
    isExported || values.length > 0 || calls.some((call) => isReduced(source, call, steps - 1))
  );
}

/** `new Set(list).size`, `Object.fromEntries(pairs)[id]` */
function isReducedAsMade(source: SourceCode, call: Call, list: Node, steps: number): boolean {
  const root = rootOf(call.callee);
  return (
    call.callee !== list &&
    root.type === AST_NODE_TYPES.Identifier &&
    CONVERTERS.has(root.name) &&
    isGlobal(source, root, root.name) &&
    (isByKey(source, call) || isReduced(source, call, steps - 1))
  );
}

/** `new Map(pairs)`, `Object.fromEntries(pairs)`: of the items of one key, the last one. */
function isByKey(source: SourceCode, { callee }: Call): boolean {
  return isGlobal(source, callee, 'Map') || calledName(source, callee) === 'fromEntries';
}

/** What makes something of a list that has its items. */
const CONVERTERS = new Set(['Array', 'Map', 'Object', 'Set', 'structuredClone']);

/** `list.filter(isNew).length`; `list.map(toText).join()` is a text of all items, and no figure. */
function isReducedBy(
  source: SourceCode,
  member: TSESTree.MemberExpression,
  steps: number,
): boolean {
  const call = member.parent;
  const isCalled = call.type === AST_NODE_TYPES.CallExpression && call.callee === member;
  const name = propertyName(source, member) ?? '';
  if (!isCalled || (!looksAtItems(name) && !/^(?:sort|reverse|at)$/u.test(name))) return true;
  return (
    call.arguments.some((argument) => isFunction(argument) && addsUp(source, argument)) ||
    (name === 'slice' && takesFirst(call) && !isByTime(source, member.object)) ||
    (name !== 'join' && isReduced(source, call, steps - 1))
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
    return looksAtItems(method) && isByTime(source, list.callee.object);
  return !someNode(
    source,
    order,
    (node) =>
      node.type === AST_NODE_TYPES.MemberExpression &&
      !TIMES.test(propertyName(source, node) ?? '') &&
      node.parent.type !== AST_NODE_TYPES.CallExpression,
  );
}
