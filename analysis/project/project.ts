/**
 * Answers about the world beside one file, as plain data.
 */
import { LRUCache } from 'lru-cache';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { agentNumbers } from '../agents/agent-numbers.ts';
import type { AxiosDefaults } from '../agents/agent-queries.ts';
import { findAgentsModule, type Conventions } from '../agents/agents-module.ts';
import { AgentsPlan, type Application } from '../agents/agents-plan.ts';
import { isBelow } from '../agents/folders.ts';
import { maySetGlobalAgents } from '../agents/global-agent-writes.ts';
import { maySetClients } from '../clients/client-settings.ts';
import { maySendThroughAnything, mayShareClients } from '../clients/prefilters.ts';
import { importStyle, syntaxByText } from '../edits/import-style.ts';
import { packageSigns } from '../edits/package-style.ts';
import { extensionHabit, type ExtensionHabit } from '../edits/specifier-style.ts';
import { outsideServers } from '../finders/environment.ts';
import type { CrossFileFacts, ProjectFacts } from '../finders/project-queries.ts';
import { maySetBaseUrl } from '../finders/request-urls.ts';
import { nothingnessByName, nothingnessOfExport, type Nothingness } from '../flow/nothing-types.ts';
import { ofNoService } from '../lifetime/process-lifetime.ts';
import { browserBuildOf } from '../modules/browser-build.ts';
import { compilerOptionsOf, type CompilerOptions } from '../modules/compiler-options.ts';
import { importerThatNames, importsBack } from '../modules/importers.ts';
import { SharedNames } from '../modules/importing-names.ts';
import { Modules } from '../modules/module-graph.ts';
import { namesNode, reasonAgainstBuiltins } from '../modules/node-types.ts';
import { packageFolder, readJson } from '../modules/package-json.ts';
import type { ProjectNote } from '../modules/project-note.ts';
import { shippedFrom } from '../modules/shipped-folders.ts';
import { isTestFile, isTypeScript } from '../modules/source-files.ts';
import { SharedAgents } from './agents-elsewhere.ts';
import { applicationFolder, declaresWorkspaces } from './applications.ts';
import { clientTypeInLinting, hasTypesInLinting, isNullableInLinting } from './client-types.ts';
import { SharedClients } from './clients-elsewhere.ts';
import { SharedCollections } from './collections-elsewhere.ts';
import { SharedFunctions } from './functions-elsewhere.ts';
import { SharedGlobalAgents } from './global-agents-elsewhere.ts';
import { ALONE } from './no-project.ts';
import { SharedResponses } from './responses-elsewhere.ts';
import type { LeakproofSettings } from './settings.ts';
import { inputsOf, typeNotes, typeProjectOf, type TypeProject } from './type-checker.ts';

export interface ProjectOptions {
  readonly settings?: LeakproofSettings;
  /** Absolute path of the agents module, with or without extension. */
  readonly agentsModule?: string | undefined;
  /** Whether the file is linted with types: the codemod then has them, too. */
  readonly typed?: boolean | undefined;
  /** Whether a missing agents module is planned: a codemod writes it. */
  readonly plansAgents?: boolean | undefined;
}

/**
 * Facts for one file. Nothing is read before it is asked for.
 * @param file absolute path; it need not exist
 */
export function projectFacts(
  file: string,
  { settings = {}, agentsModule, plansAgents = false, typed = false }: ProjectOptions = {},
): ProjectFacts {
  const root = applicationFolder(file);
  let asked: Project | undefined;
  const project = () => (asked ??= projectOf(root, settings));
  return {
    ...(settings.project === false || !hasProject(root) ? ALONE : crossFileFacts(file, project)),
    file,
    clientModules: settings.modules ?? [],
    wrapperModules: settings.wrappers ?? [],
    agentNumbers: agentNumbers(settings.agents),
    packageRoot: root,
    styleSigns: packageSigns(file, root),
    environments: settings.environments ?? 'server',
    projectRoot: () => projectRoot(root),
    isForBrowsersToo: () => isForBrowsersToo(manifestOf(root)),
    browserBuild: () => browserBuildOf(root),
    packageType: () => moduleType(dirname(file)),
    dependency: (name) => dependencyRange(root, name),
    compilerOptions: (other = file) => compilerOptionsIn(project().modules, other),
    axiosDefaults: () => axiosDefaultsBelow(root, project().clients),
    globalAgentsElsewhere: () => project().globalAgents.elsewhere(file, root),
    hasTypes: (source) =>
      hasTypesInLinting(source) || configOfTypes(file, settings, typed) !== undefined,
    clientType: (source, node) =>
      clientTypeInLinting(source, node) ??
      typesFor(file, settings, typed)?.clientType(file, source, node),
    isNullable: (source, type) =>
      isNullableInLinting(source, type) ??
      typesFor(file, settings, typed)?.isNullable(file, source, type),
    typeElsewhere: (module, name) =>
      settings.project === false ? 'unknown' : typeElsewhere(project().modules, file, module, name),
    agentsModule: (style) =>
      findAgentsModule({
        importer: file,
        style,
        applicationRoot: root,
        moduleType,
        named: agentsModule,
        plan: plansAgents ? () => project().agentsPlan(root) : undefined,
        conventions: conventionsIn(root, () => project().modules),
      }),
  };
}

