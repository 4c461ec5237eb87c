/**
 * What `no-per-call-interceptor` does not report, and what does no harm.
 */
import { inspectPerCallInterceptors } from '../../../analysis/finders/no-per-call-interceptor/finder.ts';
import type { RuleClean } from '../leak-pair.ts';
import { ruleAlone } from '../rule-alone.ts';
import { AXIOS } from '../texts.ts';

const USE = `interceptors.request.use((config) => config)`;

export const noPerCallInterceptorClean: RuleClean = {
  codemod: ruleAlone('no-per-call-interceptor', inspectPerCallInterceptors),
  programs: [
    {
      name: 'an interceptor that is ejected',
      load: 'requests',
      code: `${AXIOS}export async function call(url) {\n  const id = axios.${USE};\n  try {\n    return (await axios.get(url)).status;\n  } finally {\n    axios.interceptors.request.eject(id);\n  }\n}\n`,
    },
    {
      name: 'an interceptor of a client that is made for the call',
      load: 'requests',
      code: `${AXIOS}export async function call(url) {\n  const client = axios.create();\n  client.${USE};\n  return (await client.get(url)).status;\n}\n`,
    },
  ],
};
