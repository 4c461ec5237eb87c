/**
 * For every line that a rule must not flag: code that it passes, and that does no harm.
 */
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import plugin from '../../rules/index.ts';
import { leaksOf } from './judge.ts';
import { record } from './record.ts';
import { fixed, run } from './run-program.ts';
import { useServer } from './server.ts';
import { suitesIn } from './suites.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

const suites = await suitesIn('clean');
const { extent, repeats } = inject('leaks');
const urlOf = useServer();

const all = suites
  .flatMap(({ codemod, programs }) =>
    programs
      .slice(0, extent === 'all' ? undefined : 1)
      .map((program) => ({ codemod, rule: codemod.rule, name: program.name, program })),
  )
  .map((each, index) => ({ ...each, index }));

const rounds: object[] = [];

it('there are programs for every rule', () => {
  expect(suites.map(({ codemod }) => codemod.rule).toSorted()).toEqual(
    Object.keys(plugin.rules).toSorted(),
  );
});

describe.each(Array.from({ length: repeats }, (_, index) => index + 1))('run %i', (round) => {
  const rows: object[] = [];

  it.concurrent.each(all)(
    '$rule passes: $name',
    async ({ index, codemod, rule, name, program }) => {
      const { inStrict } = program;
      expect((await fixed(program, codemod, 'recommended')).said, 'in recommended').toEqual([]);
      expect(
        (await fixed(program, codemod, 'strict')).said.map(({ messageId }) => messageId),
        'in strict',
      ).toEqual(inStrict === undefined ? [] : [inStrict]);
      const figures = await run(program, urlOf);
      expect(leaksOf(figures, program.load, program.limits), 'what leaks').toEqual([]);
      rows[index] = { rule, name, ...figures };
    },
  );

  afterAll(() => {
    const judged = rows.filter(Boolean);
    rounds.push({ round, programs: all.length, passed: judged.length });
    if (round === 1) record('clean', judged);
    record('clean-rounds', rounds);
  });
});
