/**
 * Whether the lists under the keys of a Map may go as a whole, with their keys: nobody decides by one whether it is there, and
 * what is read of one is only shown.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import type { Use } from '../../../collections/uses.ts';
import type { Node } from '../../../source/source-code.ts';
import { withWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains, someNode } from '../../../syntax/traversal.ts';
import { decidesAddition, isStoredAgain } from './list-reads.ts';
import { isLast, readsTail } from './list-ends.ts';
import { isOnlyShown } from './list-shows.ts';
import type { Limits, Subject } from './strategy.ts';

/** Why a list must not go with its key. */
export function reasonInWholeLists(subject: Subject, { max }: Limits): string | undefined {
  const decided = subject.uses.all.find((use) => decidesByList(subject, use, max));
  return (
    decided &&
    `line ${decided.node.loc.start.line} decides by a list, or by whether there is one, and would decide otherwise once the list of a key is removed. Pass \`--evict\` (the option \`evict\` of the rule) to cap it all the same`
  );
}

function decidesByList(subject: Subject, { level, path, node, access }: Use, max: number): boolean {
  const { source, changes, uses } = subject;
  const { additions } = changes;
  if (level === 0) {
    if (access.kind !== 'call') return false;
    const { method, call } = access;
    return (
      (method === 'has' && !decidesAddition(call, additions)) ||
      (method === 'get' && hasOtherDefault(call, uses.isCollection))
    );
  }
  if (level !== 1 || path !== '') return false;
  switch (access.kind) {
    case 'test':
    case 'size':
      return !isOnlyAsked(subject, access.kind === 'size' ? node.parent! : node, additions);
    case 'call':
      return (
        readsTail({ source, additions }, access, max) &&
        (isInTest(access.call) || !isOnlyShown(source, access.call))
      );
    case 'read': {
      const { parent } = node;
      return (
        parent?.type === AST_NODE_TYPES.MemberExpression &&
        isLast({ source, additions }, parent) &&
        (isInTest(parent) || !isOnlyShown(source, parent))
      );
    }
    default:
      return false;
  }
}

/** `last.at > since ? 'slow down' : 'go'` */
function isInTest(node: Node): boolean {
  return [...ancestorsOf(node)].some(
    (ancestor) =>
      (ancestor.type === AST_NODE_TYPES.IfStatement ||
        ancestor.type === AST_NODE_TYPES.ConditionalExpression) &&
      contains(ancestor.test, node),
  );
}

/** `history.get(id) ?? null`: not `?? []`, nor what is stored in its place. */
function hasOtherDefault(list: Node, isCollection: (node: Node) => boolean): boolean {
  const node = withWrappers(list);
  const { parent } = node;
  if (
    parent?.type !== AST_NODE_TYPES.LogicalExpression ||
    parent.left !== node ||
    parent.operator === '&&'
  )
    return false;
  const { right } = parent;
  const isEmptyList = right.type === AST_NODE_TYPES.ArrayExpression && right.elements.length === 0;
  return !isEmptyList && !isStoredAgain(right, isCollection);
}

/** `if (!list) index.set(key, [])`, `if (list.length > 0) return res.json(list)` */
function isOnlyAsked(
  { source, uses }: Subject,
  asked: Node,
  additions: readonly Change[],
): boolean {
  if (decidesAddition(asked, additions)) return true;
  const statement = [...ancestorsOf(asked)].find(
    (ancestor): ancestor is TSESTree.IfStatement => ancestor.type === AST_NODE_TYPES.IfStatement,
  );
  return (
    statement !== undefined &&
    contains(statement.test, asked) &&
    !statement.alternate &&
    someNode(
      source,
      statement.consequent,
      (inner) => uses.isValue(inner) && isOnlyShown(source, inner),
    )
  );
}
