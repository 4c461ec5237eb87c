/**
 * What is asked about other files: where the keys come from that they give. Types only.
 */
import type { AccessPath } from '../flow/access-paths.ts';
import type { Path } from '../flow/contents.ts';
import type { LifetimeQueries, PassedOn } from '../lifetime/lifetime-queries.ts';
import type { NodeKey } from '../syntax/node-keys.ts';

export interface KeyOrigin {
  readonly kind: 'grows' | 'finite' | 'unknown';
  /** For people: `` `req.params.id`, from the arguments of the handler of `app.get` ``. */
  readonly text: string;
  /** Of one that grows: by what clients and peers choose, as a new one each time, as an object that is one, by its type, by its name alone. */
  readonly by?: 'outside' | 'made anew' | 'object' | 'type' | 'name';
}

/** What other files give a function of this one for a parameter, as keys. */
export interface KeysElsewhere {
  readonly origins: readonly KeyOrigin[];
  readonly isComplete: boolean;
}

/** How the call of a function that tests a key ends: with what a test takes for true or for false, or with any answer. */
export type GuardOutcome = 'truthy' | 'falsy' | 'any';

export interface GuardCall {
  readonly outcome: GuardOutcome;
  /** Whether what it promises is waited for. */
  readonly isAwaited: boolean;
  /** The arguments that are constants where it is called, by their positions: lists that it may look the key up in. */
  readonly constants: readonly number[];
}

/** A parameter, or a part of it, that is one of a list where a call ends in a way. */
export interface ListedParameter {
  readonly position: number;
  /** `.lang` */
  readonly members: string;
}

/** Where the keys come from that other files give. */
export interface KeyQueries extends LifetimeQueries {
  /** @param path where in what is given for the parameter the key is: `secretKey` of an options object */
  keysElsewhere(fn: NodeKey, position: number, path: Path): KeysElsewhere;
  /** The same of a function that is passed to one of another file, by what that gives it. */
  keysWhereHanded(passed: PassedOn, position: number, path: Path): KeysElsewhere;
  /** The parameters of a function of another file that are of a list which that file knows, where a call ends in a way. */
  listedByElsewhere(way: AccessPath, call: GuardCall): readonly ListedParameter[];
}
