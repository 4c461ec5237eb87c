/**
 * The agents that a file gives to clients other than axios: `fetch(url, { dispatcher })`, `http.request({ agent })`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { answersOf } from '../clients/answers.ts';
import { isAlwaysEnded } from '../clients/body-paths.ts';
import { calledFunction, callbackRequests, mayCallBack } from '../clients/callback-requests.ts';
import { calledModel, fetchCalls, mayCallFetch } from '../clients/fetch-calls.ts';
import type { ClientQueries } from '../clients/client-queries.ts';
import { calledReader, readingCalls } from '../clients/reading-calls.ts';
import type { ClientName } from '../clients/models/client-model.ts';
import { bodyOf } from '../clients/stream-bodies.ts';
import { argumentsFor } from '../flow/call-graph.ts';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { agentMakingOf } from './agent-constructors.ts';

/** How often a value that a function is given may be passed on. */
const MAX_PASSES = 4;

/** Where the agents of a file end that it gives to such clients. */
export interface AgentsOfOthers {
  readonly given: ReadonlySet<number>;
  /** Those of requests whose bodies some path may leave unread: a cap on them would block a host. */
  readonly ofOpenBodies: ReadonlySet<number>;
  /**
   * Those of requests that may listen for `timeout`: the `timeout` of an agent makes that event come (Node 20.20, 22.23, 24.21,
   * lib/_http_agent.js).
   */
  readonly ofTimeoutListeners: ReadonlySet<number>;
}

const known = new WeakMap<readonly ClientName[], WeakMap<SourceCode, AgentsOfOthers>>();

export function agentsOfOthers(
  source: SourceCode,
  { analysedClients }: Pick<ClientQueries, 'analysedClients'>,
): AgentsOfOthers {
  let ofClients = known.get(analysedClients);
  if (!ofClients) known.set(analysedClients, (ofClients = new WeakMap()));
  let agents = ofClients.get(source);
  if (!agents) ofClients.set(source, (agents = findAgents(source, analysedClients)));
  return agents;
}

/** Whether a call sends a request by such a client. */
export function sendsByOther(source: SourceCode, { callee }: Call): boolean {
  return (
    calledModel(source, callee) !== undefined ||
    calledFunction(source, callee) !== undefined ||
    calledReader(source, callee) !== undefined
  );
}

function findAgents(source: SourceCode, clients: readonly ClientName[]): AgentsOfOthers {
  const given = new Set<number>();
  const ofOpenBodies = new Set<number>();
  const ofTimeoutListeners = new Set<number>();
  for (const { client, node, slots, areEnded, mayListen } of requestsOf(source)) {
    if (!clients.includes(client)) continue;
    const agents = new Set<number>();
    for (const argument of node.arguments)
      if (argument.type !== AST_NODE_TYPES.SpreadElement)
        for (const agent of slotted(source, argument, slots)) follow(source, agent, agents, 0);
    for (const end of agents) {
      given.add(end);
      if (mayListen) ofTimeoutListeners.add(end);
    }
    if (agents.size > 0 && !areEnded()) for (const end of agents) ofOpenBodies.add(end);
  }
  return { given, ofOpenBodies, ofTimeoutListeners };
}

interface Sent {
  readonly client: ClientName;
  readonly node: TSESTree.CallExpression;
  readonly slots: readonly string[];
  /** Whether each body of its responses is read to its end, or closed, on every path. */
  readonly areEnded: () => boolean;
  /** Whether something may listen for `timeout`. */
  readonly mayListen: boolean;
}

function* requestsOf(source: SourceCode): Generator<Sent> {
  if (mayCallFetch(source.text))
    for (const { node, model } of fetchCalls(source))
      yield {
        client: model.client,
        node,
        slots: model.agentSlots,
        mayListen: false,
        areEnded: () => {
          const { responses, isHandedOn } = answersOf(source, node);
          const { ofResponse: path, api } = model.body;
          return (
            !isHandedOn &&
            responses.length > 0 &&
            responses.every((arrival) =>
              isAlwaysEnded(source, bodyOf(source, arrival, { of: 'response', path, api })),
            )
          );
        },
      };
  for (const { node, model, mayStream } of readingCalls(source))
    yield {
      client: model.client,
      node,
      slots: model.agentSlots,
      // It has timeouts of its own, by events of the request.
      mayListen: true,
      areEnded: () => !mayStream,
    };
  if (mayCallBack(source.text))
    for (const { node, model, responses, isHandedOn, events } of callbackRequests(source))
      yield {
        client: model.client,
        node,
        slots: model.agentSlots,
        mayListen: isHandedOn || events.has('timeout') || events.has(undefined),
        areEnded: () => {
          const { ofResponse: path, api } = model.body;
          return (
            !isHandedOn &&
            responses.every((arrival) =>
              isAlwaysEnded(source, bodyOf(source, arrival, { of: 'response', path, api })),
            )
          );
        },
      };
}

/** What an argument may name as an agent. */
function slotted(source: SourceCode, argument: Node, slots: readonly string[]): readonly Node[] {
  const algebra: ObjectAlgebra<readonly Node[]> = {
    nothing: [],
    open: () => [],
    property: (before, name, value) =>
      name !== undefined && slots.includes(name) ? [...before, value] : before,
    deleted: (before) => before,
    copied: (under, over) => [...under, ...over],
    handed: (before) => before,
    either: (a, b) => [...a, ...b],
  };
  return foldObject(
    objectState(source, argument, () => true),
    algebra,
  );
}

function follow(source: SourceCode, given: Node, agents: Set<number>, passes: number): void {
  for (const value of valuesOf(source, given)) {
    if (value.kind === 'parameter' && passes < MAX_PASSES)
      for (const argument of argumentsFor(source, value.node))
        follow(source, argument, agents, passes + 1);
    const making = value.kind === 'node' ? agentMakingOf(source, value.node) : undefined;
    if (making) agents.add(making.node.range[1]);
    // `agent: { http, https }`
    else if (value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression)
      for (const property of value.node.properties)
        if (property.type === AST_NODE_TYPES.Property)
          follow(source, property.value, agents, passes);
  }
}
