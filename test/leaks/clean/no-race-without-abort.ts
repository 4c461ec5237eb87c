/**
 * What `no-race-without-abort` does not report, and what does no harm.
 */
import { inspectRacesWithoutAbort } from '../../../analysis/finders/no-race-without-abort/finder.ts';
import type { RuleClean } from '../leak-pair.ts';
import { ruleAlone } from '../rule-alone.ts';
import { AXIOS } from '../texts.ts';

export const noRaceWithoutAbortClean: RuleClean = {
  codemod: ruleAlone('no-race-without-abort', inspectRacesWithoutAbort),
  programs: [
    {
      name: 'a timer that aborts the request',
      load: 'requests',
      body: 'hang',
      options: { minTimer: 1000, unverifiable: false },
      code: `${AXIOS}export const call = (url) =>\n  new Promise((resolve) => {\n    const controller = new AbortController();\n    const timer = setTimeout(() => {\n      controller.abort();\n      resolve();\n    }, 20);\n    axios.get(url, { signal: controller.signal }).then(resolve, resolve).finally(() => clearTimeout(timer));\n  });\n`,
    },
  ],
};
