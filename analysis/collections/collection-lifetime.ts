/**
 * How long a collection lives: as long as what holds it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callFrequency } from '../lifetime/call-frequency.ts';
import type { Lifetime, LifetimeQueries } from '../lifetime/lifetime-queries.ts';
import { instanceLifetime, lifetimeOf } from '../lifetime/object-lifetime.ts';
import { conditionsAt } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isClass } from '../syntax/nodes.ts';
import { sameReference } from '../syntax/references.ts';
import { isAtModuleLevel, someNode } from '../syntax/traversal.ts';
import type { Collection } from './collections.ts';

const OF_MODULE: Lifetime = { kind: 'lasting', why: 'the module keeps it' };

/** How long a collection lives that a file keeps in a name, a field or a property. */
export function collectionLifetime(
  source: SourceCode,
  { root, declaration, madeIn }: Pick<Collection, 'root' | 'declaration' | 'madeIn'>,
  project: LifetimeQueries,
): Lifetime {
  if (root.kind === 'variable')
    return madeIn ? lifetimeOf(source, declaration, project) : OF_MODULE;
  if (root.kind === 'export') return OF_MODULE;
  const { owner, isStatic } = root;
  if (owner.type === AST_NODE_TYPES.ObjectExpression)
    return isAtModuleLevel(owner) ? OF_MODULE : lifetimeInObject(source, owner, project);
  if (!isStatic) return instanceLifetime(source, owner, project);
  return !isClass(owner) || isAtModuleLevel(owner) ? OF_MODULE : lifetimeOf(source, owner, project);
}

function lifetimeInObject(source: SourceCode, owner: Node, project: LifetimeQueries): Lifetime {
  const life = lifetimeOf(source, owner, project);
  const { kind, isAssumed } = callFrequency(source, owner, project);
  return life.kind === 'lasting' &&
    kind === 'often' &&
    isAssumed !== true &&
    isReplaced(source, owner)
    ? { kind: 'unknown', why: `line ${owner.loc.start.line} puts a new one in its place each time` }
    : life;
}

/** `note = { tags: [] }`, whether or not there is one by then: the next one takes its place. */
function isReplaced(source: SourceCode, made: Node): boolean {
  const { parent } = made;
  if (
    parent?.type !== AST_NODE_TYPES.AssignmentExpression ||
    parent.operator !== '=' ||
    parent.right !== made ||
    parent.parent.type !== AST_NODE_TYPES.ExpressionStatement
  )
    return false;
  const { left } = parent;
  return !conditionsAt(parent).some(({ test }) =>
    someNode(source, test, (node) => sameReference(source, node, left)),
  );
}
