/**
 * node-fetch 2 and 3: node-fetch 2.7, lib/index.js; 3.3, src/index.js and src/body.js.
 */
import type { FunctionModel } from './client-model.ts';

export const NODE_FETCH = {
  client: 'node-fetch',
  exports: { 'node-fetch': { '': 'GET' } },
  roles: ['url', 'config'],
  method: { property: 'method', default: 'GET' },
  abort: 'signal',
  redirect: { property: 'redirect', byHand: 'manual' },
  agentSlots: ['agent'],
  ofPages: [],
  body: { ofResponse: ['body'], api: { stream: 'node', reads: 'response', status: 'status' } },
  json: 'json',
  text: 'text',
  large: ['arrayBuffer', 'blob', 'buffer'],
  responseTypes: ['Response', 'fetch.Response'],
  // What was read of it, nothing keeps.
  response: {
    members: {},
    types: ['Response'],
    reads: { json: 'json', text: 'text', arrayBuffer: 'memory', buffer: 'buffer' },
    replacedBy: [],
  },
  release: { method: 'resume', closes: 'never', givesPromise: false, mayBeMissing: true },
  closing: { method: 'destroy', since: 3 },
  unread: { above: '16 KB (64 KB since Node 22)' },
} as const satisfies FunctionModel;
