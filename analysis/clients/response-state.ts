/**
 * What configs say of the responses to their requests: whether one may be a stream, and whether a deadline ends it.
 *
 * A stream that nobody reads keeps its socket: of an agent with `maxSockets` sockets, that many of them leave none for
 * further requests to the host, which then wait for ever. A `timeout` closes the socket of a stream that stands still.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { argumentsFor } from '../flow/call-graph.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isNullish, literalString, withoutWrappers } from '../syntax/nodes.ts';

/** `stream`: one, or a type that is named and cannot be seen. `other`: no stream, or a config that says nothing of it. */
export type BodyState = 'absent' | 'stream' | 'other';

/** By the `timeout`. `none`: it is set to nothing: `0`, `null`. `unseen`: to something of which nobody knows what it is. */
export type DeadlineState = 'absent' | 'finite' | 'none' | 'unseen';

/** Each list has what is possible on some path. */
export interface ResponseState {
  readonly body: readonly BodyState[];
  readonly deadline: readonly DeadlineState[];
  /** By `maxRedirects`, in the same words as the `timeout`: `none` is 0. */
  readonly redirects: readonly DeadlineState[];
  /** Whether a `transport` is set. */
  readonly hasTransport: boolean;
  /**
   * Whether its length may be limited: axios then gives a stream of its own, and to destroy that one before it is read leaves
   * the socket open (axios 1.21.1, lib/adapters/http.js: `enforceMaxContentLength`).
   */
  readonly isLimited: boolean;
  /** Whether code may end the request for reasons of its own: by a `signal`, a `cancelToken`. */
  readonly mayAbort: boolean;
}

/** Of a config that says nothing. */
export const NOTHING_SAID: ResponseState = {
  body: ['absent'],
  deadline: ['absent'],
  redirects: ['absent'],
  hasTransport: false,
  isLimited: false,
  mayAbort: false,
};
/** Of one that something may give a `timeout`. */
export const MAY_HAVE_DEADLINE: ResponseState = {
  ...NOTHING_SAID,
  deadline: ['absent', 'unseen'],
};
/** Of a config that is not visible: what nobody sees is not taken for a stream, nor for a deadline. */
export const UNSEEN_RESPONSE: ResponseState = {
  body: ['absent', 'other'],
  deadline: ['absent', 'unseen'],
  redirects: ['absent'],
  hasTransport: false,
  isLimited: true,
  mayAbort: true,
};

/** The properties of a config that count here. */
export const RESPONSE_PROPERTIES = [
  'responseType',
  'timeout',
  'maxRedirects',
  'transport',
  'maxContentLength',
  'signal',
  'cancelToken',
] as const;
export type ResponseProperty = (typeof RESPONSE_PROPERTIES)[number];

export function isResponseProperty(name: string): name is ResponseProperty {
  return (RESPONSE_PROPERTIES as readonly string[]).includes(name);
}

/** Whether a `timeout` ends the request on every path. */
export function hasDeadline({ deadline }: ResponseState): boolean {
  return deadline.every((state) => state === 'finite');
}

/** Whether nobody sees what the config says: it may have a deadline. */
export function isUnseen({ deadline, mayAbort }: ResponseState): boolean {
  return mayAbort && deadline.includes('absent') && deadline.includes('unseen');
}

/** Whether a `timeout` ends the request on some path, as far as one can see. */
export function mayHaveDeadline({ deadline }: ResponseState): boolean {
  return deadline.some((state) => state === 'finite' || state === 'unseen');
}

/**
 * Whether the request may be sent without follow-redirects, which is what closes the socket of a stream when the `timeout`
 * is over: with `maxRedirects: 0` or a `transport` nothing does (axios 1.21.1, lib/adapters/http.js: `isDone`; before 1.0
 * the `timeout` does: test/facts/axios-deadlines.test.ts).
 */
export function isDirect({ redirects, hasTransport }: ResponseState): boolean {
  return hasTransport || redirects.some((state) => state === 'none' || state === 'unseen');
}

/** Whether the request is sent so on every path. A `transport` may follow redirects itself. */
export function isSurelyDirect({ redirects, hasTransport }: ResponseState): boolean {
  return !hasTransport && redirects.every((state) => state === 'none');
}

/** Whether the response may be a stream that keeps its socket for as long as nobody reads it. */
export function mayKeepSocket(state: ResponseState): boolean {
  return state.body.includes('stream') && (isDirect(state) || !hasDeadline(state));
}

