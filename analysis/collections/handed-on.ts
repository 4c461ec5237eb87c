/**
 * The functions of other files that a file hands a collection to.
 */
import { passedInObject, passedOn } from '../lifetime/passed-on.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import type { Call, SourceCode } from '../source/source-code.ts';
import { isCall } from '../syntax/nodes.ts';
import type { Use } from './uses.ts';

/** Where a use hands a collection to a function of another file, by itself or in an object literal; undefined if that is not known. */
export function handedTo(source: SourceCode, { node, access }: Use): PassedOn | undefined {
  if (access.kind !== 'escape') return undefined;
  return access.how === 'stored'
    ? passedInObject(source, node)
    : passedOn(source, node.parent, node);
}

/** The call that does so: what it stands in, by itself or in an object literal. */
export function handingCall({ node, access }: Use): Call | undefined {
  const isInObject = access.kind === 'escape' && access.how === 'stored';
  const call = isInObject ? node.parent?.parent?.parent : node.parent;
  return isCall(call) ? call : undefined;
}
