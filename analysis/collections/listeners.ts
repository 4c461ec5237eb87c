/**
 * Whether what is added to a list is a function that somebody registers: as a service starts, more often than not.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { namesListener } from '../vocabulary/collection-words.ts';
import type { Change } from './changes.ts';

/** `listeners.get(event).push(callback)`, `hooks.push({ name, run: handler })` */
export function addsListener({ node }: Pick<Change, 'node'>): boolean {
  return node.type === AST_NODE_TYPES.CallExpression && node.arguments.some(isListener);
}

function isListener(argument: Node): boolean {
  const node = withoutWrappers(argument);
  if (node.type === AST_NODE_TYPES.Identifier) return namesListener(node.name);
  return (
    isFunction(node) ||
    (node.type === AST_NODE_TYPES.ObjectExpression &&
      node.properties.some(
        (property) => property.type === AST_NODE_TYPES.Property && isListener(property.value),
      ))
  );
}
