/**
 * Places, closures and awaits that let the response go again.
 */

import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type ValidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

const ts = { filename: 'src/input.ts' } as const;

/** Places that die with their call, or are written to once. */
const shortLived: ValidCase[] = [
  {
    name: 'a class that is made for each use',
    code: `
      const axios = require('axios');
      class Page {
        async load(id) {
          this.response = await axios.get(id);
          this.pages.push(this.response.data);
        }
      }
      module.exports = Page;
    `,
  },
  {
    name: 'a provider for each request',
    code: `
      import { Injectable, Scope } from '@nestjs/common';
      import axios from 'axios';
      @Injectable({ scope: Scope.REQUEST })
      export class UsersService {
        async load(id: string) {
          this.user = await axios.get(id);
        }
      }
    `,
    ...ts,
  },
  {
    name: 'an object of a function’s own',
    code: `
      const axios = require('axios');
      async function run(url) {
        const page = {};
        page.response = await axios.get(url);
        return page;
      }
    `,
  },
  {
    name: 'a parameter is somebody else’s',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        url.response = response;
        url.pages.push(response.data);
      }
    `,
  },
  {
    name: 'what runs once, as the module is loaded',
    code: `
      import axios from 'axios';
      export const config = await axios.get('/config');
      export const pages = [];
      pages.push((await axios.get('/page')).data);
      await sleep(1000);
    `,
    ...any,
  },
  {
    name: 'a function that the module alone calls',
    code: `
      const axios = require('axios');
      let last;
      async function main() {
        const response = await axios.get('/config');
        last = response;
        await sleep(1000);
        return response.status;
      }
      main();
    `,
    ...any,
  },
  {
    name: 'a function that is called where it stands',
    code: `
      const axios = require('axios');
      let last;
      (async () => {
        last = await axios.get('/config');
      })();
    `,
  },
  {
    name: 'a then at module level',
    code: `
      const axios = require('axios');
      let last;
      axios.get('/config').then((response) => {
        last = response;
      });
    `,
  },
  {
    name: 'a hook of a test',
    code: `
      const axios = require('axios');
      let response;
      describe('health', () => {
        beforeAll(async () => {
          response = await axios.get('/health');
        });
      });
    `,
  },
];

/** Places that let go again. */
const bounded: ValidCase[] = [
  {
    name: 'requests under way are shared and forgotten',
    code: `
      const axios = require('axios');
      const inFlight = new Map();
      async function run(url) {
        if (!inFlight.has(url)) inFlight.set(url, axios.get(url).finally(() => inFlight.delete(url)));
        return inFlight.get(url);
      }
    `,
  },
  {
    name: 'pieces of bodies that are loaded are shared and forgotten',
    code: `
      const axios = require('axios');
      const loading = new Map();
      async function titleOf(url) {
        if (!loading.has(url)) {
          const title = axios
            .get(url, { responseType: 'text' })
            .then(({ data }) => data.match(/<title>(.+)<.title>/)[1])
            .finally(() => loading.delete(url));
          loading.set(url, title);
        }
        return loading.get(url);
      }
    `,
  },
  {
    name: 'a response that is kept while it is worked on',
    code: `
      const axios = require('axios');
      const active = new Map();
      async function run(url) {
        const response = await axios.get(url);
        active.set(url, response);
        try {
          await work(response);
        } finally {
          active.delete(url);
        }
      }
    `,
  },
  {
    name: 'a cache that throws out its first',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        if (cache.size > 100) cache.delete(cache.keys().next().value);
        cache.set(url, (await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'an LRU cache',
    code: `
      const axios = require('axios');
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 100 });
      async function run(url) {
        cache.set(url, (await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'a NodeCache',
    code: `
      const axios = require('axios');
      const NodeCache = require('node-cache');
      const cache = new NodeCache({ stdTTL: 60 });
      async function run(url) {
        cache.set(url, (await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'a list that is emptied',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        items.length = 0;
        items.push((await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'a collection that is replaced',
    code: `
      const axios = require('axios');
      let cache = new Map();
      setInterval(() => { cache = new Map(); }, 60_000);
      async function run(url) {
        cache.set(url, (await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'a key that is deleted',
    code: `
      const axios = require('axios');
      const byUrl = {};
      const forget = (key) => { delete byUrl[key]; };
      async function run(url) {
        byUrl[url] = (await axios.get(url)).data;
      }
    `,
  },
  {
    name: 'a queue that is taken from',
    code: `
      const axios = require('axios');
      const queue = [];
      const next = () => queue.shift();
      async function run(url) {
        queue.push((await axios.get(url)).data);
      }
    `,
  },
  {
    name: 'a cached promise of the data in an LRU',
    code: `
      const axios = require('axios');
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 100 });
      async function run(url) {
        cache.set(url, axios.get(url).then(({ data }) => data));
      }
    `,
  },
];

/** Closures that hold nothing for long. */
const closuresLetGo: ValidCase[] = [
  {
    name: 'an interval that is cleared',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const timer = setInterval(() => use(response.data), 1000);
        await done();
        clearInterval(timer);
      }
    `,
  },
  {
    name: 'an interval of a field that is cleared',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        this.timer = setInterval(() => use(response.data), 1000);
        await done();
        clearInterval(this.timer);
      }
    `,
  },
  {
    name: 'a brief timer shares the scope only',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const rows = list.filter((row) => row.id === response.data.id);
        setTimeout(() => use(1), 1000);
      }
    `,
  },
  {
    name: 'a function of the module on a timer',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(list.map(() => response.status));
        setInterval(tick, 1000, response.data.id);
      }
    `,
  },
  {
    name: 'an emitter of the function’s own',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const emitter = new EventEmitter();
        emitter.on('end', () => use(response.status));
      }
    `,
  },
  {
    name: 'a closure that dies with the function',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        return list.filter((row) => row.id === response.data.id);
      }
    `,
  },
  {
    name: 'the response of a block, a closure outside of it',
    code: `
      const axios = require('axios');
      async function run(url) {
        let id;
        {
          const response = await axios.get(url);
          id = list.filter(() => response.data.id).length;
        }
        setInterval(() => use(id), 1000);
      }
    `,
  },
  {
    name: 'the response is emptied',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response = await axios.get(url);
        use(list.map(() => response.status));
        setInterval(() => use(1), 1000);
        response = null;
      }
    `,
  },
  {
    name: 'a stream',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url, { responseType: 'stream' });
        process.on('exit', () => response.data.destroy());
      }
    `,
  },
  {
    name: 'a timeout that is soon over',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        setTimeout(() => use(response.data), 1000);
      }
    `,
  },
  {
    name: 'the end of a response that is written',
    code: `
      const axios = require('axios');
      module.exports = async (req, res) => {
        const response = await axios.get('/me');
        res.on('finish', () => log(response.status));
        req.on('error', () => log(response.status));
        res.json(response.data);
      };
    `,
  },
  {
    name: 'a listener that the function takes off again',
    code: `
      const axios = require('axios');
      async function run(url, signal) {
        const response = await axios.get(url);
        const onChange = () => use(response.status);
        signal.addEventListener('change', onChange);
        try {
          return use(response.data);
        } finally {
          signal.removeEventListener('change', onChange);
        }
      }
    `,
  },
  {
    name: 'an interval whose handle is declared apart is cleared',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        let timer;
        timer = setInterval(() => use(response.status), 10);
        await done();
        clearInterval(timer);
      }
    `,
  },
  {
    name: 'a timeout that is soon over, by a constant',
    code: `
      const axios = require('axios');
      const SOON = 100;
      async function run(url) {
        const response = await axios.get(url);
        setTimeout(() => use(response.data), SOON);
      }
    `,
  },
  {
    name: 'a timeout that is cleared',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const timer = setTimeout(() => warn(response.status), 60_000);
        await done();
        clearTimeout(timer);
      }
    `,
  },
  {
    name: 'an interval that clearTimeout clears',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const timer = setInterval(() => warn(response.status), 1000);
        await done();
        clearTimeout(timer);
      }
    `,
  },
  {
    name: 'a task of a queue that is taken from',
    code: `
      const axios = require('axios');
      const tasks = [];
      const next = () => tasks.shift();
      async function run(url) {
        const response = await axios.get(url);
        tasks.push(() => use(response.data));
      }
    `,
  },
  {
    name: 'a callback that is forgotten when it is called',
    code: `
      const axios = require('axios');
      const callbacks = new Map();
      const finish = (id) => { callbacks.get(id)(); callbacks.delete(id); };
      async function run(url) {
        const response = await axios.get(url);
        callbacks.set(url, () => use(response.data));
      }
    `,
  },
  {
    name: 'an emitter of an object that is made for each use',
    code: `
      const axios = require('axios');
      class Connection {
        constructor(socket) { this.socket = socket; }
        async run(url) {
          const response = await axios.get(url);
          this.socket.on('message', () => use(response.status));
        }
      }
      module.exports = Connection;
    `,
  },
];

