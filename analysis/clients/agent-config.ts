/**
 * What a config says about the two agents.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { foldObject, withParts, type ObjectAlgebra } from '../flow/fold-object.ts';
import { objectState, partsBy, stateOfValues } from '../flow/object-state.ts';
import type { Span } from '../flow/object-changes.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import {
  ABSENT,
  either,
  isAgentName,
  merge,
  overlay,
  responseOf,
  UNKNOWN,
  unlessSet,
  worst,
  type AgentConfig,
} from './agent-state.ts';
import { CallerResponses } from './caller-responses.ts';
import {
  AXIOS_ITSELF,
  isAxiosItself,
  isSameClient,
  settingsKey,
  type Client,
  type InstanceCreation,
} from './client-identity.ts';
import type { ClientQueries, ClientSettings } from './client-queries.ts';
import { defaultsIn, NO_SETTINGS } from './client-settings.ts';
import type { ClientResolver } from './clients.ts';
import { withoutProperty, withProperty } from './config-properties.ts';
import { requestInterceptors, type RequestInterceptor } from './interceptors.ts';
import { AXIOS } from './models/axios.ts';
import { configOfCreation } from './nest-http.ts';
import { eitherResponse, laidOver, UNSEEN_RESPONSE, type ResponseState } from './response-state.ts';

/** Is told what the reader comes by: where agents are given, and what it cannot look into. */
export interface ConfigWitness {
  /** An expression in the place of an agent. */
  readonly agent: (given: Node) => void;
  /** A config, or a part of one, that is a parameter or comes from another file. */
  readonly unread: (config: Value) => void;
}

/** Reads configs of one file. */
export class AgentConfigReader {
  readonly #source: SourceCode;
  readonly #resolver: ClientResolver;
  readonly #project: ClientQueries;
  readonly #witness: ConfigWitness | undefined;
  readonly #algebra: ObjectAlgebra<AgentConfig>;
  /** The calls whose arguments are being read. */
  readonly #reading = new Set<Node>();
  readonly #callers: CallerResponses;
  #interceptors: readonly RequestInterceptor[] | undefined;

