/**
 * What a reader makes of all that an object has: its answers for the parts, put together in their order.
 */
import type { Node } from '../source/source-code.ts';
import type { ObjectPart, ObjectState, PlacedPart } from './object-state.ts';
import type { Value } from './values.ts';

export interface ObjectAlgebra<A> {
  /** Of an object without properties. */
  readonly nothing: A;
  /** Of an object that is not seen. */
  readonly open: (value: Value) => A;
  /** @param name undefined if it may be any */
  readonly property: (before: A, name: string | undefined, value: Node) => A;
  readonly deleted: (before: A, name: string | undefined) => A;
  /** All that one has is put into another. */
  readonly copied: (under: A, over: A) => A;
  /** Code that is not seen had the object. */
  readonly handed: (before: A) => A;
  /** One or the other, as the code decides. */
  readonly either: (a: A, b: A) => A;
  /** One arm of the expression or the other: `either`, unless it is said. */
  readonly arms?: (a: A, b: A) => A;
}

export function foldObject<A>(state: ObjectState, algebra: ObjectAlgebra<A>): A {
  switch (state.kind) {
    case 'none':
      return algebra.nothing;
    case 'made':
      return withParts(algebra.nothing, state.parts, algebra);
    case 'open':
      return withParts(algebra.open(state.value), state.parts, algebra);
    default: {
      const combine = (state.by === 'arms' ? algebra.arms : undefined) ?? algebra.either;
      return state.of.map((one) => foldObject(one, algebra)).reduce(combine);
    }
  }
}

/** What comes of an answer by what is done to the object after it. */
export function withParts<A>(
  before: A,
  parts: readonly PlacedPart[],
  algebra: ObjectAlgebra<A>,
): A {
  return parts.reduce((answer, { part, isSure }) => {
    const after = withPart(answer, part, algebra);
    return isSure ? after : algebra.either(answer, after);
  }, before);
}

function withPart<A>(before: A, part: ObjectPart, algebra: ObjectAlgebra<A>): A {
  switch (part.kind) {
    case 'property':
      return algebra.property(before, part.name, part.value);
    case 'copy':
      // What is spread on one path or another is a decision of the code, as in `...(proxy && { agent })`.
      return algebra.copied(before, foldObject(part.of, { ...algebra, arms: algebra.either }));
    case 'deleted':
      return algebra.deleted(before, part.name);
    default:
      return algebra.handed(before);
  }
}
