import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const ts = { filename: 'src/input.ts' } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

const typescript: InvalidCase[] = [
  {
    name: 'an annotation',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      export async function run(url: string): Promise<number> {
        const response: AxiosResponse<{ id: number }> = await axios.get(url);
        await sleep(1000);
        return response.data.id;
      }
    `,
    output: `
      import axios, { type AxiosResponse } from 'axios';
      export async function run(url: string): Promise<number> {
        const { data }: AxiosResponse<{ id: number }> = await axios.get(url);
        await sleep(1000);
        return data.id;
      }
    `,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'an `as` cast',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      export async function run(url: string) {
        const response = (await axios.get(url)) as AxiosResponse<Foo>;
        const foo = response.data as Foo;
        await sleep(1000);
        return foo;
      }
    `,
    output: `
      import axios, { type AxiosResponse } from 'axios';
      export async function run(url: string) {
        const { data } = (await axios.get(url)) as AxiosResponse<Foo>;
        const foo = data as Foo;
        await sleep(1000);
        return foo;
      }
    `,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'a generic, a non-null assertion',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        const response = await axios.get<Foo | null>(url);
        const id = response.data!.id;
        await sleep(1000);
        return id;
      }
    `,
    output: `
      import axios from 'axios';
      export async function run(url: string) {
        const { data } = await axios.get<Foo | null>(url);
        const id = data!.id;
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'an alias with an annotation stays a statement',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        const response = await axios.get(url);
        const foo: Foo = response.data;
        await sleep(1000);
        return foo;
      }
    `,
    output: `
      import axios from 'axios';
      export async function run(url: string) {
        const { data } = await axios.get(url);
        const foo: Foo = data;
        await sleep(1000);
        return foo;
      }
    `,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'a pattern with an annotation is not joined',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        const response = await axios.get(url);
        const { data }: { data: Foo } = response;
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3, 'is destructured on line 4')],
    ...ts,
  },
  {
    name: 'an instance that is injected by its type',
    code: `
      import type { AxiosInstance } from 'axios';
      export class Api {
        constructor(private readonly client: AxiosInstance) {}
        async run(url: string) {
          const response = await this.client.get<Foo>(url);
          await sleep(1000);
          return response.data;
        }
      }
    `,
    output: `
      import type { AxiosInstance } from 'axios';
      export class Api {
        constructor(private readonly client: AxiosInstance) {}
        async run(url: string) {
          const { data } = await this.client.get<Foo>(url);
          await sleep(1000);
          return data;
        }
      }
    `,
    findings: [held(5)],
    ...ts,
  },
  {
    name: 'a cast of the response is a use of the whole',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        const response = await axios.get(url);
        const foo = (response as AxiosResponse<Foo>).data;
        await sleep(1000);
        return foo;
      }
    `,
    findings: [held(3, 'used as a whole on line 4')],
    ...ts,
  },
  {
    name: 'a non-null assertion of the response',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        const response = await axios.get<Foo>(url);
        const id = response!.data.id;
        await sleep(1000);
        return id;
      }
    `,
    output: `
      import axios from 'axios';
      export async function run(url: string) {
        const { data } = await axios.get<Foo>(url);
        const id = data.id;
        await sleep(1000);
        return id;
      }
    `,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'a member that is written through a cast',
    code: `
      import axios from 'axios';
      export async function run(url: string) {
        const response = await axios.get(url);
        (response.data as unknown) = null;
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response.data` is written on line 4')],
    ...ts,
  },
  {
    name: 'a type that allows for none',
    code: `
      import axios, { type AxiosResponse } from 'axios';
      export async function run(url: string) {
        const response: AxiosResponse<Foo> | undefined = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    findings: [held(3, '`response` may be something else than a response by its type')],
    ...ts,
  },
];

