// Written by `npm run generate`, from the files in this folder. Do not edit.
import type { LeakproofRule } from './adapter/create-rule.ts';
import { noLeakedAbortListener } from './no-leaked-abort-listener.ts';
import { noPerCallAgent } from './no-per-call-agent.ts';
import { noPerCallInterceptor } from './no-per-call-interceptor.ts';
import { noRaceWithoutAbort } from './no-race-without-abort.ts';
import { noRetainedResponse } from './no-retained-response.ts';
import { noUnboundedCollection } from './no-unbounded-collection.ts';
import { noUnreadResponse } from './no-unread-response.ts';
import { requireAxiosAgents } from './require-axios-agents.ts';
import { requireBoundedAgent } from './require-bounded-agent.ts';
import { requireDeadline } from './require-deadline.ts';

export type RuleName =
  | 'no-leaked-abort-listener'
  | 'no-per-call-agent'
  | 'no-per-call-interceptor'
  | 'no-race-without-abort'
  | 'no-retained-response'
  | 'no-unbounded-collection'
  | 'no-unread-response'
  | 'require-axios-agents'
  | 'require-bounded-agent'
  | 'require-deadline';

/** @internal */
export const rules: Readonly<Record<RuleName, LeakproofRule>> = {
  'no-leaked-abort-listener': noLeakedAbortListener,
  'no-per-call-agent': noPerCallAgent,
  'no-per-call-interceptor': noPerCallInterceptor,
  'no-race-without-abort': noRaceWithoutAbort,
  'no-retained-response': noRetainedResponse,
  'no-unbounded-collection': noUnboundedCollection,
  'no-unread-response': noUnreadResponse,
  'require-axios-agents': requireAxiosAgents,
  'require-bounded-agent': requireBoundedAgent,
  'require-deadline': requireDeadline,
};
