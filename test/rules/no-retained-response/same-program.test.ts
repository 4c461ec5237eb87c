/**
 * What a release must not change: what a name means, what throws and when, what the types allow.
 */
import { describe, expect, it } from 'vitest';
import { fixText } from '../../../codemods/adapter/apply.ts';
import type { TransformOptions } from '../../../codemods/adapter/transform-types.ts';
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { dedentCase } from '../../harness/dedent.ts';
import { facts } from '../../harness/hosts.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const handler = (list: string, ...statements: readonly string[]) =>
  `${AXIOS}exports.watch = (url) => axios.get(url).then(function ${list} {\n${statements.map((line) => `  ${line}\n`).join('')}});\n`;
const REPORTS = 'setInterval(() => report(response.data.id), 1000);';

const any = { options: { awaits: 'any' } } as const;
const clone = { options: { strategy: 'clone', awaits: 'any' } } as const;
const ts = { filename: 'src/input.ts', ...any } as const;

const held = (line: number, refused?: string) => ({
  messageId: 'heldAcrossAwait',
  line,
  ...(refused === undefined ? {} : { refused }),
});
const captured = (line: number, refused?: string) => ({
  messageId: 'capturedResponse',
  line,
  ...(refused === undefined ? {} : { refused }),
});

const parameters: InvalidCase[] = [
  {
    name: 'a function with a directive of its own',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (response) {
        'use strict';
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    findings: [
      captured(4, `a function with its own \`'use strict'\` cannot have a pattern as a parameter`),
    ],
  },
  {
    name: 'an arrow with a directive of its own',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then((response) => {
        'use strict';
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    findings: [
      captured(4, `a function with its own \`'use strict'\` cannot have a pattern as a parameter`),
    ],
  },
  {
    name: 'another directive is none of the parameters',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (response) {
        'use client';
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    output: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function ({ data }) {
        'use client';
        setInterval(() => report(data.id), 1000);
      });
    `,
    findings: [captured(4)],
  },
  {
    name: 'arguments holds the response',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (response) {
        log(...arguments);
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    findings: [captured(4, '`arguments` refers to `response`, too')],
  },
  {
    name: 'arguments is written through to the parameter',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (response) {
        arguments[0] = other;
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    findings: [captured(4, '`arguments` refers to `response`, too')],
  },
  {
    name: 'arguments of an arrow inside are those of the function',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (response) {
        later(() => arguments[0]);
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    findings: [captured(4, '`arguments` refers to `response`, too')],
  },
  {
    name: 'arguments of a function inside are its own',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (response) {
        later(function () { return arguments; });
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    output: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function ({ data }) {
        later(function () { return arguments; });
        setInterval(() => report(data.id), 1000);
      });
    `,
    findings: [captured(4)],
  },
  {
    name: 'a function that calls itself by its name',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function watch(response) {
        if (isOver) watch();
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    findings: [
      captured(4, '`watch` is also used by its name, and `response` may be `undefined` then'),
    ],
  },
];

const names: InvalidCase[] = [
  {
    name: 'a with statement around a read',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        with (context) { out = response.data; }
        await sleep(1000);
        return response.status;
      }
    `,
    findings: [
      held(
        3,
        'a `with` statement may give the names on line 4 another meaning: move the code out of it',
      ),
    ],
  },
  {
    name: 'a with statement around the binding',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        with (context) {
        const response = await axios.get(url);
        await sleep(1000);
        log(response.data);
        }
      }
    `,
    findings: [
      held(
        4,
        'a `with` statement may give the names on line 4 another meaning: move the code out of it',
      ),
    ],
  },
  {
    name: 'a with statement that reads nothing of the response',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        with (context) { log(data); }
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, context) {
        const { data: responseData } = await axios.get(url);
        with (context) { log(data); }
        await sleep(1000);
        return responseData;
      }
    `,
    ...any,
    findings: [held(3)],
  },
  {
    name: 'a with statement around what is copied',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url, context) {
        const { data } = await axios.get(url, { responseType: 'text' });
        with (context) cache.set(url, data.slice(0, 20));
      }
    `,
    findings: [
      {
        messageId: 'storedView',
        line: 5,
        refused:
          'a `with` statement may give the name of what copies it another meaning: move the code out of it',
      },
    ],
  },
  {
    name: 'escapes in the name',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const r\\u0065sponse = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, context) {
        const { data } = await axios.get(url);
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'escapes in a parameter',
    code: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function (r\\u{65}sponse) {
        setInterval(() => report(response.data.id), 1000);
      });
    `,
    output: `
      const axios = require('axios');
      exports.watch = (url) => axios.get(url).then(function ({ data }) {
        setInterval(() => report(data.id), 1000);
      });
    `,
    findings: [captured(3)],
  },
  {
    name: 'a function takes its name from what it is assigned to',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        response.data = () => {};
        await sleep(1000);
        return response.data.name;
      }
    `,
    findings: [
      held(3, '`response.data` is assigned a function on line 4, which would get another name'),
    ],
  },
];

const EARLY = (line: number) => [
  held(4, `\`response\` may be read on line ${line} before its \`var\` is given a value`),
];
const paths: InvalidCase[] = [
  {
    name: 'a var that is read above',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        try { log(response.data); } catch { log(0); }
        var response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: EARLY(3),
  },
  {
    name: 'a var that is asked for above',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        log(response?.status === 200);
        var response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: EARLY(3),
  },
  {
    name: 'a var that a function reads which may be called above',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        log(read());
        var response = await axios.get(url);
        await sleep(1000);
        return read();
        function read() { return response.data; }
      }
    `,
    findings: EARLY(7),
  },
  {
    name: 'a var that the first round of a loop has not assigned',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        for (const each of url) { log(response && response.status);
        var response = await axios.get(each);
        await sleep(1000);
        log(response.data); }
      }
    `,
    findings: EARLY(3),
  },
  {
    name: 'a var that is read below alone',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        log(1);
        var response = await axios.get(url);
        await sleep(1000);
        return later(() => response.data);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, context) {
        log(1);
        var { data } = await axios.get(url);
        await sleep(1000);
        return later(() => data);
      }
    `,
    findings: [held(4)],
  },
  {
    name: 'an alias that a function reads which may be called before it',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        try { log(read()); } catch { log(0); }
        const body = response.data;
        await sleep(1000);
        return read();
        function read() { return body; }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, context) {
        const { data } = await axios.get(url);
        try { log(read()); } catch { log(0); }
        const body = data;
        await sleep(1000);
        return read();
        function read() { return body; }
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a client that may be none',
    code: `
      const axios = require('axios');
      const client = axios.create();
      async function run(url) {
        const response = await client?.get(url);
        await sleep(1000);
        return response?.data;
      }
    `,
    findings: [held(4, '`response` is tested on line 6, so it may be `undefined`')],
  },
  {
    name: 'a client that may be none, in a list',
    code: `
      const axios = require('axios');
      const client = axios.create();
      async function run(url) {
        const [response] = await Promise.all([client?.get(url)]);
        await sleep(1000);
        return response?.data;
      }
    `,
    findings: [held(4, '`response` is tested on line 6, so it may be `undefined`')],
  },
  {
    name: 'a getter runs before the read that would throw',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url).catch(() => null);
        log(context.state, response.data);
        await sleep(1000);
        return response.status;
      }
    `,
    findings: [held(3, '`response` may be `undefined` on a path that reads nothing of it')],
  },
  {
    name: 'a text is made before the read that would throw',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url).catch(() => null);
        log(\`\${context} \${response.data}\`);
        await sleep(1000);
        return response.status;
      }
    `,
    findings: [held(3, '`response` may be `undefined` on a path that reads nothing of it')],
  },
  {
    name: 'another declarator runs before the read that would throw',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url).catch(() => null), state = load();
        log(response.data);
        await sleep(1000);
        return response.status;
      }
    `,
    findings: [held(3, '`response` may be `undefined` on a path that reads nothing of it')],
  },
];

const NOT_NARROWED =
  '`response` may be of several types, and TypeScript narrows the names of a pattern only with `const`';
const types: InvalidCase[] = [
  {
    name: 'a union that is narrowed, with const',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const response: Res = await axios.get(url);
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    output: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const { status, data }: Res = await axios.get(url);
        await sleep(1000);
        return status === 200 ? data.ids : data.error;
      }
    `,
    findings: [held(6)],
  },
  {
    name: 'a union that is narrowed, with let',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let response: Res = await axios.get(url);
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    findings: [held(6, NOT_NARROWED)],
  },
  {
    name: 'a union by a cast',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let response = (await axios.get(url)) as Res;
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    findings: [held(6, NOT_NARROWED)],
  },
  {
    name: 'a union by a cast of the promise',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let response = await (axios.get(url) as Promise<Res>);
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    findings: [held(6, NOT_NARROWED)],
  },
  {
    name: 'a union by the second type argument',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let response = await axios.get<unknown, Res>(url);
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    findings: [held(6, NOT_NARROWED)],
  },
  {
    name: 'a union by the type of a client',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const client: { get(url: string): Promise<Res> } = axios.create();
        let response = await client.get(url);
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    findings: [held(7, NOT_NARROWED)],
  },
  {
    name: 'a const that would become a let',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const response: Res = await axios.get(url);
        if (response.status === 200) response.data = { ids: [] };
        await sleep(1000);
        return response.status === 200 ? response.data.ids : response.data.error;
      }
    `,
    findings: [held(6, NOT_NARROWED)],
  },
  {
    name: 'one member of a let',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let response: Res = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let { data }: Res = await axios.get(url);
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(6)],
  },
  {
    name: 'a let of one type',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let response: AxiosResponse<string> = await axios.get(url);
        await sleep(1000);
        return response.data + response.status;
      }
    `,
    output: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        let { data, status }: AxiosResponse<string> = await axios.get(url);
        await sleep(1000);
        return data + status;
      }
    `,
    findings: [held(6)],
  },
  {
    name: 'none by an alias',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      type Maybe = Res | undefined;
      export async function run(url: string) {
        const response: Maybe = await axios.get(url);
        await sleep(1000);
        return response?.data;
      }
    `,
    findings: [held(7, '`response` may be `undefined` by its type')],
  },
  {
    name: 'a type of another file that is tested',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      import type { Maybe } from './maybe.ts';
      export async function run(url: string) {
        const response = (await axios.get(url)) as Maybe;
        await sleep(1000);
        return response!.data;
      }
    `,
    findings: [held(7, '`response` may be `undefined` by its type')],
  },
  {
    name: 'a part of a union without the member',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      type Odd = { status: 200; data: string } | { status: 400; headers: string };
      export async function run(url: string) {
        const response = (await axios.get(url)) as Odd;
        await sleep(1000);
        return response.status === 200 ? response.data : response.headers;
      }
    `,
    findings: [held(7, '`response` may be something else than a response by its type')],
  },
].map((testCase) => ({ ...testCase, ...ts }));

