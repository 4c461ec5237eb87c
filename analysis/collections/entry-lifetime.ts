/**
 * Whether the entries of a collection stand for something that begins and ends: jobs, sessions, listeners, connections.
 * Such an entry must go when its thing ends, and not before: a cap would take away what is still in use.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callbackRole } from '../lifetime/callback-roles.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { contains, functionAround, nodesOf } from '../syntax/traversal.ts';
import { namesRecords, namesThings, wordsForThings } from '../vocabulary/collection-words.ts';
import { isEndingName } from '../vocabulary/lifecycle-names.ts';
import { singularWordsOf } from '../vocabulary/words.ts';
import { isResourceClass, isResourceName, makesResource } from '../vocabulary/resource-names.ts';

/** Whether the name of a collection says that its entries are things that end; a cache of such things may forget. */
export function holdsThings(name: string): boolean {
  return namesThings(lastName(name));
}

/**
 * Whether the name of a collection says that its entries are records that the program must not forget: an evicted ban lets
 * somebody in, an evicted nonce lets a replay through. The name only adds to what the uses tell (eviction-safety.ts): a
 * collection that is filled here and asked in a file that is not seen has no use to judge by.
 */
export function holdsRecords(name: string): boolean {
  return namesRecords(lastName(name));
}

const lastName = (name: string) => name.slice(name.lastIndexOf('.') + 1);

/** A collection, as what may end its entries is looked for. */
export interface EntriesToEnd {
  /** Of the collection. */
  readonly name: string;
  /** The name of its key, if it has one. */
  readonly key: string | undefined;
  readonly additions: readonly Node[];
}

/** The function of this file that ends what the entries stand for, though it removes none of them. */
export function endingFunction(
  source: SourceCode,
  { name, key, additions }: EntriesToEnd,
): string | undefined {
  const things = wordsForThings(lastName(name));
  const isOfThing = (fn: string) =>
    isEndingName(fn) && singularWordsOf(fn).some((word) => things.includes(word));
  const takesKey = (fn: string, parameters: readonly TSESTree.Parameter[]) =>
    key !== undefined &&
    isEndingName(fn) &&
    parameters.some(
      (parameter) => parameter.type === AST_NODE_TYPES.Identifier && parameter.name === key,
    );
  for (const fn of nodesOf(source, AST_NODE_TYPES.FunctionDeclaration)) {
    if (fn.id && (isOfThing(fn.id.name) || takesKey(fn.id.name, fn.params))) return fn.id.name;
  }
  for (const { key: named, value } of nodesOf(source, AST_NODE_TYPES.MethodDefinition)) {
    if (
      named.type === AST_NODE_TYPES.Identifier &&
      (isOfThing(named.name) || takesKey(named.name, value.params))
    )
      return named.name;
  }
  for (const { id, init } of nodesOf(source, AST_NODE_TYPES.VariableDeclarator)) {
    if (
      init &&
      isFunction(init) &&
      id.type === AST_NODE_TYPES.Identifier &&
      (isOfThing(id.name) || takesKey(id.name, init.params))
    )
      return id.name;
  }
  return endingHandler(source, additions);
}

/**
 * `socket.on('disconnect', …)`, where an entry is added for that socket; a signal ends a call, and what is stored stands for
 * something else as a rule.
 */
function endingHandler(source: SourceCode, additions: readonly Node[]): string | undefined {
  for (const call of nodesOf(source, AST_NODE_TYPES.CallExpression)) {
    const callback = call.arguments.at(-1);
    if (!callback || !isFunction(callback)) continue;
    const scope = functionAround(call);
    if (scope && !additions.some((addition) => contains(scope, addition))) continue;
    const role = callbackRole(source, call, callback);
    if (role.kind === 'ending' && !/'(?:abort|error)'/u.test(role.name)) return role.name;
  }
  return undefined;
}

/**
 * What a value holds that must be closed, cleared or answered before it is let go, or undefined if nothing is seen.
 */
export function ownedResource(source: SourceCode, value: Node, depth = 3): string | undefined {
  const node = withoutWrappers(value);
  if (depth === 0) return undefined;
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
      return resourceNamed(source, node, depth);
    case AST_NODE_TYPES.AwaitExpression:
      return ownedResource(source, node.argument, depth);
    case AST_NODE_TYPES.NewExpression:
      return node.callee.type === AST_NODE_TYPES.Identifier && isResourceClass(node.callee.name)
        ? `new ${node.callee.name}`
        : undefined;
    case AST_NODE_TYPES.CallExpression: {
      const name = calledName(source, node.callee);
      return makesResource(name) ? name : undefined;
    }
    case AST_NODE_TYPES.ObjectExpression:
      return resourceIn(source, node, depth);
    default:
      return undefined;
  }
}

/** What a name says of itself, or what it was given. */
function resourceNamed(
  source: SourceCode,
  node: TSESTree.Identifier,
  depth: number,
): string | undefined {
  if (isResourceName(node.name)) return node.name;
  const definition = variableOf(source, node)?.defs[0]?.node as Node | undefined;
  const init =
    definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.id.type === AST_NODE_TYPES.Identifier
      ? definition.init
      : null;
  return init ? ownedResource(source, init, depth - 1) : undefined;
}

function resourceIn(
  source: SourceCode,
  { properties }: TSESTree.ObjectExpression,
  depth: number,
): string | undefined {
  for (const property of properties) {
    if (property.type !== AST_NODE_TYPES.Property) continue;
    const found = ownedResource(source, property.value, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
