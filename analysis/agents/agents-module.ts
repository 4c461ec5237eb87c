/**
 * The module that exports the two shared, bounded agents: where it is, how it is imported, what it says.
 */
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type { ImportStyle } from '../edits/edit-queries.ts';
import { specifiersOf } from '../edits/import-style.ts';
import { relativeSpecifier, type ExtensionHabit } from '../edits/specifier-style.ts';
import { NO_COMPILER_OPTIONS, type CompilerOptions } from '../modules/compiler-options.ts';
import { exists as isThere, readText } from '../modules/disk.ts';
import { isRunAsTypeScript } from '../modules/run-as-typescript.ts';
import { parseSource } from '../source/parse-source.ts';
import type { SourceCode } from '../source/source-code.ts';
import { isUncapped } from './agent-bounds.ts';
import { agentMakings } from './agent-constructors.ts';
import { DEFAULT_AGENT_NUMBERS } from './agent-numbers.ts';
import { agentOptions, isForSomeHosts } from './agent-options.ts';
import type { AgentsModule } from './agent-queries.ts';
import { reasonAgainstExports, sourcesOfAgents } from './agents-module-exports.ts';
import { AGENTS_MODULE_NAME, type AgentsPlan } from './agents-plan.ts';
import { formOf, reasonAgainstImport, reasonAgainstModule } from './module-form.ts';
import { isTypeScript } from '../modules/source-files.ts';

/** The options of the agents that we write, where nobody asks for other numbers. */
export const AGENT_BOUNDS = { keepAlive: true, ...DEFAULT_AGENT_NUMBERS } as const;

export interface AgentsModuleQuery {
  /** The importing file, absolute. */
  readonly importer: string;
  readonly style: ImportStyle;
  /** The folder of the importer's application. */
  readonly applicationRoot: string;
  /** What kind of module a `.js` file in a folder is. */
  readonly moduleType: (folder: string) => 'module' | 'commonjs';
  /** The module that the user names, absolute, with or without extension. */
  readonly named: string | undefined;
  /** Where a missing module goes; undefined if nothing may be written. */
  readonly plan: (() => AgentsPlan) | undefined;
  /** What the compiler and the other files of the project ask of an import; nothing without it. */
  readonly conventions?: Conventions;
}

export interface Conventions {
  /** The options that compile a file. */
  readonly compilerOptions: (file: string) => CompilerOptions;
  /** What the relative imports in TypeScript of the package end in, those of one name apart. */
  readonly habit: (except: string) => ExtensionHabit;
  /** Why `node:http` has no types in a file, if so. */
  readonly reasonAgainstBuiltins: (file: string) => string | undefined;
  /** The file of the project that a specifier in another one means. */
  readonly resolve: (
    importer: string,
    specifier: string,
  ) => { readonly file: string; readonly source: SourceCode } | undefined;
}

const NO_CONVENTIONS: Conventions = {
  compilerOptions: () => NO_COMPILER_OPTIONS,
  habit: () => ({ extensions: undefined }),
  reasonAgainstBuiltins: () => undefined,
  resolve: () => undefined,
};

/** Finds the module that a file imports its agents from, or plans one. */
export function findAgentsModule(query: AgentsModuleQuery): AgentsModule | undefined {
  if (query.named !== undefined) return describe(query, withExtension(query, query.named));
  for (let folder = dirname(query.importer); ; folder = dirname(folder)) {
    const existing = existingModule(query, join(folder, AGENTS_MODULE_NAME));
    if (existing !== undefined) return describe(query, existing);
    if (folder === query.applicationRoot || folder === dirname(folder)) break;
  }
  return query.plan && plannedModule(query, query.plan());
}

