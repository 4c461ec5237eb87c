import { describe, expect, it } from 'vitest';
import type { BoundState } from '../../../analysis/agents/agent-bounds.ts';
import { agentMakingOf } from '../../../analysis/agents/agent-constructors.ts';
import { agentOptions } from '../../../analysis/agents/agent-options.ts';
import { facts, forEachHost, subjectOf } from '../../harness/hosts.ts';

const all = (state: BoundState) => ({ maxSockets: state, maxFreeSockets: state, timeout: state });

describe('options by what their values can be', () => {
  it.each<[why: string, code: string, keepAlive: boolean | 'unknown', bounds: object]>([
    [
      'a bound that the caller gives bounds',
      `const https = require('https');\nfunction make(max) { use(new https.Agent({ keepAlive: true, maxSockets: max })); }`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      'a bound that one path alone gives',
      `const https = require('https');\nuse(new https.Agent({ keepAlive: true, maxSockets: x ? 5 : Infinity }));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      'whether sockets stay open is the caller’s to say',
      `const https = require('https');\nfunction make(keepAlive) { use(new https.Agent({ keepAlive })); }`,
      'unknown',
      all('missing'),
    ],
    [
      'they stay open on one path',
      `const https = require('https');\nuse(new https.Agent({ keepAlive: x ? true : false }));`,
      'unknown',
      all('missing'),
    ],
    [
      'who reads an option changes none',
      `const https = require('https');\nconst options = { keepAlive: true };\nif (options.keepAlive) log(options.keepAlive);\nuse(new https.Agent(options));`,
      true,
      all('missing'),
    ],
    [
      'who compares an option changes none',
      `const https = require('https');\nconst options = { keepAlive: true, timeout: 5 };\nlimit = options.timeout;\nuse(new https.Agent(options));`,
      true,
      { ...all('missing'), timeout: 'set' },
    ],
    [
      'agentkeepalive with any number of idle sockets',
      `const Agent = require('agentkeepalive');\nuse(new Agent({ maxSockets: 1, maxFreeSockets: Infinity }));`,
      true,
      { maxSockets: 'set', maxFreeSockets: 'endless', timeout: 'set' },
    ],
    [
      'agentkeepalive, told to keep its own number',
      `const Agent = require('agentkeepalive');\nuse(new Agent({ maxSockets: 1, maxFreeSockets: 5 }));`,
      true,
      all('set'),
    ],
    [
      'options that another name is given',
      `const https = require('https');\nconst options = { keepAlive: true };\nconst same = options;\nsame.maxSockets = 5;\nuse(new https.Agent(options));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      'options that are set when the agent is made',
      `const https = require('https');\nconst options = { keepAlive: true };\nuse(new https.Agent(options));\noptions.maxSockets = 5;`,
      true,
      all('missing'),
    ],
    [
      'options that Object.assign puts together',
      `const https = require('https');\nconst base = { keepAlive: true };\nuse(new https.Agent(Object.assign({}, base, { maxSockets: 5 })));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      'one literal or the other',
      `const https = require('https');\nuse(new https.Agent(x ? { keepAlive: true, maxSockets: 5 } : { keepAlive: true, maxSockets: 9 }));`,
      true,
      { ...all('missing'), maxSockets: 'set' },
    ],
    [
      'an option that is deleted',
      `const https = require('https');\nconst options = { keepAlive: true, maxSockets: 5 };\ndelete options.maxSockets;\nuse(new https.Agent(options));`,
      true,
      all('missing'),
    ],
    [
      'a function of the file that fills the options',
      `const https = require('https');\nconst options = {};\nfunction fill(o) { o.keepAlive = true; o.timeout = 5; }\nfill(options);\nuse(new https.Agent(options));`,
      true,
      { ...all('missing'), timeout: 'set' },
    ],
    [
      'a function that only reads them',
      `const https = require('https');\nconst options = { keepAlive: true };\nfunction note(o) { console.log(o); }\nnote(options);\nuse(new https.Agent(options));`,
      true,
      all('missing'),
    ],
    [
      'a proxy agent with arguments of elsewhere',
      `const { HttpsProxyAgent } = require('https-proxy-agent');\nuse(new HttpsProxyAgent(...given));`,
      'unknown',
      { ...all('unknown'), timeout: 'set' },
    ],
    [
      'a proxy agent that reads the environment',
      `const { ProxyAgent } = require('proxy-agent');\nuse(new ProxyAgent());`,
      false,
      { ...all('missing'), maxSockets: 'set' },
    ],
  ])('%s', (_, code, keepAlive, bounds) => {
    forEachHost(code, (source, host) => {
      expect(
        agentOptions(source, facts(), agentMakingOf(source, subjectOf(source))!),
        host,
      ).toMatchObject({ keepAlive, bounds });
    });
  });
});
