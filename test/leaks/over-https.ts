/**
 * Pairs over HTTPS: whoever has one over HTTP has the same over HTTPS.
 */
import type { LeakPair, RulePairs } from './leak-pair.ts';

type Pairs<MessageId extends string> = RulePairs<MessageId>['pairs'];

/** The pairs, and the first of each message over HTTPS as well, where none is. */
export function alsoOverHttps<MessageId extends string>(pairs: Pairs<MessageId>): Pairs<MessageId> {
  return Object.fromEntries(
    Object.entries<Pairs<MessageId>[MessageId]>(pairs).map(([messageId, ofMessage]) => [
      messageId,
      ofMessage.some(({ protocol }) => protocol === 'https')
        ? ofMessage
        : [...ofMessage, overHttps(ofMessage[0])],
    ]),
  ) as unknown as Pairs<MessageId>;
}

const overHttps = (pair: LeakPair): LeakPair => ({
  ...pair,
  name: `${pair.name}, over HTTPS`,
  protocol: 'https',
  // A connection over TLS that stays open has 25 to 31 KB of the heap.
  ...(pair.body === 'hang'
    ? { limits: { heap: { clean: 40_000, leak: 50_000 }, ...pair.limits } }
    : {}),
  // A TLS handshake takes its time.
  ...(typeof pair.load === 'object' ? { load: { burst: 300 } } : {}),
});
