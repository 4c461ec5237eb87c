/**
 * The contracts that rules and codemods share. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { AgentConfig } from './agent-state.ts';
import type { ClientType } from './client-types.ts';
import type { Balance } from './collection-growth.ts';
import type { CollectionKind } from './collections.ts';
import type { HeldValue } from './held-value.ts';
import type { KeyOrigin } from './key-origin.ts';
import type { RunContext } from './run-context.ts';

/** A source file as ESLint holds it: text without BOM, AST with parents, scopes, tokens. */
export type SourceCode = Readonly<TSESLint.SourceCode>;

/** Replaces `text.slice(range[0], range[1])`, offsets in UTF-16 units of the text without BOM. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** What the codemod does about a finding: edits that mend it, or the reason why it keeps its hands off. */
export type Remedy = { readonly edits: readonly Edit[] } | { readonly refusal: string };

export interface Finding {
  readonly node: TSESTree.Node;
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly remedy: Remedy;
}

/**
 * - `ok`: nothing to do.
 * - `flagged`: has a finding that every config reports.
 * - `covered`: the cause is another site, which is flagged: a call on an instance whose `create` lacks agents.
 * - `unverifiable`: cannot be told from what is visible.
 * - `exempt`: the rule does not apply: another adapter, a mock, a wrapper that makes its own agents.
 */
export type Verdict = 'ok' | 'flagged' | 'covered' | 'unverifiable' | 'exempt';

/** One place that an inspection looked at, whatever it found there: a row of `codemod report`. */
export interface Site {
  readonly kind: 'request' | 'client' | 'agent' | 'response' | 'collection';
  readonly node: TSESTree.Node;
  /** The source of the callee, on one line. */
  readonly callee: string;
  readonly verdict: Verdict;
  /** The `create` call behind a request on an instance: in this file, or in another. */
  readonly client?: TSESTree.Node | Location;
  /** The variable or field that holds the value, if it has a name. */
  readonly name?: string;
  readonly finding?: Finding;
  /** Why the verdict is what it is, where that needs saying. */
  readonly reason?: string;
}

/** Every site of one file with its verdict. Pure: the same arguments give the same sites. */
export type Inspector<O> = (source: SourceCode, project: ProjectFacts, options: O) => Site[];

/** The findings of one file: what the rule reports and the codemod mends. */
export type Finder<O> = (source: SourceCode, project: ProjectFacts, options: O) => Finding[];

/** A place in another file; line and column are 1-based. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a node is called within its file (places.ts). */
export type Place = string;

/** What went wrong in looking at other files, without stopping anything. */
export interface ProjectNote {
  /** Absolute path of the file that could not be used. */
  readonly file: string;
  /** What is wrong with it, and what is not known for that. */
  readonly reason: string;
}

/** A call in another file that makes a client. */
export interface CreationPlace extends Location {
  readonly place: Place;
}

/** How a client is named when other files are asked what they set on it. */
export type SettingsKey = { readonly create: Place } | CreationPlace | 'axios';

/** A client that another file makes or names. */
export type ImportedClient =
  | { readonly kind: 'axios'; readonly module: string }
  | { readonly kind: 'imported'; readonly create: CreationPlace }
  | { readonly kind: 'opaque' };

/** The clients that a value of another file can be; `complete` is false if it can be something else, too. */
export interface ImportedClients {
  readonly clients: readonly ImportedClient[];
  readonly complete: boolean;
}

/** What other files do to a client. */
export interface ClientSettings {
  /** What they assign to its `defaults`. */
  readonly defaults: AgentConfig;
  /** What the request interceptors set that they give it. */
  readonly interceptors: AgentConfig;
  /** Whether a response interceptor makes its calls resolve with something else than a response. */
  readonly replacesResponses: boolean;
}

/** When other files run a function of this one. */
export interface RunsElsewhere {
  readonly runs: readonly RunContext[];
  /** Whether these are all: the project has the file to itself, and hands the function on nowhere. */
  readonly isComplete: boolean;
}

/** What other files give a function of this one for a parameter, as keys. */
export interface KeysElsewhere {
  readonly origins: readonly KeyOrigin[];
  readonly isComplete: boolean;
}

/** How long the instances live that other files make of a class of this one. */
export interface InstancesElsewhere {
  /** Whether one lives as long as its module. */
  readonly isLasting: boolean;
  /** Whether all are seen, and each goes with the call that made it. */
  readonly isPassing: boolean;
}

/** What a function of another file returns of a response: a helper that sends a request. */
export type ImportedResponse = Pick<HeldValue, 'level' | 'wraps' | 'body'>;

/** A collection that is passed to a function of another file. */
export interface HandedCollection {
  readonly module: string;
  /** The way to the function (module-path.ts). */
  readonly path: readonly string[];
  /** Which argument it is. */
  readonly position: number;
}

/** What other files do with a collection. */
export interface CollectionElsewhere {
  readonly balance: Balance;
  /** Whether all that import it are seen, and none of them hands it on to where it is not. */
  readonly isSeen: boolean;
  /** Whether the functions are seen that it is passed to. */
  readonly isHandedSeen: boolean;
  /** Why a cache that drops entries would mean something else there, with the file. */
  readonly against?: string;
}

