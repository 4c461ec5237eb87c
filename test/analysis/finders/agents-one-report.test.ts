/**
 * One cause, one report: an agent that is made for each call is reported by `no-per-call-agent` alone, one that is shared by
 * `require-bounded-agent` alone.
 */
import { describe, expect, it } from 'vitest';
import { findPerCallAgents } from '../../../analysis/finders/no-per-call-agent/finder.ts';
import { findUnboundedAgents } from '../../../analysis/finders/require-bounded-agent/finder.ts';
import { facts, forEachHost } from '../../harness/hosts.ts';

const IMPORTS = `const axios = require('axios');\nconst https = require('https');\nconst { HttpsAgent } = require('agentkeepalive');\nconst given = require('./options');\n`;

const MAKERS = ['new https.Agent', 'https.Agent', 'new HttpsAgent'];
const OPTIONS = [
  '',
  '{ keepAlive: true }',
  '{ keepAlive: true, maxSockets: 0 }',
  '{ keepAlive: true, maxSockets: 100, timeout: 5000 }',
  '{ rejectUnauthorized: false }',
  '{ keepAlive: given.keep }',
  'given',
];

/** Where an agent is made for each call. */
const perCall: Readonly<Record<string, (agent: string) => string>> = {
  'in the config of a call': (agent) =>
    `const load = (url) => axios.get(url, { httpsAgent: ${agent} });`,
  'in a variable': (agent) =>
    `const load = (url) => {\n  const httpsAgent = ${agent};\n  return axios.get(url, { httpsAgent });\n};`,
  'on some paths': (agent) =>
    `const load = (url, keep) => axios.get(url, { httpsAgent: keep ? ${agent} : undefined });`,
  'assigned to options': (agent) =>
    `const load = async (url, keep) => {\n  const options = { url };\n  if (keep) options.httpsAgent = ${agent};\n  return (await axios(options)).data;\n};`,
  'by Object.assign': (agent) =>
    `const load = (url) => axios(Object.assign({ url }, { httpsAgent: ${agent} }));`,
  'before what callers give': (agent) =>
    `const load = (url, options) => axios.get(url, { httpsAgent: ${agent}, ...options });`,
  'by a function that is called for each request': (agent) =>
    `function agentFor(tenant) {\n  return ${agent};\n}\nconst load = (url, tenant) => axios.get(url, { httpsAgent: agentFor(tenant) });`,
  'by an instance for each call': (agent) =>
    `const load = (url) => axios.create({ httpsAgent: ${agent} }).get(url);`,
  'in an instance of a class for each request': (agent) =>
    `class Caller {\n  constructor() {\n    this.agent = ${agent};\n  }\n  load(url) {\n    return axios.get(url, { httpsAgent: this.agent });\n  }\n}\napp.get('/', (req, res) => new Caller().load(req.url).then(() => res.end()));`,
  'in a request interceptor': (agent) =>
    `axios.interceptors.request.use((config) => {\n  config.httpsAgent = ${agent};\n  return config;\n});`,
  'in a handler': (agent) =>
    `app.get('/', async (req, res) => res.json((await axios.get(req.url, { httpsAgent: ${agent} })).data));`,
};

/** Where one is shared. */
const shared: Readonly<Record<string, (agent: string) => string>> = {
  'of the module': (agent) =>
    `const httpsAgent = ${agent};\nexports.load = (url) => axios.get(url, { httpsAgent });`,
  'of an instance': (agent) => `module.exports = axios.create({ httpsAgent: ${agent} });`,
  'of the defaults': (agent) => `axios.defaults.httpsAgent = ${agent};`,
  'made once': (agent) =>
    `let httpsAgent;\nexports.load = (url) => {\n  httpsAgent ??= ${agent};\n  return axios.get(url, { httpsAgent });\n};`,
};

/** What calls the functions above for each request. */
const HANDLER = `\napp.post('/', (req, res) => load(req.url, req.query).then(() => res.end()));\n`;

const cases = (places: typeof perCall) =>
  Object.entries(places).flatMap(([place, code]) =>
    MAKERS.flatMap((maker) =>
      OPTIONS.map((options) => ({
        place,
        agent: `${maker}(${options})`,
        code: IMPORTS + code(`${maker}(${options})`) + HANDLER,
      })),
    ),
  );

describe('an agent that is made for each call', () => {
  it.each(cases(perCall))('$place, $agent: not reported by require-bounded-agent', ({ code }) => {
    forEachHost(code, (source, host) => {
      expect(
        findUnboundedAgents(source, facts(), { unverifiable: true, sockets: 'any' }),
        host,
      ).toEqual([]);
      expect(
        findPerCallAgents(source, facts(), { unverifiable: true, waste: true }),
        host,
      ).toHaveLength(1);
    });
  });
});

describe('an agent that is shared', () => {
  it.each(cases(shared))('$place, $agent: not reported by no-per-call-agent', ({ code }) => {
    forEachHost(code, (source, host) => {
      expect(findPerCallAgents(source, facts(), { unverifiable: true, waste: true }), host).toEqual(
        [],
      );
      expect(
        findUnboundedAgents(source, facts(), { unverifiable: true, sockets: 'any' }).length,
        host,
      ).toBeLessThanOrEqual(1);
    });
  });
});
