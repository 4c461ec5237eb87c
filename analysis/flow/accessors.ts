/**
 * Getters and setters: what an object has by the functions that are run as it is read and written.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { functionAround } from '../syntax/traversal.ts';
import { patternOf, resultsOf } from './call-sites.ts';
import { contentOf, load, store, type Edge } from './edges.ts';

/** What getters give the objects that have them, and what these give setters. */
export function accessorEdges(source: SourceCode, node: Node): readonly Edge[] {
  return accessorsAt(node).flatMap(({ hub, accessor }) => {
    const fn = accessor.value;
    if (!isFunction(fn)) return [];
    const content = contentOf(source, accessor);
    if (accessor.kind === 'get')
      return resultsOf(source, fn).map((result): Edge => ({
        from: result.node,
        to: hub,
        steps: [...result.steps, store(content)],
      }));
    const [parameter] = fn.params;
    return parameter ? [{ from: hub, to: patternOf(parameter), steps: [load(content)] }] : [];
  });
}

interface Accessor {
  readonly hub: Node;
  readonly accessor: TSESTree.Property | TSESTree.MethodDefinition;
}

/** The accessors of an object, or the one that a node is a result or the parameter of. */
function accessorsAt(node: Node): readonly Accessor[] {
  if (node.type === AST_NODE_TYPES.ObjectExpression)
    return node.properties.flatMap((property) => accessorOf(property) ?? []);
  if (node.type === AST_NODE_TYPES.ClassBody || isClass(node)) {
    const body = node.type === AST_NODE_TYPES.ClassBody ? node : node.body;
    return body.body.flatMap((member) => accessorOf(member) ?? []);
  }
  const fn =
    node.type === AST_NODE_TYPES.ReturnStatement
      ? functionAround(node)
      : node.parent && isFunction(node.parent)
        ? node.parent
        : undefined;
  const own = fn && accessorOf(fn.parent);
  return own ? [own] : [];
}

function accessorOf(node: Node): Accessor | undefined {
  const isMember =
    node.type === AST_NODE_TYPES.Property || node.type === AST_NODE_TYPES.MethodDefinition;
  if (!isMember || (node.kind !== 'get' && node.kind !== 'set')) return undefined;
  if (node.type === AST_NODE_TYPES.Property)
    return node.parent.type === AST_NODE_TYPES.ObjectExpression
      ? { hub: node.parent, accessor: node }
      : undefined;
  return { hub: node.static ? node.parent.parent : node.parent, accessor: node };
}
