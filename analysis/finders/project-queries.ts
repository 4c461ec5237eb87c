/**
 * What a finder asks about the world beside its file, and what it is told: plain data, types only.
 */
import type { AgentQueries } from '../agents/agent-queries.ts';
import type { CollectionQueries } from '../collections/collection-queries.ts';
import type { BrowserBuild } from '../modules/browser-build.ts';
import type { MemberUse } from '../modules/importers.ts';
import type { ResponseQueries } from '../responses/response-queries.ts';

/** What a finder asks about the world beside its file. Answers are plain data: no node crosses files. */
export interface ProjectFacts extends AgentQueries, CollectionQueries, ResponseQueries {
  /**
   * Whether a module that this file loads, itself or by way of others, imports this file in turn.
   * @returns undefined if nobody sees the other files, or there are too many of them
   */
  importsBack(module: string): boolean | undefined;
  /** The file that imports this one, or what hands it on, and whose text has a word: as people call it. */
  importerThatNames(word: string): string | undefined;
  /** The file of the project, a module that this file loads or what that loads, that may change what it gives: as people call it. */
  changingModule(module: string): string | undefined;
  /** The file of the package, tests apart, that may use a property of an object that this file makes: as people call it. */
  fileUsingMember(property: string, use: MemberUse): string | undefined;
  /** The file of the package, tests apart, that does more with what this file exports than to call it and to ask for properties. */
  fileUsingWhole(): string | undefined;
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
  /**
   * The folder of pages that this file is in, beside that of a server, from the folder of the package.
   * @returns undefined if it is in none, if others load it, or nobody can tell
   */
  pageFolder(): string | undefined;
  /** Whether a file of the project may give the requests of axios itself a host: `axios.defaults.baseURL`. */
  setsBaseUrl(): boolean;
  /** The files of the package that may put another function in the place of the global `fetch`, as people call them. */
  fetchReplacers(): readonly string[];
  /** Whether code that runs on no server is judged, too (`settings.leakproof.environments`). */
  readonly environments: 'server' | 'all';
  /** Absolute path of the topmost folder of the project. */
  projectRoot(): string;
  /** Whether the package says what of it is for browsers (`browser` of its `package.json`): its users may bundle it. */
  isForBrowsersToo(): boolean;
  /** The pages that the package builds; undefined if it builds none. */
  browserBuild(): BrowserBuild | undefined;
}

/** Answers about other files, as plain data: no node leaves its file. */
export type CrossFileFacts = Pick<
  ProjectFacts,
  | 'importsBack'
  | 'importerThatNames'
  | 'fileUsingMember'
  | 'fileUsingWhole'
  | 'changingModule'
  | 'moduleNames'
  | 'asksOthers'
  | 'areSharersKnown'
  | 'importsClients'
  | 'importedClients'
  | 'clientArguments'
  | 'judgeImported'
  | 'settingsElsewhere'
  | 'streamsElsewhere'
  | 'importedConfig'
  | 'receivesResponses'
  | 'importedResponses'
  | 'runsElsewhere'
  | 'keysElsewhere'
  | 'instancesElsewhere'
  | 'keptElsewhere'
  | 'keysWhereHanded'
  | 'listedByElsewhere'
  | 'runsWhereHanded'
  | 'collectionElsewhere'
  | 'effectElsewhere'
  | 'isAsyncElsewhere'
  | 'entriesChangedElsewhere'
  | 'firstImporters'
  | 'loaders'
  | 'pageFolder'
  | 'setsBaseUrl'
  | 'agentsGivenElsewhere'
  | 'callsElsewhere'
  | 'whyOutOfService'
>;
