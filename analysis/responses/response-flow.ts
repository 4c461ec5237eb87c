/**
 * Follows the responses of one file from their calls to the names they are bound to and the places they are stored in.
 *
 * It follows values, not time: a name that ever holds a response holds it wherever it is read.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { bodyKind } from '../clients/body-kind.ts';
import { isSameClient, settingsKey, type Client } from '../clients/client-identity.ts';
import { ClientResolver } from '../clients/clients.ts';
import { replacedResponses } from '../clients/interceptors.ts';
import { requestSites, type RequestSite } from '../clients/requests.ts';
import { accessPaths } from '../flow/access-paths.ts';
import { callersOf } from '../flow/call-graph.ts';
import { valuesOf } from '../flow/values.ts';
import { longLivedPlace, type PlaceStore } from '../lifetime/long-lived-places.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { functionAround, nodesOf } from '../syntax/traversal.ts';
import { dropsResult, isPromiseMethod } from '../vocabulary/callback-takers.ts';
import {
  dropsCallbackResult,
  elementParameter,
  storingOf,
  type Storing,
} from '../vocabulary/collection-methods.ts';
import { isDetacher } from './detached-copies.ts';
import {
  anywhereIn,
  awaited,
  elementOf,
  isInList,
  keyOf,
  memberOf,
  promised,
  restOf,
  resultOf,
  withoutRequest,
  wrapped,
  type ResponsePart,
} from './response-part.ts';
import type { ResponseQueries } from './response-queries.ts';
import { carriedBy, catchAround, isDropped, lengthOfCut, resultOfArgument } from './transfer.ts';

/** A name of a function's own that holds a value of a response. */
export interface ResponseBinding {
  readonly variable: Variable;
  /** Where it takes the value: the name in its declaration, in a parameter list or in an assignment. */
  readonly identifier: TSESTree.Identifier;
  readonly held: ResponsePart;
}

/** A response that an async function takes as its argument, whole or in a pattern: the call keeps it till it ends. */
export interface ResponseArgument {
  readonly fn: FunctionNode;
  readonly parameter: TSESTree.Parameter;
}

/** A value of a response that goes to a long-lived place. */
export interface ResponseStore extends PlaceStore {
  readonly held: ResponsePart;
}

export interface ResponseFlow {
  readonly bindings: readonly ResponseBinding[];
  readonly stores: readonly ResponseStore[];
  readonly callbacks: readonly ResponseArgument[];
  /** What functions return. */
  readonly results: readonly ResponseResult[];
}

/** A value of a response that a function gives its callers. */
export interface ResponseResult {
  readonly fn: FunctionNode;
  readonly held: ResponsePart;
}

export function responseFlow(source: SourceCode, project: ResponseQueries): ResponseFlow {
  return new Tracer(source, project).flow();
}

/** How many steps all the values of one file may take together: a bundle must not keep an editor waiting. */
const MAX_STEPS = 20_000;

/** Expressions that are what a part of them is: a copy is made of the part. */
const PASSES_ON: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.SequenceExpression,
]);

interface Traced {
  readonly node: Node;
  readonly held: ResponsePart;
}

/** What a call of a method stores, wherever the receiver lives. */
interface Stored extends Pick<ResponseStore, 'value' | 'held' | 'how'> {
  readonly node: TSESTree.CallExpression;
}

class Tracer {
  readonly #source: SourceCode;
  readonly #project: ResponseQueries;
  readonly #requests: readonly RequestSite[];
  readonly #intercepted: readonly Client[];
  readonly #bindings: ResponseBinding[] = [];
  /** What each name is known to hold. */
  readonly #bound = new Map<Node, Set<string>>();
  readonly #stores: ResponseStore[] = [];
  readonly #callbacks = new Map<Node, ResponseArgument>();
  readonly #results: ResponseResult[] = [];
  readonly #pending: Traced[] = [];
  readonly #seen = new Map<Node, Set<string>>();
  #steps = 0;

  constructor(source: SourceCode, project: ResponseQueries) {
    this.#source = source;
    this.#project = project;
    const resolver = new ClientResolver(source, project);
    this.#requests = requestSites(source, resolver);
    this.#intercepted = replacedResponses(source, resolver);
  }

