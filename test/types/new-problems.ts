/**
 * Which of a program's type errors a rewrite has brought.
 */
import type { TypeProblem } from './type-check.ts';

export interface Comparison {
  /** Those that were not there before. */
  readonly added: readonly TypeProblem[];
  /** Those that are not there any more. */
  readonly gone: readonly TypeProblem[];
}

/**
 * An error is known by its file, code and message, and is counted: what a rewrite inserts moves the lines of those below it,
 * and a second one of the same kind is a new one.
 */
export function compareProblems(
  before: readonly TypeProblem[],
  after: readonly TypeProblem[],
): Comparison {
  return { added: without(after, before), gone: without(before, after) };
}

function without(these: readonly TypeProblem[], those: readonly TypeProblem[]): TypeProblem[] {
  const left = new Map<string, number>();
  for (const problem of those) left.set(keyOf(problem), (left.get(keyOf(problem)) ?? 0) + 1);
  return these.filter((problem) => {
    const count = left.get(keyOf(problem)) ?? 0;
    left.set(keyOf(problem), count - 1);
    return count <= 0;
  });
}

function keyOf({ file, code, message }: TypeProblem): string {
  return JSON.stringify([file, code, message]);
}

/** Several programs may have a file in common. */
export function uniqueProblems(problems: readonly TypeProblem[]): TypeProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
