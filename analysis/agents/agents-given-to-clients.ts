/**
 * The agents that reach axios: by a call's config, an instance, the defaults of a client, an interceptor.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { AgentConfigReader } from '../clients/agent-config.ts';
import type { Client, InstanceCreation } from '../clients/client-identity.ts';
import { defaultsAssignments } from '../clients/client-settings.ts';
import { clientResolver, type ClientResolver } from '../clients/clients.ts';
import { requestInterceptors } from '../clients/interceptors.ts';
import { requestSites } from '../clients/requests.ts';
import { locationIn, type Location } from '../findings/location.ts';
import { accessPaths, type AccessPath } from '../flow/access-paths.ts';
import { argumentsFor } from '../flow/call-graph.ts';
import { propertyOf, valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { agentMakingOf, agentMakings, type AgentMaking } from './agent-constructors.ts';
import type { AgentQueries, AgentUse } from './agent-queries.ts';
import { agentsOfOthers, type AgentsOfOther } from './agents-given-to-others.ts';
import { StreamRequests } from './stream-requests.ts';

/** How often a value that a function is given may be passed on. */
const MAX_PASSES = 4;

export interface GivenAgents {
  /** Where agents of this file end that it gives to clients itself, with the first request for a stream that uses each, if so. */
  readonly here: ReadonlyMap<number, Location | undefined>;
  /** What it gives to clients of other files: agents, or configs of axios that may hold some. */
  readonly elsewhere: readonly PathToAgent[];
}

/** @param stream the request for a stream that uses the agent, if so */
export interface PathToAgent extends AccessPath {
  readonly stream: Location | undefined;
}

/** An agent, and whether axios is among the clients that it reaches. */
export interface GivenAgent {
  readonly making: AgentMaking;
  readonly isOfAxios: boolean;
}

/** Every agent of a file that reaches axios, in this file or by another one, or another client in this file. */
export function agentsGivenToClients(source: SourceCode, project: AgentQueries): GivenAgent[] {
  const made = agentMakings(source);
  if (made.length === 0) return [];
  const { here } = givenAgents(source, project, 'axios');
  const others = agentsOfOthers(source, project).given.here;
  const isGiven = ({ node }: AgentMaking) => here.has(node.range[1]) || others.has(node.range[1]);
  const elsewhere = (to: AgentUse): ReadonlyMap<string, unknown> =>
    made.every(isGiven) ? new Map() : project.agentsGivenElsewhere(to, source);
  const toAxios = elsewhere('axios');
  const toOthers = elsewhere('others');
  return made.flatMap((making) => {
    const key = nodeKeyOf(source, making.node);
    const isOfAxios = here.has(making.node.range[1]) || toAxios.has(key);
    return isOfAxios || isGiven(making) || toOthers.has(key) ? [{ making, isOfAxios }] : [];
  });
}

/**
 * The agents among those of a file that requests use which may keep a socket, each with the first such request: a cap on them
 * would block a host.
 */
export function agentsGivenToStreams(
  source: SourceCode,
  project: AgentQueries,
  made: readonly AgentMaking[],
): AgentsOfStreams {
  const { here } = givenAgents(source, project, 'streams');
  return givenAmong(source, made, here, project.agentsGivenElsewhere('streams', source));
}

/** Those that requests use which may listen for `timeout`. */
export function agentsGivenToListeners(
  source: SourceCode,
  project: AgentQueries,
  made: readonly AgentMaking[],
): ReadonlyMap<AgentMaking['node'], unknown> {
  const { here } = givenAgents(source, project, 'listeners');
  return givenAmong(source, made, here, project.agentsGivenElsewhere('listeners', source));
}

function givenAmong(
  source: SourceCode,
  made: readonly AgentMaking[],
  here: GivenAgents['here'],
  elsewhere: ReadonlyMap<string, Location | undefined>,
): AgentsOfStreams {
  return new Map(
    made.flatMap(({ node }): [AgentMaking['node'], Location | undefined][] => {
      const key = nodeKeyOf(source, node);
      return here.has(node.range[1]) || elsewhere.has(key)
        ? [[node, here.get(node.range[1]) ?? elsewhere.get(key)]]
        : [];
    }),
  );
}

export type AgentsOfStreams = ReadonlyMap<AgentMaking['node'], Location | undefined>;

/** What a file itself gives to clients. */
export function givenAgents(source: SourceCode, project: AgentQueries, to: AgentUse): GivenAgents {
  const { given, ofOpenBodies, ofTimeoutListeners } = agentsOfOthers(source, project);
  if (to === 'others') return locatedIn(project.file, given);
  if (to === 'listeners') return locatedIn(project.file, ofTimeoutListeners);
  const ofAxios = new AgentCollector(source, project).ofFile(to);
  if (to === 'axios') return ofAxios;
  const ofOthers = locatedIn(project.file, ofOpenBodies);
  return {
    here: new Map([...ofOthers.here, ...ofAxios.here]),
    elsewhere: [...ofAxios.elsewhere, ...ofOthers.elsewhere],
  };
}

function locatedIn(file: string, { here, elsewhere }: AgentsOfOther): GivenAgents {
  return {
    here: new Map([...here].map(([end, request]) => [end, locationIn(file, request)])),
    elsewhere: elsewhere.map(({ module, path, request }) => ({
      module,
      path,
      stream: locationIn(file, request),
    })),
  };
}

