/** What `recommended` reports of responses that are held, and what `strict` alone does. */
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const held = (code: string) => `
      const axios = require('axios');
      async function run(url, body) {
        const response = await axios.post(url, body);
        ${code}
      }
    `;

const small: ValidCase[] = [
  {
    name: 'the first of a list that fits, whose wait ends the loop',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const links = response.data.links;
        for (const link of links) {
          if (link.isMain) {
            await store(link.id);
            return link.id;
          }
        }
        return undefined;
      }
    `,
  },
  {
    name: 'a picture of some KB',
    code: `
      const axios = require('axios');
      async function run(user) {
        const response = await axios.get(user.avatarUrl, { responseType: 'arraybuffer' });
        return upload(Buffer.from(response.data), response.headers['content-type']);
      }
      async function give(user) {
        const url = await run(user);
        for (;;) await send(url);
      }
      app.post('/users', (req) => give(req.body));
    `,
  },
  {
    name: 'a picture of some KB, which is sent',
    code: `
      const axios = require('axios');
      async function run(user) {
        const response = await axios.get(user.avatarUrl, { responseType: 'arraybuffer' });
        const url = await upload(Buffer.from(response.data));
        await send(url);
      }
    `,
  },
  {
    name: 'a token',
    code: held(`const token = response.data.access_token;
        while (true) await sleep(token);`),
  },
  {
    name: 'the id of a job that is waited for',
    code: held(`console.log(response.data.status);
        while (true) await poll(response.data.jobId);`),
  },
  {
    name: 'headers alone',
    code: held(`const { location } = response.headers;
        for (const part of body) await send(location, part);`),
  },
  {
    name: 'one element of a list',
    code: held(`const text = response.data.choices[0].message.content;
        while (true) await sleep(text);`),
  },
  {
    name: 'members in a pattern',
    code: `
      const axios = require('axios');
      async function run(url, body) {
        const response = await axios.get(url);
        const { id, state } = response.data;
        while (true) await poll(id, state);
      }
    `,
  },
];

const DONE = (config: string) => `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url, { timeout: 5000 });
        for (const item of response.data.items) print(item);
        await axios.post('/done', {}${config});
      }
    `;

const limited: ValidCase[] = [
  { name: 'a request with a deadline', code: DONE(', { timeout: 5000 }') },
  { name: 'a request with a signal', code: DONE(', { signal: AbortSignal.timeout(5000) }') },
  { name: 'a request whose config is not seen', code: DONE(', config') },
  {
    name: 'the next round of a loop, which asks again',
    code: `
      const axios = require('axios');
      async function run(urls) {
        for (const url of urls) {
          const response = await axios.get(url);
          for (const item of response.data.items) print(item);
        }
      }
    `,
  },
];

const unlimited: InvalidCase[] = [
  {
    name: 'a request without a deadline',
    code: DONE(''),
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url, { timeout: 5000 });
        for (const item of data.items) print(item);
        await axios.post('/done', {});
      }
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3, says: 'line 5' }],
  },
];

const overwritten: ValidCase[] = [
  {
    name: 'a key of which nobody knows whether it has few values',
    code: `
      const axios = require('axios');
      const assets = {};
      exports.load = async (release) => {
        if (!assets[release]) assets[release] = (await axios.get('/releases')).data;
        return assets[release].files;
      };
    `,
  },
  {
    name: 'the last error of a check',
    code: `
      const axios = require('axios');
      const health = {};
      exports.check = async (url) => {
        try {
          await axios.get(url);
        } catch (error) {
          health.lastError = error;
        }
      };
    `,
  },
  {
    name: 'the last response',
    code: `
      const axios = require('axios');
      let last;
      exports.load = async (url) => {
        last = await axios.get(url);
      };
    `,
  },
  {
    name: 'a piece of the last text',
    code: `
      const axios = require('axios');
      const state = { title: '' };
      exports.load = async (url) => {
        const { data } = await axios.get(url, { responseType: 'text' });
        state.title = data.slice(10, 200);
      };
    `,
  },
];

/** The body is read during the wait, or behind it: to let go of the response would free the rest alone. */
const needed: ValidCase[] = [
  {
    name: 'a list that is gone through',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        for (const item of response.data.items) await save(item);
      }
    `,
  },
  {
    name: 'a list under a name of its own',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const items = (response.data.items || []).filter(Boolean);
        while (items.length > 0) await save(items.pop());
      }
    `,
  },
  {
    name: 'the entries of an object',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const index = response.data;
        for (const [key, entry] of Object.entries(index)) await save(key, entry);
      }
    `,
  },
  {
    name: 'a page',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        const { html, title } = response.data;
        while (title) await sleep(html.length);
      }
    `,
  },
  {
    name: 'a file that is uploaded, and a wait in another branch',
    code: `
      const axios = require('axios');
      exports.handle = async (store, received) => {
        if (received.messages) {
          const file = await axios.get(received.messages[0].url, { responseType: 'arraybuffer' });
          await store.note(received.id);
          await store.upload(file.data);
        }
        if (received.statuses) {
          for await (const status of received.statuses) await store.update(status.id);
        }
      };
    `,
  },
  {
    name: 'a list that a function of the same call gives later',
    code: held(`const items = () => response.data.items.map(({ id }) => id);
        for (const part of body) await save(part);
        return items();`),
  },
  {
    name: 'a list that the next round of a loop goes on with',
    code: held(`let at = 0;
        while (at < 9) {
          print(response.data.items.filter(({ page }) => page === at++));
          await next();
        }`),
  },
];

/** A request is sent for each entry of what a request has given. */
const eachOf = (url: string, parts = 'data: { sources }'): string => `
      const axios = require('axios');
      async function run({ id, userId, video }) {
        let response = null;
        response = await axios.get(${url});
        const { ${parts} } = response;
        for (const { file } of sources) {
          const { data: list } = await axios.get(file);
          await save(list);
        }
        print(response.data.sources.length);
      }
    `;

const entities: ValidCase[] = [
  '`https://api.example.com/sources?id=${id}`',
  '`https://api.example.com/sources?id=${video.id}&kind=hls`',
  '`https://api.example.com/videos/${id}`',
  '`https://api.example.com/videos/${video?.videoId}?full=1`',
].map((url) => ({ name: `the parts of one thing: ${url}`, code: eachOf(url) }));

