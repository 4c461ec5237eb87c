/**
 * What stands in for all that the modules of test/fixtures/wire ask: an HTTP server, an HTTPS server, one at a Unix
 * socket, and a proxy. Keeps what it was sent, in order, without what a connection is told about itself.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const CERTIFICATE = fixture('cert.pem');

/** A hop's own business, and the address of this very server. */
const OF_THE_CONNECTION = /^(?:connection|proxy-connection|keep-alive|host)$/iu;

const JSON_BODY = JSON.stringify({ id: 7, items: [1, 2, 3], text: 'some text' });
const TEXT_BODY = ` It stands in a page of some length:\n<a href="/oats-and-other-grains">grains of all kinds</a>, and so on.\n`;

export interface WireRequest {
  /** The way it came in. */
  readonly by: 'http' | 'https' | 'socket' | 'proxy';
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: string;
}

type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  parts: readonly string[],
) => unknown;

export class RecordingServer {
  readonly #requests: WireRequest[] = [];
  readonly #attempts = new Map<string, number>();
  readonly #servers: Readonly<Record<WireRequest['by'], Server>>;
  readonly #socketPath: string;

  /** @param socketPath where the Unix socket goes */
  constructor(socketPath: string) {
    const serving =
      (by: WireRequest['by']) => (request: IncomingMessage, response: ServerResponse) =>
        void this.#serve(by, request, response);
    const tls = { key: readFileSync(fixture('key.pem')), cert: readFileSync(CERTIFICATE) };
    this.#servers = {
      http: createServer(serving('http')),
      https: createSecureServer(tls, serving('https')),
      socket: createServer(serving('socket')),
      proxy: createServer(serving('proxy')),
    };
    this.#servers.proxy.on('connect', (request, socket) => {
      this.#tunnel(request, socket);
    });
    // A connection that is closed as it is used again would look like a difference.
    for (const server of Object.values(this.#servers)) server.keepAliveTimeout = 0;
    this.#socketPath = socketPath;
  }

  /** @returns the addresses, as the modules read them from their environment */
  async listen(): Promise<Record<string, string>> {
    const { http, https, socket, proxy } = this.#servers;
    for (const server of [http, https, proxy]) server.listen(0, '127.0.0.1');
    socket.listen(this.#socketPath);
    await Promise.all(Object.values(this.#servers).map((server) => once(server, 'listening')));
    return {
      HTTP_URL: `http://127.0.0.1:${portOf(http)}`,
      HTTPS_URL: `https://127.0.0.1:${portOf(https)}`,
      // Nothing listens there.
      REFUSED_URL: 'http://127.0.0.1:1',
      PROXY_PORT: String(portOf(proxy)),
      SOCKET_PATH: this.#socketPath,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    };
  }

  /** Takes out what was sent since the last time. */
  take(): WireRequest[] {
    return this.#requests.splice(0);
  }

  /** Plain data in which the addresses of this server have the same names as those of another. */
  withoutAddresses<T>(value: T): T {
    const ports = Object.entries(this.#servers).flatMap(([name, server]) =>
      name === 'socket' ? [] : [[portOf(server), `<${name}>`] as const],
    );
    const renamed = (text: string) =>
      ports.reduce(
        (rest, [port, name]) => rest.replaceAll(new RegExp(String.raw`\b${port}\b`, 'gu'), name),
        text,
      );
    return JSON.parse(JSON.stringify(value), (_, part: unknown) => {
      if (typeof part === 'number') return ports.find(([port]) => port === part)?.[1] ?? part;
      return typeof part === 'string'
        ? renamed(part)
            .replaceAll(this.#socketPath, '<socket>')
            .replaceAll(/boundary=[^\s;"\\]+/gu, 'boundary=<boundary>')
        : part;
    }) as T;
  }

  close(): void {
    for (const server of Object.values(this.#servers)) {
      server.close();
      server.closeAllConnections();
    }
  }

  async #serve(
    by: WireRequest['by'],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const sent = this.#record(by, request, (await buffer(request)).toString('latin1'));
    response.sendDate = false;
    const [name = '', ...parts] = new URL(request.url!, 'http://server').pathname
      .split('/')
      .slice(1);
    this.#answers[name]!(request, response, sent.body, parts);
  }

  #record(by: WireRequest['by'], request: IncomingMessage, body: string): WireRequest {
    const headers = headerLines(request);
    // A form has another boundary each time.
    const boundary = /boundary=([^\s;"]+)/u.exec(headers.join('\n'))?.[1];
    const scrubbed = (text: string) =>
      boundary === undefined ? text : text.replaceAll(boundary, '<boundary>');
    const sent = {
      by,
      line: `${request.method!} ${request.url!}`,
      headers: headers.map(scrubbed),
      body: scrubbed(body),
    };
    this.#requests.push(sent);
    return sent;
  }

  #tunnel(request: IncomingMessage, socket: Duplex): void {
    this.#record('proxy', request, '');
    const upstream = connect(portOf(this.#servers.https), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) end.on('error', () => end.destroy());
  }

  /** By the first part of the path. */
  readonly #answers: Readonly<Record<string, Answer>> = {
    json: (request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-from': 'server' })
        .end(JSON_BODY),
    text: (request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(TEXT_BODY),
    surrogates: (request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
        .end('ab\u{1F33E}'.repeat(20)),
    bytes: (request, response, body, [size]) =>
      response
        .writeHead(200, { 'content-type': 'application/octet-stream' })
        .end(Buffer.from(Array.from({ length: Number(size) }, (_, index) => index % 256))),
    gzip: (request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(JSON_BODY)),
    echo: (request, response, body) => {
      respond(response, 200, {
        method: request.method,
        url: request.url,
        headers: headerLines(request),
        body,
      });
    },
    connection: (request, response) => {
      respond(response, 200, { connection: request.headers.connection });
    },
    cookie: (request, response) =>
      response.writeHead(200, { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/echo'] }).end(),
    bearer: ({ headers }, response, body, [token = '']) => {
      respond(response, headers.authorization === `Bearer ${token}` ? 200 : 401, { token });
    },
    status: (request, response, body, [status = '']) => {
      if (status === '204') response.writeHead(204).end();
      else respond(response, Number(status), { error: `status ${status}` });
    },
    redirect: (request, response, body, [status, ...rest]) =>
      response.writeHead(Number(status), { location: `/${rest.join('/')}` }).end(),
    across: ({ socket }, response, body, [status, ...rest]) =>
      response
        .writeHead(Number(status), {
          location: `${'encrypted' in socket ? this.#url('http') : this.#url('https')}/${rest.join('/')}`,
        })
        .end(),
    loop: (request, response) => response.writeHead(302, { location: '/loop' }).end(),
    hang: () => undefined,
    reset: ({ socket }) => socket.destroy(),
    cut: ({ socket }, response) =>
      response
        .writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' })
        .write('the first half', () => setTimeout(() => socket.destroy(), 20)),
    drip: (request, response) =>
      void response.writeHead(200, { 'content-type': 'text/plain' }).write('one drop'),
    stream: (request, response) => void sendSlowly(response, ['one,', 'two,', 'three']),
    flaky: ({ url }, response, body, [failures]) => {
      const attempt = (this.#attempts.get(url!) ?? 0) + 1;
      this.#attempts.set(url!, attempt);
      respond(response, attempt > Number(failures) ? 200 : 503, { attempt });
    },
  };

  #url(name: 'http' | 'https'): string {
    return `${name}://127.0.0.1:${portOf(this.#servers[name])}`;
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function headerLines({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !OF_THE_CONNECTION.test(name) ? `${name}: ${rawHeaders[index + 1]!}` : [],
  );
}

function respond(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function sendSlowly(response: ServerResponse, chunks: readonly string[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain' });
  for (const chunk of chunks) {
    response.write(chunk);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  response.end();
}
