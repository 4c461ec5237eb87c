/**
 * What becomes of the body of a response that is a stream, by what is called with it. Such a body keeps its socket until it has
 * been read to its end or is destroyed, whichever client asked for it.
 */
import { byName, namesWhere, type Row, type Table } from './table.ts';

/**
 * - `ends`: it is read to its end, or destroyed, whatever happens.
 * - `pipes`: it is read for as long as what it is written to takes it.
 * - `listens`: it depends on the event.
 * - `none`: it stands as before.
 */
export type BodyEffect = 'ends' | 'pipes' | 'listens' | 'none';

interface BodyUse extends Row {
  readonly does: BodyEffect;
  /** Whether it gives back the body that it is called on. */
  readonly returnsBody?: true;
}

const READABLE = 'Node 20: stream.Readable';

export const BODY_METHODS: Table<BodyUse> = {
  title: 'Methods of a body',
  decides:
    'Whether a call on a body that is a stream reads or destroys it. A method that is not listed may do anything with it.',
  rules: [
    'no-per-call-agent',
    'no-race-without-abort',
    'no-retained-response',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: READABLE,
  columns: {
    does: '`ends`: reads it to its end, or destroys it; `pipes`: reads it for as long as the destination takes it; `listens`: depends on the event; `none`: nothing',
    returnsBody: 'returns the body',
  },
  rows: [
    { name: 'addListener', does: 'listens', returnsBody: true },
    { name: 'destroy', does: 'ends' },
    { name: 'dump', does: 'ends', why: 'undici 7: the body of `request`' },
    { name: 'eventNames', does: 'none' },
    { name: 'every', does: 'ends' },
    { name: 'find', does: 'ends' },
    { name: 'forEach', does: 'ends' },
    { name: 'isPaused', does: 'none' },
    { name: 'listenerCount', does: 'none' },
    { name: 'off', does: 'none', returnsBody: true },
    { name: 'on', does: 'listens', returnsBody: true },
    { name: 'once', does: 'listens', returnsBody: true },
    { name: 'pause', does: 'none', returnsBody: true },
    { name: 'pipe', does: 'pipes' },
    { name: 'prependListener', does: 'listens', returnsBody: true },
    { name: 'prependOnceListener', does: 'listens', returnsBody: true },
    { name: 'reduce', does: 'ends' },
    { name: 'removeAllListeners', does: 'none', returnsBody: true },
    { name: 'removeListener', does: 'none', returnsBody: true },
    { name: 'resume', does: 'ends', returnsBody: true },
    { name: 'setEncoding', does: 'none', returnsBody: true },
    { name: 'setMaxListeners', does: 'none', returnsBody: true },
    { name: 'setTimeout', does: 'none', returnsBody: true },
    { name: 'some', does: 'ends' },
    { name: 'toArray', does: 'ends' },
    { name: 'unpipe', does: 'none', returnsBody: true },
  ],
};

interface BodyEvent extends Row {
  /** Whether listening to it reads the body. */
  readonly reads?: true;
}

export const BODY_EVENTS: Table<BodyEvent> = {
  title: 'Events of a body',
  decides: 'Whether a listener on a body reads it. A listener for an event that is not listed may.',
  rules: BODY_METHODS.rules,
  source: READABLE,
  columns: { reads: 'who listens to it reads the body' },
  rows: [
    { name: 'aborted' },
    { name: 'close' },
    { name: 'data', reads: true },
    { name: 'end' },
    { name: 'error' },
    { name: 'pause' },
    { name: 'readable', reads: true },
    { name: 'resume' },
  ],
};

interface BodyTaker extends Row {
  readonly does: BodyEffect;
  /** The modules that export it, separated by spaces, without `node:`. */
  readonly of: string;
}

export const BODY_TAKERS: Table<BodyTaker> = {
  title: 'Functions that take a body',
  decides:
    'Whether a function that is given a body reads or destroys it. One that is not listed takes over the care for it.',
  rules: BODY_METHODS.rules,
  source: 'Node 20: stream, stream/promises, stream/consumers',
  columns: {
    does: 'as for methods',
    of: 'the modules that export it',
  },
  rows: [
    { name: 'arrayBuffer', does: 'ends', of: 'stream/consumers' },
    { name: 'blob', does: 'ends', of: 'stream/consumers' },
    { name: 'buffer', does: 'ends', of: 'stream/consumers' },
    { name: 'finished', does: 'none', of: 'stream stream/promises' },
    { name: 'json', does: 'ends', of: 'stream/consumers' },
    { name: 'pipeline', does: 'ends', of: 'stream stream/promises' },
    { name: 'text', does: 'ends', of: 'stream/consumers' },
  ],
};

interface ConnectionName extends Row {
  readonly is: 'way' | 'socket' | 'end' | 'state';
}

export const CONNECTION_NAMES: Table<ConnectionName> = {
  title: 'Names of a connection',
  decides:
    'Whether a member of a response leads to its connection, ends it, or tells of it: what is read of it behind `destroy()` is something else than before.',
  rules: BODY_METHODS.rules,
  source:
    'Node 20: http.ClientRequest, http.IncomingMessage, net.Socket, tls.TLSSocket, stream.Readable; axios 1.21.1: `response.request`',
  columns: {
    is: '`way`: it leads to the connection; `socket`: it leads there, and is gone once that has ended; `end`: a method that ends it; `state`: it changes as the connection ends',
  },
  rows: [
    { name: 'abort', is: 'end' },
    { name: 'aborted', is: 'state' },
    { name: 'closed', is: 'state' },
    { name: 'complete', is: 'state' },
    { name: 'connection', is: 'socket' },
    { name: 'destroy', is: 'end' },
    { name: 'destroyed', is: 'state' },
    { name: 'errored', is: 'state' },
    { name: 'getPeerCertificate', is: 'state' },
    { name: 'readable', is: 'state' },
    { name: 'readableAborted', is: 'state' },
    { name: 'readableEnded', is: 'state' },
    { name: 'readableFlowing', is: 'state' },
    { name: 'readableLength', is: 'state' },
    { name: 'remoteAddress', is: 'state' },
    { name: 'remotePort', is: 'state' },
    { name: 'req', is: 'way' },
    { name: 'request', is: 'way' },
    { name: 'res', is: 'way' },
    { name: 'socket', is: 'socket' },
  ],
};

interface WebBodyUse extends Row {
  readonly does: BodyEffect;
  /** What has the method: the response, or the `ReadableStream` that is its body. */
  readonly of: 'response' | 'stream';
}

export const WEB_BODY_METHODS: Table<WebBodyUse> = {
  title: 'Methods of a response of fetch, and of its body',
  decides:
    'Whether a call on a response of the Fetch standard, or on its `body`, reads or cancels the body. A method that is not listed may do anything with it.',
  rules: BODY_METHODS.rules,
  source: 'Fetch standard: Body; Streams standard: ReadableStream',
  columns: {
    does: 'as for methods of a body',
    of: '`response`: the response has it; `stream`: its `body` has it',
  },
  rows: [
    { name: 'arrayBuffer', does: 'ends', of: 'response' },
    { name: 'blob', does: 'ends', of: 'response' },
    { name: 'buffer', does: 'ends', of: 'response', why: 'node-fetch 2 and 3' },
    { name: 'bytes', does: 'ends', of: 'response' },
    { name: 'cancel', does: 'ends', of: 'stream' },
    { name: 'formData', does: 'ends', of: 'response' },
    { name: 'json', does: 'ends', of: 'response' },
    { name: 'text', does: 'ends', of: 'response' },
    { name: 'textConverted', does: 'ends', of: 'response', why: 'node-fetch 2' },
    {
      name: 'webSocket',
      does: 'ends',
      of: 'response',
      why: 'Cloudflare Workers: the connection goes on as a WebSocket',
    },
  ],
};

export const ANSWER_NAMES: Table = {
  title: 'Names of an answer to a client',
  decides:
    'Whether what a body is piped to is the answer to a client, by the name of the variable or the property: a client goes away whenever it likes.',
  rules: ['no-race-without-abort', 'no-unread-response'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'ExpressResponse', why: 'a type: express' },
    { name: 'FastifyReply', why: 'a type: fastify' },
    { name: 'NextApiResponse', why: 'a type: Next.js' },
    { name: 'Response', why: 'a type: express' },
    { name: 'ServerResponse', why: 'a type: Node' },
    { name: 'raw', why: 'fastify: `reply.raw`' },
    { name: 'reply', why: 'fastify, hapi' },
    { name: 'res', seen: 4042, why: 'Node, express, Koa: `ctx.res`' },
    { name: 'resp', why: 'Node, express' },
    { name: 'response', seen: 3015, why: 'Node, express, Koa' },
  ],
};

