/**
 * Responses that are piped to what may be closed before they end.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const FINISHED = `const { finished } = require('node:stream');\n`;
const GET = `await axios.get(url, { responseType: 'stream' })`;
const FS = `const fs = require('node:fs');\n`;
const any = { pipes: 'any' };

const valid: ValidCase[] = [
  {
    name: 'destroyed once the client is gone',
    code: `${AXIOS}exports.image = async (url, res) => { const { data } = ${GET}; res.on('close', () => data.destroy()); data.pipe(res); };\n`,
  },
  {
    name: 'a signal may end it',
    code: `${AXIOS}exports.image = async (url, res) => { (await axios.get(url, { responseType: 'stream', signal: res.signal })).data.pipe(res); };\n`,
  },
  {
    name: 'somebody else has it, too',
    code: `${AXIOS}exports.image = async (url, res) => { const { data } = ${GET}; watch(data); data.pipe(res); };\n`,
  },
  {
    name: 'a file is seldom closed early',
    code: `${AXIOS}${FS}exports.save = async (url, file) => { (${GET}).data.pipe(fs.createWriteStream(file)); };\n`,
  },
  {
    name: 'a local name that is no parameter',
    code: `${AXIOS}exports.save = async (url) => { const res = target(); (${GET}).data.pipe(res); };\n`,
  },
  {
    name: 'output of the process',
    options: any,
    code: `${AXIOS}exports.print = async (url) => { (${GET}).data.pipe(process.stdout); };\n`,
  },
];

const piped = (name: string, before: string, after: string, line: number): InvalidCase => ({
  name,
  code: `${AXIOS}${dedent(before)}\n`,
  output: `${AXIOS}${FINISHED}${dedent(after)}\n`,
  findings: [{ messageId: 'barePipe', line: line + 1 }],
});

/** A file that takes other names from the module, before and after. */
const extended = (
  name: string,
  [before, after, local = 'finished']: readonly [before: string, after: string, local?: string],
): InvalidCase => {
  const head = before.startsWith('import') ? `import axios from 'axios';\n` : AXIOS;
  const open = `export const image = async (url, res) => {\n  const { data } = ${GET};\n`;
  const end = `  data.pipe(res);\n};\n`;
  return {
    name: `${name} takes one name more`,
    filename: 'src/input.ts',
    code: `${head}${before}\n${open}${end}`,
    output: `${head}${after}\n${open}  ${local}(res, { error: false }, () => data.destroy());\n${end}`,
    findings: [{ messageId: 'barePipe', line: before.split('\n').length + 4 }],
  };
};

const typed = (name: string, parameter: string, destination: string): InvalidCase => {
  const head = `import axios from 'axios';\nimport type { ServerResponse } from 'node:http';\n`;
  const open = `export async function image(url: string, ${parameter}) {\n  const { data } = ${GET};\n`;
  const end = `  data.pipe(${destination});\n}\n`;
  return {
    name,
    filename: 'src/input.ts',
    options: any,
    code: `${head}${open}${end}`,
    output: `${head}import { finished } from 'node:stream';\n${open}  finished(${destination}, { error: false }, () => data.destroy());\n${end}`,
    findings: [{ messageId: 'barePipe', line: 5 }],
  };
};