/** The agents that values hold which another file takes for configs, or for agents. */
export function agentsOfValues(
  source: SourceCode,
  project: AgentQueries,
  values: readonly Value[],
): GivenAgents {
  return new AgentCollector(source, project).ofValues(values);
}

class AgentCollector {
  readonly #source: SourceCode;
  readonly #project: AgentQueries;
  readonly #resolver: ClientResolver;
  readonly #configs: AgentConfigReader;
  readonly #here = new Map<number, Location | undefined>();
  readonly #elsewhere: PathToAgent[] = [];
  /** Agents and configs that are still to be looked at, and how often they were passed on. */
  readonly #pending: {
    readonly value: Value;
    readonly passes: number;
    readonly isConfig: boolean;
    readonly stream: Location | undefined;
  }[] = [];
  readonly #seen = new Set<Node>();
  #passes = 0;
  /** The request for a stream that what is looked at is for, if so. */
  #stream: Location | undefined;

  constructor(source: SourceCode, project: AgentQueries) {
    this.#source = source;
    this.#project = project;
    this.#resolver = clientResolver(source, project);
    this.#configs = new AgentConfigReader(source, this.#resolver, project, {
      agent: (given) => {
        this.#give(valuesOf(source, given), false);
      },
      unread: (config) => {
        this.#give([config], true);
      },
    });
  }

  ofFile(to: 'axios' | 'streams'): GivenAgents {
    const requests = requestSites(this.#source, this.#resolver);
    // A reader that tells nobody what it reads.
    const streams =
      to === 'streams'
        ? new StreamRequests(
            this.#source,
            this.#project,
            new AgentConfigReader(this.#source, this.#resolver, this.#project),
          )
        : undefined;
    const counts = (client: Client) => {
      this.#stream = streams?.blockingOn(client, requests)?.at;
      return streams === undefined || this.#stream !== undefined;
    };
    for (const type of [AST_NODE_TYPES.CallExpression, AST_NODE_TYPES.NewExpression] as const) {
      for (const node of nodesOf(this.#source, type)) this.#ofCreation(node, counts);
    }
    for (const request of requests) {
      const { config, clients } = request;
      if (clients.clients.every((client) => this.#resolver.takenOver(client) !== undefined))
        continue;
      if (!('node' in config)) continue;
      if (streams !== undefined && streams.ofRequest(request) === undefined) continue;
      this.#stream = streams && locationIn(this.#project.file, request.node);
      this.#configs.ofConfig(config.node);
    }
    for (const { agent, clients } of defaultsAssignments(this.#source, this.#resolver))
      if (clients.some(counts)) this.#give(valuesOf(this.#source, agent), false);
    for (const { given, clients } of requestInterceptors(this.#source, this.#resolver)) {
      if (clients.some(counts))
        for (const agent of given) this.#give(valuesOf(this.#source, agent), false);
    }
    return this.#follow();
  }

  ofValues(values: readonly Value[]): GivenAgents {
    this.#give(values, false);
    this.#configs.ofValues(
      values.filter((value) => value.kind === 'node' && !agentMakingOf(this.#source, value.node)),
    );
    return this.#follow();
  }

  #ofCreation(node: InstanceCreation, counts: (client: Client) => boolean): void {
    const client = this.#resolver.creationOf(node);
    if (client && this.#resolver.takenOver(client) === undefined && counts(client))
      this.#configs.ofInstance(node, client.parent);
  }

  #give(values: readonly Value[], isConfig: boolean): void {
    for (const value of values)
      this.#pending.push({ value, passes: this.#passes, isConfig, stream: this.#stream });
  }

  #follow(): GivenAgents {
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      this.#passes = next.passes + 1;
      this.#stream = next.stream;
      if (next.passes <= MAX_PASSES) this.#take(next.value, next.isConfig);
    }
    return { here: this.#here, elsewhere: this.#elsewhere };
  }

  #take(value: Value, isConfig: boolean): void {
    const making = value.kind === 'node' ? agentMakingOf(this.#source, value.node) : undefined;
    if (making) {
      this.#setHere(making.node.range[1]);
      return;
    }
    const asked = value.kind === 'member' ? undefined : 'node' in value ? value.node : undefined;
    if (asked && this.#seen.has(asked)) return;
    if (asked) this.#seen.add(asked);
    const passed = this.#passedFor(value);
    if (isConfig) for (const argument of passed.arguments) this.#configs.ofConfig(argument);
    else this.#give(passed.values, false);
    const stream = this.#stream;
    this.#elsewhere.push(...accessPaths(this.#source, value).map((path) => ({ ...path, stream })));
  }

  /** The request that comes first in its file is told. */
  #setHere(end: number): void {
    const told = this.#here.get(end);
    const stream = this.#stream;
    if (!told || (stream && told.file === stream.file && stream.line < told.line))
      this.#here.set(end, stream);
  }

  /** What the callers of a function of this file give for a parameter, or for a property of one. */
  #passedFor(value: Value): {
    arguments: readonly TSESTree.Expression[];
    values: readonly Value[];
  } {
    if (value.kind === 'member') {
      const { values } = this.#passedFor(value.object);
      return {
        arguments: [],
        values: values.flatMap((owner) => propertyOf(this.#source, owner, value.property)),
      };
    }
    if (value.kind !== 'parameter') return { arguments: [], values: [] };
    const given = argumentsFor(this.#source, value.node);
    return {
      arguments: given,
      values: given.flatMap((argument) => valuesOf(this.#source, argument)),
    };
  }
}
