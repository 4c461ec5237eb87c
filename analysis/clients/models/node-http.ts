/**
 * Node's own client: Node 20.20, lib/_http_client.js, lib/_http_incoming.js, lib/_http_outgoing.js.
 */
import type { CallbackModel } from './client-model.ts';

export const NODE_HTTP = {
  client: 'http',
  modules: ['http', 'https'],
  functions: { get: 'GET', request: 'GET' },
  method: 'method',
  abort: 'signal',
  agent: 'agent',
  agentSlots: ['agent'],
  event: 'response',
  request: {
    ends: ['abort', 'destroy', 'destroySoon'],
    keeps: [
      'appendHeader',
      'cork',
      'end',
      'flushHeaders',
      'getHeader',
      'getHeaders',
      'removeHeader',
      'setHeader',
      'setNoDelay',
      'setSocketKeepAlive',
      'setTimeout',
      'uncork',
      'write',
    ],
  },
  // An unread answer keeps its socket whatever its length, also one to `HEAD` or with the status 204.
  body: { ofResponse: [], api: { stream: 'node', reads: 'nothing' } },
  release: { method: 'resume', closes: 'never', givesPromise: false, mayBeMissing: false },
  closing: 'destroy',
} as const satisfies CallbackModel;
