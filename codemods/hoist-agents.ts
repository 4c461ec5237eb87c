import { mayMakeAgents } from '../analysis/agents/agent-constructors.ts';
import { inspectPerCallAgents } from '../analysis/finders/no-per-call-agent/finder.ts';
import { perCallAgentMessages } from '../analysis/finders/no-per-call-agent/messages.ts';
import type { Codemod } from './adapter/codemod.ts';
import { createTransform } from './adapter/transform.ts';

/** @internal */
export const hoistAgents: Codemod = {
  name: 'hoist-agents',
  rule: 'no-per-call-agent',
  order: 20,
  description: 'create an agent once, in module scope, instead of for each request',
  finds: 'an agent that is created for each request',
  kinds: ['agent'],
  messages: perCallAgentMessages,
  concerns: mayMakeAgents,
  flags: [],
  inspect: (source, project, { unverifiable, waste }) =>
    inspectPerCallAgents(source, project, {
      unverifiable: unverifiable === true,
      waste: waste === true,
    }),
};

export default createTransform(hoistAgents);
