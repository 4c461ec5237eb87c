/**
 * What the options of an agent say of its sockets: whether they stay open, and how many for how long.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import {
  DEFAULT_FREE_SOCKETS,
  FEW_IDLE_SOCKETS,
  type AgentOptions,
  type BoundState,
} from './agent-bounds.ts';
import { changedLater } from './agent-changes.ts';
import { agentMakingOf, type AgentFamily, type AgentMaking } from './agent-constructors.ts';
import { DEFAULT_AGENT_NUMBERS } from './agent-numbers.ts';
import { isEndless, isInfinity, isZero, largest, truth } from './agent-option-values.ts';
import type { AgentQueries } from './agent-queries.ts';
import { namedOptions, NO_OPTIONS, UNSEEN_OPTIONS, type NamedOptions } from './named-options.ts';

/** What stands in the place of the options. */
export type OptionsArgument =
  | { readonly kind: 'literal'; readonly node: TSESTree.ObjectExpression }
  | { readonly kind: 'expression'; readonly node: TSESTree.Expression }
  /** Nothing yet; `missing` counts the arguments that must come before it. */
  | { readonly kind: 'absent'; readonly missing: number }
  | { readonly kind: 'spread' };

export function optionsArgument({ node, options }: AgentMaking): OptionsArgument {
  if (
    node.arguments.slice(0, options + 1).some(({ type }) => type === AST_NODE_TYPES.SpreadElement)
  )
    return { kind: 'spread' };
  const argument = node.arguments[options] as TSESTree.Expression | undefined;
  if (!argument) return { kind: 'absent', missing: options - node.arguments.length };
  const inner = withoutWrappers(argument);
  return inner.type === AST_NODE_TYPES.ObjectExpression
    ? { kind: 'literal', node: inner }
    : { kind: 'expression', node: argument };
}

/** The bounds that an agent must not be asked for. */
const NOT_TAKEN: Partial<Record<AgentFamily, Partial<AgentOptions['bounds']>>> = {
  // https-proxy-agent 9 replaces the options that Node's agent reads its timeout from: it closes no idle socket.
  'https-proxy': { timeout: 'set' },
  // proxy-agent 6 to 8 hands each socket over to an agent of the proxy, whose end it is not told: a request beyond `maxSockets` waits for ever.
  'any-proxy': { maxSockets: 'set' },
};

/** Whether a timeout ends the idle sockets of an agent: https-proxy-agent never looks at one. */
export const closesIdleSockets = ({ family }: AgentMaking, { bounds }: AgentOptions) =>
  bounds.timeout === 'set' && family !== 'https-proxy';

/**
 * Reads the options of an agent.
 *
 * Node 20.20 keeps sockets by `keepAlive` alone, opens any number of them, and keeps 256 a host for as long as the server
 * leaves them. agentkeepalive 4.6 keeps them unless it is told not to, for 4 seconds. A tunnel closes each. What the
 * packages do is measured, by bursts of 30 calls: docs/rules/require-bounded-agent.md and test/leaks/agent-packages.test.ts.
 */
export function agentOptions(
  source: SourceCode,
  project: Pick<AgentQueries, 'dependency'>,
  making: AgentMaking,
): AgentOptions {
  const values = read(source, making);
  const bounds = boundsOf(source, values);
  const atOnce = mostOpen(source, values);
  const idle = mostIdle(source, values, atOnce);
  // Where no timeout closes them, few are those that we write ourselves.
  const few =
    making.family === 'https-proxy' ? DEFAULT_AGENT_NUMBERS.maxFreeSockets : FEW_IDLE_SOCKETS;
  const counts = {
    idle,
    mayKeepMany: atOnce !== undefined && Math.min(atOnce, DEFAULT_FREE_SOCKETS) > few,
  };
  if (poolsNothing(source, project, making))
    return {
      ...counts,
      keepAlive: false,
      bounds:
        making.family === 'tunnel'
          ? bounds
          : { maxSockets: 'set', maxFreeSockets: 'set', timeout: 'set' },
    };
  if (making.family === 'undici') return dispatcherOptions(source, values, counts);
  const alive = values.named.get('keepAlive');
  if (making.family === 'agentkeepalive') {
    const isKept = (name: string): BoundState =>
      ['freeSocketTimeout', 'keepAliveTimeout', 'freeSocketKeepAliveTimeout'].includes(name) &&
      isZero(source, values.named.get(name))
        ? 'endless'
        : 'set';
    const timeout = isKept('freeSocketTimeout');
    const free = values.named.get('maxFreeSockets');
    const kept: AgentOptions = {
      ...counts,
      keepAlive: alive ? truth(source, alive) : true,
      bounds: {
        ...bounds,
        timeout,
        maxFreeSockets: free && isInfinity(source, free) ? 'endless' : 'set',
      },
    };
    return changedLater(source, making, kept);
  }
  const keepAlive = alive ? truth(source, alive) : values.isComplete ? false : 'unknown';
  return changedLater(source, making, {
    ...counts,
    keepAlive,
    bounds: { ...bounds, ...NOT_TAKEN[making.family] },
  });
}

/**
 * undici keeps sockets unless `pipelining` is 0, closes an idle one after 4 seconds, or a second before the server says that it
 * does, and opens any number of them unless `connections` is set (undici 7.30, lib/dispatcher/{agent,client,pool}.js).
 */
