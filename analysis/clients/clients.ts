/**
 * Which values are axios or an instance of it.
 */
import type { Scope } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { flowingValuesOf } from '../flow/flowing-values.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import { currentGrounds, leanOn, type Grounds } from '../modules/grounds.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isCall, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import {
  AXIOS_ITSELF,
  isAxiosItself,
  isSameClient,
  type Client,
  type Clients,
  type InstanceCreation,
} from './client-identity.ts';
import type { ClientQueries } from './client-queries.ts';
import { injectedField, isTypedAsClient, type TypedNode } from './client-types.ts';
import { AXIOS, isRequestMethod, type RequestMethod } from './models/axios.ts';
import { AXIOS_OF_SERVICE, registersHttp } from './nest-http.ts';
import { PassedClients } from './passed-clients.ts';

/** Expressions whose type is asked, where the code itself does not tell. */
const MAY_BE_TYPED: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Identifier,
  AST_NODE_TYPES.MemberExpression,
  AST_NODE_TYPES.CallExpression,
]);

const WRAPPERS: ReadonlySet<string> = new Set(AXIOS.packages.wrapping);
const TAKING_OVER: ReadonlyMap<string, string> = new Map(Object.entries(AXIOS.packages.takingOver));

const NO_CLIENTS: Clients = { clients: [], complete: false };

/** One for all rules that look at a file. */
const resolvers = new WeakMap<object, WeakMap<SourceCode, KeptResolver>>();

interface KeptResolver {
  readonly resolver: ClientResolver;
  /** Of all who have asked it: what it has found out for one of them it tells the next. */
  readonly grounds: Set<Grounds>;
}

/** Who knows the clients of a file: kept as long as what other files answer is. */
export function clientResolver(source: SourceCode, project: ClientQueries): ClientResolver {
  const epoch = project.epoch();
  if (!epoch) return new ClientResolver(source, project);
  let kept = resolvers.get(epoch);
  if (!kept) resolvers.set(epoch, (kept = new WeakMap()));
  let found = kept.get(source);
  if (!found)
    kept.set(
      source,
      (found = { resolver: new ClientResolver(source, project), grounds: new Set() }),
    );
  const own = currentGrounds();
  if (own) {
    for (const grounds of found.grounds) leanOn(grounds);
    found.grounds.add(own);
  }
  return found.resolver;
}

/** Knows the clients of one file. */
export class ClientResolver {
  readonly #source: SourceCode;
  readonly #project: ClientQueries;
  readonly #wrapping = new Set<Node>();
  readonly #passed: PassedClients;
  readonly #isAnalysed: boolean;
  #takenOver: readonly { client: Client; reason: string }[] | undefined;

  constructor(source: SourceCode, project: ClientQueries) {
    this.#source = source;
    this.#project = project;
    this.#isAnalysed = project.analysedClients.includes(AXIOS.client);
    this.#passed = new PassedClients(source, project, (values) => this.clientsAmong(values));
  }

  /** Whether the text of a module of the project has a word. */
  moduleNames(module: string, word: string): boolean {
    return this.#project.moduleNames(module, word);
  }

