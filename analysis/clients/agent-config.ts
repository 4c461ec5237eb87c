/**
 * What a config says about the two agents.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { argumentsFor } from '../flow/call-graph.ts';
import { isConditional } from '../flow/path-conditions.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal, variableOf, type Variable } from '../syntax/bindings.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { isFunction, literalString, LOOPS, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ancestorsOf, contains, nodesOf } from '../syntax/traversal.ts';
import {
  ABSENT,
  AGENT_NAMES,
  either,
  isAgentName,
  merge,
  overlay,
  responseOf,
  UNKNOWN,
  unlessSet,
  worst,
  type AgentConfig,
  type AgentName,
  type AgentState,
} from './agent-state.ts';
import {
  isAxiosItself,
  isSameClient,
  settingsKey,
  type Client,
  type InstanceCreation,
} from './client-identity.ts';
import type { ClientQueries, ClientSettings } from './client-queries.ts';
import { NO_SETTINGS } from './client-settings.ts';
import type { ClientResolver } from './clients.ts';
import { requestInterceptors, type RequestInterceptor } from './interceptors.ts';
import {
  eitherResponse,
  isResponseProperty,
  laidOver,
  NOTHING_SAID,
  RESPONSE_PROPERTIES,
  responseOfProperty,
  UNSEEN_RESPONSE,
  type ResponseProperty,
  type ResponseState,
} from './response-state.ts';

/** Calls that read an object and leave it alone: globals of the language. */
const HARMLESS_GLOBALS = ['console', 'JSON', 'Object', 'String', 'Boolean', 'Array'];

/** What is no object, and says nothing in the place of one. */
const HAS_NO_PROPERTIES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.UnaryExpression,
]);

const MAX_DEPTH = 20;

/** How many expressions one config may be put together from; beyond, it is unknown. */
const MAX_STEPS = 500;

/** Is told what the reader comes by: where agents are given, and what it cannot look into. */
export interface ConfigWitness {
  /** An expression in the place of an agent. */
  readonly agent: (given: Node) => void;
  /** A config, or a part of one, that is a parameter or comes from another file. */
  readonly unread: (config: Value) => void;
}

/** What is done to the object of a config. */
interface ConfigWrite {
  readonly node: Node;
  readonly change: (config: AgentConfig) => AgentConfig;
}

/** Which writes to a config count. */
interface SoughtWrites {
  readonly isTarget: (target: Node) => boolean;
  /** What the paths lead to. */
  readonly use: Node;
  /** The request that later writes come too late for; an instance has none. */
  readonly deadline?: Node;
  /** Those under a key that may be any. */
  readonly keyed?: readonly ConfigWrite[];
}

