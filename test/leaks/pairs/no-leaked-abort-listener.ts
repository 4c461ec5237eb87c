/**
 * A signal keeps its listeners until it aborts, each with what it closes over.
 */
import { inspectLeakedAbortListeners } from '../../../analysis/finders/no-leaked-abort-listener/finder.ts';
import type { LeakedAbortListenerMessageId } from '../../../analysis/finders/no-leaked-abort-listener/messages.ts';
import type { RulePairs } from '../leak-pair.ts';
import { alsoOverHttps } from '../over-https.ts';
import { ruleAlone } from '../rule-alone.ts';
import { AXIOS } from '../texts.ts';

const HEAD = `${AXIOS}const shutdown = new AbortController();\nexport async function call(url) {\n  const { data } = await axios.get(url);\n`;

export const noLeakedAbortListenerPairs: RulePairs<LeakedAbortListenerMessageId> = {
  codemod: ruleAlone('no-leaked-abort-listener', inspectLeakedAbortListeners),
  pairs: alsoOverHttps({
    leaked: [
      {
        name: 'a listener that closes over a body',
        metric: 'heap',
        load: 'requests',
        code: `${HEAD}  shutdown.signal.addEventListener('abort', () => console.log(data.id), { once: true });\n}\n`,
        byHand: {
          refusal: 'there is no codemod for this rule',
          cure: `${HEAD}  const stop = () => console.log(data.id);\n  shutdown.signal.addEventListener('abort', stop, { once: true });\n  shutdown.signal.removeEventListener('abort', stop);\n}\n`,
        },
      },
    ],
  }),
};
