/**
 * What request interceptors set on every config that passes them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import { isConditional } from '../flow/path-conditions.ts';
import { objectState, partsBy } from '../flow/object-state.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf, returnedBy, walk } from '../syntax/traversal.ts';
import { AGENT_NAMES, isAgentName, type AgentName, type AgentState } from './agent-state.ts';
import type { Client } from './client-identity.ts';
import type { ClientResolver } from './clients.ts';
import { AXIOS } from './models/axios.ts';
import { namedByParts, namedValues, type NamedValue } from './named-values.ts';
import {
  eitherResponse,
  isResponseProperty,
  laidOver,
  MAY_HAVE_DEADLINE,
  NOTHING_SAID,
  responseOfProperty,
  type ResponseProperty,
  type ResponseState,
} from './response-state.ts';

export interface RequestInterceptor extends Readonly<Record<AgentName, AgentState>> {
  readonly clients: readonly Client[];
  /** The expressions that stand for the agents. */
  readonly given: readonly Node[];
  /** What it may say of the responses. */
  readonly response: ResponseState;
}

/** What the functions of `client.interceptors.request.use(…)` calls do to the agents, where they stand in this file. */
export function requestInterceptors(
  source: SourceCode,
  resolver: ClientResolver,
): RequestInterceptor[] {
  const found: RequestInterceptor[] = [];
  for (const call of nodesOf(source, AST_NODE_TYPES.CallExpression)) {
    const owner = ownerOfInterceptor(source, call, 'request');
    const [handler] = call.arguments;
    if (!owner || !handler || handler.type === AST_NODE_TYPES.SpreadElement) continue;
    found.push({
      clients: resolver.clientsOf(owner).clients,
      ...effectOf(source, resolver, valuesOf(source, handler)),
    });
  }
  return found;
}

const ENDING: readonly ResponseProperty[] = ['timeout', 'signal', 'cancelToken'];
const MAY_END: ResponseState = { ...MAY_HAVE_DEADLINE, mayAbort: true };

/** What the functions that a handler may be do to a config. */
function effectOf(
  source: SourceCode,
  resolver: ClientResolver,
  handlers: readonly Value[],
): Omit<RequestInterceptor, 'clients'> {
  const states: Record<AgentName, AgentState> = { httpAgent: 'absent', httpsAgent: 'absent' };
  const given: Node[] = [];
  let response = NOTHING_SAID;
  const doubt = (names: readonly AgentName[]): void => {
    for (const name of names) if (states[name] === 'absent') states[name] = 'conditional';
  };
  for (const value of handlers) {
    // One of another file that speaks of agents, or of what ends a request, decides on them.
    if (value.kind === 'module') {
      const names = (name: string) => resolver.moduleNames(value.module, name);
      doubt(AGENT_NAMES.filter(names));
      if (ENDING.some(names)) response = eitherResponse(response, MAY_END);
    }
    if (value.kind !== 'node' || !isFunction(value.node)) continue;
    for (const { name, state, agent } of agentsSetIn(source, value.node)) {
      if (states[name] !== 'set') states[name] = state;
      given.push(agent);
    }
    for (const said of responsesSetIn(source, value.node))
      response = eitherResponse(response, laidOver(response, said));
    // One that asks whether a config has an agent, or a `timeout`, does something else with those that have none.
    const read = namesReadIn(source, value.node);
    doubt(read.filter(isAgentName));
    if (read.includes('timeout') && response.deadline.every((state) => state === 'absent'))
      response = eitherResponse(response, MAY_HAVE_DEADLINE);
  }
  return { ...states, given, response };
}

export interface ResponseInterceptor {
  readonly clients: readonly Client[];
  /** What it is given as its first and its second function: for responses, and for errors. */
  readonly handlers: readonly Node[];
}

/** The calls of `client.interceptors.response.use(…)`. */
export function responseInterceptors(
  source: SourceCode,
  resolver: ClientResolver,
): ResponseInterceptor[] {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
    const owner = ownerOfInterceptor(source, call, 'response');
    if (!owner) return [];
    const { clients } = resolver.clientsOf(owner);
    return clients.length > 0 ? [{ clients, handlers: call.arguments }] : [];
  });
}

/** The clients whose calls resolve with something else than a response: `client.interceptors.response.use(({ data }) => data)`. */
export function replacedResponses(source: SourceCode, resolver: ClientResolver): Client[] {
  const given = clientsGivenToSetups(source, resolver);
  const replaced = nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
    const owner = ownerOfInterceptor(source, call, 'response');
    const [handler] = call.arguments;
    if (
      !owner ||
      !handler ||
      valuesOf(source, handler).every(
        (value) => value.kind === 'node' && givesBack(source, value.node),
      )
    )
      return [];
    return resolver.clientsOf(owner).clients;
  });
  return [...replaced, ...given];
}

/** `applyTo(client)`: of a package that nobody knows, or of a file of the project that names interceptors. */
function clientsGivenToSetups(source: SourceCode, resolver: ClientResolver): Client[] {
  return [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ].flatMap((call) => {
    if (call.arguments.length === 0) return [];
    const isUnseen = valuesOf(source, call.callee).some(
      (value) =>
        value.kind === 'module' &&
        !isBuiltin(value.module) &&
        !KNOWN_PACKAGES.has(value.module) &&
        // Each file of the project has the empty word.
        (!resolver.moduleNames(value.module, '') ||
          resolver.moduleNames(value.module, 'interceptors')),
    );
    return isUnseen
      ? call.arguments.flatMap((argument) =>
          argument.type === AST_NODE_TYPES.SpreadElement
            ? []
            : resolver.clientsOf(argument).clients,
        )
      : [];
  });
}

