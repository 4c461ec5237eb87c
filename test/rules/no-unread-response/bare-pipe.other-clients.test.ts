/**
 * Bodies of clients other than axios that are piped to what can be closed early, and streams of got that nobody reads.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'destroyed once the client is gone',
    code: `
      const https = require('https');
      app.get('/image', (req, res) => {
        https.get(req.query.url, (upstream) => {
          res.on('close', () => upstream.destroy());
          upstream.pipe(res);
        });
      });
    `,
  },
  {
    name: 'the request is destroyed once the client is gone',
    code: `
      const https = require('https');
      app.get('/image', (req, res) => {
        const asked = https.get(req.query.url, (upstream) => {
          upstream.pipe(res);
        });
        res.on('close', () => asked.destroy());
      });
    `,
  },
  {
    name: 'by \`pipeline\`',
    code: `
      const got = require('got');
      const { request } = require('undici');
      const { pipeline } = require('stream/promises');
      app.get('/image', async (req, res) => {
        await pipeline(got.stream(req.query.url), res);
      });
      app.get('/other', async (req, res) => {
        const { body } = await request(req.query.url);
        await pipeline(body, res);
      });
    `,
  },
  {
    name: 'a file, and a signal',
    code: `
      import fs from 'node:fs';
      import fetch from 'node-fetch';
      export async function save(url, path) {
        const response = await fetch(url);
        response.body.pipe(fs.createWriteStream(path));
      }
      app.get('/image', async (req, res) => {
        const controller = new AbortController();
        res.on('close', () => controller.abort());
        const response = await fetch(req.query.url, { signal: controller.signal });
        response.body.pipe(res);
      });
    `,
  },
  {
    name: 'got: handed on, read, or with a timeout',
    code: `
      import got from 'got';
      export const open = (url) => got.stream(url);
      export async function read(url) {
        const chunks = [];
        for await (const chunk of got.stream(url)) chunks.push(chunk);
        return chunks;
      }
      export const send = (file, url) => file.pipe(got.stream(url, { method: 'POST' }));
    `,
  },
  {
    name: 'got: a timeout may end it, and whoever hears of the response may read that',
    code: `
      import got from 'got';
      const api = got.extend({ timeout: { request: 5000 } });
      app.get('/image', (req, res) => {
        api.stream(req.query.url).pipe(res);
      });
    `,
  },
  {
    name: 'got: whoever hears of the response may read that',
    code: `
      import got from 'got';
      export function type(url, done) {
        got.stream(url).on('response', (response) => {
          done(response.headers['content-type']);
          response.resume();
        });
      }
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'http.get: an answer to a client',
    code: `
      const https = require('https');
      app.get('/image', (req, res) => {
        https.get(req.query.url, (upstream) => {
          res.writeHead(upstream.statusCode);
          upstream.pipe(res);
        });
      });
    `,
    output: `
      const https = require('https');
      const { finished } = require('stream');
      app.get('/image', (req, res) => {
        https.get(req.query.url, (upstream) => {
          res.writeHead(upstream.statusCode);
          finished(res, { error: false }, () => upstream.destroy());
          upstream.pipe(res);
        });
      });
    `,
    findings: [{ messageId: 'barePipe', line: 5, says: 'when \`res\` is closed early' }],
  },
  {
    name: 'http.get: one that is left on another path, too',
    code: `
      const https = require('https');
      app.get('/image', (req, res) => {
        https.get(req.query.url, (upstream) => {
          if (upstream.statusCode !== 200) return res.sendStatus(502);
          upstream.pipe(res);
        });
      });
    `,
    output: `
      const https = require('https');
      const { finished } = require('stream');
      app.get('/image', (req, res) => {
        https.get(req.query.url, (upstream) => {
          if (upstream.statusCode !== 200) {
            upstream.destroy();
            return res.sendStatus(502);
          }
          finished(res, { error: false }, () => upstream.destroy());
          upstream.pipe(res);
        });
      });
    `,
    findings: [
      { messageId: 'unreadAnswer', line: 4 },
      { messageId: 'barePipe', line: 5 },
    ],
  },
  {
    name: 'node-fetch: of a version that nobody tells',
    code: `
      const fetch = require('node-fetch');
      app.get('/image', async (req, res) => {
        const response = await fetch(req.query.url);
        response.body.pipe(res);
      });
    `,
    findings: [{ messageId: 'barePipe', line: 4, refused: 'no method that closes the connection' }],
  },
  {
    name: 'undici: its body emits an error when it is destroyed',
    code: `
      const { request } = require('undici');
      app.get('/image', async (req, res) => {
        const { body, headers } = await request(req.query.url);
        res.setHeader('content-type', headers['content-type']);
        body.pipe(res);
      });
    `,
    findings: [{ messageId: 'barePipe', line: 5, refused: 'use \`pipeline\`' }],
  },
  {
    name: 'got: a stream with a name',
    code: `
      import got from 'got';
      app.get('/image', (req, res) => {
        const image = got.stream(req.query.url);
        image.pipe(res);
      });
    `,
    output: `
      import got from 'got';
      import { finished } from 'node:stream';
      app.get('/image', (req, res) => {
        const image = got.stream(req.query.url);
        finished(res, { error: false }, () => image.destroy());
        image.pipe(res);
      });
    `,
    findings: [{ messageId: 'barePipe', line: 4 }],
  },
  {
    name: 'got: a stream of an instance, without a name',
    code: `
      import got from 'got';
      const api = got.extend({ retry: { limit: 0 } });
      app.get('/image', (req, res) => {
        api.stream(req.query.url).pipe(res);
      });
    `,
    findings: [{ messageId: 'barePipe', line: 4, refused: 'has no name of its own' }],
  },
  {
    name: 'got: nobody reads it',
    code: `
      import got from 'got';
      export function load(url, use) {
        const stream = got.stream(url);
        if (use === undefined) return undefined;
        return use(stream);
      }
      app.get('/', (req, res) => load(req.query.url, req.app.use));
    `,
    output: `
      import got from 'got';
      export function load(url, use) {
        const stream = got.stream(url);
        if (use === undefined) {
          stream.destroy();
          return undefined;
        }
        return use(stream);
      }
      app.get('/', (req, res) => load(req.query.url, req.app.use));
    `,
    findings: [{ messageId: 'unreadAnswer', line: 4, says: 'to the request of line 3 unread' }],
  },
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
