/**
 * The module that exports the two shared, bounded agents: where it is, how it is imported, what it says.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { DEFAULT_AGENT_NUMBERS, type AgentNumbers } from './agent-numbers.ts';
import { agentMakings } from './agent-constructors.ts';
import { agentOptions, isForSomeHosts, isUncapped } from './agent-options.ts';
import type { AgentsModule, ImportStyle } from './project-facts.ts';
import type { SourceCode } from './source-code.ts';
import { parseSource } from './source.ts';

/** The base name that is looked for, and written by default. */
const AGENTS_MODULE_NAME = 'http-agents';

/** The options of the agents that we write, where nobody asks for other numbers. */
export const AGENT_BOUNDS = { keepAlive: true, ...DEFAULT_AGENT_NUMBERS } as const;

export interface AgentsModuleQuery {
  /** The importing file, absolute. */
  readonly importer: string;
  readonly style: ImportStyle;
  readonly packageRoot: string;
  readonly packageType: 'module' | 'commonjs';
  /** The module that the user names, absolute, with or without extension. */
  readonly named: string | undefined;
  /** The common folder of the paths that a codemod was given; undefined if nothing may be written. */
  readonly commonFolder: string | undefined;
}

/** Finds the module that a file imports its agents from, or plans one. */
export function findAgentsModule(query: AgentsModuleQuery): AgentsModule | undefined {
  if (query.named !== undefined) return describe(query, withExtension(query, query.named));
  for (let folder = dirname(query.importer); ; folder = dirname(folder)) {
    const existing = existingModule(query, join(folder, AGENTS_MODULE_NAME));
    if (existing !== undefined) return describe(query, existing);
    if (folder === query.packageRoot || folder === dirname(folder)) break;
  }
  if (query.commonFolder === undefined) return undefined;
  return describe(query, withExtension(query, join(plannedFolder(query, query.commonFolder), AGENTS_MODULE_NAME)));
}

/**
 * Where a missing module goes: beside the common folder, since a folder may load whatever it holds. For TypeScript
 * inside it, and below the nearest `tsconfig.json`: what is outside changes the layout of the compiled files.
 * Never outside the package.
 */
function plannedFolder({ importer, packageRoot }: AgentsModuleQuery, commonFolder: string): string {
  if (!isTypeScript(importer)) {
    const isInPackage = commonFolder !== packageRoot && isBelow(packageRoot, commonFolder);
    return isInPackage ? dirname(commonFolder) : packageRoot;
  }
  const project = nearestWith('tsconfig.json', dirname(importer), packageRoot) ?? packageRoot;
  if (commonFolder !== project && isBelow(project, commonFolder)) return commonFolder;
  const sources = join(project, 'src');
  return isBelow(sources, importer) ? sources : project;
}

function nearestWith(name: string, start: string, top: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (folder === top || folder === dirname(folder)) return undefined;
  }
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function describe(query: AgentsModuleQuery, file: string): AgentsModule {
  const exists = existsSync(file);
  const { unusable, isUncapped = false } = exists && file !== query.importer ? read(file, query.named !== undefined) : {};
  return { file, specifier: specifierFor(query, file), exists, syntax: syntaxOf(query, file), ...(isUncapped ? { isUncapped } : {}), ...(unusable === undefined ? {} : { unusable }) };
}

function syntaxOf({ importer, style, packageType }: AgentsModuleQuery, file: string): 'esm' | 'cjs' {
  if (/\.(?:ts|mts|mjs)$/u.test(file)) return 'esm';
  if (/\.c[jt]s$/u.test(file)) return 'cjs';
  if (packageType === 'module') return 'esm';
  // A `.js` file with imports in a package that is not a module is compiled; an `.mjs` file can import CommonJS.
  return importer.endsWith('.mjs') ? 'cjs' : style.syntax;
}

/**
 * Why agents cannot be imported from a module that is there, if so, and whether they are seen to have no cap.
 * @param isNamed whether the user names it: then its agents are meant for every request, whatever they are
 */
function read(file: string, isNamed: boolean): Pick<AgentsModule, 'unusable' | 'isUncapped'> {
  let source: SourceCode;
  try {
    source = parseSource(readFileSync(file, 'utf8'), file);
  } catch (error) {
    return { unusable: `${file} cannot be read (${(error as Error).message}): mend it, or name another module` };
  }
  // What a comment says does not count.
  const words = new Set(source.ast.tokens.map(({ value }) => value));
  const missing = ['httpAgent', 'httpsAgent'].filter((name) => !words.has(name));
  if (missing.length > 0) return { unusable: `${file} does not export ${missing.join(' and ')}: add ${missing.length > 1 ? 'them' : 'it'} there, or name another module` };
  if (!isNamed && agentMakings(source).some((making) => isForSomeHosts(source, making))) {
    return { unusable: `${file} makes an agent with a certificate, a proxy or a trust of its own, which every request would get: name it by \`agentsModule\` (--agents-module) if that is meant` };
  }
  return { isUncapped: makesUncappedAgents(source) };
}