  clientsOf(node: Node): Clients {
    const found = this.clientsAmong(valuesOf(this.#source, node));
    return found.clients.length > 0 ? found : (this.#byType(node) ?? found);
  }

  /** The clients that a method is called of: also those that come by a list, a Map, a loop or an object that a caller gives. */
  #receiversAt(node: Node): Clients {
    const found = this.clientsOf(node);
    if (found.clients.length > 0 || !this.#isAnalysed) return found;
    const values = flowingValuesOf(this.#source, node, valuesOf(this.#source, node));
    const flowing = values && this.clientsAmong(values);
    return flowing && flowing.clients.length > 0 ? flowing : found;
  }

  /** What only a type checker knows. */
  #byType(node: Node): Clients | undefined {
    if (!this.#isAnalysed || !MAY_BE_TYPED.has(node.type)) return undefined;
    const type = this.#project.clientType(this.#source, node);
    return (
      type && {
        clients: [type === 'static' ? AXIOS_ITSELF : { kind: 'opaque' }],
        complete: true,
      }
    );
  }

  /** The clients and the method that a callee names: `axios.get`, `client`, a destructured `post`. */
  methodOf(callee: Node):
    | {
        receiver: Clients;
        receiverNode: Node | undefined;
        method: RequestMethod | 'call' | 'computed';
      }
    | undefined {
    const node = withoutWrappers(callee);
    if (node.type === AST_NODE_TYPES.MemberExpression) {
      const name = propertyName(this.#source, node);
      if (name === undefined || isRequestMethod(name)) {
        const receiver = this.#receiversAt(node.object);
        if (receiver.clients.length > 0)
          return { receiver, receiverNode: node.object, method: name ?? 'computed' };
        if (name === undefined) return undefined;
      }
    }
    const called = this.clientsOf(node);
    if (called.clients.length > 0) return { receiver: called, receiverNode: node, method: 'call' };
    return this.#boundMethod(node);
  }

  /** `const { get } = axios` or `const get = client.get`, by the name that it was given. */
  #boundMethod(node: Node): ReturnType<ClientResolver['methodOf']> {
    const methods = new Set<RequestMethod>();
    const receivers: Value[] = [];
    for (const value of valuesOf(this.#source, node)) {
      const name = requestMethodNamed(value);
      if (name === undefined) return undefined;
      methods.add(name);
      if (value.kind === 'member') receivers.push(value.object);
      else if (value.kind === 'module') receivers.push({ ...value, path: value.path.slice(0, -1) });
    }
    const receiver = this.clientsAmong(receivers);
    if (receiver.clients.length === 0 || methods.size !== 1) return undefined;
    return { receiver, receiverNode: undefined, method: [...methods][0]! };
  }

  /** The instance that a call makes, if it makes one. */
  creationOf(node: InstanceCreation): Extract<Client, { kind: 'instance' }> | undefined {
    if (!this.#isAnalysed) return undefined;
    const callee = withoutWrappers(node.callee);
    for (const value of valuesOf(this.#source, callee)) {
      if (node.type === AST_NODE_TYPES.NewExpression) {
        if (this.#isExportOfAxios(value, AXIOS.creation.class))
          return { kind: 'instance', create: node, parent: AXIOS_ITSELF };
      } else if (this.#isExportOfAxios(value, AXIOS.creation.method)) {
        return { kind: 'instance', create: node, parent: AXIOS_ITSELF };
      } else if (registersHttp(value)) {
        return { kind: 'instance', create: node, parent: AXIOS_ITSELF };
      } else if (value.kind === 'member' && value.property === AXIOS.creation.method) {
        const [parent] = this.clientsAmong([value.object]).clients;
        if (parent) return { kind: 'instance', create: node, parent };
      }
    }
    return undefined;
  }

  /** Why the transport of a client is not axios's own, if so. */
  takenOver(client: Client): string | undefined {
    this.#takenOver ??= this.#findTakenOver();
    return this.#takenOver.find((entry) => isSameClient(entry.client, client))?.reason;
  }

  /** The name under which the file knows axios itself at a node: what `….defaults` can be read from. */
  axiosNameAt(node: Node): string | undefined {
    const hidden = new Set<string>();
    for (let scope: Scope | null = this.#source.getScope(node); scope; scope = scope.upper) {
      for (const { name, identifiers, defs } of scope.variables) {
        const [identifier] = identifiers;
        const isInitialised =
          identifier && (defs[0]?.type === 'ImportBinding' || identifier.range[1] <= node.range[0]);
        if (!isInitialised || hidden.has(name)) continue;
        const { clients, complete } = this.clientsOf(identifier);
        if (complete && clients.length > 0 && clients.every(isAxiosItself)) return name;
      }
      for (const { name } of scope.variables) hidden.add(name);
    }
    return undefined;
  }

  /** The clients whose `defaults` an expression names: `client.defaults`, or a variable that holds it. */
  defaultsOwners(node: Node): readonly Client[] {
    const owners = valuesOf(this.#source, node).flatMap((value): Value[] => {
      if (value.kind === 'member') return value.property === 'defaults' ? [value.object] : [];
      return value.kind === 'module' && value.path.at(-1) === 'defaults'
        ? [{ ...value, path: value.path.slice(0, -1) }]
        : [];
    });
    return this.clientsAmong(owners).clients;
  }

  /** The clients among the values that something can have. */
  clientsAmong(values: readonly Value[]): Clients {
    if (!this.#isAnalysed) return NO_CLIENTS;
    const clients: Client[] = [];
    let complete = true;
    for (const value of values) {
      const found = this.#fromValue(value);
      if (!found) complete = false;
      else {
        complete &&= found.complete;
        for (const client of found.clients)
          if (!clients.some((other) => isSameClient(other, client))) clients.push(client);
      }
    }
    return { clients, complete };
  }

  #fromValue(value: Value): Clients | undefined {
    switch (value.kind) {
      case 'module':
        return this.#fromModule(value) ?? this.#fromElsewhere(value);
      case 'node':
        return isCall(value.node) ? this.#fromCall(value.node) : undefined;
      case 'parameter':
        return this.#passed.to(value.node) ?? this.#fromType(value.node);
      case 'member':
        return value.property === AXIOS_OF_SERVICE
          ? this.#fromValue(value.object)
          : this.#fromElsewhere(value);
      case 'unknown': {
        const field = injectedField(this.#source, value.node);
        return field && this.#fromType(field);
      }
      default:
        return undefined;
    }
  }

  /** `import * as axios` and a named import `{ axios }` of a drop-in both stand for the client. */
  #fromModule({ module, path }: Extract<Value, { kind: 'module' }>): Clients | undefined {
    if (module === AXIOS.module && (path.length === 0 || path.join() === AXIOS.namedExport))
      return onlyClient(AXIOS_ITSELF);
    const isNamed =
      this.#project.clientModules.includes(module) &&
      path.length <= 1 &&
      !isRequestMethod(path[0] ?? '');
    return isNamed ? onlyClient({ kind: 'axios', module: [module, ...path].join('.') }) : undefined;
  }

  #fromCall(call: InstanceCreation): Clients | undefined {
    const instance = this.creationOf(call);
    if (instance) return onlyClient(instance);
    const wrapped = this.#wrappedBy(call);
    return wrapped
      ? this.#through(call, wrapped)
      : this.#fromElsewhere({ kind: 'node', node: call });
  }

  #fromType(parameter: TypedNode): Clients | undefined {
    const isClient = isTypedAsClient(
      this.#source,
      parameter,
      (name) => this.clientsOf(name).clients.length > 0,
    );
    return isClient ? onlyClient({ kind: 'opaque' }) : undefined;
  }

  /** What another file exports, makes or inherits. */
  #fromElsewhere(value: Value): Clients | undefined {
    for (const { module, path } of accessPaths(this.#source, value)) {
      const imported = this.#project.importedClients(module, path);
      if (imported) return imported;
    }
    return undefined;
  }

  /** What a wrapper wraps; `this.client = rateLimit(this.client)` wraps what it was before. */
  #through(call: Node, wrapped: Node): Clients {
    if (this.#wrapping.has(call)) return { clients: [], complete: true };
    this.#wrapping.add(call);
    const clients = this.clientsOf(wrapped);
    this.#wrapping.delete(call);
    return clients;
  }

  /** The client that a known wrapper is given. */
  #wrappedBy(node: InstanceCreation): Node | undefined {
    const [first] = node.arguments;
    if (
      !first ||
      first.type === AST_NODE_TYPES.SpreadElement ||
      node.type === AST_NODE_TYPES.NewExpression
    )
      return undefined;
    const isWrapper = valuesOf(this.#source, node.callee).some(
      (value) =>
        value.kind === 'module' &&
        (WRAPPERS.has(value.module) || this.#project.wrapperModules.includes(value.module)),
    );
    return isWrapper ? first : undefined;
  }

  #isExportOfAxios(value: Value, name: string): boolean {
    return (
      value.kind === 'module' &&
      (value.module === AXIOS.module || this.#project.clientModules.includes(value.module)) &&
      value.path.at(-1) === name
    );
  }

  #findTakenOver(): { client: Client; reason: string }[] {
    const found: { client: Client; reason: string }[] = [];
    for (const type of [AST_NODE_TYPES.CallExpression, AST_NODE_TYPES.NewExpression] as const) {
      for (const node of nodesOf(this.#source, type)) {
        const [first] = node.arguments;
        if (!first || first.type === AST_NODE_TYPES.SpreadElement) continue;
        for (const value of valuesOf(this.#source, node.callee)) {
          const reason = value.kind === 'module' ? TAKING_OVER.get(value.module) : undefined;
          if (reason)
            found.push(...this.clientsOf(first).clients.map((client) => ({ client, reason })));
        }
      }
    }
    return found;
  }
}

function onlyClient(client: Client): Clients {
  return { clients: [client], complete: true };
}

/** The method of clients that a value is called like, whatever it is of. */
export function requestMethodNamed(value: Value): RequestMethod | undefined {
  const name =
    value.kind === 'member'
      ? value.property
      : value.kind === 'module'
        ? value.path.at(-1)
        : undefined;
  return name !== undefined && isRequestMethod(name) ? name : undefined;
}
