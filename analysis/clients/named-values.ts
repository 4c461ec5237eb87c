/**
 * The values that an object names, by all that it may have.
 */
import { foldObject, withParts, type ObjectAlgebra } from '../flow/fold-object.ts';
import type { ObjectState, PlacedPart } from '../flow/object-state.ts';
import type { Node } from '../source/source-code.ts';

export interface NamedValue {
  readonly name: string;
  readonly value: Node;
  /** Whether it is there on every path. */
  readonly isSure: boolean;
}

const READER: ObjectAlgebra<readonly NamedValue[]> = {
  nothing: [],
  open: () => [],
  property: (before, name, value) =>
    name === undefined ? before : [...before, { name, value, isSure: true }],
  deleted: (before, name) => before.filter((named) => named.name !== name),
  copied: (under, over) => [...under, ...over],
  handed: (before) => before,
  either: (a, b) => [
    ...a.map((named) => ({ ...named, isSure: named.isSure && isIn(b, named) })),
    ...b.filter((named) => !isIn(a, named)).map((named) => ({ ...named, isSure: false })),
  ],
};

function isIn(values: readonly NamedValue[], { name, value }: NamedValue): boolean {
  return values.some((other) => other.name === name && other.value === value);
}

export function namedValues(state: ObjectState): readonly NamedValue[] {
  return foldObject(state, READER);
}

/** Those that changes put into an object. */
export function namedByParts(parts: readonly PlacedPart[]): readonly NamedValue[] {
  return withParts<readonly NamedValue[]>([], parts, READER);
}
