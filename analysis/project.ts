/**
 * Answers about the world beside one file, as plain data.
 */
import { LRUCache } from 'lru-cache';
import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { findAgentsModule } from './agents-module.ts';
import { maySetClients, NO_SETTINGS } from './client-settings.ts';
import { namesClientModule } from './axios-clients.ts';
import { maySendThroughAnything, mayShareClients } from './client-texts.ts';
import type { AxiosDefaults, CrossFileFacts, ProjectFacts, ProjectNote } from './finding.ts';
import { packageFolder, readJson } from './module-resolver.ts';
import { Modules } from './modules.ts';
import { SharedAgents } from './shared-agents.ts';
import { SharedClients } from './shared-clients.ts';
import { isTestFile } from './source-files.ts';

/** `settings.leakproof` of an ESLint config; rules and codemods read the same. */
export interface LeakproofSettings {
  /** Modules beside `axios` that export clients. */
  readonly modules?: readonly string[];
  /** Modules whose functions return the client that they are given. */
  readonly wrappers?: readonly string[];
  /**
   * Whether other files of the project are asked what a file alone does not tell; the path of a `tsconfig.json`, for its
   * `paths` and for types. On wherever a `package.json`, a `tsconfig.json` or a `jsconfig.json` is found.
   */
  readonly project?: boolean | string;
}

export interface ProjectOptions {
  readonly settings?: LeakproofSettings;
  /** Absolute path of the agents module, with or without extension. */
  readonly agentsModule?: string | undefined;
  /** The common folder of the paths that a codemod was given, by which a missing agents module is placed. */
  readonly commonFolder?: string | undefined;
}

/**
 * Facts for one file. Nothing is read before it is asked for.
 * @param file absolute path; it need not exist
 */
export function projectFacts(file: string, { settings = {}, agentsModule, commonFolder }: ProjectOptions = {}): ProjectFacts {
  const root = packageFolder(file);
  let asked: Project | undefined;
  const project = () => (asked ??= projectOf(root, settings));
  return {
    ...(settings.project === false || !hasProject(root) ? ALONE : crossFileFacts(file, project)),
    file,
    clientModules: settings.modules ?? [],
    wrapperModules: settings.wrappers ?? [],
    packageRoot: root,
    packageType: () => packageType(root),
    dependency: (name) => dependencyRange(root, name),
    axiosDefaults: () => axiosDefaultsBelow(root, project().clients),
    agentsModule: (style) =>
      findAgentsModule({ importer: file, style, packageRoot: root, packageType: packageType(root), named: agentsModule, commonFolder }),
  };
}

/** Whether there is anything that says that files belong together. */
function hasProject(root: string): boolean {
  return ['package.json', 'tsconfig.json', 'jsconfig.json'].some((name) => existsSync(join(root, name)));
}

/**
 * Who assigns `axios.defaults.http(s)Agent` in a package, also outside the paths that a codemod is given.
 * What a test sets is not set when the service runs.
 */
function axiosDefaultsBelow(root: string, clients: SharedClients): AxiosDefaults {
  const accepts = (file: string) => file.startsWith(root + sep) && !isTestFile(file.slice(root.length));
  return { httpAgent: clients.axiosDefaults('httpAgent', accepts), httpsAgent: clients.axiosDefaults('httpsAgent', accepts) };
}

function packageType(root: string): 'module' | 'commonjs' {
  // Without a word on it, Node takes `.js` for CommonJS.
  return readJson(join(root, 'package.json'))?.['type'] === 'module' ? 'module' : 'commonjs';
}

/** The fields of a `package.json` whose packages are there when the service runs. */
const RUNTIME_DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** The version range under which a package names one that it needs to run, or undefined. */
function dependencyRange(root: string, name: string): string | undefined {
  const content = readJson(join(root, 'package.json')) ?? {};
  for (const field of RUNTIME_DEPENDENCIES) {
    const range = (content[field] as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/**
 * The folder whose files know of each other: that of the workspace that the package belongs to, or the package's own.
 * In a git repository it is the topmost package, since services without workspaces reach into each other, too.
 */
function projectRoot(nearest: string): string {
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

function declaresWorkspaces(folder: string): boolean {
  return readJson(join(folder, 'package.json'))?.['workspaces'] !== undefined || ['pnpm-workspace.yaml', 'lerna.json'].some((name) => existsSync(join(folder, name)));
}

interface Project {
  readonly modules: Modules;
  readonly clients: SharedClients;
  readonly agents: SharedAgents;
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
    tsconfig: typeof project === 'string' ? resolve(project) : undefined,
    traits: {
      names: (text) => namesClientModule(text, clientModules),
      shares: (text) => namesClientModule(text, clientModules) && mayShareClients(text, clientModules),
      sends: maySendThroughAnything,
      sets: maySetClients,
    },
  });
  const factsOf = (file: string) => projectFacts(file, { settings });
  return { modules, clients: new SharedClients(modules, factsOf), agents: new SharedAgents(modules, factsOf) };
}

/** What went wrong in looking at other files, without stopping anything. */
export function projectNotes(): ProjectNote[] {
  return [...projects.values()].flatMap(({ modules }) => modules.notes());
}

/** Nothing is known of other files. */
const ALONE: CrossFileFacts = {
  importsClients: () => false,
  importedClients: () => undefined,
  clientArguments: () => undefined,
  judgeImported: () => ({ verdict: 'unverifiable' }),
  settingsElsewhere: () => NO_SETTINGS,
  importedConfig: () => undefined,
  agentsGivenElsewhere: () => new Set(),
  callsElsewhere: () => undefined,
};

function crossFileFacts(file: string, project: () => Project): CrossFileFacts {
  return {
    importsClients: () => project().clients.importsClients(file),
    importedClients: (module, path) => project().clients.importedClients(file, module, path),
    clientArguments: (fn, position) => project().clients.clientArguments(file, fn, position),
    judgeImported: (create) => project().clients.judgeImported(create),
    settingsElsewhere: (client) => project().clients.settingsElsewhere(file, client),
    importedConfig: (module, path) => project().clients.importedConfig(file, module, path),
    agentsGivenElsewhere: () => project().agents.givenElsewhere(file),
    callsElsewhere: (fn) => project().agents.callsElsewhere(file, fn),
  };
}
