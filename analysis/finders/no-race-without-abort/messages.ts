/**
 * What `no-race-without-abort` reports, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type RaceWithoutAbortMessageId = 'notAborted' | 'timerLeft';

/** What each finding says; `{{…}}` stands for its data. */
export const raceWithoutAbortMessages: Readonly<Record<RaceWithoutAbortMessageId, Message>> = {
  notAborted: {
    problem:
      'When the timer wins the race, the request in line {{line}} goes on, and keeps its socket for as long as the server is silent.',
    advice:
      'Give the request a `timeout` in place of the race, or a `signal` that the timer aborts.',
  },
  timerLeft: {
    problem:
      'When the request wins the race, the timer in line {{line}} goes on, and keeps the response in memory until it fires.',
    advice:
      'Clear the timer in a `finally` block, or give the request a `timeout` in place of the race.',
  },
};
