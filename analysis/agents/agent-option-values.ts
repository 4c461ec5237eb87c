/**
 * What a value that an option of an agent is given comes to.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isNullish } from '../syntax/nodes.ts';

/** All that an option can be that one of some expressions gives. */
function valuesOfAll(source: SourceCode, given: readonly Node[]): readonly Value[] {
  return given.flatMap((node) => valuesOf(source, node));
}

/**
 * Whether a value bounds nothing. Node takes what is falsy, 0 and NaN too, for its default: any number of sockets, 256 idle
 * ones, no timeout (20.20, 22.13 and 24.0: test/facts/agent-bounds.test.ts).
 */
export function isEndless(source: SourceCode, given: readonly Node[]): boolean {
  return valuesOfAll(source, given).every(
    (value) => isInfinite(source, value) || (value.kind === 'node' && isFalsy(source, value.node)),
  );
}

/** Whether a value is seen to be `Infinity` alone. */
export function isInfinity(source: SourceCode, given: readonly Node[]): boolean {
  return valuesOfAll(source, given).every((value) => isInfinite(source, value));
}

function isInfinite(source: SourceCode, value: Value): boolean {
  if (value.kind === 'member') return value.property === 'POSITIVE_INFINITY';
  return value.kind === 'node' && isGlobal(source, value.node, 'Infinity');
}

/** Whether Node takes it for its default. */
export function isFalsy(source: SourceCode, node: Node): boolean {
  return (
    isGlobal(source, node, 'undefined') ||
    isGlobal(source, node, 'NaN') ||
    (node.type === AST_NODE_TYPES.Literal && !node.value)
  );
}

/** The largest of the numbers that a value can be; undefined if one of them is not visible. */
export function largest(
  source: SourceCode,
  given: readonly Node[],
  byDefault: number,
): number | undefined {
  const numbers = valuesOfAll(source, given).map((value) => {
    if (isInfinite(source, value)) return Infinity;
    if (value.kind !== 'node') return undefined;
    if (isFalsy(source, value.node)) return byDefault;
    return value.node.type === AST_NODE_TYPES.Literal && typeof value.node.value === 'number'
      ? value.node.value
      : undefined;
  });
  return numbers.includes(undefined) ? undefined : Math.max(...(numbers as number[]));
}

/** Whether a value is 0 alone. */
export function isZero(source: SourceCode, given: readonly Node[] = []): boolean {
  if (given.length === 0) return false;
  return valuesOfAll(source, given).every(
    (candidate) =>
      candidate.kind === 'node' &&
      candidate.node.type === AST_NODE_TYPES.Literal &&
      candidate.node.value === 0,
  );
}

/** Whether a flag is on, by all the values that it can have. */
export function truth(source: SourceCode, given: readonly Node[]): boolean | 'unknown' {
  const truths = valuesOfAll(source, given).map((candidate) =>
    candidate.kind === 'node' ? truthOf(candidate.node) : undefined,
  );
  const [first] = truths;
  return first !== undefined && truths.every((other) => other === first) ? first : 'unknown';
}

function truthOf(node: Node): boolean | undefined {
  if (isNullish(node)) return false;
  return node.type === AST_NODE_TYPES.Literal ? Boolean(node.value) : undefined;
}
