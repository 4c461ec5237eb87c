/**
 * axios: axios 1.21.1, index.d.ts, unless a comment says otherwise.
 */
import type { ClientModel } from './client-model.ts';

export const AXIOS = {
  client: 'axios',
  module: 'axios',
  namedExport: 'axios',
  methods: {
    request: ['config'],
    get: ['url', 'config'],
    delete: ['url', 'config'],
    head: ['url', 'config'],
    options: ['url', 'config'],
    post: ['url', 'data', 'config'],
    put: ['url', 'data', 'config'],
    patch: ['url', 'data', 'config'],
    query: ['url', 'data', 'config'],
    postForm: ['url', 'data', 'config'],
    putForm: ['url', 'data', 'config'],
    patchForm: ['url', 'data', 'config'],
  },
  creation: { method: 'create', class: 'Axios' },
  mergesConfigs: 'mergeConfig',
  types: { AxiosStatic: 'static', AxiosInstance: 'instance', Axios: 'instance' },
  configTypes: [
    'AxiosRequestConfig',
    'InternalAxiosRequestConfig',
    'RawAxiosRequestConfig',
    'AxiosXhrConfig',
    'InternalAxiosXhrConfig',
    'RawAxiosXhrConfig',
  ],
  agentSlots: ['httpAgent', 'httpsAgent'],
  body: {
    ofResponse: ['data'],
    ofError: ['response', 'data'],
    // A `Readable` has an end to be read even where the answer has no content.
    api: { stream: 'node', reads: 'nothing' },
  },
  response: {
    // index.d.ts, `AxiosResponse`
    members: {
      data: 'parsed',
      status: 'nothing',
      statusText: 'nothing',
      headers: 'nothing',
      config: 'nothing',
      request: 'all',
    },
    types: ['AxiosResponse'],
    reads: {},
    keeps: {
      what: 'the parsed body in `data`, and the body as it was received, in buffers behind `request`',
      isClearable: true,
      instead: 'the values that it needs, or `data`, and drop `.data` where it is read',
      insteadOfPromise:
        'the promise of its data, `.then(({ data }) => data)`, and drop `.data` where it is read',
    },
    error: {
      what: 'the parsed body in `response.data`, and the body as it was received, in buffers behind `request`',
      response: 'response',
      others: ['request'],
      emptiedBy: ['request', 'response'],
      needed: '`message`, `code` and `response?.status`',
    },
    replacedBy: ['interceptors.response'],
  },
  helpers: [
    'isAxiosError',
    'isCancel',
    'CancelToken',
    'Cancel',
    'CanceledError',
    'AxiosError',
    'AxiosHeaders',
    'HttpStatusCode',
    'all',
    'spread',
    'toFormData',
    'formToJSON',
    'mergeConfig',
    'getUri',
    'VERSION',
    'defaults',
    'interceptors',
  ],
  errorTests: ['isAxiosError', 'isCancel'],
  packages: {
    wrapping: [
      'axios-retry',
      'axios-cookiejar-support',
      'axios-cache-interceptor',
      'axios-cache-adapter',
      'axios-rate-limit',
      'axios-debug-log',
      'axios-better-stacktrace',
      'axios-auth-refresh',
      'axios-case-converter',
      'axios-logger',
      'axios-curlirize',
      'axios-oauth-client',
      'axios-concurrency',
      'axios-token-interceptor',
      'retry-axios',
    ],
    // axios-retry 4.5.0, dist/cjs/index.js
    intercepting: ['axios-retry', 'axios-auth-refresh'],
    takingErrors: [
      'axios-retry',
      'axios-auth-refresh',
      // An older answer in place of an error: `staleIfError`, `readOnError`.
      'axios-cache-interceptor',
      'axios-cache-adapter',
      'axios-oauth-client',
      'axios-token-interceptor',
      'retry-axios',
    ],
    takingOver: {
      'axios-mock-adapter': 'axios-mock-adapter answers its requests',
      // Version 6 throws on a request that carries an agent.
      'axios-cookiejar-support': 'axios-cookiejar-support makes its agents and throws on others',
    },
  },
} as const satisfies ClientModel;

export type RequestMethod = keyof typeof AXIOS.methods;

export function isRequestMethod(name: string): name is RequestMethod {
  return Object.hasOwn(AXIOS.methods, name);
}

/** The index of the config among the arguments of a method. */
export function configPosition(method: RequestMethod): number {
  return AXIOS.methods[method].length - 1;
}

/** The names of all methods, as alternatives of a regular expression. */
export const REQUEST_METHODS_PATTERN: string = Object.keys(AXIOS.methods).join('|');
