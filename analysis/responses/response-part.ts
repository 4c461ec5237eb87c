/**
 * What a value holds of a response, and what its members and methods hold in turn. Where in an expression such a value
 * is, in a promise or a list or under a name, is a path of the flow (flow/contents.ts).
 *
 * Which of these keep memory alive is measured: `npm run leaks`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { MemberContent, RespondingModel } from '../clients/models/client-model.ts';
import type { BodyKind } from '../clients/body-kind.ts';
import type { Content, Path } from '../flow/contents.ts';
import type { Node } from '../source/source-code.ts';
import { isOfStringsAlone, stringMethodGives } from '../vocabulary/string-methods.ts';

export type Level =
  | 'response'
  /** A response, or a body, that has not been read, and keeps nothing once it is. */
  | 'unread'
  /** All of a response but its request. */
  | 'rest'
  /** `response.request`, which holds the body as it was received through its own response. */
  | 'request'
  /** The body, all of it: `response.data`. */
  | 'data'
  /** A Buffer over the memory of the body. */
  | 'view'
  /** The ArrayBuffer behind the body, or a typed array over it. */
  | 'memory'
  /** A string that V8 keeps as a slice of the body's text. */
  | 'cut'
  /** A list of cuts, a match among them, which has the text as its `input`; and a list of such lists. */
  | 'cuts'
  | 'lists of cuts'
  /** A string that V8 keeps as the sum of its parts, a cut among them, until something needs its characters in a row. */
  | 'sum'
  /** What a failed request throws; it holds response and request. */
  | 'error'
  | 'errorResponse';

/** What is known of a value of a response, wherever it goes. */
export interface ResponseValue {
  readonly level: Level;
  /** The client that it is of. */
  readonly model: RespondingModel;
  /** The call that sends the request; undefined if another file does. */
  readonly request: TSESTree.CallExpression | undefined;
  /** Where the value comes into this file: the offset of the request, or of the call of a helper. */
  readonly origin: number;
  /** The expression that was the value before something contained it. */
  readonly bare: Node;
  readonly body: BodyKind;
}

/** A value of a response in an expression. */
export interface ResponsePart extends ResponseValue {
  /** Where in the expression it is, from the outside in; empty if it is the value itself. */
  readonly path: Path;
}

/** A key for "seen that already". */
export function keyOf({ level, origin }: ResponseValue): string {
  return `${level} ${origin}`;
}

/** Whether a value is a whole response whose body has been read. */
export function holdsBody({ level, path, body }: ResponsePart): boolean {
  return level === 'response' && path.length === 0 && body !== 'stream';
}

/** Whether something is in a list, or is a list of pieces. */
export function isInList({ level, path: [head] }: ResponsePart): boolean {
  return head === undefined ? level === 'cuts' || level === 'lists of cuts' : head.startsWith('[');
}

/** What a promise of a response, or of what was taken from one, can be rejected with. */
export function rejectedWith(value: ResponseValue): ResponseValue | undefined {
  const mayReject = value.level !== 'error' && value.model.response.error !== undefined;
  return mayReject ? { ...value, level: 'error' } : undefined;
}

/** The text of a body, a cut of it, or a sum with one: what string operations leave as it is. */
export function asText(value: ResponseValue): ResponseValue | undefined {
  const { level, body } = value;
  const isText = level === 'cut' || level === 'sum' || (level === 'data' && body === 'text');
  return isText ? value : undefined;
}

/** `prefix + text`: V8 flattens it when it is cut, and then the cut is one of the flat copy. */
export function sumWith(value: ResponseValue): ResponseValue | undefined {
  const text = asText(value);
  return text?.level === 'cut' ? { ...text, level: 'sum' } : text;
}

/** What is made over the memory of a body holds it. */
export function viewOf(value: ResponseValue, level: 'view' | 'memory'): ResponseValue | undefined {
  return value.level === 'memory' || value.level === 'view' ? { ...value, level } : undefined;
}

/** All of a response but its request: `{ ...response, request: undefined }` */
export function withoutRequest(value: ResponseValue): ResponseValue {
  return value.level === 'response' ? { ...value, level: 'rest' } : value;
}

/** What is read under a name, a key or a position, if it still holds memory of the response. */
export function memberOf(value: ResponseValue, content: Content): ResponseValue | undefined {
  if (value.level === 'cuts' || value.level === 'lists of cuts') return pieceOf(value, content);
  if (!content.startsWith('.')) return undefined;
  const name = content.slice(1);
  switch (value.level) {
    case 'response':
    case 'rest':
      return partOf(value, name);
    case 'error':
    case 'errorResponse':
      return partOfError(value, name);
    default:
      // Of bodies, a Buffer alone has its memory behind it.
      return name === 'buffer' && hasMemory(value) ? { ...value, level: 'memory' } : undefined;
  }
}

