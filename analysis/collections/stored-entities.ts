/**
 * Entries that are added only where a store, or a disk, has something of their key: as many as that has.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf } from '../flow/path-conditions.ts';
import { keySetOf } from '../keys/key-names.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { calledName, sameReference } from '../syntax/references.ts';
import { someNode } from '../syntax/traversal.ts';
import { saysItReads } from '../vocabulary/function-names.ts';
import { namesOwner, readsStore } from '../vocabulary/removal-words.ts';
import { singularWordsOf, wordsOf } from '../vocabulary/words.ts';
import type { Change } from './changes.ts';

/**
 * What is stored of the key of an addition, which is not made where nothing is: `dataset`. People, sessions and messages are
 * stored, too, and are many.
 */
export function storedEntity(
  source: SourceCode,
  { node }: Change,
  key: Node | undefined,
): string | undefined {
  const name = key && nameOf(source, key);
  if (name === undefined) return undefined;
  const words = singularWordsOf(name).filter((word) => !/^(?:id|key)$/u.test(word));
  const thing = words.at(-1) ?? 'entity';
  if (keySetOf(name) === 'many' && !namesOwner(thing)) return undefined;
  const isThere = conditionsAt(node)
    .flatMap(partsOf)
    .some(({ test, holds }) => holdsRow(source, test, holds, key!));
  return isThere ? `stored ${thing}` : undefined;
}

function nameOf(source: SourceCode, key: Node): string | undefined {
  const node = withoutWrappers(key);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  return node.type === AST_NODE_TYPES.MemberExpression ? calledName(source, node) : undefined;
}

/** `if (!row) return;`, `if (rows.length > 0)`, of what is read by the key: `await db.guilds.findOne({ id })`. */
function holdsRow(source: SourceCode, test: Node, holds: boolean, key: Node): boolean {
  const node = withoutWrappers(test);
  if (node.type === AST_NODE_TYPES.BinaryExpression) {
    const isEmpty = /^(?:0|null|undefined)$/u.test(source.getText(node.right));
    const isThere = /^(?:!==?|>)$/u.test(node.operator);
    return (
      isEmpty &&
      (isThere || /^===?$/u.test(node.operator)) &&
      isThere === holds &&
      isRead(source, withoutLength(source, node.left), key)
    );
  }
  return holds && isRead(source, withoutLength(source, node), key);
}

function withoutLength(source: SourceCode, expression: Node): Node {
  const node = withoutWrappers(expression);
  return node.type === AST_NODE_TYPES.MemberExpression &&
    /^(?:length|rows|rowCount|size)$/u.test(calledName(source, node))
    ? withoutLength(source, node.object)
    : node;
}

/** Whether a name stands for what a store gives for a key. */
function isRead(source: SourceCode, expression: Node, key: Node): boolean {
  const node = withoutWrappers(expression);
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
  const declarator = variable?.defs[0]?.node as Node | undefined;
  const given =
    node.type === AST_NODE_TYPES.Identifier
      ? declarator?.type === AST_NODE_TYPES.VariableDeclarator
        ? declarator.init
        : undefined
      : node;
  if (!given) return false;
  const call = withoutAwait(given);
  if (call.type !== AST_NODE_TYPES.CallExpression) return false;
  const name = calledName(source, call.callee);
  const isAwaited = withoutWrappers(given).type === AST_NODE_TYPES.AwaitExpression;
  return (
    (readsStore(name) || (isAwaited && saysItReads(wordsOf(name)))) &&
    call.arguments.some((argument) =>
      someNode(source, argument, (inner) => sameReference(source, inner, withoutWrappers(key))),
    )
  );
}

/** `(await pool.query(sql, [id])).rows`, `await Guild.findOne({ id }).lean()` */
function withoutAwait(expression: Node): Node {
  let node = withoutWrappers(expression);
  for (;;) {
    if (node.type === AST_NODE_TYPES.AwaitExpression) node = withoutWrappers(node.argument);
    else if (node.type === AST_NODE_TYPES.MemberExpression) node = withoutWrappers(node.object);
    else if (
      node.type === AST_NODE_TYPES.CallExpression &&
      node.arguments.length === 0 &&
      node.callee.type === AST_NODE_TYPES.MemberExpression
    )
      node = withoutWrappers(node.callee.object);
    else return node;
  }
}
