import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const clone = { options: { strategy: 'clone' } } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

const storedResponse = finding('storedResponse');

const AWAITED_AS_RESPONSE = 'code that awaits it later may expect a whole response';

/** What the strategy `clone` takes for fixed. */
const cloned: ValidCase[] = [
  {
    name: 'the seed itself is what it wants',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = JSON.parse(JSON.stringify(response.data));
        response.data = null;
        await sleep(1000);
        return items;
      }
    `,
    ...clone,
  },
];

/** The strategy `clone`. */
const clones: InvalidCase[] = [
  {
    name: 'the form of the seed',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response.data && response.data.data) {
          const fullRecord = response.data.data;
          for (const item of fullRecord) await save(item);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response.data && response.data.data) {
          const fullRecord = JSON.parse(JSON.stringify(response.data.data));
          response.data = null;
          for (const item of fullRecord) await save(item);
        }
      }
    `,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'all of the data',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = response.data;
        await sleep(1000);
        return items;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = JSON.parse(JSON.stringify(response.data));
        response.data = null;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'what is read is no part: the data is dropped alone',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response.data.items.length);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response.data.items.length);
        response.data = null;
        await sleep(1000);
      }
    `,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'a comment behind the statement, no semicolons',
    code: `
      const axios = require('axios')
      async function run(url) {
      \tconst response = await axios.get(url)
      \tconst items = response.data // all
      \tawait sleep(1000)
      \treturn items
      }
    `,
    output: `
      const axios = require('axios')
      async function run(url) {
      \tconst response = await axios.get(url)
      \tconst items = JSON.parse(JSON.stringify(response.data)) // all
      \tresponse.data = null
      \tawait sleep(1000)
      \treturn items
      }
    `,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'the next round of a loop',
    code: `
      const axios = require('axios');
      async function run(url) {
        for (const page of [1, 2]) {
          const response = await axios.get(url + page);
          const items = response.data;
          use(items);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        for (const page of [1, 2]) {
          const response = await axios.get(url + page);
          const items = JSON.parse(JSON.stringify(response.data));
          response.data = null;
          use(items);
        }
      }
    `,
    findings: [held(4)],
    options: { strategy: 'clone', awaits: 'any' },
  },
  {
    name: 'a part that may be undefined',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = response.data.items;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3, '`response.data.items` may be `undefined`')],
    ...clone,
  },
  {
    name: 'a Buffer',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url, { responseType: 'arraybuffer' });
        const bytes = response.data;
        await sleep(1000);
        return bytes;
      }
    `,
    findings: [held(3, 'a Buffer does not survive')],
    ...clone,
  },
  {
    name: 'data is never read',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response.status);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is never read')],
    ...clone,
  },
  {
    name: 'data is read behind the await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response.data` is read after the await on line 4')],
    ...clone,
  },
  {
    name: 'data is read in the statement that awaits',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response.data.id, await sleep(1000));
      }
    `,
    findings: [held(3, '`response.data` is read in the statement that awaits')],
    ...clone,
  },
  {
    name: 'data is read again in each round',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        for (const id of list) {
          use(response.data[id]);
        }
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is read in each iteration of a loop')],
    ...clone,
  },
  {
    name: 'another name for the data would part from the clone',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = response.data;
        const raw = response.data;
        await sleep(1000);
        return [items, raw];
      }
    `,
    findings: [
      held(3, 'other code may refer to `response.data`, or to a part of it, since line 4'),
    ],
    ...clone,
  },
  {
    name: 'data is read in another function',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        list.forEach((item) => {
          use(response.data[item]);
        });
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is read in a function of its own on line 5')],
    ...clone,
  },
  {
    name: 'the response is used whole',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        log(response);
        const items = response.data;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3, '`response` is used as a whole on line 4')],
    ...clone,
  },
  {
    name: 'assigned in a try',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response;
        try {
          response = await axios.get(url);
        } catch {}
        use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(5, 'declared outside of the `try`')],
    ...clone,
  },
  {
    name: 'a branch that returns it: the body is let go behind',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response.data.done) {
          return response.data;
        }
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response.data.done) {
          return response.data;
        }
        response.data = null;
        await sleep(1000);
      }
    `,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'read on one path: the body is let go on both',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (url) {
          log(response.data);
        }
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (url) {
          log(response.data);
        }
        response.data = null;
        await sleep(1000);
      }
    `,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'two that are let go behind one statement, in the order of their names',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [first, second] = await Promise.all([axios.get(url), axios.get(url)]);
        if (url) {
          use(first.data, second.data);
        }
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const [first, second] = await Promise.all([axios.get(url), axios.get(url)]);
        if (url) {
          use(first.data, second.data);
        }
        first.data = null;
        second.data = null;
        await sleep(1000);
      }
    `,
    findings: [held(3), held(3)],
    ...clone,
  },
  {
    name: 'a promise that others await, too',
    code: `
      const axios = require('axios');
      let shared;
      const load = (url) => (shared ??= axios.get(url));
      async function run(url) {
        const response = await load(url);
        const items = response.data;
        await sleep(1000);
        return items;
      }
    `,
    findings: [
      storedResponse(3, AWAITED_AS_RESPONSE),
      held(5, '`response` may be `undefined`, or other code may use it'),
    ],
    ...clone,
  },
  {
    name: 'there may be none',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url).catch(() => undefined);
        const items = response?.data;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3, '`response` may be `undefined`, or other code may use it')],
    ...clone,
  },
  {
    name: 'an optional read',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = response?.data;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3, '`response` is tested, so it may be `undefined`')],
    ...clone,
  },
  {
    name: 'a config that comes from elsewhere',
    code: `
      const axios = require('axios');
      async function run(url, options) {
        const response = await axios.get(url, options);
        const items = response.data;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3, 'the config is not visible here')],
    ...clone,
  },
  {
    name: 'data is read in a loop that awaits',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        while (more()) {
          use(response.data);
          await sleep(1000);
        }
      }
    `,
    findings: [held(3, '`response.data` is read in each iteration of a loop')],
    ...clone,
  },
  {
    name: 'data is read in a function before it is read here',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        defer(() => response.data);
        use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is read in a function of its own on line 4')],
    ...clone,
  },
  {
    name: 'data may be read by its name',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(eval('response.data'));
        const items = response.data;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3, '`eval` may read `response` by its name')],
    ...clone,
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: cloned,
  invalid: clones,
});
