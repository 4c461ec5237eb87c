import {
  findRacesWithoutAbort,
  type RaceWithoutAbortOptions,
} from '../analysis/finders/no-race-without-abort/finder.ts';
import {
  raceWithoutAbortMessages,
  type RaceWithoutAbortMessageId,
} from '../analysis/finders/no-race-without-abort/messages.ts';
import { createRule } from './adapter/create-rule.ts';

export type Options = RaceWithoutAbortOptions;
export type MessageIds = RaceWithoutAbortMessageId;

export const noRaceWithoutAbort = createRule<Options, MessageIds>({
  name: 'no-race-without-abort',
  description: 'disallow racing an axios request with a timer without ending the loser',
  messages: raceWithoutAbortMessages,
  properties: {
    minTimer: {
      type: 'number',
      minimum: 0,
      description: 'How long a timer that is left runs at least to be reported, in milliseconds.',
    },
    unverifiable: {
      type: 'boolean',
      description: 'Also report races of requests whose config is not visible.',
    },
  },
  defaultOptions: { minTimer: 1000, unverifiable: false },
  isRecommended: true,
  strictOptions: { minTimer: 0, unverifiable: true },
  find: findRacesWithoutAbort,
});
