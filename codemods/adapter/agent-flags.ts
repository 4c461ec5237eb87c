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
    'most sockets per host of an agent that is written, or Infinity (default: 50)',
  ),
  flag(
    'maxFreeSockets',
    '--max-free-sockets <n>',
    'most idle sockets per host that it keeps open (default: 10)',
  ),
  flag(
    'idleTimeout',
    '--idle-timeout <ms>',
    'how long an idle socket stays open, in milliseconds (default: 4000)',
  ),
];
