/**
 * What still looks at a response behind a statement that ends its body.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { ancestorsOf, contains } from '../../syntax/traversal.ts';
import { tellsOfWebBody } from '../../vocabulary/body-uses.ts';

/**
 * The first use that a statement before one that leaves a function would change: in what leaves, or in the `catch` and `finally`
 * that it may lead to, which may read the body on some path.
 */
export function useBehind(source: SourceCode, body: StreamBody, leave: Node): Node | undefined {
  const { fates } = body.uses;
  const shown = [...shownIn(body), ...stateReads(source, body)];
  const later = handlersAround(leave);
  return (
    shown.find((node) => [leave, ...later].some((part) => contains(part, node))) ??
    [...fates.keys()].find((node) => later.some((part) => contains(part, node)))
  );
}

/** Where the response or the error as a whole, or the body, is given to a log, which shows the state of the body. */
export function shownIn({ uses, path }: StreamBody): Node[] {
  return [...uses.ways].flatMap(([node, rest]) =>
    rest.length >= path.length - 1 &&
    (node.parent?.type === AST_NODE_TYPES.CallExpression ||
      node.parent?.type === AST_NODE_TYPES.Property)
      ? [node]
      : [],
  );
}

/** `response.bodyUsed`, `body.locked` */
export function stateReads(source: SourceCode, { uses, api }: StreamBody): Node[] {
  if (api.reads === 'nothing') return [];
  return [...uses.ways.keys()].filter(
    (node) =>
      node.parent?.type === AST_NODE_TYPES.MemberExpression &&
      node.parent.object === node &&
      tellsOfWebBody(propertyName(source, node.parent) ?? ''),
  );
}

/** What runs behind a statement that leaves its function: by what it throws, or always. */
function handlersAround(leave: Node): (TSESTree.CatchClause | TSESTree.BlockStatement)[] {
  const found: (TSESTree.CatchClause | TSESTree.BlockStatement)[] = [];
  let inner = leave;
  for (const ancestor of ancestorsOf(leave)) {
    if (isFunction(ancestor)) break;
    if (ancestor.type === AST_NODE_TYPES.TryStatement && ancestor.finalizer !== inner) {
      if (ancestor.handler && ancestor.handler !== inner) found.push(ancestor.handler);
      if (ancestor.finalizer) found.push(ancestor.finalizer);
    }
    inner = ancestor;
  }
  return found;
}
