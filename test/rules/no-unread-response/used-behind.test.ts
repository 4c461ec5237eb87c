/**
 * Responses of which something is still asked, or may be, behind the place where their body would be ended.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');`;

const silent = (name: string, code: string): ValidCase => ({ name, code });

const valid: ValidCase[] = [
  ...[
    'response === null',
    'response == undefined',
    `typeof response === 'undefined'`,
    'null == response',
    '!(response instanceof Response)',
  ].map((test) =>
    silent(
      `no response: ${test}`,
      `
      exports.load = async (url) => {
        const response = await fetch(url).catch(() => null);
        if (${test}) return null;
        return response.text();
      };
    `,
    ),
  ),
  silent(
    'no error answer',
    `
    ${AXIOS}
    exports.save = async (url, file) => {
      try {
        await save((await axios.get(url, { responseType: 'stream' })).data, file);
      } catch (error) {
        if (error.response === undefined) return false;
        error.response.data.destroy();
      }
    };
  `,
  ),
  silent(
    'a loop over the body, or over nothing',
    `
    exports.load = async (url) => {
      const { body } = await fetch(url);
      let length = 0;
      for await (const chunk of body ?? []) length += chunk.length;
      return length;
    };
  `,
  ),
  silent(
    'a list with the response, or with another value',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      this.kept = [response ?? null];
      return response.ok;
    };
  `,
  ),
  silent(
    'a connection that goes on as a WebSocket, in Workers',
    `
    exports.connect = async (url, options) => {
      const response = await fetch(url, options);
      return response.webSocket ?? null;
    };
  `,
  ),
];

const refused = (name: string, code: string, line: number, behind: number): InvalidCase => ({
  name,
  code,
  findings: [
    {
      messageId: 'unreadFetch',
      line,
      refused: `line ${behind} may still read or show the response`,
    },
  ],
});

const shared = (name: string, code: string, line: number, filename = 'file.js'): InvalidCase => ({
  name,
  filename,
  code,
  findings: [{ messageId: 'unreadFetch', line, refused: 'may be given other values' }],
});

const typed = (name: string, code: string, line: number): InvalidCase => ({
  name,
  filename: 'file.ts',
  code,
  findings: [{ messageId: 'unreadFetch', line, refused: 'by its type' }],
});

const invalid: InvalidCase[] = [
  refused(
    'a catch that reads the body of some answers',
    `
    exports.load = async (url) => {
      let response;
      try {
        response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return await response.text();
      } catch (error) {
        if (response && response.status === 404) return response.text();
        return null;
      }
    };
  `,
    5,
    8,
  ),
  refused(
    'a finalizer that may read it',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      try {
        if (!response.ok) return null;
        return await response.text();
      } finally {
        if (debug) console.log(await response.text());
      }
    };
  `,
    4,
    7,
  ),
  refused(
    'a finalizer that shows whether it was read',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      try {
        if (!response.ok) return null;
        return await response.text();
      } finally {
        console.log(response.bodyUsed);
      }
    };
  `,
    4,
    7,
  ),
  refused(
    'a log in what is returned',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) return console.error('refused', response);
      return response.text();
    };
  `,
    3,
    3,
  ),
  refused(
    'a log of an object',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) return logger.error({ response }, 'refused');
      return response.text();
    };
  `,
    3,
    3,
  ),
  refused(
    'the state of the body in what is thrown',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(\`refused, \${response.bodyUsed}\`);
      return response.text();
    };
  `,
    3,
    3,
  ),
  {
    name: 'a log before what leaves',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          console.error('refused', response);
          return null;
        }
        return response.text();
      };
    `,
    output: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          console.error('refused', response);
          response.body?.cancel().catch(() => undefined);
          return null;
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 5 }],
  },
  {
    name: 'the state of a body that nobody reads',
    code: `
      exports.statusOf = async (url) => {
        const response = await fetch(url);
        return response.ok && !response.bodyUsed;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2, refused: 'the code shows, or may show' }],
  },
  {
    name: 'a stream of axios that a catch may read',
    code: `
      ${AXIOS}
      exports.load = async (url) => {
        const response = await axios.get(url, { responseType: 'stream', validateStatus: null });
        try {
          if (response.status !== 200) throw new Error('refused');
          return await text(response.data);
        } catch (error) {
          if (debug) console.log(await text(response.data));
          return null;
        }
      };
    `,
    findings: [{ messageId: 'unread', line: 5, refused: 'line 8 may still read or show' }],
  },
  shared(
    'a check that other code calls',
    `
    function check(response) {
      if (!response.ok) throw new Error('refused');
      return response;
    }
    exports.load = (url) => fetch(url).then(check).then((response) => response.text());
    exports.cached = (url) => check(cache.get(url));
  `,
    2,
  ),
  shared(
    'a check that other files may call',
    `
    export function check(response) {
      if (!response.ok) throw new Error('refused');
      return response;
    }
    export const load = (url) => fetch(url).then(check).then((response) => response.text());
  `,
    2,
  ),
  shared(
    'a check that is a method',
    `
    class Client {
      check = (response) => {
        if (!response.ok) throw new Error('refused');
        return response;
      };
      load(url) {
        return fetch(url).then(this.check).then((response) => response.text());
      }
    }
    exports.client = new Client();
  `,
    3,
  ),
  {
    name: 'a check of streams that other code calls',
    code: `
      ${AXIOS}
      function check(response) {
        if (response.status !== 200) throw new Error('refused');
        return response.data;
      }
      exports.load = (url) => axios.get(url, { responseType: 'stream' }).then(check);
      exports.cached = (url) => check(cache.get(url));
    `,
    findings: [{ messageId: 'unread', line: 3, refused: 'may be given other values' }],
  },
  {
    name: 'a check of all requests of the file',
    code: `
      const check = (response) => {
        if (!response.ok) throw new Error('refused');
        return response;
      };
      exports.load = (url) => fetch(url).then(check).then((response) => response.text());
      exports.text = (url) => fetch(url).then(check).then((response) => response.text());
    `,
    output: `
      const check = (response) => {
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response;
      };
      exports.load = (url) => fetch(url).then(check).then((response) => response.text());
      exports.text = (url) => fetch(url).then(check).then((response) => response.text());
    `,
    findings: [
      { messageId: 'unreadFetch', line: 2 },
      { messageId: 'unreadFetch', line: 2 },
    ],
  },
  {
    name: 'an answer that is made up where the request fails',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url).catch((error) => ({ ok: false, body: error.message }));
        if (!response.ok) throw new Error('refused');
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'may return another value' }],
  },
  {
    name: 'the same of a stream, in TypeScript',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      export const load = async (url: string) => {
        const config = { responseType: 'stream', validateStatus: null } as const;
        const response = await axios.get(url, config).catch(() => ({ status: 0 }));
        if (response.status !== 200) throw new Error('refused');
        return response.data;
      };
    `,
    findings: [{ messageId: 'unread', line: 5, refused: 'may return another value' }],
  },
  {
    name: 'nothing where the request fails',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url).catch((error) => console.error(error));
        if (!response?.ok) return null;
        return response.text();
      };
    `,
    output: `
      exports.load = async (url) => {
        const response = await fetch(url).catch((error) => console.error(error));
        if (!response?.ok) {
          response?.body?.cancel().catch(() => undefined);
          return null;
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  typed(
    'a type of the file that is called as the global one',
    `
    interface Response { ok: boolean; text(): Promise<string> }
    export const load = (url: string) =>
      fetch(url).then((response: Response) => {
        if (!response.ok) throw new Error('refused');
        return response.text();
      });
  `,
    4,
  ),
  typed(
    'the type of what a function is assigned to',
    `
    type Check = (response: { ok: boolean; text(): Promise<string> }) => Promise<string>;
    const check: Check = (response) => {
      if (!response.ok) throw new Error('refused');
      return response.text();
    };
    export const load = (url: string) => fetch(url).then(check);
  `,
    3,
  ),
  shared(
    'the type of an object with the function',
    `
    const handlers = {
      check: (response) => {
        if (!response.ok) throw new Error('refused');
        return response.text();
      },
    } satisfies Handlers;
    export const load = (url: string) => fetch(url).then(handlers.check);
  `,
    3,
    'file.ts',
  ),
  {
    name: 'the type of what a function for streams is assigned to',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      const check: Check = (response) => {
        if (response.status !== 200) throw new Error('refused');
        return response.data;
      };
      export const load = (url: string) => axios.get(url, { responseType: 'stream' }).then(check);
    `,
    findings: [{ messageId: 'unread', line: 3, refused: 'by its type \`Check\`' }],
  },
  typed(
    'the type of a pattern',
    `
    export const load = async (url: string) => {
      const { ok, body }: { ok: boolean; body: unknown } = await fetch(url);
      if (!ok) throw new Error('refused');
      return body;
    };
  `,
    3,
  ),
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