const METHODS = byName(BODY_METHODS);
const EVENTS = byName(BODY_EVENTS);
const TAKERS = byName(BODY_TAKERS);
const CONNECTION = byName(CONNECTION_NAMES);
const WEB_METHODS = byName(WEB_BODY_METHODS);
const ANSWERS = namesWhere(ANSWER_NAMES, () => true);

/** Whether a member of a response, a request or a body leads to its connection. */
export function isConnectionName(name: string): boolean {
  const is = CONNECTION.get(name)?.is;
  return is === 'way' || is === 'socket';
}

/** Whether a method of a connection ends it. */
export function endsConnection(name: string): boolean {
  return CONNECTION.get(name)?.is === 'end';
}

/** Whether what a member gives is another thing once the connection has ended. */
export function tellsOfConnection(name: string): boolean {
  const is = CONNECTION.get(name)?.is;
  return is === 'state' || is === 'socket';
}

/** What calling a method of a body does with it; undefined if anything. */
export function effectOfBodyMethod(
  name: string,
): { readonly does: BodyEffect; readonly returnsBody: boolean } | undefined {
  const row = METHODS.get(name);
  return row && { does: row.does, returnsBody: row.returnsBody === true };
}

/** What calling a method of a response of the Fetch standard does with its body; undefined if anything. */
export function effectOfWebResponseMethod(name: string): BodyEffect | undefined {
  const row = WEB_METHODS.get(name);
  return row?.of === 'response' ? row.does : undefined;
}

