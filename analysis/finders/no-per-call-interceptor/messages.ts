/**
 * What `no-per-call-interceptor` reports, and how that is said.
 */
export type PerCallInterceptorMessageId = 'perCall' | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const perCallInterceptorMessages: Readonly<Record<PerCallInterceptorMessageId, string>> = {
  perCall:
    '`{{callee}}` adds an interceptor each time {{by}} runs, to a client that outlives the call, and nothing ejects it. The client keeps all of them in memory, with all that they refer to, and runs each of them for every request. Add the interceptor once, where the client is created.',
  undecided:
    '`{{callee}}` adds an interceptor to a client that may outlive the call. Cannot tell how often it does: that depends on {{by}}. Add the interceptor once, where the client is created.',
};