/** How often a thing is made, or a function called. */
export interface MakingFrequency {
  /** `often`: for as long as the process lives; `unknown`: by all that can be seen, it may be either. */
  readonly kind: 'often' | 'once' | 'unknown';
  /** Who makes it, for people: `the handler of router.post('/x')`. */
  readonly by: string;
}

/** Answers about other files, as plain data: no node leaves its file. */
export interface CrossFileFacts {
  /** Whether this file can hold a client that it has from another: it need not name axios at all. */
  importsClients(): boolean;
  /**
   * The clients that what a module exports can be.
   * @param path names of properties, `RESULT` and `INSTANCE` (module-path.ts)
   * @returns undefined if it is none, or not to be seen
   */
  importedClients(module: string, path: readonly string[]): ImportedClients | undefined;
  /**
   * The clients that other files pass to a function of this one.
   * @returns undefined if nobody is seen to pass one
   */
  clientArguments(fn: Place, position: number): ImportedClients | undefined;
  /** What the rule says of a call that makes a client, in its own file. */
  judgeImported(create: CreationPlace): { readonly verdict: Verdict; readonly reason?: string };
  /** @param client the call of this file that makes it; another file's; or axios itself */
  settingsElsewhere(client: SettingsKey): ClientSettings;
  /** What a config says of the agents that another file exports; undefined if it is not to be seen. */
  importedConfig(module: string, path: readonly string[]): AgentConfig | undefined;
  /** Whether this file can get a response from a function of another: it need not name axios at all. */
  receivesResponses(): boolean;
  /** @param path the way to the function (module-path.ts) */
  importedResponses(module: string, path: readonly string[]): readonly ImportedResponse[];
  /** @param enough the first run of such a kind ends the search */
  runsElsewhere(fn: Place, enough: RunContext['kind'][]): RunsElsewhere;
  /** @param name of the parameter, or of the property of it that a pattern takes */
  keysElsewhere(fn: Place, position: number, name: string): KeysElsewhere;
  instancesElsewhere(owner: Place): InstancesElsewhere;
  /**
   * @param makers the `new Map()`, `[]`, … that make it
   * @param isReturned whether a function gives it away, under whatever name
   */
  collectionElsewhere(kind: CollectionKind, makers: readonly Place[], handed: readonly HandedCollection[], isReturned: boolean): CollectionElsewhere;
  /** The calls of this file that make an agent which another file gives to axios. */
  agentsGivenElsewhere(): ReadonlySet<Place>;
  /**
   * How often other files call a function of this one, or make an instance by a constructor.
   * @returns undefined if none is seen to
   */
  callsElsewhere(fn: Place): MakingFrequency | undefined;
}

/** Who assigns `axios.defaults.httpAgent` and `axios.defaults.httpsAgent` in the package of the file. */
export interface AxiosDefaults {
  readonly httpAgent: readonly Location[];
  readonly httpsAgent: readonly Location[];
}

/** The module that exports `httpAgent` and `httpsAgent`. */
export interface AgentsModule {
  /** Absolute path. */
  readonly file: string;
  /** What the importing file writes between the quotes. */
  readonly specifier: string;
  /** False while the codemod has yet to write it. */
  readonly exists: boolean;
  /** How it exports, if it is to be written for this importer. */
  readonly syntax: 'esm' | 'cjs';
  /** Why an existing module cannot serve, if so. */
  readonly unusable?: string;
}

/** What a finder asks about the world beside its file. Answers are plain data: no node crosses files. */
export interface ProjectFacts extends CrossFileFacts {
  /** Absolute path of the file under inspection. */
  readonly file: string;
  /** Modules beside `axios` that export clients (`settings.leakproof.modules`). */
  readonly clientModules: readonly string[];
  /** Modules whose functions return the client they are given (`settings.leakproof.wrappers` included). */
  readonly wrapperModules: readonly string[];
  /** Absolute path of the folder of the nearest `package.json`. */
  readonly packageRoot: string;
  /** `"type"` of the nearest `package.json`. */
  packageType(): 'module' | 'commonjs';
  /** The version range under which the nearest `package.json` names a package; undefined if it does not. */
  dependency(name: string): string | undefined;
  axiosDefaults(): AxiosDefaults;
  /** What kind of client an expression of this file is by its type; undefined if it is none, or nobody has types. */
  clientType(source: SourceCode, node: TSESTree.Node): ClientType | undefined;
  /**
   * The agents module that the file would import.
   * @param style how the file imports; decides the extension
   * @returns undefined if there is none and nobody has said where one goes
   */
  agentsModule(style: ImportStyle): AgentsModule | undefined;
}

/** How a file takes in other modules. */
export interface ImportStyle {
  readonly syntax: 'esm' | 'cjs';
  /** Whether its relative specifiers carry a file extension; undefined if it has none to judge by. */
  readonly extensions: boolean | undefined;
}
