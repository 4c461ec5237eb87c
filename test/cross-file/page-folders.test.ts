/**
 * A folder of pages beside the folder of a server: what takes it for one, and what does not.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const ERRORS = `const seen = new Set();\nexport function report(event) { seen.add(event.userId); }\n`;
const FIXED = `import { LRUCache } from 'lru-cache';\nconst seen = new LRUCache({ max: 1000 });\nexport function report(event) { seen.set(event.userId, true); }\n`;
const PAGE = `import { report } from './errors.js';\nwindow.addEventListener('error', report);\n`;
const SERVER = `import { createServer } from 'node:http';\ncreateServer().listen(80);\n`;

const inFolder = (
  name: string,
  folder: string,
  files: Readonly<Record<string, string>>,
  isForPages: boolean,
): ProjectCase => ({
  name,
  files: { 'package.json': '{ "type": "module" }', [`${folder}/errors.js`]: ERRORS, ...files },
  ...(isForPages
    ? {
        verdicts: {
          [`${folder}/errors.js`]: [`1 exempt runs in a browser: it stands in \`${folder}\``],
        },
      }
    : {
        findings: { [`${folder}/errors.js`]: ['1 unbounded'] },
        output: { [`${folder}/errors.js`]: FIXED },
      }),
});

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases: [
    inFolder(
      'a page loads it',
      'app/client',
      { 'app/client/main.js': PAGE, 'app/server/main.js': SERVER },
      true,
    ),
    inFolder(
      'a page and a story load it',
      'frontend',
      {
        'frontend/main.js': PAGE,
        'backend/main.js': SERVER,
        'stories/errors.stories.js': `import { report } from '../frontend/errors.js';\nexport default { report };\n`,
      },
      true,
    ),
    inFolder(
      'a page and a story beside it load it',
      'client',
      {
        'client/src/main.js': PAGE.replace('./errors', '../errors'),
        'client/src/errors.stories.js': `import { report } from '../errors.js';\nexport default { report };\n`,
        'server/main.js': SERVER,
      },
      true,
    ),
    inFolder(
      'a page and another entry load it',
      'src/web',
      {
        'src/web/main.js': PAGE,
        'src/web/form.js': `import { report } from './errors.js';\nregister(report);\n`,
        'src/server/main.js': SERVER,
      },
      true,
    ),
    inFolder(
      'a page that the server sends as it is loads it',
      'src/public',
      {
        'src/public/app/main.js': PAGE.replace('./errors', '../errors'),
        'src/main.js': SERVER,
      },
      true,
    ),
    inFolder(
      'routes that are called public',
      'src/routes/public',
      {
        'src/routes/public/orders.js': `import { report } from './errors.js';\nexport const register = (app) => app.post('/public', report);\n`,
        'src/main.js': `import { register } from './routes/public/orders.js';\n${SERVER}register();\n`,
      },
      false,
    ),
    inFolder(
      'the client of a library beside its server',
      'src/client',
      {
        'src/client/index.js': `export { report } from './errors.js';\n`,
        'src/server/index.js': SERVER,
        'src/index.js': `export * from './client/index.js';\nexport * from './server/index.js';\n`,
      },
      false,
    ),
    inFolder(
      'a client that is a program of Node',
      'src/client',
      {
        'src/client/main.js': `import { report } from './errors.js';\nimport { connect } from 'node:net';\nconnect(80).on('data', report);\n`,
        'src/server/main.js': SERVER,
      },
      false,
    ),
    inFolder(
      'a client that drives pages of others',
      'src/browser',
      {
        'src/browser/main.js': `import { report } from './errors.js';\npage.evaluate(() => window.scrollTo(0, 0));\npage.on('error', report);\n`,
        'src/server/main.js': SERVER,
      },
      false,
    ),
    inFolder(
      'a page loads it, and the server asks for its types alone',
      'app/client',
      {
        'app/client/main.js': PAGE,
        'app/server/main.js': SERVER,
        'app/server/types.ts': `import type { Report } from '../client/errors.js';\nexport type { Report };\n`,
      },
      true,
    ),
    inFolder(
      'a page and the server load it',
      'app/client',
      {
        'app/client/main.js': PAGE,
        'app/server/main.js': `import { report } from '../client/errors.js';\n${SERVER}app.post('/x', (req) => report(req.body));\n`,
      },
      false,
    ),
    inFolder(
      'a page, and a file that both load',
      'app/client',
      {
        'app/client/main.js': PAGE,
        'app/common/all.js': `export * from '../client/errors.js';\n`,
        'app/server/main.js': `import '../common/all.js';\n${SERVER}`,
      },
      false,
    ),
    inFolder(
      'a route of a framework loads it, too',
      'web',
      {
        'web/main.js': PAGE,
        'web/api/route.js': `import { report } from '../errors.js';\nexport async function POST(request) { report(await request.json()); }\n`,
        'server/main.js': SERVER,
      },
      false,
    ),
    inFolder('no server stands beside it', 'app/client', { 'app/client/main.js': PAGE }, true),
    inFolder(
      'no server stands beside it, and a second file leads to it that shows nothing of a page',
      'app/ui',
      {
        'app/ui/main.js': PAGE,
        'app/ui/terminal.js': `import { report } from './errors.js';\nprocess.stdin.on('data', report);\n`,
      },
      false,
    ),
    inFolder(
      'a folder of another name, without a server beside it',
      'app/view',
      { 'app/view/main.js': PAGE },
      false,
    ),
  ],
});
