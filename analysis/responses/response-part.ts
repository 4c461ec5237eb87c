/**
 * What an expression holds of an axios response, and what its members and methods hold in turn.
 *
 * Which of these keep memory alive is measured: `npm run leaks`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { BodyKind } from '../clients/body-kind.ts';
import { givesElements, givesItem } from '../vocabulary/collection-methods.ts';
import { isOfStringsAlone, stringMethodGives } from '../vocabulary/string-methods.ts';

export type Level =
  | 'response'
  /** `response.request`, which holds the raw body through its own response. */
  | 'request'
  /** `response.data`, all of it. */
  | 'data'
  /** A Buffer over the memory of the body. */
  | 'view'
  /** The ArrayBuffer behind the body, or a typed array over it. */
  | 'memory'
  /** A string that V8 keeps as a slice of the body's text. */
  | 'cut'
  /** A string that V8 keeps as the sum of its parts, a cut among them, until something needs its characters in a row. */
  | 'sum'
  /** What a failed request throws; it holds response and request. */
  | 'error'
  | 'errorResponse';

/** How a value is packed: inside a promise, an array, at a known place of one, an outcome of `allSettled`, or an object under a name. */
export type Wrap = 'promise' | 'list' | `[${number}]` | 'settled' | `.${string}`;

export interface ResponsePart {
  readonly level: Level;
  /** Outermost first. */
  readonly wraps: readonly Wrap[];
  /** The call that sends the request; undefined if another file does. */
  readonly request: TSESTree.CallExpression | undefined;
  /** Where the value comes into this file: the offset of the request, or of the call of a helper. */
  readonly origin: number;
  /** The expression that gave the value before it was packed. */
  readonly bare: TSESTree.Node;
  readonly body: BodyKind;
}

/** Packing in packing comes to an end. */
const MAX_WRAPS = 4;

export function wrapped(held: ResponsePart, wrap: Wrap): ResponsePart | undefined {
  return held.wraps.length < MAX_WRAPS ? { ...held, wraps: [wrap, ...held.wraps] } : undefined;
}

/** What `await` or a `then` gives: a promise of a promise is a promise. */
export function awaited(held: ResponsePart): ResponsePart {
  return held.wraps[0] === 'promise' ? awaited({ ...held, wraps: held.wraps.slice(1) }) : held;
}

export function promised(held: ResponsePart): ResponsePart | undefined {
  return held.wraps[0] === 'promise' ? held : wrapped(held, 'promise');
}

export function isInList({ wraps: [outer] }: ResponsePart): boolean {
  return outer === 'list' || outer?.startsWith('[') === true;
}

/**
 * An element of a list.
 * @param index which one, if that is known
 */
export function elementOf(held: ResponsePart, index?: number): ResponsePart | undefined {
  const isElsewhere =
    index !== undefined && held.wraps[0] !== 'list' && held.wraps[0] !== `[${index}]`;
  return isInList(held) && !isElsewhere ? { ...held, wraps: held.wraps.slice(1) } : undefined;
}

/** What stands in a list whose order is not known any more. */
export function anywhereIn({ wraps: [, ...inner], ...held }: ResponsePart): ResponsePart {
  return { ...held, wraps: ['list', ...inner] };
}

/** What `[, ...rest]` has of a list from an index on; undefined if the value stands before it. */
export function restOf(held: ResponsePart, start: number): ResponsePart | undefined {
  const place = /^\[(\d+)\]$/u.exec(held.wraps[0] ?? '')?.[1];
  if (place === undefined) return held;
  return Number(place) < start
    ? undefined
    : { ...held, wraps: [`[${Number(place) - start}]`, ...held.wraps.slice(1)] };
}

/** The text of a body, a cut of it, or a sum with one: what string operations leave as it is. */
export function asText(held: ResponsePart): ResponsePart | undefined {
  const isText =
    held.level === 'cut' || held.level === 'sum' || (held.level === 'data' && held.body === 'text');
  return isText && held.wraps.length === 0 ? held : undefined;
}

/** `prefix + text`: V8 flattens it when it is cut, and then the cut is one of the flat copy. */
export function sumWith(held: ResponsePart): ResponsePart | undefined {
  const text = asText(held);
  return text?.level === 'cut' ? { ...text, level: 'sum' } : text;
}

/** All of a response but its request: `{ ...response, request: undefined }` */
export function withoutRequest(held: ResponsePart): ResponsePart | undefined {
  return held.level === 'response' && held.wraps.length === 0
    ? { ...held, level: 'data', wraps: ['.data'] }
    : held;
}

