/**
 * Error answers that whoever takes the error neither reads, nor destroys, nor hands on.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = dedent(`
  const axios = require('axios');
  const { pipeline } = require('node:stream/promises');
`);

/** A request in a `try`, and what its `catch` does. */
const caught = (handler: string, config = '') =>
  `${AXIOS}${dedent(`
    exports.save = async (url, res) => {
      try {
        const { data } = await axios.get(url, { responseType: 'stream'${config} });
        await pipeline(data, res);
      } HANDLER
    };
  `).replace('HANDLER', () => handler)}`;
const chained = (handler: string) =>
  `${AXIOS}${dedent(`
    exports.save = (url, res) =>
      axios.get(url, { responseType: 'stream' })
        .then(({ data }) => pipeline(data, res))
        .catch(HANDLER);
  `).replace('HANDLER', () => handler)}`;

/** A handler that throws an error on unless a test holds; TypeScript knows of it what the test says. */
const narrowing = (param: string, test: string, added: readonly string[] = []) =>
  [
    `import axios from 'axios';`,
    `import { HttpError } from './errors';`,
    'export async function open(url: string) {',
    '  try {',
    `    return (await axios.get(url, { responseType: 'stream' })).data;`,
    `  } catch ${param} {`,
    `    if (!(${test})) throw error;`,
    ...added.map((line) => `    ${line}`),
    '    return undefined;',
    '  }',
    '}',
    '',
  ].join('\n');

const narrowed = (name: string, param: string, test: string): InvalidCase => ({
  name,
  filename: 'file.ts',
  code: narrowing(param, test),
  findings: [{ messageId: 'unreadError', line: 8, refused: 'line 7 gives `error` a type' }],
});

const silent = (name: string, code: string): ValidCase => ({ name, code });

const valid: ValidCase[] = [
  silent('destroyed', caught('catch (error) { error.response?.data?.destroy(); }')),
  silent('drained', caught('catch (error) { error.response?.data?.resume(); fail(); }')),
  silent(
    'where there is a response',
    caught('catch (error) { if (error.response) error.response.data.destroy(); }'),
  ),
  silent(
    'of an axios error',
    caught(
      'catch (error) { if (axios.isAxiosError(error) && error.response) { error.response.data.destroy(); } }',
    ),
  ),
  silent('the process ends', caught('catch (error) { console.error(error); process.exit(1); }')),
  silent('thrown on', caught('catch (error) { log(); throw error; }')),
  silent(
    'thrown on as the cause',
    caught(`catch (error) { throw new Error('x', { cause: error }); }`),
  ),
  silent(
    'thrown on as a part of another',
    caught(`catch (error) { throw Object.assign(new Error('x'), { error }); }`),
  ),
  silent('handed on', caught('catch (error) { next(error); }')),
  silent(
    'nobody catches it',
    `${AXIOS}exports.save = async (url, res) => { await pipeline((await axios.get(url, { responseType: 'stream' })).data, res); };\n`,
  ),
  silent('another function catches it', caught('finally { done(); }')),
  silent('no status is refused', caught('catch { fail(); }', ', validateStatus: () => true')),
  silent('none by null', caught('catch { fail(); }', ', validateStatus: null')),
  silent('a config that is not seen', caught('catch { fail(); }', ', ...options')),
  silent(
    'an interceptor takes errors',
    caught('catch { fail(); }').replace(
      'exports',
      'axios.interceptors.response.use(undefined, (error) => again(error));\nexports',
    ),
  ),
  silent('a handler that is not seen', chained('fail')),
  silent('a handler that hands it on', chained('(error) => next(error)')),
];

const fixed = (name: string, before: string, after: string, line: number): InvalidCase => ({
  name,
  code: before,
  output: after,
  findings: [{ messageId: 'unreadError', line }],
});
const refused = (name: string, code: string, line: number, reason: string): InvalidCase => ({
  name,
  code,
  findings: [{ messageId: 'unreadError', line, refused: reason }],
});

