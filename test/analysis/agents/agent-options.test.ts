import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import {
  agentMakingOf,
  agentMakings,
  mayMakeAgents,
} from '../../../analysis/agents/agent-constructors.ts';
import {
  agentOptions,
  isForSomeHosts,
  optionsArgument,
  servesAnyHost,
} from '../../../analysis/agents/agent-options.ts';
import { facts, forEachHost, subjectOf } from '../../harness/hosts.ts';

const HTTPS = `const https = require('https');\n`;

describe('what makes an agent', () => {
  it.each([
    [`const http = require('http');\nuse(new http.Agent());`, 'node http'],
    [`const { Agent } = require('node:https');\nuse(new Agent());`, 'node https'],
    [`const https = require('https').default;\nuse(new https.Agent());`, 'node https'],
    [`use(new (require('https').Agent)());`, 'node https'],
    [
      `const Agent = require('agentkeepalive');\nuse(new Agent.HttpsAgent());`,
      'agentkeepalive agentkeepalive',
    ],
    [
      `const Agent = require('agentkeepalive');\nuse(new Agent());`,
      'agentkeepalive agentkeepalive',
    ],
    [
      `const { HttpProxyAgent } = require('http-proxy-agent');\nuse(new HttpProxyAgent(url));`,
      'proxy http-proxy-agent',
    ],
    [
      `const HttpsProxyAgent = require('https-proxy-agent');\nuse(HttpsProxyAgent(url));`,
      'https-proxy https-proxy-agent',
    ],
    [
      `const { SocksProxyAgent } = require('socks-proxy-agent');\nuse(new SocksProxyAgent(url));`,
      'proxy socks-proxy-agent',
    ],
    [
      `const { ProxyAgent } = require('proxy-agent');\nuse(new ProxyAgent());`,
      'any-proxy proxy-agent',
    ],
    [
      `const { HttpsProxyAgent } = require('hpagent');\nuse(new HttpsProxyAgent({}));`,
      'hpagent hpagent',
    ],
    [`const tunnel = require('tunnel');\nuse(tunnel.httpsOverHttp({}));`, 'tunnel tunnel'],
    [
      `const { httpOverHttps } = require('tunnel-agent');\nuse(httpOverHttps({}));`,
      'tunnel tunnel-agent',
    ],
    [`const http = require('http');\nuse(http.Agent());`, 'node http'],
    [`const { HttpsAgent } = require('agentkeepalive');\nuse(HttpsAgent());`, undefined],
    [`const { HttpsProxyAgent } = require('hpagent');\nuse(HttpsProxyAgent({}));`, undefined],
    [`const http = require('http');\nuse(new http.Server());`, undefined],
    [`class Agent {}\nuse(new Agent());`, undefined],
    [`const { Agent } = require('undici');\nuse(new Agent());`, 'undici undici'],
    [`const { Pool } = require('undici');\nuse(new Pool(url));`, 'undici undici'],
    [`const http = require('./http');\nuse(new http.Agent());`, undefined],
  ])('%s', (code, expected) => {
    forEachHost(code, (source, host) => {
      const making = agentMakingOf(source, subjectOf(source));
      expect(making && `${making.family} ${making.module}`, host).toBe(expected);
      expect(agentMakings(source).length, host).toBe(expected === undefined ? 0 : 1);
      if (expected !== undefined) expect(mayMakeAgents(code), host).toBe(true);
    });
  });
});

