/**
 * Lints, fixes and measures the programs of pairs.
 */
import type { Linter } from 'eslint';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { agentsModuleText } from '../../analysis/agents/agents-module-text.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { withAgentNumbers } from '../../analysis/project/settings.ts';
import { fixText, type SiteOutcome } from '../../codemods/adapter/apply.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import plugin from '../../rules/index.ts';
import { figuresOf, type Figures, type Load } from './judge.ts';
import type { ConfigName, Program } from './leak-pair.ts';
import { measureBurst, measureSeries, REQUESTS, type SeriesLoad } from './measure.ts';
import { inProgramFolder, type Files } from './program-folder.ts';
import type { useServer } from './server.ts';

export type UrlOf = ReturnType<typeof useServer>;

/** More keys before the first look than any cache of ours holds. */
const KEYS: SeriesLoad = { warmUpCalls: 20_000, batches: 4, callsPerBatch: 10_000 };

/** What a rule says of a site, and `fixed`, or the reason why not. */
export interface Said {
  readonly messageId: string;
  readonly remedy: string;
}

/** The options of a rule in a config, as a user has them; undefined if the config leaves the rule off. */
function optionsIn(config: ConfigName, rule: string): TransformOptions | undefined {
  const entry = plugin.configs[config].rules![`leakproof/${rule}`] as
    | Linter.RuleEntry<[TransformOptions]>
    | undefined;
  if (entry === undefined) return undefined;
  return (Array.isArray(entry) ? entry[1] : undefined) ?? {};
}

/** What the rule says of a program's file, and the program as the codemod writes it, with the agents module that it plans. */
export async function fixed<Measured extends Program>(
  program: Measured,
  codemod: Codemod,
  config: ConfigName,
): Promise<{ said: Said[]; program: Measured }> {
  const options = optionsIn(config, codemod.rule);
  if (!options) return { said: [], program };
  return inProgramFolder(filesOf(program), (folder) => {
    const facts = projectFacts(join(folder, pathOf(program)), {
      plansAgents: true,
      settings: withAgentNumbers({}, program.options ?? {}),
    });
    const { output, sites, agentsModule } = fixText(codemod, program.code, facts, {
      ...options,
      ...program.options,
    });
    const written = agentsModule
      ? { [relative(folder, agentsModule.file)]: agentsModuleText(agentsModule.syntax) }
      : {};
    return Promise.resolve({
      said: sites.flatMap(saidOf),
      program: { ...program, code: output, files: { ...program.files, ...written } },
    });
  });
}

function saidOf({ site: { finding } }: SiteOutcome): Said[] {
  if (!finding) return [];
  const { messageId, remedy } = finding;
  return [{ messageId, remedy: 'refusal' in remedy ? remedy.refusal : 'fixed' }];
}

/** What calls of a program come to. */
export async function run(program: Program, urlOf: UrlOf): Promise<Figures> {
  const { code, files = {}, load, body = 'json', protocol } = program;
  const path = 'call.js' in files ? 'call.js' : pathOf(program);
  const isTypeScript = path.endsWith('.mts');
  const javascript = isTypeScript
    ? {
        'call.mjs': ts.transpileModule(code, {
          compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
        }).outputText,
      }
    : {};
  return inProgramFolder({ ...filesOf(program), ...javascript }, async (folder) =>
    figuresOf(
      await measureLoad(
        join(folder, isTypeScript ? 'call.mjs' : path),
        urlOf(body, protocol),
        load,
      ),
    ),
  );
}

const pathOf = ({ file = 'call.js' }: Program) => file;

function filesOf(program: Program): Files {
  return { ...program.files, [pathOf(program)]: program.code };
}

function measureLoad(
  file: string,
  url: string,
  load: Load,
): ReturnType<typeof measureSeries> | ReturnType<typeof measureBurst> {
  if (load === 'requests') return measureSeries(file, url, REQUESTS);
  if (load === 'keys') return measureSeries(file, url, KEYS);
  return measureBurst(file, url, { calls: load.burst, idleTime: load.idleTime ?? 0 });
}
