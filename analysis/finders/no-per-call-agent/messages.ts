/**
 * What can be wrong with an agent that is made in a function, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type PerCallAgentMessageId = 'perCall' | 'wasted' | 'undecided';

/** The text of each message; `{{…}}` stands for its data. */
export const perCallAgentMessages: Readonly<Record<PerCallAgentMessageId, Message>> = {
  perCall: {
    problem:
      'This agent is created each time {{by}} runs{{forKey}}. Each agent opens sockets of its own, which later calls cannot reuse and which stay open until {{end}}.',
    advice: 'Create one agent in module scope, and pass it to all calls.',
  },
  wasted: {
    problem:
      'This agent is created each time {{by}} runs: {{why}}. Nothing leaks, but other calls cannot reuse its sockets, and its limits apply to one call only.',
    advice: 'Create one agent in module scope, and pass it to all calls.',
  },
  undecided: {
    problem:
      'Cannot tell {{doubt}}. If it is created for each call, each agent opens sockets of its own, which later calls cannot reuse and which may stay open.',
    advice:
      'If it is, create one agent in module scope, and pass it to all calls; if it is created only once, nothing needs to be done.',
  },
};
