import { mayMakeAgents } from '../analysis/agent-constructors.ts';
import { boundedAgentMessages } from '../analysis/bounded-agent-messages.ts';
import { DEFAULT_BOUNDED_AGENT_OPTIONS, inspectUnboundedAgents, type BoundedAgentOptions } from '../analysis/find-unbounded-agents.ts';
import { createTransform, wholeNumber, type Codemod } from './create-codemod.ts';
import type { TransformOptions } from './transform.ts';

/** @internal */
export const boundAgents: Codemod = {
  name: 'bound-agents',
  rule: 'require-bounded-agent',
  description: 'bound the sockets of the agents that axios is given',
  finds: 'an agent whose sockets nothing bounds',
  kinds: ['agent'],
  messages: boundedAgentMessages,
  concerns: mayMakeAgents,
  flags: [
    { option: 'maxSockets', flags: '--max-sockets <n>', description: 'how many sockets a host a bounded agent opens at most', parse: (text) => wholeNumber(text, 1) },
    { option: 'maxFreeSockets', flags: '--max-free-sockets <n>', description: 'how many idle sockets a host it keeps', parse: (text) => wholeNumber(text, 1) },
    { option: 'timeout', flags: '--timeout <ms>', description: 'how long an idle socket stays open, in milliseconds', parse: (text) => wholeNumber(text, 1) },
  ],
  inspect: (source, project, options) => inspectUnboundedAgents(source, project, boundedAgentOptions(options)),
};

function boundedAgentOptions({ unverifiable, maxSockets, maxFreeSockets, timeout }: TransformOptions): BoundedAgentOptions {
  const defaults = DEFAULT_BOUNDED_AGENT_OPTIONS;
  return {
    unverifiable: unverifiable === true,
    // jscodeshift parses what looks like a number.
    maxSockets: Number(maxSockets ?? defaults.maxSockets),
    maxFreeSockets: Number(maxFreeSockets ?? defaults.maxFreeSockets),
    timeout: Number(timeout ?? defaults.timeout),
  };
}

export default createTransform(boundAgents);
