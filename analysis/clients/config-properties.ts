/**
 * What the properties of a config say of its agents and of the responses.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { literalString } from '../syntax/nodes.ts';
import {
  isAgentName,
  overlay,
  responseOf,
  UNKNOWN,
  type AgentConfig,
  type AgentState,
} from './agent-state.ts';
import { AXIOS } from './models/axios.ts';
import {
  eitherResponse,
  isResponseProperty,
  laidOver,
  MAY_HAVE_DEADLINE,
  NOTHING_SAID,
  responseOfProperty,
} from './response-state.ts';

const HTTP2 = 'HTTP/2 has sessions of its own';

/** A config that is given a property; one whose name may be any leaves what is set. */
export function withProperty(
  source: SourceCode,
  config: AgentConfig,
  name: string | undefined,
  value: Node,
): AgentConfig {
  if (name === undefined) return overlay(config, UNKNOWN);
  if (isAgentName(name))
    return {
      ...config,
      [name]: stateOf(source, value),
      ...(config.replaceable
        ? { replaceable: config.replaceable.filter((other) => other !== name) }
        : {}),
    };
  if (isResponseProperty(name))
    return {
      ...config,
      response: laidOver(responseOf(config), responseOfProperty(source, name, value)),
    };
  if (name === 'adapter') {
    const adapter = adapterBy(source, value);
    // One that nobody knows may end a request, or may not heed a `timeout`.
    const response = adapter.unknownAdapter && laidOver(responseOf(config), MAY_HAVE_DEADLINE);
    return { ...withoutAdapter(config), ...adapter, ...(response ? { response } : {}) };
  }
  return name === 'httpVersion' ? withHttpVersion(config, value) : config;
}

/** A config from which a property is deleted; one of those that it has, if the name may be any. */
export function withoutProperty(config: AgentConfig, name: string | undefined): AgentConfig {
  if (name === undefined) return unlessAbsent(config);
  if (isAgentName(name)) return { ...config, [name]: 'absent' };
  if (name === 'timeout' && config.response)
    return { ...config, response: { ...config.response, deadline: ['absent'] } };
  return name === 'adapter' ? withoutAdapter(config) : config;
}

function withoutAdapter(config: AgentConfig): AgentConfig {
  const { httpAgent, httpsAgent, replaceable, response, exempt } = config;
  return {
    httpAgent,
    httpsAgent,
    ...(replaceable ? { replaceable } : {}),
    ...(response ? { response } : {}),
    ...(exempt === HTTP2 ? { exempt } : {}),
  };
}

/** One of the two may be gone; what was not there is not there now. */
function unlessAbsent({ httpAgent, httpsAgent, ...config }: AgentConfig): AgentConfig {
  const unlessGone = (state: AgentState): AgentState => (state === 'absent' ? state : 'unknown');
  const { response } = config;
  return {
    ...config,
    httpAgent: unlessGone(httpAgent),
    httpsAgent: unlessGone(httpsAgent),
    ...(response ? { response: eitherResponse(response, NOTHING_SAID) } : {}),
  };
}

function stateOf(source: SourceCode, value: Node): AgentState {
  const states = valuesOf(source, value).map((candidate) => stateOfValue(source, candidate));
  const [first] = states;
  return first !== undefined && states.every((state) => state === first) ? first : 'set';
}

function stateOfValue(source: SourceCode, value: Value): AgentState {
  if (value.kind === 'module') {
    // `axios.defaults.httpAgent`, or a name for it
    return value.module === AXIOS.module && value.path.length === 2 && value.path[0] === 'defaults'
      ? 'defaults'
      : 'set';
  }
  if (value.kind !== 'node') return 'set';
  const { node } = value;
  if (node.type === AST_NODE_TYPES.Literal && node.raw === 'null') return 'null';
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'void') return 'undefined';
  return isGlobal(source, node, 'undefined') ? 'undefined' : 'set';
}

function adapterBy(
  source: SourceCode,
  value: Node,
): Pick<AgentConfig, 'exempt' | 'unknownAdapter'> {
  const names = valuesOf(source, value).flatMap((candidate) =>
    candidate.kind === 'node' ? adapterNames(candidate.node) : [undefined],
  );
  if (names.every((name) => name === 'http')) return {};
  if (names.every((name) => name === 'fetch' || name === 'xhr'))
    return { exempt: `the ${names[0]} adapter takes no agents` };
  return { unknownAdapter: true };
}

function adapterNames(node: Node): (string | undefined)[] {
  if (node.type !== AST_NODE_TYPES.ArrayExpression) return [literalString(node)];
  // axios takes the first adapter of a list that the platform supports; on Node that is `http` wherever it is named.
  const names = node.elements.map((element) => (element ? literalString(element) : undefined));
  return names.includes('http') ? ['http'] : names;
}

function withHttpVersion({ exempt, ...config }: AgentConfig, version: Node): AgentConfig {
  if (version.type === AST_NODE_TYPES.Literal && version.value === 2)
    return { ...config, exempt: HTTP2 };
  return exempt === undefined || exempt === HTTP2 ? config : { ...config, exempt };
}
