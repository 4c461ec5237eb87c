/**
 * Code of which nothing is reported.
 */

import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type ValidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

const ts = { filename: 'src/input.ts' } as const;

/** What such code looks like in the wild. */
const shapes: ValidCase[] = [
  {
    name: 'a returned response',
    code: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url);
      }
    `,
  },
  {
    name: 'a response that is returned after an await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response;
      }
    `,
    ...any,
  },
  {
    name: 'a token and an id are stored',
    code: `
      const axios = require('axios');
      let token;
      const ids = new Set();
      async function run(url) {
        const response = await axios.get(url);
        token = response.data.access_token;
        ids.add(response.data.id);
      }
    `,
  },
  {
    name: 'a token in a field of a singleton',
    code: `
      const axios = require('axios');
      class Auth {
        async login() {
          const response = await axios.post('/login');
          this.token = response.data.token;
          this.expires = Date.now() + response.data.expires_in * 1000;
        }
      }
      module.exports = new Auth();
    `,
  },
  {
    name: 'axios.put of data is a request, no map.put',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        return axios.put(url, response.data);
      }
    `,
  },
  {
    name: 'a client of a store is no collection',
    code: `
      const axios = require('axios');
      const redis = createClient();
      const store = require('./store');
      async function run(url) {
        const response = await axios.get(url);
        await redis.set(url, response.data);
        await store.put(url, response.data);
        store.add(response.data);
      }
    `,
  },
  {
    name: 'a router keeps handlers, not responses',
    code: `
      const axios = require('axios');
      const app = require('express')();
      async function run(url) {
        const response = await axios.get(url);
        app.set('config', response.data);
      }
    `,
  },
  {
    name: 'the last body is overwritten by the next',
    code: `
      const axios = require('axios');
      let latest;
      const state = {};
      async function run(url) {
        const response = await axios.get(url);
        latest = response.data;
        state.latest = response.data;
        state['status'] = response.data;
      }
    `,
  },
  {
    name: 'a list of the function’s own',
    code: `
      const axios = require('axios');
      async function run(url) {
        const pages = [];
        for (const page of [1, 2]) pages.push(await axios.get(url + page));
        return pages;
      }
    `,
  },
  {
    name: 'a key from a list of literals',
    code: `
      const axios = require('axios');
      const rates = {};
      async function run(url) {
        for (const kind of ['day', 'week']) rates[kind] = (await axios.get(url + kind)).data;
      }
    `,
  },
  {
    name: 'all of a short text, trimmed, is overwritten by the next',
    code: `
      const axios = require('axios');
      let address;
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        address = data.trim();
      }
    `,
  },
  {
    name: 'a variable of the environment is a copy',
    code: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        process.env.TOKEN = data.trim();
      }
    `,
  },
  {
    name: 'a key that is a template of nothing',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        cache.set(\`rates\`, (await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'a key of a union of literals',
    code: `
      import axios from 'axios';
      const cache = new Map<string, unknown>();
      export async function run(kind: 'day' | 'week') {
        cache.set(kind, (await axios.get(kind)).data);
      }
    `,
    ...ts,
  },
  {
    name: 'the pieces of a body are spread into a list',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const response = await axios.get(url);
        items.push(...response.data.items);
      }
    `,
  },
];

