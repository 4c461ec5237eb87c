/**
 * Where the responses of one file go: the names they are bound to, the long-lived places they are stored in, the functions
 * that return them. A domain of the value flow (flow/track.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { forwardFlow } from '../flow/forward-flow.ts';
import { callTaking } from '../flow/call-around.ts';
import { patternOf } from '../flow/call-sites.ts';
import { pathAfter, type Step } from '../flow/contents.ts';
import { type Edge } from '../flow/edges.ts';
import { namesAt } from '../flow/names.ts';
import { Tracker, type Domain, type Edges } from '../flow/track.ts';
import { longLivedPlace, type PlaceStore } from '../lifetime/long-lived-places.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import type { Variable } from '../syntax/bindings.ts';
import { isFunction } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { isDetacher } from './detached-copies.ts';
import {
  holdsBody,
  isInList,
  keyOf,
  memberOf,
  rejectedWith,
  viewOf,
  withoutRequest,
  type ResponsePart,
  type ResponseValue,
} from './response-part.ts';
import type { ResponseQueries } from './response-queries.ts';
import { responsesOf } from './response-sources.ts';
import { addedPlace, assignedPlace } from './storing-places.ts';
import { derivedBy, functionReturning, transferEdges } from './transfer.ts';

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
  readonly held: ResponsePart;
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

/** How many states all the values of one file may take together: a bundle must not keep an editor waiting. */
const MAX_STATES = 20_000;

export function responseFlow(source: SourceCode, project: ResponseQueries): ResponseFlow {
  const found = responsesOf(source, project);
  if (found.length === 0) return { bindings: [], stores: [], callbacks: [], results: [] };
  const arrivals = new Arrivals(source);
  const tracker = new Tracker<ResponseValue>(
    edgesOf(source),
    domainOf(source),
    (node, { label, path }, edge) => {
      arrivals.add(node, { ...label, path }, edge);
    },
    { budget: MAX_STATES },
  );
  for (const { node, value, path } of found) tracker.seed(node, value, path);
  tracker.run();
  return arrivals.flow();
}

function domainOf(source: SourceCode): Domain<ResponseValue> {
  return {
    key: keyOf,
    rejected: rejectedWith,
    at: (value, bare) => (isPassingOn(bare) ? value : { ...value, bare }),
    after: (value, step, edge) => {
      const label = madeBy(source, value, step, edge);
      return label && { label, path: [] };
    },
  };
}

/** What a step makes of the value itself. */
function madeBy(
  source: SourceCode,
  value: ResponseValue,
  step: Step,
  edge: Edge,
): ResponseValue | undefined {
  switch (step.kind) {
    case 'await':
      return value;
    case 'load':
      return memberOf(value, step.content);
    case 'iterate':
      return memberOf(value, '[]');
    case 'copy':
      return copied(source, value, edge);
    case 'derive':
      return derivedBy(source, value, edge);
    default:
      return undefined;
  }
}

/** Whether an expression or a pattern is what another expression is: a copy is made of that one. */
function isPassingOn(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.AssignmentExpression ||
    node.type === AST_NODE_TYPES.SequenceExpression ||
    isWriteTarget(node)
  );
}

/** What a copy of an object has: `structuredClone` copies all but the memory behind a view. */
function copied(
  source: SourceCode,
  value: ResponseValue,
  { from, to }: Edge,
): ResponseValue | undefined {
  if (to.type === AST_NODE_TYPES.CallExpression)
    return to.arguments[0] === from ? viewOf(value, 'memory') : value;
  return takesRequest(source, from, to) ? withoutRequest(value) : value;
}

/** `{ ...response, request: undefined }`, `const { request, ...rest } = response` */
function takesRequest(source: SourceCode, from: Node, to: Node): boolean {
  const whole = to.type === AST_NODE_TYPES.ObjectExpression ? to : from;
  if (whole.type !== AST_NODE_TYPES.ObjectExpression && whole.type !== AST_NODE_TYPES.ObjectPattern)
    return false;
  return whole.properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.Property &&
      propertyName(source, property) === 'request' &&
      (whole === from || property.range[0] > from.range[0]),
  );
}

