/**
 * Answers about the world beside one file, as plain data.
 */
import { LRUCache } from 'lru-cache';
import { dirname, relative, sep } from 'node:path';
import { agentNumbers } from '../agents/agent-numbers.ts';
import type { AxiosDefaults } from '../agents/agent-queries.ts';
import { findAgentsModule } from '../agents/agents-module.ts';
import { AgentsPlan, type Application } from '../agents/agents-plan.ts';
import { isBelow } from '../agents/folders.ts';
import { CLIENT_NAMES } from '../clients/models/client-model.ts';
import { importStyle, syntaxByText } from '../edits/import-style.ts';
import { packageSigns } from '../edits/package-style.ts';
import type { CrossFileFacts, ProjectFacts } from '../finders/project-queries.ts';
import { ofNoService } from '../lifetime/process-lifetime.ts';
import { browserBuildOf } from '../modules/browser-build.ts';
import { changingModule } from '../modules/changing-modules.ts';
import { into, leanOn, newGrounds, type Grounds } from '../modules/grounds.ts';
import { fileUsingMember, importerThatNames, importsBack } from '../modules/importers.ts';
import { fileUsingWhole } from '../modules/importing-names.ts';
import { Modules } from '../modules/module-graph.ts';
import type { ProjectNote } from '../modules/project-note.ts';
import { shippedFrom } from '../modules/shipped-folders.ts';
import { isTestFile } from '../modules/source-files.ts';
import { agentsGivenElsewhere, callsElsewhere } from './agents-elsewhere.ts';
import { applicationFolder } from './applications.ts';
import { clientTypeInLinting, hasTypesInLinting, isNullableInLinting } from './client-types.ts';
import {
  axiosDefaults,
  clientArguments,
  importedClients,
  importedConfig,
  importsClients,
  judgeImported,
  settingsElsewhere,
  streamsElsewhere,
} from './clients-elsewhere.ts';
import { collectionElsewhere } from './collections-elsewhere.ts';
import { effectElsewhere, isAsyncElsewhere } from './effects-elsewhere.ts';
import { entriesChangedElsewhere } from './entries-elsewhere.ts';
import {
  instancesElsewhere,
  keptElsewhere,
  keysWhereHanded,
  runsWhereHanded,
  keysElsewhere,
  runsElsewhere,
} from './functions-elsewhere.ts';
import { listedByElsewhere } from './guards-elsewhere.ts';
import { whyOutOfService } from './out-of-service.ts';
import { fileTraits } from './file-traits.ts';
import { globalAgentsElsewhere } from './global-agents-elsewhere.ts';
import { NO_PROJECT } from './no-project.ts';
import { compilerOptionsIn, conventionsIn, typeElsewhere } from './package-conventions.ts';
import {
  dependencyRange,
  isForBrowsersToo,
  manifestNotes,
  manifestOf,
  moduleType,
} from './package-manifests.ts';
import { isExposed } from './package-entries.ts';
import { pageFolder } from './page-folder.ts';
import type { ProjectContext } from './project-context.ts';
import { hasProject, projectRoot } from './project-root.ts';
import { importedResponses, receivesResponses } from './responses-elsewhere.ts';
import { runsOnServer } from './runs-on-server.ts';
import type { LeakproofSettings } from './settings.ts';
import { typeNotes } from './type-checker.ts';
import { configOfTypes, typesFor } from './types-of-file.ts';

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
    ...(settings.project === false || !hasProject(root)
      ? NO_PROJECT
      : crossFileFacts(file, root, project)),
    file,
    analysedClients: settings.clients ?? CLIENT_NAMES,
    clientModules: settings.modules ?? [],
    wrapperModules: settings.wrappers ?? [],
    agentNumbers: agentNumbers(settings.agents),
    packageRoot: root,
    styleSigns: packageSigns(file, root),
    environments: settings.environments ?? 'server',
    projectRoot: () => projectRoot(root),
    // A file that is linted with types has answers of its own.
    epoch: () => (typed ? undefined : project().modules.epoch()),
    isForBrowsersToo: () => isForBrowsersToo(manifestOf(root)),
    browserBuild: () => browserBuildOf(root),
    packageType: () => moduleType(dirname(file)),
    dependency: (name) => dependencyRange(root, name),
    compilerOptions: (other = file) => compilerOptionsIn(project().modules, other),
    hasNodeTypes: () =>
      conventionsIn(root, () => project().modules).reasonAgainstBuiltins(file) === undefined,
    axiosDefaults: () => axiosDefaultsBelow(root, project()),
    fetchReplacers: () => fetchReplacers(root, project()),
    globalAgentsElsewhere: () => globalAgentsElsewhere(project(), file, root),
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

function fetchReplacers(root: string, { modules }: ProjectContext): readonly string[] {
  return modules.files
    .having('replacesFetch')
    .filter((file) => file.startsWith(root + sep))
    .map((file) => modules.nameOf(file));
}

/** Who assigns `axios.defaults.http(s)Agent` in a package, also outside the paths of a codemod; what a test sets, no service has. */
function axiosDefaultsBelow(root: string, project: ProjectContext): AxiosDefaults {
  const accepts = (file: string) =>
    file.startsWith(root + sep) && !isTestFile(file.slice(root.length));
  return {
    httpAgent: axiosDefaults(project, 'httpAgent', accepts),
    httpsAgent: axiosDefaults(project, 'httpsAgent', accepts),
  };
}

