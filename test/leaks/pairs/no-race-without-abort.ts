/**
 * A race ends with its winner, and its loser goes on: a request with its socket, or a timer with what the race was told.
 */
import { inspectRacesWithoutAbort } from '../../../analysis/finders/no-race-without-abort/finder.ts';
import type { RaceWithoutAbortMessageId } from '../../../analysis/finders/no-race-without-abort/messages.ts';
import type { RulePairs } from '../leak-pair.ts';
import { alsoOverHttps } from '../over-https.ts';
import { ruleAlone } from '../rule-alone.ts';
import { AXIOS } from '../texts.ts';

const late = (ms: number) =>
  `new Promise((_, reject) => {\n    timer = setTimeout(() => reject(new Error('late')), ${ms});\n  })`;
const SENT = `const { data } = await Promise.race([axios.get(url, { timeout: 5000 }), late]);`;

export const noRaceWithoutAbortPairs: RulePairs<RaceWithoutAbortMessageId> = {
  codemod: ruleAlone('no-race-without-abort', inspectRacesWithoutAbort),
  pairs: alsoOverHttps({
    notAborted: [
      {
        name: 'a silent server',
        metric: 'sockets',
        load: 'requests',
        body: 'hang',
        options: { minTimer: 1000, unverifiable: false },
        code: `${AXIOS}export async function call(url) {\n  let timer;\n  const late = ${late(20)};\n  await Promise.race([axios.get(url), late]).catch(() => undefined);\n  clearTimeout(timer);\n}\n`,
        byHand: {
          refusal: 'there is no codemod for this rule',
          cure: `${AXIOS}export async function call(url) {\n  await axios.get(url, { timeout: 20 }).catch(() => undefined);\n}\n`,
        },
      },
    ],
    timerLeft: [
      {
        name: 'a timer that is not cleared',
        metric: 'heap',
        load: 'requests',
        options: { minTimer: 1000, unverifiable: false },
        code: `${AXIOS}export async function call(url) {\n  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 60_000));\n  ${SENT}\n  return data.id;\n}\n`,
        byHand: {
          refusal: 'there is no codemod for this rule',
          cure: `${AXIOS}export async function call(url) {\n  let timer;\n  const late = ${late(60_000)};\n  try {\n    ${SENT}\n    return data.id;\n  } finally {\n    clearTimeout(timer);\n  }\n}\n`,
        },
      },
    ],
  }),
};
