// Written by `npm run generate`, from the files in this folder. Do not edit.
import type { LeakproofRule } from './adapter/create-rule.ts';
import { noPerCallAgent } from './no-per-call-agent.ts';
import { noRetainedResponse } from './no-retained-response.ts';
import { noUnboundedModuleMap } from './no-unbounded-module-map.ts';
import { requireAxiosAgents } from './require-axios-agents.ts';
import { requireBoundedAgent } from './require-bounded-agent.ts';

export type RuleName =
  | 'no-per-call-agent'
  | 'no-retained-response'
  | 'no-unbounded-module-map'
  | 'require-axios-agents'
  | 'require-bounded-agent';

/** @internal */
export const rules: Readonly<Record<RuleName, LeakproofRule>> = {
  'no-per-call-agent': noPerCallAgent,
  'no-retained-response': noRetainedResponse,
  'no-unbounded-module-map': noUnboundedModuleMap,
  'require-axios-agents': requireAxiosAgents,
  'require-bounded-agent': requireBoundedAgent,
};
