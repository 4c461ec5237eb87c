/**
 * Holds a pair to what it claims: the rule flags it under its message and it leaks; mended it does not, and the rule is
 * silent.
 */
import { expect } from 'vitest';
import type { Codemod } from '../../codemods/create-codemod.ts';
import { leaksOf, type Figures } from './judge.ts';
import type { LeakPair, Program } from './leak-pair.ts';
import { lint, run, runMended, type Said, type UrlOf } from './run-program.ts';

/** The telling figures of a pair. */
export interface Proof {
  readonly before: number;
  readonly after: number;
}

/**
 * @param mendedBy Another codemod that does the work, to see that it is missed: the rule's own by default.
 * @throws {AssertionError} if the pair is not what it claims
 * @throws {RangeError} if a figure is neither that of clean code nor that of a leak
 */
export async function provePair(codemod: Codemod, messageId: string, pair: LeakPair, urlOf: UrlOf, mendedBy: Codemod = codemod): Promise<Proof> {
  const { config = 'recommended', byHand, metric } = pair;
  const found = await lint(pair, codemod, config);
  const said: Said = { messageId, remedy: byHand ? (expect.stringContaining(byHand.refusal) as string) : 'mended' };
  // Two agents of one object are two findings.
  expect(found, 'what the rule says').toEqual([said, ...found.slice(1).map(() => said)]);
  if (config === 'strict') expect(await lint(pair, codemod, 'recommended'), 'what it says in recommended').toEqual([]);
  const before = await run(pair, urlOf);
  expect(leaked(before, pair), 'what leaks').toContain(metric);
  const after = byHand ? await runCure({ ...pair, code: byHand.cure }, codemod, urlOf) : await runMended(pair, mendedBy, config, urlOf);
  expect(leaked(after, pair), 'what still leaks when it is mended').toEqual(pair.leaves ?? []);
  return { before: before[metric]!, after: after[metric]! };
}

async function runCure(cure: Program, codemod: Codemod, urlOf: UrlOf): Promise<Figures> {
  expect(await lint(cure, codemod, 'recommended'), 'what the rule says of the cure').toEqual([]);
  return run(cure, urlOf);
}

/** The same code is reported among other files, and does no harm there. */
export async function proveHarmless(codemod: Codemod, messageId: string, pair: LeakPair, urlOf: UrlOf): Promise<void> {
  const among: LeakPair = { ...pair, files: { ...pair.files, ...pair.harmless } };
  expect((await lint(among, codemod, 'strict')).map((said) => said.messageId), 'what the rule says').toEqual([messageId]);
  expect(leaked(await run(among, urlOf), pair), 'what leaks').toEqual([]);
}

const leaked = (figures: Figures, { load, limits }: Program) => leaksOf(figures, load, limits);
