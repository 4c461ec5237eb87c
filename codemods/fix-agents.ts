import { axiosAgentsMessages } from '../analysis/axios-agents-messages.ts';
import { mayHoldClients } from '../analysis/axios-clients.ts';
import { inspectAxiosAgents } from '../analysis/find-axios-agents.ts';
import type { AgentForm } from '../analysis/agent-source.ts';
import { AGENT_FLAGS } from './agent-flags.ts';
import { createTransform, type Codemod } from './create-codemod.ts';

/** @internal */
export const fixAgents: Codemod = {
  name: 'fix-agents',
  rule: 'require-axios-agents',
  description: 'name shared, bounded agents at every axios request and instance that has none',
  finds: 'an axios request or instance without explicit, shared, bounded agents',
  kinds: ['request', 'client'],
  messages: axiosAgentsMessages,
  concerns: mayHoldClients,
  flags: [{ option: 'agents', flags: '--agents <form>', description: 'where agents come from', choices: ['auto', 'defaults', 'module'] }, ...AGENT_FLAGS],
  inspect: (source, project, { agents, unverifiable }) =>
    inspectAxiosAgents(source, project, { agents: (agents ?? 'auto') as AgentForm, unverifiable: unverifiable === true }),
};

export default createTransform(fixAgents);