  /** Whether what the call resolves with is what an interceptor makes of the response. */
  #isIntercepted({ clients: { clients } }: RequestSite): boolean {
    return clients.some((client) => {
      const key = settingsKey(this.#source, client);
      return (
        this.#intercepted.some((other) => isSameClient(client, other)) ||
        (key !== undefined && this.#project.settingsElsewhere(key).replacesResponses)
      );
    });
  }

  flow(): ResponseFlow {
    for (const request of this.#requests) {
      // A HEAD request brings no body.
      if (request.method === 'head' || this.#isIntercepted(request)) continue;
      const { node } = request;
      this.#trace(node, {
        level: 'response',
        wraps: ['promise'],
        request: node,
        origin: node.range[0],
        bare: node,
        body: bodyKind(this.#source, request),
      });
    }
    if (this.#project.receivesResponses()) this.#traceHelpers();
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) this.#follow(next);
    return {
      bindings: this.#bindings,
      stores: this.#stores,
      callbacks: [...this.#callbacks.values()],
      results: this.#results,
    };
  }

  /** Calls of functions of other files that return something of a response. */
  #traceHelpers(): void {
    const requests = new Set<Node>(this.#requests.map(({ node }) => node));
    for (const call of nodesOf(this.#source, AST_NODE_TYPES.CallExpression)) {
      if (requests.has(call) || isDropped(call)) continue;
      const ways = valuesOf(this.#source, call.callee).flatMap((value) =>
        accessPaths(this.#source, value),
      );
      for (const result of ways.flatMap(({ module, path }) =>
        this.#project.importedResponses(module, path),
      )) {
        this.#trace(call, { ...result, request: undefined, origin: call.range[0], bare: call });
      }
    }
  }

  /** The value of an expression is known: follows it to what the expression is part of. */
  #trace(node: Node, held: ResponsePart | undefined): void {
    // A queue of its own: aliases of aliases can lead further than the call stack.
    if (held && !this.#isSeen(node, held))
      this.#pending.push({
        node,
        held: held.wraps.length === 0 && !PASSES_ON.has(node.type) ? { ...held, bare: node } : held,
      });
  }

  #follow({ node, held }: Traced): void {
    const { parent } = node;
    if (!parent) return;
    this.#trace(parent, carriedBy(parent, node, held));
    this.#receive(parent, node, held);
  }

  /** What the parent does with a value beside being an expression of it. */
  #receive(parent: Node, node: Node, held: ResponsePart): void {
    functionFor(Tracer.#RECEIVERS, parent)?.(parent, node, held, this);
  }

  static readonly #RECEIVERS: ByNodeType<[Node, ResponsePart, Tracer], void> = {
    [AST_NODE_TYPES.AwaitExpression]: (parent, _, held, self) => {
      self.#bindErrors(parent, errorOf(held));
    },
    [AST_NODE_TYPES.MemberExpression]: (parent, node, held, self) => {
      if (node === parent.object) self.#member(parent, held);
    },
    [AST_NODE_TYPES.CallExpression]: (parent, node, held, self) => {
      self.#argument(node, parent, held);
    },
    [AST_NODE_TYPES.NewExpression]: (parent, node, held, self) => {
      self.#argument(node, parent, held);
    },
    [AST_NODE_TYPES.VariableDeclarator]: (parent, node, held, self) => {
      if (node === parent.init) self.#bind(parent.id, held);
    },
    [AST_NODE_TYPES.AssignmentExpression]: (parent, node, held, self) => {
      if (node === parent.right) self.#bind(parent.left, held, parent);
    },
    [AST_NODE_TYPES.Property]: (parent, node, held, self) => {
      self.#property(parent, node, held);
    },
    [AST_NODE_TYPES.SpreadElement]: (parent, _, held, self) => {
      self.#spread(parent, held);
    },
    [AST_NODE_TYPES.ReturnStatement]: (parent, _, held, self) => {
      self.#returned(functionAround(parent), held);
    },
    [AST_NODE_TYPES.ArrowFunctionExpression]: (parent, node, held, self) => {
      if (node === parent.body) self.#returned(parent, held);
    },
    [AST_NODE_TYPES.ForOfStatement]: (parent, node, held, self) => {
      if (node === parent.right) self.#loop(parent, held);
    },
  };

  #isSeen(node: Node, held: ResponsePart): boolean {
    if (this.#steps++ > MAX_STEPS) return true;
    let keys = this.#seen.get(node);
    if (!keys) this.#seen.set(node, (keys = new Set<string>()));
    const key = keyOf(held);
    return keys.has(key) || !keys.add(key);
  }

