/**
 * What is asked about other files and the package: which agents they set, share and give. Types only.
 */
import type { AgentName } from '../clients/agent-state.ts';
import type { ClientQueries } from '../clients/client-queries.ts';
import type { EditQueries, ImportStyle } from '../edits/edit-queries.ts';
import type { Location } from '../findings/location.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { NodeKey } from '../syntax/node-keys.ts';
import type { AgentNumbers } from './agent-numbers.ts';

/** Who assigns `axios.defaults.httpAgent` and `axios.defaults.httpsAgent` in the package of the file. */
export interface AxiosDefaults {
  readonly httpAgent: readonly DefaultAgent[];
  readonly httpsAgent: readonly DefaultAgent[];
}

export interface DefaultAgent extends Location {
  /** Whether it is seen to have a certificate, a proxy, a trust or a class of its own: another agent does not do what it does. */
  readonly isCustom: boolean;
}

/** What is done to `http.globalAgent` (`httpAgent`) or `https.globalAgent` (`httpsAgent`). */
export interface GlobalAgentEffect {
  readonly agent: AgentName;
  /** Whether it may be given a certificate, a proxy, a trust or a class of its own, or keeps no socket: another agent does not do what it does. */
  readonly isCustom: boolean;
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
  /** What a compiler asks of its text beside that; undefined if none checks it. */
  readonly form?: ModuleForm;
  /** Whether the agents of an existing module are seen to open any number of sockets. */
  readonly isUncapped?: boolean;
  /** Whether an existing module takes something from others, or from the environment: then what is loaded before it counts. */
  readonly dependsOnOrder?: boolean;
  /** Why an existing module cannot serve, if so. */
  readonly unusable?: string;
}

/** What a module is written with that is to pass its project's compiler. */
export interface ModuleForm {
  /** `import http = require('node:http')` and `export =`, as `verbatimModuleSyntax` wants them in a CommonJS file. */
  readonly isExportAssignment: boolean;
  /** The types of what is exported, as `isolatedDeclarations` wants them. */
  readonly isAnnotated: boolean;
}

/**
 * - `axios`: requests of axios.
 * - `others`: those of other clients.
 * - `streams`: those of any client that may keep a socket (stream-requests.ts; `AgentsOfOthers`).
 * - `listeners`: those of other clients that may listen for `timeout`.
 */
export type AgentUse = 'axios' | 'others' | 'streams' | 'listeners';

/** The agents of other files, of the package and of the process. */
export interface AgentQueries extends ClientQueries, EditQueries {
  /**
   * The calls of this file that make an agent which another file gives to such requests.
   * @param source the file as it is judged
   * @returns for `streams` with the first request of them
   */
  agentsGivenElsewhere(
    to: AgentUse,
    source: SourceCode,
  ): ReadonlyMap<NodeKey, Location | undefined>;
  /** What the agents that we write are bounded by (`settings.leakproof.agents`). */
  readonly agentNumbers: AgentNumbers;
  axiosDefaults(): AxiosDefaults;
  /** What other files do to the agents of the process: those of the package, and those that are loaded with this one. */
  globalAgentsElsewhere(): readonly GlobalAgentElsewhere[];
  /**
   * The agents module that the file would import.
   * @param style how the file imports; decides the extension
   * @returns undefined if there is none and nobody has said where one goes
   */
  agentsModule(style: ImportStyle): AgentsModule | undefined;
}
