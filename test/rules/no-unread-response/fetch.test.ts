/**
 * Responses of `fetch` that some path leaves unread.
 */
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../../rules/no-unread-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const silent = (name: string, code: string): ValidCase => ({ name, code });

const valid: ValidCase[] = [
  silent(
    'the error of an API: not ok',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error('refused');
      return response.json();
    };
  `,
  ),
  silent(
    'the error of an API: one status',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.status === 404) throw new Error('refused');
      return response.json();
    };
  `,
  ),
  silent(
    'the error of an API: not 200',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (200 !== response.status) throw new Error('refused');
      return response.json();
    };
  `,
  ),
  silent(
    'the error of an API: from a number on',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.status >= 400 && isStrict) throw new Error('refused');
      return response.json();
    };
  `,
  ),
  silent(
    'the error of an API: another status as well',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok || response.status === 202) throw new Error('refused');
      return response.json();
    };
  `,
  ),
  silent(
    'the error of an API that another path shows',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.ok) return response.json();
      if (response.status !== 401) throw new Error(await response.text());
    };
  `,
  ),
  silent(
    'read on every path',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(await response.text());
      return response.text();
    };
  `,
  ),
  silent(
    'read before the status is looked at',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      const body = await response.text();
      if (!response.ok) throw new Error(body.message);
      return body;
    };
  `,
  ),
  silent(
    'read by a `then`',
    `
    exports.load = (url) => fetch(url).then((response) => response.text());
  `,
  ),
  silent(
    'returned',
    `
    exports.load = (url) => fetch(url);
  `,
  ),
  silent(
    'returned from a `try`',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.status === 404) return response;
      return response;
    };
  `,
  ),
  silent(
    'returned once it is there',
    `
    exports.load = async (url) => {
      try {
        return await fetch(url);
      } catch (error) {
        throw new Error('unreachable', { cause: error });
      }
    };
  `,
  ),
  silent(
    'returned in an object, and in a list',
    `
    exports.load = async (url) => ({ url, response: await fetch(url) });
    exports.loadAll = async (url) => [await fetch(url)];
  `,
  ),
  silent(
    'a copy is read',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      return response.clone();
    };
  `,
  ),
  silent(
    'handed to a function that is not seen',
    `
    const { check } = require('./check');
    exports.load = async (url) => {
      const response = await fetch(url);
      check(response);
    };
  `,
  ),
  silent(
    'in an error that is thrown',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new HttpError(response);
      return response.text();
    };
  `,
  ),
  silent(
    'its stream is read',
    `
    const { Readable } = require('node:stream');
    exports.load = async (url, target) => {
      const response = await fetch(url);
      Readable.fromWeb(response.body).pipe(target);
    };
  `,
  ),
  silent(
    'its stream is iterated',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      for await (const chunk of response.body) use(chunk);
    };
  `,
  ),
  silent(
    'cancelled',
    `
    exports.isUp = async (url) => {
      const response = await fetch(url);
      await response.body?.cancel();
      return response.ok;
    };
  `,
  ),
  silent(
    'cancelled in a `finally`',
    `
    exports.type = async (url) => {
      const response = await fetch(url);
      try {
        return response.headers.get('content-type');
      } finally {
        response.body?.cancel();
      }
    };
  `,
  ),
  silent(
    'HEAD',
    `
    exports.isUp = async (url) => {
      const response = await fetch(url, { method: 'head' });
      return response.ok;
    };
  `,
  ),
  silent(
    'a status without a body',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.status === 204 || 304 === response.status) return undefined;
      return response.text();
    };
  `,
  ),
  silent(
    'any status but that',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (response.status !== 204) return response.text();
    };
  `,
  ),
  silent(
    'no body',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      if (!response.body) throw new Error('no body');
      return new Response(response.body);
    };
  `,
  ),
  silent(
    'read already',
    `
    exports.load = async (url) => {
      const response = await fetch(url);
      await look(() => response);
      if (response.bodyUsed) return undefined;
      return response.text();
    };
  `,
  ),
  silent(
    'a signal',
    `
    exports.isUp = async (url) => {
      const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
      return response.ok;
    };
  `,
  ),
  silent(
    'a function of that name',
    `
    exports.start = (fetch) => async (url) => {
      const response = await fetch(url);
      return response.ok;
    };
  `,
  ),
  silent(
    'of another package',
    `
    import fetch from 'cross-fetch';
    export const isUp = async (url) => {
      const response = await fetch(url);
      return response.ok;
    };
  `,
  ),
  silent(
    'a global that the file replaces',
    `
    globalThis.fetch = require('./fetch');
    exports.isUp = async (url) => {
      const response = await fetch(url);
      return response.ok;
    };
  `,
  ),
  silent(
    'a URL that Node refuses: a page',
    `
    export const isUp = async () => {
      const response = await fetch('/api/up');
      return response.ok;
    };
  `,
  ),
  silent(
    'a page, by what it uses',
    `
    export const read = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error('refused');
      const reader = new FileReader();
      reader.readAsDataURL(await response.blob());
    };
  `,
  ),
  silent(
    'a page, by its cookies',
    `
    export const isUp = async (url) => {
      const response = await fetch(url, { credentials: 'include' });
      return response.ok;
    };
  `,
  ),
  {
    name: 'a page, by its name',
    filename: 'file.tsx',
    code: `
      export async function load(url: string) {
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
  },
  silent(
    'a redirect',
    `
    exports.target = async (url) => {
      const response = await fetch(url, { redirect: 'manual' });
      return response.headers.get('location');
    };
  `,
  ),
  silent(
    'another runtime',
    `
    exports.isUp = async (url) => {
      const response = await fetch(url, { headers: { key: Deno.env.get('KEY') } });
      return response.ok;
    };
  `,
  ),
  silent(
    'in a worker',
    `
    self.addEventListener('fetch', (event) => event.respondWith(route(event.request)));
    async function route({ url }) {
      const response = await fetch(url);
      return response.headers.get('x-cache');
    }
  `,
  ),
  silent(
    'at the edge',
    `
    export const runtime = 'edge';
    export async function GET() {
      const response = await fetch('https://api.example.com/up');
      return Response.json({ up: response.ok });
    }
  `,
  ),
  silent(
    'a worker of Cloudflare',
    `
    export default {
      async fetch(request, env) {
        const response = await fetch(env.URL);
        return Response.json({ up: response.ok });
      },
    };
  `,
  ),
  silent(
    'once, as the module loads',
    `
    const response = await fetch('https://api.example.com/up');
    if (!response.ok) throw new Error('down');
    export const config = await response.text();
  `,
  ),
  silent(
    'the answer to what is sent, which is short as a rule',
    `
    exports.notify = async (url, body) => {
      const response = await fetch(url, { method: 'POST', body });
      if (!response.ok) throw new Error('refused');
    };
  `,
  ),
];