/** Whether a file makes both agents itself, and gives no bound to the number of their sockets. */
function makesUncappedAgents(source: SourceCode): boolean {
  const makings = agentMakings(source);
  const takesAnyFromOthers = /(['"`])\.{1,2}\//u.test(source.text);
  return !takesAnyFromOthers && makings.length > 1 && makings.every((making) => making.family === 'node' && isUncapped(agentOptions(source, { dependency: () => undefined }, making)));
}

/** By its name, or as the index of a folder of that name: a new file beside the folder would be loaded in its place. */
function existingModule(query: AgentsModuleQuery, base: string): string | undefined {
  const extensions = loadableExtensions(query);
  return [base, join(base, 'index')].flatMap((path) => extensions.map((extension) => `${path}.${extension}`)).find((file) => existsSync(file));
}

/** The extensions of modules that the importing file can load, the one that we would write first. */
function loadableExtensions({ importer, style, packageType, packageRoot }: AgentsModuleQuery): readonly string[] {
  const isEsm = style.syntax === 'esm';
  const javascript = isEsm ? ['js', 'mjs', 'cjs'] : packageType === 'module' ? ['cjs'] : ['js', 'cjs'];
  if (isTypeScript(importer)) return ['ts', 'mts', 'cts', ...javascript];
  // `http-agents.js` would be compiled over by an `http-agents.ts` beside it.
  const isBesideTypeScript = existsSync(join(packageRoot, 'tsconfig.json'));
  const own = isEsm ? 'mjs' : 'cjs';
  return isBesideTypeScript ? [own, ...javascript.filter((extension) => extension !== own)] : javascript;
}

function withExtension(query: AgentsModuleQuery, path: string): string {
  if (/\.[cm]?[jt]s$/u.test(path)) return path;
  return existingModule(query, path) ?? `${path}.${loadableExtensions(query)[0]!}`;
}

/** The relative specifier, with an extension where the importing file or Node's ESM loader wants one. */
function specifierFor({ importer, style, packageType }: AgentsModuleQuery, file: string): string {
  const path = relative(dirname(importer), file).split(sep).join('/');
  const specifier = path.startsWith('.') ? path : `./${path}`;
  const extension = extname(specifier);
  const bare = specifier.slice(0, -extension.length);
  const isPlain = extension === '.js' || extension === '.ts';
  if (isTypeScript(importer)) {
    const needsExtension = style.extensions ?? (/\.m?ts$/u.test(importer) && style.syntax === 'esm' && packageType === 'module');
    if (isPlain && !needsExtension) return bare;
    return bare + extension.replace('t', 'j');
  }
  const needsExtension = style.extensions ?? style.syntax === 'esm';
  return isPlain && !needsExtension ? bare : specifier;
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/u.test(file);
}

/**
 * The text of a new agents module. Any parser of the last ten years reads it: it may go through an old bundler.
 * @param syntax `esm` for TypeScript and for modules, `cjs` for the rest
 */
export function agentsModuleText(syntax: 'esm' | 'cjs', { maxSockets, maxFreeSockets, timeout }: AgentNumbers = DEFAULT_AGENT_NUMBERS): string {
  const isCapped = maxSockets !== Infinity;
  const [load, exported] =
    syntax === 'esm'
      ? [["import * as http from 'node:http';", "import * as https from 'node:https';"], 'export ']
      : [["const http = require('node:http');", "const https = require('node:https');"], ''];
  return [
    ...load,
    '',
    ...(isCapped
      ? ['// Shared by every request and bounded: at most `maxSockets` connections per host, of which `maxFreeSockets`', '// stay open when idle, for `timeout` milliseconds.']
      : ['// Shared by every request: any number of connections per host, of which `maxFreeSockets` stay open when idle,', '// for `timeout` milliseconds.']),
    'const options = {',
    '  keepAlive: true,',
    ...(isCapped ? [`  maxSockets: ${maxSockets},`] : []),
    `  maxFreeSockets: ${maxFreeSockets},`,
    `  timeout: ${timeout},`,
    '};',
    '',
    `${exported}const httpAgent = new http.Agent(options);`,
    `${exported}const httpsAgent = new https.Agent(options);`,
    ...(syntax === 'cjs' ? ['', 'module.exports = { httpAgent, httpsAgent };'] : []),
    '',
  ].join('\n');
}
