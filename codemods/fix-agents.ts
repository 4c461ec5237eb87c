import { mayHoldClients } from '../analysis/clients/prefilters.ts';
import type { AgentForm } from '../analysis/finders/require-axios-agents/agent-choice.ts';
import { inspectAxiosAgents } from '../analysis/finders/require-axios-agents/finder.ts';
import { axiosAgentsMessages } from '../analysis/finders/require-axios-agents/messages.ts';
import { AGENT_FLAGS } from './adapter/agent-flags.ts';
import type { Codemod } from './adapter/codemod.ts';
import { createTransform } from './adapter/transform.ts';

/** @internal */
export const fixAgents: Codemod = {
  name: 'fix-agents',
  rule: 'require-axios-agents',
  order: 10,
  isPolicy: true,
  description: 'give axios requests and instances explicit, shared, bounded agents',
  finds: 'an axios request or instance without explicit, shared, bounded agents',
  kinds: ['request', 'client'],
  messages: axiosAgentsMessages,
  concerns: mayHoldClients,
  flags: [
    {
      option: 'agents',
      flags: '--agents <form>',
      description:
        'where agents come from: `axios.defaults`, a module, or what the package has (default: "auto")',
      choices: ['auto', 'defaults', 'module'],
    },
    ...AGENT_FLAGS,
  ],
  inspect: (source, project, { agents, unverifiable }) =>
    inspectAxiosAgents(source, project, {
      agents: (agents ?? 'auto') as AgentForm,
      unverifiable: unverifiable === true,
    }),
};

export default createTransform(fixAgents);
