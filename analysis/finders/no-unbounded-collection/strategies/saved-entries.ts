/**
 * Entries that are changed in memory and saved later: an eviction in between loses what is not saved yet.
 */
import { writtenIn } from '../../../collections/slow-growth.ts';
import { contains } from '../../../syntax/traversal.ts';
import type { Subject } from './strategy.ts';

/** The line that takes entries out of the collection and writes them to a file; undefined if none is seen. */
export function savedAt({ source, uses }: Pick<Subject, 'source' | 'uses'>): number | undefined {
  const given = writtenIn(source);
  if (given.length === 0) return undefined;
  return uses.all.find(({ node }) => given.some((written) => contains(written, node)))?.node.loc
    .start.line;
}