/** A key for "seen that already". */
export function keyOf({ level, wraps, origin }: ResponsePart): string {
  return `${level} ${wraps.join(' ')} ${origin}`;
}

/** What reading a property gives, if it still holds memory of the response. */
export function memberOf(held: ResponsePart, name: string): ResponsePart | undefined {
  const [outer] = held.wraps;
  if (outer !== undefined) return memberOfWrapped(held, outer, name);
  // A stream that was not read holds no body.
  if (held.level === 'response' && name === 'data' && held.body === 'stream') return undefined;
  const level = MEMBERS[held.level]?.get(name);
  if (level === undefined) return undefined;
  // Of bodies, a Buffer alone has its memory behind it.
  return held.level === 'data' && held.body !== 'buffer' ? undefined : { ...held, level };
}

/** The members that hold memory of a response, and what they hold. */
const MEMBERS: Readonly<Partial<Record<Level, ReadonlyMap<string, Level>>>> = {
  response: new Map([
    ['data', 'data'],
    ['request', 'request'],
  ]),
  error: new Map([
    ['response', 'errorResponse'],
    ['request', 'error'],
  ]),
  errorResponse: new Map([['request', 'errorResponse']]),
  data: new Map([['buffer', 'memory']]),
  view: new Map([['buffer', 'memory']]),
  memory: new Map([['buffer', 'memory']]),
};

function memberOfWrapped(held: ResponsePart, outer: Wrap, name: string): ResponsePart | undefined {
  const inner = { ...held, wraps: held.wraps.slice(1) };
  if (isInList(held)) return memberOfList(held, inner, name);
  if (outer === 'settled') return name === 'value' ? inner : undefined;
  return outer === `.${name}` ? inner : undefined;
}

/** A list has its elements under numbers; a match has the text it looked at, too, and under `groups` its groups by name. */
function memberOfList(
  held: ResponsePart,
  inner: ResponsePart,
  name: string,
): ResponsePart | undefined {
  if (/^\d+$/u.test(name)) return elementOf(held, Number(name));
  if (held.level !== 'cut' || name === 'length' || name === 'index') return undefined;
  return name === 'groups' ? held : inner;
}

/**
 * What calling a method gives, if it still holds memory of the response.
 * @param length how long a cut is at most, if that is known
 */
export function resultOf(
  held: ResponsePart,
  method: string,
  length: number | undefined,
): ResponsePart | undefined {
  if (isInList(held)) return resultOfList(held, method);
  if (held.wraps.length > 0) return undefined;
  if (isTextFor(held, method))
    return length !== undefined && length <= LONGEST_COPY ? undefined : cutBy(held, method);
  // An ArrayBuffer's and a typed array's `slice` copies, a Buffer's does not.
  if (held.level === 'memory') return method === 'subarray' ? held : undefined;
  const isBuffer = held.level === 'view' || (held.level === 'data' && held.body === 'buffer');
  return isBuffer && (method === 'slice' || method === 'subarray')
    ? { ...held, level: 'view' }
    : undefined;
}

function resultOfList(held: ResponsePart, method: string): ResponsePart | undefined {
  const inner = method === 'flat' ? elementOf(held) : undefined;
  if (inner && isInList(inner)) return anywhereIn(inner);
  if (givesElements(method)) return anywhereIn(held);
  return givesItem(method) ? elementOf(held) : undefined;
}

/** Whether what a method is called on is a text: who calls one that only strings have takes the body for a text. */
function isTextFor({ level, body }: ResponsePart, method: string): boolean {
  if (level === 'cut') return true;
  if (level !== 'data') return false;
  return body === 'text' || ((body === 'unknown' || body === 'unseen') && isOfStringsAlone(method));
}

/** V8 copies what has up to 12 characters (test/leaks/bodies.test.ts). */
const LONGEST_COPY = 12;

function cutBy(held: ResponsePart, method: string): ResponsePart | undefined {
  switch (stringMethodGives(method)) {
    case 'whole':
      return held.level === 'data' ? { ...held, body: 'text' } : { ...held, level: 'cut' };
    case 'cut':
      return { ...held, level: 'cut' };
    case 'sum':
      return sumWith({ ...held, body: 'text' });
    case 'cuts':
      return wrapped({ ...held, level: 'cut' }, 'list');
    case 'lists of cuts':
      return { ...held, level: 'cut', wraps: ['list', 'list'] };
    default:
      return undefined;
  }
}
