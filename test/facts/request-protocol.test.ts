/**
 * Which of the two agents axios asks for: what analysis/clients/request-protocol.ts rests on.
 */
import axios from 'axios';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SERVER_CERTIFICATE } from '../leaks/server.ts';

const pem = readFileSync(SERVER_CERTIFICATE, 'utf8');
const plain = http.createServer((_, response) => response.end('plain'));
/** As a proxy it makes no tunnel. */
plain.on('connect', (_, socket) => {
  asked.push('tunnel');
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
/** Answers, or sends to `http:`. */
const secure = https.createServer({ key: pem, cert: pem }, (request, response) => {
  if (request.url === '/away') response.writeHead(302, { location: urlOf('http', plain) });
  response.end('secure');
});

const urlOf = (protocol: string, server: http.Server | https.Server) =>
  `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/`;

beforeAll(async () => {
  for (const server of [plain, secure]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
});

afterAll(() => {
  plain.close();
  secure.close();
});

let asked: string[];
let httpAgent: http.Agent;
let httpsAgent: https.Agent;

/** An agent that notes who asks for a socket. */
function noting<Agent extends http.Agent>(agent: Agent, name: string): Agent {
  const own = agent as Agent & { addRequest: (...args: unknown[]) => void };
  const addRequest = own.addRequest.bind(agent);
  own.addRequest = (...args) => {
    asked.push(name);
    addRequest(...args);
  };
  return agent;
}

beforeEach(() => {
  asked = [];
  httpAgent = noting(new http.Agent(), 'httpAgent');
  httpsAgent = noting(new https.Agent({ rejectUnauthorized: false }), 'httpsAgent');
});

afterEach(() => {
  httpAgent.destroy();
  httpsAgent.destroy();
});

const through = { host: '127.0.0.1', protocol: 'http' };

describe('a request to `https:`', () => {
  it('asks for `httpsAgent` alone', async () => {
    await axios.get(urlOf('https', secure), { httpAgent, httpsAgent });
    expect(asked).toEqual(['httpsAgent']);
  });

  it('asks for `httpAgent` after a redirect to `http:`', async () => {
    const { data } = await axios.get<string>(`${urlOf('https', secure)}away`, {
      httpAgent,
      httpsAgent,
    });
    expect([data, asked]).toEqual(['plain', ['httpsAgent', 'httpAgent']]);
  });

  it('follows no redirect with `maxRedirects: 0`', async () => {
    await axios.get(`${urlOf('https', secure)}away`, {
      httpAgent,
      httpsAgent,
      maxRedirects: 0,
      validateStatus: () => true,
    });
    expect(asked).toEqual(['httpsAgent']);
  });

  it('asks for neither behind a proxy: axios has an agent of its own, which makes a tunnel', async () => {
    const { port } = plain.address() as AddressInfo;
    await expect(
      axios.get('https://service.test/', { httpAgent, httpsAgent, proxy: { ...through, port } }),
    ).rejects.toThrow('502');
    expect(asked).toEqual(['tunnel']);
  });

  it.each(['axios-1.15.1', 'axios-1.6.8'])(
    'asks for `httpAgent` behind a proxy with %s',
    async (name) => {
      const { default: older } = (await import(name)) as { default: typeof axios };
      const { port } = plain.address() as AddressInfo;
      const { data } = await older.get<string>('https://service.test/', {
        httpAgent,
        httpsAgent,
        proxy: { ...through, port },
      });
      expect([data, asked]).toEqual(['plain', ['httpAgent']]);
    },
  );
});
