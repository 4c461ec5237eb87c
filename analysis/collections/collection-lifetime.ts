/**
 * How long a collection lives: as long as what holds it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Lifetime, LifetimeQueries } from '../lifetime/lifetime-queries.ts';
import { instanceLifetime, lifetimeOf } from '../lifetime/object-lifetime.ts';
import type { SourceCode } from '../source/source-code.ts';
import { isClass } from '../syntax/nodes.ts';
import { isAtModuleLevel } from '../syntax/traversal.ts';
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
    return isAtModuleLevel(owner) ? OF_MODULE : lifetimeOf(source, owner, project);
  if (!isStatic) return instanceLifetime(source, owner, project);
  return !isClass(owner) || isAtModuleLevel(owner) ? OF_MODULE : lifetimeOf(source, owner, project);
}
