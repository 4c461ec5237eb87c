import { expect, it } from 'vitest';
import type { Transform, TransformOptions } from '../../codemods/adapter/transform-types.ts';
import boundAgents from '../../codemods/bound-agents.ts';
import hoistAgents from '../../codemods/hoist-agents.ts';
import { dedent } from '../harness/dedent.ts';

const PATH = 'test/fixtures/projects/bare/input.js';
const IMPORTS = dedent(`
  const axios = require('axios');
  const https = require('https');
`);

function run(
  transform: Transform,
  source: string,
  options: TransformOptions = {},
): { output: string | undefined; stats: string[]; reports: string[] } {
  const [stats, reports]: [string[], string[]] = [[], []];
  const api = {
    stats: (name: string) => stats.push(name),
    report: (message: string) => reports.push(message),
  };
  return { output: transform({ path: PATH, source }, api, options), stats, reports };
}

it('hoist-agents is a jscodeshift transform, which refuses aloud', () => {
  const source = (agents: readonly string[]) =>
    agents
      .map((agent) => `app.get('/', (req) => axios.get(req.url, { httpsAgent: ${agent} }));\n`)
      .join('');
  const cert = 'new https.Agent({ keepAlive: true, cert: req.cert })';
  const { output, stats, reports } = run(
    hoistAgents,
    IMPORTS + source(['new https.Agent({ keepAlive: true })', cert]),
  );
  expect(output).toBe(
    `${IMPORTS}const sharedHttpsAgent = new https.Agent({ keepAlive: true });\n${source(['sharedHttpsAgent', cert])}`,
  );
  expect(stats).toEqual(['fixed', 'refused']);
  expect(reports).toEqual([expect.stringMatching(/^4:56 its options depend on the call/u)]);
});

it('bound-agents is one, too, and takes numbers as jscodeshift gives them, before those of the settings', () => {
  const source = (options: string) =>
    `${IMPORTS}const httpsAgent = new https.Agent({ keepAlive: true${options} });\nmodule.exports = axios.create({ httpsAgent });\n`;
  expect(
    run(boundAgents, source(''), {
      maxSockets: 4,
      maxFreeSockets: '2',
      idleTimeout: 1000,
      settings: { agents: { maxSockets: 9 } },
    }),
  ).toEqual({
    output: source(', maxSockets: 4, maxFreeSockets: 2, timeout: 1000'),
    stats: ['fixed'],
    reports: [],
  });
  expect(
    run(boundAgents, source(', maxSockets: 4, maxFreeSockets: 2, timeout: 1000')).output,
  ).toBeUndefined();
});
