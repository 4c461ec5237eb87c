/**
 * `fetch` of Node, by the Fetch standard.
 */
import type { FunctionModel } from './client-model.ts';

/** What `fetch` is by the standard, whoever has it. */
export const STANDARD_FETCH = {
  client: 'fetch',
  exports: {},
  roles: ['url', 'config'],
  method: { property: 'method', default: 'GET' },
  abort: 'signal',
  redirect: { property: 'redirect', byHand: 'manual' },
  // Node's `fetch` takes it, too (undici, types/fetch.d.ts: RequestInit).
  agentSlots: ['dispatcher'],
  ofPages: ['credentials', 'mode'],
  body: { ofResponse: ['body'], api: { stream: 'web', reads: 'response', status: 'status' } },
  large: ['arrayBuffer', 'blob', 'bytes'],
  json: 'json',
  text: 'text',
  responseTypes: ['Response', 'globalThis.Response'],
  // What was read of it, nothing keeps.
  response: {
    members: {},
    types: ['Response'],
    reads: { json: 'json', text: 'text', arrayBuffer: 'memory' },
    replacedBy: [],
  },
  release: { method: 'cancel', closes: 'always', givesPromise: true, mayBeMissing: true },
  unread: {
    above: '16 KB (64 KB since Node 22)',
    orUntil: 'the response is garbage-collected',
  },
} as const satisfies FunctionModel;

export const FETCH: FunctionModel = { ...STANDARD_FETCH, global: 'fetch' };
