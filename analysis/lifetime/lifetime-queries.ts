/**
 * What is asked about other files: who runs a function, and how long instances live. Types only.
 */
import type { NodeKey } from '../syntax/node-keys.ts';
import type { Handler } from './callback-roles.ts';

export interface CallFrequency {
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
  /** Whether nobody is seen to run it often: other files can. */
  readonly isAssumed?: boolean | undefined;
  /** The name of the exported function that other files can run often, where nobody is seen to. */
  readonly exported?: string | undefined;
  /**
   * Of a method that nobody is seen to run often, how often those run it that are seen: `once` if they are all,
   * `unknown` if others may have the object. Asks other files.
   */
  readonly seen?: CallFrequency | undefined;
  /** Nothing but the clock runs it, or the definition of a class, or nobody is seen to, or only whoever looks for faults. */
  readonly role?: 'debugging' | 'decorator' | 'nobody' | 'timer' | undefined;
  /** The handler that runs it. */
  readonly handler?: Handler | undefined;
}

/** When other files run a function of this one. */
export interface RunsElsewhere {
  readonly runs: readonly CallFrequency[];
  /** Whether these are all: the project has the file to itself, and hands the function on nowhere. */
  readonly isComplete: boolean;
  /**
   * Who may load the file: whoever installs the package, files of the project alone, or nobody, since it is an entry of an
   * application.
   */
  readonly loadedBy: 'anybody' | 'project' | 'nobody';
  /** Whether files of the project load the file, and none has its name: nobody can call it then. */
  readonly isUnnamed?: true;
  /** The same: whether one of them exports again what the file exports, for whomever. */
  readonly isGivenOn?: boolean;
}

/** How long an object lives. */
export interface Lifetime {
  /**
   * - `lasting`: as long as the process.
   * - `short`: no longer than the call, the request or the connection that it is made for, or its own entry.
   * - `unknown`: code that is not seen decides.
   */
  readonly kind: 'lasting' | 'short' | 'unknown';
  /** What says so, for people. */
  readonly why: string;
  /** Whether it is unknown only since whoever installs the package may make one. */
  readonly isPublic?: true;
}

/** How often a thing is made, or a function called. */
export interface CreationFrequency {
  /** `often`: for as long as the process lives; `unknown`: by all that can be seen, it may be either. */
  readonly kind: 'often' | 'once' | 'unknown';
  /** Who makes it, for people: `the handler of router.post('/x')`. */
  readonly by: string;
  /** The name of the exported function that makes it, where nobody is seen to run that often, but can. */
  readonly exported?: string | undefined;
  /** Whether the function that makes it, or asks for it, is all that has it. */
  readonly isUsedUp?: true;
}

/** What a file passes to a function of another one. */
export interface PassedOn {
  readonly module: string;
  /** The way to the function (access-paths.ts). */
  readonly path: readonly string[];
  /** Which argument it is. */
  readonly position: number;
  /** The property of the argument that it is, if it stands in an object literal there. */
  readonly within?: string;
}

/** Who runs it, for people, with the file if it is another one. */
export function runnerText({ by, file }: CallFrequency): string {
  return file === undefined ? by : `${by} (${file})`;
}

/** How long things live in other files, and who runs them there. */
export interface LifetimeQueries {
  /** @param enough the first run of such a kind ends the search */
  runsElsewhere(fn: NodeKey, enough: CallFrequency['kind'][]): RunsElsewhere;
  /** When a function of another file runs a function that it is passed; nothing, and not complete, if it is not seen. */
  runsWhereHanded(passed: PassedOn): RunsElsewhere;
  /** How long that lives which other files make by a class or by a function of this one. */
  instancesElsewhere(maker: NodeKey): Lifetime;
  /** How long what is passed to a function of another file is kept there; undefined if the function is not seen. */
  keptElsewhere(passed: PassedOn): Lifetime | undefined;
  /**
   * How often other files call a function of this one, or make an instance by a constructor.
   * @returns undefined if none is seen to
   */
  callsElsewhere(fn: NodeKey): CreationFrequency | undefined;
  /** Why nothing that goes on runs what this file declares, for people; undefined if something may. */
  whyOutOfService(): string | undefined;
}
