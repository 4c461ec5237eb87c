/**
 * Why a use of a Map or a Set would mean something else of an `LRUCache`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Collection } from '../../../collections/collections.ts';
import { isResultUsed } from '../../../collections/result-uses.ts';
import type { Access } from '../../../collections/accesses.ts';
import type { Use } from '../../../collections/uses.ts';
import { valuesOf } from '../../../flow/values.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isGlobal, variableOf } from '../../../syntax/bindings.ts';
import { isCall, isFunction, withoutWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf } from '../../../syntax/traversal.ts';
import { goesThroughEntries, sameInLru } from '../../../vocabulary/collection-methods.ts';
import { LRU_CLASS } from './lru-package.ts';

/** The calls of a Set are rewritten; under another name, a parameter's say, they may be those of another Set as well. */
export function reasonInName({ node }: Use, { kind, names }: Collection): string | undefined {
  if (kind !== 'set' || names.includes(withoutWrappers(node))) return undefined;
  return `it goes by another name, too (line ${node.loc.start.line}), whose calls may be those of another Set`;
}

export function reasonInUse(
  source: SourceCode,
  { node, access }: Use,
  kind: 'map' | 'set',
  max: number,
): string | undefined {
  const at = `line ${node.loc.start.line}`;
  switch (access.kind) {
    case 'call':
      return reasonInCall(source, access, kind, at);
    case 'size':
      return reasonInSize(source, node.parent!, max, at);
    case 'iterate':
      return access.by === 'for-of'
        ? reasonInIteration(at)
        : `a copy of its entries is made (${at}), in their order`;
    case 'escape':
      return reasonInEscape(access.how, kind, at);
    case 'replace':
      return makesSame(source, access.assignment.right, kind)
        ? undefined
        : `it is replaced by something else (${at})`;
    case 'alias':
      return reasonInAlias(source, node, at);
    case 'write':
    case 'delete':
      return `a property of it is written (${at})`;
    case 'read':
      return node.parent?.type === AST_NODE_TYPES.MemberExpression
        ? `a property of it is read without a call (${at}), which may be used in any way`
        : undefined;
    default:
      return undefined;
  }
}

function reasonInEscape(
  how: Extract<Access, { kind: 'escape' }>['how'],
  kind: 'map' | 'set',
  at: string,
): string {
  if (how === 'type-tested') return `it is tested with \`instanceof\` (${at})`;
  if (how === 'serialised') return `it is serialised or printed (${at})`;
  return how === 'held'
    ? `an object or a list has it (${at}), whose type may say that it is a ${kind === 'map' ? 'Map' : 'Set'}`
    : `it is ${how} (${at}), where its use is not seen`;
}

/**
 * Each loop is refused: a `get` or `set` in it moves the entry to the front, so that the loop never ends; a `delete`
 * lets it come by the same entries again; a key `undefined` is left out; and the order of what the loop does is the
 * other way round (lru-cache 11.5.3, test/facts/lru-cache.test.ts).
 */
function reasonInIteration(at: string): string {
  return `a loop goes through its entries (${at}): \`${LRU_CLASS}\` gives them from the latest used to the oldest, and a \`get\` in the loop would never let it end`;
}

/** Under another name a Map is used as it is, unless that name, a parameter or a result is declared as a Map. */
export function reasonInAlias(source: SourceCode, node: Node, at: string): string | undefined {
  return aliasTypes(source, node).some(Boolean)
    ? `it is given to a name with a type of its own (${at})`
    : undefined;
}

/** The types that are written where a value goes. */
function aliasTypes(source: SourceCode, node: Node): unknown[] {
  const typeOf = (declared: Node | undefined) =>
    (declared as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator) return [typeOf(parent.id)];
  if (
    parent?.type === AST_NODE_TYPES.AssignmentExpression &&
    parent.left.type === AST_NODE_TYPES.Identifier
  )
    return variableOf(source, parent.left)?.identifiers.map(typeOf) ?? [];
  if (isCall(parent)) {
    const index = parent.arguments.indexOf(node as TSESTree.Expression);
    return valuesOf(source, parent.callee).map((value) =>
      value.kind === 'node' && isFunction(value.node)
        ? typeOf(value.node.params[index])
        : undefined,
    );
  }
  const fn = [...ancestorsOf(node)].find((ancestor) => isFunction(ancestor));
  return fn && isFunction(fn) ? [fn.returnType] : [];
}

