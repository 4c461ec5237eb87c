/**
 * A request to a server that stays silent waits indefinitely and keeps its socket, unless a deadline ends it. What axios takes
 * for one: test/facts/axios-deadlines.test.ts.
 */
import type { DeadlineMessageId } from '../../../analysis/finders/require-deadline/messages.ts';
import { setDeadlines } from '../../../codemods/set-deadlines.ts';
import type { RulePairs } from '../leak-pair.ts';
import { alsoOverHttps } from '../over-https.ts';
import { AXIOS } from '../texts.ts';

/** Nobody waits for the answer, as there may be none. */
const calling = (request: string) =>
  `export async function call(url) {\n  ${request}.catch(() => undefined);\n  await new Promise((resolve) => setTimeout(resolve, 25));\n}\n`;

export const requireDeadlinePairs: RulePairs<DeadlineMessageId> = {
  codemod: setDeadlines,
  pairs: alsoOverHttps({
    missingDeadline: [
      {
        name: 'a silent server',
        metric: 'sockets',
        load: 'requests',
        body: 'hang',
        config: 'strict',
        options: { timeout: 20 },
        code: `${AXIOS}${calling('axios.get(url)')}`,
      },
      {
        name: 'a silent server, by an instance',
        metric: 'sockets',
        load: 'requests',
        body: 'hang',
        config: 'strict',
        options: { timeout: 20 },
        code: `${AXIOS}const client = axios.create();\n${calling('client.get(url)')}`,
      },
    ],
    emptyTimeout: [
      {
        name: 'a timeout of 0',
        metric: 'sockets',
        load: 'requests',
        body: 'hang',
        config: 'strict',
        code: `${AXIOS}${calling('axios.get(url, { timeout: 0 })')}`,
        byHand: {
          refusal: 'may be intended',
          cure: `${AXIOS}${calling('axios.get(url, { timeout: 20 })')}`,
        },
      },
    ],
  }),
};