/** Lists as long as they are. */
const indexes: InvalidCase[] = [
  "'https://api.example.com/sources'",
  '`https://api.example.com/users/${id}/sources`',
  '`https://api.example.com/sources?userId=${userId}`',
].map((url) => ({
  name: `the entries of a list: ${url}`,
  code: eachOf(url),
  findings: [{ messageId: 'heldAcrossAwait', line: 4, refused: 'is declared' }],
}));

const released = (code: string): string => `
      const axios = require('axios');
      async function run(url, body) {
        const { data } = await axios.post(url, body);
        ${code}
      }
    `;
const WAIT = `for (const part of body) await save(part);`;
const largeBody = (name: string, use: (data: string) => string): InvalidCase => ({
  name,
  code: held(`${use('response.data')}
        ${WAIT}`),
  output: released(
    `${use('data')}
        ${WAIT}`,
  ),
  findings: [{ messageId: 'heldAcrossAwait', line: 3, says: 'line 5' }],
});

/** The body is not needed any more once the wait begins. */
const large: InvalidCase[] = [
  largeBody(
    'a list that is gone through',
    (data) => `for (const item of ${data}.items) print(item);`,
  ),
  largeBody('a list that is filtered', (data) => `print((${data}.items || []).filter(Boolean));`),
  largeBody(
    'the entries of an object',
    (data) => `for (const [key, entry] of Object.entries(${data})) print(key, entry);`,
  ),
  largeBody('a page', (data) => `print(${data}.html.length);`),
  {
    name: 'a list for each entry of which a request is sent',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        for (const id of response.data.ids) {
          const { data: item } = await axios.get(url + id, { timeout: 5000 });
          await save(item);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        for (const id of data.ids) {
          const { data: item } = await axios.get(url + id, { timeout: 5000 });
          await save(item);
        }
      }
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3, says: 'line 5' }],
  },
  {
    name: 'a file that is written, whose block is over',
    code: `
      const axios = require('axios');
      exports.handle = async (store, received) => {
        if (received.url) {
          const file = await axios.get(received.url, { responseType: 'arraybuffer' });
          fs.writeFileSync('in.wav', file.data);
        }
        for await (const status of received.statuses) await store.update(status.id);
      };
    `,
    output: `
      const axios = require('axios');
      exports.handle = async (store, received) => {
        if (received.url) {
          const { data } = await axios.get(received.url, { responseType: 'arraybuffer' });
          fs.writeFileSync('in.wav', data);
        }
        for await (const status of received.statuses) await store.update(status.id);
      };
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 4, says: 'line 7' }],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  valid: [...small, ...limited, ...overwritten, ...needed, ...entities],
  invalid: [...large, ...indexes, ...unlimited],
});
