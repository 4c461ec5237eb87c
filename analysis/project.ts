/**
 * Answers about the world beside one file, as plain data.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AGENT_NAMES, isAgentName, type AgentName } from './agent-state.ts';
import { findAgentsModule } from './agents-module.ts';
import { memberAssignments } from './assignments.ts';
import { ClientResolver, isAxiosItself } from './axios-clients.ts';
import { isGlobal, isObjectAssign, propertyName } from './bindings.ts';
import type { AxiosDefaults, Location, ProjectFacts, SourceCode } from './finding.ts';
import { parseSource } from './source.ts';
import { filesBelow, hasSourceExtension, isTestFile } from './source-files.ts';
import { nodesOf, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

/** `settings.leakproof` of an ESLint config; rules and codemods read the same. */
export interface LeakproofSettings {
  /** Modules beside `axios` that export clients. */
  readonly modules?: readonly string[];
  /** Modules whose functions return the client that they are given. */
  readonly wrappers?: readonly string[];
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
  const root = packageRoot(file);
  return {
    file,
    clientModules: settings.modules ?? [],
    wrapperModules: settings.wrappers ?? [],
    packageRoot: root,
    packageType: () => packageType(root),
    dependency: (name) => dependencyRange(root, name),
    axiosDefaults: () => axiosDefaultsBelow(root),
    agentsModule: (style) =>
      findAgentsModule({ importer: file, style, packageRoot: root, packageType: packageType(root), named: agentsModule, commonFolder }),
  };
}

/** The nearest folder at or above a file that holds a `package.json`, or the file's own. */
export function packageRoot(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/** What a package's `package.json` says; nothing if there is none, or a broken one. */
function packageJson(root: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function packageType(root: string): 'module' | 'commonjs' {
  // Without a word on it, Node takes `.js` for CommonJS.
  return packageJson(root)['type'] === 'module' ? 'module' : 'commonjs';
}

/** The fields of a `package.json` whose packages are there when the service runs. */
const RUNTIME_DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** The version range under which a package names one that it needs to run, or undefined. */
function dependencyRange(root: string, name: string): string | undefined {
  const content = packageJson(root);
  for (const field of RUNTIME_DEPENDENCIES) {
    const range = (content[field] as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/** How long the list of a package's files is taken to be right, in milliseconds: an editor lints at every key. */
const LIST_LIFETIME = 5000;

interface ScannedFile {
  readonly stamp: string;
  readonly found: readonly (Location & { readonly agent: AgentName })[];
}

interface PackageScan {
  at: number;
  readonly files: Map<string, ScannedFile>;
  answer: AxiosDefaults;
}

const scans = new Map<string, PackageScan>();

/**
 * Every assignment to `axios.defaults.http(s)Agent` in a package, also outside the paths that a codemod is given.
 * What a test sets is not set when the service runs.
 */
function axiosDefaultsBelow(root: string): AxiosDefaults {
  const now = performance.now();
  const scan = scans.get(root) ?? { at: -Infinity, files: new Map<string, ScannedFile>(), answer: { httpAgent: [], httpsAgent: [] } };
  if (now - scan.at < LIST_LIFETIME) return scan.answer;
  scan.at = now;
  scans.set(root, scan);
  const found = filesBelow(root, { accepts: (name) => hasSourceExtension(name), respectGitignore: true })
    .filter((file) => !isTestFile(file.slice(root.length)))
    .flatMap((file) => scanFile(scan, file));
  const of = (name: AgentName) => found.filter(({ agent }) => agent === name).map(({ file, line, column }) => ({ file, line, column }));
  scan.answer = { httpAgent: of('httpAgent'), httpsAgent: of('httpsAgent') };
  return scan.answer;
}

function scanFile(scan: PackageScan, file: string): ScannedFile['found'] {
  try {
    const { mtimeMs, size } = statSync(file);
    const stamp = `${mtimeMs}:${size}`;
    const known = scan.files.get(file);
    if (known?.stamp === stamp) return known.found;
    const found = assignmentsIn(readFileSync(file, 'utf8'), file);
    scan.files.set(file, { stamp, found });
    return found;
  } catch {
    // A file that vanished or does not parse sets nothing that we can see.
    return [];
  }
}

function assignmentsIn(text: string, file: string): ScannedFile['found'] {
  if (!text.includes('axios') || !text.includes('defaults') || !AGENT_NAMES.some((name) => text.includes(name))) return [];
  const source = parseSource(text, file);
  const resolver = new ClientResolver(source, projectFacts(file));
  const at = (node: Node, agent: AgentName) => ({ file, line: node.loc.start.line, column: node.loc.start.column + 1, agent });
  const isDefaults = (target: Node): boolean => resolver.defaultsOwners(target).some(isAxiosItself);
  const assigned = AGENT_NAMES.flatMap((name) =>
    memberAssignments(source, name)
      .filter(({ left, right }) => isDefaults(left.object) && !isEmpty(source, right))
      .map((node) => at(node, name)),
  );
  const merged = nodesOf(source, AST_NODE_TYPES.CallExpression)
    .filter((call) => isObjectAssign(source, call) && call.arguments[0] !== undefined && isDefaults(call.arguments[0]))
    .flatMap((call) => call.arguments.slice(1).flatMap((part) => agentsNamedBy(source, part).map((name) => at(call, name))));
  return [...assigned, ...merged];
}

/** `undefined` and `null` set nothing. */
function isEmpty(source: SourceCode, node: Node): boolean {
  return isGlobal(source, node, 'undefined') || (node.type === AST_NODE_TYPES.Literal && node.raw === 'null');
}

/** The agents that an object literal names, given as such or by a variable. */
function agentsNamedBy(source: SourceCode, node: Node): AgentName[] {
  return valuesOf(source, node)
    .flatMap((value) => (value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression ? value.node.properties : []))
    .map((property) => (property.type === AST_NODE_TYPES.Property ? propertyName(source, property) : undefined))
    .filter((name) => name !== undefined && isAgentName(name));
}
