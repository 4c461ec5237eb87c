/**
 * Requests without a deadline. What axios takes for one: test/facts/axios-deadlines.test.ts.
 */
import { setDeadlines } from '../../../codemods/set-deadlines.ts';
import { requireDeadline } from '../../../rules/require-deadline.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const silent = (name: string, code: string): ValidCase => ({ name, code: `${AXIOS}${code}\n` });
const missing = (line: number, refused?: string) => ({
  messageId: 'missingDeadline',
  line,
  ...(refused === undefined ? {} : { refused }),
});
const empty = (line: number, says: string) => ({
  messageId: 'emptyTimeout',
  line,
  says,
  refused: 'may be intended',
});
const fixed = (name: string, code: string, output: string, line = 2): InvalidCase => ({
  name,
  code: `${AXIOS}${code}\n`,
  output: `${AXIOS}${output}\n`,
  findings: [missing(line)],
});
const refused = (name: string, code: string, reason: string, line = 2): InvalidCase => ({
  name,
  code: `${AXIOS}${code}\n`,
  findings: [missing(line, reason)],
});

const valid: ValidCase[] = [
  silent('a timeout in the call', `exports.load = (url) => axios.get(url, { timeout: 5000 });`),
  silent('a text', `exports.load = (url) => axios.get(url, { timeout: '5000' });`),
  silent(
    'a constant',
    `const MINUTE = 60 * 1000;\nexports.load = (url) => axios.get(url, { timeout: 2 * MINUTE });`,
  ),
  silent(
    'one that is not seen',
    `exports.load = (url, { timeout }) => axios.get(url, { timeout });`,
  ),
  silent(
    'one of the environment',
    `exports.load = (url) => axios.get(url, { timeout: Number(process.env.TIMEOUT) || 0 });`,
  ),
  silent(
    'a signal that times out',
    `exports.load = (url) => axios.get(url, { signal: AbortSignal.timeout(5000) });`,
  ),
  silent('a signal of the caller', `exports.load = (url, signal) => axios.get(url, { signal });`),
  silent(
    'a cancel token',
    `exports.load = (url, source) => axios.get(url, { cancelToken: source.token });`,
  ),
  silent(
    'an interceptor that decides by the timeout',
    `const client = axios.create();\nclient.interceptors.request.use((config) => {\n  if (config.timeout) config.headers.set('x-limited', '1');\n  return config;\n});\nexports.load = (url) => client.get(url);`,
  ),
  silent(
    'an adapter that nobody knows',
    `const client = axios.create({ adapter: require('./adapter') });\nexports.load = (url) => client.get(url);\nexports.read = (url) => axios.get(url, { adapter: async (config) => answer(config) });`,
  ),
  silent('a config that comes in', `exports.load = (url, config) => axios.get(url, config);`),
  silent(
    'a config of a caller that has one',
    `const send = (config) => axios(config);\nexports.read = (url) => send({ url });\nexports.wait = (url) => send({ url, timeout: 60000 });`,
  ),
  silent(
    'a config that somebody else may give as well',
    `const send = (config) => axios(config);\nexports.read = (url) => send({ url });\nexports.all = (configs) => configs.map(send);`,
  ),
  silent(
    'a config that other files may give',
    `exports.send = function send(config) { return axios(config); };\nexports.read = (url) => exports.send({ url });`,
  ),
  silent('a part of one', `exports.load = (url, config) => axios.get(url, { ...config, params });`),
  silent(
    'a timeout of the instance',
    `const client = axios.create({ timeout: 5000 });\nexports.load = (url) => client.get(url);`,
  ),
  silent(
    'a timeout that the instance is given',
    `const client = axios.create();\nclient.defaults.timeout = 5000;\nexports.load = (url) => client.get(url);`,
  ),
  silent(
    'a timeout of axios.defaults',
    `axios.defaults.timeout = 5000;\nexports.load = (url) => axios.get(url);`,
  ),
  silent(
    'by Object.assign',
    `Object.assign(axios.defaults, { timeout: 5000 });\nexports.load = (url) => axios.get(url);`,
  ),
  silent(
    'by an interceptor',
    `axios.interceptors.request.use((config) => ({ ...config, timeout: 5000 }));\nexports.load = (url) => axios.get(url);`,
  ),
  silent(
    'on some path, by a decision of the code',
    `exports.load = (url, isSlow) => {\n  const config = { params };\n  if (!isSlow) config.timeout = 5000;\n  return axios.get(url, config);\n};`,
  ),
  silent(
    'of each request on an instance',
    `const client = axios.create({ baseURL });\nexports.load = (url) => client.get(url, { timeout: 5000 });\nexports.send = (url, body) => client.post(url, body, { signal: AbortSignal.timeout(5000) });`,
  ),
  silent(
    'a client that is not seen',
    `exports.load = (http, url) => http.get(url);\nexports.other = (axios, url) => axios.get(url);`,
  ),
  {
    name: 'a mock',
    code: `
      const axios = require('axios');
      const MockAdapter = require('axios-mock-adapter');
      const client = axios.create();
      new MockAdapter(client);
      exports.load = (url) => client.get(url);
    `,
  },
  {
    name: 'a test',
    filename: 'test/load.test.js',
    code: `
      const axios = require('axios');
      it('loads', () => axios.get('http://localhost'));
    `,
  },
];

