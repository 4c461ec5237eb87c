/**
 * What `no-race-without-abort` reports, and how that is said.
 */
export type RaceWithoutAbortMessageId = 'notAborted' | 'timerLeft';

/** What each finding says; `{{…}}` stands for its data. */
export const raceWithoutAbortMessages: Readonly<Record<RaceWithoutAbortMessageId, string>> = {
  notAborted:
    'When the timer wins, the request in line {{line}} goes on: it keeps its socket for as long as the server is silent. Give it a `timeout`, or a `signal` that the timer aborts.',
  timerLeft:
    'When the request wins, the timer in line {{line}} goes on, and keeps the response until it fires. Clear it in a `finally`, or give the request a `timeout` instead.',
};
