/**
 * What Node makes of the options that bound an agent: what analysis/agents/agent-option-values.ts, analysis/agents/agent-changes.ts and the page
 * of require-bounded-agent rest on.
 */
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

/** More than Node keeps idle by default. */
const BURST = 300;

const servers: http.Server[] = [];
let agent: http.Agent;

beforeAll(async () => {
  for (let index = 0; index < 2; index++) {
    const server = http.createServer((_, response) => setTimeout(() => response.end('x'), 20));
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  }
});

afterEach(() => {
  agent.destroy();
});

afterAll(() => {
  for (const server of servers) server.close();
});

function get(server = servers[0]!): Promise<void> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    http
      .get({ host: '127.0.0.1', port, agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject);
  });
}

const turn = () => new Promise(setImmediate);
const idle = () => Object.values(agent.freeSockets).flat().length;

async function idleAfterBurst(): Promise<number> {
  await Promise.all(Array.from({ length: BURST }, () => get()));
  await turn();
  return idle();
}

const kept = (options: object) => new http.Agent({ keepAlive: true, ...options });

describe('what an option of the constructor comes to', () => {
  it.each([0, Number.NaN, null, undefined])(
    '%s is the default: no limit, 256 idle sockets',
    (value) => {
      agent = new http.Agent({ maxSockets: value, maxFreeSockets: value } as http.AgentOptions);
      expect([agent.maxSockets, agent.maxFreeSockets]).toEqual([Infinity, 256]);
    },
  );

  it.each<[string, object, number]>([
    ['nothing', {}, 256],
    ['maxSockets: 5', { maxSockets: 5 }, 5],
    ['maxSockets: 50', { maxSockets: 50 }, 50],
    ["maxSockets: '5'", { maxSockets: '5' }, 5],
    ['maxTotalSockets: 25', { maxTotalSockets: 25 }, 25],
    ['maxTotalSockets: 25, maxSockets: 5', { maxTotalSockets: 25, maxSockets: 5 }, 5],
    ['maxSockets: 0', { maxSockets: 0 }, 256],
    ['maxFreeSockets: 0', { maxFreeSockets: 0 }, 256],
    ['maxFreeSockets: -1', { maxFreeSockets: -1 }, 0],
    ['maxFreeSockets: 3', { maxFreeSockets: 3 }, 3],
    ['maxFreeSockets: Infinity', { maxFreeSockets: Infinity }, BURST],
  ])('%s leaves as many idle sockets of a burst of 300', async (_, options, left) => {
    agent = kept(options);
    expect(await idleAfterBurst()).toBe(left);
  });

  it.each([0, Number.NaN, null])('a `timeout` of %s is none', async (timeout) => {
    agent = kept({ timeout });
    await get();
    await turn();
    expect(Object.values(agent.freeSockets).flat()[0]!.timeout).toBe(0);
  });

  it('a `timeout` closes idle sockets', async () => {
    agent = kept({ timeout: 30 });
    await get();
    await turn();
    await once(Object.values(agent.freeSockets).flat()[0]!, 'close');
    expect(idle()).toBe(0);
  });

  it.each([
    [Infinity, 'ERR_OUT_OF_RANGE'],
    ['5000', 'ERR_INVALID_ARG_TYPE'],
  ])('a `timeout` of %j fails each request', (timeout, code) => {
    agent = kept({ timeout });
    expect(() => http.get({ agent })).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('a negative `maxSockets` sends no request', async () => {
    agent = kept({ maxSockets: -1 });
    void get();
    await turn();
    expect(Object.values(agent.requests).flat()).toHaveLength(1);
  });

  it('idle sockets of one host count for `maxTotalSockets`, so that another host waits for their end', async () => {
    agent = kept({ maxTotalSockets: 5 });
    expect(await idleAfterBurst()).toBe(5);
    const other = get(servers[1]);
    await turn();
    expect(Object.values(agent.requests).flat()).toHaveLength(1);
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
    await other;
  });
});

describe('what is set after the constructor', () => {
  it.each<[string, object, (made: http.Agent) => void, number]>([
    ['keepAlive', {}, (made) => ((made as { keepAlive?: boolean }).keepAlive = true), 256],
    [
      'keepAlive of the options: not read',
      {},
      (made) => ((made as { options?: http.AgentOptions }).options!.keepAlive = true),
      0,
    ],
    [
      'keepAlive: false',
      { keepAlive: true },
      (made) => ((made as { keepAlive?: boolean }).keepAlive = false),
      0,
    ],
    ['maxSockets', { keepAlive: true }, (made) => (made.maxSockets = 5), 5],
    [
      'maxSockets of the options: not read',
      { keepAlive: true },
      (made) => ((made as { options?: http.AgentOptions }).options!.maxSockets = 5),
      256,
    ],
    ['maxFreeSockets', { keepAlive: true }, (made) => (made.maxFreeSockets = 3), 3],
    [
      'a maxFreeSockets of 0, which is a 0',
      { keepAlive: true },
      (made) => (made.maxFreeSockets = 0),
      0,
    ],
    ['maxTotalSockets', { keepAlive: true }, (made) => (made.maxTotalSockets = 5), 5],
  ])('%s', async (_, options, change, left) => {
    agent = new http.Agent(options);
    change(agent);
    expect(await idleAfterBurst()).toBe(left);
  });

  it.each<[string, (made: http.Agent) => void, number]>([
    [
      'timeout of the options',
      (made) => ((made as { options?: http.AgentOptions }).options!.timeout = 5_000),
      5_000,
    ],
    [
      'timeout of the agent: not read',
      (made) => ((made as { timeout?: number }).timeout = 5_000),
      0,
    ],
  ])('%s', async (_, change, timeout) => {
    agent = kept({});
    change(agent);
    await get();
    await turn();
    expect(Object.values(agent.freeSockets).flat()[0]!.timeout).toBe(timeout);
  });
});

it('`https.Agent(options)` makes an agent without `new`', () => {
  agent = (https.Agent as unknown as (options: https.AgentOptions) => https.Agent)({
    maxSockets: 3,
  });
  expect([agent instanceof https.Agent, agent.maxSockets]).toEqual([true, 3]);
});
