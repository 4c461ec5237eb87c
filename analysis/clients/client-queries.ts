/**
 * What is asked about other files: which clients they make, give and set up. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Verdict } from '../findings/finding.ts';
import type { Location } from '../findings/location.ts';
import type { LifetimeQueries } from '../lifetime/lifetime-queries.ts';
import type { FileQueries } from '../source/file-queries.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { NodeKey } from '../syntax/node-keys.ts';
import type { AgentConfig } from './agent-state.ts';
import type { ClientName } from './models/client-model.ts';
import type { ResponseState } from './response-state.ts';

/** `instance`: made somewhere by `axios.create`; `static`: axios itself. */
export type ClientType = 'instance' | 'static';

/** A call in another file that makes a client. */
export interface CreationPlace extends Location {
  readonly key: NodeKey;
}

/** How a client is named when other files are asked what they set on it. */
export type SettingsKey = { readonly create: NodeKey } | CreationPlace | 'axios';

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
  /** Whether a response interceptor takes the errors of its calls. */
  readonly takesErrors: boolean;
}

/** A request of another file that may ask for a stream. */
export interface StreamElsewhere extends Location {
  /** What its own config says. */
  readonly response: ResponseState;
  /** Whether the bodies of its answers are read to their end or destroyed on every path, by what its own config says. */
  readonly isEnded: boolean;
}

/** The clients of other files, and what these do to the clients of this one. */
export interface ClientQueries extends FileQueries, LifetimeQueries {
  /**
   * Stands for the answers about other files: the same object until one of them changes. Undefined while another question
   * is under way: what is found meanwhile may be cut short by a circle of files, and must not be kept.
   */
  epoch(): object | undefined;
  /** Whether the text of a module of the project has a word. */
  moduleNames(module: string, word: string): boolean;
  /** Whether other files are asked at all. */
  readonly asksOthers: boolean;
  /** Whether the project has been read for who shares clients, so that `importsClients` answers at once. */
  areSharersKnown(): boolean;
  /** Whether this file can hold a client that it has from another: it need not name axios at all. */
  importsClients(): boolean;
  /**
   * The clients that what a module exports can be.
   * @param path names of properties, `RESULT` and `INSTANCE` (access-paths.ts)
   * @returns undefined if it is none, or not to be seen
   */
  importedClients(module: string, path: readonly string[]): ImportedClients | undefined;
  /**
   * The clients that other files pass to a function of this one.
   * @returns undefined if nobody is seen to pass one
   */
  clientArguments(fn: NodeKey, position: number): ImportedClients | undefined;
  /** What the rule says of a call that makes a client, in its own file. */
  judgeImported(create: CreationPlace): {
    readonly verdict: Verdict;
    readonly reason?: string;
    readonly response?: ResponseState;
  };
  /** @param client the call of this file that makes it; another file's; or axios itself */
  settingsElsewhere(client: SettingsKey): ClientSettings;
  /** The requests of other files on a client, or on a child of it, whose own config may ask for a stream. */
  streamsElsewhere(client: SettingsKey): readonly StreamElsewhere[];
  /** What a config says of the agents that another file exports; undefined if it is not to be seen. */
  importedConfig(module: string, path: readonly string[]): AgentConfig | undefined;
  /** The clients that are analysed (`settings.leakproof.clients`). */
  readonly analysedClients: readonly ClientName[];
  /** Modules beside `axios` that export clients (`settings.leakproof.modules`). */
  readonly clientModules: readonly string[];
  /** Modules whose functions return the client they are given (`settings.leakproof.wrappers` included). */
  readonly wrapperModules: readonly string[];
  /** Whether somebody has the types of this file. */
  hasTypes(source: SourceCode): boolean;
  /** What kind of client an expression of this file is by its type; undefined if it is none, or nobody has types. */
  clientType(source: SourceCode, node: TSESTree.Node): ClientType | undefined;
}
