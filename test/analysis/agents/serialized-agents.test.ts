/**
 * What a service writes of a config or an error, into a log or a queue, is the same with agents as without.
 */
import axios from 'axios';
import axios027 from 'axios-0.27.2';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type Agent, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentsModuleText } from '../../../analysis/agents/agents-module-text.ts';

let [folder, base] = ['', ''];
let server: Server;
let agents: Record<'httpAgent' | 'httpsAgent', Agent>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leakproof-json-'));
  writeFileSync(join(folder, 'http-agents.cjs'), agentsModuleText('cjs'));
  agents = createRequire(import.meta.url)(join(folder, 'http-agents.cjs')) as typeof agents;
  server = http.createServer((request, response) => {
    // It leaves the first request open, so that the agent holds a socket that leads back to it.
    if (request.url !== '/open') response.writeHead(500).end('no');
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  agents.httpAgent.destroy();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

interface Failure {
  readonly config: object;
  readonly response: { readonly config: object };
  toJSON(): object;
}

/** What the JSON of an error names of its config. */
function namesIn(failure: Failure): string[] {
  const { config } = JSON.parse(JSON.stringify(failure.toJSON())) as { config: object };
  return Object.keys(config);
}

/** What both versions have; 0.27.2 is CommonJS, whose types put its functions one name deeper than Vitest does. */
type Get = (url: string, config: object) => Promise<unknown>;

describe.each<[string, { readonly get: Get }]>([
  ['the newest axios', axios],
  ['axios 0.27.2', axios027 as unknown as { readonly get: Get }],
])('%s', (_, client) => {
  async function failure(given: object): Promise<Failure> {
    return client.get(`${base}/fails`, given).then(
      () => expect.unreachable(),
      (error: unknown) => error as Failure,
    );
  }

  it('JSON of a failed request’s config, error and response config says what it said without agents', async () => {
    const left = new AbortController();
    const open = client.get(`${base}/open`, { ...agents, signal: left.signal }).catch(() => {});
    const [before, after] = [await failure({}), await failure({ ...agents })];
    for (const part of [
      ({ config }: Failure) => config,
      ({ response }: Failure) => response.config,
    ]) {
      expect(Object.keys(part(after))).toContain('httpAgent');
      expect(JSON.stringify(part(after))).toBe(JSON.stringify(part(before)));
    }
    expect(namesIn(after)).toEqual(namesIn(before));
    left.abort();
    await open;
  });
});
