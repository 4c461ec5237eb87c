import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const ts = { filename: 'src/input.ts' } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

/** What cannot be taken apart. */
const refused: InvalidCase[] = [
  {
    name: 'a member is written, and what is declared beside would become variable',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url), other = 1;
        response.data = other;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, 'is declared with others')],
  },
  {
    name: 'a member is written of a response that a helper gives, to others as well perhaps',
    code: `
      const axios = require('axios');
      const load = (url) => axios.get(url);
      async function run(url) {
        const response = await load(url);
        response.data = 1;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(4, 'and other code may read it')],
  },
  {
    ...ts,
    name: 'a declaration that disposes of what it holds',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        using response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`using` takes no pattern')],
  },
  {
    name: 'patterns of the elements of a list, the first of which would leave the second behind the list',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [a, b] = await Promise.all([axios.get(url), axios.get(url)]);
        const { data: x } = a;
        const { data: y } = b;
        await sleep(1000);
        return [x, y];
      }
    `,
    findings: [held(3, 'is destructured on line 4'), held(3, 'is destructured on line 5')],
  },
  {
    name: 'a template’s tag',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response.data\`x\`);
        await sleep(1000);
      }
    `,
    findings: [held(3, 'is called as a method on line 4')],
  },
  {
    name: 'assigned in a try',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response;
        try {
          response = await axios.get(url);
        } catch (error) {
          return error.message;
        }
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(5, '`response` is declared outside of the `try` that assigns it')],
  },
  {
    name: 'used in a finally',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response;
        try {
          response = await axios.get(url);
        } finally {
          use(response.status);
        }
        await sleep(1000);
      }
    `,
    findings: [held(5, 'declared outside of the `try`')],
  },
  {
    name: 'declared apart',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response;
        if (url) response = await axios.get(url);
        await sleep(1000);
        return response?.data;
      }
    `,
    findings: [held(4, '`response` is declared apart from its assignment')],
  },
  {
    name: 'assigned again',
    code: `
      const axios = require('axios');
      async function run(url) {
        let response = await axios.get(url);
        while (response.data.next) response = await axios.get(response.data.next);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` is assigned again on line 4')],
  },
  {
    name: 'declared twice',
    code: `
      const axios = require('axios');
      async function run(url) {
        var response = await axios.get(url);
        var response;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` is declared twice')],
  },
  {
    name: 'read by its name',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(eval('response.status'));
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`eval` may read `response` by its name')],
  },
  {
    name: 'part of a pattern',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [{ value: response }] = await Promise.allSettled([axios.get(url)]);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` is itself part of a pattern')],
  },
  {
    name: 'a default of a pattern',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [response = fallback] = await Promise.all([axios.get(url)]);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` is itself part of a pattern')],
  },
  {
    name: 'the rest of a pattern',
    code: `
      const axios = require('axios');
      async function run(url) {
        const { data, ...rest } = await axios.get(url);
        await sleep(1000);
        return [data, rest.status];
      }
    `,
    findings: [held(3, '`rest` is itself part of a pattern')],
  },
  {
    name: 'passed on',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        log(response);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'spread',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use({ ...response });
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'tested',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (!response) return;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, 'on line 4')],
  },
  {
    name: 'a member by a name that is not known',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const part = response[url];
        await sleep(1000);
        return part;
      }
    `,
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'the request is needed',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { path } = response.request;
        await sleep(1000);
        return path;
      }
    `,
    findings: [held(3, '`response.request` is needed on line 4')],
  },
  {
    name: 'a member is deleted',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        delete response.headers;
        use(response.headers);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.headers` is deleted on line 4')],
  },
  {
    name: 'a member is called',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const rows = response.data(url);
        await sleep(1000);
        return rows;
      }
    `,
    findings: [held(3, '`response.data` is called as a method on line 4')],
  },
  {
    name: 'a member is counted up',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        response.status++;
        await sleep(1000);
        return response.status;
      }
    `,
    findings: [held(3, '`response.status` is written on line 4')],
  },
  {
    name: 'a member is written, the declaration has another name',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url), more = 1;
        response.data = more;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response.data` is written on line 4')],
  },
  {
    name: 'headers are written to',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        response.headers['x-from'] = url;
        await sleep(1000);
        return response.headers;
      }
    `,
    findings: [held(3, '`response.headers` is written to on line 4')],
  },
  {
    name: 'a catch goes on without a response',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url).catch(() => null);
        if (url) use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, 'may be `undefined`')],
  },
  {
    name: '… and is tested',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url).catch(() => null);
        use(response?.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response` is tested on line 4, so it may be `undefined`')],
  },
  {
    name: 'one of two values',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = url ? await axios.get(url) : undefined;
        if (url) use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, 'may be `undefined`')],
  },
  {
    name: 'a helper that swallows the error',
    code: `
      const axios = require('axios');
      async function load(path) {
        try {
          return await axios.get(path);
        } catch {
          return null;
        }
      }
      async function run(url) {
        const response = await load(url);
        if (!response || !response.data) return undefined;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(10, '`response` is tested on line 11, so it may be `undefined`')],
  },
  {
    name: 'an interceptor may give nothing',
    code: `
      const axios = require('axios');
      axios.interceptors.response.use(onResponse, () => undefined);
      async function run(url) {
        const response = await axios.get(url);
        if (url) use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(4, 'may be `undefined`')],
  },
  {
    name: 'a pattern further down',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response.status);
        const { data } = response;
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3, '`response` is destructured on line 5: destructure it where it is awaited')],
  },
  {
    name: 'a helper that gives nothing, left early',
    code: `
      const axios = require('axios');
      async function load(url) {
        if (url) return axios.get(url);
      }
      async function run(url) {
        const response = await load(url);
        if (!ready()) return undefined;
        const id = response.data.id;
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(6, '`response` may be `undefined` on a path that reads nothing of it')],
  },
  {
    name: 'an element of a list that may be empty',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [first] = await Promise.all(url.map((each) => axios.get(each)));
        if (url.length > 0) use(first.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`first` may be `undefined` on a path that reads nothing of it')],
  },
  {
    name: '… and is tested',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [first] = await Promise.all(url.map((each) => axios.get(each)));
        use(first?.data.id);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`first` is tested on line 4, so it may be `undefined`')],
  },
  {
    name: 'a promise that has a name',
    code: `
      const axios = require('axios');
      async function run(url) {
        const pending = axios.get(url);
        const response = await pending;
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [
      held(4, '`pending` refers to the promise of the response: await the request itself'),
    ],
  },
  {
    name: 'a member is written in a pattern',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        [response.data] = [1];
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is written on line 4')],
  },
  {
    name: 'a member is written by the head of a loop',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        for (response.data of [1, 2]) use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is written on line 4')],
  },
  {
    name: 'a var that is read outside of its block',
    code: `
      const axios = require('axios');
      async function run(url) {
        if (url) {
          var response = await axios.get(url);
        }
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(4, '`response` is used outside of the block of its `var`')],
  },
  {
    name: 'what is thrown where there is none is caught',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url).catch(() => null);
        try {
          use(response.data);
        } catch {}
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response` may be `undefined` on a path that reads nothing of it')],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: refused,
});
