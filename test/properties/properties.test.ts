/**
 * The promises of the rules and codemods on generated programs: the shapes that people write, in the layouts that they write
 * them in. A failure prints the seed, the path to it, and the smallest program that shows it.
 *
 * `npm test` tries the same programs each time, so that it fails for what was changed and for nothing else;
 * `LEAKPROOF_PROGRAMS=20000 npx vitest run test/properties` tries that many of each kind, others every time.
 */
import fc from 'fast-check';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { judge } from '../smoke/promises.ts';
import { variants } from '../smoke/variants.ts';
import { agents } from './agents.ts';
import { collections } from './collections.ts';
import { programs, type Program } from './programs.ts';
import { requests } from './requests.ts';
import { responses } from './responses.ts';

const GIVEN = process.env['LEAKPROOF_PROGRAMS'];
const PARAMETERS = GIVEN === undefined ? { numRuns: 15, seed: 10 } : { numRuns: Number(GIVEN) };
const WITHOUT_LIMIT = 24 * 3600_000;

// Outside of our repository, whose files would be asked otherwise.
const PROJECTS = mkdtempSync(join(tmpdir(), 'leakproof-properties-'));
beforeAll(() => {
  cpSync(fileURLToPath(new URL('../fixtures/projects/', import.meta.url)), PROJECTS, {
    recursive: true,
  });
});
afterAll(() => {
  rmSync(PROJECTS, { recursive: true });
});

const fileOf = ({ project, filename }: Program) => join(PROJECTS, project, filename);
const variantsOf = (names: readonly string[] | undefined) =>
  variants.filter(({ codemod }) => names?.includes(codemod.name) ?? true);

const concerns = [
  { what: 'requests', codemods: ['fix-agents'], arbitrary: programs(requests) },
  { what: 'agents', codemods: ['hoist-agents', 'bound-agents'], arbitrary: programs(agents) },
  {
    what: 'responses',
    codemods: ['release-responses', 'consume-responses'],
    arbitrary: programs(responses),
  },
  { what: 'collections', codemods: ['bound-collections'], arbitrary: programs(collections) },
  {
    what: 'all of them',
    codemods: undefined,
    arbitrary: programs(requests, agents, responses, collections),
  },
];

describe.each(concerns)('generated $what', ({ codemods, arbitrary }) => {
  it(
    'keep every promise',
    () => {
      const holds = (program: Program) => {
        const { faults, unread } = judge(fileOf(program), program.text, variantsOf(codemods));
        expect({ faults, unread }, program.text).toEqual({ faults: [], unread: undefined });
      };
      fc.assert(fc.property(arbitrary, holds), PARAMETERS);
    },
    WITHOUT_LIMIT,
  );

  // Programs with nothing to fix would show nothing.
  it('give every codemod something to fix', () => {
    const samples = fc.sample(arbitrary, { numRuns: 60, seed: 10 });
    const idle = variantsOf(codemods).filter(
      ({ codemod, options }) =>
        !samples.some(
          (program) =>
            fixText(codemod, program.text, projectFacts(fileOf(program)), { ...options }).edits
              .length > 0,
        ),
    );
    expect(idle.map(({ name }) => name)).toEqual([]);
  });
});
