/**
 * Says of what was measured whether it leaks.
 */
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';
import type { Burst, Growth } from './measure.ts';

/** The first four count for one call, in bytes, objects and sockets; the last two for all calls of a burst. */
export type Metric =
  | 'heap'
  | 'external'
  | 'responses'
  | 'sockets'
  | 'sockets open at once'
  | 'sockets left';

/**
 * How a program is called: `requests`, some fifty times, each a request; `keys`, 60,000 times, each with a new key and no
 * request; or so many times at once.
 */
export type Load = 'requests' | 'keys' | BurstOf;

interface BurstOf {
  readonly burst: number;
  /** Milliseconds of rest before what is left is counted. */
  readonly idleTime?: number;
}

/** What is no more than `clean` does not leak, what is no less than `leak` does. */
export interface Limits {
  readonly clean: number;
  readonly leak: number;
}

export type Figures = Partial<Record<Metric, number>>;

/** Half a body of the server's has 80 KB; a response without its body has 16, clean code 2 to 11. */
const BODY: Limits = { clean: 30_000, leak: 50_000 };
/** A socket or response that is there in the end, whatever the calls, is none a call; a program may have a few hosts. */
const OBJECT: Limits = { clean: 0.25, leak: 0.5 };
/** An item of a list with its text has 40 bytes, an entry of a Set 47, of a Map more; clean code grows by 2 at most. */
const ENTRY: Limits = { clean: 10, leak: 25 };

function limitsOf(load: Load): Readonly<Partial<Record<Metric, Limits>>> {
  if (load === 'requests')
    return { heap: BODY, external: BODY, responses: OBJECT, sockets: OBJECT };
  if (load === 'keys') return { heap: ENTRY, external: ENTRY };
  return {
    'sockets open at once': { clean: AGENT_BOUNDS.maxSockets, leak: load.burst / 2 },
    'sockets left': { clean: AGENT_BOUNDS.maxFreeSockets, leak: load.burst / 5 },
  };
}

export function figuresOf(measured: Growth | Burst): Figures {
  if (!('socketsLeft' in measured)) return { ...measured };
  const { socketsOpenAtOnce, socketsLeft, ...growth } = measured;
  return { ...growth, 'sockets open at once': socketsOpenAtOnce, 'sockets left': socketsLeft };
}

/**
 * What leaks, by the figures of a load.
 * @throws {RangeError} if a figure is neither that of clean code nor that of a leak
 */
export function leaksOf(
  figures: Figures,
  load: Load,
  own: Partial<Record<Metric, Limits>> = {},
): Metric[] {
  const limits = Object.entries({ ...limitsOf(load), ...own }) as [Metric, Limits][];
  return limits.flatMap(([metric, { clean, leak }]) => {
    const figure = figures[metric]!;
    if (figure > clean && figure < leak)
      throw new RangeError(
        `${figure} of ${metric} is neither clean (${clean}) nor a leak (${leak})`,
      );
    return figure >= leak ? [metric] : [];
  });
}
