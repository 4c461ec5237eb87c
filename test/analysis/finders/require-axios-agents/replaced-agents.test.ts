/** Agents that a config names before what callers give: theirs may win, and the report says so. */
import { describe, expect, it } from 'vitest';
import { inspectAxiosAgents } from '../../../../analysis/finders/require-axios-agents/finder.ts';
import { facts, forEachHost } from '../../../harness/hosts.ts';

const MAY_WIN = 'what is spread after the agents may replace them';
const STAY = 'its agents are set';
const START = `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./http-agents');\n`;

describe('agents and what is spread', () => {
  it.each<[string, string]>([
    ['load = (url, options) => axios.get(url, { httpAgent, httpsAgent, ...options });', MAY_WIN],
    [
      'load = (url, options) => axios.get(url, Object.assign({ httpAgent, httpsAgent }, options));',
      MAY_WIN,
    ],
    ['load = (url, options) => axios.get(url, { httpAgent, ...options, httpsAgent });', MAY_WIN],
    ['load = (url, options) => axios.get(url, { ...options, httpAgent, httpsAgent });', STAY],
    [
      'load = (url, options) => axios.get(url, { httpAgent, httpsAgent, ...options, httpAgent, httpsAgent });',
      STAY,
    ],
    ['load = (url) => axios.get(url, { httpAgent, httpsAgent, ...{ timeout: 5 } });', STAY],
  ])('%s', (code, reason) => {
    forEachHost(START + code, (source, host) => {
      expect(
        inspectAxiosAgents(source, facts(), { unverifiable: true, agents: 'auto' }).map((site) => [
          site.verdict,
          site.reason,
        ]),
        host,
      ).toEqual([['ok', reason]]);
    });
  });
});
