/**
 * Findings whose fixes would change the same code, and requests of which nothing tells what they ask for.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const finding = (messageId: string) => (line: number, refused: string) => ({
  messageId,
  line,
  refused,
});

const unread = finding('unread');
const unreadFetch = finding('unreadFetch');

const MEET = 'would change the same statement';

const invalid: InvalidCase[] = [
  {
    name: 'two responses that one statement without braces leaves unread',
    code: `
      exports.compare = async (left, right) => {
        const a = await fetch(left);
        const b = await fetch(right);
        if (a.headers.get('etag') === b.headers.get('etag')) return true;
        return Buffer.compare(Buffer.from(await a.arrayBuffer()), Buffer.from(await b.arrayBuffer())) === 0;
      };
    `,
    findings: [unreadFetch(4, MEET), unreadFetch(4, MEET)],
  },
  {
    name: 'two streams of axios at one throw without braces',
    code: `
      const axios = require('axios');
      exports.load = async (url) => {
        const a = await axios.get(url, { responseType: 'stream' });
        const b = await axios.get(url, { responseType: 'stream' });
        if (a.headers.etag !== b.headers.etag) throw new Error('differ');
        a.data.resume();
        b.data.resume();
        return 1;
      };
    `,
    findings: [unread(5, MEET), unread(5, MEET)],
  },
];

const unseen = 'whose method is not visible here';

const methods: InvalidCase[] = [
  {
    name: 'a method that is not visible: the server may work on once it has answered',
    code: `
      exports.notify = async (url, options) => {
        const response = await fetch(url, options);
        return response.headers.get('location');
      };
      exports.send = async (url, item) => {
        const options = { ...item };
        const response = await fetch(url, options);
        return response.headers.get('location');
      };
    `,
    findings: [unreadFetch(2, unseen), unreadFetch(7, unseen)],
  },
];

const workingOn = 'could end what the server does';

/** What the fix would do beside closing the socket. */
const sideEffects: InvalidCase[] = [
  {
    name: 'axios: a stream of what was sent, which nobody reads: the server may work on',
    code: `
      const axios = require('axios');
      exports.send = async (url, data) => {
        const response = await axios.post(url, data, { responseType: 'stream' });
        return response.headers.location;
      };
      exports.put = async (url, data) => {
        const response = await axios({ url, data, method: 'PUT', responseType: 'stream' });
        return response.headers.location;
      };
    `,
    findings: [unread(3, workingOn), unread(7, workingOn)],
  },
  {
    name: 'a listener of the body that does not run now',
    code: `
      import { request } from 'undici';
      export async function load(url) {
        const { body, statusCode } = await request(url);
        body.on('end', () => note('end'));
        if (statusCode !== 200) return undefined;
        return body.json();
      }
    `,
    findings: [unreadFetch(5, 'a listener for \`end\` would run')],
  },
];

/** Bodies of which several go to one destination: it would get a listener for each. */
const repeated: InvalidCase[] = [
  {
    name: 'pipes in a loop, to a destination that outlives it',
    code: `
      const axios = require('axios');
      exports.concat = async (req, res) => {
        for (const url of req.body.urls) {
          const response = await axios.get(url, { responseType: 'stream' });
          response.data.pipe(res, { end: false });
          await pause();
        }
        res.end();
      };
    `,
    findings: [{ messageId: 'barePipe', line: 5, refused: 'listeners for each' }],
  },
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [],
  invalid: [...invalid, ...sideEffects],
});
runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  options: { pipes: 'any' },
  valid: [],
  invalid: repeated,
});
runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  options: { unverifiable: true },
  valid: [],
  invalid: methods,
});
