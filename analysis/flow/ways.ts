/**
 * The ways out of a node on which something has not happened, and what becomes of them by what follows.
 */
import type { Node } from '../source/source-code.ts';

/** How a node is left without what is asked for: `on` to what comes next, or by a jump to a label, which may be empty. */
export type Way = 'on' | 'return' | 'throw' | `break ${string}` | `continue ${string}`;

/** Each with the node that leaves by it; empty if what is asked for happens on all ways. */
export type Ways = ReadonlyMap<Way, Node>;

export const NONE: Ways = new Map();

export function only(way: Way, node: Node): Ways {
  return new Map([[way, node]]);
}

/** The ways of both; the node of the first that leaves by a way is told. */
export function union(a: Ways, b: Ways): Ways {
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Map([...b, ...a]);
}

/** What comes next, where control goes on. */
export function followedBy(ways: Ways, next: () => Ways): Ways {
  if (!ways.has('on')) return ways;
  if (ways.size === 1) return next();
  const jumps = new Map([...ways].filter(([way]) => way !== 'on'));
  return union(jumps, next());
}

export function moved(ways: Ways, from: Way, to: Way, node: Node): Ways {
  return new Map(
    [...ways].map(([way, at]): [Way, Node] => (way === from ? [to, node] : [way, at])),
  );
}

/** A statement that `break` leaves, by its label or without one. */
export function leaving(ways: Ways, label: string): Ways {
  const at = ways.get(`break ${label}`);
  if (!at) return ways;
  const others = new Map([...ways].filter(([way]) => way !== `break ${label}`));
  return union(others, only('on', at));
}

/** A way out of a function on which something has not happened, and the node that leaves by it. */
export interface Exit {
  /** `end`: control comes to the end of the function. */
  readonly how: 'end' | 'return' | 'throw';
  readonly at: Node;
}

export function exitsAmong(ways: Ways): readonly Exit[] {
  // Where the paths end inside of a loop, the way to its next round is their end, too.
  return [...ways].map(([way, at]) =>
    way === 'throw' || way === 'return' ? { how: way, at } : { how: 'end', at },
  );
}
