import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const storedResponse = finding('storedResponse');

const READ_AS_RESPONSE = 'code that reads it later may expect a whole response';

const AWAITED_AS_RESPONSE = 'code that awaits it later may expect a whole response';

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'the whole response is stored',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: '… and its data nulled: the body as received stays',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response);
        response.data = null;
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a copy of the response is stored',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, { ...response });
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a response in an object is stored',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, { response, at: Date.now() });
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'the request of the response is stored',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response.request);
      }
    `,
    findings: [storedResponse(5, 'code that reads it later decides')],
  },
  {
    name: 'a promise of the response is cached',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        cache.set(url, axios.get(url));
        return cache.get(url);
      }
    `,
    findings: [storedResponse(4, AWAITED_AS_RESPONSE)],
  },
  {
    name: 'a response that is stored anew',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.delete(url);
        cache.set(url, response);
      }
    `,
    findings: [storedResponse(6, READ_AS_RESPONSE)],
  },
  {
    name: 'a response that a timer deletes',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response);
        setTimeout(() => cache.delete(url), 60_000);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a pattern that stores a response',
    code: `
      const axios = require('axios');
      const state = {};
      async function run(url) {
        [state.user, state.rights] = await Promise.all([axios.get(url), axios.get(url)]);
      }
    `,
    findings: [storedResponse(4, READ_AS_RESPONSE), storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a then for errors alone passes the response on',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        cache.set(url, await axios.get(url).then(undefined, () => retry()));
      }
    `,
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
];

/** The ways of a response to where it is stored. */
const followed: InvalidCase[] = [
  {
    name: 'an alias of the response',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        const same = response;
        cache.set(url, same);
      }
    `,
    findings: [storedResponse(6, READ_AS_RESPONSE)],
  },
  {
    name: 'a parameter of then',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        return axios.get(url).then((response) => cache.set(url, response));
      }
    `,
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a named callback of then',
    code: `
      const axios = require('axios');
      const cache = new Map();
      function keep(response) {
        cache.set(1, response);
      }
      async function run(url) {
        return axios.get(url).then(keep);
      }
    `,
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a helper that returns the response',
    code: `
      const axios = require('axios');
      const cache = new Map();
      const load = (path) => axios.get(path);
      async function run(url) {
        cache.set(url, await load(url));
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'an async helper, a method of an object',
    code: `
      const axios = require('axios');
      const cache = new Map();
      const api = {
        async load(path) {
          const response = await axios.get(path);
          return response;
        },
      };
      async function run(url) {
        cache.set(url, await api.load(url));
      }
    `,
    findings: [storedResponse(10, READ_AS_RESPONSE)],
  },
  {
    name: 'a method of a class, an instance as a field',
    code: `
      const axios = require('axios');
      class Api {
        constructor() {
          this.client = axios.create({ baseURL: '/' });
          this.cache = new Map();
        }
        load(id) {
          return this.client.get(id);
        }
        async run(id) {
          this.cache.set(id, await this.load(id));
        }
      }
      module.exports = new Api();
    `,
    findings: [storedResponse(11, READ_AS_RESPONSE)],
  },
  {
    name: 'a function that retries what it is given',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        cache.set(url, await retry(() => axios.get(url)));
      }
    `,
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'Promise.all, mapped and looped',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const responses = await Promise.all(urls.map((each) => axios.get(each)));
        for (const response of responses) cache.set(response.config.url, response);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'Promise.allSettled',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const results = await Promise.allSettled([axios.get(url)]);
        for (const { value } of results) cache.set(url, value);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a conditional and a default',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = url ? await axios.get(url) : fallback;
        cache.set(url, response || fallback);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a re-assignment',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        let response;
        response = await axios.get(url);
        cache.set(url, response);
      }
    `,
    findings: [storedResponse(6, READ_AS_RESPONSE)],
  },
  {
    name: 'the rest of a response has its request',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data, ...rest } = await axios.get(url);
        cache.set(url, rest);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'Promise.all: each element is the one of its place',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const [page, file] = await Promise.all([axios.get(url), axios.get(url, { responseType: 'stream' })]);
        cache.set(1, page);
        cache.set(2, file);
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
];

/** Places that outlive a call. */
const longLived: InvalidCase[] = [
  {
    name: 'a field of an exported singleton',
    code: `
      const axios = require('axios');
      class Store {
        async load(id) {
          this.last = await axios.get(id);
        }
      }
      module.exports = new Store();
    `,
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a global',
    code: `
      const axios = require('axios');
      async function run(url) {
        globalThis.last = await axios.get(url);
      }
    `,
    findings: [storedResponse(3, READ_AS_RESPONSE)],
  },
  {
    name: 'a class by its own name',
    code: `
      const axios = require('axios');
      class Store {
        static pages = new Map();
        static async load(id) {
          Store.pages.set(id, await axios.get(id));
        }
      }
    `,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'an instance that the class keeps of itself when first asked for',
    code: `
      const axios = require('axios');
      class Store {
        static instance;
        pages = new Map();
        static getInstance() {
          if (!Store.instance) Store.instance = new Store();
          return Store.instance;
        }
        async load(id) {
          this.pages.set(id, await axios.get(id));
        }
      }
    `,
    findings: [storedResponse(10, READ_AS_RESPONSE)],
  },
];

/** Places that only look as if they let go. */
const unbounded: InvalidCase[] = [
  {
    name: 'a cached promise of a response that nobody takes out',
    code: `
      const axios = require('axios');
      const cache = {};
      async function run(url) {
        cache[url] ??= axios.get(url);
        return cache[url];
      }
    `,
    findings: [storedResponse(4, AWAITED_AS_RESPONSE)],
  },
  {
    name: 'a promise that is asked for once',
    code: `
      const axios = require('axios');
      let pending;
      function load() {
        if (!pending) pending = axios.get('/config');
        return pending;
      }
    `,
    findings: [storedResponse(4, AWAITED_AS_RESPONSE)],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...measuredAsHeld, ...followed, ...longLived, ...unbounded],
});