/** Reads configs of one file. */
export class AgentConfigReader {
  readonly #source: SourceCode;
  readonly #resolver: ClientResolver;
  readonly #project: ClientQueries;
  readonly #witness: ConfigWitness | undefined;
  /** The variables being read: `config = { ...config, timeout }` is part of itself, and adds nothing to itself. */
  readonly #open = new Set<Variable>();
  /** The parameters whose arguments are being read. */
  readonly #passing = new Set<Node>();
  // What every config of the file is held against, gathered at the first.
  #interceptors: readonly RequestInterceptor[] | undefined;
  #assigns: readonly TSESTree.CallExpression[] | undefined;
  #deleted: readonly { name: AgentName | 'timeout'; node: Node; target: Node }[] | undefined;
  #steps = 0;

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
  }

  /** What a config argument says; an argument that is not there says nothing. */
  ofConfig(node: Node | undefined): AgentConfig {
    this.#steps = 0;
    return node ? this.#read(node, node, 0) : ABSENT;
  }

  /** What the values say that a config can be. */
  ofValues(values: readonly Value[]): AgentConfig | undefined {
    this.#steps = 0;
    if (values.length === 0) return undefined;
    return values
      .map((value) =>
        this.#readValue(value, value.kind === 'node' ? value.node : this.#source.ast, 0),
      )
      .reduce(either);
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
    const [argument] = creation.arguments;
    const created =
      argument?.type === AST_NODE_TYPES.SpreadElement ? UNKNOWN : this.ofConfig(argument);
    const inherited =
      parent?.kind === 'instance'
        ? this.#defaultsOf(parent.create, parent.parent)
        : this.#inheritedFrom(parent, creation);
    const isOwn = (target: Node): boolean =>
      this.#resolver
        .defaultsOwners(target)
        .some((other) => isSameClient(other, { kind: 'instance', create: creation, parent }));
    return overlay(
      this.#withWrites(merge(inherited, created), { isTarget: isOwn, use: creation }),
      this.#elsewhere({ kind: 'instance', create: creation, parent }).defaults,
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
    const isAxios = (target: Node): boolean =>
      this.#resolver.defaultsOwners(target).some(isAxiosItself);
    const here = responseOf(this.#withWrites(ABSENT, { isTarget: isAxios, use, deadline: use }));
    const elsewhere = responseOf(this.#elsewhere({ kind: 'axios', module: 'axios' }).defaults);
    return eitherResponse(here, laidOver(here, elsewhere));
  }

  /** What other files set on a client. */
  #elsewhere(client: Client): ClientSettings {
    const key = settingsKey(this.#source, client);
    return key === undefined ? NO_SETTINGS : this.#project.settingsElsewhere(key);
  }

  /** @param use the config argument: what is assigned to its object before the call counts */
  #read(wrapped: Node, use: Node, depth: number): AgentConfig {
    const node = withoutWrappers(wrapped);
    if (depth > MAX_DEPTH || this.#steps++ > MAX_STEPS) return UNKNOWN;
    if (HAS_NO_PROPERTIES.has(node.type)) return ABSENT;
    switch (node.type) {
      case AST_NODE_TYPES.ObjectExpression:
        return this.#readObject(node, use, depth);
      case AST_NODE_TYPES.ConditionalExpression:
        return worst(
          this.#read(node.consequent, use, depth + 1),
          this.#read(node.alternate, use, depth + 1),
        );
      case AST_NODE_TYPES.LogicalExpression:
        return node.operator === '&&'
          ? worst(ABSENT, this.#read(node.right, use, depth + 1))
          : worst(this.#read(node.left, use, depth + 1), this.#read(node.right, use, depth + 1));
      case AST_NODE_TYPES.AwaitExpression:
        return this.#read(node.argument, use, depth + 1);
      case AST_NODE_TYPES.AssignmentExpression:
        return node.operator === '=' ? this.#read(node.right, use, depth + 1) : UNKNOWN;
      case AST_NODE_TYPES.CallExpression:
        return this.#readCall(node, use, depth);
      case AST_NODE_TYPES.Identifier:
        if (isGlobal(this.#source, node, 'undefined')) return ABSENT;
        return this.#readReference(node, use, depth);
      case AST_NODE_TYPES.MemberExpression:
        return this.#readReference(node, use, depth);
      default:
        return UNKNOWN;
    }
  }

  /** A variable or a property: the objects it can hold, and what is assigned to their properties. */
  #readReference(
    node: TSESTree.Identifier | TSESTree.MemberExpression,
    use: Node,
    depth: number,
  ): AgentConfig {
    const variable =
      node.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, node) : undefined;
    if (!variable) return this.#readHeld(node, use, depth);
    if (this.#open.has(variable)) return ABSENT;
    this.#open.add(variable);
    const config = this.#readHeld(node, use, depth);
    this.#open.delete(variable);
    return config;
  }

  #readHeld(
    node: TSESTree.Identifier | TSESTree.MemberExpression,
    use: Node,
    depth: number,
  ): AgentConfig {
    const values = valuesOf(this.#source, node);
    let config: AgentConfig | undefined;
    for (const value of values) {
      const read = this.#readValue(value, use, depth);
      config = config ? either(config, read) : read;
    }
    return this.#withLaterWrites(config ?? UNKNOWN, node, use);
  }

  #readValue(value: Value, use: Node, depth: number): AgentConfig {
    if (value.kind !== 'node') return this.#readImported(value, depth);
    if (value.node.type === AST_NODE_TYPES.Identifier && value.node.name !== 'undefined')
      return UNKNOWN;
    return this.#read(value.node, use, depth + 1);
  }

  /** A config of another file, or what a function of another file makes. */
  #readImported(value: Value, depth: number): AgentConfig {
    this.#witness?.unread(value);
    if (value.kind === 'parameter')
      return { ...UNKNOWN, response: this.#responseOfParameter(value.node, depth) };
    for (const { module, path } of accessPaths(this.#source, value)) {
      const config = this.#project.importedConfig(module, path);
      if (config) return config;
    }
    return UNKNOWN;
  }

  /** What the callers in this file are seen to ask for: others may ask for anything. */
  #responseOfParameter(parameter: TSESTree.Identifier, depth: number): ResponseState {
    if (this.#passing.has(parameter)) return UNSEEN_RESPONSE;
    this.#passing.add(parameter);
    const given = argumentsFor(this.#source, parameter).map((argument) =>
      responseOf(this.#read(argument, argument, depth + 1)),
    );
    this.#passing.delete(parameter);
    return given.reduce(eitherResponse, UNSEEN_RESPONSE);
  }

  #readCall(node: TSESTree.CallExpression, use: Node, depth: number): AgentConfig {
    const combine = this.#combinerOf(node);
    if (combine) {
      return node.arguments.reduce(
        (config, part) =>
          combine(
            config,
            part.type === AST_NODE_TYPES.SpreadElement ? UNKNOWN : this.#read(part, use, depth + 1),
          ),
        ABSENT,
      );
    }
    const values = valuesOf(this.#source, node).filter(
      (value) => value.kind !== 'node' || value.node !== node,
    );
    if (values.length === 0) return this.#readImported({ kind: 'node', node }, depth);
    return values.map((value) => this.#readValue(value, use, depth)).reduce(either);
  }

  /** How a call lays its arguments over each other: `Object.assign(a, b)`, `axios.mergeConfig(a, b)`. */
  #combinerOf(node: TSESTree.CallExpression): typeof overlay | undefined {
    if (isObjectAssign(this.#source, node)) return overlay;
    const isMergeConfig = valuesOf(this.#source, node.callee).some(
      (value) =>
        value.kind === 'module' && value.module === 'axios' && value.path.at(-1) === 'mergeConfig',
    );
    return isMergeConfig ? merge : undefined;
  }

  #readObject(object: TSESTree.ObjectExpression, use: Node, depth: number): AgentConfig {
    let config = ABSENT;
    for (const property of object.properties) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        config = overlay(config, this.#readSpread(property.argument, use, depth));
        continue;
      }
      const name = propertyName(this.#source, property);
      if (name === undefined)
        config = overlay(config, {
          httpAgent: unlessSet(config.httpAgent),
          httpsAgent: unlessSet(config.httpsAgent),
          response: UNSEEN_RESPONSE,
        });
      else if (isAgentName(name))
        config = {
          ...config,
          [name]: this.#stateOf(property.value),
          ...(config.replaceable
            ? { replaceable: config.replaceable.filter((other) => other !== name) }
            : {}),
        };
      else if (isResponseProperty(name)) config = this.#withResponse(config, name, property.value);
      else if (name === 'adapter')
        config = {
          httpAgent: config.httpAgent,
          httpsAgent: config.httpsAgent,
          ...(config.response ? { response: config.response } : {}),
          ...this.#readAdapter(property.value),
        };
      else if (name === 'httpVersion') config = withHttpVersion(config, property.value);
    }
    return config;
  }

  #withResponse(config: AgentConfig, name: ResponseProperty, value: Node): AgentConfig {
    return {
      ...config,
      response: laidOver(responseOf(config), responseOfProperty(this.#source, name, value)),
    };
  }

  /** `...(x && { … })` and `...(x ? { … } : {})` give a property on some paths: a decision, not an omission. */
  #readSpread(argument: Node, use: Node, depth: number): AgentConfig {
    const node = withoutWrappers(argument);
    if (node.type === AST_NODE_TYPES.ConditionalExpression) {
      return either(
        this.#read(node.consequent, use, depth + 1),
        this.#read(node.alternate, use, depth + 1),
      );
    }
    if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator === '&&') {
      return either(ABSENT, this.#read(node.right, use, depth + 1));
    }
    return this.#read(node, use, depth + 1);
  }

  #stateOf(value: Node): AgentState {
    this.#witness?.agent(value);
    const states = valuesOf(this.#source, value).map((candidate) => this.#stateOfValue(candidate));
    const [first] = states;
    return first !== undefined && states.every((state) => state === first) ? first : 'set';
  }

  #stateOfValue(value: Value): AgentState {
    if (value.kind === 'module') {
      // `axios.defaults.httpAgent`, or a name for it
      return value.module === 'axios' && value.path.length === 2 && value.path[0] === 'defaults'
        ? 'defaults'
        : 'set';
    }
    if (value.kind !== 'node') return 'set';
    const { node } = value;
    if (node.type === AST_NODE_TYPES.Literal && node.raw === 'null') return 'null';
    if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'void')
      return 'undefined';
    return isGlobal(this.#source, node, 'undefined') ? 'undefined' : 'set';
  }

  #readAdapter(value: Node): Pick<AgentConfig, 'exempt' | 'unknownAdapter'> {
    const names = valuesOf(this.#source, value).flatMap((candidate) =>
      candidate.kind === 'node' ? adapterNames(candidate.node) : [undefined],
    );
    if (names.every((name) => name === 'http')) return {};
    if (names.every((name) => name === 'fetch' || name === 'xhr'))
      return { exempt: `the ${names[0]} adapter takes no agents` };
    return { unknownAdapter: true };
  }

  /** What is written to a config, and whether a function that may write to it is handed it, before the request. */
  #withLaterWrites(
    config: AgentConfig,
    reference: TSESTree.Identifier | TSESTree.MemberExpression,
    use: Node,
  ): AgentConfig {
    const written = this.#withWrites(config, {
      isTarget: (target) => sameReference(this.#source, withoutWrappers(target), reference),
      use,
      deadline: use,
      keyed: this.#keyedWrites(reference),
    });
    const isComplete = AGENT_NAMES.every((name) => written[name] !== 'absent') && !written.response;
    if (isComplete || !this.#isHandedOut(reference, use)) return written;
    return {
      ...written,
      httpAgent: unlessSet(written.httpAgent),
      httpsAgent: unlessSet(written.httpsAgent),
      response: laidOver(responseOf(written), UNSEEN_RESPONSE),
    };
  }

  /**
   * `target.httpAgent = …`, `delete target.httpAgent` and `Object.assign(target, …)` in their order, on all paths or on
   * some.
   */
  #withWrites(
    config: AgentConfig,
    { isTarget, use, deadline, keyed = [] }: SoughtWrites,
  ): AgentConfig {
    return [
      ...this.#assignments(isTarget),
      ...this.#deletions(isTarget),
      ...this.#objectAssigns(isTarget, use),
      ...keyed,
    ]
      .filter(({ node }) => deadline === undefined || !isTooLate(node, deadline))
      .toSorted((a, b) => a.node.range[0] - b.node.range[0])
      .reduce(
        (before, { node, change }) =>
          isConditional(node, use) ? either(before, change(before)) : change(before),
        config,
      );
  }

  #assignments(isTarget: (target: Node) => boolean): ConfigWrite[] {
    const written = (name: string) =>
      memberAssignments(this.#source, name).filter(({ left }) => isTarget(left.object));
    return [
      ...AGENT_NAMES.flatMap((name) =>
        written(name).map((node): ConfigWrite => ({
          node,
          change: (config) => ({ ...config, [name]: this.#stateOf(node.right) }),
        })),
      ),
      ...RESPONSE_PROPERTIES.flatMap((name) =>
        written(name).map((node): ConfigWrite => ({
          node,
          change: (config) => this.#withResponse(config, name, node.right),
        })),
      ),
    ];
  }

  /** `delete target.httpAgent` */
  #deletions(isTarget: (target: Node) => boolean): ConfigWrite[] {
    this.#deleted ??= nodesOf(this.#source, AST_NODE_TYPES.UnaryExpression).flatMap((node) => {
      if (node.operator !== 'delete' || node.argument.type !== AST_NODE_TYPES.MemberExpression)
        return [];
      const name = propertyName(this.#source, node.argument) ?? '';
      return isAgentName(name) || name === 'timeout'
        ? [{ name, node, target: node.argument.object }]
        : [];
    });
    return this.#deleted
      .filter(({ target }) => isTarget(target))
      .map(({ name, node }) => ({
        node,
        change: (config) =>
          name === 'timeout' ? withoutDeadline(config) : { ...config, [name]: 'absent' },
      }));
  }

  #objectAssigns(isTarget: (target: Node) => boolean, use: Node): ConfigWrite[] {
    this.#assigns ??= nodesOf(this.#source, AST_NODE_TYPES.CallExpression).filter((call) =>
      isObjectAssign(this.#source, call),
    );
    return this.#assigns
      .filter(({ arguments: [target] }) => target !== undefined && isTarget(target))
      .map((node) => ({
        node,
        change: (config) =>
          node.arguments
            .slice(1)
            .reduce((sofar, part) => overlay(sofar, this.#read(part, use, MAX_DEPTH - 2)), config),
      }));
  }

  /** `config[key] = value` and `delete config[key]`, where the key may be any. */
  #keyedWrites(reference: TSESTree.Identifier | TSESTree.MemberExpression): ConfigWrite[] {
    const variable =
      reference.type === AST_NODE_TYPES.Identifier
        ? variableOf(this.#source, reference)
        : undefined;
    return (variable?.references ?? []).flatMap(({ identifier }): ConfigWrite[] => {
      const { parent: member } = identifier;
      if (
        member.type !== AST_NODE_TYPES.MemberExpression ||
        member.object !== identifier ||
        propertyName(this.#source, member) !== undefined
      )
        return [];
      const node = member.parent;
      if (node.type === AST_NODE_TYPES.AssignmentExpression && node.left === member)
        return [{ node, change: (config) => overlay(config, UNKNOWN) }];
      return node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'delete'
        ? [{ node, change: unlessAbsent }]
        : [];
    });
  }

  /** Whether a function that may write to the object gets hold of it before the request is sent. */
  #isHandedOut(reference: TSESTree.Identifier | TSESTree.MemberExpression, use: Node): boolean {
    if (reference.type !== AST_NODE_TYPES.Identifier) return false;
    const variable = variableOf(this.#source, reference);
    return (variable?.references ?? []).some(({ identifier }) => {
      const argument = identifier as Node;
      const call = argument.parent;
      if (
        (call?.type !== AST_NODE_TYPES.CallExpression &&
          call?.type !== AST_NODE_TYPES.NewExpression) ||
        call.callee === argument ||
        contains(call, use)
      )
        return false;
      if (argument.range[0] > use.range[0]) return false;
      return !this.#isHarmless(call);
    });
  }

  #isHarmless(call: InstanceCreation): boolean {
    const callee = withoutWrappers(call.callee);
    if (callee.type === AST_NODE_TYPES.MemberExpression) {
      if (HARMLESS_GLOBALS.some((name) => isGlobal(this.#source, callee.object, name))) return true;
    } else if (HARMLESS_GLOBALS.some((name) => isGlobal(this.#source, callee, name))) return true;
    return (
      this.#resolver.methodOf(callee) !== undefined || this.#resolver.creationOf(call) !== undefined
    );
  }
}

/** `delete config.timeout` */
function withoutDeadline(config: AgentConfig): AgentConfig {
  return config.response
    ? { ...config, response: { ...config.response, deadline: ['absent'] } }
    : config;
}

/** One of the two may be gone; what was not there is not there now. */
function unlessAbsent({ httpAgent, httpsAgent, ...config }: AgentConfig): AgentConfig {
  const stateOf = (state: AgentState): AgentState => (state === 'absent' ? state : 'unknown');
  const { response } = config;
  return {
    ...config,
    httpAgent: stateOf(httpAgent),
    httpsAgent: stateOf(httpsAgent),
    ...(response ? { response: eitherResponse(response, NOTHING_SAID) } : {}),
  };
}

const HTTP2 = 'HTTP/2 has sessions of its own';

function withHttpVersion({ exempt, ...config }: AgentConfig, version: Node): AgentConfig {
  if (version.type === AST_NODE_TYPES.Literal && version.value === 2)
    return { ...config, exempt: HTTP2 };
  return exempt === undefined || exempt === HTTP2 ? config : { ...config, exempt };
}

function adapterNames(node: Node): (string | undefined)[] {
  if (node.type !== AST_NODE_TYPES.ArrayExpression) return [literalString(node)];
  // axios takes the first adapter of a list that the platform supports; on Node that is `http` wherever it is named.
  const names = node.elements.map((element) => (element ? literalString(element) : undefined));
  return names.includes('http') ? ['http'] : names;
}

/** Whether a write runs when the use is over: below it in the same function, and in no loop that brings it round again. */
function isTooLate(write: Node, use: Node): boolean {
  if (write.range[0] < use.range[1]) return false;
  for (const ancestor of ancestorsOf(write)) {
    if (contains(ancestor, use)) {
      const around = [ancestor, ...ancestorsOf(ancestor)];
      const end = around.findIndex(isFunction);
      return (
        !around.slice(0, end === -1 ? undefined : end).some(({ type }) => LOOPS.has(type)) &&
        !isInInnerFunction(use, ancestor)
      );
    }
    if (isFunction(ancestor)) return false;
  }
  return true;
}

function isInInnerFunction(node: Node, outer: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor === outer) return false;
    if (isFunction(ancestor)) return true;
  }
  return false;
}
