/**
 * Whether a long-lived place is given another value, which lets go of the one before.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { longLivedPlace, type LongLivedPlace } from './long-lived-places.ts';

/** Whether anything but the declaration is ever assigned to a root: `cache = new Map()` in a function empties it. */
export function isReassigned(source: SourceCode, { root }: LongLivedPlace): boolean {
  if (root.kind === 'variable')
    return root.variable.references.some((reference) => reference.isWrite() && !reference.init);
  if (root.kind === 'global') return false;
  return memberAssignments(source, root.field).some(({ left, operator }) => {
    if (operator !== '=') return false;
    const isConstructor = [...ancestorsOf(left)].some(
      (ancestor) =>
        ancestor.type === AST_NODE_TYPES.MethodDefinition && ancestor.kind === 'constructor',
    );
    if (isConstructor) return false;
    const place = longLivedPlace(source, left);
    return (
      place?.root.kind === 'field' &&
      place.root.owner === root.owner &&
      place.root.isStatic === root.isStatic
    );
  });
}