const requests: InvalidCase[] = [
  fixed(
    'no config',
    `exports.load = (url) => axios.get(url);`,
    `exports.load = (url) => axios.get(url, { timeout: 30000 });`,
  ),
  fixed(
    'no body and no config',
    `exports.send = (url) => axios.post(url);`,
    `exports.send = (url) => axios.post(url, undefined, { timeout: 30000 });`,
  ),
  fixed(
    'a config literal',
    `exports.load = (url) => axios({ url, method: 'put' });`,
    `exports.load = (url) => axios({ url, method: 'put', timeout: 30000 });`,
  ),
  fixed(
    'a config that is seen',
    `const config = { params };\nexports.load = (url) => axios.get(url, config);`,
    `const config = { params };\nexports.load = (url) => axios.get(url, { timeout: 30000, ...config });`,
    3,
  ),
  fixed(
    'undefined for a config',
    `exports.load = (url) => axios.get(url, undefined);`,
    `exports.load = (url) => axios.get(url, { timeout: 30000 });`,
  ),
  fixed(
    'limits that are no deadlines',
    `exports.load = (url) => axios.get(url, { maxContentLength: 1e6, maxRedirects: 5 });`,
    `exports.load = (url) => axios.get(url, { maxContentLength: 1e6, maxRedirects: 5, timeout: 30000 });`,
  ),
  {
    name: 'the number that is asked for',
    options: { timeout: 5000 },
    code: `${AXIOS}exports.load = (url) => axios.get(url);\n`,
    output: `${AXIOS}exports.load = (url) => axios.get(url, { timeout: 5000 });\n`,
    findings: [missing(2)],
  },
  {
    name: 'a timeout of 0',
    code: `${AXIOS}exports.load = (url) => axios.get(url, { timeout: 0 });\n`,
    findings: [empty(2, 'of this request is `0`')],
  },
  {
    name: 'a timeout of null, over one of the instance',
    code: `${AXIOS}const client = axios.create({ timeout: 5000 });\nexports.load = (url) => client.get(url, { timeout: null });\n`,
    findings: [empty(3, 'of this request is `null`')],
  },
  {
    name: 'a timeout of 0 in a config that is seen',
    code: `${AXIOS}const config = { timeout: 0 };\nexports.load = (url) => axios.get(url, config);\n`,
    findings: [empty(3, 'is 0 or empty')],
  },
  refused(
    'a stream',
    `exports.load = (url) => axios.get(url, { responseType: 'stream' });`,
    'its response is a stream, which a `timeout` would cut',
  ),
  refused(
    'inside of a with',
    `exports.load = (url) => { with (globalThis) return axios.get(url); };`,
    'a `with` statement',
  ),
  {
    name: 'a type of its own that takes no config',
    filename: 'src/load.ts',
    code: `
      import axios from 'axios';
      interface Http { get(url: string): Promise<unknown> }
      const http: Http = axios;
      export const load = (url: string) => http.get(url);
    `,
    findings: [missing(4, 'takes no config')],
  },
];

const instances: InvalidCase[] = [
  fixed(
    'one report for an instance',
    `const client = axios.create({ baseURL });\nexports.load = (url) => client.get(url);\nexports.send = (url, body) => client.post(url, body);`,
    `const client = axios.create({ baseURL, timeout: 30000 });\nexports.load = (url) => client.get(url);\nexports.send = (url, body) => client.post(url, body);`,
  ),
  fixed(
    'an instance without a config',
    `exports.client = axios.create();`,
    `exports.client = axios.create({ timeout: 30000 });`,
  ),
  fixed(
    'a child takes over what its parent is given',
    `const parent = axios.create();\nexports.client = parent.create({ baseURL });`,
    `const parent = axios.create({ timeout: 30000 });\nexports.client = parent.create({ baseURL });`,
  ),
  fixed(
    'what is spread still wins',
    `const shared = { headers };\nexports.client = axios.create({ baseURL, ...shared });`,
    `const shared = { headers };\nexports.client = axios.create({ baseURL, timeout: 30000, ...shared });`,
    3,
  ),
  refused(
    'a stream on the instance',
    `const client = axios.create();\nexports.load = (url) => client.get(url, { responseType: 'stream' });`,
    'line 3 uses it to request a stream',
  ),
  {
    name: 'a timeout of 0',
    code: `${AXIOS}exports.client = axios.create({ timeout: 0 });\n`,
    findings: [empty(2, 'of this instance is `0`')],
  },
  {
    name: 'a module of Nest',
    filename: 'src/shop.module.ts',
    code: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';
      @Module({ imports: [HttpModule.register({ baseURL: 'http://shop' })] })
      export class ShopModule {}
    `,
    output: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';
      @Module({ imports: [HttpModule.register({ baseURL: 'http://shop', timeout: 30000 })] })
      export class ShopModule {}
    `,
    findings: [missing(3)],
  },
];

runSuite({
  rule: requireDeadline,
  codemod: setDeadlines,
  valid,
  invalid: [...requests, ...instances],
});
