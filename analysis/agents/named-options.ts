/**
 * The options that an object names, by all that it may have.
 */
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import type { ObjectState } from '../flow/object-state.ts';
import type { Node } from '../source/source-code.ts';

/** The options by name, with all that each may be; not complete if a part of them is not visible. */
export interface NamedOptions {
  readonly named: ReadonlyMap<string, readonly Node[]>;
  readonly isComplete: boolean;
}

export const NO_OPTIONS: NamedOptions = { named: new Map(), isComplete: true };
export const UNSEEN_OPTIONS: NamedOptions = { named: new Map(), isComplete: false };

const READER: ObjectAlgebra<NamedOptions> = {
  nothing: NO_OPTIONS,
  open: () => UNSEEN_OPTIONS,
  property: (before, name, value) =>
    name === undefined
      ? { ...before, isComplete: false }
      : { ...before, named: new Map([...before.named, [name, [value]] as const]) },
  deleted: ({ named, isComplete }, name) => ({
    named: new Map([...named].filter(([other]) => other !== name)),
    isComplete: isComplete && name !== undefined,
  }),
  copied: (under, over) => ({
    named: new Map([...under.named, ...over.named]),
    isComplete: under.isComplete && over.isComplete,
  }),
  handed: (before) => ({ ...before, isComplete: false }),
  // An option that one path names is meant.
  either: (a, b) => ({
    named: new Map(
      [...a.named, ...b.named].map(([name]) => [
        name,
        [...new Set([...(a.named.get(name) ?? []), ...(b.named.get(name) ?? [])])],
      ]),
    ),
    isComplete: a.isComplete && b.isComplete,
  }),
};

export function namedOptions(state: ObjectState): NamedOptions {
  return foldObject(state, READER);
}
