/**
 * got: got 14.4 and 11.8, source/create.ts and source/core/options.ts.
 */
import type { ReadingModel } from './client-model.ts';

export const GOT = {
  client: 'got',
  exports: {
    got: ['', 'delete', 'extend', 'get', 'head', 'paginate', 'patch', 'post', 'put', 'stream'],
  },
  agentSlots: ['agent'],
  streams: { exports: ['extend', 'stream'], properties: ['isStream'] },
} as const satisfies ReadingModel;
