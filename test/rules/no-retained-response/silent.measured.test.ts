/**
 * Code that retains nothing, by what was measured.
 */

import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type ValidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

/** EVIDENCE, 'What happens to a response': the lines where nothing stays. */
const measuredAsNothing: ValidCase[] = [
  {
    name: 'a local alias dies with its function',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = response.data.data;
        return items.length;
      }
    `,
  },
  {
    name: 'an object is made anew with the same keys',
    code: `
      const axios = require('axios');
      let latest = {};
      async function run(url) {
        latest = { ...latest, last: (await axios.get(url)).data };
      }
    `,
  },
  {
    name: 'the rest of a list that the response stands before',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const [response, ...others] = await Promise.all([axios.get(url), url]);
        items.push(others[0]);
      }
    `,
  },
  {
    name: 'a number or a string of the JSON is stored',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const response = await axios.get(url);
        items.push(response.data.id);
        items.push(response.data.title);
      }
    `,
  },
  {
    name: 'a cut of a JSON string is stored: it holds that string alone',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const response = await axios.get(url);
        items.push(response.data.title.slice(0, 20));
      }
    `,
  },
  {
    name: 'headers and config are stored',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response.headers);
        cache.set(url, response.config);
      }
    `,
  },
  {
    name: 'the promise of an id is cached',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        cache.set(url, axios.get(url).then((response) => response.data.id));
      }
    `,
  },
  {
    name: 'a closure on a timer uses an extracted field',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { id } = response.data;
        setInterval(() => use(id), 1000);
      }
    `,
  },
  {
    name: 'the data is destructured before a long await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        for (const item of data) await save(item);
      }
    `,
  },
  {
    name: 'the deep part is destructured',
    code: `
      const axios = require('axios');
      async function run(url) {
        const { data: { id } } = await axios.get(url);
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'the part is taken in one expression',
    code: `
      const axios = require('axios');
      async function run(url) {
        const { id } = (await axios.get(url)).data;
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'a helper function extracts it',
    code: `
      const axios = require('axios');
      const idOf = async (url) => {
        const response = await axios.get(url);
        return response.data.id;
      };
      async function run(url) {
        const id = await idOf(url);
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'the name is emptied before the await',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response = await axios.get(url);
        const { id } = response.data;
        response = null;
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'data and request are emptied before the await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { id } = response.data;
        response.data = null;
        response.request = null;
        await sleep(1000);
        return id;
      }
    `,
    ...any,
  },
  {
    name: 'a stored response without data and request',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const response = await axios.get(url);
        cache.set(url, response);
        response.data = null;
        response.request = null;
      }
    `,
  },
  {
    name: 'V8 copies a cut of up to twelve characters',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, data.slice(0, 12));
      }
    `,
  },
  {
    name: 'a cut is the key of an object',
    code: `
      const axios = require('axios');
      const seen = {};
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        seen[data.slice(0, 40)] = true;
      }
    `,
  },
  {
    name: 'a number, a parsed field and a copy of a text',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(Number(data.slice(0, 40)));
        items.push(JSON.parse(data).title);
        items.push(Buffer.from(data.slice(0, 40)).toString());
        items.push((' ' + data.slice(0, 40)).slice(1));
      }
    `,
  },
  {
    name: 'copies of a view',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(Buffer.from(data.subarray(0, 12)));
        items.push(Buffer.copyBytesFrom(data, 0, 12));
        items.push(new Uint8Array(data.subarray(0, 12)));
        items.push(Uint8Array.prototype.slice.call(data, 0, 12));
        items.push(data.buffer.slice(0, 12));
      }
    `,
  },
  {
    name: 'a text that a Buffer is decoded to',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(data.toString('utf8', 0, 40));
      }
    `,
  },
  {
    name: 'Buffer.concat copies what it is given',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        items.push(Buffer.concat([data.subarray(0, 12)]));
      }
    `,
  },
  {
    name: 'what is made of each element of a list',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const responses = await Promise.all([axios.get(url), axios.get(url)]);
        items.push(Array.from(responses, (response) => response.data.id));
      }
    `,
  },
  {
    name: 'a database that runs a text',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(db.exec(data));
      }
    `,
  },
  {
    name: 'the characters of a text, the numbers of a Buffer',
    code: `
      const axios = require('axios');
      const items = [];
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        items.push(Array.from(data));
        items.push(Array.from((await axios.get(url, { responseType: 'arraybuffer' })).data));
      }
    `,
  },
  {
    name: 'a place that is only asked for a cut',
    code: `
      const axios = require('axios');
      const seen = {};
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        if (!seen.hasOwnProperty(data.slice(0, 40))) use(data);
      }
    `,
  },
  {
    name: 'a WeakMap keeps a body as long as its key',
    code: `
      const axios = require('axios');
      const bodies = new WeakMap();
      async function run(url) {
        const { data } = await axios.get(url);
        bodies.set(url, data);
      }
    `,
  },
  {
    name: 'the promise goes on without the response',
    code: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then((response) => {
          const { id } = response.data;
          return sleep(1000).then(() => id);
        });
      }
    `,
    ...any,
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: measuredAsNothing,
  invalid: [],
});
