/**
 * What the packages that make agents do with their sockets on their own, and what bounds them: the table of
 * docs/rules/require-bounded-agent.md.
 */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { record } from './record.ts';
import { run, type UrlOf } from './run-program.ts';
import { useServer } from './server.ts';
import { AXIOS } from './texts.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

const CALLS = 30;
/** Milliseconds: longer than `TIMEOUT`, and than the 4 seconds after which agentkeepalive closes an idle socket. */
const REST = 5_000;
const TIMEOUT = 2_000;

interface Package {
  readonly name: string;
  readonly imported: string;
  readonly make: (options: string) => string;
  /** How many of the 30 sockets are left: without options, with `keepAlive: true`, and with a `timeout` and a rest beyond it. */
  readonly left: readonly [plain: number, alive: number, rested: number];
  /** How many it opens at once, five if left out with `maxSockets: 5`: Node counts a socket when it is connected, and hpagent connects later. */
  readonly open?: number;
  /** The options that bound it, `maxSockets: 5, maxFreeSockets: 2` if left out; with a timeout, after a rest. */
  readonly bounds?: string;
}

/** The measuring process has the URL of the server, which is a proxy as well, as its third argument. */
const PROXY = 'new URL(process.argv[3]).origin';
const PROXY_OPTIONS = `protocol: 'http:', host: '127.0.0.1', port: Number(new URL(process.argv[3]).port)`;
const SOCKS_PORT = `new URL(process.argv[3]).searchParams.get('socks')`;

const packages: readonly Package[] = [
  {
    name: 'http.Agent',
    imported: `import http from 'node:http';`,
    make: (options) => `new http.Agent({ ${options} })`,
    left: [0, CALLS, 0],
  },
  {
    name: 'agentkeepalive',
    imported: `import Agent from 'agentkeepalive';`,
    make: (options) => `new Agent({ ${options} })`,
    left: [CALLS, CALLS, 0],
  },
  {
    name: 'hpagent',
    imported: `import { HttpProxyAgent } from 'hpagent';`,
    make: (options) => `new HttpProxyAgent({ proxy: ${PROXY}, ${options} })`,
    left: [0, CALLS, 0],
    open: CALLS,
  },
  {
    name: 'http-proxy-agent',
    imported: `import { HttpProxyAgent } from 'http-proxy-agent';`,
    make: (options) => `new HttpProxyAgent(${PROXY}, { ${options} })`,
    left: [0, CALLS, 0],
  },
  {
    name: 'https-proxy-agent',
    imported: `import { HttpsProxyAgent } from 'https-proxy-agent';`,
    make: (options) => `new HttpsProxyAgent(${PROXY}, { ${options} })`,
    left: [0, CALLS, CALLS],
  },
  {
    name: 'socks-proxy-agent',
    imported: `import { SocksProxyAgent } from 'socks-proxy-agent';`,
    make: (options) => `new SocksProxyAgent('socks5://127.0.0.1:' + ${SOCKS_PORT}, { ${options} })`,
    left: [0, CALLS, 0],
  },
  {
    name: 'proxy-agent',
    imported: `import { ProxyAgent } from 'proxy-agent';`,
    make: (options) => `new ProxyAgent({ getProxyForUrl: () => ${PROXY}, ${options} })`,
    left: [0, CALLS, 0],
    open: CALLS,
    bounds: `timeout: ${TIMEOUT}`,
  },
  {
    name: 'http-proxy-agent 5',
    imported: `import HttpProxyAgent from 'http-proxy-agent-5';`,
    make: (options) => `new HttpProxyAgent({ ${PROXY_OPTIONS}, ${options} })`,
    left: [0, 0, 0],
    open: CALLS,
  },
  {
    name: 'https-proxy-agent 5',
    imported: `import HttpsProxyAgent from 'https-proxy-agent-5';`,
    make: (options) => `new HttpsProxyAgent({ ${PROXY_OPTIONS}, ${options} })`,
    left: [0, 0, 0],
    open: CALLS,
  },
  {
    name: 'socks-proxy-agent 7',
    imported: `import { SocksProxyAgent } from 'socks-proxy-agent-7';`,
    make: (options) =>
      `new SocksProxyAgent({ hostname: '127.0.0.1', port: ${SOCKS_PORT}, ${options} })`,
    left: [0, 0, 0],
    open: CALLS,
  },
  ...['tunnel', 'tunnel-agent'].map((name): Package => ({
    name,
    imported: `import tunnel from '${name}';`,
    make: (options) => `tunnel.httpOverHttp({ proxy: { ${PROXY_OPTIONS} }, ${options} })`,
    left: [0, 0, 0],
  })),
];

describe('a burst of 30 requests', () => {
  const urlOf = useServer();
  const rows: object[] = [];
  const withSocks: UrlOf = (body) => `${urlOf(body)}?socks=${new URL(urlOf(body, 'socks')).port}`;
  const burst = (
    { name, imported, make }: Package,
    options: string,
    idleTime: number,
    timeout = 0,
  ) =>
    run(
      {
        name,
        code: `${AXIOS}${imported}\nconst httpAgent = ${make(options)};\nexport const call = (url) => axios.get(url, { httpAgent, proxy: false, timeout: ${timeout} });\n`,
        load: { burst: CALLS, idleTime },
        body: 'small',
      },
      withSocks,
    );

  it.concurrent.each(packages.map((agent, index) => ({ ...agent, index })))(
    '$name leaves as many sockets as the table says',
    async ({ index, ...agent }) => {
      const left = [
        await burst(agent, '', 0),
        await burst(agent, 'keepAlive: true', 0),
        await burst(agent, `keepAlive: true, timeout: ${TIMEOUT}`, REST),
      ].map((figures) => figures['sockets left']);
      expect(left, 'without options, with keepAlive, with a timeout').toEqual(agent.left);
      const { bounds = 'maxSockets: 5, maxFreeSockets: 2' } = agent;
      const bounded = await burst(
        agent,
        `keepAlive: true, ${bounds}`,
        bounds.includes('timeout') ? REST : 0,
      );
      expect(bounded, 'with bounds').toMatchObject({
        'sockets open at once': agent.open ?? 5,
        'sockets left': expect.toSatisfy((few: number) => few <= 2) as number,
      });
      rows[index] = {
        agent: agent.name,
        'sockets left, no options': left[0],
        'sockets left, keepAlive': left[1],
        'sockets left, timeout': left[2],
        bounds,
        'sockets open at once, bounded': bounded['sockets open at once'],
        'sockets left, bounded': bounded['sockets left'],
      };
    },
  );

  it('proxy-agent never sends the requests beyond maxSockets', async () => {
    const agent = packages.find(({ name }) => name === 'proxy-agent')!;
    // Node ends with 13 where a promise is awaited that nothing will settle: axios counts its timeout from the socket on.
    await expect(burst(agent, 'keepAlive: true, maxSockets: 5', 0, 1_000)).rejects.toThrow(
      'the process ended with 13',
    );
    await expect(burst(agent, 'keepAlive: true', 0, 60_000)).resolves.toMatchObject({
      'sockets left': CALLS,
    });
  });

  afterAll(() => {
    record('agent-packages', rows);
  });
});
