/**
 * What the code asks of a connection, or of the state of a stream, where the fix has destroyed that already.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Remedy } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf, type Variable } from '../../syntax/bindings.ts';
import { withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { ancestorsOf, contains, functionAround, walk } from '../../syntax/traversal.ts';
import { tellsOfConnection } from '../../vocabulary/body-uses.ts';

/**
 * The remedy, unless the code would be told something else behind it.
 * @param leaves the statements before each of which a stream is destroyed; none if it is destroyed once for all
 */
export function unlessAskedBehind(
  source: SourceCode,
  body: StreamBody,
  remedy: Remedy,
  leaves: readonly Node[],
): Remedy {
  if (!('edits' in remedy) || remedy.edits.length === 0) return remedy;
  const first = Math.min(...remedy.edits.map(({ range }) => range[0]));
  const read = readsOfConnection(source, body).find(
    (node) =>
      node.range[0] >= first &&
      (leaves.length === 0 || isInFinalizer(node) || leaves.some((leave) => contains(leave, node))),
  );
  return read
    ? {
        refusal: `line ${read.loc.start.line} asks for \`${propertyName(source, read) ?? ''}\` behind it, which tells something else of a stream that is destroyed: call \`destroy()\` once that is done`,
      }
    : remedy;
}

/** `response.request.socket`, `data.readable`, `const { socket } = response.request`: of what the function has itself. */
function readsOfConnection(
  source: SourceCode,
  { arrival, uses }: StreamBody,
): (TSESTree.MemberExpression | TSESTree.Property)[] {
  const scope = arrival.kind === 'function' ? arrival.node : functionAround(arrival.node);
  const own = new Set<Variable | undefined>();
  for (const node of uses.ways.keys())
    if (node.type === AST_NODE_TYPES.Identifier) own.add(variableOf(source, node));
  const found: (TSESTree.MemberExpression | TSESTree.Property)[] = [];
  walk(source, scope ?? source.ast, (node) => {
    const isRead =
      node.type === AST_NODE_TYPES.MemberExpression ||
      (node.type === AST_NODE_TYPES.Property && node.parent.type === AST_NODE_TYPES.ObjectPattern);
    if (!isRead || !tellsOfConnection(propertyName(source, node) ?? '')) return true;
    const root = rootOf(node);
    const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root) : undefined;
    const declared = variable?.defs[0];
    const isLocal = declared?.type === 'Variable' && functionAround(declared.node) === scope;
    if (own.has(variable) || isLocal || !variable) found.push(node);
    return true;
  });
  return found;
}

/** The name that a member or a pattern begins with. */
function rootOf(node: Node): Node {
  let root: Node = node;
  for (;;) {
    root = withoutWrappers(root);
    if (root.type === AST_NODE_TYPES.MemberExpression) root = root.object;
    else if (root.type === AST_NODE_TYPES.CallExpression) root = root.callee;
    else if (root.type === AST_NODE_TYPES.Property || root.type === AST_NODE_TYPES.ObjectPattern)
      root = root.parent;
    else if (root.type === AST_NODE_TYPES.VariableDeclarator && root.init) root = root.init;
    else return root;
  }
}

function isInFinalizer(node: Node): boolean {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.TryStatement && ancestor.finalizer === inner) return true;
    inner = ancestor;
  }
  return false;
}
