/**
 * undici: undici 7.0 (types/api.d.ts, types/fetch.d.ts, types/readable.d.ts), 5 and 6 where they differ.
 */
import type { AgentTakerModel, FunctionModel } from './client-model.ts';
import { STANDARD_FETCH } from './fetch.ts';

export const UNDICI_FETCH: FunctionModel = {
  ...STANDARD_FETCH,
  client: 'undici',
  exports: { undici: { fetch: 'GET' } },
};

export const UNDICI_REQUEST = {
  client: 'undici',
  exports: { undici: { request: 'GET' } },
  roles: ['url', 'config'],
  method: { property: 'method', default: 'GET' },
  abort: 'signal',
  agentSlots: ['dispatcher'],
  ofPages: [],
  body: { ofResponse: ['body'], api: { stream: 'node', reads: 'body', status: 'statusCode' } },
  json: 'json',
  text: 'text',
  large: ['arrayBuffer', 'blob', 'bytes'],
  // It reads 128 KB at most (256 KB before version 6), and closes the connection where more would come.
  release: { method: 'dump', closes: 'ifLong', givesPromise: true, mayBeMissing: false },
  // lib/api/readable.js: `_destroy`
  whyNotDestroyed:
    '`destroy()` on a body that has not been read to its end emits an `error`, which nobody may listen for: use `pipeline` of `node:stream`',
  response: {
    members: {
      body: 'stream',
      statusCode: 'nothing',
      statusText: 'nothing',
      headers: 'nothing',
      trailers: 'nothing',
      opaque: 'nothing',
      context: 'nothing',
    },
    types: ['ResponseData'],
    reads: { json: 'json', text: 'text', arrayBuffer: 'memory' },
    keeps: {
      // lib/api/readable.js: the listeners of `body` keep the promise that `json()` and `text()` gave.
      what: 'what was read of `body`, or its socket, if nothing was',
      isWhatWasRead: true,
      instead: 'what is read of its body',
      insteadOfPromise: 'the promise of what is read of its body',
    },
    replacedBy: ['compose'],
  },
  responseTypes: ['Dispatcher.ResponseData'],
  unread: { above: '32 KB' },
} as const satisfies FunctionModel;

/** `pool.request({ path })`: undici 7.30, lib/api/api-request.js and lib/dispatcher/dispatcher.js. */
export const UNDICI_DISPATCHER: FunctionModel = {
  ...UNDICI_REQUEST,
  exports: { undici: {} },
  instances: {
    makers: [
      'Agent',
      'BalancedPool',
      'Client',
      'EnvHttpProxyAgent',
      'Pool',
      'ProxyAgent',
      'getGlobalDispatcher',
    ],
    remakers: [],
    types: [
      'Agent',
      'BalancedPool',
      'Client',
      'Dispatcher',
      'EnvHttpProxyAgent',
      'Pool',
      'ProxyAgent',
    ],
    functions: { request: 'GET' },
  },
  roles: ['config'],
};

/** undici 7.30, index.js and types/dispatcher.d.ts. */
export const UNDICI_AGENTS = {
  client: 'undici',
  module: 'undici',
  functions: ['connect', 'pipeline', 'stream', 'upgrade'],
  agentSlots: ['dispatcher'],
  setters: ['setGlobalDispatcher'],
  sends: ['connect', 'dispatch', 'pipeline', 'request', 'stream', 'upgrade'],
  givers: [],
  streams: [''],
} as const satisfies AgentTakerModel;
