/**
 * What axios and the packages around it offer, by their own documentation.
 */

/** Methods of a client that send a request, with the positions of their arguments (axios 1.21.1, index.d.ts). */
const METHOD_ARGUMENTS = {
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
} as const satisfies Record<string, readonly ('url' | 'data' | 'config')[]>;

export type RequestMethod = keyof typeof METHOD_ARGUMENTS;

export function isRequestMethod(name: string): name is RequestMethod {
  return Object.hasOwn(METHOD_ARGUMENTS, name);
}

/** The index of the config among the arguments of a method. */
export function configPosition(method: RequestMethod): number {
  return METHOD_ARGUMENTS[method].length - 1;
}

/** Packages whose function returns the client it is given. `settings.leakproof.wrappers` extends the table. */
export const WRAPPER_MODULES: readonly string[] = [
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
];

/**
 * Packages that take over a client's transport, each with what that means. An agent given to such a client is
 * never used, or worse: axios-cookiejar-support 6 throws on a request that carries one.
 */
export const TAKES_OVER: Readonly<Record<string, string>> = {
  'axios-mock-adapter': 'axios-mock-adapter answers its requests',
  'axios-cookiejar-support': 'axios-cookiejar-support makes its agents and throws on others',
};

/** Functions that look at what was thrown, and keep nothing of it; the first tells whether it came of a request. */
export const ERROR_TESTS: readonly string[] = ['isAxiosError', 'isCancel'];

/** Packages whose function gives a client interceptors each time that it is called (axios-retry 4.5.0, dist/cjs/index.js). */
export const INTERCEPTING_MODULES: readonly string[] = ['axios-retry', 'axios-auth-refresh'];
