/**
 * What a call gave, as plain data that tells all differences but those that a codemod makes on purpose: which agent a
 * config names, and what a connection says about itself.
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { types } from 'node:util';

/** What a connection says about itself, and times: of axios, of axios-retry, of a cookie jar. */
const LEFT_OUT = new Set([
  'connection',
  'keep-alive',
  'duration',
  'lastRequestTime',
  'creation',
  'lastAccessed',
]);

/**
 * @param {unknown} value a stream is read to its end
 * @returns {Promise<unknown>} what JSON can say
 */
export async function described(value) {
  const streams = new Map();
  collectStreams(value, streams, new Set());
  await Promise.all(
    [...streams].map(async ([stream]) => streams.set(stream, await drained(stream))),
  );
  return plain(value, { streams, above: [] });
}

/** Streams that are the result, or the body of a response in it; not those that a config sends. */
function collectStreams(value, streams, seen) {
  if (value === null || typeof value !== 'object' || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Readable) streams.set(value, undefined);
  else if (isResponse(value)) collectStreams(value.data, streams, seen);
  else if (value instanceof Error) collectStreams(value.response, streams, seen);
  else for (const inner of Object.values(value)) collectStreams(inner, streams, seen);
}

async function drained(stream) {
  if (stream.destroyed) return '[destroyed]';
  try {
    return bytes(await buffer(stream));
  } catch (error) {
    return { failed: error.message, code: error.code };
  }
}

function plain(value, context) {
  if (value === undefined || typeof value === 'bigint' || typeof value === 'symbol')
    return `[${String(value)}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `[${value}]`;
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (value === null || typeof value !== 'object') return value;
  if (context.above.includes(value)) return '[circular]';
  return plainObject(value, { ...context, above: [...context.above, value] });
}

function plainObject(value, context) {
  if (context.streams.has(value)) return { stream: context.streams.get(value) };
  if (types.isArrayBuffer(value)) return bytes(Buffer.from(value));
  if (ArrayBuffer.isView(value)) return bytes(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, context));
  if (types.isDate(value)) return { date: value.getTime() };
  if (types.isMap(value) || types.isSet(value))
    return { [value.constructor.name]: [...value].map((item) => plain(item, context)) };
  if (value instanceof Error)
    return {
      error: value.name,
      message: value.message,
      ...members(value, context),
      cause: plain(value.cause, context),
    };
  if (isResponse(value)) return { response: members(value, context) };
  if (typeof value.toJSON === 'function') return members(value.toJSON(), context);
  const prototype = Object.getPrototypeOf(value);
  return prototype === null ||
    prototype === Object.prototype ||
    Object.getPrototypeOf(prototype) === null
    ? members(value, context)
    : `[${value.constructor.name}]`;
}

function members(value, context) {
  const named = Object.entries(value).filter(
    ([name, member]) =>
      !LEFT_OUT.has(name) &&
      !(/^https?Agent$/u.test(name) && 'headers' in value) &&
      !(name === 'cause' && member instanceof Error),
  );
  return Object.fromEntries(
    named.map(([name, member]) => [
      name,
      name === 'request' && member !== null && typeof member === 'object'
        ? requestOf(member)
        : plain(member, context),
    ]),
  );
}

/** Of a request what was asked; its sockets are its own business. */
function requestOf(request) {
  const { method, path } = request.method === undefined ? (request._options ?? {}) : request;
  return { kind: request.constructor.name, method, path, responseUrl: request.res?.responseUrl };
}

function isResponse(value) {
  return ['status', 'headers', 'config', 'request', 'data'].every((name) =>
    Object.hasOwn(value, name),
  );
}

function bytes(view) {
  return {
    [view.constructor.name]: Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString(
      'latin1',
    ),
  };
}