export function makesSame(source: SourceCode, right: Node, kind: 'map' | 'set'): boolean {
  return (
    right.type === AST_NODE_TYPES.NewExpression &&
    isGlobal(source, right.callee, kind === 'map' ? 'Map' : 'Set')
  );
}

type CollectionCall = Pick<Extract<Access, { kind: 'call' }>, 'method' | 'call'>;

function reasonInCall(
  source: SourceCode,
  { method, call }: CollectionCall,
  kind: 'map' | 'set',
  at: string,
): string | undefined {
  if (call.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement))
    return `the arguments of \`${method}\` are spread (${at})`;
  if (method === 'add' && call.arguments.length === 0) return `\`add\` is given nothing (${at})`;
  // `LRUCache` takes options behind the arguments of a Map.
  const taken = sameInLru(method, kind);
  if (taken === undefined) return reasonInOtherCall({ method, call }, kind, at);
  if (call.arguments.length > taken)
    return `\`${method}\` is given more than it takes (${at}), which \`${LRU_CLASS}\` would use`;
  return (method === 'set' || method === 'add') && isHandedOn(source, call)
    ? `what \`${method}\` gives back is used (${at}), which is the collection under another name`
    : undefined;
}

/** Why a call means something else in a cache, or goes through the entries in another order. */
function reasonInOtherCall(
  { method, call }: CollectionCall,
  kind: 'map' | 'set',
  at: string,
): string {
  if (!goesThroughEntries(method))
    return `\`${LRU_CLASS}\` has no \`${method}\` of the same meaning (${at})`;
  if (method === 'forEach' && kind === 'set')
    return `\`forEach\` of a Set has other arguments (${at})`;
  if (kind === 'set' && method === 'entries')
    return `\`entries\` of a Set has other values (${at})`;
  const { parent } = call;
  if (
    method === 'forEach' ||
    (parent.type === AST_NODE_TYPES.ForOfStatement && parent.right === call)
  )
    return reasonInIteration(at);
  return `its order is relied on, or its entries are copied (${at}): \`${LRU_CLASS}\` goes through them from the latest used to the oldest`;
}

/** `const same = cache.set(…)`; in `cache.set(…).set(…)` it is followed, and an arrow function seldom means to give it. */
function isHandedOn(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const isFollowed =
    call.parent.type === AST_NODE_TYPES.MemberExpression ||
    call.parent.type === AST_NODE_TYPES.ArrowFunctionExpression;
  return !isFollowed && isResultUsed(source, call);
}

/** A comparison tells the same as long as the size that it asks for is below the cap. */
export function reasonInSize(
  source: SourceCode,
  size: Node,
  max: number,
  at: string,
): string | undefined {
  const { parent } = size;
  if (
    parent?.type !== AST_NODE_TYPES.BinaryExpression ||
    !/^(?:[<>]=?|[!=]==?)$/u.test(parent.operator)
  )
    return `its size is shown or handed on (${at}), and with a cap it would no longer count all that was added: if that count is needed, keep it in a variable of its own`;
  const limits = valuesOf(source, parent.left === size ? parent.right : parent.left).map((value) =>
    value.kind === 'node' &&
    value.node.type === AST_NODE_TYPES.Literal &&
    typeof value.node.value === 'number'
      ? value.node.value
      : undefined,
  );
  if (limits.length === 0 || limits.includes(undefined))
    return `its size is compared with a limit that is not seen (${at})`;
  const limit = Math.max(...limits.flatMap((one) => one ?? []));
  return limit < max
    ? undefined
    : `its size is compared with ${limit} (${at}), which a cap of ${max} entries would falsify`;
}
