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
  description: 'make agents once, at module level, that are made for each request',
  finds: 'an agent that is made anew for each request',
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