/** Bytes that are not the declaration’s or the uses’ stay. */
const layout: InvalidCase[] = [
  {
    name: 'no semicolons',
    code: `
      const axios = require('axios')
      async function run(url) {
        const response = await axios.get(url)
        const items = response.data
        await sleep(1000)
        return items
      }
    `,
    output: `
      const axios = require('axios')
      async function run(url) {
        const { data: items } = await axios.get(url)
        await sleep(1000)
        return items
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'tabs and CRLF',
    code: `const axios = require('axios');\r\nasync function run(url) {\r\n\tconst response = await axios.get(url);\r\n\tconst items = response.data;\r\n\tawait sleep(1000);\r\n\treturn items;\r\n}\r\n`,
    output: `const axios = require('axios');\r\nasync function run(url) {\r\n\tconst { data: items } = await axios.get(url);\r\n\tawait sleep(1000);\r\n\treturn items;\r\n}\r\n`,
    findings: [held(3)],
  },
  {
    name: 'one line',
    code: `const axios = require('axios'); async function run(url) { const response = await axios.get(url); const items = response.data; await sleep(1000); return items; }`,
    output: `const axios = require('axios'); async function run(url) { const { data: items } = await axios.get(url); await sleep(1000); return items; }`,
    findings: [held(1)],
  },
  {
    name: 'a byte order mark',
    code: `\uFEFFconst axios = require('axios');\nasync function run(url) {\n  const response = await axios.get(url);\n  await sleep(1000);\n  return response.data;\n}\n`,
    output: `\uFEFFconst axios = require('axios');\nasync function run(url) {\n  const { data } = await axios.get(url);\n  await sleep(1000);\n  return data;\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'comments in every gap',
    code: `
      const axios = require('axios');
      async function run(url) {
        /* a */ const /* b */ response /* c */ = /* d */ await /* e */ axios.get(url) /* f */; // g
        use(/* h */ response.status /* i */);
        await sleep(1000);
        return response.data /* j */; // k
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        /* a */ const /* b */ { status, data } /* c */ = /* d */ await /* e */ axios.get(url) /* f */; // g
        use(/* h */ status /* i */);
        await sleep(1000);
        return data /* j */; // k
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'comments in a guard',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        if (response /* there is one */ && response.data) use(response.data);
        await sleep(1000);
      }
    `,
    findings: [held(3, '`response` is tested on line 4')],
  },
  {
    name: 'comments between the pattern and its response',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        // the newest first
        const { data } = response;
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(3, 'is destructured on line 5')],
  },
  {
    name: 'a comment in a shorthand',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use({ data: /* all */ response.data });
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        use({ data: /* all */ data });
        await sleep(1000);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a call on several lines',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(
          url,
          { timeout: 1000 },
        );
        await sleep(1000);
        return response
          .data
          .id;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(
          url,
          { timeout: 1000 },
        );
        await sleep(1000);
        return data
          .id;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an alias that keeps a line apart from the next leaves a semicolon there',
    code: `
      const axios = require('axios')
      async function run(url) {
        const response = await axios.get(url)
        const body = response.data;
        [1, 2].forEach((n) => use(n, body))
        await sleep(1000)
      }
    `,
    output: `
      const axios = require('axios')
      async function run(url) {
        const { data: body } = await axios.get(url)
        ;[1, 2].forEach((n) => use(n, body))
        await sleep(1000)
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a pattern that keeps a line apart from the next',
    code: `
      const axios = require('axios')
      async function run(url) {
        const response = await axios.get(url)
        const { data } = response;
        [1, 2].forEach((n) => use(n, data))
        await sleep(1000)
      }
    `,
    output: `
      const axios = require('axios')
      async function run(url) {
        const { data } = await axios.get(url);
        [1, 2].forEach((n) => use(n, data))
        await sleep(1000)
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a comment inside a member access',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        use(response /* a */ . /* b */ status);
        await sleep(1000);
      }
    `,
    findings: [held(3, 'a comment stands inside `response.status` on line 4')],
  },
  {
    name: 'a comment before what is awaited and read by nobody',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = // sends
          await axios.post(url);
        await sleep(1000);
      }
    `,
    findings: [held(3, 'to remove its name')],
  },
  {
    name: 'parentheses around what is awaited and read by nobody',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = (await axios.post(url));
        await sleep(1000);
      }
    `,
    findings: [held(3, 'to remove its name')],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: [...typescript, ...layout],
});
