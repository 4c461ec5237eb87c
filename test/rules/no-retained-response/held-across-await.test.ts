import { expect, it } from 'vitest';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { dedent } from '../../harness/dedent.ts';
import { facts } from '../../harness/hosts.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

const ARGUMENT = 'an argument stays with its call, whatever it is destructured into';

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'a field is extracted, then a long await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        await sleep(1000);
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const id = data.id;
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a block that is left frees nothing',
    code: `
      const axios = require('axios');
      async function run(url) {
        let id;
        {
          const response = await axios.get(url);
          id = response.data.id;
        }
        await sleep(1000);
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        let id;
        {
          const { data } = await axios.get(url);
          id = data.id;
        }
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(5)],
  },
  {
    name: 'the seed: data is nulled, the body as received stays with the request',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        response.data = null;
        await sleep(1000);
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        let { data } = await axios.get(url);
        const id = data.id;
        data = null;
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an argument of an async callback stays with its call',
    code: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then(async (response) => {
          const { id } = response.data;
          await sleep(1000);
          return id;
        });
      }
    `,
    findings: [held(3, ARGUMENT)],
  },
  {
    name: '… whatever it is destructured into',
    code: `
      const axios = require('axios');
      async function run(url) {
        return axios.get(url).then(async ({ data: { id } }) => {
          await sleep(1000);
          return id;
        });
      }
    `,
    findings: [held(3, ARGUMENT)],
  },
  {
    name: 'a list of responses',
    code: `
      const axios = require('axios');
      async function run(url) {
        const responses = await Promise.all([axios.get(url), axios.get(url)]);
        const ids = responses.map(({ data }) => data.id);
        await sleep(1000);
        return ids;
      }
    `,
    findings: [held(3, 'is a list')],
  },
];

/** Awaits that a response lives through. */
const awaits: InvalidCase[] = [
  {
    name: 'an await in a loop below',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        for (const item of response.data) await save(item);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        for (const item of data) await save(item);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an await in a while, a do and a for loop',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        let page = response.data;
        while (page) page = await next(page);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        let page = data;
        while (page) page = await next(page);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'for await',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { id } = response.data;
        for await (const row of rows(id)) use(row);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const { id } = data;
        for await (const row of rows(id)) use(row);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a queue that runs what it is given',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        await limiter.schedule(() => save(id));
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const id = data.id;
        await limiter.schedule(() => save(id));
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a promise of a timer',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const id = data.id;
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return id;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a promise of an event',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        await new Promise((resolve) => stream.on('end', resolve));
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const id = data.id;
        await new Promise((resolve) => stream.on('end', resolve));
        return id;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a stream',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        await pipeline(input, output);
        return id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const id = data.id;
        await pipeline(input, output);
        return id;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'the seed: a loop whose inner loop sends further requests',
    code: `
      const axios = require('axios');
      async function sync(owners) {
        for (const owner of owners) {
          const response = await axios.get(owner);
          const files = response.data.files;
          for (const file of files) {
            const record = await axios.get(file);
            save(record.data);
          }
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function sync(owners) {
        for (const owner of owners) {
          const { data } = await axios.get(owner);
          const files = data.files;
          for (const file of files) {
            const record = await axios.get(file);
            save(record.data);
          }
        }
      }
    `,
    findings: [held(4)],
  },
  {
    name: '… and under `any` the inner one too, for its next round',
    code: `
      const axios = require('axios');
      async function sync(owners) {
        for (const owner of owners) {
          const response = await axios.get(owner);
          const files = response.data.files;
          for (const file of files) {
            const record = await axios.get(file);
            save(record.data);
          }
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function sync(owners) {
        for (const owner of owners) {
          const { data } = await axios.get(owner);
          const files = data.files;
          for (const file of files) {
            const { data: recordData } = await axios.get(file);
            save(recordData);
          }
        }
      }
    `,
    findings: [held(4), held(7)],
    ...any,
  },
  {
    name: '… but any',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await save(response.data.id);
        return response.data.id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        await save(data.id);
        return data.id;
      }
    `,
    findings: [held(3)],
    ...any,
  },
  {
    name: 'a finally runs with what the try has bound',
    code: `
      const axios = require('axios');
      async function run(url) {
        try {
          const response = await axios.get(url);
          use(response.data);
        } finally {
          await sleep(1000);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        try {
          const { data } = await axios.get(url);
          use(data);
        } finally {
          await sleep(1000);
        }
      }
    `,
    findings: [held(4)],
  },
  {
    name: 'a poller sleeps with its last response',
    code: `
      const axios = require('axios');
      async function run(url) {
        while (true) {
          const response = await axios.get(url);
          use(response.data);
          await sleep(1000);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        while (true) {
          const { data } = await axios.get(url);
          use(data);
          await sleep(1000);
        }
      }
    `,
    findings: [held(4)],
  },
  {
    name: '… before it only: it stays, and cannot be taken apart',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        handle(response);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'nothing of it is needed: only the call stays',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.post(url, {});
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        await axios.post(url, {});
        await sleep(1000);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a queue that is given a function',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const id = response.data.id;
        await this.queue.add(() => save(id));
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const id = data.id;
        await this.queue.add(() => save(id));
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a sleep at the head of the next round',
    code: `
      const axios = require('axios');
      async function run(url) {
        for (const page of [1, 2]) {
          await sleep(1000);
          const response = await axios.get(url + page);
          use(response.data);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        for (const page of [1, 2]) {
          await sleep(1000);
          const { data } = await axios.get(url + page);
          use(data);
        }
      }
    `,
    findings: [held(5)],
  },
  {
    name: 'a loop over a list of responses holds the list',
    code: `
      const axios = require('axios');
      async function run(url) {
        for (const response of await Promise.all([axios.get(url), axios.get(url)])) {
          await save(response.data.id);
        }
      }
    `,
    findings: [held(3, 'the loop keeps the list that it iterates over')],
    ...any,
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...measuredAsHeld, ...awaits],
});

it.each([
  {
    why: 'an await below by its line',
    code: dedent(`
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
      }
    `),
    line: '4',
  },
  {
    why: 'one of the next round by its round',
    code: dedent(`
      const axios = require('axios');
      async function run(url) {
        for (const page of [1, 2]) {
          await sleep(1000);
          const response = await axios.get(url + page);
          use(response.data);
        }
      }
    `),
    line: '4, in the next round of the loop,',
  },
])('names $why', ({ code, line }) => {
  const [site] = releaseResponses.inspect(parseSource(code, '/project/input.js'), facts(), {
    bodies: 'any',
  });
  expect(site?.finding?.data?.['line']).toBe(line);
});
