/**
 * What a finder asks about the world beside its file, and what it is told: plain data, types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { AgentNumbers } from './agent-numbers.ts';
import type { AgentConfig, AgentName } from './agent-state.ts';
import type { BrowserBuild } from './browser-build.ts';
import type { CompilerOptions } from './compiler-options.ts';
import type { PackageSigns } from './file-style.ts';
import type { HeldValue } from './held-value.ts';
import type { Nothingness } from './nothing-types.ts';
import type { ResponseState } from './response-state.ts';
import type { SourceCode } from './source-code.ts';

export interface RunContext {
  /**
   * - `often`: for as long as the process lives: a handler, a timer, what other files can call.
   * - `once`: at start-up, or never.
   * - `test`: by tests alone.
   * - `unknown`: this file does not tell.
   */
  readonly kind: 'often' | 'once' | 'test' | 'unknown';
  /** Who runs it, for people: `the handler of router.post('/x')`. */
  readonly by: string;
  /** How people call the file that runs it, if it is another one. */
  readonly file?: string | undefined;
}

export interface KeyOrigin {
  readonly kind: 'grows' | 'finite' | 'unknown';
  /** For people: `` `req.params.id`, which comes with a request ``. */
  readonly text: string;
}

/** One way in which a collection grows, with what is known of it. */
export interface Growth {
  readonly kind: 'grows' | 'finite' | 'undecided';
  /** 0: by an entry; 1 and more: inside of what its entries hold. */
  readonly level: number;
  /** 1-based, and of which other file, if so. */
  readonly line: number;
  readonly file?: string;
  readonly origin: KeyOrigin;
  readonly context: RunContext;
  /** The key as the code has it, on one line; an array has none. */
  readonly key?: string;
  /** The name of the key, if it is one. */
  readonly keyName?: string;
}

/** One way in which entries are taken out. */
export interface Removal {
  /** As of an `Eviction`. */
  readonly kind: 'bounds' | 'elsewhere' | 'idle';
  readonly why: string;
  readonly line: number;
  readonly file?: string;
}

/** What happens to the entries, or to what the entries hold at one path. */
export interface LevelBalance {
  readonly growths: readonly Growth[];
  readonly removals: readonly Removal[];
  /** Whether its size is looked at before it grows. */
  readonly isGuarded: boolean;
}

export interface Balance {
  readonly entries: LevelBalance;
  /** By the path in an entry: `events` of `sessions.get(id).events`. */
  readonly values: ReadonlyMap<string, LevelBalance>;
}

export type CollectionKind = 'map' | 'set' | 'array' | 'object';

/** `instance`: made somewhere by `axios.create`; `static`: axios itself. */
export type ClientType = 'instance' | 'static';

/**
 * - `ok`: nothing to do.
 * - `flagged`: has a finding that every config reports.
 * - `covered`: the cause is another site, which is flagged: a call on an instance whose `create` lacks agents.
 * - `unverifiable`: cannot be told from what is visible.
 * - `exempt`: the rule does not apply: another adapter, a mock, a wrapper that makes its own agents.
 */
export type Verdict = 'ok' | 'flagged' | 'covered' | 'unverifiable' | 'exempt';

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