  #member(access: TSESTree.MemberExpression, held: ResponsePart): void {
    const call = callOf(access);
    const name = propertyName(this.#source, access);
    if (call) {
      if (name !== undefined) this.#method(call, name, held);
      return;
    }
    // `responses[i]`, `text.match(…)[1]`
    this.#trace(
      access,
      name === undefined ? elementOf(held, indexOf(access)) : memberOf(held, name),
    );
  }

  #method(call: TSESTree.CallExpression, name: string, held: ResponsePart): void {
    const [first, second] = call.arguments;
    if (held.wraps[0] === 'promise') {
      const error = errorOf(held);
      if (name === 'then') {
        if (first && !isNullish(first)) this.#handOver(first, 0, awaited(held));
        else this.#trace(call, held);
        if (second) this.#handOver(second, 0, error);
        else if (error) this.#rejected(call, error);
      } else if (name === 'catch') {
        if (first) this.#handOver(first, 0, error);
        this.#trace(call, held);
      } else if (name === 'finally') this.#trace(call, held);
      return;
    }
    const position = isInList(held) ? elementParameter(name) : undefined;
    if (position !== undefined && first) this.#handOver(first, position, elementOf(held));
    this.#trace(call, resultOf(held, name, lengthOfCut(call, name)));
  }

  /** What a promise is rejected with goes along its chain to the first that takes it, or to an `await`. */
  #rejected(promise: Node, error: ResponsePart): void {
    const { parent } = promise;
    if (parent?.type === AST_NODE_TYPES.AwaitExpression) this.#bindErrors(parent, error);
    const call = parent?.type === AST_NODE_TYPES.MemberExpression ? callOf(parent) : undefined;
    if (!call || parent?.type !== AST_NODE_TYPES.MemberExpression) return;
    const name = propertyName(this.#source, parent);
    const handler =
      name === 'catch' ? call.arguments[0] : name === 'then' ? call.arguments[1] : undefined;
    if (handler) this.#handOver(handler, 0, error);
    else if (name === 'then' || name === 'finally') this.#rejected(call, error);
  }

  /** A function is called with the value. */
  #handOver(handler: Node, position: number, held: ResponsePart | undefined): void {
    if (!held) return;
    for (const value of valuesOf(this.#source, handler)) {
      if (value.kind !== 'node' || !isFunction(value.node)) continue;
      const parameter = value.node.params[position];
      if (!parameter) continue;
      if (holdsBody(held) && value.node.async)
        this.#callbacks.set(parameter, { fn: value.node, parameter });
      this.#bind(parameter, held);
    }
  }

  #argument(
    node: Node,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    held: ResponsePart,
  ): void {
    const position = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
    if (position < 0) return;
    this.#trace(call, resultOfArgument(this.#source, call, node, held));
    const callee = withoutWrappers(call.callee);
    if (call.type === AST_NODE_TYPES.NewExpression) return;
    const name =
      callee.type === AST_NODE_TYPES.MemberExpression
        ? propertyName(this.#source, callee)
        : undefined;
    const storing = name === undefined ? undefined : storingOf(name);
    const how = storing && howKept(storing, position);
    if (
      callee.type === AST_NODE_TYPES.MemberExpression &&
      how &&
      this.#keep(callee, { node: call, value: node, held, how })
    )
      return;
    for (const value of valuesOf(this.#source, callee)) {
      if (value.kind !== 'node' || !isFunction(value.node) || isDetacher(this.#source, value.node))
        continue;
      const parameter = value.node.params[position];
      if (parameter) this.#bind(parameter, held);
    }
  }

  /** @returns whether the receiver is a place that keeps what it is given */
  #keep(callee: TSESTree.MemberExpression, stored: Stored): boolean {
    const place = longLivedPlace(this.#source, callee.object);
    if (!place) return this.#keepInLocal(callee, stored.how, stored.held);
    const key = stored.how === 'entry' ? stored.node.arguments[0] : undefined;
    this.#stores.push({ ...stored, place, ...(key ? { key } : {}) });
    return true;
  }

  /** `list.push(response)`: the list of a function's own holds it from now on. */
  #keepInLocal(
    { object }: TSESTree.MemberExpression,
    how: ResponseStore['how'],
    held: ResponsePart,
  ): boolean {
    const variable =
      object.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, object) : undefined;
    if (!variable || how !== 'push') return false;
    this.#read(variable, wrapped(held, 'list'));
    return true;
  }

  #property(property: TSESTree.Property, node: Node, held: ResponsePart): void {
    if (node !== property.value || property.parent.type !== AST_NODE_TYPES.ObjectExpression) return;
    const name = propertyName(this.#source, property);
    if (name !== undefined) this.#trace(property.parent, wrapped(held, `.${name}`));
  }

  #spread(spread: TSESTree.SpreadElement, held: ResponsePart): void {
    const { parent } = spread;
    // `{ ...response }` holds all that the response holds, `[...responses]` the elements.
    if (parent.type === AST_NODE_TYPES.ObjectExpression) {
      const isOverridden = parent.properties.some(
        (property) =>
          property.type === AST_NODE_TYPES.Property &&
          propertyName(this.#source, property) === 'request' &&
          property.range[0] > spread.range[0],
      );
      this.#trace(parent, isOverridden ? withoutRequest(held) : held);
    }
    const element = elementOf(held);
    if (element && parent.type === AST_NODE_TYPES.ArrayExpression)
      this.#trace(parent, wrapped(element, 'list'));
    // `links.push(...text.match(pattern))`
    if (element && parent.type === AST_NODE_TYPES.CallExpression)
      this.#argument(spread, parent, { ...element, wraps: ['list', ...element.wraps] });
  }

  #assignName(
    variable: Variable,
    name: TSESTree.Identifier,
    held: ResponsePart,
    assignment: TSESTree.AssignmentExpression | undefined,
  ): void {
    const place = longLivedPlace(this.#source, name);
    // A name of a function's own that stands for a long-lived object is given another value.
    const isStore =
      place?.isRoot && place.root.kind === 'variable' && place.root.variable === variable;
    if (assignment && isStore)
      this.#stores.push({ node: assignment, value: assignment.right, held, place, how: 'assign' });
    else this.#name(variable, name, held);
  }

  #assignMember(
    assignment: TSESTree.AssignmentExpression,
    left: TSESTree.MemberExpression,
    held: ResponsePart,
  ): void {
    const place = longLivedPlace(this.#source, left);
    if (place) {
      const isKeyed = left.computed && propertyName(this.#source, left) === undefined;
      this.#stores.push({
        node: assignment,
        value: assignment.right,
        held,
        place,
        how: place.isRoot ? 'assign' : 'property',
        ...(isKeyed ? { key: left.property } : {}),
      });
      return;
    }
    const name = propertyName(this.#source, left);
    const variable =
      left.object.type === AST_NODE_TYPES.Identifier
        ? variableOf(this.#source, left.object)
        : undefined;
    if (variable && name !== undefined) this.#read(variable, wrapped(held, `.${name}`));
  }

  /**
   * The value is matched against a name or a pattern.
   * @param assignment the one that does so, if it is no declaration
   */
  #bind(
    pattern: Node,
    held: ResponsePart | undefined,
    assignment?: TSESTree.AssignmentExpression,
  ): void {
    if (!held) return;
    switch (pattern.type) {
      case AST_NODE_TYPES.MemberExpression:
        if (assignment) this.#assignMember(assignment, pattern, held);
        return;
      case AST_NODE_TYPES.Identifier: {
        const variable = variableOf(this.#source, pattern);
        if (variable) this.#assignName(variable, pattern, held, assignment);
        return;
      }
      case AST_NODE_TYPES.AssignmentPattern:
        this.#bind(pattern.left, held, assignment);
        return;
      case AST_NODE_TYPES.ObjectPattern:
        this.#bindProperties(pattern, held, assignment);
        return;
      case AST_NODE_TYPES.ArrayPattern:
        for (const [index, element] of pattern.elements.entries()) {
          if (element?.type === AST_NODE_TYPES.RestElement)
            this.#bind(element.argument, restOf(held, index), assignment);
          else if (element) this.#bind(element, elementOf(held, index), assignment);
        }
        return;
      default:
        return;
    }
  }

  #bindProperties(
    pattern: TSESTree.ObjectPattern,
    held: ResponsePart,
    assignment: TSESTree.AssignmentExpression | undefined,
  ): void {
    const names = pattern.properties.map((property) =>
      property.type === AST_NODE_TYPES.Property ? propertyName(this.#source, property) : undefined,
    );
    for (const [index, property] of pattern.properties.entries()) {
      const name = names[index];
      // `const { data, ...rest } = response`: the rest has the request.
      if (property.type === AST_NODE_TYPES.RestElement)
        this.#bind(
          property.argument,
          names.includes('request') ? withoutRequest(held) : held,
          assignment,
        );
      else if (name !== undefined) this.#bind(property.value, memberOf(held, name), assignment);
    }
  }

  #name(variable: Variable, identifier: TSESTree.Identifier, held: ResponsePart): void {
    const key = keyOf(held);
    const known = this.#bound.get(identifier);
    if (!known?.has(key)) this.#bindings.push({ variable, identifier, held });
    if (known) known.add(key);
    else this.#bound.set(identifier, new Set([key]));
    this.#read(variable, held);
  }

  #read(variable: Variable, held: ResponsePart | undefined): void {
    for (const reference of variable.references)
      if (reference.isRead()) this.#trace(reference.identifier, held);
  }

  #loop(loop: TSESTree.ForOfStatement, held: ResponsePart): void {
    const element = elementOf(held);
    const { left } = loop;
    this.#bind(
      left.type === AST_NODE_TYPES.VariableDeclaration ? left.declarations[0].id : left,
      element && loop.await ? awaited(element) : element,
    );
  }

  #returned(fn: FunctionNode | undefined, given: ResponsePart): void {
    if (!fn || fn.generator) return;
    const held = fn.async ? promised(given) : given;
    if (!held) return;
    this.#results.push({ fn, held });
    for (const call of callersOf(this.#source, fn).calls)
      if (call.type === AST_NODE_TYPES.CallExpression) this.#trace(call, held);
    const call = argumentCall(fn);
    if (call) this.#trace(call, this.#passedThrough(call, held));
  }

  /** What a call gives when the function that it is given returns the value. */
  #passedThrough(call: TSESTree.CallExpression, held: ResponsePart): ResponsePart | undefined {
    const name = calledName(this.#source, withoutWrappers(call.callee));
    if (name === '' || dropsResult(name) || dropsCallbackResult(name)) return undefined;
    if (name === 'then' || name === 'catch') return promised(held);
    if (name === 'map') return wrapped(held, 'list');
    if (name === 'flatMap') return isInList(held) ? anywhereIn(held) : wrapped(held, 'list');
    // `await retry(() => axios.get(url))`: what takes a function that sends, and is awaited, gives what comes back.
    return held.wraps[0] === 'promise' && isAwaited(call) ? held : undefined;
  }

  /** What an `await` throws lands in the `catch` around it. */
  #bindErrors(node: TSESTree.AwaitExpression, error: ResponsePart | undefined): void {
    const parameter = catchAround(node)?.param;
    if (error && parameter) this.#bind(parameter, error);
  }
}

