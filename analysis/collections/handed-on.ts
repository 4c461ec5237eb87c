/**
 * The functions of other files that a file hands a collection to.
 */
import { passedInObject, passedOn } from '../lifetime/passed-on.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { Use } from './uses.ts';

/** Where a use hands a collection to a function of another file, by itself or in an object literal; undefined if that is not known. */
export function handedTo(source: SourceCode, { node, access }: Use): PassedOn | undefined {
  if (access.kind !== 'escape') return undefined;
  return access.how === 'stored'
    ? passedInObject(source, node)
    : passedOn(source, node.parent, node);
}
