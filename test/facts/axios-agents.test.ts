/**
 * What the messages and pages of require-axios-agents claim of axios and Node, shown with the axios that is installed.
 */
import axios, { type AxiosInstance } from 'axios';
import { wrapper } from 'axios-cookiejar-support';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { CookieJar } from 'tough-cookie';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';

/** More than an agent of ours allows, few enough for any machine. */
const BURST = 200;

let server: http.Server;
let url: string;
let openSockets = 0;
let mostSockets = 0;
/** The server answers when so many requests wait: a burst is under way at once however slow the machine is. */
let batch = 1;
const waiting: (() => void)[] = [];

beforeAll(async () => {
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url === '/slow') setTimeout(() => response.end('late'), 100);
      else waiting.push(() => response.end(body));
      if (waiting.length >= batch) for (const answer of waiting.splice(0)) answer();
    });
  });
  server.on('connection', (socket) => {
    openSockets++;
    mostSockets = Math.max(mostSockets, openSockets);
    socket.on('close', () => openSockets--);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

beforeEach(() => {
  mostSockets = openSockets;
  batch = 1;
});

const madeAgents: http.Agent[] = [];

function agent(options: http.AgentOptions = AGENT_BOUNDS): http.Agent {
  const made = new http.Agent(options);
  madeAgents.push(made);
  return made;
}

afterEach(async () => {
  for (const made of madeAgents.splice(0)) made.destroy();
  http.globalAgent.destroy();
  delete axios.defaults.httpAgent;
  while (openSockets > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Which of the agents a request went through: the one that holds its socket now. */
async function usedBy(
  request: Promise<unknown>,
  candidates: Readonly<Record<string, http.Agent>>,
): Promise<string[]> {
  await request;
  // A socket is handed back to its agent on the next turn.
  await new Promise((resolve) => setTimeout(resolve, 10));
  return Object.entries(candidates)
    .filter(([, candidate]) => Object.keys(candidate.freeSockets).length > 0)
    .map(([name]) => name);
}

const burst = (client: AxiosInstance, config: object = {}) =>
  Promise.all(Array.from({ length: BURST }, () => client.get(url, config)));

describe('the number of sockets', () => {
  it('nothing bounds it without an agent: a burst opens one each', async () => {
    batch = BURST;
    await burst(axios.create());
    expect(mostSockets).toBe(BURST);
  });

  it('an agent such as the codemod writes bounds it, and what stays open when idle', async () => {
    const httpAgent = agent();
    batch = AGENT_BOUNDS.maxSockets;
    await burst(axios.create(), { httpAgent });
    expect(mostSockets).toBe(AGENT_BOUNDS.maxSockets);
    await vi.waitFor(() => {
      expect(Object.values(httpAgent.freeSockets).flat()).toHaveLength(AGENT_BOUNDS.maxFreeSockets);
    });
  });

  it('the idle timeout does not cut a slow response', async () => {
    const httpAgent = agent({ ...AGENT_BOUNDS, timeout: 20 });
    await expect(axios.get(`${url}slow`, { httpAgent })).resolves.toMatchObject({ data: 'late' });
  });
});

describe('which agent a request uses', () => {
  it('the defaults never reach an instance that was made before they were set', async () => {
    const before = axios.create();
    const defaults = agent();
    axios.defaults.httpAgent = defaults;
    const after = axios.create();
    expect(await usedBy(before.get(url), { defaults })).toEqual([]);
    expect(await usedBy(after.get(url), { defaults })).toEqual(['defaults']);
    expect(await usedBy(axios.get(url), { defaults })).toEqual(['defaults']);
  });

  it('what a call names overrides its instance, whence no call gets agents whose instance has them', async () => {
    const [own, called] = [agent(), agent()];
    expect(
      await usedBy(axios.create({ httpAgent: own }).get(url, { httpAgent: called }), {
        own,
        called,
      }),
    ).toEqual(['called']);
  });

  it('undefined leaves what is below, null wins over it', async () => {
    const own = agent();
    const client = axios.create({ httpAgent: own });
    expect(await usedBy(client.get(url, { httpAgent: null }), { own })).toEqual([]);
    expect(await usedBy(client.get(url, { httpAgent: undefined }), { own })).toEqual(['own']);
  });

  it('a child instance has its parent’s config, not its interceptors', async () => {
    const [own, intercepted] = [agent(), agent()];
    const parent = axios.create({ httpAgent: own });
    parent.interceptors.request.use((config) => Object.assign(config, { httpAgent: intercepted }));
    const child = parent.create();
    expect(await usedBy(child.get(url), { own, intercepted })).toEqual(['own']);
    own.destroy();
    expect(await usedBy(parent.get(url), { intercepted })).toEqual(['intercepted']);
  });

  it('without one it is the agent of the process, whose trust an agent of the call does not have', async () => {
    const [key, cert] = ['key', 'cert'].map((name) =>
      readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url)),
    ) as [Buffer, Buffer];
    const secure = https
      .createServer({ key, cert }, (_, response) => response.end('trusted'))
      .listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const secureUrl = `https://localhost:${(secure.address() as AddressInfo).port}/`;
    https.globalAgent.options.ca = cert;
    await expect(axios.get(secureUrl)).resolves.toMatchObject({ data: 'trusted' });
    await expect(
      axios.get(secureUrl, { httpsAgent: new https.Agent(AGENT_BOUNDS) }),
    ).rejects.toThrow('self-signed certificate');
    delete https.globalAgent.options.ca;
    https.globalAgent.destroy();
    secure.close();
  });

  it('a config in the place of the data is sent as the body', async () => {
    const { data } = await axios.post<object>(url, { timeout: 5, httpAgent: 'a name' });
    expect(data).toEqual({ timeout: 5, httpAgent: 'a name' });
  });
});

it('axios-cookiejar-support throws on an agent that is not its own', async () => {
  const client = wrapper(axios.create({ jar: new CookieJar() }));
  await expect(client.get(url, { httpAgent: agent() })).rejects.toThrow(
    'does not support for use with other http(s).Agent',
  );
});
