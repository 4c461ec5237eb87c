/**
 * What stands in for every server that the facsimile asks: answers the requests of a run in the order in which they
 * were sent, and keeps what it was sent.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** The answer to the request that a redirection leads to. */
  readonly then?: Answer;
}

/** `undefined` is a connection that is closed without an answer. */
export type Answers = readonly (Answer | undefined)[];

export interface WireRequest {
  readonly run: number;
  /** Its place among the requests of its run, by the moment of its sending. */
  readonly index: number;
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const NO_ANSWER_LEFT: Answer = { status: 503, headers: {}, body: '' };

const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** What its clients have to trust. */
export const CERTIFICATE = fixture('cert.pem');

/** One server for `http:` and one for `https:`, since each has an agent of its own. */
export class AnsweringServer {
  readonly #servers = [
    createServer((request, response) => void this.#answer(request, response)),
    createSecureServer(
      { key: readFileSync(fixture('key.pem')), cert: readFileSync(CERTIFICATE) },
      (request, response) => void this.#answer(request, response),
    ),
  ] as const;
  readonly #runs: readonly Answers[];
  readonly #requests: WireRequest[] = [];

  /** @param runs the answers to the requests of each run */
  constructor(runs: readonly Answers[]) {
    this.#runs = runs;
    // A connection that is closed as it is used again would look like a difference.
    for (const server of this.#servers) server.keepAliveTimeout = 0;
  }

  /** @returns the URLs of the two servers, without a slash at the end */
  async listen(): Promise<{ readonly http: string; readonly https: string }> {
    for (const server of this.#servers) server.listen(0, '127.0.0.1');
    await Promise.all(this.#servers.map((server) => once(server, 'listening')));
    const [http, https] = this.#servers.map(
      (server) => `127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    return { http: `http://${http!}`, https: `https://${https!}` };
  }

  /** @returns what was sent, run by run, in the order of sending */
  close(): WireRequest[] {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    return this.#requests.toSorted((a, b) => a.run - b.run || a.index - b.index);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const [, run, index, ...path] = request.url!.split('/');
    const sent = { run: Number(run), index: Number(index) };
    const hops = this.#requests.filter(
      (other) => other.run === sent.run && other.index === sent.index,
    ).length;
    this.#requests.push({
      ...sent,
      line: `${request.method!} ${path.join('/')}`,
      headers: headerLines(request),
      body: body.toString('latin1'),
    });
    const answers = this.#runs[sent.run]!;
    const answer = sent.index < answers.length ? answers[sent.index] : NO_ANSWER_LEFT;
    const reply = hops > 0 ? answer?.then : answer;
    if (!reply) request.socket.destroy();
    else response.writeHead(reply.status, reply.headers).end(reply.body);
  }
}

/** All but the address of this very server. */
function headerLines({ rawHeaders }: IncomingMessage): string[] {
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? `${name}: ${rawHeaders[index + 1]!}` : [],
  );
  return lines.filter((line) => !/^host:/iu.test(line));
}
