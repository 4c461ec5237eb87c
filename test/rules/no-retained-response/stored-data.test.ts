import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const ts = { filename: 'src/input.ts' } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const storedData = finding('storedData');

const NO_BOUND = 'only you know how many entries are needed';

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'the data goes to a place that grows',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response.data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a Buffer grows in a list',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
];

/** The ways of a response to where it is stored. */
const followed: InvalidCase[] = [
  {
    name: 'a list that is joined with one more',
    code: `
      const axios = require('axios');
      let all = [];
      async function run(url) {
        const response = await axios.get(url);
        all = all.concat(response.data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'Promise.all, destructured',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const [first] = await Promise.all([axios.get(url), sleep(10)]);
        cache.set(url, first.data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'Promise.all, forEach',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const responses = await Promise.all(urls.map((each) => axios.get(each)));
        responses.forEach((response, index) => cache.set(index, response.data));
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'for await',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        for await (const { data } of urls.map((each) => axios.get(each))) cache.set(data.id, data);
      }
    `,
    findings: [storedData(4, NO_BOUND)],
  },
  {
    name: 'a destructured default',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data = [] } = await axios.get(url);
        cache.set(url, data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'an element of a collection',
    code: `
      const axios = require('axios');
      const index = new Map();
      async function run(url) {
        const response = await axios.get(url);
        index.get(url).push(response.data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a list that is made anew with one more',
    code: `
      const axios = require('axios');
      let all = [];
      async function run(url) {
        const response = await axios.get(url);
        all = [...all, response.data];
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a key of an object',
    code: `
      const axios = require('axios');
      const byUrl = {};
      async function run(url) {
        const response = await axios.get(url);
        byUrl[url] = response.data;
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'key and value of two responses: one finding for each place',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const [first, second] = await Promise.all([axios.get(url), axios.get(url)]);
        cache.set(first.data.id, second.data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'all of a text, whatever is done to it',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.trim());
        cache.set(url, data.toLowerCase());
        cache.set(url, data.replace('a', 'b'));
        cache.set(url, \`\${data}\`);
      }
    `,
    findings: [
      storedData(5, NO_BOUND),
      storedData(6, NO_BOUND),
      storedData(7, NO_BOUND),
      storedData(8, NO_BOUND),
    ],
  },
];

/** Places that outlive a call. */
const longLived: InvalidCase[] = [
  {
    name: 'a static instance',
    code: `
      const axios = require('axios');
      class Store {
        static instance = new Store();
        pages = [];
        async load(id) {
          this.pages.push((await axios.get(id)).data);
        }
      }
    `,
    findings: [storedData(6, NO_BOUND)],
  },
  {
    name: 'an instance that is made once, when first asked for',
    code: `
      const axios = require('axios');
      let store;
      class Store {
        constructor() { this.pages = []; }
        async load(id) { this.pages.push((await axios.get(id)).data); }
      }
      function getStore() {
        store ??= new Store();
        return store;
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a provider of an injector',
    code: `
      import { Injectable } from '@nestjs/common';
      import axios from 'axios';
      @Injectable()
      export class UsersService {
        private readonly users = new Map<string, unknown>();
        async load(id: string) {
          const { data } = await axios.get<unknown>(id);
          this.users.set(id, data);
        }
      }
    `,
    findings: [storedData(8, NO_BOUND)],
    ...ts,
  },
  {
    name: 'a private field of a singleton',
    code: `
      import axios from 'axios';
      class Store {
        #pages = new Map();
        async load(id) {
          this.#pages.set(id, (await axios.get(id)).data);
        }
      }
      export default new Store();
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'an object literal of the module',
    code: `
      const axios = require('axios');
      const store = {
        pages: [],
        async load(id) {
          this.pages.push((await axios.get(id)).data);
        },
      };
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'an alias of a module-level collection',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const own = cache;
        own.set(url, (await axios.get(url)).data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a collection behind a getter',
    code: `
      const axios = require('axios');
      const cache = new Map();
      function getCache() {
        return cache;
      }
      async function run(url) {
        getCache().set(url, (await axios.get(url)).data);
      }
    `,
    findings: [storedData(7, NO_BOUND)],
  },
  {
    name: 'this under another name',
    code: `
      const axios = require('axios');
      class Store {
        pages = [];
        load(id) {
          const self = this;
          return axios.get(id).then(function (response) {
            self.pages.push(response.data);
          });
        }
      }
      module.exports = new Store();
    `,
    findings: [storedData(7, NO_BOUND)],
  },
];

/** Places that only look as if they let go. */
const unbounded: InvalidCase[] = [
  {
    name: 'a look whether there is anything',
    code: `
      const axios = require('axios');
      const items = [];
      const hasAny = () => items.length > 0;
      async function run(url) {
        items.push((await axios.get(url)).data);
      }
    `,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a loop over what is there',
    code: `
      const axios = require('axios');
      const items = [];
      function show() {
        for (let i = 0; i < items.length; i++) use(items[i].id);
      }
      async function run(url) {
        items.push((await axios.get(url)).data);
      }
    `,
    findings: [storedData(7, NO_BOUND)],
  },
  {
    name: 'a function that the module alone calls, in a loop',
    code: `
      const axios = require('axios');
      const items = [];
      async function main() {
        for (const url of ['a', 'b']) items.push((await axios.get(url)).data);
      }
      main();
    `,
    findings: [storedData(4, NO_BOUND)],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...measuredAsHeld, ...followed, ...longLived, ...unbounded],
});
