/**
 * `fetch`: that of Node and that of undici (undici 7.0, types/fetch.d.ts), by the Fetch standard.
 */
import type { FunctionModel } from './client-model.ts';

export const FETCH = {
  global: 'fetch',
  exports: { undici: 'fetch' },
  roles: ['url', 'config'],
  method: { property: 'method', default: 'GET' },
  abort: 'signal',
  redirect: { property: 'redirect', byHand: 'manual' },
  ofPages: ['credentials', 'mode'],
  body: { ofResponse: ['body'] },
  large: ['arrayBuffer', 'blob', 'bytes'],
  json: 'json',
  text: 'text',
} as const satisfies FunctionModel;
