/**
 * A serverless platform keeps the modules of a function from one request to the next, and freezes its timers between two.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const findings: InvalidCase['findings'] = [
  {
    messageId: 'missingDelete',
    line: 1,
    says: 'a serverless platform freezes its timer between two requests',
    refused: 'still going on',
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [
    {
      name: 'a sweep in a server',
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        router.post('/', (req) => sessions.set(req.body.id, Date.now()));
      `,
    },
    {
      name: 'a default export beside a server',
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        export default function handle(req, res) {
          sessions.set(req.query.id, Date.now());
          res.end();
        }
      `,
      filename: 'src/routes/input.mjs',
    },
    {
      name: 'a server in a folder of that name',
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        export default function handle(req, res) {
          sessions.set(req.query.id, Date.now());
          createServer(res);
        }
      `,
      filename: 'api/input.mjs',
    },
    ...[
      [
        'a function that makes handlers',
        `export default function limit(options) { return (req, res) => hit(req.ip, options); }`,
      ],
      ['a class', `export default class Limit { hit(req) { hit(req.ip); } }`],
      ['a table', `export default { hit: (req) => hit(req.ip) };`],
      [
        'a named function that makes handlers',
        `const limit = (options) => (req, res) => hit(req.ip, options);\nexport default limit;`,
      ],
    ].map(([name, exported]) => ({
      name: `${name} in a folder of that name`,
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        function hit(id) {
          sessions.set(id, Date.now());
        }
        ${exported}
      `,
      filename: 'src/api/input.mjs',
    })),
  ],
  invalid: [
    {
      name: 'a function of AWS Lambda',
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        exports.handler = async (event) => {
          sessions.set(event.requestContext.requestId, Date.now());
        };
      `,
      findings,
    },
    {
      name: 'a function of Vercel',
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        export default function handle(req, res) {
          sessions.set(req.query.id, Date.now());
          res.end();
        }
      `,
      filename: 'api/input.mjs',
      findings,
    },
    ...[
      ['that a call wraps', `export default withSession(handle);`],
      ['by its name', `export default handle;`],
    ].map(([name, exported]) => ({
      name: `a function of Vercel ${name}`,
      code: `
        const sessions = new Map();
        setInterval(() => {
          for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);
        }, 1000);
        function handle(request) {
          sessions.set(request.query.id, Date.now());
        }
        ${exported}
      `,
      filename: 'api/input.mjs',
      findings,
    })),
  ],
});
