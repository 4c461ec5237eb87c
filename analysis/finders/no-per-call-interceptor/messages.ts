/**
 * What `no-per-call-interceptor` reports, and how that is said.
 */
export type PerCallInterceptorMessageId = 'perCall' | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const perCallInterceptorMessages: Readonly<Record<PerCallInterceptorMessageId, string>> = {
  perCall:
    '`{{callee}}` adds an interceptor to a client that outlives the call each time {{by}} runs, and nothing ejects it: the client keeps each of them with what it closes over, and every later request runs all. Add it once, where the client is made.',
  undecided:
    '`{{callee}}` adds an interceptor to a client that may outlive the call, and cannot tell how often it runs: that is up to {{by}}. Add it once, where the client is made.',
};
