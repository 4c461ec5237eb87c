/**
 * The bounds of an agent, and which of them it must have.
 */

/** The options by which an agent is bounded. */
export const BOUND_NAMES = ['maxSockets', 'maxFreeSockets', 'timeout'] as const;
export type BoundName = (typeof BOUND_NAMES)[number];

/**
 * - `set`: to something that bounds, by all that can be seen.
 * - `missing`: not named.
 * - `endless`: to a value that bounds nothing: `Infinity`, 0 and whatever else Node takes for its default.
 * - `unknown`: a part of the options is not visible here.
 */
export type BoundState = 'set' | 'missing' | 'endless' | 'unknown';

export interface AgentOptions {
  readonly keepAlive: boolean | 'unknown';
  readonly bounds: Readonly<Record<BoundName, BoundState>>;
  /** How many sockets may be idle at once; undefined if that is up to a value from elsewhere. */
  readonly idle: number | undefined;
  /** Whether `maxFreeSockets` alone can keep the idle sockets few. */
  readonly mayKeepMany: boolean;
}

/** How many idle sockets Node keeps for each host where it is not told (lib/_http_agent.js of 20.20, 22.13 and 24.0). */
export const DEFAULT_FREE_SOCKETS = 256;

/**
 * Up to how many idle sockets `maxSockets` and an idle `timeout` bound well enough without `maxFreeSockets`: with axios
 * 1.21.1, 50 that each had a body of 100 KB hold 15 MB until the timeout, 256 hold 72 MB (test/leaks/idle-bounds.test.ts).
 */
export const FEW_IDLE_SOCKETS = 50;

/** The bounds that an agent must have: `maxFreeSockets` only if the others let it keep many idle sockets. */
export function demandedBounds({ keepAlive, mayKeepMany }: AgentOptions): BoundName[] {
  if (keepAlive === false) return ['maxSockets'];
  return BOUND_NAMES.filter((name) => name !== 'maxFreeSockets' || mayKeepMany);
}

/** Whether an agent keeps no more sockets than it was told to, nor an idle one for ever. */
export function isBounded(options: AgentOptions): boolean {
  return demandedBounds(options).every((name) => options.bounds[name] === 'set');
}

/** Whether an agent is seen to open any number of sockets. */
export function isUncapped({ bounds }: AgentOptions): boolean {
  return bounds.maxSockets === 'missing' || bounds.maxSockets === 'endless';
}
