/**
 * The flags that set the numbers of the agents that are written, in the place of `settings.leakproof.agents`.
 */
import { agentNumber, type AgentSettingName } from '../../analysis/agents/agent-numbers.ts';
import type { CodemodFlag } from './codemod.ts';

const flag = (option: AgentSettingName, flags: string, description: string): CodemodFlag => ({
  option,
  flags,
  description,
  parse: (text) => agentNumber(option, text),
});

export const AGENT_FLAGS: readonly CodemodFlag[] = [
  flag(
    'maxSockets',
    '--max-sockets <n>',
    'how many sockets a host an agent that is written opens at most; Infinity for any number',
  ),
  flag('maxFreeSockets', '--max-free-sockets <n>', 'how many idle sockets a host it keeps'),
  flag('idleTimeout', '--idle-timeout <ms>', 'how long an idle socket stays open, in milliseconds'),
];
