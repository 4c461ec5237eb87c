/**
 * A serverless platform keeps the modules of a function from one request to the next, and freezes its timers between two.
 */
import { boundMaps } from '../../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../../rules/no-unbounded-module-map.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const SWEPT = `const sessions = new Map();\nsetInterval(() => {\n  for (const [id, at] of sessions) if (Date.now() - at > 60000) sessions.delete(id);\n}, 1000);\n`;
const HANDLER = `${SWEPT}exports.handler = async (event) => {\n  sessions.set(event.requestContext.requestId, Date.now());\n};\n`;
const ROUTE = `${SWEPT}export default function handle(req, res) {\n  sessions.set(req.query.id, Date.now());\n  res.end();\n}\n`;

const findings: InvalidCase['findings'] = [{ messageId: 'missingDelete', line: 1, says: 'a serverless platform freezes its timer between two requests', refused: 'still going on' }];

runSuite({
  rule: noUnboundedModuleMap,
  codemod: boundMaps,
  valid: [
    { name: 'a sweep in a server', code: `${SWEPT}router.post('/', (req) => sessions.set(req.body.id, Date.now()));\n` },
    { name: 'a default export beside a server', code: ROUTE, filename: 'src/routes/input.mjs' },
    { name: 'a server in a folder of that name', code: ROUTE.replace('res.end();', 'createServer(res);'), filename: 'api/input.mjs' },
  ],
  invalid: [
    { name: 'a function of AWS Lambda', code: HANDLER, findings },
    { name: 'a function of Vercel', code: ROUTE, filename: 'api/input.mjs', findings },
  ],
});
