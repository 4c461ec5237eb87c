import { mayMakeAgents } from '../analysis/agent-constructors.ts';
import { boundedAgentMessages } from '../analysis/bounded-agent-messages.ts';
import { inspectUnboundedAgents } from '../analysis/find-unbounded-agents.ts';
import { AGENT_FLAGS } from './agent-flags.ts';
import { createTransform, type Codemod } from './create-codemod.ts';

/** @internal */
export const boundAgents: Codemod = {
  name: 'bound-agents',
  rule: 'require-bounded-agent',
  description: 'bound the sockets of the agents that axios is given',
  finds: 'an agent whose sockets nothing bounds',
  kinds: ['agent'],
  messages: boundedAgentMessages,
  concerns: mayMakeAgents,
  flags: AGENT_FLAGS,
  inspect: (source, project, { unverifiable }) => inspectUnboundedAgents(source, project, { unverifiable: unverifiable === true }),
};

export default createTransform(boundAgents);
