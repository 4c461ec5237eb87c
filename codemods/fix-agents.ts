import { axiosAgentsMessages } from '../analysis/axios-agents-messages.ts';
import { inspectAxiosAgents } from '../analysis/find-axios-agents.ts';
import { createTransform, type Codemod } from './create-codemod.ts';

export const fixAgents: Codemod = {
  name: 'fix-agents',
  rule: 'leakproof/require-axios-agents',
  description: 'name shared, bounded agents at every axios request and instance that has none',
  messages: axiosAgentsMessages,
  inspect: (source, project, { agents = 'auto', unverifiable }) =>
    inspectAxiosAgents(source, project, { agents, unverifiable: unverifiable === true }),
};

export default createTransform(fixAgents);
