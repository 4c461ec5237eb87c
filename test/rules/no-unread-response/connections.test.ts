/**
 * Responses whose connection the code ends itself, or asks for something.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const GET = `await axios.get(url, { responseType: 'stream' })`;

/** A function that has the response, and does something with it. */
const withResponse = (body: string) =>
  `${AXIOS}${dedent(`
    exports.type = async (url) => {
      const response = ${GET};
      BODY
    };
  `).replace('BODY', () => body)}`;

const silent = (name: string, code: string): ValidCase => ({ name, code });

const valid: ValidCase[] = [
  ...[
    'response.request.destroy();',
    'response.request.abort();',
    'response.request.res.destroy();',
    'response.request.socket.destroy();',
    'response.data.req.destroy();',
    'response.data.socket.destroy();',
    'response.data.req?.socket?.destroy();',
  ].map((body) => silent(body, withResponse(`${body} return response.headers;`))),
  silent(
    'the request of an error',
    `${AXIOS}exports.save = async (url, file) => { try { await save((${GET}).data, file); } catch (error) { error.request.destroy(); } };\n`,
  ),
  silent(
    'a signal that may end it',
    `${AXIOS}exports.type = async (url) => { const stop = new AbortController(); const response = await axios.get(url, { responseType: 'stream', signal: stop.signal }); stop.abort(); return response.headers; };\n`,
  ),
  silent(
    'a signal that ends it by time',
    `${AXIOS}exports.type = async (url) => (await axios.get(url, { responseType: 'stream', signal: AbortSignal.timeout(500) })).headers;\n`,
  ),
  silent('a tag that is given the response', withResponse('return this.keep`${response}`;')),
  silent('a class that holds the stream', withResponse('return class { body = response.data; };')),
  silent(
    'a client that a package is given',
    `${AXIOS}const { applyTo } = require('some-interceptors');\nconst client = axios.create();\napplyTo(client);\nexports.type = async (url) => (await client.get(url, { responseType: 'stream' })).headers;\n`,
  ),
];

const refused = (name: string, body: string): InvalidCase => ({
  name,
  code: withResponse(body),
  findings: [{ messageId: 'unread', line: 3, refused: 'tells something else of a stream' }],
});

const invalid: InvalidCase[] = [
  refused('the socket behind it', 'return response.request.socket.remoteAddress;'),
  refused('the state of the stream', 'return { open: response.data.readable };'),
  refused(
    'a socket under a name of its own',
    'const { socket } = response.request; return socket.remotePort;',
  ),
  {
    name: 'a socket in the log of an error',
    code: `${AXIOS}${dedent(`
      exports.save = async (url, file) => {
        try {
          const { data } = ${GET};
          await save(data, file);
        } catch (error) {
          console.error(error.request.socket.remoteAddress);
        }
      };
    `)}`,
    findings: [{ messageId: 'unreadError', line: 6, refused: 'asks for `remoteAddress`' }],
  },
  {
    name: 'where it came from in the end, which stays',
    code: withResponse('return response.request.res.responseUrl;'),
    output: withResponse('response.data.destroy();\n  return response.request.res.responseUrl;'),
    findings: [{ messageId: 'unread', line: 3 }],
  },
  {
    name: 'the state of another stream, before a way out',
    code: `${AXIOS}${dedent(`
      exports.send = async (url, res) => {
        const response = ${GET};
        if (res.destroyed) return 0;
        return response.data;
      };
    `)}`,
    output: `${AXIOS}${dedent(`
      exports.send = async (url, res) => {
        const response = ${GET};
        if (res.destroyed) {
          response.data.destroy();
          return 0;
        }
        return response.data;
      };
    `)}`,
    findings: [{ messageId: 'unread', line: 4 }],
  },
  {
    name: 'a retry package leaves responses as they are',
    code: `${AXIOS}const axiosRetry = require('axios-retry');\nconst client = axios.create();\naxiosRetry(client);\nexports.type = async (url) => {\n  const response = await client.get(url, { responseType: 'stream' });\n  return response.headers;\n};\n`,
    output: `${AXIOS}const axiosRetry = require('axios-retry');\nconst client = axios.create();\naxiosRetry(client);\nexports.type = async (url) => {\n  const response = await client.get(url, { responseType: 'stream' });\n  response.data.destroy();\n  return response.headers;\n};\n`,
    findings: [{ messageId: 'unread', line: 6 }],
  },
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
