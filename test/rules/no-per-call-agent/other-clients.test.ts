/**
 * Agents that are created for each request of node-fetch, undici, `fetch` and Node's own client.
 */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'created once',
    code: `
      const https = require('https');
      const fetch = require('node-fetch');
      const agent = new https.Agent({ keepAlive: true });
      exports.load = async (url) => (await fetch(url, { agent })).json();
    `,
  },
  {
    name: 'closes each socket',
    code: `
      const https = require('https');
      exports.load = (url, callback) => {
        https.get(url, { agent: new https.Agent({ rejectUnauthorized: false }) }, callback);
      };
    `,
  },
  {
    name: 'a dispatcher that the call closes, or destroys',
    code: `
      const { Agent, fetch } = require('undici');
      exports.load = async (url) => {
        const dispatcher = new Agent();
        try {
          const response = await fetch(url, { dispatcher });
          return await response.text();
        } finally {
          await dispatcher.close();
        }
      };
    `,
  },
  {
    name: 'a dispatcher that keeps no socket',
    code: `
      const { Agent, request } = require('undici');
      exports.load = async (url) => {
        const { body } = await request(url, { dispatcher: new Agent({ pipelining: 0 }) });
        return body.json();
      };
    `,
  },
  {
    name: 'got: an instance of the module',
    code: `
      const https = require('https');
      const got = require('got');
      const client = got.extend({ agent: { https: new https.Agent({ keepAlive: true }) } });
      exports.load = (url) => client.get(url);
    `,
  },
  {
    name: 'superagent: its own `agent()`, which keeps cookies and no socket, and an agent without `keepAlive`',
    code: `
      const https = require('https');
      const request = require('superagent');
      exports.load = async (url) => {
        const session = request.agent();
        await session.get(url).set('Accept', 'text/html');
        return (await request.get(url).agent(new https.Agent())).body;
      };
    `,
  },
  {
    name: 'given to something else',
    code: `
      const https = require('https');
      const { send } = require('./send');
      exports.load = (url) => send(url, { agent: new https.Agent({ keepAlive: true }) });
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'node-fetch: one of two, set on some calls',
    code: `
      const fetch = require('node-fetch');
      const http = require('http');
      const https = require('https');
      exports.load = async (url, isLasting) => {
        const options = {};
        if (isLasting)
          options.agent = url.startsWith('http:')
            ? new http.Agent({ keepAlive: true })
            : new https.Agent({ keepAlive: true });
        const response = await fetch(url, options);
        return response.json();
      };
    `,
    output: `
      const fetch = require('node-fetch');
      const http = require('http');
      const https = require('https');
      const sharedHttpAgent = new http.Agent({ keepAlive: true });
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.load = async (url, isLasting) => {
        const options = {};
        if (isLasting)
          options.agent = url.startsWith('http:')
            ? sharedHttpAgent
            : sharedHttpsAgent;
        const response = await fetch(url, options);
        return response.json();
      };
    `,
    findings: [
      { messageId: 'perCall', line: 8 },
      { messageId: 'perCall', line: 9 },
    ],
  },
  {
    name: 'https.request: in a variable of the function',
    code: `
      const https = require('https');
      exports.send = (host, text, callback) => {
        const agent = new https.Agent({ keepAlive: true });
        const request = https.request({ host, method: 'POST', agent }, (response) => {
          response.resume();
          response.on('end', () => callback(response.statusCode));
        });
        request.end(text);
      };
    `,
    output: `
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.send = (host, text, callback) => {
        const request = https.request({ host, method: 'POST', agent }, (response) => {
          response.resume();
          response.on('end', () => callback(response.statusCode));
        });
        request.end(text);
      };
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'undici: a dispatcher, with a function of the module',
    code: `
      const { Agent, fetch } = require('undici');
      const { lookup } = require('./lookup');
      exports.load = async (url) => {
        const response = await fetch(url, { dispatcher: new Agent({ connect: { lookup } }) });
        return response.text();
      };
    `,
    output: `
      const { Agent, fetch } = require('undici');
      const { lookup } = require('./lookup');
      const sharedDispatcher = new Agent({ connect: { lookup } });
      exports.load = async (url) => {
        const response = await fetch(url, { dispatcher: sharedDispatcher });
        return response.text();
      };
    `,
    findings: [{ messageId: 'perCall', line: 4, says: 'until its idle timeout is over' }],
  },
  {
    name: 'fetch of Node: the same',
    code: `
      import { Agent } from 'undici';
      export async function load(url) {
        const response = await fetch(url, { dispatcher: new Agent({ connect: { timeout: 500 } }) });
        return response.text();
      }
    `,
    output: `
      import { Agent } from 'undici';
      const sharedDispatcher = new Agent({ connect: { timeout: 500 } });
      export async function load(url) {
        const response = await fetch(url, { dispatcher: sharedDispatcher });
        return response.text();
      }
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'undici: a proxy by the environment, which the constructor parses',
    code: `
      const { ProxyAgent, request } = require('undici');
      exports.load = async (url) => {
        const { body } = await request(url, { dispatcher: new ProxyAgent(process.env.PROXY) });
        return body.json();
      };
    `,
    findings: [{ messageId: 'perCall', line: 3, refused: 'process.env.PROXY' }],
  },
  {
    name: 'got: one for each protocol',
    code: `
      import http from 'node:http';
      import https from 'node:https';
      import got from 'got';
      export const load = (url) =>
        got(url, {
          agent: { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) },
        }).json();
    `,
    output: `
      import http from 'node:http';
      import https from 'node:https';
      import got from 'got';
      const sharedHttp = new http.Agent({ keepAlive: true });
      const sharedHttps = new https.Agent({ keepAlive: true });
      export const load = (url) =>
        got(url, {
          agent: { http: sharedHttp, https: sharedHttps },
        }).json();
    `,
    findings: [
      { messageId: 'perCall', line: 6 },
      { messageId: 'perCall', line: 6 },
    ],
  },
  {
    name: 'got: an instance for each call, whose streams nobody may read, with a cap',
    code: `
      const https = require('https');
      const got = require('got');
      exports.load = async (url) => {
        const client = got.extend({ agent: { https: new https.Agent({ keepAlive: true, maxSockets: 2 }) } });
        return client(url).json();
      };
    `,
    findings: [
      { messageId: 'perCall', line: 4, refused: 'all calls would share its limit of sockets' },
    ],
  },
  {
    name: 'got: a call of an instance',
    code: `
      const https = require('https');
      const got = require('got');
      const api = got.extend({ retry: 0 });
      exports.load = (url) => api.get(url, { agent: { https: new https.Agent({ keepAlive: true }) } }).json();
    `,
    output: `
      const https = require('https');
      const got = require('got');
      const sharedHttps = new https.Agent({ keepAlive: true });
      const api = got.extend({ retry: 0 });
      exports.load = (url) => api.get(url, { agent: { https: sharedHttps } }).json();
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'superagent: by a method of the request',
    code: `
      const https = require('https');
      const request = require('superagent');
      exports.load = async (url) => {
        const { body } = await request
          .get(url)
          .set('Accept', 'application/json')
          .agent(new https.Agent({ keepAlive: true }));
        return body;
      };
    `,
    output: `
      const https = require('https');
      const request = require('superagent');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.load = async (url) => {
        const { body } = await request
          .get(url)
          .set('Accept', 'application/json')
          .agent(sharedHttpsAgent);
        return body;
      };
    `,
    findings: [{ messageId: 'perCall', line: 7 }],
  },
  {
    name: 'superagent: a pipe, with a cap',
    code: `
      const https = require('https');
      const request = require('superagent');
      exports.load = (url, res) => {
        request.get(url).agent(new https.Agent({ keepAlive: true, maxSockets: 2 })).pipe(res);
      };
    `,
    findings: [
      { messageId: 'perCall', line: 4, refused: 'all calls would share its limit of sockets' },
    ],
  },
  {
    name: 'ky: a dispatcher of a call, and of an instance for each',
    code: `
      import ky from 'ky';
      import { Agent } from 'undici';
      export const load = (url) => ky.get(url, { dispatcher: new Agent() }).json();
      export const loadText = (url) => {
        const api = ky.create({ dispatcher: new Agent() });
        return api.get(url).text();
      };
    `,
    output: `
      import ky from 'ky';
      import { Agent } from 'undici';
      const sharedDispatcher = new Agent();
      export const load = (url) => ky.get(url, { dispatcher: sharedDispatcher }).json();
      export const loadText = (url) => {
        const api = ky.create({ dispatcher: sharedDispatcher });
        return api.get(url).text();
      };
    `,
    findings: [
      { messageId: 'perCall', line: 3 },
      { messageId: 'perCall', line: 5 },
    ],
  },
  {
    name: 'undici: a proxy by a URL in place of the options',
    code: `
      const { ProxyAgent, request } = require('undici');
      exports.load = async (url) => {
        const { body } = await request(url, { dispatcher: new ProxyAgent('http://proxy:3128') });
        return body.json();
      };
    `,
    output: `
      const { ProxyAgent, request } = require('undici');
      const sharedDispatcher = new ProxyAgent('http://proxy:3128');
      exports.load = async (url) => {
        const { body } = await request(url, { dispatcher: sharedDispatcher });
        return body.json();
      };
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'proxy agents of packages, for each client',
    code: `
      import fetch from 'node-fetch';
      import got from 'got';
      import https from 'node:https';
      import superagent from 'superagent';
      import { HttpsProxyAgent } from 'https-proxy-agent';
      import { SocksProxyAgent } from 'socks-proxy-agent';
      import { HttpsProxyAgent as HpAgent } from 'hpagent';
      const PROXY = 'http://proxy.example.com:3128';
      export async function load(url, callback) {
        await fetch(url, { agent: new HttpsProxyAgent(PROXY, { keepAlive: true }) });
        await got(url, { agent: { https: new HpAgent({ keepAlive: true, proxy: PROXY }) } }).text();
        await superagent.get(url).agent(new SocksProxyAgent('socks://proxy.example.com', { keepAlive: true }));
        https.get(url, { agent: new HttpsProxyAgent(PROXY, { keepAlive: true }) }, callback);
      }
    `,
    output: `
      import fetch from 'node-fetch';
      import got from 'got';
      import https from 'node:https';
      import superagent from 'superagent';
      import { HttpsProxyAgent } from 'https-proxy-agent';
      import { SocksProxyAgent } from 'socks-proxy-agent';
      import { HttpsProxyAgent as HpAgent } from 'hpagent';
      const sharedAgent2 = new SocksProxyAgent('socks://proxy.example.com', { keepAlive: true });
      const PROXY = 'http://proxy.example.com:3128';
      const sharedAgent = new HttpsProxyAgent(PROXY, { keepAlive: true });
      const sharedHttps = new HpAgent({ keepAlive: true, proxy: PROXY });
      export async function load(url, callback) {
        await fetch(url, { agent: sharedAgent });
        await got(url, { agent: { https: sharedHttps } }).text();
        await superagent.get(url).agent(sharedAgent2);
        https.get(url, { agent: sharedAgent }, callback);
      }
    `,
    findings: [
      { messageId: 'perCall', line: 10 },
      { messageId: 'perCall', line: 11 },
      { messageId: 'perCall', line: 12 },
      { messageId: 'perCall', line: 13 },
    ],
  },
  {
    name: 'by the options of the call',
    code: `
      const https = require('https');
      const fetch = require('node-fetch');
      exports.load = async (url, ca) => {
        const response = await fetch(url, { agent: new https.Agent({ keepAlive: true, ca }) });
        return response.text();
      };
    `,
    findings: [{ messageId: 'perCall', line: 4, refused: 'its options depend on the call' }],
  },
  {
    name: 'with a cap, for bodies that some path leaves unread',
    code: `
      const https = require('https');
      const fetch = require('node-fetch');
      exports.load = async (url) => {
        const agent = new https.Agent({ keepAlive: true, maxSockets: 2 });
        const response = await fetch(url, { agent });
        if (!response.ok) throw new Error('refused');
        return response.text();
      };
    `,
    findings: [
      { messageId: 'perCall', line: 4, refused: 'all calls would share its limit of sockets' },
    ],
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid, invalid });