/** As `effectOfBodyMethod`, of a `ReadableStream`. */
export function effectOfWebBodyMethod(
  name: string,
): { readonly does: BodyEffect; readonly returnsBody: boolean } | undefined {
  const row = WEB_METHODS.get(name);
  return row?.of === 'stream' ? { does: row.does, returnsBody: false } : undefined;
}

/** What listening to an event of a body does with it; undefined if anything. */
export function effectOfBodyListener(event: string): BodyEffect | undefined {
  const row = EVENTS.get(event);
  return row && (row.reads ? 'ends' : 'none');
}

/**
 * What a function of a module does with a body that it is given; undefined if anything.
 * @param module with or without `node:`
 */
export function effectOfBodyTaker(module: string, name: string): BodyEffect | undefined {
  const row = TAKERS.get(name);
  return row?.of.split(' ').includes(module.replace(/^node:/u, '')) ? row.does : undefined;
}

/** Whether a property of a body, if it is true, says that there is nothing left to read or to destroy. */
export function saysBodyIsOver(name: string): boolean {
  return name === 'destroyed' || name === 'closed' || name === 'readableEnded';
}

/** Whether a member of a response of the Fetch standard, or of its body, tells that the body has been cancelled. */
export function tellsOfWebBody(name: string): boolean {
  return name === 'bodyUsed' || name === 'locked';
}

/** Whether a variable or a type is called as the answer of a server to its client. */
export function isAnswerName(name: string): boolean {
  return ANSWERS.has(name);
}