/** What a config says that is laid over another. */
export function laidOver(under: ResponseState, over: ResponseState): ResponseState {
  return {
    body: layered(under.body, over.body),
    deadline: layered(under.deadline, over.deadline),
    redirects: layered(under.redirects, over.redirects),
    hasTransport: under.hasTransport || over.hasTransport,
    isLimited: under.isLimited || over.isLimited,
    mayAbort: under.mayAbort || over.mayAbort,
  };
}

/** What one of two configs says. */
export function eitherResponse(a: ResponseState, b: ResponseState): ResponseState {
  return {
    body: distinct([...a.body, ...b.body]),
    deadline: distinct([...a.deadline, ...b.deadline]),
    redirects: distinct([...a.redirects, ...b.redirects]),
    hasTransport: a.hasTransport || b.hasTransport,
    isLimited: a.isLimited || b.isLimited,
    mayAbort: a.mayAbort || b.mayAbort,
  };
}

function layered<T extends string>(under: readonly T[], over: readonly T[]): readonly T[] {
  return over.some((state) => state === 'absent')
    ? distinct([...over.filter((state) => state !== 'absent'), ...under])
    : over;
}

function distinct<T>(states: readonly T[]): T[] {
  return [...new Set(states)];
}

/** What a config says that names one property. */
export function responseOfProperty(
  source: SourceCode,
  name: ResponseProperty,
  given: Node,
): ResponseState {
  switch (name) {
    case 'responseType':
      return {
        ...NOTHING_SAID,
        body: distinct(
          valuesOf(source, given).flatMap((value) => bodiesOf(source, value, new Set())),
        ),
      };
    case 'timeout':
      return { ...NOTHING_SAID, deadline: deadlinesOf(source, given) };
    case 'maxContentLength':
      return { ...NOTHING_SAID, isLimited: source.getText(given) !== '-1' };
    case 'signal':
    case 'cancelToken':
      return { ...NOTHING_SAID, mayAbort: !isNullish(withoutWrappers(given)) };
    case 'maxRedirects':
      return { ...NOTHING_SAID, redirects: deadlinesOf(source, given) };
    default:
      return { ...NOTHING_SAID, hasTransport: true };
  }
}

/** @param seen the parameters that are asked for already */
function bodiesOf(source: SourceCode, value: Value, seen: Set<Node>): BodyState[] {
  if (value.kind === 'parameter' && !seen.has(value.node)) {
    seen.add(value.node);
    const given = argumentsFor(source, value.node).flatMap((argument) =>
      valuesOf(source, argument),
    );
    // Whom nobody sees may give any.
    return ['stream', ...given.flatMap((passed) => bodiesOf(source, passed, seen))];
  }
  if (value.kind !== 'node') return ['stream'];
  if (isGlobal(source, value.node, 'undefined')) return ['absent', 'other'];
  const type = literalString(value.node);
  // What is worked out may be any type.
  return [type === undefined || type === 'stream' ? 'stream' : 'other'];
}

/**
 * What a `timeout` sets: `30000`, `30 * 1000`, a constant of that; `undefined` leaves what is below it, and `0`, `null` and `NaN`
 * set none (axios 1.21.1, lib/adapters/http.js: `own('timeout')`).
 */
function deadlinesOf(source: SourceCode, given: Node): readonly DeadlineState[] {
  const states = valuesOf(source, given).map((value): DeadlineState => {
    if (value.kind !== 'node') return 'unseen';
    if (value.node.type === AST_NODE_TYPES.Literal && !value.node.value) return 'none';
    if (isNullish(value.node)) return 'absent';
    const number = constantNumber(source, value.node, 0);
    return number === undefined || number < 0 ? 'unseen' : number > 0 ? 'finite' : 'none';
  });
  return states.length > 0 ? distinct(states) : ['unseen'];
}

/** How deep a product may be made of constants that are products. */
const MAX_DEPTH = 4;

function constantNumber(source: SourceCode, wrapped: Node, depth: number): number | undefined {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.Literal) {
    // axios reads the number that a text begins with.
    const number =
      typeof node.value === 'string' && /^\d+$/u.test(node.value) ? Number(node.value) : node.value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }
  if (
    depth > MAX_DEPTH ||
    node.type !== AST_NODE_TYPES.BinaryExpression ||
    (node.operator !== '*' && node.operator !== '+')
  )
    return undefined;
  const [left, right] = [node.left, node.right].map((side) => {
    const values = valuesOf(source, side);
    return values.length === 1 && values[0]?.kind === 'node'
      ? constantNumber(source, values[0].node, depth + 1)
      : undefined;
  });
  if (left === undefined || right === undefined) return undefined;
  const result = node.operator === '*' ? left * right : left + right;
  return Number.isFinite(result) ? result : undefined;
}