/** The module that is planned for the application, or one that is there already and serves in its place. */
function plannedModule(query: AgentsModuleQuery, plan: AgentsPlan): AgentsModule {
  const { file, syntax, refusal } = plan.for(query.importer);
  const own = existingModule(query, join(dirname(file), AGENTS_MODULE_NAME));
  const existing =
    own ??
    plan.existing.find(
      (other) =>
        canLoad(query, other) &&
        plan.allows(query.importer, other) &&
        read(other, false, query.conventions).unusable === undefined,
    );
  if (existing !== undefined) return describe(query, existing);
  // One stands there that the importer cannot load.
  const free = isThere(file)
    ? file.replace(/\.[jt]s$/u, (extension) => `.c${extension.slice(1)}`)
    : file;
  if (refusal === undefined && isThere(free))
    return {
      ...describe(query, free),
      unusable: `${free} cannot be imported here: name another module (\`--agents-module\`)`,
    };
  const planned = describe(query, free);
  return {
    ...planned,
    ...(free === file ? { syntax } : {}),
    ...(refusal === undefined ? {} : { unusable: refusal }),
  };
}

function describe(query: AgentsModuleQuery, file: string): AgentsModule {
  const exists = isThere(file);
  const {
    isUncapped = false,
    dependsOnOrder = false,
    ...found
  } = exists && file !== query.importer
    ? read(file, query.named !== undefined, query.conventions)
    : {};
  const { importer, style, moduleType, conventions = NO_CONVENTIONS } = query;
  const packageType = moduleType(dirname(importer));
  const typeOfModule = moduleType(dirname(file));
  const options = conventions.compilerOptions(importer);
  const ofModule = conventions.compilerOptions(file);
  const specifier = relativeSpecifier(
    {
      importer,
      style,
      packageType,
      options,
      habit: conventions.habit,
      isRunAsTypeScript: () => isRunAsTypeScript(dirname(importer), query.applicationRoot),
    },
    file,
  );
  const unusable =
    found.unusable ??
    (exists
      ? undefined
      : reasonAgainstModule(file, typeOfModule, ofModule, () =>
          conventions.reasonAgainstBuiltins(file),
        )) ??
    reasonAgainstImport({ importer, style, packageType, options, file, typeOfModule, exists });
  const form = formOf(file, typeOfModule, ofModule);
  return {
    file,
    specifier,
    exists,
    syntax: syntaxOf(query, file),
    ...(form ? { form } : {}),
    ...(isUncapped ? { isUncapped } : {}),
    ...(dependsOnOrder ? { dependsOnOrder } : {}),
    ...(unusable === undefined ? {} : { unusable }),
  };
}

function syntaxOf({ importer, style, moduleType }: AgentsModuleQuery, file: string): 'esm' | 'cjs' {
  if (/\.(?:[cm]?ts|mjs)$/u.test(file)) return 'esm';
  if (file.endsWith('.cjs')) return 'cjs';
  if (moduleType(dirname(file)) === 'module') return 'esm';
  // A `.js` file with imports in a package that is not a module is compiled; an `.mjs` file can import CommonJS.
  return importer.endsWith('.mjs') ? 'cjs' : style.syntax;
}

/**
 * Why agents cannot be imported from a module that is there, if so, and whether they are seen to have no cap.
 * @param isNamed whether the user names it: then its agents are meant for every request, whatever they are
 */
function read(
  file: string,
  isNamed: boolean,
  { resolve } = NO_CONVENTIONS,
): Pick<AgentsModule, 'unusable' | 'isUncapped' | 'dependsOnOrder'> {
  let source: SourceCode;
  try {
    source = parseSource(readText(file), file);
  } catch (error) {
    return {
      unusable: `${file} cannot be read (${(error as Error).message}): fix it, or name another module (\`--agents-module\`)`,
    };
  }
  const reason = reasonAgainstExports(source);
  if (reason !== undefined) return { unusable: `${file} ${reason}` };
  const home = isNamed ? undefined : homeOfOwnAgents(file, source, resolve);
  if (home !== undefined) {
    return {
      unusable: `${home} makes an agent with a certificate, a proxy or a trust of its own, which every request would get: if that is intended, name this module (\`--agents-module\`)`,
    };
  }
  return { isUncapped: makesUncappedAgents(source), dependsOnOrder: takesFromOthers(source) };
}

