/**
 * A proxy that takes longer to connect than the idle timeout of the agents that are written: axios answers as it does
 * without agents, since they hide their `timeout` from the tunnel that it makes. Agents that the user made cannot hide the
 * one that `bound-agents` gives them: what docs/codemods/bound-agents.md says of it.
 */
import axios from 'axios';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Agent as HttpAgent, type Server } from 'node:http';
import { createServer as createSecureServer, type Agent } from 'node:https';
import { createRequire } from 'node:module';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentsModuleText } from '../../analysis/agents/agents-module-text.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url)));
/** Milliseconds. */
const IDLE_TIMEOUT = 200;
const CONNECTING = 600;

const root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-proxy-')));
const origin = createSecureServer(
  { key: fixture('key.pem'), cert: fixture('cert.pem') },
  (request, response) => response.end('answered'),
);
const proxy = createServer().on('connect', (request, client) => {
  const target = connect(portOf(origin), '127.0.0.1', () =>
    setTimeout(() => client.write('HTTP/1.1 200 Connection established\r\n\r\n'), CONNECTING),
  );
  client.pipe(target).pipe(client);
  for (const end of [client, target]) end.on('error', () => end.destroy());
});

beforeAll(async () => {
  for (const server of [origin, proxy]) server.listen(0, '127.0.0.1');
  await Promise.all([origin, proxy].map((server) => once(server, 'listening')));
});

afterAll(() => {
  for (const server of [origin, proxy]) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(root, { recursive: true });
});

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}

/** What a request through the proxy gives, by the agents of a module that exports them: its body, or the code of its error. */
async function ask(name: string, text: string): Promise<unknown> {
  const file = join(root, name);
  writeFileSync(
    file,
    text.replace(
      'const options = {',
      `const options = {\n  ca: ${JSON.stringify(fixture('cert.pem').toString())},`,
    ),
  );
  const { httpAgent, httpsAgent } = createRequire(import.meta.url)(file) as {
    httpAgent: HttpAgent;
    httpsAgent: Agent;
  };
  const config = {
    httpAgent,
    httpsAgent,
    proxy: { protocol: 'http', host: '127.0.0.1', port: portOf(proxy) },
  };
  return axios.get<unknown>(`https://127.0.0.1:${portOf(origin)}/`, config).then(
    ({ data }) => data,
    (error: unknown) => (error as { code?: string }).code,
  );
}

it('is waited for by the agents that are written', async () => {
  expect(
    await ask(
      'agents.cjs',
      agentsModuleText('cjs', { maxSockets: 50, maxFreeSockets: 10, timeout: IDLE_TIMEOUT }),
    ),
  ).toBe('answered');
});

it('is not by agents whose timeout axios can copy', async () => {
  const text = agentsModuleText('cjs', {
    maxSockets: 50,
    maxFreeSockets: 10,
    timeout: IDLE_TIMEOUT,
  });
  expect(await ask('plain.cjs', text.replace(/^Object\.defineProperty[^;]*;$/mu, ''))).toBe(
    'ETIMEOUT',
  );
});

/** Agents of the user, as `bound-agents` leaves them. */
function bounded(idleTimeout: number): string {
  const code =
    "const axios = require('axios');\nconst https = require('https');\nconst options = {\n keepAlive: true };\nconst httpsAgent = new https.Agent(options);\naxios.defaults.httpsAgent = httpsAgent;\nmodule.exports = { httpsAgent };\n";
  const { output } = fixText(
    boundAgents,
    code,
    projectFacts(join(root, 'user.cjs'), { settings: { agents: { idleTimeout } } }),
    {},
  );
  expect(output).toContain(`timeout: ${idleTimeout}`);
  return output.replace(/^.*axios.*$/gmu, '');
}

it('is not by an agent of the user that has got an idle timeout, but is if that is longer', async () => {
  expect(await ask('bounded.cjs', bounded(IDLE_TIMEOUT))).toBe('ETIMEOUT');
  expect(await ask('bounded-longer.cjs', bounded(10 * CONNECTING))).toBe('answered');
});
