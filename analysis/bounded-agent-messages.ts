/**
 * What can be wrong with an agent's bounds, and how that is said.
 */
export type BoundedAgentMessageId = 'unboundedIdle' | 'unboundedSockets' | 'undecided';

/** What each finding says; `{{…}}` stands for its data. */
export const boundedAgentMessages: Readonly<Record<BoundedAgentMessageId, string>> = {
  unboundedIdle:
    'This agent keeps its sockets open without {{missing}}: up to 256 a host stay idle for as long as the server leaves them, and axios 1.15.1 to 1.21.1 holds the last response of each.',
  unboundedSockets: 'This agent opens as many sockets at once as there are requests: `maxSockets` is not set.',
  undecided: 'Whether {{missing}} of this agent is set cannot be seen here: its options come from elsewhere.',
};