const invalid: InvalidCase[] = [
  fixed(
    'a `catch`',
    caught('catch (error) {\n    res.status(500).end();\n  }'),
    caught(
      'catch (error) {\n    error?.response?.data?.destroy?.();\n    res.status(500).end();\n  }',
    ),
    7,
  ),
  fixed(
    'a `catch` without a name',
    caught('catch {\n    res.status(500).end();\n  }'),
    caught(
      'catch (error) {\n    error?.response?.data?.destroy?.();\n    res.status(500).end();\n  }',
    ),
    7,
  ),
  fixed(
    'an empty one',
    caught('catch {}'),
    caught('catch (error) {\n    error?.response?.data?.destroy?.();\n  }'),
    7,
  ),
  fixed(
    'a `catch` that throws something else',
    caught('catch (error) {\n    throw new Error(error.message);\n  }'),
    caught(
      'catch (error) {\n    error?.response?.data?.destroy?.();\n    throw new Error(error.message);\n  }',
    ),
    7,
  ),
  fixed(
    'a log shows it as it was',
    caught('catch (error) {\n    console.error(error);\n    res.status(500).end();\n  }'),
    caught(
      'catch (error) {\n    console.error(error);\n    error?.response?.data?.destroy?.();\n    res.status(500).end();\n  }',
    ),
    7,
  ),
  fixed(
    'a log of its message does not show it',
    caught('catch (error) {\n    console.error(error.message);\n  }'),
    caught(
      'catch (error) {\n    error?.response?.data?.destroy?.();\n    console.error(error.message);\n  }',
    ),
    7,
  ),
  fixed(
    'on one of two paths',
    caught(
      'catch (error) {\n    if (error.response?.status === 404) return null;\n    throw error;\n  }',
    ),
    caught(
      'catch (error) {\n    if (error.response?.status === 404) {\n      error?.response?.data?.destroy?.();\n      return null;\n    }\n    throw error;\n  }',
    ),
    8,
  ),
  fixed(
    'a handler',
    chained('(error) => {\n    res.status(500).end();\n  }'),
    chained(
      '(error) => {\n    error?.response?.data?.destroy?.();\n    res.status(500).end();\n  }',
    ),
    6,
  ),
  fixed(
    'a handler that is an expression',
    chained('(error) => res.status(500).send(error.message)'),
    chained(
      '(error) => {\n      error?.response?.data?.destroy?.();\n      return res.status(500).send(error.message);\n    }',
    ),
    6,
  ),
  fixed(
    'a handler without a parameter',
    chained('() => undefined'),
    chained(
      '(error) => {\n      error?.response?.data?.destroy?.();\n      return undefined;\n    }',
    ),
    6,
  ),
  refused('a log alone', chained('console.error'), 6, 'the handler only logs the error'),
  refused(
    'an expression that logs it',
    chained('(error) => console.error(error)'),
    6,
    'the handler is an expression',
  ),
  refused('a pattern', caught('catch ({ message }) {\n    fail(message);\n  }'), 7, 'has no name'),
  refused(
    'a log behind a way out',
    caught('catch (error) {\n    if (late) return;\n    console.error(error);\n  }'),
    7,
    'a log behind a statement that leaves',
  ),
  refused(
    'the end of the code on some path',
    caught('catch (error) {\n    if (!res.headersSent) next(error);\n  }'),
    7,
    'a path leaves the answer unread',
  ),
  narrowed(
    'a test that says what the body is, TypeScript',
    '(error)',
    'axios.isAxiosError<string>(error)',
  ),
  narrowed('a class, of an error of any type', '(error: any)', 'error instanceof HttpError'),
  {
    name: 'a class, of an unknown error',
    filename: 'file.ts',
    code: narrowing('(error)', 'error instanceof HttpError'),
    output: narrowing('(error)', 'error instanceof HttpError', [
      'if (axios.isAxiosError(error)) {',
      '  error.response?.data?.destroy?.();',
      '}',
    ]),
    findings: [{ messageId: 'unreadError', line: 8 }],
  },
  {
    name: 'what is caught may be unknown, TypeScript',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error) {
          return null;
        }
      }
    `,
    output: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error) {
          if (axios.isAxiosError(error)) {
            error.response?.data?.destroy?.();
          }
          return null;
        }
      }
    `,
    findings: [{ messageId: 'unreadError', line: 5 }],
  },
  {
    name: 'an unknown error, TypeScript without semicolons, behind a log',
    filename: 'file.ts',
    code: `
      import axios from 'axios'
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data
        } catch (error) {
          console.error(error)
          return null
        }
      }
    `,
    output: `
      import axios from 'axios'
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data
        } catch (error) {
          console.error(error)
          if (axios.isAxiosError(error)) {
            error.response?.data?.destroy?.()
          }
          return null
        }
      }
    `,
    findings: [{ messageId: 'unreadError', line: 5 }],
  },
  {
    name: 'an unknown error in a block without statements, TypeScript',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error) {}
      }
    `,
    output: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error) {
          if (axios.isAxiosError(error)) {
            error.response?.data?.destroy?.();
          }
        }
      }
    `,
    findings: [{ messageId: 'unreadError', line: 5 }],
  },
  {
    name: 'an unknown error in a block of one line, TypeScript',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error) { return null; }
      }
    `,
    output: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error) { if (axios.isAxiosError(error)) { error.response?.data?.destroy?.(); } return null; }
      }
    `,
    findings: [{ messageId: 'unreadError', line: 5 }],
  },
  {
    name: 'any error, TypeScript',
    filename: 'file.ts',
    code: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error: any) {
          return null;
        }
      }
    `,
    output: `
      import axios from 'axios';
      export async function open(url: string) {
        try {
          return (await axios.get(url, { responseType: 'stream' })).data;
        } catch (error: any) {
          error?.response?.data?.destroy?.();
          return null;
        }
      }
    `,
    findings: [{ messageId: 'unreadError', line: 5 }],
  },
  {
    name: 'a client without a name for axios, TypeScript',
    filename: 'file.ts',
    code: `
      import { create } from 'axios';
      const client = create();
      export async function open(url: string) {
        try {
          return (await client.get(url, { responseType: 'stream' })).data;
        } catch (error) {
          return null;
        }
      }
    `,
    findings: [{ messageId: 'unreadError', line: 6, refused: 'says nothing of its response' }],
  },
];

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid,
  invalid,
});
