/**
 * Who else may ask for the entries of a collection: code of other files that is not seen to do without them.
 */
import { isPrivate } from '../../../collections/collections.ts';
import { isGivenAway } from './eviction-refusals.ts';
import type { Subject } from './strategy.ts';

/** What to do where the owner knows that nobody needs the entry. */
export const ALL_THE_SAME =
  'Pass `--evict` (the option `evict` of the rule) to remove entries all the same';

/** A field of an object that code of another file may name. */
export function fieldNamedOutside({
  project,
  collection: { root, name },
}: Subject): string | undefined {
  if (root.kind !== 'field' || root.name.startsWith('#') || isPrivate(root.owner, root.name))
    return undefined;
  const file = project.fileUsingMember(root.name, 'names');
  return (
    file &&
    `${file} names a property \`${root.name}\`, and may ask for the entries of \`${name}\`. ${ALL_THE_SAME}`
  );
}

/** The same, or that other code is given the collection itself. */
export function reachedOutside(subject: Subject): string | undefined {
  const { collection, uses } = subject;
  const given = uses.all.find(({ level, access }) => level === 0 && isGivenAway(access));
  return collection.isExported || given
    ? `other code has it${given ? ` (line ${given.node.loc.start.line})` : ''}, and may ask whether an entry is left. ${ALL_THE_SAME}`
    : fieldNamedOutside(subject);
}
