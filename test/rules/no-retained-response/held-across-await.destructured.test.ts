import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

/** The fix: what is needed is bound instead of the response. */
const destructured: InvalidCase[] = [
  {
    name: 'an alias stays where its going would bring another pattern behind its response',
    code: `
      const axios = require('axios');
      async function run(url) {
        const first = await axios.get(url);
        const second = await axios.get(url);
        const foo = first.data;
        const { data } = second;
        await sleep(1000);
        return [foo, data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data: firstData } = await axios.get(url);
        const second = await axios.get(url);
        const foo = firstData;
        const { data } = second;
        await sleep(1000);
        return [foo, data];
      }
    `,
    findings: [held(3), held(4, 'is destructured on line 6')],
  },
  {
    name: 'several members',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response.status !== 200) throw new Error(response.statusText);
        const etag = response.headers.etag;
        await sleep(1000);
        return { etag, config: response.config, data: response.data };
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { status, statusText, headers, config, data } = await axios.get(url);
        if (status !== 200) throw new Error(statusText);
        const etag = headers.etag;
        await sleep(1000);
        return { etag, config, data };
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an alias gives its name',
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
        const { data: items } = await axios.get(url);
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an alias with a comment stays a statement',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = response.data; // the newest first
        await sleep(1000);
        return items;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const items = data; // the newest first
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an alias of a let stays a statement',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        let items = response.data;
        items = items.slice(1);
        await sleep(1000);
        return items;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        let items = data;
        items = items.slice(1);
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'two aliases of one member',
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
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data: items } = await axios.get(url);
        const raw = items;
        await sleep(1000);
        return [items, raw];
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a pattern in the next statement is joined',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { data: items, status } = response;
        await sleep(1000);
        return [items, status];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data: items, status } = await axios.get(url);
        await sleep(1000);
        return [items, status];
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a pattern with a default is joined',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { data = [] } = response;
        await sleep(1000);
        return data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data = [] } = await axios.get(url);
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a member that is written',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        response.data = response.data.items;
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        let { data } = await axios.get(url);
        data = data.items;
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'shorthand where the key is the name',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use({ data: response.data, code: response.status, "status": response.status });
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data, status } = await axios.get(url);
        use({ data, code: status, "status": status });
        await sleep(1000);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'bracket access',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response['data'], response[\`status\`]);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data, status } = await axios.get(url);
        use(data, status);
        await sleep(1000);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'optional chains of what is sure to be there',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response?.data?.items?.[0], response?.data.id);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        use(data?.items?.[0], data.id);
        await sleep(1000);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'guards of what is sure to be there',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response && response.data) use(response.data);
        if (!response || !response.data) return;
        const items = response && response.data && response.data.items;
        await sleep(1000);
        return items;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        if (data) use(data);
        if (!data) return;
        const items = data && data.items;
        await sleep(1000);
        return items;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a declaration of several',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url), started = Date.now();
        await sleep(1000);
        return response.data[started];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url), started = Date.now();
        await sleep(1000);
        return data[started];
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an element of Promise.all',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [users, groups] = await Promise.all([axios.get(url), axios.get(url)]);
        await sleep(1000);
        return [users.data, groups.data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const [{ data }, { data: groupsData }] = await Promise.all([axios.get(url), axios.get(url)]);
        await sleep(1000);
        return [data, groupsData];
      }
    `,
    findings: [held(3), held(3)],
  },
  {
    name: 'a var, and a read in a closure',
    code: `
      const axios = require('axios');
      async function run(url) {
        var response = await axios.get(url);
        await sleep(1000);
        return list.map(() => response.data);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        var { data } = await axios.get(url);
        await sleep(1000);
        return list.map(() => data);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a response of a helper',
    code: `
      const axios = require('axios');
      const load = (path) => axios.get(path);
      async function run(url) {
        const response = await load(url);
        const id = response.data.id;
        await sleep(1000);
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      const load = (path) => axios.get(path);
      async function run(url) {
        const { data } = await load(url);
        const id = data.id;
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(4)],
  },
  {
    name: 'parentheses',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = (await axios.get(url));
        use((response).data);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = (await axios.get(url));
        use(data);
        await sleep(1000);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a config that spreads itself',
    code: `
      const axios = require('axios');
      async function run(url) {
        let config = { url };
        config = { ...config, timeout: 1 };
        const response = await axios(config);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        let config = { url };
        config = { ...config, timeout: 1 };
        const { data } = await axios(config);
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(5)],
  },
  {
    name: 'an alias of a member that is written later is another value',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const data = response.data;
        response.data = null;
        await sleep(1000);
        return data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        let { data: responseData } = await axios.get(url);
        const data = responseData;
        responseData = null;
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an alias whose name means something else further in stays a statement',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const body = response.data;
        await sleep(1000);
        return list.map((body) => [body, response.data]);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const body = data;
        await sleep(1000);
        return list.map((body) => [body, data]);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a member of an element of a list is written',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [a, b] = await Promise.all([axios.get(url), axios.get(url)]);
        a.data = null;
        await sleep(1000);
        return [a.data, b.data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        let [{ data }, { data: bData }] = await Promise.all([axios.get(url), axios.get(url)]);
        data = null;
        await sleep(1000);
        return [data, bData];
      }
    `,
    findings: [held(3), held(3)],
  },
  {
    name: 'an element that nobody reads leaves a hole',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [a, b] = await Promise.all([axios.get(url), axios.get(url)]);
        await sleep(1000);
        return b.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const [, { data }] = await Promise.all([axios.get(url), axios.get(url)]);
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3), held(3)],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: destructured,
});
