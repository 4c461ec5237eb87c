/**
 * Every call of `released-calls.cjs`, as it is and with each of its answers spoilt in each of several ways.
 */
import { createRequire } from 'node:module';
import type { Answer, Answers } from './released-server.ts';

interface Call {
  /** Module and export: `gun.getRecord`, `gunSyncService.GunSyncService.syncAll`. */
  readonly of: string;
  readonly when?: string;
  readonly fails?: true;
  readonly answers: readonly Answer[];
}

export interface Run {
  readonly name: string;
  readonly of: string;
  /** The index of the call. */
  readonly call: number;
  readonly answers: Answers;
  /** What is wrong with an answer; undefined if nothing is. */
  readonly fault: string | undefined;
  readonly fails: boolean;
}

const calls = createRequire(import.meta.url)('./released-calls.cjs') as readonly Call[];

export const runs: readonly Run[] = calls.flatMap(({ of, when, fails = false, answers }, call) => {
  const name = when === undefined ? of : `${of}, ${when}`;
  const spoilt = answers.flatMap((answer, index) =>
    faultsOf(answer).map(([fault, reply]): Run => {
      const replies = answers.map((other, place) => (place === index ? reply : other));
      return {
        name: `${name}; answer ${index}: ${fault}`,
        of,
        call,
        answers: replies,
        fault,
        fails,
      };
    }),
  );
  return [{ name, of, call, answers, fault: undefined, fails }, ...spoilt];
});

function faultsOf(answer: Answer): [string, Answer | undefined][] {
  const json = (body: string): Answer => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const entries = objectEntries(answer);
  return [
    ['the connection is closed', undefined],
    ['status 500', { ...answer, status: 500 }],
    ['status 404', { ...answer, status: 404 }],
    ['status 204, no body', { status: 204, headers: {}, body: '' }],
    ['no body', { ...answer, body: '' }],
    ['null', json('null')],
    ['no JSON', json('<p>down</p>')],
    ['nothing in it', json('{}')],
    ...entries.map(([key]): [string, Answer] => [
      `no \`${key}\``,
      json(JSON.stringify(Object.fromEntries(entries.filter(([other]) => other !== key)))),
    ]),
  ];
}

function objectEntries({ headers, body }: Answer): [string, unknown][] {
  if (headers['content-type'] !== 'application/json') return [];
  const value = JSON.parse(body.toString()) as object;
  return Array.isArray(value) ? [] : Object.entries(value);
}
