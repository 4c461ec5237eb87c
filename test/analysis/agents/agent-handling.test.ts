import { describe, expect, it } from 'vitest';
import { handlingsOf } from '../../../analysis/agents/agent-handling.ts';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import { callStarting, facts, forEachHost, type Language } from '../../harness/hosts.ts';

const TOP = `const axios = require('axios');\nconst https = require('https');\n`;
const AGENT = 'new https.Agent({ keepAlive: true })';

/** What is done with the first agent of a text, with the line of it within the text. */
function handling(code: string, language: Language = 'js'): string {
  const answers = new Set<string>();
  forEachHost(
    TOP + code,
    (source) => {
      const { first, isGivenAway } = handlingsOf(
        source,
        new ClientResolver(source, facts()),
        callStarting(source, 'new https.Agent('),
      );
      answers.add(
        first
          ? `${first.kind} ${first.node.loc.start.line - 2}`
          : isGivenAway
            ? 'given away'
            : 'nothing',
      );
    },
    language,
  );
  expect(answers.size).toBe(1);
  return [...answers][0]!;
}

const inCall = (body: string) =>
  `exports.get = async (url, req) => {\n  const agent = ${AGENT};\n  ${body}\n};`;
const SEND = 'return axios.get(url, { httpsAgent: agent });';

describe('what is done with an agent', () => {
  it.each([
    [`Object.assign(agent, { tenant: 'a' }); ${SEND}`, 'changed 3'],
    [`if (req.a) Object.assign(agent, { maxSockets: 1 }); ${SEND}`, 'changed 3'],
    [`agent.options.ca = req.ca; ${SEND}`, 'changed 3'],
    [`agent.tenant = req.tenant; ${SEND}`, 'changed 3'],
    [`note(agent.tenant); ${SEND}`, 'changed 3'],
    [`agent.on('free', note); ${SEND}`, 'changed 3'],
    [`delete agent.maxSockets; ${SEND}`, 'changed 3'],
    [`const { options } = agent; options.ca = 1; ${SEND}`, 'changed 3'],
    [`({ options: url } = agent); ${SEND}`, 'changed 3'],
    [`agent.destroy(); ${SEND}`, 'destroyed 3'],
    [`const same = agent; ${SEND.replace('return', 'await')} same.destroy();`, 'destroyed 3'],
    [`let same; same = agent; ${SEND.replace('return', 'await')} same.destroy();`, 'destroyed 3'],
    [`if (agent === last) note(1); ${SEND}`, 'compared 3'],
    [`if (agent !== null && !agent) note(typeof agent); ${SEND}`, 'nothing'],
    [`tune(agent); ${SEND}`, 'handed 3'],
    [`tune({ agent }); ${SEND}`, 'handed 3'],
    [`agents.set(req, agent); ${SEND}`, 'handed 3'],
    [`new Pool({ agent }); ${SEND}`, 'handed 3'],
    [`all.push(...[agent]); ${SEND}`, 'handed 3'],
    [
      `req.agent = agent; ${SEND} function end(request) { request.agent.destroy(); }`,
      'destroyed 3',
    ],
    [
      `const config = { httpsAgent: agent }; const out = await axios.get(url, config); config.httpsAgent.destroy(); return out;`,
      'destroyed 3',
    ],
    [
      `const config = { httpsAgent: agent }; const out = await axios.get(url, config); const { httpsAgent: used } = config; used.destroy(); return out;`,
      'destroyed 3',
    ],
    [
      `const config = {}; config.httpsAgent = agent; tune(config); return axios.get(url, config);`,
      'handed 3',
    ],
    [
      `const config = { headers: {}, httpsAgent: agent }; config.headers.a = 1; config.timeout = 5; return axios.get(url, config);`,
      'nothing',
    ],
    [
      `const config = Object.assign({ timeout: 1 }, { httpsAgent: agent }); config.url = url; return axios.request({ ...config });`,
      'nothing',
    ],
    [
      `const client = axios.create({ httpsAgent: agent }); client.defaults.httpsAgent.maxSockets = 1; return client.get(url);`,
      'changed 3',
    ],
    [
      `const client = axios.create({ httpsAgent: agent }); retry(client); return client.get(url);`,
      'nothing',
    ],
    [
      `return axios.get(url, { httpsAgent: agent, adapter: async (c) => c.httpsAgent.tenant });`,
      'changed 3',
    ],
    [`console.log(agent, JSON.stringify({ agent })); ${SEND}`, 'nothing'],
    [`return retry(() => axios.get(url, { httpsAgent: agent }));`, 'nothing'],
    [`return { agent };`, 'given away'],
  ])('%s', (body, expected) => {
    expect(handling(inCall(body))).toBe(expected);
  });

  it.each([
    [
      'a function that destroys it',
      `const end = (used) => { used.destroy(); };\n${inCall(`end(agent); ${SEND}`)}`,
      'destroyed 1',
    ],
    [
      'a function that takes it out of a config',
      `const end = ({ agent: used }) => { used.destroy(); };\n${inCall(`end({ agent }); ${SEND}`)}`,
      'destroyed 1',
    ],
    [
      'a function that only sends',
      `const send = (url, used) => axios.get(url, { httpsAgent: used });\n${inCall('return send(url, agent);')}`,
      'nothing',
    ],
    [
      'a helper that returns it to one that destroys it',
      `const make = () => ${AGENT};\nexports.get = async (url) => {\n  const agent = make();\n  await axios.get(url, { httpsAgent: agent });\n  agent.destroy();\n};`,
      'destroyed 5',
    ],
    ['a helper that other files call', `exports.make = () => ${AGENT};`, 'given away'],
    [
      'a field that another method destroys',
      `class Api {\n  constructor() { this.agent = ${AGENT}; }\n  get(url) { return axios.get(url, { httpsAgent: this.agent }); }\n  close() { this.agent.destroy(); }\n}`,
      'destroyed 4',
    ],
    [
      'a declared field',
      `class Api {\n  #agent = ${AGENT};\n  get(url) { return axios.get(url, { httpsAgent: this.#agent }); }\n  close() { this.#agent.destroy(); }\n}`,
      'destroyed 4',
    ],
    [
      'the agent of a client, by a method',
      `class Api {\n  constructor() { this.client = axios.create({ httpsAgent: ${AGENT} }); }\n  close() { this.client.defaults.httpsAgent.destroy(); }\n}`,
      'destroyed 3',
    ],
    [
      'a constructor that keeps it',
      `class Api {\n  constructor(agent) { this.agent = agent; }\n  close() { this.agent.destroy(); }\n}\nexports.get = () => new Api(${AGENT});`,
      'destroyed 3',
    ],
    [
      'an interceptor that gives the config on',
      `axios.interceptors.request.use((config) => {\n  config.httpsAgent = ${AGENT};\n  return config;\n});`,
      'nothing',
    ],
    ['a generator', `exports.agents = function* () { yield ${AGENT}; };`, 'handed 1'],
  ])('%s', (_, code, expected) => {
    expect(handling(code)).toBe(expected);
  });

  it('disposed of at the end of its block', () => {
    expect(
      handling(
        `async function get(url: string) {\n  using agent = ${AGENT};\n  return axios.get(url, { httpsAgent: agent });\n}`,
        'ts',
      ),
    ).toBe('destroyed 2');
  });

  it('a property of a constructor’s parameter', () => {
    expect(
      handling(
        `class Api {\n  constructor(private agent: unknown) {}\n  close() { this.agent.destroy(); }\n}\nexports.get = () => new Api(${AGENT});`,
        'ts',
      ),
    ).toBe('destroyed 3');
  });
});
