import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

const held = (line: number, refused?: string) => ({
  messageId: 'heldAcrossAwait',
  line,
  ...(refused === undefined ? {} : { refused }),
});

const valid: ValidCase[] = [
  {
    name: 'an async callback that reads what no response has',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        return axios.get(url).then(async (user) => {
          await sleep(1000);
          return user.name;
        });
      }
    `,
    ...any,
  },
  {
    name: 'an async callback that waits for nothing',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        return axios.get(url).then(async (response) => response.data.id);
      }
    `,
    ...any,
  },
  {
    name: 'an async callback of what runs once',
    code: `
      const axios = require('axios');
      axios.get('/config').then(async (response) => {
        await sleep(1000);
        return response.data.id;
      });
    `,
    ...any,
  },
  {
    name: 'a function of its own needs it whole',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        const response = await axios.get(url);
        const show = () => use(response);
        await sleep(1000);
        return show();
      }
    `,
    ...any,
  },
  {
    name: 'the next round needs the last one whole',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        let response;
        for (const page of urls) {
          await sleep(1000);
          use(response);
          response = await axios.get(page);
        }
      }
    `,
    ...any,
  },
  {
    name: 'each round of a loop below needs it whole',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        const response = await axios.get(url);
        for (const page of urls) {
          use(response, page);
          await sleep(1000);
        }
      }
    `,
    ...any,
  },
  {
    name: 'a response that is no good is thrown for, and held while the catch waits: errors are few',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        for (const page of urls) {
          try {
            const response = await axios.get(url);
            if (!response.data.ok) throw new Error('not ok');
            return response.data.id;
          } catch {
            await sleep(1000);
          }
        }
      }
    `,
    ...any,
  },
  {
    name: 'a switch that returns in each case leaves nothing to wait behind it',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        if (url) {
          const response = await axios.get(url);
          switch (response.data.kind) {
            case 1: return 1;
            default: return 2;
          }
        }
        await sleep(1000);
      }
    `,
    ...any,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'a loop above the await has used it whole',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        const response = await axios.get(url);
        for (const page of urls) use(response, page);
        await sleep(1000);
      }
    `,
    ...any,
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'what is used whole is held through the next round’s wait',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        for (const page of urls) {
          await sleep(1000);
          const response = await axios.get(page);
          use(response);
        }
      }
    `,
    ...any,
    findings: [held(5, '`response` is used as a whole on line 6')],
  },
  {
    name: 'a list that an async callback takes apart stays its argument',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        return Promise.all([axios.get(url), 1]).then(async ([response]) => {
          await sleep(1000);
          return response.data.id;
        });
      }
    `,
    ...any,
    findings: [held(3, '`response` may be `undefined` on a path that reads nothing of it')],
  },
  {
    name: 'nothing is read of one that is declared with others',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        const response = await axios.post(url), other = 1;
        await sleep(1000);
        return other;
      }
    `,
    ...any,
    findings: [held(3, 'nothing of `response` is read, and to remove its name')],
  },
  {
    name: 'nothing is read of one in the head of a loop',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        for (const response = await axios.post(url); ; ) {
          await sleep(1000);
        }
      }
    `,
    ...any,
    findings: [held(3, 'nothing of `response` is read, and to remove its name')],
  },
  {
    name: 'nothing is read of one in a case',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        switch (url) {
          case 1:
            const response = await axios.post(url);
            await sleep(1000);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, urls) {
        switch (url) {
          case 1:
            await axios.post(url);
            await sleep(1000);
        }
      }
    `,
    ...any,
    findings: [held(5)],
  },
  {
    name: 'a member of a let is written',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        let response = await axios.get(url);
        response.data = response.data.items;
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, urls) {
        let { data } = await axios.get(url);
        data = data.items;
        await sleep(1000);
        return data;
      }
    `,
    ...any,
    findings: [held(3)],
  },
  {
    name: 'a closure takes the parameter of a then apart',
    code: `
      const axios = require('axios');
      async function run(url, urls) {
        return axios.get(url).then((response) => {
          process.on('exit', () => {
            const { status } = response;
            use(status);
          });
        });
      }
    `,
    findings: [
      { messageId: 'capturedResponse', line: 4, refused: '`response` is destructured on line 5' },
    ],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid,
  invalid,
});
