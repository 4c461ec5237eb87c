/**
 * Questions about names that lead to one another: each is open once at a time.
 */
import type { Variable } from '../syntax/bindings.ts';

/** Names, and ways from them, about which a question is open, and how often one was asked within itself. */
const open = { ways: new Map<Variable, Set<string>>(), depth: 0, repeated: 0 };
/** How many questions may lead to one another, for the sake of the call stack. */
const MAX_OPEN = 40;

/**
 * Answers a question about what a name holds at a way. One that leads to itself adds nothing: `Object.assign(a, b);
 * Object.assign(b, a)`.
 * @returns true for a question that is open already, false for one too many
 */
export function askedOnce(
  variable: Variable,
  path: readonly string[],
  ask: () => boolean,
): boolean {
  const way = path.join('.');
  let ways = open.ways.get(variable);
  if (ways?.has(way) === true || open.depth >= MAX_OPEN) {
    open.repeated++;
    return open.depth < MAX_OPEN;
  }
  if (!ways) open.ways.set(variable, (ways = new Set<string>()));
  ways.add(way);
  open.depth++;
  try {
    return ask();
  } finally {
    open.depth--;
    ways.delete(way);
    if (ways.size === 0) open.ways.delete(variable);
  }
}

/** How often a question was asked within itself so far: what an answer rests on then is no more than assumed. */
export function repeatedQuestions(): number {
  return open.repeated;
}
