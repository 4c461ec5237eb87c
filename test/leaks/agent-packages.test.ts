/**
 * What the packages that make agents do with their sockets on their own, and what bounds them: the table of
 * docs/rules/require-bounded-agent.md.
 */
import { describe, expect, it, vi } from 'vitest';
import { run } from './run-program.ts';
import { useServer } from './server.ts';
import { AXIOS } from './texts.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

const CALLS = 30;
/** Milliseconds: longer than `TIMEOUT`, and than the 4 seconds after which agentkeepalive closes an idle socket. */
const REST = 5_000;
const TIMEOUT = 500;

interface Package {
  readonly name: string;
  readonly imported: string;
  readonly make: (options: string) => string;
  /** How many of the 30 sockets are left: without options, with `keepAlive: true`, and with a `timeout` and a rest beyond it. */
  readonly left: readonly [plain: number, alive: number, rested: number];
  /** How many it opens at once, five if left out with `maxSockets: 5`: Node counts a socket when it is connected, and hpagent connects later. */
  readonly open?: number;
}

const PROXY = 'new URL(process.argv[3]).origin';

const packages: readonly Package[] = [
  { name: 'http.Agent', imported: `import http from 'node:http';`, make: (options) => `new http.Agent({ ${options} })`, left: [0, CALLS, 0] },
  { name: 'agentkeepalive', imported: `import Agent from 'agentkeepalive';`, make: (options) => `new Agent({ ${options} })`, left: [CALLS, CALLS, 0] },
  { name: 'hpagent', imported: `import { HttpProxyAgent } from 'hpagent';`, make: (options) => `new HttpProxyAgent({ proxy: ${PROXY}, ${options} })`, left: [0, CALLS, 0], open: CALLS },
  { name: 'http-proxy-agent', imported: `import { HttpProxyAgent } from 'http-proxy-agent';`, make: (options) => `new HttpProxyAgent(${PROXY}, { ${options} })`, left: [0, CALLS, 0] },
  { name: 'https-proxy-agent', imported: `import { HttpsProxyAgent } from 'https-proxy-agent';`, make: (options) => `new HttpsProxyAgent(${PROXY}, { ${options} })`, left: [0, CALLS, CALLS] },
  {
    name: 'tunnel',
    imported: `import tunnel from 'tunnel';`,
    make: (options) => `tunnel.httpOverHttp({ proxy: { host: '127.0.0.1', port: Number(new URL(process.argv[3]).port) }, ${options} })`,
    left: [0, 0, 0],
  },
];

describe('a burst of 30 requests', () => {
  const urlOf = useServer();
  const burst = ({ name, imported, make }: Package, options: string, idleTime: number) =>
    run(
      {
        name,
        code: `${AXIOS}${imported}\nconst httpAgent = ${make(options)};\nexport const call = (url) => axios.get(url, { httpAgent, proxy: false });\n`,
        load: { burst: CALLS, idleTime },
        body: 'small',
      },
      urlOf,
    );

  it.concurrent.each(packages)('$name leaves as many sockets as the table says', async (agent) => {
    const [plain, alive, rested] = agent.left;
    expect(await burst(agent, '', 0), 'without options').toMatchObject({ 'sockets left': plain });
    expect(await burst(agent, 'keepAlive: true', 0), 'with keepAlive').toMatchObject({ 'sockets left': alive });
    expect(await burst(agent, `keepAlive: true, timeout: ${TIMEOUT}`, REST), 'with a timeout').toMatchObject({ 'sockets left': rested });
  });

  it.concurrent.each(packages)('$name is bounded by what it must be given', async (agent) => {
    const figures = await burst(agent, 'keepAlive: true, maxSockets: 5, maxFreeSockets: 2', 0);
    expect(figures).toMatchObject({ 'sockets open at once': agent.open ?? 5, 'sockets left': expect.toSatisfy((left: number) => left <= 2) as number });
  });
});
