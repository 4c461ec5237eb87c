/**
 * Which await a function holds a response across.
 */
import {
  awaitsBelow,
  awaitsOfNextRound,
  lengthOfWait,
  type Await,
} from '../../lifetime/suspension-points.ts';
import { releasedIn, WHOLE, type ResponseUse } from '../../responses/response-uses.ts';
import { bodyName, keepersOf, type ResponsePart } from '../../responses/response-part.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import type { Variable } from '../../syntax/bindings.ts';
import { LOOPS } from '../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround } from '../../syntax/traversal.ts';
import type { RetainedResponseOptions } from './options.ts';
import type { UnlimitedWaits } from './unlimited-waits.ts';
import { freesMuch, mindsEach } from './what-matters.ts';

/** A file whose responses are looked at. */
interface HoldingFile {
  readonly source: SourceCode;
  readonly options: RetainedResponseOptions;
  readonly unlimited: UnlimitedWaits;
}

/** A function's hold on a response. */
interface Hold {
  readonly fn: FunctionNode;
  /** What binds the response: the hold begins there. */
  readonly from: Node;
  /** Undefined where a pattern takes the response apart. */
  readonly variable: Variable | undefined;
  readonly uses: readonly ResponseUse[];
  readonly held: Pick<ResponsePart, 'body' | 'model' | 'path'>;
}

/** The longest await that the response is held across, and not needed as a whole behind. */
export function awaitAfter(file: HoldingFile, hold: Hold): Await | undefined {
  const { fn, from, variable, uses } = hold;
  const whole = uses.filter(({ kind }) => kind === 'whole').map(({ reference }) => reference);
  if (whole.some((reference) => functionAround(reference) !== fn)) return undefined;
  const { awaits } = file.options;
  const matters = (node: Await) => mindsEach(file.options) || freesMuch(file, hold, node);
  const released = variable ? releasedFrom(file, variable, hold) : Infinity;
  const since = neededUntil(whole, from);
  const below = [
    ...firstOf(awaitsBelow(file.source, fn, from, { kind: awaits, since })),
    ...unlimitedAmong(file, awaitsBelow(file.source, fn, from, { kind: 'any', since })),
  ].filter((node) => node.range[0] < released && matters(node));
  if (below.length > 0) return longestOf(file, below);
  // In the next round of a loop around both: what stands above the binding still sees the response of the last one.
  if (released < Infinity || whole.some(({ range }) => range[0] < from.range[0])) return undefined;
  return longestOf(file, firstOf(awaitsOfNextRound(file.source, fn, from, awaits)).filter(matters));
}

/** Among how many awaits the longest is looked for: a function may have a thousand, and as many responses. */
const MAX_AWAITS = 8;

function firstOf(awaits: Iterable<Await>): readonly Await[] {
  const first: Await[] = [];
  for (const node of awaits) {
    first.push(node);
    if (first.length >= MAX_AWAITS) break;
  }
  return first;
}

/** Those among the first awaits that wait for a request without a deadline. */
function unlimitedAmong({ unlimited }: HoldingFile, awaits: Iterable<Await>): readonly Await[] {
  return firstOf(awaits).filter((node) => unlimited.has(node));
}

/** The first of the longest. */
function longestOf(
  { source, unlimited }: HoldingFile,
  awaits: readonly Await[],
): Await | undefined {
  const lengths = awaits.map((node) => lengthOfWait(source, node) + (unlimited.has(node) ? 2 : 0));
  return awaits[lengths.indexOf(Math.max(...lengths))];
}

/** The offset behind which nothing is held: `response = null`; with the clone, `response.data = null`. */
function releasedFrom(
  file: HoldingFile,
  variable: Variable,
  { from, held: { model } }: Hold,
): number {
  const released = releasedIn(file.source, variable, from.range[1]);
  const at = (name: string): number => released.get(name) ?? Infinity;
  const isCloned = file.options.strategy === 'clone' && model.response.keeps?.isClearable;
  const kept = isCloned ? [bodyName(model)] : keepersOf(model);
  return Math.min(at(WHOLE), Math.max(...kept.map(at)));
}

/** The offset up to which the response itself is needed: its last use as a whole, or the end of a loop that repeats one. */
function neededUntil(whole: readonly Node[], from: Node): number {
  let until = 0;
  for (const reference of whole) {
    until = Math.max(until, reference.range[0]);
    for (const ancestor of ancestorsOf(reference)) {
      if (contains(ancestor, from)) break;
      if (LOOPS.has(ancestor.type)) until = Math.max(until, ancestor.range[1]);
    }
  }
  return until;
}