function compilerOptionsIn({ files }: Modules, file: string): CompilerOptions {
  return compilerOptionsOf(files.configsOf(file).values());
}

/** A type of a file of the project by what that says, of a package by its name. */
function typeElsewhere(modules: Modules, file: string, module: string, name: string): Nothingness {
  const found = modules.across(file, module, (home) => {
    const source = modules.sourceOf(home);
    return source
      ? nothingnessOfExport(source, name, (next, exported) =>
          typeElsewhere(modules, home, next, exported),
        )
      : 'unknown';
  });
  return found ?? (/^[./#]/u.test(module) ? 'unknown' : nothingnessByName(name));
}

/** What the texts of a package are to follow. @param root the package's folder */
function conventionsIn(root: string, modules: () => Modules): Conventions {
  const compilerOptions = (file: string) => compilerOptionsIn(modules(), file);
  return {
    compilerOptions,
    habit: (except) => habitIn(modules(), root, except),
    resolve: (importer, specifier) =>
      modules().across(importer, specifier, (file) => {
        const source = modules().sourceOf(file);
        return source && { file, source };
      }),
    reasonAgainstBuiltins: (file) =>
      reasonAgainstBuiltins({
        file,
        options: compilerOptions(file),
        root: projectRoot(root),
        isUsed: () => isNodeNamedBeside(modules(), file),
      }),
  };
}

/** How the TypeScript of a package names its own modules, those of one name apart. */
function habitIn({ files }: Modules, root: string, except: string): ExtensionHabit {
  const isOther = (specifier: string) =>
    specifier.slice(specifier.lastIndexOf('/') + 1).split('.', 1)[0] !== except;
  return extensionHabit(
    files
      .list()
      .filter((file) => isTypeScript(file) && file.startsWith(root + sep))
      .flatMap((file) => files.specifiersOf(file).filter(isOther)),
  );
}

/** Whether a file that is compiled with another one names what only `@types/node` declares, and so compiles with it. */
function isNodeNamedBeside({ files }: Modules, file: string): boolean {
  const configs = [...files.configsOf(file).keys()];
  return files.having('namesNode').some((other) => files.isCheckedByAny(configs, other));
}

/** The types of the `tsconfig.json` that the settings name, or of the nearest to a file that is linted with types. */
function typesFor(
  file: string,
  settings: LeakproofSettings,
  typed: boolean,
): TypeProject | undefined {
  const tsconfig = configOfTypes(file, settings, typed);
  return tsconfig === undefined ? undefined : typeProjectOf(tsconfig);
}

function configOfTypes(
  file: string,
  { project }: LeakproofSettings,
  typed: boolean,
): string | undefined {
  return typeof project === 'string' ? project : typed ? nearestConfig(file) : undefined;
}

function nearestConfig(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const config = join(folder, 'tsconfig.json');
    if (existsSync(config)) return config;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Whether there is anything that says that files belong together. */
function hasProject(root: string): boolean {
  return ['package.json', 'tsconfig.json', 'jsconfig.json'].some((name) =>
    existsSync(join(root, name)),
  );
}

/**
 * Who assigns `axios.defaults.http(s)Agent` in a package, also outside the paths that a codemod is given.
 * What a test sets is not set when the service runs.
 */
function axiosDefaultsBelow(root: string, clients: SharedClients): AxiosDefaults {
  const accepts = (file: string) =>
    file.startsWith(root + sep) && !isTestFile(file.slice(root.length));
  return {
    httpAgent: clients.axiosDefaults('httpAgent', accepts),
    httpsAgent: clients.axiosDefaults('httpsAgent', accepts),
  };
}

/** Packages whose `package.json` says nothing that could be read. */
const brokenManifests = new Set<string>();

function manifestOf(root: string): Readonly<Record<string, unknown>> | undefined {
  const file = join(root, 'package.json');
  const content = readJson(file);
  if (content === undefined && existsSync(file)) brokenManifests.add(file);
  return content;
}

/** What kind of module a `.js` file in a folder is, by the nearest `package.json`. */
function moduleType(folder: string): 'module' | 'commonjs' {
  // Without a word on it, Node takes `.js` for CommonJS.
  return manifestOf(packageFolder(join(folder, '_')))?.['type'] === 'module'
    ? 'module'
    : 'commonjs';
}

/** `browser`, the condition of that name in `exports`, and the bundles that content delivery networks serve. */
function isForBrowsersToo(manifest: Readonly<Record<string, unknown>> | undefined): boolean {
  return (
    ['browser', 'unpkg', 'jsdelivr'].some((field) => Boolean(manifest?.[field])) ||
    JSON.stringify(manifest?.['exports'] ?? {}).includes('"browser"')
  );
}

/** The fields of a `package.json` whose packages are there when the service runs. */
const RUNTIME_DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** The version range under which a package names one that it needs to run, or undefined. */
function dependencyRange(root: string, name: string): string | undefined {
  const content = manifestOf(root) ?? {};
  for (const field of RUNTIME_DEPENDENCIES) {
    const range = (content[field] as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/**
 * The folder whose files know of each other: that of the workspace that the package belongs to, or the package's own.
 * In a git repository it is the topmost package, since services without workspaces reach into each other, too.
 * @param nearest the folder of the package
 */
export function projectRoot(nearest: string): string {
  let topmost = nearest;
  let isWorkspace = false;
  for (let folder = nearest; ; folder = dirname(folder)) {
    if (folder !== nearest && existsSync(join(folder, 'package.json'))) {
      topmost = folder;
      isWorkspace ||= declaresWorkspaces(folder);
    }
    if (existsSync(join(folder, '.git'))) return topmost;
    if (folder === dirname(folder)) return isWorkspace ? topmost : nearest;
  }
}

interface Project {
  readonly modules: Modules;
  readonly clients: SharedClients;
  readonly functions: SharedFunctions;
  readonly collections: SharedCollections;
  readonly responses: SharedResponses;
  readonly agents: SharedAgents;
  readonly globalAgents: SharedGlobalAgents;
  readonly agentsPlan: (root: string) => AgentsPlan;
}

/** One for all files of a project that share their settings: what one of them asked, the next one need not. */
const projects = new LRUCache<string, Project>({ max: 8 });

function projectOf(packageRoot: string, settings: LeakproofSettings): Project {
  const { modules = [], wrappers = [], project: setting = true } = settings;
  const root = setting === false ? packageRoot : projectRoot(packageRoot);
  const key = JSON.stringify([root, setting, modules, wrappers]);
  let project = projects.get(key);
  if (!project) projects.set(key, (project = makeProject(root, settings)));
  return project;
}

function makeProject(root: string, settings: LeakproofSettings): Project {
  const { modules: clientModules = [], project } = settings;
  const modules = new Modules({
    root,
    tsconfig: typeof project === 'string' ? project : undefined,
    traits: {
      imports: (_, specifiers) =>
        specifiers.some((specifier) => specifier === 'axios' || clientModules.includes(specifier)),
      shares: (text, specifiers) => mayShareClients(text, specifiers, clientModules),
      sends: maySendThroughAnything,
      sets: maySetClients,
      setsGlobalAgents: maySetGlobalAgents,
      setsBaseUrl: (text, specifiers) => specifiers.includes('axios') && maySetBaseUrl(text),
      streams: (text) => text.includes('stream'),
      listsFolders: (text) =>
        /readdir|opendir|glob(?!al)|autoload|require\.context|(?:require|include)-?(?:all|dir)|consign/iu.test(
          text,
        ),
      namesNode,
    },
  });
  const factsOf = (file: string) =>
    modules.kept(`facts ${file}`, () => projectFacts(file, { settings }))!;
  const names = new SharedNames(modules);
  const clients = new SharedClients(modules, names, factsOf);
  return {
    modules,
    clients,
    agents: new SharedAgents(modules, names, factsOf),
    globalAgents: new SharedGlobalAgents(modules, factsOf),
    agentsPlan: (application) =>
      modules.kept(
        `agents plan ${application}`,
        () => new AgentsPlan(applicationIn(application, modules, factsOf)),
      )!,
    responses: new SharedResponses(modules, factsOf, () => clients.senders()),
    functions: new SharedFunctions(modules, names, factsOf, isPublished),
    collections: new SharedCollections(modules, names, factsOf, isPublished),
  };
}

/** What the plan of an application's agents module is made of. */
function applicationIn(
  root: string,
  modules: Modules,
  factsOf: (file: string) => ProjectFacts,
): Application {
  const owners = new Map<string, string>();
  const isOwn = (file: string) => {
    const folder = dirname(file);
    if (!owners.has(folder)) owners.set(folder, applicationFolder(file));
    return owners.get(folder) === root;
  };
  const inProject = projectRoot(root);
  const isOfService = (file: string) =>
    ofNoService({ inPackage: relative(root, file), inProject: relative(inProject, file) }) ===
    undefined;
  const syntaxByCode = (file: string) => {
    const source = modules.sourceOf(file);
    return source ? importStyle(source, factsOf(file)).syntax : 'cjs';
  };
  const having = (trait: string) =>
    modules.files
      .having(trait)
      .filter((file) => isBelow(root, file) && isOwn(file) && isOfService(file));
  return {
    root,
    files: modules.files.below(root).filter((file) => isOwn(file) && isOfService(file)),
    importers: having('imports'),
    listers: having('listsFolders'),
    moduleType,
    ships: shippedFrom(root),
    textOf: (file) => modules.textOf(file),
    syntaxOf: (file) =>
      syntaxByText(file, modules.textOf(file), moduleType(dirname(file))) ?? syntaxByCode(file),
    runsOnServer(file) {
      const source = modules.sourceOf(file);
      return source === undefined || outsideServers(source, factsOf(file)) === undefined;
    },
    inputsOf: (tsconfig) => modules.kept(`inputs ${tsconfig}`, () => inputsOf(tsconfig)),
  };
}

/** Whether a file belongs to a package that others may install: whoever uses it then is not seen. */
function isPublished(file: string): boolean {
  const content = readJson(join(applicationFolder(file), 'package.json'));
  // Every `npm init` writes a `main`.
  return (
    content !== undefined &&
    content['private'] !== true &&
    ['exports', 'module', 'types', 'typings', 'files', 'publishConfig'].some(
      (field) => content[field] !== undefined,
    )
  );
}

/** What went wrong in looking at other files, without stopping anything. */
export function projectNotes(): ProjectNote[] {
  const manifests = [...brokenManifests].map((file) => ({
    file,
    reason:
      'is no JSON object: its files are taken for CommonJS, its dependencies for none. Mend it, and look at what was written',
  }));
  return [
    ...manifests,
    ...[...projects.values()].flatMap(({ modules }) => modules.notes()),
    ...typeNotes(),
  ];
}

function crossFileFacts(file: string, project: () => Project): CrossFileFacts {
  return {
    importsBack: (module) => importsBack(project().modules, file, module),
    moduleNames: (module, word) =>
      project().modules.across(file, module, (home) =>
        project().modules.textOf(home).includes(word),
      ) ?? false,
    importerThatNames: (word) => importerThatNames(project().modules, file, word),
    importsClients: () => project().clients.importsClients(file),
    importedClients: (module, path) => project().clients.importedClients(file, module, path),
    clientArguments: (fn, position) => project().clients.clientArguments(file, fn, position),
    judgeImported: (create) => project().clients.judgeImported(create),
    settingsElsewhere: (client) => project().clients.settingsElsewhere(file, client),
    importedConfig: (module, path) => project().clients.importedConfig(file, module, path),
    streamsElsewhere: (client) => project().clients.streamsElsewhere(file, client),
    receivesResponses: () => project().responses.receivesResponses(file),
    importedResponses: (module, path) => project().responses.importedResponses(file, module, path),
    firstImporters: () => project().modules.firstImporters(file),
    loaders: () => project().modules.loadersOf(file),
    setsBaseUrl: () => project().modules.files.having('setsBaseUrl').length > 0,
    runsElsewhere: (fn, enough) => project().functions.runsElsewhere(file, fn, enough),
    keysElsewhere: (fn, position, name) =>
      project().functions.keysElsewhere(file, fn, position, name),
    instancesElsewhere: (owner) => project().functions.instancesElsewhere(file, owner),
    collectionElsewhere: (collection) => project().collections.elsewhere(file, collection),
    entriesChangedElsewhere: (functions) =>
      project().collections.entriesChangedElsewhere(file, functions),
    agentsGivenElsewhere: () => project().agents.givenElsewhere(file, 'requests'),
    agentsOfStreamsElsewhere: () => project().agents.givenElsewhere(file, 'streams'),
    callsElsewhere: (fn) => project().agents.callsElsewhere(file, fn),
  };
}