const PARTED = (line: number) => [
  held(
    3,
    `other code may refer to \`response.data\`, or to a part of it, since line ${line}, and would not see a clone`,
  ),
];
const clones: InvalidCase[] = [
  {
    name: 'a list has the body',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        list.push(response.data);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: PARTED(4),
  },
  {
    name: 'a loop takes elements out',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        for (const item of response.data.items) list.push(item);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: PARTED(4),
  },
  {
    name: 'a method gives elements',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        const first = response.data.items.find(Boolean);
        const body = response.data;
        await sleep(1000);
        return [body, first];
      }
    `,
    findings: PARTED(4),
  },
  {
    name: 'an object spreads the body',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        log({ ...response.data });
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: PARTED(4),
  },
  {
    name: 'looks that take nothing',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        if (response.data.items.includes(1) && response.data.total > 1) console.log(response.data, \`\${response.data.id}\`);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        if (response.data.items.includes(1) && response.data.total > 1) console.log(response.data, \`\${response.data.id}\`);
        const body = JSON.parse(JSON.stringify(response.data));
        response.data = null;
        await sleep(1000);
        return body;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a field of a class reads the body later',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url);
        class Item { body = response.data; }
        await sleep(1000);
        return new Item();
      }
    `,
    findings: [
      held(3, '`response.data` is read in a function of its own on line 4, which may run later'),
    ],
  },
  {
    name: 'a transform makes something else of the body',
    code: `
      const axios = require('axios');
      async function run(url, context) {
        const response = await axios.get(url, { transformResponse: [toDates] });
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: [
      held(3, '`transformResponse` may turn the body into something that JSON cannot express'),
    ],
  },
  {
    name: 'an interceptor works on the body',
    code: `
      const axios = require('axios');
      axios.interceptors.response.use((response) => { toDates(response.data); return response; });
      async function run(url) {
        const response = await axios.get(url);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: [
      held(4, '`interceptors.response` may turn the body into something that JSON cannot express'),
    ],
  },
].map((testCase) => ({ ...testCase, ...clone }));
const typedClones: InvalidCase[] = [
  {
    name: 'a body with a type of its own',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const response = await axios.get<{ id: number }>(url);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: [held(6, 'by its type, `response.data` may not be `null`')],
  },
  {
    name: 'a response with a type of its own',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const response: AxiosResponse<string> = await axios.get(url);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    findings: [held(6, 'by its type, `response.data` may not be `null`')],
  },
  {
    name: 'a body of any type',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const response: AxiosResponse = await axios.get(url);
        const body = response.data;
        await sleep(1000);
        return body;
      }
    `,
    output: `
      import axios, { type AxiosResponse } from 'axios';
      type Ok = AxiosResponse<{ ids: string[] }> & { status: 200 };
      type Bad = AxiosResponse<{ error: string }> & { status: 400 };
      type Res = Ok | Bad;
      export async function run(url: string) {
        const response: AxiosResponse = await axios.get(url);
        const body = JSON.parse(JSON.stringify(response.data));
        response.data = null;
        await sleep(1000);
        return body;
      }
    `,
    findings: [held(6)],
  },
].map((testCase) => ({ ...testCase, ...clone, filename: 'src/input.ts' }));

const copies: InvalidCase[] = [
  {
    name: 'something copies into the view',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'arraybuffer' });
        const view = data.subarray(0, 4);
        cache.set(url, view);
        header.copy(view);
      }
    `,
    findings: [{ messageId: 'storedView', line: 6, refused: 'the view is written through' }],
  },
  {
    name: 'a sum that adds before it joins',
    code: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, url.length + 1 + data.slice(0, 20));
      }
    `,
    output: `
      const axios = require('axios');
      const cache = new Map();
      async function run(url) {
        const { data } = await axios.get(url, { responseType: 'text' });
        cache.set(url, (' ' + (url.length + 1 + data.slice(0, 20))).slice(1));
      }
    `,
    options: { detach: 'inline' },
    findings: [{ messageId: 'storedView', line: 5 }],
  },
];

/** Why each site of a script is refused; undefined for one that is not. */
function refusalsOf(code: string, options: TransformOptions = {}): (string | undefined)[] {
  return fixText(releaseResponses, code, facts({ file: '/project/input.cjs' }), options).sites.map(
    ({ site: { finding } }) =>
      finding && 'refusal' in finding.remedy ? finding.remedy.refusal : undefined,
  );
}

/** Whatever is held, large or not, overwritten or not. */
const ALL: TransformOptions = { bodies: 'any', places: 'any' };

describe('release-responses', () => {
  const invalid = [
    ...parameters,
    ...names.map((one) => ({ ...any, ...one })),
    ...paths.map((one) => ({ ...any, ...one })),
    ...types,
    ...clones,
    ...typedClones,
    ...copies,
  ];
  runSuite({
    rule: noRetainedResponse,
    codemod: releaseResponses,
    options: ALL,
    valid: [
      {
        name: 'what the codemod would write',
        code: `
          const axios = require('axios');
          exports.watch = (url) => axios.get(url).then(function ({ data }) {
            setInterval(() => report(data.id), 1000);
          });
        `,
      },
    ],
    invalid: invalid.filter(({ code }) => !/\bwith \(/u.test(code)),
  });

  // Modules, which the suite reads, have no `with`.
  it.each(invalid.filter(({ code }) => /\bwith \(/u.test(code)).map(dedentCase))(
    'in a script: $name',
    ({ code, output = code, options: own, findings }) => {
      const options = { ...ALL, ...own };
      expect(
        fixText(releaseResponses, code, facts({ file: '/project/input.cjs' }), options).output,
      ).toBe(output);
      expect(refusalsOf(code, options)).toEqual(findings.map(({ refused }) => refused));
    },
  );

  it('refuses a parameter that stands twice in the list', () => {
    const code = handler('(response, next, next)', REPORTS);
    expect(refusalsOf(code)).toEqual([
      'the parameter `next` stands twice in the list, which is an error in a list with a pattern: rename one of them',
    ]);
  });
});
