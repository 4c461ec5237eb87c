/**
 * What the messages say of an agent: the options that it takes, and what a value of theirs does.
 */
import { expect, it } from 'vitest';
import { findUnboundedAgents } from '../../../analysis/finders/require-bounded-agent/finder.ts';
import { boundedAgentMessages } from '../../../analysis/finders/require-bounded-agent/messages.ts';
import { findingText } from '../../../analysis/findings/message.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

const FILE = '/service/app.js';

function toldOf(module: string, made: string): string {
  const code = `
    const axios = require('axios');
    const { Agent, HttpsAgent, HttpsProxyAgent, ProxyAgent } = require('${module}');
    module.exports = axios.create({ httpsAgent: ${made} });
  `;
  const project = projectFacts(FILE, { settings: { project: false }, agentsModule: undefined });
  const [finding] = findUnboundedAgents(parseSource(code, FILE), project, {
    unverifiable: false,
    sockets: 'kept',
  });
  return findingText(boundedAgentMessages, finding!, false);
}

it.each([
  [
    'https',
    'new Agent({ keepAlive: true })',
    'Set each of these options to a number, such as `maxSockets: 50`, `maxFreeSockets: 10` and `timeout: 4000`.',
  ],
  [
    'https',
    'new Agent({ keepAlive: true, maxSockets: 20 })',
    'Set it to a number, such as `timeout: 4000`.',
  ],
  [
    'proxy-agent',
    'new ProxyAgent({ keepAlive: true })',
    'Set each of these options to a number, such as `maxFreeSockets: 10` and `timeout: 4000`.',
  ],
  [
    'https-proxy-agent',
    `new HttpsProxyAgent('http://proxy', { keepAlive: true })`,
    'Set each of these options to a number, such as `maxSockets: 50` and `maxFreeSockets: 10`.',
  ],
  [
    'agentkeepalive',
    'new HttpsAgent({ maxSockets: 20, freeSocketTimeout: 0 })',
    'Set it to a number, such as `freeSocketTimeout: 4000`.',
  ],
])('of %s, `%s` lacks what it takes', (module, made, advice) => {
  expect(toldOf(module, made)).toContain(advice);
});

it('a `timeout` without end makes requests throw, in an agent of Node', () => {
  const made = 'Agent({ keepAlive: true, maxSockets: 5, timeout: Infinity })';
  expect(toldOf('https', `new ${made}`)).toContain(
    'makes each request throw `ERR_OUT_OF_RANGE`. Without that error, up to 5 per host would stay open until the server closes them',
  );
});

it('a `timeout` of 0 makes none throw', () => {
  const made = 'new Agent({ keepAlive: true, maxSockets: 5, timeout: 0 })';
  expect(toldOf('https', made)).toContain('`timeout: 0` sets no limit. ');
});
