/**
 * Functions that make a thing but once, however often they run: those that look whether it is there already.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { writesTo } from '../syntax/assignments.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName, sameReference } from '../syntax/references.ts';
import {
  ancestorsOf,
  contains,
  functionAround,
  isInConstructor,
  someNode,
  walk,
} from '../syntax/traversal.ts';
import { storingInCache } from '../vocabulary/collection-methods.ts';
import { keepsWhatIsMade } from '../vocabulary/callback-takers.ts';

/** How far a value may be followed to what it is made with. */
const MAX_STEPS = 3;

/** Whether what a node makes is kept, and made no more while it is there. */
export function isMadeOnce(source: SourceCode, node: Node): boolean {
  const fn = functionAround(node);
  if (!fn) return false;
  return isRunOnce(source, fn) || keepingStores(source, fn, node).length > 0;
}

/**
 * The key under which what a node makes is kept: it is made once for each.
 * @returns undefined if it is made but once, or is not kept
 */
export function keyOfKept(source: SourceCode, node: Node): Node | undefined {
  const fn = functionAround(node);
  if (!fn || isRunOnce(source, fn)) return undefined;
  const keys = keepingStores(source, fn, node).map(({ key }) => key);
  return keys.includes(undefined) ? undefined : keys[0];
}

/** Where the function keeps what a node makes, for the next time. */
function keepingStores(source: SourceCode, fn: FunctionNode, node: Node): readonly Store[] {
  const byDefault = [...ancestorsOf(node)].flatMap((ancestor) =>
    isDefaultAssignment(source, ancestor, node) ? [assigned(ancestor)] : [],
  );
  return byDefault.length > 0 ? byDefault : guardedStores(source, fn, node);
}

function isRunOnce(source: SourceCode, fn: FunctionNode): boolean {
  const call = fn.parent;
  if (call.type !== AST_NODE_TYPES.CallExpression || call.callee === fn) return false;
  // `server.once('listening', …)` is an event that comes once, too.
  return keepsWhatIsMade(calledName(source, withoutWrappers(call.callee)));
}

/** `agent ??= …`, `agent = agent || …`, `cached || (cached = …)`, `pools[key] ??= …` */
function isDefaultAssignment(
  source: SourceCode,
  ancestor: Node,
  node: Node,
): ancestor is TSESTree.AssignmentExpression {
  if (
    ancestor.type !== AST_NODE_TYPES.AssignmentExpression ||
    !contains(ancestor.right, node) ||
    !outlives(source, ancestor.left, node)
  )
    return false;
  if (ancestor.operator === '??=' || ancestor.operator === '||=') return true;
  const { parent } = ancestor;
  if (
    parent.type === AST_NODE_TYPES.LogicalExpression &&
    parent.right === ancestor &&
    isSameText(source, parent.left, ancestor.left)
  )
    return true;
  return (
    ancestor.right.type === AST_NODE_TYPES.LogicalExpression &&
    isSameText(source, ancestor.right.left, ancestor.left)
  );
}

/** Where the function stores what it makes, if it looks there before the node, and that outlives its call. */
function guardedStores(source: SourceCode, fn: FunctionNode, node: Node): Store[] {
  const looked: Node[] = [];
  const stored: Store[] = [];
  walk(source, fn.body, (inner) => {
    if (isFunction(inner) && !contains(inner, node)) return false;
    if (
      inner.type === AST_NODE_TYPES.IfStatement ||
      inner.type === AST_NODE_TYPES.ConditionalExpression
    ) {
      if (inner.range[0] < node.range[0] && !contains(inner.test, node))
        looked.push(...mentioned(source, inner.test, node));
    } else if (inner.type === AST_NODE_TYPES.LogicalExpression && contains(inner.right, node))
      looked.push(...mentioned(source, inner.left, node));
    else if (inner.type === AST_NODE_TYPES.AssignmentExpression) stored.push(assigned(inner));
    else if (inner.type === AST_NODE_TYPES.CallExpression) stored.push(...storedBy(source, inner));
    return true;
  });
  return stored.filter(
    ({ target, value }) =>
      looked.some((place) => isPartOf(source, target, place)) && holds(source, value, node),
  );
}