/** Whether a file loads others than those of Node, or reads the environment. */
function takesFromOthers(source: SourceCode): boolean {
  return (
    /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b/u.test(source.text) ||
    specifiersOf(source).some((module) => !isBuiltin(module))
  );
}

/** The file that makes an agent with a certificate, a proxy or a trust of its own: a module itself, or one that it has its agents from. */
function homeOfOwnAgents(
  file: string,
  source: SourceCode,
  resolve: Conventions['resolve'],
  seen: ReadonlySet<string> = new Set(),
): string | undefined {
  if (agentMakings(source).some((making) => isForSomeHosts(source, making))) return file;
  for (const specifier of sourcesOfAgents(source)) {
    const from = resolve(file, specifier);
    if (from === undefined || seen.has(from.file)) continue;
    const found = homeOfOwnAgents(from.file, from.source, resolve, new Set([...seen, from.file]));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a file makes both agents itself, and gives no bound to the number of their sockets. */
function makesUncappedAgents(source: SourceCode): boolean {
  const makings = agentMakings(source);
  const takesAnyFromOthers = /(['"`])\.{1,2}\//u.test(source.text);
  return (
    !takesAnyFromOthers &&
    makings.length > 1 &&
    makings.every(
      (making) =>
        making.family === 'node' &&
        isUncapped(agentOptions(source, { dependency: () => undefined }, making)),
    )
  );
}

/** By its name, or as the index of a folder of that name: a new file beside the folder would be loaded in its place. */
function existingModule(query: AgentsModuleQuery, base: string): string | undefined {
  const files = [base, join(base, 'index')].flatMap((path) =>
    preferredExtensions(query, dirname(path)).map((extension) => `${path}.${extension}`),
  );
  return files.find((file) => isThere(file) && canLoad(query, file));
}

/** The extensions of modules, the one that we would write first. */
function preferredExtensions(
  { importer, style, applicationRoot, moduleType }: AgentsModuleQuery,
  folder: string,
): readonly string[] {
  const isEsm = style.syntax === 'esm';
  const javascript = isEsm
    ? ['js', 'mjs', 'cjs']
    : moduleType(folder) === 'module'
      ? ['cjs']
      : ['js', 'cjs'];
  const typescript = ['ts', 'mts', 'cts'];
  if (isTypeScript(importer)) return [...typescript, ...javascript];
  // `http-agents.js` would be compiled over by an `http-agents.ts` beside it.
  const isBesideTypeScript = isThere(join(applicationRoot, 'tsconfig.json'));
  const own = isEsm ? 'mjs' : 'cjs';
  return [
    ...(isBesideTypeScript
      ? [own, ...javascript.filter((extension) => extension !== own)]
      : javascript),
    ...typescript,
  ];
}

/** Whether the importing file can load a module that is there. */
function canLoad(query: AgentsModuleQuery, file: string): boolean {
  const { importer, style, moduleType, plan } = query;
  const isOfTypeScript = isTypeScript(file);
  if (
    !isOfTypeScript &&
    style.syntax === 'cjs' &&
    (file.endsWith('.mjs') || (file.endsWith('.js') && moduleType(dirname(file)) === 'module'))
  )
    return false;
  if (isTypeScript(importer)) return isOfTypeScript || plan?.().isOfOthers(importer, file) !== true;
  return isOfTypeScript
    ? plan?.().isCompiled(importer) === true
    : plan?.().isOfOthers(importer, file) !== true;
}

/** The path that the user names, with the extension that it has, or that of a module which is there or is to be. */
function withExtension(query: AgentsModuleQuery, path: string): string {
  if (/\.[cm]?[jt]s$/u.test(path)) return path;
  return (
    existingModule({ ...query, plan: undefined }, path) ??
    `${path}.${preferredExtensions(query, dirname(path))[0]!}`
  );
}