describe('what its options say', () => {
  const all = (state: string) => ({ maxSockets: state, maxFreeSockets: state, timeout: state });

  it.each<[string, boolean | string, object]>([
    [`use(new https.Agent());`, false, all('missing')],
    [`use(new https.Agent({}));`, false, all('missing')],
    [`use(new https.Agent(undefined));`, false, all('missing')],
    [`use(new https.Agent({ keepAlive: true }));`, true, all('missing')],
    [`use(new https.Agent({ 'keepAlive': true }));`, true, all('missing')],
    [`use(new https.Agent({ keepAlive: 1 }));`, true, all('missing')],
    [`use(new https.Agent({ keepAlive: false }));`, false, all('missing')],
    [`use(new https.Agent({ keepAlive: undefined }));`, false, all('missing')],
    [`use(new https.Agent({ keepAlive: given }));`, 'unknown', all('missing')],
    [`const KEEP = true;\nuse(new https.Agent({ keepAlive: KEEP }));`, true, all('missing')],
    [
      `use(new https.Agent({ keepAlive: true, maxSockets: 5 }));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      `use(new https.Agent({ keepAlive: true, maxTotalSockets: 5 }));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      `use(new https.Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: Number.POSITIVE_INFINITY, timeout: 0 }));`,
      true,
      all('endless'),
    ],
    [
      `use(new https.Agent({ keepAlive: true, maxSockets: Infinity, maxTotalSockets: 9 }));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      `use(new https.Agent({ keepAlive: true, maxSockets: undefined }));`,
      true,
      { ...all('missing'), maxSockets: 'endless' },
    ],
    [
      `use(new https.Agent({ keepAlive: true, maxSockets: max }));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [`use(new https.Agent(options));`, 'unknown', all('unknown')],
    [`use(new https.Agent(...given));`, 'unknown', all('unknown')],
    [`use(new https.Agent({ ...options, keepAlive: true }));`, true, all('unknown')],
    [`use(new https.Agent({ [name]: 1, keepAlive: true }));`, true, all('unknown')],
    [
      `const base = { keepAlive: true, maxSockets: 5 };\nuse(new https.Agent({ timeout: 1, ...base }));`,
      true,
      { maxSockets: 'set', maxFreeSockets: 'missing', timeout: 'set' },
    ],
    [
      `const base = { keepAlive: true };\nuse(new https.Agent({ ...base, keepAlive: false }));`,
      false,
      all('missing'),
    ],
    [
      `const options = {};\noptions.keepAlive = true;\noptions['timeout'] = 5;\nuse(new https.Agent(options));`,
      true,
      { ...all('missing'), timeout: 'set' },
    ],
    [
      `const options = { keepAlive: true };\noptions[name] = 5;\nuse(new https.Agent(options));`,
      true,
      all('unknown'),
    ],
    [
      `const options = { keepAlive: true };\nfill(options);\nuse(new https.Agent(options));`,
      true,
      all('unknown'),
    ],
  ])('%s', (code, keepAlive, bounds) => {
    forEachHost(HTTPS + code, (source, host) => {
      const making = agentMakingOf(source, subjectOf(source))!;
      expect(agentOptions(source, facts(), making), host).toMatchObject({ keepAlive, bounds });
    });
  });

  const set = all('set');

  it.each<[string, boolean | string, object]>([
    [
      `const Agent = require('agentkeepalive');\nuse(new Agent());`,
      true,
      { ...set, maxSockets: 'missing' },
    ],
    [
      `const Agent = require('agentkeepalive');\nuse(new Agent({ keepAlive: false, maxSockets: 1 }));`,
      false,
      set,
    ],
    [
      `const Agent = require('agentkeepalive');\nuse(new Agent({ maxSockets: 1, freeSocketTimeout: 0 }));`,
      true,
      { ...set, timeout: 'endless' },
    ],
    [
      `const { HttpsProxyAgent } = require('https-proxy-agent');\nuse(new HttpsProxyAgent(url, { keepAlive: true }));`,
      true,
      { ...all('missing'), timeout: 'set' },
    ],
    [
      `const { HttpsProxyAgent } = require('https-proxy-agent');\nuse(new HttpsProxyAgent({ host: 'proxy' }));`,
      false,
      set,
    ],
    [
      `const { HttpProxyAgent } = require('http-proxy-agent');\nuse(new HttpProxyAgent(url, { keepAlive: true, timeout: 5 }));`,
      true,
      { ...all('missing'), timeout: 'set' },
    ],
    [
      `const ProxyAgent = require('proxy-agent');\nuse(new ProxyAgent('http://proxy'));`,
      false,
      set,
    ],
    [
      `const tunnel = require('tunnel');\nuse(tunnel.httpOverHttp({ maxSockets: 3 }));`,
      false,
      { ...all('missing'), maxSockets: 'set' },
    ],
  ])('%s', (code, keepAlive, bounds) => {
    forEachHost(code, (source, host) => {
      expect(
        agentOptions(source, facts(), agentMakingOf(source, subjectOf(source))!),
        host,
      ).toMatchObject({ keepAlive, bounds });
    });
  });

  it('the package.json tells of a version that pools nothing', () => {
    forEachHost(
      `const { HttpsProxyAgent } = require('https-proxy-agent');\nuse(new HttpsProxyAgent(url, { keepAlive: true }));`,
      (source, host) => {
        const making = agentMakingOf(source, subjectOf(source))!;
        const options = (range: string) =>
          agentOptions(source, facts({ dependency: () => range }), making).keepAlive;
        expect([options('^5.0.1'), options('^7.0.0'), options('>=6')], host).toEqual([
          false,
          true,
          true,
        ]);
      },
    );
  });

  it('where they stand', () => {
    forEachHost(
      `const { HttpsProxyAgent } = require('https-proxy-agent');\nuse(new HttpsProxyAgent(url));`,
      (source, host) => {
        const { node } = agentMakingOf(source, subjectOf(source))!;
        expect(node.type, host).toBe(AST_NODE_TYPES.NewExpression);
        expect(optionsArgument(agentMakingOf(source, node)!), host).toEqual({
          kind: 'absent',
          missing: 0,
        });
      },
    );
  });
});

describe('whom it serves', () => {
  it.each([
    [`${HTTPS}use(new https.Agent({ keepAlive: true, maxSockets: 5 }));`, 'any host'],
    [`${HTTPS}use(new https.Agent({ keepAlive: true, rejectUnauthorized: false }));`, 'some hosts'],
    [`${HTTPS}use(new https.Agent({ ca }));`, 'some hosts'],
    [`${HTTPS}use(new https.Agent(options));`, 'not seen'],
    [
      `const { HttpsProxyAgent } = require('https-proxy-agent');\nuse(new HttpsProxyAgent(url));`,
      'some hosts',
    ],
  ])('%s', (code, expected) => {
    forEachHost(code, (source, host) => {
      const making = agentMakingOf(source, subjectOf(source))!;
      expect(
        servesAnyHost(source, making)
          ? 'any host'
          : isForSomeHosts(source, making)
            ? 'some hosts'
            : 'not seen',
        host,
      ).toBe(expected);
    });
  });
});