interface Store {
  readonly target: Node;
  readonly value: Node;
  /** Under which the value is stored in the target, if under one. */
  readonly key?: Node | undefined;
}

function assigned({ left, right }: TSESTree.AssignmentExpression): Store {
  const target = withoutWrappers(left);
  const isKeyed = target.type === AST_NODE_TYPES.MemberExpression && target.computed;
  return { target: left, value: right, ...(isKeyed ? { key: target.property } : {}) };
}

function storedBy(
  source: SourceCode,
  { callee, arguments: given }: TSESTree.CallExpression,
): Store[] {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return [];
  const storing = storingInCache(propertyName(source, callee) ?? '');
  if (!storing) return [];
  const key = storing.from > 0 ? given[0] : undefined;
  return given.slice(storing.from).map((value) => ({ target: callee.object, value, key }));
}

/** Whether a value is what a node makes, or something that is made with it; an instance is, in its constructor. */
function holds(source: SourceCode, value: Node, node: Node, steps = 0): boolean {
  if (contains(value, node)) return true;
  if (value.type === AST_NODE_TYPES.ThisExpression) return isInConstructor(node);
  if (steps > MAX_STEPS) return false;
  return someNode(source, value, (inner) => {
    const variable =
      inner.type === AST_NODE_TYPES.Identifier && !isPartTaken(inner)
        ? variableOf(source, inner)
        : undefined;
    if (!variable) return false;
    const given = [
      ...variable.defs.map((definition) =>
        definition.node.type === AST_NODE_TYPES.VariableDeclarator &&
        definition.node.id.type === AST_NODE_TYPES.Identifier
          ? definition.node.init
          : null,
      ),
      ...writesTo(variable),
    ];
    return given.some((made) => made && made !== value && holds(source, made, node, steps + 1));
  });
}

/** `response.data`, of a request with the agent that is made: it does not hold what it was made with. */
function isPartTaken(name: TSESTree.Identifier): boolean {
  return name.parent.type === AST_NODE_TYPES.MemberExpression && name.parent.object === name;
}

/** The places that outlive the call and that a test looks at, also by a variable that was read from one. */
function mentioned(source: SourceCode, test: Node, node: Node): Node[] {
  const places: Node[] = [];
  const look = (root: Node, isAgain: boolean): void => {
    walk(source, root, (inner) => {
      if (
        inner.type !== AST_NODE_TYPES.Identifier &&
        inner.type !== AST_NODE_TYPES.MemberExpression
      )
        return !isFunction(inner);
      if (outlives(source, inner, node)) places.push(inner);
      const definition =
        inner.type === AST_NODE_TYPES.Identifier
          ? (variableOf(source, inner)?.defs[0]?.node as Node | undefined)
          : undefined;
      if (definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init && !isAgain)
        look(definition.init, true);
      return true;
    });
  };
  look(test, false);
  return places;
}

/** Whether a name, or what a property hangs on, is not a variable of the function's own. */
function outlives(source: SourceCode, place: Node, node: Node): boolean {
  const inner = withoutWrappers(place);
  if (inner.type === AST_NODE_TYPES.MemberExpression) return outlives(source, inner.object, node);
  // An instance that is being made has nothing yet.
  if (inner.type === AST_NODE_TYPES.ThisExpression) return !isInConstructor(node);
  if (inner.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, inner);
  const fn = functionAround(node);
  return variable !== undefined && fn !== undefined && !contains(fn, variable.scope.block);
}

/** `agents` of `agents.get(key)`, `agents[key]` of `agents[key] = agent`. */
function isPartOf(source: SourceCode, target: Node, place: Node): boolean {
  if (isSameText(source, target, place)) return true;
  const inner = withoutWrappers(target);
  return (
    inner.type === AST_NODE_TYPES.MemberExpression &&
    inner.computed &&
    isSameText(source, inner.object, place)
  );
}

function isSameText(source: SourceCode, a: Node, b: Node): boolean {
  const [one, other] = [withoutWrappers(a), withoutWrappers(b)];
  return sameReference(source, one, other) || source.getText(one) === source.getText(other);
}
