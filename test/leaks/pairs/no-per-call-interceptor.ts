/**
 * A client keeps its interceptors until they are ejected, each with what it closes over (axios 1.21.1, lib/core/InterceptorManager.js).
 */
import { inspectPerCallInterceptors } from '../../../analysis/finders/no-per-call-interceptor/finder.ts';
import type { PerCallInterceptorMessageId } from '../../../analysis/finders/no-per-call-interceptor/messages.ts';
import type { RulePairs } from '../leak-pair.ts';
import { alsoOverHttps } from '../over-https.ts';
import { ruleAlone } from '../rule-alone.ts';
import { AXIOS, PACKAGE } from '../texts.ts';

const heap = { metric: 'heap', load: 'requests' } as const;
/** Closes over the body. */
const USE = `axios.interceptors.request.use((config) => {\n    config.headers.set('x-last', String(data.id));\n    return config;\n  });\n`;
const ONCE = `let last;\naxios.interceptors.request.use((config) => {\n  config.headers.set('x-last', String(last));\n  return config;\n});\n`;
const CURE = `${AXIOS}${ONCE}export async function call(url) {\n  const { data } = await axios.get(url);\n  last = data.id;\n}\n`;

export const noPerCallInterceptorPairs: RulePairs<PerCallInterceptorMessageId> = {
  codemod: ruleAlone('no-per-call-interceptor', inspectPerCallInterceptors),
  pairs: alsoOverHttps({
    perCall: [
      {
        name: 'on axios itself, with a body',
        code: `${AXIOS}export async function call(url) {\n  const { data } = await axios.get(url);\n  ${USE}}\n`,
        byHand: { refusal: 'there is no codemod for this rule', cure: CURE },
        ...heap,
      },
      {
        name: 'by axios-retry',
        code: `${AXIOS}import axiosRetry from 'axios-retry';\nexport async function call(url) {\n  const { data } = await axios.get(url);\n  axiosRetry(axios, { retries: 1, retryCondition: () => data.id === 0 });\n}\n`,
        byHand: {
          refusal: 'there is no codemod for this rule',
          cure: `${AXIOS}import axiosRetry from 'axios-retry';\naxiosRetry(axios, { retries: 1 });\nexport const call = (url) => axios.get(url);\n`,
        },
        ...heap,
      },
    ],
    undecided: [
      {
        name: 'by a function that other packages call',
        config: 'strict',
        file: 'lib/client.js',
        code: `${AXIOS}export function addLast(data) {\n  ${USE}}\n`,
        files: {
          'lib/package.json': PACKAGE,
          'call.js': `${AXIOS}import { addLast } from './lib/client.js';\nexport async function call(url) {\n  addLast((await axios.get(url)).data);\n}\n`,
        },
        harmless: {
          'call.js': `${AXIOS}import { addLast } from './lib/client.js';\naddLast({ id: 0 });\nexport const call = (url) => axios.get(url);\n`,
        },
        byHand: {
          refusal: 'there is no codemod for this rule',
          cure: `${AXIOS}${ONCE}export function addLast(data) {\n  last = data.id;\n}\n`,
        },
        ...heap,
      },
    ],
  }),
};
