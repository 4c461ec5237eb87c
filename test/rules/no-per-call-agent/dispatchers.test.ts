/**
 * Dispatchers of undici that are created for each request: those that requests name, those that send themselves, and those of all
 * requests of the process.
 */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'a pool of the module, and one that is kept by its origin',
    code: `
      import { Pool } from 'undici';
      const pool = new Pool('https://api.example.com');
      const pools = new Map();
      function poolFor(origin) {
        if (!pools.has(origin)) pools.set(origin, new Pool(origin));
        return pools.get(origin);
      }
      export async function load(origin, path) {
        const { body } = await pool.request({ path, method: 'GET' });
        const other = await poolFor(origin).request({ path, method: 'GET' });
        return [await body.json(), await other.body.json()];
      }
    `,
  },
  {
    name: 'closed when the call is over',
    code: `
      import { Client } from 'undici';
      export async function load(origin, path) {
        const client = new Client(origin);
        try {
          const { body } = await client.request({ path, method: 'GET' });
          return await body.json();
        } finally {
          await client.close();
        }
      }
    `,
  },
  {
    name: 'a client that keeps no socket',
    code: `
      import { Client } from 'undici';
      export async function load(origin, path) {
        const client = new Client(origin, { pipelining: 0 });
        const { body } = await client.request({ path, method: 'GET' });
        return body.json();
      }
    `,
  },
  {
    name: 'set once, as the process starts',
    code: `
      import { Agent, setGlobalDispatcher } from 'undici';
      setGlobalDispatcher(new Agent({ connections: 50 }));
      export const load = async (url) => (await fetch(url)).json();
    `,
  },
  {
    name: 'set by a function that the module runs',
    code: `
      const { ProxyAgent, setGlobalDispatcher } = require('undici');
      function setUp() {
        if (process.env.PROXY) setGlobalDispatcher(new ProxyAgent(process.env.PROXY));
      }
      setUp();
      exports.load = async (url) => (await fetch(url)).json();
    `,
  },
  {
    name: 'a pool of another package',
    code: `
      import { Pool } from 'pg';
      export async function load(text) {
        const pool = new Pool();
        return pool.request(text);
      }
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'a pool of one host',
    code: `
      import { Pool } from 'undici';
      export async function item(path) {
        const pool = new Pool('https://api.example.com');
        const { body } = await pool.request({ path, method: 'GET' });
        return body.json();
      }
    `,
    output: `
      import { Pool } from 'undici';
      const pool = new Pool('https://api.example.com');
      export async function item(path) {
        const { body } = await pool.request({ path, method: 'GET' });
        return body.json();
      }
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'an agent that sends itself, and one of a stream',
    code: `
      import { Agent, stream } from 'undici';
      export async function item(origin, path, open) {
        const { body } = await new Agent().request({ origin, path, method: 'GET' });
        await stream(origin + path, { dispatcher: new Agent(), method: 'GET' }, open);
        return body.json();
      }
    `,
    output: `
      import { Agent, stream } from 'undici';
      const sharedAgent = new Agent();
      export async function item(origin, path, open) {
        const { body } = await sharedAgent.request({ origin, path, method: 'GET' });
        await stream(origin + path, { dispatcher: sharedAgent, method: 'GET' }, open);
        return body.json();
      }
    `,
    findings: [
      { messageId: 'perCall', line: 3 },
      { messageId: 'perCall', line: 4 },
    ],
  },
  {
    name: 'by the origin of the call',
    code: `
      const { Pool } = require('undici');
      exports.item = async (origin, path) => {
        const pool = new Pool(origin);
        const { body } = await pool.request({ path, method: 'GET' });
        return body.json();
      };
    `,
    findings: [{ messageId: 'perCall', line: 3, refused: 'depend on the call' }],
  },
  {
    name: 'an origin that may be none',
    code: `
      const { Pool } = require('undici');
      const ORIGIN = 'https://api.example.com/v1';
      exports.item = async (path) => {
        const { body } = await new Pool(ORIGIN).request({ path, method: 'GET' });
        return body.json();
      };
    `,
    findings: [{ messageId: 'perCall', line: 4, refused: 'may be no origin of a server' }],
  },
  {
    name: 'a proxy without a protocol, with two kinds of credentials, and one that the environment names',
    code: `
      const { fetch, ProxyAgent, EnvHttpProxyAgent } = require('undici');
      exports.send = async (url) => {
        const response = await fetch(url, { dispatcher: new ProxyAgent({ uri: 'proxy.internal:3128' }) });
        return response.text();
      };
      exports.sendBoth = async (url) => {
        const response = await fetch(url, { dispatcher: new ProxyAgent({ uri: 'http://proxy.internal:3128', auth: 'x', token: 'y' }) });
        return response.text();
      };
      exports.sendText = async (url) => {
        const response = await fetch(url, { dispatcher: new ProxyAgent('proxy.internal:3128') });
        return response.text();
      };
      exports.sendBy = async (url) => {
        const response = await fetch(url, { dispatcher: new EnvHttpProxyAgent() });
        return response.text();
      };
    `,
    findings: [
      { messageId: 'perCall', line: 3, refused: 'may be no URL of a proxy' },
      { messageId: 'perCall', line: 7, refused: 'not both' },
      { messageId: 'perCall', line: 11, refused: 'may be no URL of a proxy' },
      { messageId: 'perCall', line: 15, refused: 'may be set later than the module loads' },
    ],
  },
  {
    name: 'a client has one connection, which calls would wait for',
    code: `
      const { Client, request } = require('undici');
      exports.item = async (path) => {
        const client = new Client('https://api.example.com');
        const { body } = await client.request({ path, method: 'GET' });
        return body.json();
      };
      exports.ask = async (url) => {
        const { body } = await request(url, { dispatcher: new Client('https://api.example.com') });
        return body.json();
      };
    `,
    findings: [
      { messageId: 'perCall', line: 3, refused: 'has one connection' },
      { messageId: 'perCall', line: 8, refused: 'has one connection' },
    ],
  },
  {
    name: 'the agent of all requests, set by each',
    code: `
      import { Agent, setGlobalDispatcher } from 'undici';
      export async function load(url) {
        setGlobalDispatcher(new Agent({ connect: { timeout: 500 } }));
        const response = await fetch(url);
        return response.json();
      }
    `,
    findings: [{ messageId: 'perCall', line: 3, refused: 'where the process starts' }],
  },
  {
    name: 'one that is set anew as its options change: they are not what is in the way',
    code: `
      import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';
      export function watch(env) {
        env.subscribe(({ options }) => {
          setGlobalDispatcher(new EnvHttpProxyAgent(options));
        });
      }
      app.post('/proxy', (req, res) => {
        setGlobalDispatcher(new EnvHttpProxyAgent(req.body));
        res.end();
      });
    `,
    findings: [
      {
        messageId: 'perCall',
        line: 4,
        refused:
          'line 4 makes it the agent of all requests that name none: call that once, where the process starts; if its options change later, `close()` the one that `getGlobalDispatcher()` returned before',
      },
      { messageId: 'perCall', line: 8, refused: 'line 8 makes it the agent of all requests' },
    ],
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid, invalid });
