/**
 * Objects that whoever installs a package makes: which of them serve many clients, so that what they collect stays.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Growth } from '../../collections/collection-queries.ts';
import type { Collection } from '../../collections/collections.ts';
import { patternOf } from '../../flow/call-sites.ts';
import type { Lifetime } from '../../lifetime/lifetime-queries.ts';
import { isOfConnection } from '../../lifetime/serving-objects.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { isClass, isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { returnedBy } from '../../syntax/traversal.ts';

/** Whether an object that whoever installs the package makes itself handles what clients send. */
export function servesOthers(
  source: SourceCode,
  { root, madeIn }: Collection,
  { isPublic }: Lifetime,
  growing: readonly Growth[],
): boolean {
  if (isPublic !== true) return false;
  if (!growing.some(({ kind, origin }) => kind === 'grows' && origin.by === 'outside'))
    return false;
  if (root.kind === 'field') return isClass(root.owner) && !isOfConnection(root.owner);
  return madeIn !== undefined && givesMiddleware(source, madeIn);
}

/** `(options) => async (ctx, next) => { …; await next(); }`: an application sets it up once, for all of its requests. */
function givesMiddleware(source: SourceCode, fn: FunctionNode): boolean {
  return returnedBy(source, fn).some((returned) => {
    const given: Node = withoutWrappers(returned);
    const last = isFunction(given) ? given.params.at(-1) : undefined;
    const name = last && patternOf(last);
    return (
      isFunction(given) &&
      given.params.length > 1 &&
      name?.type === AST_NODE_TYPES.Identifier &&
      name.name === 'next'
    );
  });
}
