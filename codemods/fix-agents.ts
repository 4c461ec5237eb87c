import { axiosAgentsMessages } from '../analysis/axios-agents-messages.ts';
import { mayHoldClients } from '../analysis/axios-clients.ts';
import { inspectAxiosAgents } from '../analysis/find-axios-agents.ts';
import { createTransform, type Codemod } from './create-codemod.ts';

export const fixAgents: Codemod = {
  name: 'fix-agents',
  rule: 'require-axios-agents',
  description: 'name shared, bounded agents at every axios request and instance that has none',
  messages: axiosAgentsMessages,
  concerns: mayHoldClients,
  inspect: (source, project, { agents = 'auto', unverifiable }) =>
    inspectAxiosAgents(source, project, { agents, unverifiable: unverifiable === true }),
};

export default createTransform(fixAgents);
