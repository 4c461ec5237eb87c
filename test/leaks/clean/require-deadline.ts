/**
 * What `require-deadline` does not report, and what does no harm.
 */
import { setDeadlines } from '../../../codemods/set-deadlines.ts';
import type { RuleClean } from '../leak-pair.ts';
import { AXIOS } from '../texts.ts';

export const requireDeadlineClean: RuleClean = {
  codemod: setDeadlines,
  programs: [
    {
      name: 'a signal that times out',
      load: 'requests',
      body: 'hang',
      code: `${AXIOS}export const call = (url) => axios.get(url, { signal: AbortSignal.timeout(20) }).catch(() => undefined);\n`,
    },
  ],
};
