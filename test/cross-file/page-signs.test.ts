/**
 * Files of pages by the files around them: a folder beside that of a server, and what the components of a page load.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const ERRORS = `const seen = new Set();\nexport function report(event) { seen.add(event.userId); }\n`;
const FIXED = `import { LRUCache } from 'lru-cache';\nconst seen = new LRUCache({ max: 1000 });\nexport function report(event) { seen.set(event.userId, true); }\n`;
const PAGE = `import { report } from './errors.js';\nwindow.addEventListener('error', report);\n`;
const COMPONENT = `import { useState } from 'react';\nimport { report } from './errors-of-forms.js';\nexport function Form() { const [event] = useState(); return <button onClick={() => report(event)} />; }\n`;
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
    {
      name: 'a component of a page loads it by way of another file, and so does middleware of the framework',
      files: {
        'src/errors.js': ERRORS,
        'src/errors-of-forms.js': `export { report } from './errors.js';\n`,
        'src/form.jsx': COMPONENT,
        'src/middleware.js': `import { report } from './errors.js';\nexport function middleware(request) { report(request); }\n`,
      },
      verdicts: {
        'src/errors.js': ['1 exempt runs in a browser: `src/form.jsx` loads it, which a page runs'],
      },
    },
    {
      name: 'a mail that is made of components loads it',
      files: {
        'package.json': '{ "type": "module" }',
        'src/errors.js': ERRORS,
        'src/mail.jsx': `import { Html } from 'react-email';\nimport { report } from './errors.js';\nexport const Mail = () => <Html>{report}</Html>;\n`,
      },
      findings: { 'src/errors.js': ['1 unbounded'] },
      output: { 'src/errors.js': FIXED },
    },
    {
      name: 'a page loads it for what a server asks it for',
      files: {
        'package.json': '{ "type": "module" }',
        'src/errors.js': ERRORS,
        'src/form.jsx': `${COMPONENT.replace('errors-of-forms', 'errors')}export async function getServerSideProps(context) { report(context); }\n`,
      },
      findings: { 'src/errors.js': ['1 unbounded'] },
      output: { 'src/errors.js': FIXED },
    },
    inFolder('no server stands beside it', 'app/client', { 'app/client/main.js': PAGE }, false),
  ],
});
