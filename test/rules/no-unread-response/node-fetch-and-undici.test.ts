/**
 * Responses of node-fetch and undici that some path leaves unread.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const silent = (name: string, code: string): ValidCase => ({ name, code });

const valid: ValidCase[] = [
  silent(
    'node-fetch and undici: the error of an API',
    `
    const fetch = require('node-fetch');
    const { request } = require('undici');
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error('refused');
      return response.json();
    };
    exports.ask = async (url) => {
      const { statusCode, body } = await request(url);
      if (statusCode !== 200) throw new Error('refused');
      return body.json();
    };
  `,
  ),
  silent(
    'node-fetch: read by methods that `fetch` of Node has not',
    `
    const fetch = require('node-fetch');
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(await response.textConverted());
      return response.buffer();
    };
  `,
  ),
  silent(
    'node-fetch: the body is a stream of Node, which is piped, listened to or resumed',
    `
    import fetch from 'node-fetch';
    import { pipeline } from 'node:stream/promises';
    export const save = async (url, file) => {
      const { body, ok } = await fetch(url);
      if (!ok) {
        body.resume();
        throw new Error('refused');
      }
      await pipeline(body, file);
    };
    export const listen = async (url, use) => {
      const response = await fetch(url);
      response.body.on('data', use);
    };
  `,
  ),
  silent(
    'node-fetch: an answer without a body',
    `
    const fetch = require('node-fetch');
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.status === 204) return undefined;
      return response.json();
    };
  `,
  ),
  silent(
    'node-fetch: a signal may end it, and HEAD has no body',
    `
    const fetch = require('node-fetch');
    exports.isUp = async (url, signal) => (await fetch(url, { signal })).ok;
    exports.exists = async (url) => (await fetch(url, { method: 'HEAD' })).ok;
  `,
  ),
  silent(
    'node-fetch: handed on',
    `
    const fetch = require('node-fetch');
    exports.load = (url) => fetch(url);
  `,
  ),
  silent(
    'another package of that name at the end',
    `
    const fetch = require('./node-fetch');
    exports.load = async (url) => (await fetch(url)).ok;
  `,
  ),
  silent(
    'undici: the body is read by its own methods',
    `
    const { request } = require('undici');
    exports.load = async (url) => {
      const { statusCode, body } = await request(url);
      if (statusCode >= 400) throw new Error(await body.text());
      return body.json();
    };
  `,
  ),
  silent(
    'undici: dumped, or piped',
    `
    import { request } from 'undici';
    export const save = async (url, file) => {
      const { statusCode, body } = await request(url);
      if (statusCode !== 200) {
        await body.dump();
        return false;
      }
      body.pipe(file);
      return true;
    };
  `,
  ),
  silent(
    'undici: an answer without a body, and one that has been read',
    `
    const undici = require('undici');
    exports.load = async (url) => {
      const { statusCode, body } = await undici.request(url);
      if (statusCode === 204) return undefined;
      const text = await body.text();
      if (statusCode !== 200) throw new Error(text);
      return text;
    };
  `,
  ),
  silent(
    'undici: other functions read by themselves',
    `
    const { stream, pipeline, setGlobalDispatcher } = require('undici');
    exports.save = async (url, open) => {
      const { statusCode } = await stream(url, { method: 'GET' }, open);
      return statusCode;
    };
  `,
  ),
];

const invalid: InvalidCase[] = [
  {
    name: 'undici: the body as a stream',
    code: `
      const { request } = require('undici');
      exports.send = async (url, given, file) => {
        const { statusCode, body } = await request(url, { method: 'POST', body: given });
        if (statusCode >= 400) throw new Error('refused');
        for await (const chunk of body) file.write(chunk);
      };
    `,
    output: `
      const { request } = require('undici');
      exports.send = async (url, given, file) => {
        const { statusCode, body } = await request(url, { method: 'POST', body: given });
        if (statusCode >= 400) {
          body.dump().catch(() => undefined);
          throw new Error('refused');
        }
        for await (const chunk of body) file.write(chunk);
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4 }],
  },
  {
    name: 'node-fetch: by its type, a response of the Fetch standard',
    filename: 'load.ts',
    code: `
      import fetch from 'node-fetch';
      export async function load(url: string): Promise<unknown> {
        const response: Response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 4, refused: 'by its type' }],
  },
  {
    name: 'undici: a check that other code calls',
    code: `
      const { request } = require('undici');
      async function read({ statusCode, body }) {
        if (statusCode !== 200) throw new Error('refused');
        return body.text();
      }
      exports.load = (url) => request(url).then(read);
      exports.other = (url) => read(cache.get(url));
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'may be given other values' }],
  },
  {
    name: 'undici: whether the body has been used is asked behind it',
    code: `
      const { request } = require('undici');
      exports.load = async (url) => {
        const { statusCode, body } = await request(url);
        if (statusCode !== 200) throw new Error(\`refused, \${body.bodyUsed}\`);
        return body.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4, refused: 'may still read or show' }],
  },
  {
    name: 'node-fetch: a throw',
    code: `
      const fetch = require('node-fetch');
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error(\`answered \${response.status}\`);
        return response.text();
      };
    `,
    output: `
      const fetch = require('node-fetch');
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.resume();
          throw new Error(\`answered \${response.status}\`);
        }
        return response.text();
      };
    `,
    findings: [
      { messageId: 'unreadFetch', line: 4, says: 'Call `body?.resume()` of the response' },
    ],
  },
  {
    name: 'node-fetch: the default export, in TypeScript, by a name of its type',
    filename: 'load.ts',
    code: `
      import fetch, { type Response } from 'node-fetch';
      export async function load(url: string): Promise<unknown> {
        const response: Response = await fetch(url);
        if (!response.ok) {
          return undefined;
        }
        return response.text();
      }
    `,
    output: `
      import fetch, { type Response } from 'node-fetch';
      export async function load(url: string): Promise<unknown> {
        const response: Response = await fetch(url);
        if (!response.ok) {
          response.body?.resume();
          return undefined;
        }
        return response.text();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 5 }],
  },
  {
    name: 'node-fetch: loaded at the first call, as version 3 advises it for CommonJS',
    code: `
      const fetch = (...args) => import('node-fetch').then(({ default: load }) => load(...args));
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      };
    `,
    output: `
      const fetch = (...args) => import('node-fetch').then(({ default: load }) => load(...args));
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.resume();
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4 }],
  },
  {
    name: 'node-fetch: only the status, of which nobody knows how long its body is',
    code: `
      const fetch = require('node-fetch');
      exports.statusOf = async (url) => {
        const response = await fetch(url);
        return response.ok;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'reads all of the body' }],
  },
  {
    name: 'undici: a throw, with the body in a name of its own',
    code: `
      const { request } = require('undici');
      exports.load = async (url) => {
        const { statusCode, body } = await request(url);
        if (statusCode !== 200) throw new Error(\`answered \${statusCode}\`);
        return body.text();
      };
    `,
    output: `
      const { request } = require('undici');
      exports.load = async (url) => {
        const { statusCode, body } = await request(url);
        if (statusCode !== 200) {
          body.dump().catch(() => undefined);
          throw new Error(\`answered \${statusCode}\`);
        }
        return body.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4, says: 'longer than 32 KB' }],
  },
  {
    name: 'undici: only the status',
    code: `
      import * as undici from 'undici';
      export const statusOf = async (url) => {
        const response = await undici.request(url);
        return response.statusCode < 400;
      };
    `,
    output: `
      import * as undici from 'undici';
      export const statusOf = async (url) => {
        const response = await undici.request(url);
        response.body.dump().catch(() => undefined);
        return response.statusCode < 400;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'undici: its `fetch` is that of Node',
    code: `
      const { fetch } = require('undici');
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) return undefined;
        return response.text();
      };
    `,
    output: `
      const { fetch } = require('undici');
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          return undefined;
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4, says: '.cancel()`' }],
  },
];

/** What may be too small to keep a socket. */
const seldom: InvalidCase[] = [
  {
    name: 'node-fetch: the error of an API',
    code: `
      const fetch = require('node-fetch');
      exports.load = async (url) => {
        const response = await fetch(url);
        if (response.status !== 200) throw new Error('refused');
        return response.json();
      };
    `,
    output: `
      const fetch = require('node-fetch');
      exports.load = async (url) => {
        const response = await fetch(url);
        if (response.status !== 200) {
          response.body?.resume();
          throw new Error('refused');
        }
        return response.json();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4 }],
  },
  {
    name: 'undici: the error of an API',
    code: `
      const { request } = require('undici');
      exports.load = async (url) => {
        const { statusCode, body } = await request(url);
        if (statusCode >= 400) throw new Error('refused');
        return body.json();
      };
    `,
    output: `
      const { request } = require('undici');
      exports.load = async (url) => {
        const { statusCode, body } = await request(url);
        if (statusCode >= 400) {
          body.dump().catch(() => undefined);
          throw new Error('refused');
        }
        return body.json();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4 }],
  },
  {
    name: 'undici: the answer to what is sent, which another path reads',
    code: `
      const { request } = require('undici');
      exports.send = async (url, given) => {
        const { statusCode, body } = await request(url, { method: 'POST', body: given });
        if (statusCode >= 400) throw new Error('refused');
        return body.text();
      };
    `,
    output: `
      const { request } = require('undici');
      exports.send = async (url, given) => {
        const { statusCode, body } = await request(url, { method: 'POST', body: given });
        if (statusCode >= 400) {
          body.dump().catch(() => undefined);
          throw new Error('refused');
        }
        return body.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4 }],
  },
  {
    name: 'node-fetch: never read, an answer to what is sent',
    code: `
      const fetch = require('node-fetch');
      exports.notify = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        return response.ok;
      };
    `,
    output: `
      const fetch = require('node-fetch');
      exports.notify = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        response.body?.resume();
        return response.ok;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'undici: the same, which may be closed while the server is at work',
    code: `
      const { request } = require('undici');
      exports.notify = async (url, body) => {
        const { statusCode } = await request(url, { method: 'POST', body });
        return statusCode;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'no name of its own' }],
  },
  {
    name: 'undici: the same with a name',
    code: `
      const { request } = require('undici');
      exports.notify = async (url, body) => {
        const response = await request(url, { method: 'POST', body });
        return response.statusCode;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'end what the server does' }],
  },
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  options: { unverifiable: true },
  valid: [],
  invalid: seldom,
});