/** The flow of a file, as far as the long-lived places that something is stored in: whoever reads those is another question. */
function edgesOf(source: SourceCode): Edges {
  const flow = forwardFlow(source);
  const transfers = new Map<Node, readonly Edge[]>();
  const transfersOf = (node: Node) => {
    let edges = transfers.get(node);
    if (!edges) transfers.set(node, (edges = transferEdges(source, node)));
    return edges;
  };
  return {
    out: (node, head) => {
      if (assignedPlace(source, node)) return [];
      const edges = flow.out(node, head);
      const ofResponses = transfersOf(node);
      const all = ofResponses.length > 0 ? [...edges, ...ofResponses] : edges;
      return all.some((edge) => isOutOfSight(source, edge, head))
        ? all.filter((edge) => !isOutOfSight(source, edge, head))
        : all;
    },
    into: (node) => (longLivedPlace(source, node) ? [] : flow.into(node)),
  };
}

/** Whether what goes along an edge is stored, copied by a helper that lets go of the text, or a rejection that was handled. */
function isOutOfSight(
  source: SourceCode,
  { from, to, steps, isWritten }: Edge,
  head: string | undefined,
): boolean {
  // A text under which a property stands is copied.
  if (steps.some((step) => step.kind === 'store' && step.content === 'key') && isName(from))
    return true;
  if (isWritten) return longLivedPlace(source, to) !== undefined;
  const { parent } = to;
  if (parent && isFunction(parent) && parent.body !== to && isDetacher(source, parent)) return true;
  return (
    head === 'rejected' &&
    to.type === AST_NODE_TYPES.CallExpression &&
    callTaking(from) === to &&
    to.arguments.length > 0 &&
    from.parent?.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, from.parent) === 'catch'
  );
}

/** `{ [text]: 1 }`, `object[text] = 1` */
function isName({ parent }: Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.Property || parent?.type === AST_NODE_TYPES.MemberExpression
  );
}

/** Sorts what arrives where. */
class Arrivals {
  readonly #source: SourceCode;
  readonly #bindings: ResponseBinding[] = [];
  readonly #stores: ResponseStore[] = [];
  readonly #callbacks = new Map<Node, ResponseArgument>();
  readonly #results: ResponseResult[] = [];

  constructor(source: SourceCode) {
    this.#source = source;
  }

  flow(): ResponseFlow {
    return {
      bindings: this.#bindings.toSorted(
        (a, b) => a.identifier.range[0] - b.identifier.range[0] || a.held.origin - b.held.origin,
      ),
      stores: this.#stores,
      callbacks: [...this.#callbacks.values()],
      results: this.#results,
    };
  }

  /** @param edge along which it came, if it was not written into the object elsewhere */
  add(node: Node, held: ResponsePart, edge: Edge | undefined): void {
    // A promise that is rejected tells whoever awaits it, and then it is that one's.
    if (held.path.includes('rejected')) return;
    this.#result(node, held);
    const added = addedPlace(this.#source, node, isInList(held));
    if (added) this.#stores.push({ ...added, held });
    if (edge) this.#parameter(node, held, edge);
    const assigned = assignedPlace(this.#source, node);
    if (assigned) this.#stores.push({ ...assigned, held });
    else if (edge || held.path.length === 0) this.#binding(node, held, edge);
  }

  #result(node: Node, held: ResponsePart): void {
    const fn = functionReturning(node);
    if (!fn || fn.generator) return;
    const path = fn.async ? pathAfter(held.path, { kind: 'promise' }) : held.path;
    if (path) this.#results.push({ fn, held: { ...held, path } });
  }

  /** An edge, or a parameter that axios gives a response to. */
  #binding(node: Node, held: ResponsePart, edge: Edge | undefined): void {
    if (node.type !== AST_NODE_TYPES.Identifier) return;
    for (const { variable, hub, writes } of namesAt(this.#source, node))
      // From an assignment it comes to the declaration as well, which takes nothing.
      if ((hub === node && !(edge && writes.includes(edge.from))) || writes.includes(node))
        this.#bindings.push({ variable, identifier: node, held });
  }

  /** A function is called with the value by a promise, or by a method of a list. */
  #parameter(node: Node, held: ResponsePart, { from }: Edge): void {
    const fn = node.parent;
    if (!fn || !isFunction(fn) || !fn.async || fn.body === node || !holdsBody(held)) return;
    const parameter = fn.params.find((candidate) => patternOf(candidate) === node);
    if (parameter && from.parent?.type === AST_NODE_TYPES.MemberExpression)
      this.#callbacks.set(parameter, { fn, parameter, held });
  }
}
