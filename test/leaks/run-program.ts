/**
 * Lints, mends and measures the programs of pairs.
 */
import type { Linter } from 'eslint';
import { join } from 'node:path';
import ts from 'typescript';
import { projectFacts } from '../../analysis/project.ts';
import { mend, writeAgentsModule, type Codemod, type SiteOutcome, type TransformOptions } from '../../codemods/create-codemod.ts';
import plugin from '../../rules/index.ts';
import { figuresOf, type Figures, type Load } from './judge.ts';
import type { ConfigName, Program } from './leak-pair.ts';
import { measureBurst, measureSeries, REQUESTS, type SeriesLoad } from './measure.ts';
import { inProgramFolder, writeFiles } from './program-folder.ts';
import type { useServer } from './server.ts';

export type UrlOf = ReturnType<typeof useServer>;

/** More keys before the first look than any cache of ours holds. */
const KEYS: SeriesLoad = { warmUpCalls: 20_000, batches: 4, callsPerBatch: 10_000 };

/** What a rule says of a site, and `mended`, or the reason why not. */
export interface Said {
  readonly messageId: string;
  readonly remedy: string;
}

/** The options of a rule in a config, as a user has them. */
function optionsIn(config: ConfigName, rule: string): TransformOptions {
  const entry = plugin.configs[config].rules![`leakproof/${rule}`] as Linter.RuleEntry<[TransformOptions]>;
  return (Array.isArray(entry) ? entry[1] : undefined) ?? {};
}

/** The findings of a program's file. */
export async function lint(program: Program, codemod: Codemod, config: ConfigName): Promise<Said[]> {
  return inProgramFolder(filesOf(program), (folder) => Promise.resolve(mendIn(folder, program, codemod, config).sites.flatMap(saidOf)));
}

function saidOf({ site: { finding } }: SiteOutcome): Said[] {
  if (!finding) return [];
  const { messageId, remedy } = finding;
  return [{ messageId, remedy: 'refusal' in remedy ? remedy.refusal : 'mended' }];
}

/** What calls of a program come to. */
export async function run(program: Program, urlOf: UrlOf): Promise<Figures> {
  return inProgramFolder(filesOf(program), (folder) => measureIn(folder, program, urlOf));
}

/** What calls of a program come to when its file is as the codemod has it, with the agents module that it plans. */
export async function runMended(program: Program, codemod: Codemod, config: ConfigName, urlOf: UrlOf): Promise<Figures> {
  return inProgramFolder(filesOf(program), async (folder) => {
    const { output, agentsModule } = mendIn(folder, program, codemod, config);
    writeFiles(folder, { [pathOf(program)]: output });
    if (agentsModule) writeAgentsModule(agentsModule.file, agentsModule.syntax);
    return measureIn(folder, { ...program, code: output }, urlOf);
  });
}

function mendIn(folder: string, program: Program, codemod: Codemod, config: ConfigName): ReturnType<typeof mend> {
  const facts = projectFacts(join(folder, pathOf(program)), { commonFolder: folder });
  return mend(codemod, program.code, facts, { ...optionsIn(config, codemod.rule), ...program.options });
}

const pathOf = ({ file = 'call.js' }: Program) => file;

function filesOf(program: Program): Readonly<Record<string, string>> {
  return { ...program.files, [pathOf(program)]: program.code };
}

async function measureIn(folder: string, program: Program, urlOf: UrlOf): Promise<Figures> {
  const { code, files = {}, load, body = 'json', protocol } = program;
  const path = 'call.js' in files ? 'call.js' : pathOf(program);
  const isTypeScript = path.endsWith('.mts');
  if (isTypeScript) writeFiles(folder, { 'call.mjs': ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText });
  return figuresOf(await measureLoad(join(folder, isTypeScript ? 'call.mjs' : path), urlOf(body, protocol), load));
}

function measureLoad(file: string, url: string, load: Load): ReturnType<typeof measureSeries> | ReturnType<typeof measureBurst> {
  if (load === 'requests') return measureSeries(file, url, REQUESTS);
  if (load === 'keys') return measureSeries(file, url, KEYS);
  return measureBurst(file, url, { calls: load.burst, idleTime: load.idleTime ?? 0 });
}