interface Project extends ProjectContext {
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
  const { project } = settings;
  const modules = new Modules({
    root,
    tsconfig: typeof project === 'string' ? project : undefined,
    traits: fileTraits(settings),
  });
  const factsOf = (file: string) =>
    modules.kept(`facts ${file}`, () => projectFacts(file, { settings }))!;
  return {
    modules,
    factsOf,
    isExposed: (file) => isExposed(modules, file),
    agentsPlan: (application) => {
      // The plan asks as it is asked: whoever is told something leans on all that it was told before.
      const { plan, grounds } = modules.kept(`agents plan ${application}`, () => {
        const grounds = newGrounds();
        return {
          grounds,
          plan: new AgentsPlan(onGrounds(grounds, applicationIn(application, modules, factsOf))),
        };
      })!;
      leanOn(grounds);
      return plan;
    },
  };
}

/** The same, and what it answers is made of the grounds. */
function onGrounds(grounds: Grounds, application: Application): Application {
  return {
    ...application,
    textOf: (file) => into(grounds, () => application.textOf(file)),
    syntaxOf: (file) => into(grounds, () => application.syntaxOf(file)),
    runsOnServer: (file) => into(grounds, () => application.runsOnServer(file)),
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
  const isServed = (file: string) =>
    isOwn(file) &&
    ofNoService({ inPackage: relative(root, file), inProject: relative(inProject, file) }) ===
      undefined;
  const syntaxByCode = (file: string) => {
    const source = modules.sourceOf(file);
    return source ? importStyle(source, factsOf(file)).syntax : 'cjs';
  };
  const having = (trait: string) =>
    modules.files.having(trait).filter((file) => isBelow(root, file) && isServed(file));
  return {
    root,
    files: modules.files.below(root).filter(isServed),
    importers: having('imports'),
    listers: having('listsFolders'),
    moduleType,
    ships: shippedFrom(root),
    textOf: (file) => modules.textOf(file),
    syntaxOf: (file) =>
      syntaxByText(file, modules.textOf(file), moduleType(dirname(file))) ?? syntaxByCode(file),
    runsOnServer: (file) => runsOnServer({ modules, factsOf }, file),
    inputsOf: (tsconfig) =>
      modules.kept(`inputs ${tsconfig}`, () => modules.files.inputsOf(tsconfig)),
  };
}

/** What went wrong in looking at other files, without stopping anything. */
export function projectNotes(): ProjectNote[] {
  const ofModules = [...projects.values()].flatMap(({ modules }) => modules.notes());
  return [...manifestNotes(), ...ofModules, ...typeNotes()];
}

function crossFileFacts(file: string, root: string, project: () => Project): CrossFileFacts {
  return {
    asksOthers: true,
    areSharersKnown: () => project().modules.files.areTraitsAsked,
    importsBack: (module) => importsBack(project().modules, file, module),
    moduleNames: (module, word) =>
      project().modules.across(file, module, (home) =>
        project().modules.textOf(home).includes(word),
      ) ?? false,
    importerThatNames: (word) => importerThatNames(project().modules, file, word),
    fileUsingMember: (...member) => fileUsingMember(project().modules, file, ...member),
    fileUsingWhole: () => fileUsingWhole(project().modules, file),
    changingModule: (module) => changingModule(project().modules, file, module),
    importsClients: () => importsClients(project(), file),
    importedClients: (module, path) => importedClients(project(), file, module, path),
    clientArguments: (fn, position) => clientArguments(project(), file, fn, position),
    judgeImported: (create) => judgeImported(project(), create),
    settingsElsewhere: (client) => settingsElsewhere(project(), file, client),
    importedConfig: (module, path) => importedConfig(project(), file, module, path),
    streamsElsewhere: (client) => streamsElsewhere(project(), file, client),
    receivesResponses: () => receivesResponses(project(), file),
    importedResponses: (module, path) => importedResponses(project(), file, module, path),
    firstImporters: () => project().modules.firstImporters(file),
    loaders: () => project().modules.loadersOf(file),
    pageFolder: () => pageFolder(project(), file, root),
    setsBaseUrl: () => project().modules.files.having('setsBaseUrl').length > 0,
    runsElsewhere: (fn, enough) => runsElsewhere(project(), file, fn, enough),
    keysElsewhere: (fn, position, path) => keysElsewhere(project(), file, { fn, position, path }),
    instancesElsewhere: (owner) => instancesElsewhere(project(), file, owner),
    keysWhereHanded: (passed, position, path) =>
      keysWhereHanded(project(), file, { passed, position, path }),
    runsWhereHanded: (passed) => runsWhereHanded(project(), file, passed),
    keptElsewhere: (passed) => keptElsewhere(project(), file, passed),
    listedByElsewhere: (way, call) => listedByElsewhere(project(), file, way, call),
    collectionElsewhere: (collection) => collectionElsewhere(project(), file, collection),
    entriesChangedElsewhere: (given) => entriesChangedElsewhere(project(), file, given),
    effectElsewhere: (way) => effectElsewhere(project(), file, way),
    isAsyncElsewhere: (way) => isAsyncElsewhere(project(), file, way),
    agentsGivenElsewhere: (to, source) => agentsGivenElsewhere(project(), file, { to, source }),
    callsElsewhere: (fn) => callsElsewhere(project(), file, fn),
    whyOutOfService: () => whyOutOfService(project(), file),
  };
}
