/**
 * Functions of the file that return a response as it is: whoever calls one has its body to read.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const CANCELLED = `{
          response.body?.cancel().catch(() => undefined);
          return res.end();
        }`;

interface Parts {
  readonly helper: string;
  readonly call?: string;
  readonly left?: string;
}

/** A page is left where a client names the host. */
const calling = ({ helper, call = 'load(req.query.url)', left = 'return res.end();' }: Parts) => `
      ${helper}
      exports.show = async (req, res) => {
        const response = await ${call};
        if (!response.ok) ${left}
        res.send(await response.text());
      };
    `;

/** Without the empty line at the start. */
function lineOf(code: string, text: string): number {
  return code.slice(0, code.indexOf(text)).split('\n').length - 1;
}

const TIMED = `async function load(url, options = {}) {
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(), 5000);
        try {
          return await fetch(url, { ...options, signal: controller.signal });
        } finally {
          clearTimeout(timer);
        }
      }`;

const RETRIED = `async function load(url) {
        let last;
        for (let round = 0; round < 3; round++) {
          try {
            return await fetch(url);
          } catch (error) {
            last = error;
          }
        }
        throw last;
      }`;

const followed: InvalidCase[] = [
  ['returns the promise', { helper: 'const load = (url) => fetch(url);' }],
  ['awaits it', { helper: 'async function load(url) { return await fetch(url); }' }],
  [
    'names the response',
    {
      helper: `async function load(url) {
        const answer = await fetch(url);
        console.log(answer.status);
        return answer;
      }`,
    },
  ],
  [
    'reads the errors itself',
    {
      helper: `async function load(url) {
        const answer = await fetch(url);
        if (answer.status === 500) throw new Error(await answer.text());
        return answer;
      }`,
    },
  ],
  ['ends a request that is late, and no body', { helper: TIMED }],
  [
    'gets a config without a signal',
    { helper: TIMED, call: 'load(req.query.url, { headers: {} })' },
  ],
  ['tries again', { helper: RETRIED }],
  [
    'is called by another one',
    {
      helper: `const send = (url) => fetch(url);
      async function load(url) { return send(url); }`,
    },
  ],
  [
    'is a method',
    {
      helper: `const api = { load: async (url) => fetch(url) };`,
      call: 'api.load(req.query.url)',
    },
  ],
].map(([name, parts]) => {
  const given = parts as Parts;
  return {
    name: `a function that ${name as string}`,
    code: calling(given),
    output: calling({ ...given, left: CANCELLED }),
    findings: [
      { messageId: 'unreadFetch' as const, line: lineOf(calling(given), 'if (!response.ok)') },
    ],
  };
});

const silent: ValidCase[] = [
  [
    'may return something else',
    { helper: 'const load = async (url) => (url ? fetch(url) : null);' },
  ],
  [
    'may return nothing',
    {
      helper: `async function load(url) {
        try {
          return await fetch(url);
        } catch (error) {
          console.error(error);
        }
      }`,
    },
  ],
  [
    'gives the response to others, too',
    {
      helper: `const open = new Set();
      async function load(url) {
        const answer = await fetch(url);
        open.add(answer);
        return answer;
      }`,
    },
  ],
  [
    'has read the body',
    {
      helper: `async function load(url) {
        const answer = await fetch(url);
        answer.content = await answer.text();
        return answer;
      }`,
    },
  ],
  [
    'gets a signal',
    {
      helper: TIMED.replace('signal: controller.signal', ''),
      call: 'load(req.query.url, { signal: req.signal })',
    },
  ],
  [
    'sends `HEAD` for its caller',
    {
      helper: 'const load = (url, options) => fetch(url, options);',
      call: "load(req.query.url, { method: 'HEAD' })",
    },
  ],
  ['is one of two', { helper: 'let load = (url) => fetch(url); load = (url) => replay(url);' }],
  [
    'asks an API',
    {
      helper: 'const load = (id) => fetch(`https://api.example.com/items/${id}`);',
      call: 'load(req.params.id)',
    },
  ],
  ['is a generator', { helper: 'function* load(url) { return fetch(url); }' }],
].map(([name, parts]) => ({
  name: `a function that ${name as string}`,
  code: calling(parts as Parts),
}));

runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  valid: [
    ...silent,
    {
      name: 'the caller reads it on all paths',
      code: `
        const load = (url) => fetch(url);
        exports.show = async (req, res) => {
          const response = await load(req.query.url);
          const text = await response.text();
          if (!response.ok) return res.end();
          res.send(text);
        };
      `,
    },
    {
      name: 'the caller hands it on',
      code: `
        const load = (url) => fetch(url);
        exports.show = async (req, res) => render(res, await load(req.query.url));
      `,
    },
  ],
  invalid: [
    ...followed,
    {
      name: 'a type that says more than the client does',
      filename: 'show.ts',
      code: `
        interface Page extends Response { readonly lines: string[] }
        async function load(url: string): Promise<Page> { return (await fetch(url)) as Page; }
        export async function show(url: string) {
          const response = await load(url);
          if (!response.ok) return undefined;
          return response.text();
        }
      `,
      findings: [
        {
          messageId: 'unreadFetch',
          line: 5,
          refused:
            'by its type, the response may have no `body` with a `cancel`: correct the type (`Response`), or read the body',
        },
      ],
    },
    {
      name: 'a type that is the one of the client',
      filename: 'show.ts',
      code: `
        async function load(url: string): Promise<Response> { return fetch(url); }
        export async function show(url: string) {
          const response = await load(url);
          if (!response.ok) return undefined;
          return response.text();
        }
      `,
      output: `
        async function load(url: string): Promise<Response> { return fetch(url); }
        export async function show(url: string) {
          const response = await load(url);
          if (!response.ok) {
            response.body?.cancel().catch(() => undefined);
            return undefined;
          }
          return response.text();
        }
      `,
      findings: [{ messageId: 'unreadFetch', line: 4 }],
    },
  ],
});