const invalid: InvalidCase[] = [
  piped(
    'an answer to a client',
    `
      exports.image = async (url, res) => {
        const response = ${GET};
        res.set(response.headers);
        response.data.pipe(res);
      };`,
    `
      exports.image = async (url, res) => {
        const response = ${GET};
        finished(res, { error: false }, () => response.data.destroy());
        res.set(response.headers);
        response.data.pipe(res);
      };`,
    4,
  ),
  piped(
    'what ends it covers the ways out before, too',
    `
      exports.image = async (url, res) => {
        const response = ${GET};
        if (!response.headers.etag) return res.status(404).end();
        response.data.pipe(res);
      };`,
    `
      exports.image = async (url, res) => {
        const response = ${GET};
        finished(res, { error: false }, () => response.data.destroy());
        if (!response.headers.etag) return res.status(404).end();
        response.data.pipe(res);
      };`,
    4,
  ),
  piped(
    'by a `then`',
    `
      exports.image = (url, res) =>
        axios.get(url, { responseType: 'stream' }).then((response) => response.data.pipe(res));`,
    `
      exports.image = (url, res) =>
        axios.get(url, { responseType: 'stream' }).then((response) => {
          finished(res, { error: false }, () => response.data.destroy());
          return response.data.pipe(res);
        });`,
    2,
  ),
  piped(
    'in the function of a promise',
    `
      exports.image = async (url, ctx) => {
        const { data } = ${GET};
        await new Promise((resolve) => {
          data.pipe(ctx.res);
          ctx.res.on('finish', resolve);
        });
      };`,
    `
      exports.image = async (url, ctx) => {
        const { data } = ${GET};
        await new Promise((resolve) => {
          finished(ctx.res, { error: false }, () => data.destroy());
          data.pipe(ctx.res);
          ctx.res.on('finish', resolve);
        });
      };`,
    4,
  ),
  piped(
    'one that may not be there',
    `
      exports.image = async (url, res) => {
        const response = await axios.get(url, { responseType: 'stream' }).catch((error) => fail(error));
        if (!response) return;
        response.data.pipe(res);
      };`,
    `
      exports.image = async (url, res) => {
        const response = await axios.get(url, { responseType: 'stream' }).catch((error) => fail(error));
        if (!response) return;
        finished(res, { error: false }, () => response.data.destroy());
        response.data.pipe(res);
      };`,
    4,
  ),
  {
    name: 'a name that is there already',
    code: `
      import axios from 'axios';
      import { finished as over } from 'stream';
      export async function image(url, reply) {
        const { data } = ${GET};
        data.pipe(reply.raw);
      }
    `,
    output: `
      import axios from 'axios';
      import { finished as over } from 'stream';
      export async function image(url, reply) {
        const { data } = ${GET};
        over(reply.raw, { error: false }, () => data.destroy());
        data.pipe(reply.raw);
      }
    `,
    findings: [{ messageId: 'barePipe', line: 5 }],
  },
  {
    name: 'a type says that it is an answer',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      import type { Response } from 'express';
      export async function image(url: string, target: Response) {
        const response = ${GET};
        response.data.pipe(target);
      }
    `,
    output: `
      import axios from 'axios';
      import type { Response } from 'express';
      import { finished } from 'node:stream';
      export async function image(url: string, target: Response) {
        const response = ${GET};
        finished(target, { error: false }, () => response.data.destroy());
        response.data.pipe(target);
      }
    `,
    findings: [{ messageId: 'barePipe', line: 5 }],
  },
  typed('an assertion', 'target: unknown', 'target as ServerResponse'),
  typed('a member that is asserted', 'ctx: { res?: ServerResponse }', 'ctx.res!'),
  {
    name: 'an assertion in a comment',
    code: `${AXIOS}exports.image = async (url, res) => {\n  const { data } = ${GET};\n  data.pipe(/** @type {ServerResponse} */ (res));\n};\n`,
    output: `${AXIOS}${FINISHED}exports.image = async (url, res) => {\n  const { data } = ${GET};\n  finished(/** @type {ServerResponse} */ (res), { error: false }, () => data.destroy());\n  data.pipe(/** @type {ServerResponse} */ (res));\n};\n`,
    findings: [{ messageId: 'barePipe', line: 4 }],
  },
  {
    name: 'an answer that may be missing is one only where it is piped to',
    code: `${AXIOS}exports.image = async (url, res) => {\n  const { data } = ${GET};\n  if (res) res.statusCode = 200;\n  data.pipe(res);\n};\n`,
    output: `${AXIOS}${FINISHED}exports.image = async (url, res) => {\n  const { data } = ${GET};\n  if (res) res.statusCode = 200;\n  finished(res, { error: false }, () => data.destroy());\n  data.pipe(res);\n};\n`,
    findings: [{ messageId: 'barePipe', line: 5 }],
  },
  extended('an import', [
    `import { Readable } from 'stream';`,
    `import { Readable, finished } from 'stream';`,
  ]),
  extended('an import of a default as well, beside one of types', [
    `import type { Writable } from 'stream';\nimport stream, { Readable } from 'node:stream';`,
    `import type { Writable } from 'stream';\nimport stream, { Readable, finished } from 'node:stream';`,
  ]),
  extended('a `require`', [
    `const { Readable } = require('stream');`,
    `const { Readable, finished } = require('stream');`,
  ]),
  extended('a `require` beside another name of the file', [
    `const { Readable } = require('stream');\nlet finished = 0;`,
    `const { Readable, finished: finished2 } = require('stream');\nlet finished = 0;`,
    'finished2',
  ]),
  {
    name: 'two in a file take one import',
    code: `${AXIOS}exports.a = async (url, res) => {\n  const { data } = ${GET};\n  data.pipe(res);\n};\nexports.b = async (url, res) => {\n  const { data } = ${GET};\n  data.pipe(res);\n};\n`,
    output: `${AXIOS}${FINISHED}exports.a = async (url, res) => {\n  const { data } = ${GET};\n  finished(res, { error: false }, () => data.destroy());\n  data.pipe(res);\n};\nexports.b = async (url, res) => {\n  const { data } = ${GET};\n  finished(res, { error: false }, () => data.destroy());\n  data.pipe(res);\n};\n`,
    findings: [
      { messageId: 'barePipe', line: 4 },
      { messageId: 'barePipe', line: 8 },
    ],
  },
  {
    name: 'a file, on demand',
    options: any,
    code: `${AXIOS}${FS}exports.save = async (url, file) => {\n  const { data } = ${GET};\n  const writer = fs.createWriteStream(file);\n  data.pipe(writer);\n};\n`,
    output: `${AXIOS}${FS}${FINISHED}exports.save = async (url, file) => {\n  const { data } = ${GET};\n  const writer = fs.createWriteStream(file);\n  finished(writer, { error: false }, () => data.destroy());\n  data.pipe(writer);\n};\n`,
    findings: [{ messageId: 'barePipe', line: 6 }],
  },
  {
    name: 'a destination without a name',
    options: any,
    code: `${AXIOS}${FS}exports.save = async (url, file) => { const { data } = ${GET}; data.pipe(fs.createWriteStream(file)); };\n`,
    findings: [{ messageId: 'barePipe', line: 3, refused: 'the destination has no name' }],
  },
  {
    name: 'several readers',
    options: any,
    code: `${AXIOS}exports.save = async (url, res, file) => { const { data } = ${GET}; data.pipe(res); data.pipe(file); };\n`,
    findings: [
      { messageId: 'barePipe', line: 2, refused: 'several readers' },
      { messageId: 'barePipe', line: 2, refused: 'several readers' },
    ],
  },
  {
    name: 'a listener that reads it for something else',
    code: `${AXIOS}exports.image = async (url, res) => { const { data } = ${GET}; data.on('data', (chunk) => kept.push(chunk)); data.pipe(res); };\n`,
    findings: [{ messageId: 'barePipe', line: 2, refused: 'several readers' }],
  },
  {
    name: 'a listener for errors',
    code: `${AXIOS}exports.image = async (url, res) => { const { data } = ${GET}; data.on('error', () => res.destroy()); data.pipe(res); };\n`,
    findings: [{ messageId: 'barePipe', line: 2, refused: 'a listener for `error`' }],
  },
  {
    name: 'no name for the response',
    code: `${AXIOS}exports.image = async (url, res) => { (${GET}).data.pipe(res); };\n`,
    findings: [{ messageId: 'barePipe', line: 2, refused: 'no name of its own' }],
  },
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid,
  invalid,
});
