/**
 * What the messages and pages of require-deadline claim of axios: which configs end a request to a server that does not answer.
 */
import axios, { type AxiosError, type AxiosRequestConfig } from 'axios';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const oldAxios = createRequire(import.meta.url)('axios-0.27.2') as typeof axios;

/** In milliseconds: the deadlines, and how long one waits for them. */
const DEADLINE = 100;
const PATIENCE = 600;

let server: http.Server;
let url: string;

beforeAll(async () => {
  server = http.createServer(({ url: path }, response) => {
    if (path === '/silent') return;
    response.writeHead(path === '/refused' ? 404 : 200, { 'content-type': 'text/plain' });
    response.write('x');
    if (path !== '/dripping') return;
    const drip = setInterval(() => response.write('x'), DEADLINE / 4);
    response.on('close', () => {
      clearInterval(drip);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The code of the error that ends a request, or `waits`. */
async function endOf(path: string, config: AxiosRequestConfig): Promise<string | undefined> {
  const request = axios.get(`${url}${path}`, { proxy: false, ...config }).then(
    () => 'answered',
    (error: unknown) => (axios.isAxiosError(error) ? error.code : String(error)),
  );
  return Promise.race([
    request,
    new Promise<string>((resolve) => {
      setTimeout(resolve, PATIENCE, 'waits');
    }),
  ]);
}

describe('a server that stays silent', () => {
  it.each<[string, () => AxiosRequestConfig, string]>([
    ['nothing', () => ({}), 'waits'],
    ['a timeout', () => ({ timeout: DEADLINE }), 'ECONNABORTED'],
    ['a text', () => ({ timeout: `${DEADLINE}` as unknown as number }), 'ECONNABORTED'],
    ['a timeout of 0', () => ({ timeout: 0 }), 'waits'],
    ['null', () => ({ timeout: null as unknown as number }), 'waits'],
    ['NaN', () => ({ timeout: Number.NaN }), 'waits'],
    ['a signal that times out', () => ({ signal: AbortSignal.timeout(DEADLINE) }), 'ERR_CANCELED'],
    ['a signal that nobody aborts', () => ({ signal: new AbortController().signal }), 'waits'],
    ['without redirects', () => ({ timeout: DEADLINE, maxRedirects: 0 }), 'ECONNABORTED'],
  ])('%s', async (_, config, end) => {
    expect(await endOf('/silent', config())).toBe(end);
  });

  it('undefined leaves what the instance has', async () => {
    const client = axios.create({ timeout: DEADLINE });
    await expect(
      client.get(`${url}/silent`, { proxy: false, timeout: undefined as unknown as number }),
    ).rejects.toMatchObject({ code: 'ECONNABORTED' });
  });
});

describe('a body', () => {
  it('that stands still is cut by a timeout', async () => {
    expect(await endOf('/still', { timeout: DEADLINE })).not.toBe('waits');
  });

  it('that drips is cut by a signal alone', async () => {
    expect(await endOf('/dripping', { timeout: DEADLINE })).toBe('waits');
    expect(await endOf('/dripping', { signal: AbortSignal.timeout(DEADLINE) })).toBe(
      'ERR_CANCELED',
    );
  });

  it('of a stream that stands still is cut by a timeout', async () => {
    const { data } = await axios.get<NodeJS.ReadableStream>(`${url}/still`, {
      proxy: false,
      responseType: 'stream',
      timeout: DEADLINE,
    });
    data.resume();
    await expect(once(data, 'end')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('an unread stream whose timeout is over', () => {
  it.each<[string, AxiosRequestConfig, boolean]>([
    ['is closed', {}, true],
    ['stays open where redirects are not followed', { maxRedirects: 0 }, false],
    ['stays open with a transport', { transport: http }, false],
  ])('%s', async (_, config, isClosed) => {
    for (const path of ['/still', '/refused']) {
      const { data } = await axios
        .get<Readable>(`${url}${path}`, {
          proxy: false,
          responseType: 'stream',
          timeout: DEADLINE,
          ...config,
        })
        .catch((error: unknown) => (error as AxiosError<Readable>).response!);
      data.on('error', () => undefined);
      await new Promise((resolve) => {
        setTimeout(resolve, PATIENCE);
      });
      expect(data.destroyed).toBe(isClosed);
      data.destroy();
    }
  });

  it('is closed by axios before 1.0 without redirects, too', async () => {
    const { data } = await oldAxios.get<Readable>(`${url}/still`, {
      proxy: false,
      responseType: 'stream',
      timeout: DEADLINE,
      maxRedirects: 0,
    });
    data.on('error', () => undefined);
    await new Promise((resolve) => {
      setTimeout(resolve, PATIENCE);
    });
    expect(data.destroyed).toBe(true);
  });
});

describe('the stream of a response to a request with a signal', () => {
  it.each([
    ['is destroyed when the signal aborts', '/still', true],
    ['is left as it is if the status is refused', '/refused', false],
  ])('%s', async (_, path, isDestroyed) => {
    const aborted = new AbortController();
    const { data } = await axios
      .get<Readable>(`${url}${path}`, {
        proxy: false,
        responseType: 'stream',
        signal: aborted.signal,
      })
      .catch((error: unknown) => (error as AxiosError<Readable>).response!);
    data.on('error', () => undefined);
    aborted.abort();
    await new Promise((resolve) => {
      setTimeout(resolve, DEADLINE);
    });
    expect(data.destroyed).toBe(isDestroyed);
    data.destroy();
  });
});

it('a request that sends for longer than its timeout is cut', async () => {
  const slow = http.createServer((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const target = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  async function* upload() {
    for (let part = 0; part < 10; part++) {
      yield Buffer.from('x');
      await new Promise((resolve) => {
        setTimeout(resolve, DEADLINE / 4);
      });
    }
  }
  await expect(
    axios.post(target, Readable.from(upload()), { proxy: false, timeout: DEADLINE }),
  ).rejects.toMatchObject({ code: 'ECONNABORTED' });
  slow.closeAllConnections();
  slow.close();
});