/** A request of another file that may ask for a stream. */
export interface StreamElsewhere extends Location {
  /** What its own config says. */
  readonly response: ResponseState;
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

/** What a program needs of the entries of a collection (eviction-safety.ts). The reasons name lines. */
export interface EntryNeeds {
  /** Whether something depends on an entry. */
  readonly isAsked: boolean;
  /** Whether something depends on which keys are there, and not on their values alone. */
  readonly asksPresence: boolean;
  /** Where `undefined` may be stored. */
  readonly undefinedStored?: string;
  /** Where the program would throw after an eviction. */
  readonly crash?: string;
  /** Who would miss an evicted entry. */
  readonly lostRead?: string;
  /** Which value goes for good with its entry: of no matter while nobody asks. */
  readonly lostValue?: string;
  /** Where an entry is changed by who got it: of no matter if entries are numbers, texts or the like. */
  readonly changed?: string;
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
  readonly needs: EntryNeeds;
}

/** How often a thing is made, or a function called. */
export interface MakingFrequency {
  /** `often`: for as long as the process lives; `unknown`: by all that can be seen, it may be either. */
  readonly kind: 'often' | 'once' | 'unknown';
  /** Who makes it, for people: `the handler of router.post('/x')`. */
  readonly by: string;
  /** Whether the function that makes it, or asks for it, is all that has it. */
  readonly isUsedUp?: true;
}

/** Answers about other files, as plain data: no node leaves its file. */
export interface CrossFileFacts {
  /**
   * Whether a module that this file loads, itself or by way of others, imports this file in turn.
   * @returns undefined if nobody sees the other files, or there are too many of them
   */
  importsBack(module: string): boolean | undefined;
  /** The file that imports this one, or what hands it on, and whose text has a word: as people call it. */
  importerThatNames(word: string): string | undefined;
  /** Whether the text of a module of the project has a word. */
  moduleNames(module: string, word: string): boolean;
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
  judgeImported(create: CreationPlace): { readonly verdict: Verdict; readonly reason?: string; readonly response?: ResponseState };
  /** @param client the call of this file that makes it; another file's; or axios itself */
  settingsElsewhere(client: SettingsKey): ClientSettings;
  /** The requests of other files on a client, or on a child of it, whose own config may ask for a stream. */
  streamsElsewhere(client: SettingsKey): readonly StreamElsewhere[];
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
  /**
   * Why the entries of a collection that functions of this file give must not be evicted: another file changes one.
   * @returns undefined if none is seen to
   */
  entriesChangedElsewhere(functions: readonly Place[]): string | undefined;
  /**
   * The files at which the chains of imports begin that lead to this one; tests are left out.
   * @returns undefined if they are too many to follow, or nobody can tell
   */
  firstImporters(): readonly string[] | undefined;
  /**
   * The files that lead to this one by imports, themselves or through others.
   * @returns undefined if they are too many to follow, or nobody can tell
   */
  loaders(): readonly string[] | undefined;
  /** Whether a file of the project may give the requests of axios itself a host: `axios.defaults.baseURL`. */
  setsBaseUrl(): boolean;
  /** The calls of this file that make an agent which another file gives to axios. */
  agentsGivenElsewhere(): ReadonlySet<Place>;
  /** Those among them that another file gives to requests which may keep a socket (stream-requests.ts). */
  agentsOfStreamsElsewhere(): ReadonlySet<Place>;
  /**
   * How often other files call a function of this one, or make an instance by a constructor.
   * @returns undefined if none is seen to
   */
  callsElsewhere(fn: Place): MakingFrequency | undefined;
}

/** Who assigns `axios.defaults.httpAgent` and `axios.defaults.httpsAgent` in the package of the file. */
export interface AxiosDefaults {
  readonly httpAgent: readonly DefaultAgent[];
  readonly httpsAgent: readonly DefaultAgent[];
}

export interface DefaultAgent extends Location {
  /** Whether it is seen to have a certificate, a proxy, a trust or a class of its own: another agent does not do what it does. */
  readonly isOfItsOwn: boolean;
}

/** What is done to `http.globalAgent` (`httpAgent`) or `https.globalAgent` (`httpsAgent`). */
export interface GlobalAgentEffect {
  readonly agent: AgentName;
  /** Whether it may be given a certificate, a proxy, a trust or a class of its own, or keeps no socket: another agent does not do what it does. */
  readonly isOfItsOwn: boolean;
  /** Whether its sockets are bounded by it, or are so no longer; undefined if it says nothing of them, or on some paths only. */
  readonly bounds: 'set' | 'lifted' | undefined;
}

/** What another file does to an agent of the process. */
export interface GlobalAgentElsewhere extends GlobalAgentEffect, Location {
  /** Whether some file is seen to import both, by whatever way, or one of the two the other. */
  readonly isLoadedTogether: boolean;
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
  /** What the compiler options ask of a text in TypeScript beside that. */
  readonly form?: ModuleForm;
  /** Whether the agents of an existing module are seen to open any number of sockets. */
  readonly isUncapped?: boolean;
  /** Whether an existing module takes something from others, or from the environment: then what is loaded before it counts. */
  readonly dependsOnOrder?: boolean;
  /** Why an existing module cannot serve, if so. */
  readonly unusable?: string;
}

/** What a module of TypeScript is written with that is to pass its project's compiler. */
export interface ModuleForm {
  /** `import http = require('node:http')` and `export =`, as `verbatimModuleSyntax` wants them in a CommonJS file. */
  readonly isExportAssignment: boolean;
  /** The types of what is exported, as `isolatedDeclarations` wants them. */
  readonly isAnnotated: boolean;
}

/** What a finder asks about the world beside its file. Answers are plain data: no node crosses files. */
export interface ProjectFacts extends CrossFileFacts {
  /** Absolute path of the file under inspection. */
  readonly file: string;
  /** Modules beside `axios` that export clients (`settings.leakproof.modules`). */
  readonly clientModules: readonly string[];
  /** Modules whose functions return the client they are given (`settings.leakproof.wrappers` included). */
  readonly wrapperModules: readonly string[];
  /** What the agents that we write are bounded by (`settings.leakproof.agents`). */
  readonly agentNumbers: AgentNumbers;
  /** Absolute path of the folder of the nearest `package.json`. */
  readonly packageRoot: string;
  /** How the package of the file is written. */
  readonly styleSigns: PackageSigns;
  /** Whether code that runs on no server is judged, too (`settings.leakproof.environments`). */
  readonly environments: 'server' | 'all';
  /** Absolute path of the topmost folder of the project. */
  projectRoot(): string;
  /** Whether the package says what of it is for browsers (`browser` of its `package.json`): its users may bundle it. */
  isForBrowsersToo(): boolean;
  /** The pages that the package builds; undefined if it builds none. */
  browserBuild(): BrowserBuild | undefined;
  /** `"type"` of the nearest `package.json`. */
  packageType(): 'module' | 'commonjs';
  /** What the `tsconfig.json` asks of the file that is looked at, or of another one of its project. */
  compilerOptions(file?: string): CompilerOptions;
  /** The version range under which the nearest `package.json` names a package; undefined if it does not. */
  dependency(name: string): string | undefined;
  axiosDefaults(): AxiosDefaults;
  /** What other files do to the agents of the process: those of the package, and those that are loaded with this one. */
  globalAgentsElsewhere(): readonly GlobalAgentElsewhere[];
  /** Whether somebody has the types of this file. */
  hasTypes(source: SourceCode): boolean;
  /** What kind of client an expression of this file is by its type; undefined if it is none, or nobody has types. */
  clientType(source: SourceCode, node: TSESTree.Node): ClientType | undefined;
  /** Whether a type that is written in this file takes in `undefined` or `null`; undefined if nobody has types. */
  isNullable(source: SourceCode, type: TSESTree.TypeNode): boolean | undefined;
  /** The same of a type that another module exports, as far as the texts tell. */
  typeElsewhere(module: string, name: string): Nothingness;
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
  /** Whether that is the extension of TypeScript itself: `./a.ts`. */
  readonly namesTypeScript?: boolean;
  /** Whether it takes in others by `import a = require('a')`. */
  readonly isImportEquals?: boolean;
}
