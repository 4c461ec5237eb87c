/**
 * What is asked about other files: where the keys come from that they give. Types only.
 */
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

/** Where the keys come from that other files give. */
export interface KeyQueries extends LifetimeQueries {
  /** @param path where in what is given for the parameter the key is: `secretKey` of an options object */
  keysElsewhere(fn: NodeKey, position: number, path: Path): KeysElsewhere;
  /** The same of a function that is passed to one of another file, by what that gives it. */
  keysWhereHanded(passed: PassedOn, position: number, path: Path): KeysElsewhere;
}
