/**
 * Remedies whose edits are worked out as they are first asked for: to lay them out takes longer than to find what they fix, and
 * who counts findings asks for none.
 */
import type { Edit, Remedy } from './finding.ts';

export function whenAsked(
  remedy: Omit<Extract<Remedy, { edits: readonly Edit[] }>, 'edits'>,
  find: () => readonly Edit[],
): Remedy {
  const edits = once(find);
  return {
    ...remedy,
    get edits() {
      return edits();
    },
  };
}

/** The same answer each time, found the first time. */
export function once<T extends object>(find: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= find());
}
