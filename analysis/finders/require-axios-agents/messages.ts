/**
 * What can be wrong with a site's agents, and how that is said.
 */
import type { Message } from '../../findings/message.ts';
import type { AgentName } from '../../clients/agent-state.ts';

export type AxiosAgentsMessageId =
  | 'missingAgents'
  | 'missingAgent'
  | 'emptyAgent'
  | 'unsetDefaults'
  | 'unverifiable'
  | 'methodAsValue';

/** The text of each message; `{{…}}` stands for its data. */
export const axiosAgentsMessages: Readonly<Record<AxiosAgentsMessageId, Message>> = {
  missingAgents: {
    problem: 'This {{subject}} has no explicit `httpAgent` or `httpsAgent`. It uses {{used}}.',
    advice:
      'Pass both: shared agents that have `maxSockets` and a `timeout` for idle sockets{{orDefaults}}.',
  },
  missingAgent: {
    problem:
      'This {{subject}} has no explicit `{{agent}}`. For `{{protocol}}:` URLs it uses {{used}}.',
    advice:
      'Pass a shared agent that has `maxSockets` and a `timeout` for idle sockets{{orDefaults}}.',
  },
  emptyAgent: {
    problem: 'This {{subject}} sets `{{agent}}` to {{value}}. It uses {{used}}.',
    advice: 'Set it to a shared agent that has `maxSockets` and a `timeout` for idle sockets.',
  },
  unsetDefaults: {
    problem:
      'This {{subject}} takes `{{agent}}` from `axios.defaults`, but no file of this package assigns {{defaults}}. It uses {{used}}.',
    advice:
      'Pass shared agents that have `maxSockets` and a `timeout` for idle sockets, or assign these defaults before the first request.',
  },
  unverifiable: {
    problem: 'Cannot tell whether this call has agents: its {{what}} is not visible here.',
    advice:
      'Pass `httpAgent` and `httpsAgent` in this call, as in `{ httpAgent, httpsAgent, ...config }`, where agents of `config` win; if its arguments are spread, add them to the config in that list.',
  },
  methodAsValue: {
    problem:
      '`{{method}}` is passed as a value, so no agents can be given to its requests here. Without agents they use {{used}}.',
    advice: 'Pass a function that calls it with `httpAgent` and `httpsAgent`.',
  },
};

/** What a request without agents uses: test/facts/axios-agents.test.ts. */
export const GLOBAL_AGENTS =
  'Node’s global agents, whose number of sockets is unlimited by default';

/**
 * What it uses where the package sets `axios.defaults`: test/leaks/pairs.test.ts.
 * @param where the assignment
 * @param isInstance whether what uses it copies it as it is created
 */
export const defaultsOr = (where: string, isInstance: boolean): string =>
  `\`axios.defaults\` (set in ${where}) only if that line ran before${isInstance ? ' the instance was created' : ''}; otherwise it uses ${GLOBAL_AGENTS}`;

/** What a request on axios itself may be given besides, where the package sets `axios.defaults`. */
export const OR_DEFAULTS =
  ', or that of `axios.defaults`, whose limits `require-bounded-agent` judges where it is created';

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