/** Packages that leave responses as they are. */
const KNOWN_PACKAGES: ReadonlySet<string> = new Set([
  AXIOS.module,
  ...AXIOS.packages.wrapping,
  ...Object.keys(AXIOS.packages.takingOver),
]);

/** The clients of which an interceptor takes the errors: it may ask again, or throw something else. */
export function interceptedErrors(source: SourceCode, resolver: ClientResolver): Client[] {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
    const owner = ownerOfInterceptor(source, call, 'response');
    const [first, handler] = call.arguments;
    const isTaken =
      first?.type === AST_NODE_TYPES.SpreadElement ||
      (handler !== undefined &&
        !isNullish(handler) &&
        !valuesOf(source, handler).every(
          (value) => value.kind === 'node' && passesOn(source, value.node),
        ));
    return owner && isTaken ? resolver.clientsOf(owner).clients : [];
  });
}

/** `(error) => Promise.reject(error)`, `(error) => { log(error); throw error; }` */
function passesOn(source: SourceCode, handler: Node): boolean {
  const [parameter] = isFunction(handler) ? handler.params : [];
  if (!isFunction(handler) || parameter?.type !== AST_NODE_TYPES.Identifier) return false;
  const isError = (node: Node | null | undefined) =>
    node?.type === AST_NODE_TYPES.Identifier && node.name === parameter.name;
  const returned = returnedBy(source, handler);
  const last = handler.body.type === AST_NODE_TYPES.BlockStatement && handler.body.body.at(-1);
  const isThrown =
    last && last.type === AST_NODE_TYPES.ThrowStatement ? isError(last.argument) : false;
  return (
    (returned.length > 0 || isThrown) &&
    returned.every(
      (node) =>
        node.type === AST_NODE_TYPES.CallExpression &&
        source.getText(node.callee) === 'Promise.reject' &&
        isError(node.arguments[0]),
    )
  );
}

/** Whether a handler returns what it is given; `undefined` in its place does as much. */
function givesBack(source: SourceCode, handler: Node): boolean {
  if (!isFunction(handler))
    return handler.type === AST_NODE_TYPES.Literal || handler.type === AST_NODE_TYPES.Identifier;
  const [parameter] = handler.params;
  return (
    parameter?.type === AST_NODE_TYPES.Identifier &&
    returnedBy(source, handler).every(
      (returned) =>
        withoutWrappers(returned).type === AST_NODE_TYPES.Identifier &&
        source.getText(withoutWrappers(returned)) === parameter.name,
    )
  );
}

/** `X` of `X.interceptors.request.use(…)`. */
export function ownerOfInterceptor(
  source: SourceCode,
  call: TSESTree.CallExpression,
  kind: 'request' | 'response',
): Node | undefined {
  let node: Node = withoutWrappers(call.callee);
  for (const name of ['use', kind, 'interceptors']) {
    if (node.type !== AST_NODE_TYPES.MemberExpression || propertyName(source, node) !== name)
      return undefined;
    node = withoutWrappers(node.object);
  }
  return node;
}

interface InterceptedAgent {
  readonly name: AgentName;
  readonly state: 'set' | 'conditional';
  readonly agent: Node;
}

/** The agents that an interceptor sets, itself or by functions that it gives the config to. */
function agentsSetIn(source: SourceCode, fn: FunctionNode): InterceptedAgent[] {
  return setIn(source, fn).flatMap(({ name, value, isSure }) =>
    isAgentName(name) ? [{ name, state: isSure ? 'set' : 'conditional', agent: value }] : [],
  );
}

/** What an interceptor says of the responses, as far as it sets their type or the timeout. */
function responsesSetIn(source: SourceCode, fn: FunctionNode): ResponseState[] {
  return setIn(source, fn).flatMap(({ name, value }) =>
    isResponseProperty(name) ? [responseOfProperty(source, name, value)] : [],
  );
}

/** The properties that an interceptor sets in the config that it is given, or names in the one that it returns. */
function setIn(source: SourceCode, fn: FunctionNode): readonly NamedValue[] {
  const [parameter] = fn.params;
  const changed = parameter
    ? namedByParts(partsBy(source, [parameter], { from: parameter, leavesAlone: () => true }))
    : [];
  const returned = returnedBy(source, fn).flatMap((node) =>
    namedValues(objectState(source, node, () => true)).map((named) => ({
      ...named,
      isSure: named.isSure && !isConditional(node, fn.body),
    })),
  );
  return [
    ...changed,
    ...returned.filter(({ value }) => !changed.some((named) => named.value === value)),
  ];
}

/** The properties that an interceptor looks at. */
function namesReadIn(source: SourceCode, fn: FunctionNode): string[] {
  const found: string[] = [];
  walk(source, fn, (node) => {
    const isRead =
      (node.type === AST_NODE_TYPES.MemberExpression && !isTarget(node)) ||
      (node.type === AST_NODE_TYPES.Property && node.parent.type === AST_NODE_TYPES.ObjectPattern);
    if (isRead) found.push(propertyName(source, node) ?? '');
  });
  return found;
}

function isTarget(node: TSESTree.MemberExpression): boolean {
  const { parent } = node;
  return (
    (parent.type === AST_NODE_TYPES.AssignmentExpression && parent.left === node) ||
    (parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'delete')
  );
}
