/**
 * What can be wrong with a site's agents, and how that is said.
 */
import type { AgentName } from './agent-state.ts';

export type AxiosAgentsMessageId = 'missingAgents' | 'missingAgent' | 'emptyAgent' | 'unsetDefaults' | 'unverifiable' | 'methodAsValue';

/** What each finding says; `{{…}}` stands for its data. */
export const axiosAgentsMessages: Readonly<Record<AxiosAgentsMessageId, string>> = {
  missingAgents:
    'This {{subject}} names no `httpAgent` and `httpsAgent`: {{consequence}}.',
  missingAgent: 'This {{subject}} names no `{{agent}}`: over that protocol nothing of its own bounds the number of its sockets.',
  emptyAgent: '`{{agent}}` is {{value}} here, so this {{subject}} has no agent that bounds its sockets.',
  unsetDefaults: 'Nothing in this package sets `axios.defaults` for `{{agent}}`, so this {{subject}} has an agent in form only.',
  unverifiable: 'Whether this call has agents cannot be seen here: its {{what}} comes from elsewhere.',
  methodAsValue: '`{{method}}` is passed as a value: its requests have no agents, and no place to name them.',
};

/** What `missingAgents` comes to. */
export const LEFT_TO_THE_PROCESS = 'nothing of its own bounds the number of its sockets, and which agent it uses is left to the process';

/**
 * What `missingAgents` comes to on axios itself, whose calls take its defaults: test/leaks/pairs.test.ts.
 * @param where the assignment
 */
export const leftToDefaults = (where: string): string => `it has those of \`axios.defaults\` if ${where}, which sets them, has run by then, and else the process’s own`;

/** What is wrong with one site. */
export interface AgentFault {
  readonly messageId: AxiosAgentsMessageId;
  readonly data: Readonly<Record<string, string>>;
  /** The agents that the config names with a value that is none. */
  readonly replaced?: readonly AgentName[];
  /** The agents to give, if not both: what is given elsewhere is not to be overridden. */
  readonly lacking?: readonly AgentName[];
  /** The part of the call that comes from elsewhere. */
  readonly unseen?: 'client' | 'config' | 'adapter';
}

export function unverifiable(unseen: 'client' | 'config' | 'adapter'): AgentFault {
  return { messageId: 'unverifiable', data: { what: unseen }, unseen };
}
