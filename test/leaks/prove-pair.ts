/**
 * Holds a pair to what it claims: the rule flags it under its message and it leaks; fixed it does not, and the rule is
 * silent.
 */
import { expect } from 'vitest';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import { leaksOf, type Figures } from './judge.ts';
import type { LeakPair, Program } from './leak-pair.ts';
import { fixed, run, type Said, type UrlOf } from './run-program.ts';

/** The telling figures of a pair. */
export interface Proof {
  readonly before: number;
  readonly after: number;
}

/**
 * @param fixedBy Another codemod that does the work, to see that it is missed: the rule's own by default.
 * @throws {AssertionError} if the pair is not what it claims
 * @throws {RangeError} if a figure is neither that of clean code nor that of a leak
 */
export async function provePair(
  codemod: Codemod,
  messageId: string,
  pair: LeakPair,
  urlOf: UrlOf,
  fixedBy: Codemod = codemod,
): Promise<Proof> {
  const { config = 'recommended', byHand, metric } = pair;
  const { said } = await fixed(pair, codemod, config);
  const expected: Said = {
    messageId,
    remedy: byHand ? (expect.stringContaining(byHand.refusal) as string) : 'fixed',
  };
  // Two agents of one object are two findings.
  expect(said, 'what the rule says').toEqual([expected, ...said.slice(1).map(() => expected)]);
  if (config === 'strict')
    expect((await fixed(pair, codemod, 'recommended')).said, 'what it says in recommended').toEqual(
      [],
    );
  const before = await run(pair, urlOf);
  expect(leaked(before, pair), 'what leaks').toContain(metric);
  const cured = byHand
    ? { ...pair, code: byHand.cure }
    : (await fixed(pair, fixedBy, config)).program;
  const after = await run(cured, urlOf);
  expect(leaked(after, pair), 'what still leaks when it is fixed').toEqual(pair.leaves ?? []);
  expect((await fixed(cured, codemod, config)).said, 'what the rule says of the cure').toEqual([]);
  return { before: before[metric]!, after: after[metric]! };
}

/** The same code is reported among other files, and does no harm there. */
export async function proveHarmless(
  codemod: Codemod,
  messageId: string,
  pair: LeakPair,
  urlOf: UrlOf,
): Promise<void> {
  const among: LeakPair = { ...pair, files: { ...pair.files, ...pair.harmless } };
  expect(
    (await fixed(among, codemod, 'strict')).said.map((said) => said.messageId),
    'what the rule says',
  ).toEqual([messageId]);
  expect(leaked(await run(among, urlOf), pair), 'what leaks').toEqual([]);
}

const leaked = (figures: Figures, { load, limits }: Program) => leaksOf(figures, load, limits);
