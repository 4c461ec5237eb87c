/**
 * Which values are axios or an instance of it.
 */
import type { Scope } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { modulePaths } from '../flow/access-paths.ts';
import { callersOf } from '../flow/call-graph.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { placeOf } from '../syntax/node-keys.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, functionAround, nodesOf } from '../syntax/traversal.ts';
import { isRequestMethod, TAKES_OVER, WRAPPER_MODULES, type RequestMethod } from './axios-api.ts';
import type { ClientQueries, CreationPlace, SettingsKey } from './client-queries.ts';

export type Client =
  /** axios's default export, or an export of a module of `settings.leakproof.modules`. */
  | { readonly kind: 'axios'; readonly module: string }
  /** What `axios.create(…)` or `new Axios(…)` returns. */
  | {
      readonly kind: 'instance';
      readonly create: InstanceCreation;
      readonly parent: Client | undefined;
    }
  /** An instance that another file makes. */
  | { readonly kind: 'imported'; readonly create: CreationPlace }
  /** Something typed as a client whose making is not visible here. */
  | { readonly kind: 'opaque' };

export type InstanceCreation = TSESTree.CallExpression | TSESTree.NewExpression;

/** The clients that an expression can be; `complete` is false if it can be something else, too. */
export interface Clients {
  readonly clients: readonly Client[];
  readonly complete: boolean;
}

/** Types of axios's index.d.ts that say that a value is a client. */
const CLIENT_TYPES = new Set(['AxiosInstance', 'AxiosStatic', 'Axios']);

/** Expressions whose type is asked, where the code itself does not tell. */
const MAY_BE_TYPED: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Identifier,
  AST_NODE_TYPES.MemberExpression,
  AST_NODE_TYPES.CallExpression,
]);

/** What types of clients are called: axios's own, `ReturnType<typeof axios.create>`, an interface that a project has for its clients. */
const MAY_TYPE_CLIENT = /axios|http|client|api|typeof/iu;

/** What parameters for functions of another kind are called, which most of those that a function calls are: `next(error)`. */
const IS_CALLBACK =
  /^(?:cb|done|next|resolve|reject)$|(?:callback|comparator|filter|listener|predicate)$/iu;

/** From how many functions to how many a client may be passed on. */
const MAX_PASSES = 6;

/** Knows the clients of one file. */
export class ClientResolver {
  readonly #source: SourceCode;
  readonly #project: ClientQueries;
  readonly #wrapping = new Set<Node>();
  readonly #passing = new Set<Node>();
  readonly #passed = new Map<Node, Clients | undefined>();
  #cuts = 0;
  #takenOver: readonly { client: Client; reason: string }[] | undefined;

  constructor(source: SourceCode, project: ClientQueries) {
    this.#source = source;
    this.#project = project;
  }

  /** Whether the text of a module of the project has a word. */
  moduleNames(module: string, word: string): boolean {
    return this.#project.moduleNames(module, word);
  }

