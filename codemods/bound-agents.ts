import { mayMakeAgents } from '../analysis/agents/agent-constructors.ts';
import {
  inspectUnboundedAgents,
  type BoundedAgentOptions,
} from '../analysis/finders/require-bounded-agent/finder.ts';
import { boundedAgentMessages } from '../analysis/finders/require-bounded-agent/messages.ts';
import { AGENT_FLAGS } from './adapter/agent-flags.ts';
import type { Codemod } from './adapter/codemod.ts';
import { createTransform } from './adapter/transform.ts';

/** @internal */
export const boundAgents: Codemod = {
  name: 'bound-agents',
  rule: 'require-bounded-agent',
  order: 30,
  description: 'limit the sockets of agents that axios requests use',
  finds: 'an agent without a limit for its sockets',
  kinds: ['agent'],
  messages: boundedAgentMessages,
  concerns: mayMakeAgents,
  flags: [
    {
      option: 'sockets',
      flags: '--sockets <which>',
      description:
        'which sockets need a limit: those of agents that keep them open, or any (default: "kept")',
      choices: ['kept', 'any'],
    },
    ...AGENT_FLAGS,
  ],
  inspect: (source, project, { sockets, unverifiable }) =>
    inspectUnboundedAgents(source, project, {
      sockets: (sockets ?? 'kept') as BoundedAgentOptions['sockets'],
      unverifiable: unverifiable === true,
    }),
};

export default createTransform(boundAgents);
