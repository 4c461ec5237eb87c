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
  agentSlots: ['agent'],
  streams: {
    exports: ['extend', 'stream'],
    properties: ['isStream'],
    only: 'stream',
    event: 'response',
    endedBy: ['signal', 'timeout'],
  },
};