const invalid: InvalidCase[] = [
  {
    name: 'an answer of an API that is no error',
    code: `
      exports.load = async (url, known) => {
        const response = await fetch(url);
        if (response.headers.get('etag') === known) return undefined;
        return response.json();
      };
    `,
    output: `
      exports.load = async (url, known) => {
        const response = await fetch(url);
        if (response.headers.get('etag') === known) {
          response.body?.cancel().catch(() => undefined);
          return undefined;
        }
        return response.json();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'a throw',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error(\`answered \${response.status}\`);
        return response.text();
      };
    `,
    output: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error(\`answered \${response.status}\`);
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, says: 'This `throw`' }],
  },
  {
    name: 'a return, by a name that is assigned',
    code: `
      exports.load = async (url) => {
        let response;
        try {
          response = await globalThis.fetch(url, { headers });
        } catch {
          return undefined;
        }
        if (response.status >= 400) {
          log(response.status);
          return undefined;
        }
        return response.text();
      };
    `,
    output: `
      exports.load = async (url) => {
        let response;
        try {
          response = await globalThis.fetch(url, { headers });
        } catch {
          return undefined;
        }
        if (response.status >= 400) {
          log(response.status);
          response?.body?.cancel().catch(() => undefined);
          return undefined;
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 10 }],
  },
  {
    name: 'only the status',
    code: `
      exports.statusOf = async (url) => {
        const response = await fetch(url);
        return response.ok;
      };
    `,
    output: `
      exports.statusOf = async (url) => {
        const response = await fetch(url);
        response.body?.cancel().catch(() => undefined);
        return response.ok;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2, says: 'The code leaves' }],
  },
  {
    name: 'by a `then`',
    code: `
      exports.load = (url) =>
        fetch(url).then((response) => {
          if (!response.ok) throw new Error('refused');
          return response.text();
        });
    `,
    output: `
      exports.load = (url) =>
        fetch(url).then((response) => {
          if (!response.ok) {
            response.body?.cancel().catch(() => undefined);
            throw new Error('refused');
          }
          return response.text();
        });
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'a body of its own name',
    code: `
      exports.load = async (url) => {
        const { ok, body } = await fetch(url);
        if (!ok) throw new Error('refused');
        return new Response(body).text();
      };
    `,
    output: `
      exports.load = async (url) => {
        const { ok, body } = await fetch(url);
        if (!ok) {
          body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return new Response(body).text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'of undici',
    code: `
      import { fetch as request } from 'undici';
      export const load = async (url) => {
        const response = await request(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      };
    `,
    output: `
      import { fetch as request } from 'undici';
      export const load = async (url) => {
        const response = await request(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 4 }],
  },
  {
    name: 'a file, whatever the method',
    code: `
      exports.render = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        if (!response.ok) throw new Error('refused');
        return Buffer.from(await response.arrayBuffer());
      };
    `,
    output: `
      exports.render = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return Buffer.from(await response.arrayBuffer());
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'a stream that is sent on',
    code: `
      const { Readable } = require('node:stream');
      exports.image = async (req, res) => {
        const upstream = await fetch(req.query.url);
        if (upstream.status !== 200 || !upstream.body) {
          res.status(502).end();
          return;
        }
        Readable.fromWeb(upstream.body).pipe(res);
      };
    `,
    output: `
      const { Readable } = require('node:stream');
      exports.image = async (req, res) => {
        const upstream = await fetch(req.query.url);
        if (upstream.status !== 200 || !upstream.body) {
          res.status(502).end();
          upstream.body?.cancel().catch(() => undefined);
          return;
        }
        Readable.fromWeb(upstream.body).pipe(res);
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 6 }],
  },
  {
    name: 'TypeScript',
    filename: 'file.ts',
    code: `
      export async function load(url: string): Promise<unknown> {
        const response: Response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
    output: `
      export async function load(url: string): Promise<unknown> {
        const response: Response = await fetch(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      }
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'a comment before an `else`',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused'); // for the log
        else return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'no place for a further statement' }],
  },
  {
    name: 'a response that is logged',
    code: `
      exports.statusOf = async (url) => {
        const response = await fetch(url);
        console.log(response);
        return response.ok;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2, refused: 'the code shows, or may show' }],
  },
  {
    name: 'a switch',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url);
        switch (response.status) {
          case 200:
            return response.text();
          case 204:
          case 304:
            return null;
          default:
            throw new Error('refused');
        }
      };
    `,
    output: `
      exports.load = async (url) => {
        const response = await fetch(url);
        switch (response.status) {
          case 200:
            return response.text();
          case 204:
          case 304:
            return null;
          default:
            response.body?.cancel().catch(() => undefined);
            throw new Error('refused');
        }
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 10 }],
  },
  {
    name: 'a type of its own',
    filename: 'file.ts',
    code: `
      export async function load(url: string): Promise<unknown> {
        const response = (await fetch(url)) as { ok: boolean; json(): Promise<unknown> };
        if (!response.ok) throw new Error('refused');
        return response.text();
      }
    `,
    findings: [
      { messageId: 'unreadFetch', line: 3, refused: 'by its type, the response may have no' },
    ],
  },
  {
    name: 'no name',
    code: `
      exports.statusOf = async (url) => (await fetch(url)).ok;
    `,
    findings: [{ messageId: 'unreadFetch', line: 1, refused: 'no name of its own' }],
  },
  {
    name: 'one of two values',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url);
        return response.ok ? response.text() : undefined;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2, refused: 'condition in line 3 is false' }],
  },
  {
    name: 'in a loop, once',
    code: `
      async function fill() {
        for (const url of await db.urls()) {
          const response = await fetch(url);
          if (isNew(response.url)) files.push(await response.text());
        }
      }
      fill();
    `,
    findings: [{ messageId: 'unreadFetch', line: 3, refused: 'condition in line 4 is false' }],
  },
];

const seldom: InvalidCase[] = [
  {
    name: 'the error of an API',
    code: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error('refused');
        return response.json();
      };
    `,
    output: `
      exports.load = async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.json();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'the answer to what is sent',
    code: `
      exports.notify = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        if (!response.ok) throw new Error('refused');
        return response.text();
      };
    `,
    output: `
      exports.notify = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        if (!response.ok) {
          response.body?.cancel().catch(() => undefined);
          throw new Error('refused');
        }
        return response.text();
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 3 }],
  },
  {
    name: 'the same, never read: the server may still be at work',
    code: `
      exports.notify = async (url, body) => {
        const response = await fetch(url, { method: 'POST', body });
        return response.ok;
      };
    `,
    findings: [{ messageId: 'unreadFetch', line: 2, refused: 'end what the server does' }],
  },
];

runSuite({ rule: noUnreadResponse, codemod: consumeResponses, valid, invalid });
runSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  options: { unverifiable: true },
  valid: [],
  invalid: seldom,
});
