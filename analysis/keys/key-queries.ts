/**
 * What is asked about other files: where the keys come from that they give. Types only.
 */
import type { LifetimeQueries } from '../lifetime/lifetime-queries.ts';
import type { NodeKey } from '../syntax/node-keys.ts';

export interface KeyOrigin {
  readonly kind: 'grows' | 'finite' | 'unknown';
  /** For people: `` `req.params.id`, which comes with a request ``. */
  readonly text: string;
}

/** What other files give a function of this one for a parameter, as keys. */
export interface KeysElsewhere {
  readonly origins: readonly KeyOrigin[];
  readonly isComplete: boolean;
}

/** Where the keys come from that other files give. */
export interface KeyQueries extends LifetimeQueries {
  /** @param name of the parameter, or of the property of it that a pattern takes */
  keysElsewhere(fn: NodeKey, position: number, name: string): KeysElsewhere;
}
