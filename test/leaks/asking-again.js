/**
 * Asks peers again and again, each by an agent of its own and with pauses between, in a process of its own: it is sent the
 * series of requests, and sends back what came of each request after the first. By Node's own client: the agent decides.
 */
import http from 'node:http';
import { setTimeout as after } from 'node:timers/promises';

/** Milliseconds from one beginning to the next: what comes all at once is not answered in time. */
const APART = 20;

/** By idle timeout, in seconds. */
function agentOf(timeout) {
  if (timeout === 'global agent') return new http.Agent(http.globalAgent.options);
  if (timeout === 'no keep-alive') return new http.Agent({ keepAlive: false });
  return new http.Agent({
    keepAlive: true,
    ...(timeout === 'none' ? {} : { timeout: timeout * 1_000 }),
  });
}

/** Whether a moment was met but for some milliseconds. On a machine that is busy it is not, and shows nothing then. */
const isMet = (moment, tolerance) => Math.abs(Date.now() - moment) < tolerance;

async function askAgain({ url, timeout, pauses, offset }, index) {
  const httpAgent = agentOf(timeout);
  const ask = () =>
    new Promise((resolve, reject) => {
      const request = http.get(url, { agent: httpAgent }, async (response) =>
        resolve({
          ...JSON.parse(Buffer.concat(await response.toArray())),
          isReused: request.reusedSocket,
        }),
      );
      request.once('error', reject);
    });
  const outcomeOf = (asked) =>
    asked.then(
      ({ isReused }) => (isReused ? 'reused' : 'new'),
      ({ code }) => code,
    );
  await after(index * APART);
  const { answeredAt, closesAt } = await ask();
  const outcomes = [];
  if (offset !== undefined) {
    const isInTime = isMet(answeredAt, 500);
    await after(closesAt + offset - Date.now());
    outcomes.push(isInTime && isMet(closesAt + offset, 40) ? await outcomeOf(ask()) : 'late');
  }
  for (const pause of pauses) {
    await after(pause);
    outcomes.push(await outcomeOf(ask()));
  }
  httpAgent.destroy();
  return outcomes;
}

process.once('message', async (series) => {
  process.send(await Promise.all(series.map(askAgain)), () => process.disconnect());
});
