/**
 * A refresh that makes the collection anew: what is added then is one snapshot.
 */
import { isConditional } from '../../flow/path-conditions.ts';
import type { Node } from '../../source/source-code.ts';
import { contains, functionAround } from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import { ranging } from './keys.ts';
import type { Level } from './level.ts';

/** The removal of all entries, on the way to an addition in its own function. */
export function reconciledBy(level: Level, addition: Change): Node | undefined {
  const fn = functionAround(addition.node);
  if (!fn) return undefined;
  return level.removals.find(
    (removal) =>
      ranging(level, removal) === 'all' &&
      contains(fn, removal.node) &&
      removal.node.range[1] <= addition.node.range[0] &&
      !isConditional(removal.node, addition.node),
  )?.node;
}
