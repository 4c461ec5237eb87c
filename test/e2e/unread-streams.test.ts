/**
 * Error answers to stream requests that nobody reads, with a real server: after `fix-agents` no later request waits for a
 * socket that they keep. What it refuses would make them wait, as the other half shows.
 */
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Agent, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentsModuleText } from '../../analysis/agents/agents-module-text.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { writeAgentsModule } from '../../codemods/adapter/transform.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';

/** More than `maxSockets` of the agents that are written. */
const ANSWERS = 60;

const SERVICE = `const axios = require('axios');
const images = axios.create({ responseType: 'stream' });

exports.image = (url) => axios.get(url, { responseType: 'stream' });
exports.thumbnail = (url) => images.get(url);
exports.items = (url) => axios.get(url);
`;

interface Service {
  readonly image: (url: string) => Promise<unknown>;
  readonly thumbnail: (url: string) => Promise<unknown>;
  readonly items: (url: string) => Promise<{ readonly data: unknown }>;
}

const root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-streams-')));
const load = createRequire(join(root, 'index.js'));
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(request.url === '/items' ? 200 : 404);
    response.end('x'.repeat(100));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  symlinkSync(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    join(root, 'node_modules'),
  );
  writeFileSync(join(root, 'package.json'), '{}');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true });
});

/** What the answers to requests that are sent at once say. */
function statusesOf(
  send: (url: string) => Promise<unknown>,
  urls: readonly string[],
): Promise<number[]> {
  return Promise.all(
    urls.map((url) =>
      send(url).then(
        () => 200,
        (error: unknown) => (error as { response?: { status: number } }).response?.status ?? 0,
      ),
    ),
  );
}

const waitingFor = (agent: Agent) => Object.values(agent.requests).flat().length;
const missing = Array.from({ length: ANSWERS }, (_, index) => `/missing/${index}`);

it('no later request waits after fix-agents', async () => {
  const file = join(root, 'fixed.js');
  const project = projectFacts(file, { plansAgents: true });
  const { output, sites, agentsModule } = fixText(fixAgents, SERVICE, project, {});
  expect(sites.map(({ remedy }) => remedy)).toEqual(['refused', 'refused', 'none', 'fixed']);
  writeAgentsModule({ ...agentsModule!, numbers: project.agentNumbers });
  writeFileSync(file, output);
  const { image, thumbnail, items } = load(file) as Service;
  const { httpAgent } = load('./http-agents') as { httpAgent: Agent };

  for (const send of [image, thumbnail]) {
    expect(
      await statusesOf(
        send,
        missing.map((path) => base + path),
      ),
    ).toEqual(missing.map(() => 404));
    const answers = missing.map(() => items(`${base}/items`));
    // As many as the agent has sockets are under way, and the others follow them.
    expect((await Promise.all(answers)).map(({ data }) => data)).toEqual(
      missing.map(() => 'x'.repeat(100)),
    );
    expect(waitingFor(httpAgent)).toBe(0);
  }
  httpAgent.destroy();
});

it('what is refused would make them wait', async () => {
  const file = join(root, 'capped.js');
  writeFileSync(join(root, 'capped-agents.js'), agentsModuleText('cjs'));
  writeFileSync(
    file,
    SERVICE.replace('const axios', `const { httpAgent } = require('./capped-agents');\nconst axios`)
      .replaceAll(`responseType: 'stream'`, `responseType: 'stream', httpAgent`)
      .replace('axios.get(url);', 'axios.get(url, { httpAgent });'),
  );
  const { image, items } = load(file) as Service;
  const { httpAgent } = load('./capped-agents') as { httpAgent: Agent };
  let answered = 0;
  const all = [...missing.map((path) => image(base + path)), items(`${base}/items`)].map((sent) =>
    sent.then(
      () => answered++,
      () => answered++,
    ),
  );
  while (answered < httpAgent.maxSockets) await setImmediate();
  for (let turn = 0; turn < 100; turn++) await setImmediate();
  expect([answered, waitingFor(httpAgent)]).toEqual([
    httpAgent.maxSockets,
    all.length - httpAgent.maxSockets,
  ]);
  httpAgent.destroy();
});
