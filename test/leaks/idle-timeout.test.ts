/**
 * How often a request meets a connection that its peer is closing, by the idle timeout of its agent, and how many
 * connections that timeout costs: what the default of `--idle-timeout` rests on.
 *
 * The line to the peer takes 50 ms in each direction, so what is sent within 100 ms of the close comes too late. A request
 * is sent every 20 ms from 200 ms before the close until 200 ms after it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_AGENT_NUMBERS } from '../../analysis/agents/agent-numbers.ts';
import { record } from './record.ts';

const PEERS = fileURLToPath(new URL('closing-peers.js', import.meta.url));
const ASKING = fileURLToPath(new URL('asking-again.js', import.meta.url));

interface Peer {
  /** When it closes an idle connection. */
  readonly seconds: number;
  /** Whether it says so, by `Keep-Alive: timeout=N`. */
  readonly hasHint: boolean;
  readonly url: string;
}

/** In seconds; the others are named. */
type IdleTimeout = number | 'global agent' | 'none' | 'no keep-alive';

interface Series {
  readonly url: string;
  readonly timeout: IdleTimeout;
  /** Milliseconds from the peer’s close to a second request, below 0 for one before it. */
  readonly offset?: number;
  /** Milliseconds before each further request. */
  readonly pauses: readonly number[];
}

const isFull = inject('leaks').extent === 'all';
const DEFAULT = DEFAULT_AGENT_NUMBERS.timeout / 1_000;
const TIMEOUTS: readonly IdleTimeout[] = isFull
  ? ['no keep-alive', 'global agent', 1, 4, 5, 15, 30, 60, 'none']
  : ['no keep-alive', 'global agent', DEFAULT, 'none'];
/** Seconds. Node's global agent: lib/_http_agent.js. */
const GLOBAL_TIMEOUT = 5;
const OFFSETS = Array.from({ length: 21 }, (_, index) => (index - 10) * 20);

/** Seconds between two requests of a client that is seldom asked, and how long it is. */
const PACES = [1, 3, 10, 20];
const MINUTE = 60;

let peers: readonly Peer[];
let stop = (): void => undefined;

beforeAll(async () => {
  const child = fork(PEERS, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  stop = () => {
    child.disconnect();
  };
  const [all] = (await once(child, 'message')) as [Peer[]];
  peers = isFull ? all : all.filter(({ seconds }) => seconds === 2);
});

afterAll(() => {
  stop();
});

/**
 * What came of each request but the first: `reused` or `new`, of the connection by which it was answered, or the code of its
 * error; `late` where the machine was.
 */
async function askAgain(series: readonly Series[]): Promise<string[][]> {
  const child = fork(ASKING, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(series);
  const [outcomes] = (await once(child, 'message')) as [string[][]];
  return outcomes;
}

/** How long an agent keeps an idle connection to a peer, in seconds. */
function keeps(timeout: IdleTimeout, { seconds, hasHint }: Peer): number {
  if (timeout === 'no keep-alive') return 0;
  // A timeout that is not there cannot be shortened: Node asks `hint < timeout`, where none is 0.
  if (timeout === 'none') return Infinity;
  const own = timeout === 'global agent' ? GLOBAL_TIMEOUT : timeout;
  return hasHint ? Math.min(own, seconds - 1) : own;
}

describe.concurrent('connections that the peer closes', { timeout: 180_000 }, () => {
  it('fail a request where the agent keeps them for longer than the peer', async () => {
    // Side by side: what makes the machine late makes all of them late.
    const asked = OFFSETS.flatMap((offset) =>
      peers.flatMap((peer) =>
        TIMEOUTS.map((timeout) => ({ peer, timeout, url: peer.url, offset, pauses: [] })),
      ),
    );
    const outcomes = await askAgain(asked);
    const outcomesOf = (of: Peer, by: IdleTimeout) =>
      asked
        .flatMap(({ peer, timeout }, index) =>
          peer === of && timeout === by ? outcomes[index]! : [],
        )
        .filter((outcome) => outcome !== 'late');
    const resets = (of: Peer, by: IdleTimeout) =>
      outcomesOf(of, by).filter((outcome) => outcome === 'ECONNRESET').length;
    for (const timeout of TIMEOUTS) {
      // Where both keep it for as long, who is first is not to be told.
      const [sooner, later] = [
        peers.filter((peer) => keeps(timeout, peer) < peer.seconds),
        peers.filter((peer) => keeps(timeout, peer) > peer.seconds),
      ];
      expect(
        sooner.map((peer) => resets(peer, timeout)),
        `idle timeout ${timeout}`,
      ).toEqual(sooner.map(() => 0));
      if (later.some((peer) => outcomesOf(peer, timeout).length > OFFSETS.length / 2))
        expect(
          Math.max(...later.map((peer) => resets(peer, timeout))),
          `idle timeout ${timeout}`,
        ).toBeGreaterThan(0);
    }
    record(
      'idle-timeout',
      peers.map((peer) => ({
        'closes after, s': peer.seconds,
        hint: peer.hasHint,
        ...Object.fromEntries(
          TIMEOUTS.map((timeout) => [
            `ECONNRESET, ${timeout}`,
            `${resets(peer, timeout)} of ${outcomesOf(peer, timeout).length}`,
          ]),
        ),
      })),
    );
  });

  it.runIf(isFull)(
    'cost a client that is seldom asked a new one for each pause that is longer than the idle timeout',
    async () => {
      const { url } = peers.find(({ seconds, hasHint }) => seconds === 65 && !hasHint)!;
      const asked = PACES.flatMap((pace) =>
        TIMEOUTS.map((timeout) => ({
          pace,
          timeout,
          url,
          pauses: Array.from({ length: MINUTE / pace - 1 }, () => pace * 1_000),
        })),
      );
      const outcomes = await askAgain(asked);
      const opened = (index: number) =>
        1 + outcomes[index]!.filter((outcome) => outcome === 'new').length;
      for (const [index, { pace, timeout, pauses }] of asked.entries()) {
        if (pace !== timeout)
          expect(opened(index), `every ${pace} s, idle timeout ${timeout}`).toBe(
            keeps(timeout, { seconds: 65, hasHint: false, url }) > pace ? 1 : 1 + pauses.length,
          );
      }
      record(
        'idle-timeout-connections',
        PACES.map((pace) => ({
          'a request every, s': pace,
          ...Object.fromEntries(
            asked.flatMap((series, index) =>
              series.pace === pace
                ? [[`connections a minute, ${series.timeout}`, opened(index)]]
                : [],
            ),
          ),
        })),
      );
    },
  );
});