function dispatcherOptions(
  source: SourceCode,
  { named, isComplete }: NamedOptions,
  counts: Pick<AgentOptions, 'idle' | 'mayKeepMany'>,
): AgentOptions {
  return {
    ...counts,
    keepAlive: !isZero(source, named.get('pipelining')),
    bounds: {
      maxSockets: named.has('connections') ? 'set' : isComplete ? 'missing' : 'unknown',
      maxFreeSockets: 'set',
      timeout: 'set',
    },
  };
}

/** What an option may be set to, as far as it is visible. */
export function optionValues(
  source: SourceCode,
  making: AgentMaking,
  option: string,
): readonly Node[] {
  return read(source, making).named.get(option) ?? [];
}

function read(source: SourceCode, making: AgentMaking): NamedOptions {
  const argument = optionsArgument(making);
  if (argument.kind === 'absent') return NO_OPTIONS;
  if (argument.kind === 'spread') return UNSEEN_OPTIONS;
  // An agent writes to none of its options.
  const isAgent = (call: Call) => agentMakingOf(source, call) !== undefined;
  return namedOptions(objectState(source, argument.node, isAgent));
}

function boundsOf(source: SourceCode, { named, isComplete }: NamedOptions): AgentOptions['bounds'] {
  const state = (...names: readonly string[]): BoundState => {
    const given = names.flatMap((name) => named.get(name) ?? []);
    if (given.length === 0) return isComplete ? 'missing' : 'unknown';
    return isEndless(source, given) ? 'endless' : 'set';
  };
  // `maxTotalSockets` bounds the sockets of all hosts together.
  return {
    maxSockets: state('maxSockets', 'maxTotalSockets'),
    maxFreeSockets: state('maxFreeSockets'),
    timeout: state('timeout'),
  };
}

/** How many sockets may be open at once, by the lower of two options; undefined if that is up to a value from elsewhere. */
function mostOpen(source: SourceCode, { named }: NamedOptions): number | undefined {
  const limits = ['maxSockets', 'maxTotalSockets'].flatMap((name) => {
    const given = named.get(name);
    return given ? [largest(source, given, Infinity)] : [];
  });
  const seen = limits.filter((limit) => limit !== undefined);
  return limits.length > 0 && seen.length === 0 ? undefined : Math.min(Infinity, ...seen);
}

function mostIdle(
  source: SourceCode,
  { named }: NamedOptions,
  atOnce: number | undefined,
): number | undefined {
  const given = named.get('maxFreeSockets');
  const free = given ? largest(source, given, DEFAULT_FREE_SOCKETS) : DEFAULT_FREE_SOCKETS;
  return free === undefined || atOnce === undefined ? undefined : Math.min(free, atOnce);
}

/** Tunnels close each socket; so do proxy agents of former versions, which the `package.json` or their arguments tell. */
function poolsNothing(
  source: SourceCode,
  project: Pick<AgentQueries, 'dependency'>,
  { node, module, family, since, options }: AgentMaking,
): boolean {
  if (since === undefined) return family === 'tunnel';
  const major = /\d+/u.exec(project.dependency(module) ?? '')?.[0];
  if (node.type === AST_NODE_TYPES.CallExpression || (major !== undefined && Number(major) < since))
    return true;
  const [first] = node.arguments;
  if (!first || first.type === AST_NODE_TYPES.SpreadElement) return false;
  const made = valuesOf(source, first).map((value) =>
    value.kind === 'node' ? value.node.type : undefined,
  );
  const isObject = made.every((type) => type === AST_NODE_TYPES.ObjectExpression);
  // `new HttpsProxyAgent({ host, port })` and `new ProxyAgent('http://proxy')` are what version 5 took.
  return options === 1
    ? isObject
    : made.every(
        (type) => type === AST_NODE_TYPES.Literal || type === AST_NODE_TYPES.TemplateLiteral,
      );
}

/** Options that say how sockets are pooled, not what the agent connects to or how it trusts it. */
const OF_THE_POOL = new Set([
  'keepAlive',
  'keepAliveMsecs',
  'maxSockets',
  'maxTotalSockets',
  'maxFreeSockets',
  'timeout',
  'scheduling',
  'freeSocketTimeout',
  'socketActiveTTL',
  'keepAliveTimeout',
  'freeSocketKeepAliveTimeout',
  'noDelay',
]);

export function isOfThePool(option: string): boolean {
  return OF_THE_POOL.has(option);
}

/** Whether an agent has a certificate, a proxy or a trust of its own: it is meant for the calls that name it. */
export function isForSomeHosts(source: SourceCode, making: AgentMaking): boolean {
  if (making.family !== 'node' && making.family !== 'agentkeepalive') return true;
  return [...read(source, making).named].some(
    ([name, values]) => !isOfThePool(name) && !isProxyOfTheProcess(source, name, values),
  );
}

/** Whether an option only says what Node tells its own agents: to use the proxies that the environment names. */
function isProxyOfTheProcess(source: SourceCode, name: string, values: readonly Node[]): boolean {
  return (
    name === 'proxyEnv' &&
    values.every((value) =>
      /\bprocess\.env\b|\bglobalAgent\.options\b/u.test(
        source.getText(declarationOf(source, value) ?? value),
      ),
    )
  );
}

function declarationOf(source: SourceCode, value: Node): Node | undefined {
  return value.type === AST_NODE_TYPES.Identifier
    ? variableOf(source, value)?.defs[0]?.node
    : undefined;
}

/** Whether an agent serves any host alike, by all that its options say. */
export function servesAnyHost(source: SourceCode, making: AgentMaking): boolean {
  return read(source, making).isComplete && !isForSomeHosts(source, making);
}
