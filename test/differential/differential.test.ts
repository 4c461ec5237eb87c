/**
 * No fix changes what a program does: generated programs are executed before and after all codemods, and what can be seen of
 * them is compared. A failure prints the seed, the path to it, and the smallest program that shows it.
 *
 * `npm test` tries the same programs each time; `LEAKPROOF_PROGRAMS=5000 npx vitest run test/differential` tries that many,
 * others every time.
 */
import fc from 'fast-check';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentsModuleText } from '../../analysis/agents/agents-module-text.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import { processFile } from '../../codemods/cli/judge/process-file.ts';
import { codemodsOfAll } from '../../codemods/registry.ts';
import { execute } from './execute.ts';
import { executablePrograms, type ExecutableProgram } from './programs.ts';

const GIVEN = process.env['LEAKPROOF_PROGRAMS'];
const PARAMETERS = GIVEN === undefined ? { numRuns: 150, seed: 19 } : { numRuns: Number(GIVEN) };
const WITHOUT_LIMIT = 24 * 3600_000;

// Outside of our repository, whose files would be asked otherwise.
const FOLDER = mkdtempSync(join(tmpdir(), 'leakproof-differential-'));
beforeAll(() => {
  cpSync(fileURLToPath(new URL('../fixtures/projects/bare/', import.meta.url)), FOLDER, {
    recursive: true,
  });
});
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

/** As they come; and all that they can be made to fix. */
const OPTIONS: readonly TransformOptions[] = [
  {},
  { unverifiable: true, awaits: 'any', evict: true },
];

/** The text after `all`. */
function fixed({ language, text }: ExecutableProgram, options: TransformOptions): string {
  const { error, change } = processFile({
    file: join(FOLDER, `input.${language}`),
    text,
    codemods: codemodsOfAll.map(({ name }) => ({ name, options })),
    chain: true,
    checked: true,
    settings: {},
    agentsModule: undefined,
    typed: false,
    root: FOLDER,
    explain: false,
    detailed: false,
  });
  expect(error, text).toBeUndefined();
  return change?.after ?? text;
}

const AGENTS = agentsModuleText('cjs');

describe('generated programs', () => {
  it.each(OPTIONS)(
    'do the same after all codemods with %o',
    (options) => {
      const holds = (program: ExecutableProgram) => {
        const after = fixed(program, options);
        if (after === program.text) return;
        expect(
          execute({ ...program, text: after }, AGENTS),
          `${program.text}\n——— after ———\n${after}`,
        ).toEqual(execute(program, AGENTS));
        expect(fixed({ ...program, text: after }, options), 'a second run changes nothing').toBe(
          after,
        );
      };
      fc.assert(fc.property(executablePrograms, holds), PARAMETERS);
    },
    WITHOUT_LIMIT,
  );

  // Programs that no codemod changes, or that fail as they are loaded, would show nothing.
  it('run, and are changed by the codemods', () => {
    const samples = fc.sample(executablePrograms, { numRuns: 100, seed: 19 });
    expect(
      samples.filter((program) => fixed(program, OPTIONS[1]!) !== program.text).length,
    ).toBeGreaterThan(60);
    expect(
      samples.filter((program) =>
        execute(program, AGENTS).some((line) => line.startsWith("'over'")),
      ).length,
    ).toBeGreaterThan(85);
  });
});