function hasMemory({ level, body }: ResponseValue): boolean {
  return level === 'view' || level === 'memory' || (level === 'data' && body === 'buffer');
}

/** A member of a response, if it has something of the body. */
function partOf(value: ResponseValue, name: string): ResponseValue | undefined {
  switch (contentOf(value.model, name)) {
    // A stream that was not read holds no body.
    case 'parsed':
      return value.body === 'stream' ? undefined : { ...value, level: 'data' };
    case 'text':
      return { ...value, level: 'data', body: 'text' };
    case 'bytes':
      return { ...value, level: 'data', body: 'buffer' };
    case 'stream':
      return { ...value, level: 'unread' };
    case 'all':
      return value.level === 'response' ? { ...value, level: 'request' } : undefined;
    default:
      return undefined;
  }
}

function partOfError(value: ResponseValue, name: string): ResponseValue | undefined {
  const { error } = value.model.response;
  if (value.level === 'errorResponse')
    return contentOf(value.model, name) === 'all' ? value : undefined;
  if (name === error?.response) return { ...value, level: 'errorResponse' };
  return error?.others.includes(name) ? value : undefined;
}

/** What a member of a response has of the body; undefined if no response has it. */
export function contentOf(
  { response: { members } }: RespondingModel,
  name: string,
): MemberContent | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Whether a member of a response is its body, in whatever form. */
export function isBody(model: RespondingModel, name: string): boolean {
  const content = contentOf(model, name);
  return content === 'parsed' || content === 'text' || content === 'bytes' || content === 'stream';
}

/** The member of a response that is its body. */
export function bodyName(model: RespondingModel): string {
  return Object.keys(model.response.members).find((name) => isBody(model, name)) ?? '';
}

/** The members of a response that keep something of its body. */
export function keepersOf({ response: { members } }: RespondingModel): readonly string[] {
  return Object.keys(members).filter((name) => members[name] !== 'nothing');
}

/** A list of cuts has them under numbers; a match has the text it looked at, too, and under `groups` its groups by name. */
function pieceOf(value: ResponseValue, content: Content): ResponseValue | undefined {
  const isElement = content.startsWith('[') || content === '{}';
  if (value.level === 'lists of cuts') return isElement ? { ...value, level: 'cuts' } : undefined;
  if (content === '.groups') return value;
  const isOther = content === '.length' || content === '.index';
  return isElement || (content.startsWith('.') && !isOther)
    ? { ...value, level: 'cut' }
    : undefined;
}

/**
 * What calling a method gives, if it still holds memory of the response.
 * @param length how long a cut is at most, if that is known
 */
export function resultOf(
  value: ResponseValue,
  method: string,
  length: number | undefined,
): ResponseValue | undefined {
  const read = readBy(value, method);
  if (read !== undefined) return { ...value, level: 'data', body: read };
  if (isTextFor(value, method))
    return length !== undefined && length <= LONGEST_COPY ? undefined : cutBy(value, method);
  // An ArrayBuffer's and a typed array's `slice` copies, a Buffer's does not.
  if (value.level === 'memory') return method === 'subarray' ? value : undefined;
  const isBuffer = value.level === 'view' || (value.level === 'data' && value.body === 'buffer');
  return isBuffer && (method === 'slice' || method === 'subarray')
    ? { ...value, level: 'view' }
    : undefined;
}

/** What a method reads a body to: `(await fetch(url)).text()`, `got(url).json()`. */
function readBy({ level, model }: ResponseValue, method: string): BodyKind | undefined {
  const { reads } = model.response;
  const isReader = (level === 'unread' || level === 'response') && Object.hasOwn(reads, method);
  return isReader ? reads[method] : undefined;
}

/** Whether what a method is called on is a text: who calls one that only strings have takes the body for a text. */
function isTextFor({ level, body }: ResponseValue, method: string): boolean {
  if (level === 'cut') return true;
  if (level !== 'data') return false;
  return body === 'text' || ((body === 'unknown' || body === 'unseen') && isOfStringsAlone(method));
}

/** V8 copies what has up to 12 characters (test/leaks/bodies.test.ts). */
const LONGEST_COPY = 12;

function cutBy(value: ResponseValue, method: string): ResponseValue | undefined {
  const gives = stringMethodGives(method);
  switch (gives) {
    case 'whole':
      return value.level === 'data' ? { ...value, body: 'text' } : { ...value, level: 'cut' };
    case 'cut':
    case 'cuts':
    case 'lists of cuts':
      return { ...value, level: gives };
    case 'sum':
      return sumWith({ ...value, body: 'text' });
    default:
      return undefined;
  }
}