/** Values that are no response, or none whose body was read. */
const notFollowed: ValidCase[] = [
  {
    name: 'members that no response has: an interceptor gives something else',
    code: `
      const axios = require('axios');
      async function run(url) {
        const user = await axios.get(url);
        const name = user.name;
        await sleep(1000);
        return name;
      }
    `,
    ...any,
  },
  {
    name: 'a HEAD request brings no body',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        cache.set(url, await axios.head(url));
      }
    `,
  },
  {
    name: 'a stream is not read into memory',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url, { responseType: 'stream' });
        cache.set(url, response);
        await pipeline(response.data, out);
      }
    `,
  },
  {
    name: 'a stream by the defaults of the instance',
    code: `
      const axios = require('axios');
      const client = axios.create({ responseType: 'stream' });
      async function run(url) {
        const response = await client.get(url);
        await pipeline(response.data, out);
        return response.status;
      }
    `,
  },
  {
    name: 'a pattern of what no response has',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { users, total } = response;
        await sleep(1000);
        return [users, total];
      }
    `,
    ...any,
  },
  {
    name: 'an interceptor that gives the data',
    code: `
      const axios = require('axios');
      const api = axios.create();
      api.interceptors.response.use((response) => response.data);
      const users = new Map();
      async function load(id) {
        const user = await api.get(id);
        users.set(id, user);
      }
    `,
  },
  {
    name: 'an interceptor that takes the response apart',
    code: `
      const axios = require('axios');
      const api = axios.create();
      api.interceptors.response.use(({ data }) => data);
      async function load(id) {
        const response = await api.get(id);
        await sleep(1000);
        return response.data;
      }
    `,
  },
  {
    name: 'a promise of the response in a variable',
    code: `
      const axios = require('axios');
      async function run(url) {
        const pending = axios.get(url);
        const { data: { id } } = await pending;
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'the place in Promise.all is known: no response lies there',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const [, at] = await Promise.all([axios.get(url), now()]);
        cache.set(url, at);
      }
    `,
  },
];

/** Comments that silence. */
const silenced: ValidCase[] = [
  {
    name: 'silenced by a comment',
    code: `
      const axios = require('axios');
      async function run(url) {
        // eslint-disable-next-line leakproof/no-retained-response -- small
        const response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
  },
  {
    name: 'silenced for a region',
    code: `
      /* eslint-disable leakproof/no-retained-response */
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
  },
  {
    name: 'silenced on the line that stores',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response); // eslint-disable-line leakproof/no-retained-response
      }
    `,
  },
  {
    name: 'turned off by a comment',
    code: `
      /* eslint leakproof/no-retained-response: off */
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
  },
];

/** Idiomatic code whose owner a finding would annoy. */
const idiomatic: ValidCase[] = [
  {
    name: 'an Express handler',
    code: `
      const axios = require('axios');
      const app = require('express')();
      app.get('/users/:id', async (req, res) => {
        const response = await axios.get('/users/' + req.params.id);
        res.json(response.data);
      });
    `,
  },
  {
    name: 'a proxy of a stream',
    code: `
      const axios = require('axios');
      const app = require('express')();
      app.get('/file', async (req, res) => {
        const response = await axios.get('/file', { responseType: 'stream' });
        req.on('close', () => response.data.destroy());
        response.data.pipe(res);
      });
    `,
  },
  {
    name: 'middleware keeps it on the request',
    code: `
      const axios = require('axios');
      module.exports = async (req, res, next) => {
        req.user = (await axios.get('/me')).data;
        res.locals.response = await axios.get('/me');
        next();
      };
    `,
  },
  {
    name: 'a NestJS service',
    code: `
      import { Injectable } from '@nestjs/common';
      import axios from 'axios';
      @Injectable()
      export class UsersService {
        constructor(private readonly cache: Cache, private readonly queue: Queue) {}
        async find(id: string) {
          const { data } = await axios.get<User>('/users/' + id);
          await this.cache.set(id, data);
          return data;
        }
      }
    `,
    ...ts,
  },
  {
    name: 'an SDK wrapper',
    code: `
      const axios = require('axios');
      class Client {
        constructor(token) {
          this.http = axios.create({ headers: { token } });
        }
        async users() {
          const response = await this.http.get('/users');
          this.rateLimit = response.headers['x-rate-limit'];
          return response.data;
        }
      }
      module.exports = Client;
    `,
  },
  {
    name: 'pages are gathered',
    code: `
      const axios = require('axios');
      async function run(url) {
        const all = [];
        let next = url;
        do {
          const response = await axios.get(next);
          all.push(...response.data.items);
          next = response.data.next;
        } while (next);
        return all;
      }
    `,
  },
  {
    name: 'an interceptor that counts',
    code: `
      const axios = require('axios');
      let last;
      axios.interceptors.response.use((response) => {
        last = response.status;
        return response;
      });
    `,
  },
  {
    name: 'a mock',
    code: `
      import axios from 'axios';
      vi.mock('axios');
      const calls = [];
      it('sends', async () => {
        vi.mocked(axios.get).mockResolvedValue({ data: 1 });
        calls.push((await axios.get('/a')).status);
      });
    `,
    filename: 'a.test.js',
  },
  {
    name: 'an error is logged and its message kept',
    code: `
      const axios = require('axios');
      let lastError;
      async function run(url) {
        try {
          return await axios.get(url);
        } catch (error) {
          lastError = error.message;
          throw error;
        }
      }
    `,
  },
  {
    name: 'a list of errors of the function’s own',
    code: `
      const axios = require('axios');
      async function run(url) {
        const errors = [];
        for (const each of [1, 2]) {
          try {
            await axios.get(url + each);
          } catch (error) {
            errors.push(error);
          }
        }
        return errors;
      }
    `,
  },
  {
    name: 'the members of a body hold no response',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        for (const user of response.data) cache.set(user.id, user);
      }
    `,
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [...shapes, ...notFollowed, ...silenced, ...idiomatic],
  invalid: [],
});
