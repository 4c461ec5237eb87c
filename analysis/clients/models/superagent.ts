/**
 * superagent: superagent 10.4, lib/node/index.js. It reads the bodies of its responses by itself, also with `buffer(false)`.
 */
import type { AgentTakerModel, BuilderModel } from './client-model.ts';

export const SUPERAGENT = {
  client: 'superagent',
  module: 'superagent',
  functions: [],
  agentSlots: [],
  setters: [],
  sends: [],
  givers: ['agent'],
  streams: ['.pipe(', '.buffer(', '.parse('],
} as const satisfies AgentTakerModel;

/** superagent 10.4, lib/node/response.js and lib/response-base.js. */
export const SUPERAGENT_REQUESTS: BuilderModel = {
  client: 'superagent',
  module: 'superagent',
  functions: ['', 'del', 'delete', 'get', 'options', 'patch', 'post', 'put'],
  callback: 'end',
  changesBody: ['buffer', 'parse', 'pipe', 'responseType', 'use'],
  response: {
    members: {
      body: 'parsed',
      text: 'text',
      req: 'all',
      request: 'all',
      res: 'all',
      accepted: 'nothing',
      badRequest: 'nothing',
      charset: 'nothing',
      clientError: 'nothing',
      created: 'nothing',
      forbidden: 'nothing',
      header: 'nothing',
      headers: 'nothing',
      info: 'nothing',
      links: 'nothing',
      noContent: 'nothing',
      notAcceptable: 'nothing',
      notFound: 'nothing',
      ok: 'nothing',
      redirect: 'nothing',
      redirects: 'nothing',
      serverError: 'nothing',
      status: 'nothing',
      statusCode: 'nothing',
      statusType: 'nothing',
      type: 'nothing',
      unauthorized: 'nothing',
      unprocessableEntity: 'nothing',
    },
    types: ['Response'],
    reads: {},
    keeps: {
      what: 'the parsed body in `body`, and the body as it was received, in `text` and behind `request`',
      instead: 'the values that it needs, or `body`, and drop `.body` where it is read',
      insteadOfPromise:
        'the promise of its body, `.then(({ body }) => body)`, and drop `.body` where it is read',
    },
    error: {
      what: 'the parsed body in `response.body`, and the body as it was received, in `response.text`',
      response: 'response',
      others: [],
      // Measured: it stays also where `response` is set to `null`.
      emptiedBy: [],
      needed: '`message`, `code` and `status`',
    },
    replacedBy: [],
  },
};