/** How a method that stores something keeps the argument at a position: keys are kept, too. */
function howKept({ how, from }: Storing, position: number): ResponseStore['how'] | undefined {
  if (how === 'entry') return 'entry';
  return how === 'item' && position >= from ? 'push' : undefined;
}

/** Whether a call is taken for a promise: awaited, returned, or given a `then`. */
function isAwaited(call: Node): boolean {
  const { parent } = call;
  if (parent?.type === AST_NODE_TYPES.MemberExpression)
    return (
      parent.property.type === AST_NODE_TYPES.Identifier && isPromiseMethod(parent.property.name)
    );
  return (
    parent?.type === AST_NODE_TYPES.AwaitExpression ||
    parent?.type === AST_NODE_TYPES.ReturnStatement
  );
}

/** `responses[0]` */
function indexOf({ property }: TSESTree.MemberExpression): number | undefined {
  return property.type === AST_NODE_TYPES.Literal && typeof property.value === 'number'
    ? property.value
    : undefined;
}

/** Whether a value is a whole response whose body has been read. */
export function holdsBody({ level, wraps, body }: ResponsePart): boolean {
  return level === 'response' && wraps.length === 0 && body !== 'stream';
}

/** What a promise of a response, or of what was taken from one, can be rejected with. */
function errorOf(held: ResponsePart): ResponsePart | undefined {
  if (held.wraps[0] !== 'promise' || held.level === 'error') return undefined;
  return { ...held, level: 'error', wraps: [] };
}

function callOf(callee: Node): TSESTree.CallExpression | undefined {
  let outer = callee;
  while (outer.parent && withoutWrappers(outer.parent) === callee) outer = outer.parent;
  const { parent } = outer;
  return parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === outer
    ? parent
    : undefined;
}

/** The call that a function is an argument of. */
function argumentCall(fn: FunctionNode): TSESTree.CallExpression | undefined {
  const { parent } = fn;
  return parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== fn ? parent : undefined;
}
