/**
 * What is made to take the place of a collection, or of a value in it: whether it holds all of the old, and what else.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { givesAsMany } from '../vocabulary/collection-methods.ts';

export interface Contents {
  /** Whether all of the old is in it. */
  readonly hasOld: boolean;
  /** The keys of what else is in it; undefined for an item of a list. Those of an object that is spread are not told. */
  readonly keys: readonly (Node | undefined)[];
}

type Made = 'list' | 'object' | 'map' | 'set';

/**
 * `[...old, x]`, `old.concat(x)`, `{ ...old, [k]: x }`, `new Map([...old, [k, x]])`
 * @param isOld whether an expression names what the new value takes the place of
 * @param into what the contents go into
 */
export function contentsOf(
  source: SourceCode,
  made: Node,
  isOld: (expression: Node) => boolean,
  into: Made = 'list',
): Contents {
  const node = withoutWrappers(made);
  const all = (parts: readonly Node[], whole = into) =>
    together(
      parts.map((part) =>
        isOld(part) ? { hasOld: true, keys: [] } : contentsOf(source, part, isOld, whole),
      ),
    );
  switch (node.type) {
    case AST_NODE_TYPES.ArrayExpression:
      return together(
        node.elements.map((element) => {
          if (element?.type === AST_NODE_TYPES.SpreadElement) return all([element.argument]);
          return { hasOld: false, keys: element ? [keyOfItem(element, into)] : [] };
        }),
      );
    case AST_NODE_TYPES.ObjectExpression:
      return together(
        node.properties.map((property) => {
          if (property.type === AST_NODE_TYPES.SpreadElement)
            return all([property.argument], 'object');
          return { hasOld: false, keys: property.computed ? [property.key] : [] };
        }),
      );
    case AST_NODE_TYPES.NewExpression:
      if (isGlobal(source, node.callee, 'Map')) return all(node.arguments, 'map');
      if (isGlobal(source, node.callee, 'Set')) return all(node.arguments, 'set');
      break;
    case AST_NODE_TYPES.CallExpression: {
      if (isObjectAssign(source, node)) return all(node.arguments, 'object');
      const method =
        node.callee.type === AST_NODE_TYPES.MemberExpression
          ? propertyName(source, node.callee)
          : undefined;
      if (node.callee.type !== AST_NODE_TYPES.MemberExpression || method === undefined) break;
      if (method === 'concat') return all([node.callee.object, ...node.arguments]);
      if (givesAsMany(method)) return all([node.callee.object]);
    }
  }
  return { hasOld: false, keys: keysOfOther(node, into) };
}

function together(contents: readonly Contents[]): Contents {
  return {
    hasOld: contents.some(({ hasOld }) => hasOld),
    keys: contents.flatMap(({ keys }) => keys),
  };
}

function keyOfItem(item: Node, into: Made): Node | undefined {
  if (into === 'map' && item.type === AST_NODE_TYPES.ArrayExpression)
    return item.elements[0] ?? undefined;
  return into === 'list' ? undefined : item;
}

function keysOfOther(other: Node, into: Made): Contents['keys'] {
  if (into === 'object') return [];
  return [into === 'list' ? undefined : other];
}