/** Awaits that no response lives through. */
const awaitsLetGo: ValidCase[] = [
  {
    name: 'a short await is not long',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await save(response.data.id);
        return response.data.id;
      }
    `,
  },
  {
    name: 'nothing is awaited after it',
    code: `
      const axios = require('axios');
      async function run(url) {
        await sleep(1000);
        const response = await axios.get(url);
        return response.data.id;
      }
    `,
    ...any,
  },
  {
    name: 'the await stands in the other branch',
    code: `
      const axios = require('axios');
      async function run(url) {
        if (url) {
          const response = await axios.get(url);
          use(response.data);
        } else {
          await sleep(1000);
        }
      }
    `,
    ...any,
  },
  {
    name: 'the function is left before the await',
    code: `
      const axios = require('axios');
      async function run(url) {
        if (url) {
          const response = await axios.get(url);
          return response.data.id;
        }
        await sleep(1000);
      }
    `,
    ...any,
  },
  {
    name: 'a retry that sleeps in its catch',
    code: `
      const axios = require('axios');
      async function run(url) {
        for (const attempt of [1, 2, 3]) {
          try {
            const response = await axios.get(url);
            return response.data;
          } catch {
            await sleep(1000 * attempt);
          }
        }
      }
    `,
    ...any,
  },
  {
    name: 'the body of another function waits',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        return items.map(async (item) => {
          await sleep(1000);
          return item;
        });
      }
    `,
    ...any,
  },
  {
    name: 'the response is needed whole after the await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return handle(response);
      }
    `,
    ...any,
  },
  {
    name: 'a promise of the response is no binding of it',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [{ data: { id } }] = await Promise.all([axios.get(url), axios.get(url)]);
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'a job that is only sent to a queue',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await this.queue.add('mail', { to: response.data.to });
        return response.data.id;
      }
    `,
  },
  {
    name: 'a loop over a list of responses awaits what is short',
    code: `
      const axios = require('axios');
      async function run(url) {
        for (const response of await Promise.all([axios.get(url), axios.get(url)])) {
          await save(response.data.id);
        }
      }
    `,
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [...shortLived, ...bounded, ...closuresLetGo, ...awaitsLetGo],
  invalid: [],
});
