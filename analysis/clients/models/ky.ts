/**
 * ky, which sends by the global `fetch`: ky 1.14, distribution/core/Ky.js and distribution/core/constants.js.
 */
import type { AgentTakerModel, FunctionModel, Functions } from './client-model.ts';
import { STANDARD_FETCH } from './fetch.ts';

const FUNCTIONS: Functions = {
  '': 'GET',
  delete: 'DELETE',
  get: 'GET',
  head: 'HEAD',
  patch: 'PATCH',
  post: 'POST',
  put: 'PUT',
};

export const KY: FunctionModel = {
  ...STANDARD_FETCH,
  client: 'ky',
  sendsByGlobal: true,
  exports: { ky: FUNCTIONS },
  instances: {
    makers: ['create', 'extend'],
    remakers: ['create', 'extend'],
    types: ['KyInstance'],
    functions: FUNCTIONS,
  },
  throws: 'throwHttpErrors',
  response: {
    ...STANDARD_FETCH.response,
    error: {
      what: 'the unread body in `response`, and its socket',
      response: 'response',
      others: [],
      emptiedBy: [],
      needed: '`message` and `response.status`',
    },
  },
  responseTypes: [...STANDARD_FETCH.responseTypes, 'KyResponse'],
};

export const KY_INSTANCES = {
  client: 'ky',
  module: 'ky',
  functions: ['create', 'extend'],
  agentSlots: ['dispatcher'],
  setters: [],
  sends: [],
  givers: [],
  streams: [''],
} as const satisfies AgentTakerModel;