  clientsOf(node: Node): Clients {
    const found = this.clientsAmong(valuesOf(this.#source, node));
    return found.clients.length > 0 ? found : (this.#byType(node) ?? found);
  }

  /** What only a type checker knows. */
  #byType(node: Node): Clients | undefined {
    if (!MAY_BE_TYPED.has(node.type)) return undefined;
    const type = this.#project.clientType(this.#source, node);
    return (
      type && {
        clients: [type === 'static' ? { kind: 'axios', module: 'axios' } : { kind: 'opaque' }],
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
        const receiver = this.clientsOf(node.object);
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
    const callee = withoutWrappers(node.callee);
    for (const value of valuesOf(this.#source, callee)) {
      if (node.type === AST_NODE_TYPES.NewExpression) {
        if (this.#isExportOfAxios(value, 'Axios'))
          return { kind: 'instance', create: node, parent: { kind: 'axios', module: 'axios' } };
      } else if (this.#isExportOfAxios(value, 'create')) {
        return { kind: 'instance', create: node, parent: { kind: 'axios', module: 'axios' } };
      } else if (value.kind === 'member' && value.property === 'create') {
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
      case 'module': {
        // `import * as axios` and a named import `{ axios }` of a drop-in both stand for the client.
        const isAxios =
          value.module === 'axios' && (value.path.length === 0 || value.path.join() === 'axios');
        const isNamed =
          this.#project.clientModules.includes(value.module) &&
          value.path.length <= 1 &&
          !isRequestMethod(value.path[0] ?? '');
        if (!isAxios && !isNamed) return this.#fromElsewhere(value);
        return {
          clients: [
            { kind: 'axios', module: isAxios ? 'axios' : [value.module, ...value.path].join('.') },
          ],
          complete: true,
        };
      }
      case 'node': {
        const { node } = value;
        if (
          node.type !== AST_NODE_TYPES.CallExpression &&
          node.type !== AST_NODE_TYPES.NewExpression
        )
          return undefined;
        const instance = this.creationOf(node);
        if (instance) return { clients: [instance], complete: true };
        const wrapped = this.#wrappedBy(node);
        return wrapped ? this.#through(node, wrapped) : this.#fromElsewhere(value);
      }
      case 'parameter':
        return (
          this.#passedTo(value.node) ??
          (this.#isTypedAsClient(value.node)
            ? { clients: [{ kind: 'opaque' }], complete: true }
            : undefined)
        );
      case 'member':
        return this.#fromElsewhere(value);
      default:
        return undefined;
    }
  }

  /** What another file exports, makes or inherits. */
  #fromElsewhere(value: Value): Clients | undefined {
    for (const { module, path } of modulePaths(this.#source, value)) {
      const imported = this.#project.importedClients(module, path);
      if (imported) return imported;
    }
    return undefined;
  }

  /** What the callers of a function pass for one of its parameters. Kept, unless a cycle cut the answer short. */
  #passedTo(parameter: TSESTree.Identifier): Clients | undefined {
    if (this.#passed.has(parameter)) return this.#passed.get(parameter);
    if (this.#passing.has(parameter) || this.#passing.size > MAX_PASSES) {
      this.#cuts++;
      return undefined;
    }
    const cutsBefore = this.#cuts;
    this.#passing.add(parameter);
    const clients = this.#isTypedOtherwise(parameter) ? undefined : this.#findPassed(parameter);
    this.#passing.delete(parameter);
    if (this.#cuts === cutsBefore || this.#passing.size === 0) this.#passed.set(parameter, clients);
    return clients;
  }

  #findPassed(parameter: TSESTree.Identifier): Clients | undefined {
    const fn = functionAround(parameter);
    const position = fn
      ? fn.params.findIndex(
          (candidate) => contains(candidate, parameter) && nameIn(candidate) === parameter,
        )
      : -1;
    if (!fn || position < 0) return undefined;
    const { calls, values, isExported } = callersOf(this.#source, fn);
    const passed = calls
      .map(({ arguments: given }) => given[position])
      .filter(
        (argument) => argument !== undefined && argument.type !== AST_NODE_TYPES.SpreadElement,
      );
    const here = this.clientsAmong(passed.flatMap((argument) => valuesOf(this.#source, argument)));
    const elsewhere =
      isExported && !IS_CALLBACK.test(parameter.name)
        ? this.#project.clientArguments(placeOf(this.#source, fn), position)
        : undefined;
    const clients = [...here.clients];
    for (const client of elsewhere?.clients ?? [])
      if (!clients.some((other) => isSameClient(other, client))) clients.push(client);
    if (clients.length === 0) return undefined;
    // Whoever is not seen may pass a client of another kind.
    return { clients, complete: !isExported && values.length === 0 && here.complete };
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
        (WRAPPER_MODULES.includes(value.module) ||
          this.#project.wrapperModules.includes(value.module)),
    );
    return isWrapper ? first : undefined;
  }

  #isExportOfAxios(value: Value, name: string): boolean {
    return (
      value.kind === 'module' &&
      (value.module === 'axios' || this.#project.clientModules.includes(value.module)) &&
      value.path.at(-1) === name
    );
  }

  #isTypedAsClient(identifier: TSESTree.Identifier): boolean {
    const annotation = identifier.typeAnnotation?.typeAnnotation;
    if (annotation?.type !== AST_NODE_TYPES.TSTypeReference) return false;
    const name = annotation.typeName;
    if (name.type === AST_NODE_TYPES.Identifier) {
      const definition = variableOf(this.#source, name)?.defs[0]?.node as Node | undefined;
      return (
        definition?.type === AST_NODE_TYPES.ImportSpecifier &&
        (definition.parent as TSESTree.ImportDeclaration).source.value === 'axios' &&
        definition.imported.type === AST_NODE_TYPES.Identifier &&
        CLIENT_TYPES.has(definition.imported.name)
      );
    }
    return (
      name.type === AST_NODE_TYPES.TSQualifiedName &&
      CLIENT_TYPES.has(name.right.name) &&
      this.clientsOf(name.left).clients.length > 0
    );
  }

  /** `cache: NodeCache`, `url: string`: a type of its own says that it is no client. */
  #isTypedOtherwise(identifier: TSESTree.Identifier): boolean {
    const type = identifier.typeAnnotation?.typeAnnotation;
    if (
      !type ||
      type.type === AST_NODE_TYPES.TSAnyKeyword ||
      type.type === AST_NODE_TYPES.TSUnknownKeyword
    )
      return false;
    return !MAY_TYPE_CLIENT.test(this.#source.getText(type));
  }

  #findTakenOver(): { client: Client; reason: string }[] {
    const found: { client: Client; reason: string }[] = [];
    for (const type of [AST_NODE_TYPES.CallExpression, AST_NODE_TYPES.NewExpression] as const) {
      for (const node of nodesOf(this.#source, type)) {
        const [first] = node.arguments;
        if (!first || first.type === AST_NODE_TYPES.SpreadElement) continue;
        for (const value of valuesOf(this.#source, node.callee)) {
          const reason = value.kind === 'module' ? TAKES_OVER[value.module] : undefined;
          if (reason)
            found.push(...this.clientsOf(first).clients.map((client) => ({ client, reason })));
        }
      }
    }
    return found;
  }
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

/** axios's own default export, the one whose `defaults` the project sets. */
export function isAxiosItself(client: Client): boolean {
  return client.kind === 'axios' && client.module === 'axios';
}

/** How a client is named when other files are asked what they set on it; undefined for one that nobody can name. */
export function settingsKey(source: SourceCode, client: Client): SettingsKey | undefined {
  if (client.kind === 'instance') return { create: placeOf(source, client.create) };
  if (client.kind === 'imported') return client.create;
  return isAxiosItself(client) ? 'axios' : undefined;
}

export function isSameClient(a: Client, b: Client): boolean {
  if (a.kind === 'instance' && b.kind === 'instance') return a.create === b.create;
  if (a.kind === 'imported' && b.kind === 'imported')
    return a.create.file === b.create.file && a.create.place === b.create.place;
  if (a.kind === 'axios' && b.kind === 'axios') return a.module === b.module;
  return a.kind === b.kind;
}

/** The name of a parameter, with or without a default or a modifier; undefined for a pattern. */
function nameIn(parameter: TSESTree.Parameter): TSESTree.Identifier | undefined {
  const inner =
    parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  const named = inner.type === AST_NODE_TYPES.AssignmentPattern ? inner.left : inner;
  return named.type === AST_NODE_TYPES.Identifier ? named : undefined;
}
