/**
 * What `no-leaked-abort-listener` does not report, and what does no harm.
 */
import { inspectLeakedAbortListeners } from '../../../analysis/finders/no-leaked-abort-listener/finder.ts';
import type { RuleClean } from '../leak-pair.ts';
import { ruleAlone } from '../rule-alone.ts';
import { AXIOS } from '../texts.ts';

export const noLeakedAbortListenerClean: RuleClean = {
  codemod: ruleAlone('no-leaked-abort-listener', inspectLeakedAbortListeners),
  programs: [
    {
      name: 'a signal of the module that axios gets itself',
      load: 'requests',
      code: `${AXIOS}const shutdown = new AbortController();\nexport const call = async (url) => (await axios.get(url, { signal: shutdown.signal })).status;\n`,
    },
    {
      name: 'a signal of the call',
      load: 'requests',
      code: `${AXIOS}export async function call(url) {\n  const controller = new AbortController();\n  controller.signal.addEventListener('abort', () => console.log(url));\n  return (await axios.get(url, { signal: controller.signal })).status;\n}\n`,
    },
  ],
};
