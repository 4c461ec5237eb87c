/**
 * Responses that some path neither reads, nor destroys, nor hands on.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = dedent(`
  const axios = require('axios');
  const { pipeline } = require('node:stream/promises');
`);
const GET = `await axios.get(url, { responseType: 'stream' })`;

const silent = (name: string, code: string): ValidCase => ({ name, code: `${AXIOS}${code}\n` });

const valid: ValidCase[] = [
  silent('`pipeline`', `exports.save = async (url, file) => pipeline((${GET}).data, file);`),
  silent(
    '`for await`',
    `exports.read = async (url) => { for await (const chunk of (${GET}).data) use(chunk); };`,
  ),
  silent(
    'listeners',
    `exports.read = async (url) => { const { data } = ${GET}; data.on('data', use).on('error', fail); };`,
  ),
  silent(
    'piped where it is a stream, as it always is',
    dedent(`
      const { Readable } = require('node:stream');
      exports.save = async (url, file) => {
        const response = ${GET};
        if (response && response.data instanceof Readable) upload(response.data, file);
        else log('not readable');
        return file;
      };
    `),
  ),
  silent('returned', `exports.open = async (url) => (${GET}).data;`),
  silent('returned whole', `exports.open = async (url) => { return ${GET}; };`),
  silent(
    'a promise that is returned',
    `exports.open = (url) => axios.get(url, { responseType: 'stream' });`,
  ),
  silent(
    'one that is returned with what it is waited for',
    `exports.open = (url) => Promise.all([axios.get(url, { responseType: 'stream' }), other()]);`,
  ),
  silent(
    'passed on',
    `exports.save = async (url) => { const response = ${GET}; return upload(response.data); };`,
  ),
  silent(
    'passed on whole',
    `exports.save = async (url) => { const response = ${GET}; upload(response); };`,
  ),
  silent(
    'to a function of the file that keeps it',
    `function save({ data }) { return upload(data); }\nexports.save = async (url) => save(${GET});`,
  ),
  silent(
    'stored',
    `exports.save = async (url) => { const response = ${GET}; this.last = response; };`,
  ),
  silent(
    'destroyed before each way out',
    dedent(`
      exports.open = async (url) => {
        const response = ${GET};
        if (response.status === 204) {
          response.data.destroy();
          return undefined;
        }
        return response.data;
      };`),
  ),
  silent(
    'destroyed in a `finally`',
    dedent(`
      exports.type = async (url) => {
        const response = ${GET};
        try {
          if (!response.headers['content-type']) throw new Error('no type');
          return response.headers['content-type'];
        } finally {
          response.data.destroy();
        }
      };`),
  ),
  silent(
    'destroyed unless it is',
    dedent(`
      exports.open = async (url) => {
        const { data, status } = ${GET};
        try {
          if (status === 204) return undefined;
          return await consume(data);
        } finally {
          if (!data.destroyed) data.destroy();
        }
      };`),
  ),
  silent(
    'where there is none nothing is left',
    dedent(`
      exports.open = async (url) => {
        const response = await axios.get(url, { responseType: 'stream' }).catch((error) => fail(error));
        if (!response) return undefined;
        return response.data;
      };`),
  ),
  silent(
    'in a closure',
    `exports.open = async (url) => { const response = ${GET}; return () => response.data.destroy(); };`,
  ),
  silent(
    'a finite timeout',
    `exports.type = async (url) => (await axios.get(url, { responseType: 'stream', timeout: 5000 })).headers;`,
  ),
  silent(
    'a timeout that is not seen',
    `exports.type = async (url) => (await axios.get(url, { responseType: 'stream', timeout: LIMIT })).headers;`,
  ),
  silent(
    'a finite timeout, and as many redirects as nobody sees',
    `exports.type = async (url) => (await axios.get(url, { responseType: 'stream', timeout: 5000, maxRedirects: limit })).headers;`,
  ),
  silent(
    'a finite timeout, and a transport that may follow redirects',
    `exports.type = async (url) => (await axios.get(url, { responseType: 'stream', timeout: 5000, maxRedirects: 0, transport })).headers;`,
  ),
  silent(
    'another adapter',
    `exports.type = async (url) => (await axios.get(url, { responseType: 'stream', adapter: 'fetch' })).headers;`,
  ),
  silent('no stream', `exports.type = async (url) => (await axios.get(url)).headers;`),
  silent(
    'an interceptor that makes something else of responses',
    `axios.interceptors.response.use(({ data }) => data);\nexports.type = async (url) => (${GET}).headers;`,
  ),
  silent(
    'sent once',
    `axios.get(url, { responseType: 'stream' }).then(({ headers }) => use(headers));`,
  ),
];

const unread = (
  name: string,
  {
    code,
    output,
    line,
    refused,
  }: { code: string; output?: string; line: number; refused?: string },
): InvalidCase => ({
  name,
  code: `${AXIOS}${dedent(code)}\n`,
  ...(output === undefined ? {} : { output: `${AXIOS}${dedent(output)}\n` }),
  findings: [
    { messageId: 'unread', line: line + 2, ...(refused === undefined ? {} : { refused }) },
  ],
});

const invalid: InvalidCase[] = [
  unread('only the headers are used', {
    line: 2,
    code: `
      exports.type = async (url) => {
        const response = ${GET};
        return response.headers['content-type'];
      };`,
    output: `
      exports.type = async (url) => {
        const response = ${GET};
        response.data.destroy();
        return response.headers['content-type'];
      };`,
  }),
  unread('where nobody catches its errors, the advice names them, too', {
    line: 2,
    code: `
      exports.type = async (url) => {
        const { headers } = ${GET};
        return headers['content-type'];
      };`,
    refused:
      'on its `data`, and catch its errors: `error.response.data` of a refused status is such a stream, too',
  }),
  unread('where a `catch` destroys them, the advice does not', {
    line: 3,
    code: `
      exports.type = async (url) => {
        try {
          const { headers } = ${GET};
          return headers['content-type'];
        } catch (error) {
          error.response?.data?.destroy();
          return undefined;
        }
      };`,
    refused: 'bind the response',
  }),
  unread('with a timeout that ends no stream, because redirects are not followed', {
    line: 2,
    code: `
      exports.type = async (url) => {
        const response = await axios.get(url, { responseType: 'stream', timeout: 5000, maxRedirects: 0 });
        return response.headers.location;
      };`,
    output: `
      exports.type = async (url) => {
        const response = await axios.get(url, { responseType: 'stream', timeout: 5000, maxRedirects: 0 });
        response.data.destroy();
        return response.headers.location;
      };`,
  }),
  unread('by a `then`', {
    line: 2,
    code: `
      exports.exists = (url) =>
        axios.get(url, { responseType: 'stream' }).then((response) => response.status === 200);`,
    refused: 'no place for a statement',
  }),
  unread('by a `then` with a body', {
    line: 2,
    code: `
      exports.exists = (url) =>
        axios.get(url, { responseType: 'stream' }).then((response) => {
          return response.status === 200;
        });`,
    output: `
      exports.exists = (url) =>
        axios.get(url, { responseType: 'stream' }).then((response) => {
          response.data.destroy();
          return response.status === 200;
        });`,
  }),
  unread('a throw before it is read', {
    line: 3,
    code: `
      exports.save = async (url, file) => {
        const response = await axios.get(url, { responseType: 'stream', validateStatus: () => true });
        if (response.status !== 200) throw new Error(\`answered \${response.status}\`);
        await pipeline(response.data, file);
      };`,
    output: `
      exports.save = async (url, file) => {
        const response = await axios.get(url, { responseType: 'stream', validateStatus: () => true });
        if (response.status !== 200) {
          response.data.destroy();
          throw new Error(\`answered \${response.status}\`);
        }
        await pipeline(response.data, file);
      };`,
  }),
  unread('two ways out, and an `else`', {
    line: 4,
    code: `
      exports.open = async (url) => {
        const { data, headers } = ${GET};
        if (headers['content-type'] !== 'image/png')
          return undefined;
        else if (headers.gone) {
          throw new Error('gone');
        } else return data;
      };`,
    output: `
      exports.open = async (url) => {
        const { data, headers } = ${GET};
        if (headers['content-type'] !== 'image/png') {
          data.destroy();
          return undefined;
        } else if (headers.gone) {
          data.destroy();
          throw new Error('gone');
        } else return data;
      };`,
  }),
  unread('a throw that is caught', {
    line: 4,
    code: `
      exports.save = async (url, file) => {
        try {
          const response = ${GET};
          if (!response.headers.etag) throw new Error('no etag');
          await pipeline(response.data, file);
        } catch (error) {
          next(error);
        }
      };`,
    output: `
      exports.save = async (url, file) => {
        try {
          const response = ${GET};
          if (!response.headers.etag) {
            response.data.destroy();
            throw new Error('no etag');
          }
          await pipeline(response.data, file);
        } catch (error) {
          next(error);
        }
      };`,
  }),
  unread('one that may not be there', {
    line: 3,
    code: `
      exports.open = async (url) => {
        const response = await axios.get(url, { responseType: 'stream' }).catch((error) => fail(error));
        if (response?.status !== 200) return undefined;
        return response.data;
      };`,
    output: `
      exports.open = async (url) => {
        const response = await axios.get(url, { responseType: 'stream' }).catch((error) => fail(error));
        if (response?.status !== 200) {
          response?.data?.destroy?.();
          return undefined;
        }
        return response.data;
      };`,
  }),
  unread('a name that is given elsewhere', {
    line: 8,
    code: `
      exports.open = async (url) => {
        let response;
        try {
          response = ${GET};
        } catch (error) {
          fail(error);
        }
        if (response?.status !== 200) return undefined;
        return response.data;
      };`,
    output: `
      exports.open = async (url) => {
        let response;
        try {
          response = ${GET};
        } catch (error) {
          fail(error);
        }
        if (response?.status !== 200) {
          response?.data?.destroy?.();
          return undefined;
        }
        return response.data;
      };`,
  }),
  unread('a condition without braces that is an `else` itself', {
    line: 4,
    code: `
      exports.open = async (url) => {
        const response = ${GET};
        if (response.status === 200) return response.data;
        else if (response.status === 204) return null;
        throw new Error(response.statusText);
      };`,
    output: `
      exports.open = async (url) => {
        const response = ${GET};
        if (response.status === 200) return response.data;
        else if (response.status === 204) {
          response.data.destroy();
          return null;
        }
        response.data.destroy();
        throw new Error(response.statusText);
      };`,
  }),
  unread('a condition without braces in a loop, and one in another', {
    line: 3,
    code: `
      exports.open = async (url, codes) => {
        const response = ${GET};
        for (const code of codes) if (response.status === code) return code;
        if (response.status !== 200) if (response.headers.etag) return 1; else return 2;
        return response.data;
      };`,
    output: `
      exports.open = async (url, codes) => {
        const response = ${GET};
        for (const code of codes) if (response.status === code) {
          response.data.destroy();
          return code;
        }
        if (response.status !== 200) if (response.headers.etag) {
          response.data.destroy();
          return 1;
        } else {
          response.data.destroy();
          return 2;
        }
        return response.data;
      };`,
  }),
  unread('a comment between a statement without braces and `else`', {
    line: 4,
    code: `
      exports.open = async (url) => {
        const response = ${GET};
        if (response.status === 304)
          return undefined;
        // anything else
        else if (response.status > 400) throw new Error('failed');
        return response.data;
      };`,
    refused: 'line 6 has no place for a further statement',
  }),
  unread('the end of the function', {
    line: 2,
    code: `
      exports.save = async (url, file) => {
        const response = ${GET};
        if (response.headers.etag) await pipeline(response.data, file);
      };`,
    refused: 'condition in line 5 is false, the stream stays unread',
  }),
  unread('one of two values', {
    line: 2,
    code: `
      exports.open = async (url) => {
        const response = ${GET};
        return response.status === 200 ? response.data : undefined;
      };`,
    refused: 'condition in line 5 is false',
  }),
  unread('nobody takes it', {
    line: 2,
    code: `
      exports.warm = async (url) => {
        ${GET};
      };`,
    refused: 'no name of its own',
  }),
  unread('nobody waits for it', {
    line: 2,
    code: `
      exports.warm = (url) => {
        axios.get(url, { responseType: 'stream' });
      };`,
    refused: 'no name of its own',
  }),
  unread('to a function of the file that does nothing with it', {
    line: 5,
    code: `
      function isImage({ headers }) {
        return headers['content-type'].startsWith('image/');
      }
      exports.isImage = async (url) => {
        const response = ${GET};
        return isImage(response);
      };`,
    output: `
      function isImage({ headers }) {
        return headers['content-type'].startsWith('image/');
      }
      exports.isImage = async (url) => {
        const response = ${GET};
        response.data.destroy();
        return isImage(response);
      };`,
  }),
  unread('a logged response', {
    line: 2,
    code: `
      exports.warm = async (url) => {
        const { status } = ${GET};
        console.log(status);
      };`,
    refused: 'no name of its own',
  }),
  unread('a limited length', {
    line: 2,
    code: `
      exports.type = async (url) => {
        const response = await axios.get(url, { responseType: 'stream', maxContentLength: 1e6 });
        return response.headers;
      };`,
    refused: '`maxContentLength` may be limited',
  }),
  {
    name: 'a type without `destroy`',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      export async function type(url: string) {
        const response = await axios.get<NodeJS.ReadableStream>(url, { responseType: 'stream' });
        return response.headers;
      }
    `,
    findings: [{ messageId: 'unread', line: 3, refused: 'may have no `destroy`' }],
  },
  {
    name: 'a stream by its type alone, TypeScript',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      import type { Readable } from 'node:stream';
      export async function type(url: string) {
        const response = await axios.get<Readable>(url, { responseType: 'stream' });
        return response.headers;
      }
    `,
    output: `
      import axios from 'axios';
      import type { Readable } from 'node:stream';
      export async function type(url: string) {
        const response = await axios.get<Readable>(url, { responseType: 'stream' });
        response.data.destroy();
        return response.headers;
      }
    `,
    findings: [{ messageId: 'unread', line: 4 }],
  },
  {
    name: 'by an instance',
    code: `
      const axios = require('axios');
      const images = axios.create({ responseType: 'stream' });
      exports.type = async (url) => {
        const response = await images.get(url);
        return response.headers;
      };
    `,
    output: `
      const axios = require('axios');
      const images = axios.create({ responseType: 'stream' });
      exports.type = async (url) => {
        const response = await images.get(url);
        response.data.destroy();
        return response.headers;
      };
    `,
    findings: [{ messageId: 'unread', line: 4 }],
  },
  {
    name: 'what listens to the end would hear it',
    code: `
      const axios = require('axios');
      exports.open = async (url) => {
        const { data, status } = await axios.get(url, { responseType: 'stream' });
        data.on('close', () => count());
        if (status === 204) return undefined;
        return data;
      };
    `,
    findings: [{ messageId: 'unread', line: 5, refused: 'a listener for `close`' }],
  },
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid,
  invalid,
});
