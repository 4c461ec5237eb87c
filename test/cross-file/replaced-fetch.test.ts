/**
 * Files that may put another function in the place of the global `fetch`, whose bodies have no `cancel`.
 */
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../rules/no-unread-response.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const LOAD = dedent(`
  export async function load(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error('refused');
    return response.text();
  }
`);
const CANCELLED = dedent(`
  export async function load(url) {
    const response = await fetch(url);
    if (!response.ok) {
      response.body?.cancel().catch(() => undefined);
      throw new Error('refused');
    }
    return response.text();
  }
`);
const packageWith = (name: string) =>
  JSON.stringify({ type: 'module', dependencies: { [name]: '*' } });

const fixed = (name: string, dependency: string, files: Record<string, string>): ProjectCase => ({
  name,
  files: { 'package.json': packageWith(dependency), 'load.js': LOAD, ...files },
  findings: { 'load.js': ['3 unreadFetch'] },
  output: { 'load.js': CANCELLED },
});
const refused = (
  name: string,
  dependency: string,
  files: Record<string, string>,
  reason: string,
): ProjectCase => ({
  name,
  files: { 'package.json': packageWith(dependency), 'load.js': LOAD, ...files },
  findings: { 'load.js': [`3 unreadFetch ${reason}`] },
});

const cases: ProjectCase[] = [
  fixed('node-fetch is used by its own name', 'node-fetch', {
    'other.js': dedent(`
      import nodeFetch from 'node-fetch';
      export const load = async (url) => (await nodeFetch(url)).text();
    `),
  }),
  fixed('tests that put mocks of their own there', 'node-fetch', {
    'load.test.js': `globalThis.fetch = () => Promise.resolve({ ok: false });\n`,
  }),
  refused(
    'a file that puts node-fetch there',
    'node-fetch',
    {
      'setup.js': dedent(`
        import fetch from 'node-fetch';
        globalThis.fetch = fetch;
      `),
    },
    '`setup.js` may put another function',
  ),
  refused(
    'where there is none',
    'node-fetch',
    { 'setup.cjs': `if (!global.fetch) global['fetch'] = require('node-fetch');\n` },
    '`setup.cjs` may put another function',
  ),
  refused(
    'by `Object.assign`',
    'node-fetch',
    {
      'setup.js': dedent(`
        import fetch, { Headers } from 'node-fetch';
        Object.assign(globalThis, { fetch, Headers });
      `),
    },
    '`setup.js` may put another function',
  ),
  refused(
    'a polyfill',
    'cross-fetch',
    { 'setup.js': `import 'cross-fetch/polyfill';\n` },
    '`setup.js` may put another function',
  ),
  refused(
    'a package that does nothing else, which a list of some tool may name',
    'isomorphic-fetch',
    {},
    'the package depends on `isomorphic-fetch`',
  ),
];

runProjectSuite({ rule: noUnreadResponse, codemod: consumeResponses, cases });
