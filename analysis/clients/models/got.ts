/**
 * got: got 14.4 and 11.8, source/create.ts and source/core/options.ts.
 */
import type { ReadingModel } from './client-model.ts';

const METHODS = [
  '',
  'delete',
  'extend',
  'get',
  'head',
  'paginate',
  'patch',
  'post',
  'put',
  'stream',
];

export const GOT: ReadingModel = {
  client: 'got',
  exports: { got: METHODS },
  instances: {
    makers: ['extend'],
    remakers: ['extend'],
    types: ['Got'],
    functions: Object.fromEntries(METHODS.map((name) => [name, 'GET'])),
  },
  requests: ['', 'delete', 'get', 'patch', 'post', 'put'],
  bodyType: {
    property: 'responseType',
    values: { json: 'json', text: 'text', buffer: 'buffer' },
    bodyAlone: 'resolveBodyOnly',
  },
  // source/core/response.ts
  response: {
    members: {
      body: 'parsed',
      rawBody: 'bytes',
      request: 'all',
      statusCode: 'nothing',
      statusMessage: 'nothing',
      headers: 'nothing',
      rawHeaders: 'nothing',
      httpVersion: 'nothing',
      ip: 'nothing',
      isFromCache: 'nothing',
      method: 'nothing',
      ok: 'nothing',
      redirectUrls: 'nothing',
      requestUrl: 'nothing',
      retryCount: 'nothing',
      timings: 'nothing',
      url: 'nothing',
    },
    types: ['Response'],
    reads: { json: 'json', text: 'text', buffer: 'buffer' },
    keeps: {
      what: 'the body in `body`, and as it was received, in the Buffer `rawBody`',
      instead: 'the values that it needs, or `body`, and drop `.body` where it is read',
      insteadOfPromise:
        'the promise of its body, by `.json()` or `.text()`, and drop `.body` where it is read',
    },
    error: {
      what: 'the body in `response.body`, and as it was received, in the Buffer `response.rawBody`',
      response: 'response',
      others: ['request'],
      emptiedBy: ['request', 'response'],
      needed: '`message`, `code` and `response?.statusCode`',
    },
    replacedBy: ['resolveBodyOnly', 'afterResponse', 'handlers'],
  },
  agentSlots: ['agent'],
  streams: {
    exports: ['extend', 'stream'],
    properties: ['isStream'],
    only: 'stream',
    event: 'response',
    endedBy: ['signal', 'timeout'],
  },
};
