/**
 * What can be known of a config's two agents, and how configs combine.
 */
import { AXIOS } from './models/axios.ts';
import {
  eitherResponse,
  laidOver,
  NOTHING_SAID,
  UNSEEN_RESPONSE,
  type ResponseState,
} from './response-state.ts';

export const AGENT_NAMES = AXIOS.agentSlots;
export type AgentName = (typeof AGENT_NAMES)[number];

/**
 * - `absent`: not named.
 * - `undefined`, `null`: named, but empty; axios reads the first as absent and lets the second win over defaults.
 * - `defaults`: `axios.defaults.http(s)Agent`.
 * - `conditional`: given on some paths only, by a decision that the code takes.
 * - `unknown`: the config, or a part of it, comes from where we cannot look.
 */
export type AgentState =
  | 'absent'
  | 'undefined'
  | 'null'
  | 'set'
  | 'defaults'
  | 'conditional'
  | 'unknown';

export interface AgentConfig {
  readonly httpAgent: AgentState;
  readonly httpsAgent: AgentState;
  /** Why no agent is asked for: another adapter or protocol. */
  readonly exempt?: string;
  /** Set if the adapter is one that we do not know. */
  readonly unknownAdapter?: true;
  /** The agents over which something is spread that may have others: a config of the caller. */
  readonly replaceable?: readonly AgentName[];
  /** What it says of the responses, if anything. */
  readonly response?: ResponseState;
}

export const ABSENT: AgentConfig = { httpAgent: 'absent', httpsAgent: 'absent' };
export const UNKNOWN: AgentConfig = {
  httpAgent: 'unknown',
  httpsAgent: 'unknown',
  response: UNSEEN_RESPONSE,
};

export function isAgentName(name: string): name is AgentName {
  return (AGENT_NAMES as readonly string[]).includes(name);
}

/** Lays one config over another, as an object spread does. */
export function overlay(under: AgentConfig, over: AgentConfig): AgentConfig {
  const entry = (name: AgentName): AgentState => {
    if (over[name] === 'absent') return under[name];
    // What is set below a part that we cannot see, or that is there on some paths, is set still, by one or the other.
    if ((over[name] === 'unknown' || over[name] === 'conditional') && isNamed(under[name]))
      return under[name];
    return over[name];
  };
  const replaceable = AGENT_NAMES.filter(
    (name) =>
      (over[name] === 'unknown' && isNamed(under[name])) ||
      (over[name] === 'absent' ? under : over).replaceable?.includes(name),
  );
  return {
    ...under,
    ...over,
    httpAgent: entry('httpAgent'),
    httpsAgent: entry('httpsAgent'),
    ...(replaceable.length > 0 ? { replaceable } : {}),
    ...responseBy(laidOver, under, over),
  };
}

/** Lays one config over another as axios's mergeConfig does: `undefined` leaves what is below (1.21.1, lib/core/mergeConfig.js). */
export function merge(under: AgentConfig, over: AgentConfig): AgentConfig {
  const stateOf = (name: AgentName): AgentState =>
    over[name] === 'undefined' && under[name] !== 'absent' ? under[name] : over[name];
  return overlay(under, {
    ...over,
    httpAgent: stateOf('httpAgent'),
    httpsAgent: stateOf('httpsAgent'),
  });
}

/** What a config says of the responses. */
export function responseOf({ response }: AgentConfig): ResponseState {
  return response ?? NOTHING_SAID;
}

function responseBy(
  combine: typeof laidOver,
  a: AgentConfig,
  b: AgentConfig,
): Pick<AgentConfig, 'response'> {
  return a.response || b.response ? { response: combine(responseOf(a), responseOf(b)) } : {};
}

/** Whether an agent is named that will be used, on one path at least. */
export function isNamed(state: AgentState): boolean {
  return state === 'set' || state === 'defaults' || state === 'conditional';
}

/** Whether a config brings both agents, whichever client it is for. */
export function hasBothAgents(config: AgentConfig): boolean {
  return AGENT_NAMES.every((name) => isNamed(config[name]));
}

/** Two paths lead to different configs, and the code chose that one of them has no agent. */
export function either(a: AgentConfig, b: AgentConfig): AgentConfig {
  return combined(a, b, (name) => eitherState(a[name], b[name]));
}

/** The state where one path leaves one, and another path another. */
function eitherState(a: AgentState, b: AgentState): AgentState {
  if (a === b) return a;
  if (isNamed(a) || isNamed(b)) return 'conditional';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : a;
}

const FROM_WORST_TO_BEST: readonly AgentState[] = [
  'absent',
  'undefined',
  'null',
  'unknown',
  'conditional',
  'defaults',
  'set',
];

/** Two arms of one config argument: each must name its agents. */
export function worst(a: AgentConfig, b: AgentConfig): AgentConfig {
  return combined(a, b, (name) =>
    FROM_WORST_TO_BEST.find((state) => state === a[name] || state === b[name])!,
  );
}

function combined(
  a: AgentConfig,
  b: AgentConfig,
  stateOf: (name: AgentName) => AgentState,
): AgentConfig {
  return {
    httpAgent: stateOf('httpAgent'),
    httpsAgent: stateOf('httpsAgent'),
    ...(a.exempt !== undefined && b.exempt !== undefined ? { exempt: a.exempt } : {}),
    ...(a.unknownAdapter ||
    b.unknownAdapter ||
    (a.exempt === undefined) !== (b.exempt === undefined)
      ? { unknownAdapter: true as const }
      : {}),
    ...responseBy(eitherResponse, a, b),
  };
}

export function unlessSet(state: AgentState): AgentState {
  return state === 'absent' ? 'unknown' : state;
}
