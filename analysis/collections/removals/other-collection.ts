/**
 * Code that goes through another collection, and takes the same keys out of this one: a key that is not in the other one
 * stays.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { functionWith } from '../../flow/arguments.ts';
import { patternOf } from '../../flow/call-sites.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, isModuleLevel, variableOf } from '../../syntax/bindings.ts';
import { isCall, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { functionAround, someNode } from '../../syntax/traversal.ts';
import {
  asksForItem,
  elementParameter,
  givesCollection,
  goesThroughEntries,
} from '../../vocabulary/collection-methods.ts';
import type { Change } from '../changes.ts';
import { initOf } from './conditions.ts';
import { isCalledForEach, ranging } from './keys.ts';
import type { Level } from './level.ts';
import { positionsOf } from './runners.ts';

/**
 * The collection whose keys a removal takes out of this one, if some addition adds a key without it.
 * @param places where the removal takes effect, from itself outwards
 */
export function goesThroughOther(
  level: Level,
  removal: Change,
  places: readonly Node[],
): Node | undefined {
  const key = removal.key ?? itemSought(level.source, removal.node);
  if (!key || ranging(level, removal) === 'loop' || isCalledForEach(level, places))
    return undefined;
  const other = collectionOf(level, key, places);
  return other && level.additions.some(({ node }) => !isKeptIn(level.source, node, other))
    ? other
    : undefined;
}

/** `id` of `list.splice(list.indexOf(id), 1)` */
function itemSought(source: SourceCode, node: Node): Node | undefined {
  const [at] = isCall(node) ? node.arguments : [];
  const search = at && withoutWrappers(initOf(source, at) ?? at);
  return search &&
    isCall(search) &&
    search.callee.type === AST_NODE_TYPES.MemberExpression &&
    asksForItem(propertyName(source, search.callee) ?? '', 'position')
    ? search.arguments[0]
    : undefined;
}

const MAX_STEPS = 12;

/** What has a key, another field or variable of the module than the collection itself, by loops, names and calls. */
function collectionOf(level: Level, key: Node, places: readonly Node[]): Node | undefined {
  const { source, uses } = level;
  let node: Node | undefined = key;
  let isListed = false;
  for (let step = 0; node && step < MAX_STEPS; step++) {
    node = withoutWrappers(node);
    if (someNode(source, node, (inner) => uses.isCollection(inner))) return undefined;
    const list = listIn(source, node);
    if (list) {
      isListed = true;
      node = list;
      continue;
    }
    if (isListed && isLasting(source, node)) return node;
    const { from, isElement } = cameFrom(source, node, places);
    isListed ||= isElement;
    node = from;
  }
  return undefined;
}

/** `sessions` of `Object.keys(sessions)`, `[...sessions.values()]`, `sessions.filter(isOld)` */
function listIn(source: SourceCode, node: Node): Node | undefined {
  if (node.type === AST_NODE_TYPES.ArrayExpression) {
    const [only] = node.elements;
    return only?.type === AST_NODE_TYPES.SpreadElement ? only.argument : undefined;
  }
  if (!isCall(node) || node.callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const { object } = node.callee;
  const method = propertyName(source, node.callee) ?? '';
  if (isGlobal(source, object, 'Object') || isGlobal(source, object, 'Array'))
    return /^(?:entries|from|keys|values)$/u.test(method) ? node.arguments[0] : undefined;
  return goesThroughEntries(method) || givesCollection(method) ? object : undefined;
}

/** A field, or a variable of the module. */
function isLasting(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.MemberExpression)
    return !node.computed && !(isCall(node.parent) && node.parent.callee === node);
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
  return variable?.defs[0]?.type === 'Variable' && isModuleLevel(variable);
}

interface Origin {
  readonly from: Node | undefined;
  /** Whether it is an element of that. */
  readonly isElement: boolean;
}

/** Where the value of a name, or of a part of it, is from: an element of what a loop goes through, what a call gives. */
function cameFrom(source: SourceCode, expression: Node, places: readonly Node[]): Origin {
  const root = rootOf(expression);
  const definition =
    root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root)?.defs[0] : undefined;
  if (definition?.type === 'Parameter') return givenFor(source, definition.name, places);
  const declarator = definition?.node as Node | undefined;
  if (declarator?.type !== AST_NODE_TYPES.VariableDeclarator) return NOWHERE;
  const loop = declarator.parent.parent;
  const isLoop =
    loop.type === AST_NODE_TYPES.ForOfStatement || loop.type === AST_NODE_TYPES.ForInStatement;
  return isLoop
    ? { from: loop.right, isElement: true }
    : { from: declarator.init ?? undefined, isElement: false };
}

const NOWHERE: Origin = { from: undefined, isElement: false };

/** `session` of `sessions.forEach((session) => …)`; of a function on the way outwards, what it is called with. */
function givenFor(source: SourceCode, parameter: Node, places: readonly Node[]): Origin {
  const fn = functionWith(parameter);
  if (!fn) return NOWHERE;
  const { parent } = fn;
  if (
    isCall(parent) &&
    parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    elementParameter(propertyName(source, parent.callee) ?? '') !== undefined
  )
    return { from: parent.callee.object, isElement: true };
  const at = places.findIndex((place) => functionAround(place) === fn);
  const call = places[at + 1];
  const index = fn.params.findIndex((candidate) => patternOf(candidate) === parameter);
  return at >= 0 && call && isCall(call)
    ? { from: call.arguments[index], isElement: false }
    : NOWHERE;
}

/** Whether code that adds looks into another collection, or adds to it as well: by a key. */
function isKeptIn(source: SourceCode, addition: Node, other: Node): boolean {
  const name = nameOf(source, other);
  const functions = positionsOf(source, addition).flatMap(({ places }) =>
    places.flatMap((place) => functionAround(place) ?? []),
  );
  return functions.some(({ body }) =>
    someNode(
      source,
      body,
      (node) =>
        (node.type === AST_NODE_TYPES.Identifier ||
          node.type === AST_NODE_TYPES.MemberExpression) &&
        nameOf(source, node) === name &&
        isAskedByKey(source, node),
    ),
  );
}

/** `sessions[id]`, `sessions.get(id)`, `sessions.push(session)`, but not `sessions = {}`, `sessions.forEach(tell)` */
function isAskedByKey(source: SourceCode, node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== node) return false;
  return (
    parent.computed ||
    (isCall(parent.parent) &&
      parent.parent.arguments.length > 0 &&
      elementParameter(propertyName(source, parent) ?? '') === undefined)
  );
}

function nameOf(source: SourceCode, node: Node): string | undefined {
  return node.type === AST_NODE_TYPES.Identifier
    ? node.name
    : node.type === AST_NODE_TYPES.MemberExpression
      ? propertyName(source, node)
      : undefined;
}

/** `ids` of `ids[at]`, `session` of `session.data.id` */
function rootOf(expression: Node): Node {
  let node = withoutWrappers(expression);
  while (node.type === AST_NODE_TYPES.MemberExpression) node = withoutWrappers(node.object);
  return node;
}
