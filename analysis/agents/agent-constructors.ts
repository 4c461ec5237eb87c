/**
 * What makes an agent: constructors and functions of Node and of the packages that pool sockets for it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isCall, withoutWrappers } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';

export type AgentFamily =
  | 'node'
  | 'agentkeepalive'
  | 'proxy'
  | 'https-proxy'
  | 'any-proxy'
  | 'hpagent'
  | 'tunnel'
  | 'undici';

interface Maker {
  readonly family: AgentFamily;
  /** Position of the argument with the options. */
  readonly options: number;
  /** The first major version of the package that takes its options there. */
  readonly since?: number;
  /** Whether a call without `new` makes one, too. */
  readonly isCallable?: true;
  /** Whether it has one connection, over which its requests go one after the other. */
  readonly isSingle?: true;
  /** Whether the URL of a proxy may stand in the place of the options. */
  readonly takesUrl?: true;
  /** Whether its constructor reads variables of the environment. */
  readonly readsEnvironment?: true;
}

/** `https.Agent(options)` is `new https.Agent(options)` (Node 20.20, 22.13 and 24.0, lib/_http_agent.js). */
const NODE: Maker = { family: 'node', options: 0, isCallable: true };
const KEEP_ALIVE: Maker = { family: 'agentkeepalive', options: 0 };
const TUNNEL: Maker = { family: 'tunnel', options: 0, isCallable: true };
const TUNNELS = {
  httpOverHttp: TUNNEL,
  httpsOverHttp: TUNNEL,
  httpOverHttps: TUNNEL,
  httpsOverHttps: TUNNEL,
};
const HPAGENT: Maker = { family: 'hpagent', options: 0 };
const HTTP_PROXY: Maker = { family: 'proxy', options: 1, since: 6, isCallable: true };
const HTTPS_PROXY: Maker = { family: 'https-proxy', options: 1, since: 6, isCallable: true };
const SOCKS_PROXY: Maker = { family: 'proxy', options: 1, since: 8, isCallable: true };
const ANY_PROXY: Maker = { family: 'any-proxy', options: 0, since: 6, isCallable: true };

const DISPATCHER: Maker = { family: 'undici', options: 0 };
/** What sends to one host, which its first argument names. */
const POOL: Maker = { family: 'undici', options: 1 };

/** By module and by what it exports; the empty name is the module itself, or its default export. */
const MAKERS: Readonly<Record<string, Readonly<Record<string, Maker>>>> = {
  http: { Agent: NODE },
  https: { Agent: NODE },
  agentkeepalive: { '': KEEP_ALIVE, HttpAgent: KEEP_ALIVE, HttpsAgent: KEEP_ALIVE },
  // Before version 6 these exported the class itself, which pooled nothing and took one argument.
  'http-proxy-agent': { '': HTTP_PROXY, HttpProxyAgent: HTTP_PROXY },
  'https-proxy-agent': { '': HTTPS_PROXY, HttpsProxyAgent: HTTPS_PROXY },
  'socks-proxy-agent': { '': SOCKS_PROXY, SocksProxyAgent: SOCKS_PROXY },
  'proxy-agent': { '': ANY_PROXY, ProxyAgent: ANY_PROXY },
  hpagent: { HttpProxyAgent: HPAGENT, HttpsProxyAgent: HPAGENT },
  tunnel: TUNNELS,
  'tunnel-agent': TUNNELS,
  undici: {
    Agent: DISPATCHER,
    ProxyAgent: { ...DISPATCHER, takesUrl: true },
    EnvHttpProxyAgent: { ...DISPATCHER, readsEnvironment: true },
    BalancedPool: POOL,
    Client: { ...POOL, isSingle: true },
    Pool: POOL,
  },
};

export interface AgentMaking extends Maker {
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression;
  /** The module that the constructor comes from, without `node:`. */
  readonly module: string;
}

/** Whether a text can make an agent at all: it names a module that exports a constructor. */
export function mayMakeAgents(text: string): boolean {
  return /(['"`])(?:(?:node:)?https?|agentkeepalive|(?:https?-|socks-)?proxy-agent|hpagent|tunnel(?:-agent)?|undici)\1/u.test(
    text,
  );
}

/** The agent that a `new` or a call makes, if it makes one. */
export function agentMakingOf(source: SourceCode, node: Node): AgentMaking | undefined {
  if (!isCall(node)) return undefined;
  for (const value of valuesOf(source, withoutWrappers(node.callee))) {
    if (value.kind !== 'module') continue;
    const module = value.module.replace(/^node:/u, '');
    const maker = MAKERS[module]?.[value.path.join('.')];
    // Without `new` the classes of agentkeepalive and hpagent throw.
    if (maker && (node.type === AST_NODE_TYPES.NewExpression || maker.isCallable))
      return { ...maker, node, module };
  }
  return undefined;
}

/** Every agent that a file makes, in source order. */
export function agentMakings(source: SourceCode): AgentMaking[] {
  if (!mayMakeAgents(source.text)) return [];
  return [
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
  ]
    .flatMap((node) => agentMakingOf(source, node) ?? [])
    .toSorted((a, b) => a.node.range[0] - b.node.range[0]);
}
