/**
 * The agents that a file gives to clients other than axios: `fetch(url, { dispatcher })`, `http.request({ agent })`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClientQueries } from '../clients/client-queries.ts';
import type { ClientName } from '../clients/models/client-model.ts';
import { accessPaths, type AccessPath } from '../flow/access-paths.ts';
import { argumentsFor } from '../flow/call-graph.ts';
import { foldObject, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { agentMakingOf } from './agent-constructors.ts';
import { otherRequests } from './other-requests.ts';

/** How often a value that a function is given may be passed on. */
const MAX_PASSES = 4;

/** Agents by where they end in the file, and by the way to those of other files, with the first request that each is for. */
export interface AgentsOfOther {
  readonly here: ReadonlyMap<number, Node>;
  readonly elsewhere: readonly (AccessPath & { readonly request: Node })[];
}

/** The agents that a file gives to such clients. */
export interface AgentsOfOthers {
  readonly given: AgentsOfOther;
  /** Those of requests whose bodies some path may leave unread: a cap on them would block a host. */
  readonly ofOpenBodies: AgentsOfOther;
  /**
   * Those of requests that may listen for `timeout`: the `timeout` of an agent makes that event come (Node 20.20, 22.23, 24.21,
   * lib/_http_agent.js).
   */
  readonly ofTimeoutListeners: AgentsOfOther;
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

function findAgents(source: SourceCode, clients: readonly ClientName[]): AgentsOfOthers {
  const given = new AllAgents();
  const ofOpenBodies = new AllAgents();
  const ofTimeoutListeners = new AllAgents();
  for (const { node, client, agents, configs, slots, areEnded, mayListen } of otherRequests(
    source,
  )) {
    if (!clients.includes(client)) continue;
    const found = new Agents(node);
    for (const agent of agents) follow(source, agent, found, 0);
    for (const config of configs)
      for (const agent of slotted(source, config, slots)) follow(source, agent, found, 0);
    given.add(found);
    if (mayListen) ofTimeoutListeners.add(found);
    if (!found.isEmpty && !areEnded()) ofOpenBodies.add(found);
  }
  return { given, ofOpenBodies, ofTimeoutListeners };
}

/** The agents of one request. */
class Agents {
  readonly request: Node;
  readonly here = new Set<number>();
  readonly elsewhere: AccessPath[] = [];

  constructor(request: Node) {
    this.request = request;
  }

  get isEmpty(): boolean {
    return this.here.size === 0 && this.elsewhere.length === 0;
  }
}

class AllAgents implements AgentsOfOther {
  readonly here = new Map<number, Node>();
  readonly elsewhere: (AccessPath & { readonly request: Node })[] = [];

  add({ request, here, elsewhere }: Agents): void {
    for (const end of here) if (!this.here.has(end)) this.here.set(end, request);
    this.elsewhere.push(...elsewhere.map((path) => ({ ...path, request })));
  }
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

function follow(source: SourceCode, given: Node, agents: Agents, passes: number): void {
  for (const value of valuesOf(source, given)) {
    if (value.kind === 'parameter' && passes < MAX_PASSES)
      for (const argument of argumentsFor(source, value.node))
        follow(source, argument, agents, passes + 1);
    const making = value.kind === 'node' ? agentMakingOf(source, value.node) : undefined;
    if (making) agents.here.add(making.node.range[1]);
    // `agent: { http, https }`
    else if (value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression) {
      for (const property of value.node.properties)
        if (property.type === AST_NODE_TYPES.Property)
          follow(source, property.value, agents, passes);
    } else agents.elsewhere.push(...accessPaths(source, value));
  }
}
