/**
 * What the name of a collection tells of a key of which nothing else does.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { keyOfEntries } from '../keys/key-names.ts';
import type { KeyOrigin } from '../keys/key-queries.ts';
import type { Node } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';

/**
 * Where a key comes from by the name of its collection: `id`, or `${repo}#${id}`, of `processedComments` is of a comment.
 * @returns undefined if the name does not say that there are many
 */
export function namedByEntries(collection: string, key: Node): KeyOrigin | undefined {
  for (const part of partsOf(key)) {
    const called = keyOfEntries(collection, part);
    if (called !== undefined)
      return {
        kind: 'grows',
        text: `\`${part}\`, which is a \`${called}\`, as the name of the collection says`,
        by: 'name',
      };
  }
  return undefined;
}

/** The names that a key is, or is made of. */
function partsOf(key: Node): readonly string[] {
  const node = withoutWrappers(key);
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
      return [node.name];
    case AST_NODE_TYPES.TemplateLiteral:
      return node.expressions.flatMap(partsOf);
    case AST_NODE_TYPES.BinaryExpression:
      return [node.left, node.right].flatMap(partsOf);
    // `${repo}#${id}`.toLowerCase()
    case AST_NODE_TYPES.CallExpression:
      return node.callee.type === AST_NODE_TYPES.MemberExpression && node.arguments.length === 0
        ? partsOf(node.callee.object)
        : [];
    default:
      return [];
  }
}