  constructor(
    source: SourceCode,
    resolver: ClientResolver,
    project: ClientQueries,
    witness?: ConfigWitness,
  ) {
    this.#source = source;
    this.#resolver = resolver;
    this.#project = project;
    this.#witness = witness;
    this.#callers = new CallerResponses(source, (argument) => responseOf(this.ofConfig(argument)));
    this.#algebra = {
      nothing: ABSENT,
      open: (value) => this.#open(value),
      property: (before, name, value) => {
        if (name !== undefined && isAgentName(name)) witness?.agent(value);
        return withProperty(source, before, name, value);
      },
      deleted: withoutProperty,
      copied: overlay,
      handed: fillable,
      either,
      arms: worst,
    };
  }

  /** What a config argument says; an argument that is not there says nothing. */
  ofConfig(node: Node | undefined): AgentConfig {
    if (!node) return ABSENT;
    return foldObject(
      objectState(this.#source, node, (call) => this.#leavesAlone(call)),
      this.#algebra,
    );
  }

  /** What the values say that a config can be. */
  ofValues(values: readonly Value[]): AgentConfig | undefined {
    if (values.length === 0) return undefined;
    return foldObject(
      stateOfValues(this.#source, values, (call) => this.#leavesAlone(call)),
      this.#algebra,
    );
  }

  /** Requests and clients read their configs. */
  #leavesAlone(call: Call): boolean {
    return (
      this.#resolver.methodOf(call.callee) !== undefined ||
      this.#resolver.creationOf(call) !== undefined
    );
  }

  /** What an instance brings along: its `create` config, its `defaults`, its interceptors, its parent's defaults. */
  ofInstance(creation: InstanceCreation, parent: Client | undefined): AgentConfig {
    return this.underInterceptors(
      { kind: 'instance', create: creation, parent },
      this.#defaultsOf(creation, parent),
    );
  }

  /** A config as it is when the request interceptors of its client have set what they set. */
  underInterceptors(client: Client, config: AgentConfig): AgentConfig {
    this.#interceptors ??= requestInterceptors(this.#source, this.#resolver);
    return this.#interceptors
      .filter(({ clients }) => clients.some((other) => isSameClient(other, client)))
      .reduce(
        (passed, { httpAgent, httpsAgent, response }) =>
          overlay(passed, { httpAgent, httpsAgent, response }),
        overlay(config, this.#elsewhere(client).interceptors),
      );
  }

  /** A child takes its parent's defaults, not its interceptors (axios 1.21.1, lib/axios.js). */
  #defaultsOf(creation: InstanceCreation, parent: Client | undefined): AgentConfig {
    const argument = configOfCreation(this.#source, creation);
    const created =
      argument === 'hidden' || argument?.type === AST_NODE_TYPES.SpreadElement
        ? UNKNOWN
        : this.ofConfig(argument);
    const inherited =
      parent?.kind === 'instance'
        ? this.#defaultsOf(parent.create, parent.parent)
        : this.#inheritedFrom(parent, creation);
    const client: Client = { kind: 'instance', create: creation, parent };
    return overlay(
      this.#withDefaults(merge(inherited, created), (owner) => isSameClient(owner, client), {
        from: creation,
      }),
      this.#elsewhere(client).defaults,
    );
  }

  /** What an instance takes over of the responses from axios itself, or from an instance of another file. */
  #inheritedFrom(parent: Client | undefined, creation: InstanceCreation): AgentConfig {
    if (parent?.kind === 'imported')
      return {
        ...ABSENT,
        response: this.#project.judgeImported(parent.create).response ?? UNSEEN_RESPONSE,
      };
    return { ...ABSENT, response: this.#axiosResponse(creation) };
  }

  /** What the config of a request comes to on a client, as far as it concerns the response. */
  responseOn(client: Client, own: AgentConfig, use: Node): ResponseState {
    if (client.kind === 'axios')
      return responseOf(
        this.underInterceptors(
          client,
          overlay({ ...ABSENT, response: this.#axiosResponse(use) }, own),
        ),
      );
    if (client.kind === 'instance')
      return responseOf(
        this.underInterceptors(
          client,
          overlay(this.#defaultsOf(client.create, client.parent), own),
        ),
      );
    const made =
      client.kind === 'imported' ? this.#project.judgeImported(client.create).response : undefined;
    return laidOver(made ?? UNSEEN_RESPONSE, responseOf(own));
  }

  /** What `axios.defaults` say of the responses at a place; whether what another file sets has been set by then, nobody can tell. */
  #axiosResponse(use: Node): ResponseState {
    const here = responseOf(this.#withDefaults(ABSENT, isAxiosItself, { until: use }));
    const elsewhere = responseOf(this.#elsewhere(AXIOS_ITSELF).defaults);
    return eitherResponse(here, laidOver(here, elsewhere));
  }

  /** What is set on the `defaults` of a client. */
  #withDefaults(
    config: AgentConfig,
    isOwner: (client: Client) => boolean,
    span: Pick<Span, 'from' | 'until'>,
  ): AgentConfig {
    const defaults = defaultsIn(this.#source).filter((node) =>
      this.#resolver.defaultsOwners(node).some(isOwner),
    );
    // Whoever is handed the defaults is taken to read them.
    const parts = partsBy(this.#source, defaults, { ...span, leavesAlone: () => true });
    return withParts(config, parts, this.#algebra);
  }

  /** What other files set on a client. */
  #elsewhere(client: Client): ClientSettings {
    const key = settingsKey(this.#source, client);
    return key === undefined ? NO_SETTINGS : this.#project.settingsElsewhere(key);
  }

  /** A config of another file, what a call makes, or one that is not seen at all. */
  #open(value: Value): AgentConfig {
    if (value.kind === 'node') {
      if (value.node.type !== AST_NODE_TYPES.CallExpression) return UNKNOWN;
      if (this.#isMergeConfig(value.node)) return this.#merged(value.node);
    }
    this.#witness?.unread(value);
    if (value.kind === 'parameter') return { ...UNKNOWN, response: this.#callers.of(value.node) };
    for (const { module, path } of accessPaths(this.#source, value)) {
      const config = this.#project.importedConfig(module, path);
      if (config) return config;
    }
    return UNKNOWN;
  }

  /** `axios.mergeConfig(a, b)` */
  #isMergeConfig({ callee }: TSESTree.CallExpression): boolean {
    return valuesOf(this.#source, callee).some(
      (value) =>
        value.kind === 'module' &&
        value.module === AXIOS.module &&
        value.path.at(-1) === AXIOS.mergesConfigs,
    );
  }

  #merged(call: TSESTree.CallExpression): AgentConfig {
    // One that is part of itself adds nothing to itself.
    if (this.#reading.has(call)) return ABSENT;
    this.#reading.add(call);
    const config = call.arguments
      .map((part) => (part.type === AST_NODE_TYPES.SpreadElement ? UNKNOWN : this.ofConfig(part)))
      .reduce(merge, ABSENT);
    this.#reading.delete(call);
    return config;
  }
}

/** A config that code which is not seen may have filled up. */
function fillable(config: AgentConfig): AgentConfig {
  return {
    ...config,
    httpAgent: unlessSet(config.httpAgent),
    httpsAgent: unlessSet(config.httpsAgent),
    response: laidOver(responseOf(config), UNSEEN_RESPONSE),
  };
}
