/**
 * Objects that whoever installs a package makes: which of them serve many clients, so that what they collect stays.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Collection } from '../../collections/collections.ts';
import { patternOf } from '../../flow/call-sites.ts';
import type { KeyOrigin } from '../../keys/key-queries.ts';
import type { Lifetime } from '../../lifetime/lifetime-queries.ts';
import { startsWork } from '../../lifetime/service-start.ts';
import { isOfConnection } from '../../lifetime/serving-objects.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { isClass, isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { returnedBy } from '../../syntax/traversal.ts';
import type { LevelJudgement } from './level-judgement.ts';

/**
 * Whether an object that whoever installs the package makes itself handles what clients send; or it starts what goes on, a
 * connection or a timer, each call adds another key, and nothing at all removes one.
 */
export function servesOthers(
  source: SourceCode,
  { root, madeIn }: Collection,
  { isPublic }: Lifetime,
  { growing, idle }: LevelJudgement,
): boolean {
  if (isPublic !== true) return false;
  const growsBy = (by: KeyOrigin['by']) =>
    growing.some(({ kind, origin }) => kind === 'grows' && origin.by === by);
  if (root.kind !== 'field')
    return growsBy('outside') && madeIn !== undefined && givesMiddleware(source, madeIn);
  const { owner } = root;
  return (
    isClass(owner) &&
    !isOfConnection(owner) &&
    (growsBy('outside') ||
      (growsBy('made anew') && idle.length === 0 && startsWork(source, owner.body)))
  );
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
