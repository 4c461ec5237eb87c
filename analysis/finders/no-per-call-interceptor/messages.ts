/**
 * What `no-per-call-interceptor` reports, and how that is said.
 */
import type { Message } from '../../findings/message.ts';

export type PerCallInterceptorMessageId = 'perCall' | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const perCallInterceptorMessages: Readonly<Record<PerCallInterceptorMessageId, Message>> = {
  perCall: {
    problem:
      '`{{callee}}` adds an interceptor each time {{by}} runs, to a client that outlives the call, and nothing ejects it. The client keeps all of them in memory, with all that they refer to, and runs each of them for every request.',
    advice: 'Add the interceptor once, where the client is created.',
  },
  undecided: {
    problem:
      '`{{callee}}` adds an interceptor to a client that may outlive the call. Cannot tell how often it does: that depends on {{by}}.',
    advice: 'Add the interceptor once, where the client is created.',
  },
};
