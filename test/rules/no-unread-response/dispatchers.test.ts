/**
 * Responses to `request` of undici's dispatchers (`Pool`, `Client`, `Agent`) that some path leaves unread.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'read on every path',
    code: `
      const { Pool } = require('undici');
      const pool = new Pool('https://files.example.com');
      exports.load = async (path) => {
        const { statusCode, body } = await pool.request({ path, method: 'GET' });
        if (statusCode !== 200) throw new Error(await body.text());
        return body.json();
      };
    `,
  },
  {
    name: 'a function gets the response, of a pool and of the package',
    code: `
      const { Pool, request } = require('undici');
      const pool = new Pool('https://files.example.com');
      exports.load = (path, callback) => {
        pool.request({ path, method: 'GET' }, (error, response) => callback(error, response));
        request('https://files.example.com/a', (error, { body }) => callback(error, body));
      };
    `,
  },
  {
    name: 'an interceptor may read it',
    code: `
      const { Agent, interceptors } = require('undici');
      const agent = new Agent().compose(interceptors.dump());
      exports.isUp = async (origin) => {
        const { statusCode } = await agent.request({ origin, path: '/', method: 'GET' });
        return statusCode === 200;
      };
    `,
  },
  {
    name: 'what has a method of that name, and is of another package or of two',
    code: `
      import { Pool } from 'pg-like-client';
      import { Client } from 'undici';
      import { Client as Other } from 'other-client';
      const pool = new Pool('https://files.example.com');
      const client = process.env.OTHER ? new Other() : new Client('https://files.example.com');
      export const isUp = async () => (await pool.request({ path: '/' })).statusCode === 200;
      export const isThere = async () => (await client.request({ path: '/', method: 'GET' })).statusCode;
    `,
  },
  {
    name: 'a type of that name of another package, or of the file',
    filename: 'lib/other.ts',
    code: `
      import type { Pool } from 'pg-like-client';
      import type { Client as HttpClient } from 'undici';
      interface Client {
        request(options: object): Promise<{ statusCode: number }>;
      }
      export const isUp = async (pool: Pool) => (await pool.request({ path: '/' })).statusCode;
      export const isThere = async (client: Client) => (await client.request({ path: '/' })).statusCode;
      export type Made = HttpClient;
    `,
  },
  {
    name: 'HEAD, and what a signal may end',
    code: `
      const { Pool } = require('undici');
      const pool = new Pool('https://files.example.com');
      exports.exists = async (path) => (await pool.request({ path, method: 'HEAD' })).statusCode === 200;
      exports.isUp = async (signal) =>
        (await pool.request({ path: '/', method: 'GET', signal })).statusCode === 200;
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'a pool of the module: only the headers are read',
    code: `
      const { Pool } = require('undici');
      const pool = new Pool('https://files.example.com');
      exports.typeOf = async (path) => {
        const response = await pool.request({ path, method: 'GET' });
        return response.headers['content-type'];
      };
    `,
    output: `
      const { Pool } = require('undici');
      const pool = new Pool('https://files.example.com');
      exports.typeOf = async (path) => {
        const response = await pool.request({ path, method: 'GET' });
        response.body.dump().catch(() => undefined);
        return response.headers['content-type'];
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4, says: 'longer than 32 KB' }],
  },
  {
    name: 'a field of a class: an image is left that is too long',
    code: `
      import { Client } from 'undici';
      class Images {
        private readonly client = new Client('https://images.example.com');
        async load(path: string): Promise<ArrayBuffer> {
          const response = await this.client.request({ path, method: 'GET' });
          if (Number(response.headers['content-length']) > 1e6) throw new Error('too long');
          return response.body.arrayBuffer();
        }
      }
      setInterval(() => new Images().load('/a.png'), 1e4);
    `,
    output: `
      import { Client } from 'undici';
      class Images {
        private readonly client = new Client('https://images.example.com');
        async load(path: string): Promise<ArrayBuffer> {
          const response = await this.client.request({ path, method: 'GET' });
          if (Number(response.headers['content-length']) > 1e6) {
            response.body.dump().catch(() => undefined);
            throw new Error('too long');
          }
          return response.body.arrayBuffer();
        }
      }
      setInterval(() => new Images().load('/a.png'), 1e4);
    `,
    filename: 'lib/images.ts',
    findings: [{ messageId: 'unreadFetch', line: 6 }],
  },
  {
    name: 'by the type of a parameter, and of a parameter that is a field',
    filename: 'lib/images.ts',
    code: `
      import type { Dispatcher, Pool } from 'undici';
      export class Images {
        constructor(private readonly pool: Pool) {}
        async typeOf(path: string): Promise<unknown> {
          const response = await this.pool.request({ path, method: 'GET' });
          return response.headers['content-type'];
        }
      }
      export async function statusOf(dispatcher: Dispatcher, origin: string): Promise<number> {
        const response = await dispatcher.request({ origin, path: '/', method: 'GET' });
        return response.statusCode;
      }
    `,
    output: `
      import type { Dispatcher, Pool } from 'undici';
      export class Images {
        constructor(private readonly pool: Pool) {}
        async typeOf(path: string): Promise<unknown> {
          const response = await this.pool.request({ path, method: 'GET' });
          response.body.dump().catch(() => undefined);
          return response.headers['content-type'];
        }
      }
      export async function statusOf(dispatcher: Dispatcher, origin: string): Promise<number> {
        const response = await dispatcher.request({ origin, path: '/', method: 'GET' });
        response.body.dump().catch(() => undefined);
        return response.statusCode;
      }
    `,
    findings: [
      { messageId: 'unreadFetch', line: 5 },
      { messageId: 'unreadFetch', line: 10 },
    ],
  },
  {
    name: 'an agent, and the one of the process',
    code: `
      import { Agent, getGlobalDispatcher } from 'undici';
      const agent = new Agent();
      export async function statusOf(origin) {
        return (await agent.request({ origin, path: '/', method: 'GET' })).statusCode;
      }
      export async function isThere(origin, path) {
        return (await getGlobalDispatcher().request({ origin, path, method: 'GET' })).statusCode;
      }
    `,
    findings: [
      { messageId: 'unreadFetch', line: 4, refused: 'no name of its own' },
      { messageId: 'unreadFetch', line: 7, refused: 'no name of its own' },
    ],
  },
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
