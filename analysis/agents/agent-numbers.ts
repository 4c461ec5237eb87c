/**
 * The numbers by which the agents that we write are bounded, and what may be asked for in their place.
 */
/** What is asked of a source: this file is part of the published types, which name no package of the parser. */
interface TokenizedText {
  readonly ast: { readonly tokens: readonly { readonly type: string; readonly value: string }[] };
}

/** What every agent that we write has by default. */
export interface AgentNumbers {
  /** Connections per host; `Infinity` writes agents without such a bound. */
  readonly maxSockets: number;
  /** How many of them stay open when idle. */
  readonly maxFreeSockets: number;
  /** After how many milliseconds an idle one is closed; it does not cut a slow response. */
  readonly timeout: number;
}

/**
 * The idle timeout is below the five seconds after which many servers close a connection, without a hint in some: requests
 * fail no more often than by Node's global agents, which keep one for five seconds (test/leaks/idle-timeout.test.ts).
 * agentkeepalive and undici have the same.
 */
export const DEFAULT_AGENT_NUMBERS: AgentNumbers = {
  maxSockets: 50,
  maxFreeSockets: 10,
  timeout: 4_000,
};

/** The same, as `settings.leakproof.agents` and the command line name them. */
export interface AgentSettings {
  readonly maxSockets?: number;
  readonly maxFreeSockets?: number;
  /** In milliseconds. */
  readonly idleTimeout?: number;
}

export type AgentSettingName = keyof AgentSettings;

interface NumberKind {
  readonly most: number;
  readonly isEndless: boolean;
  /** What 0 means to Node (lib/_http_agent.js of 20.19, 22.13 and 24). */
  readonly zero: string;
}

const KINDS: Readonly<Record<AgentSettingName, NumberKind>> = {
  maxSockets: {
    most: Number.MAX_SAFE_INTEGER,
    isEndless: true,
    zero: '0 means Infinity to Node: write Infinity',
  },
  maxFreeSockets: {
    most: Number.MAX_SAFE_INTEGER,
    isEndless: false,
    zero: '0 means 256 to Node: write the number',
  },
  // A longer delay than Node's timers take is cut to it, with a warning.
  idleTimeout: {
    most: 2 ** 31 - 1,
    isEndless: false,
    zero: '0 means none to Node: idle sockets would stay open',
  },
};

export const AGENT_SETTING_NAMES = Object.keys(KINDS) as readonly AgentSettingName[];

/**
 * A number as a config, the command line or jscodeshift, which makes numbers of what looks like one, has it.
 * @throws {RangeError} in words for people, if there can be no such number
 */
export function agentNumber(name: AgentSettingName, given: unknown): number {
  const { most, isEndless, zero } = KINDS[name];
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (number === 0) throw new RangeError(zero);
  if (isEndless && number === Infinity) return number;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0 && number <= most)
    return number;
  const range = most === Number.MAX_SAFE_INTEGER ? 'from 1' : `from 1 to ${most}`;
  throw new RangeError(`a whole number ${range}${isEndless ? ', or Infinity,' : ''} is needed`);
}

/** The numbers that settings ask for, the defaults for the others. */
export function agentNumbers({
  maxSockets,
  maxFreeSockets,
  idleTimeout,
}: AgentSettings = {}): AgentNumbers {
  return {
    maxSockets: maxSockets ?? DEFAULT_AGENT_NUMBERS.maxSockets,
    maxFreeSockets: maxFreeSockets ?? DEFAULT_AGENT_NUMBERS.maxFreeSockets,
    timeout: idleTimeout ?? DEFAULT_AGENT_NUMBERS.timeout,
  };
}

/** A number as a file has it: `30_000` where it writes its own so, which ES2021 introduced, else `30000`. */
export function numberText(source: TokenizedText, value: number): string {
  const hasSeparators = source.ast.tokens.some(
    (token) => token.type === 'Numeric' && token.value.includes('_'),
  );
  return hasSeparators
    ? value.toLocaleString('en-US', { maximumFractionDigits: 20 }).replaceAll(',', '_')
    : String(value);
}
