/**
 * Listeners on a signal that outlives the function that adds them.
 */
import { noLeakedAbortListener } from '../../../rules/no-leaked-abort-listener.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const SHUTDOWN = `const axios = require('axios');\nconst shutdown = new AbortController();\n`;
const ADD = `shutdown.signal.addEventListener('abort', () => controller.abort());`;
const MADE = 'const controller = new AbortController();';
const SENT = 'return axios.get(url, { signal: controller.signal });';

const valid: ValidCase[] = [
  {
    name: 'as the module is loaded',
    code: `${SHUTDOWN}shutdown.signal.addEventListener('abort', stop);\n`,
  },
  {
    name: 'the signal itself',
    code: `${SHUTDOWN}exports.fetchItem = (url) => axios.get(url, { signal: shutdown.signal });\n`,
  },
  {
    name: 'a signal of the call',
    code: `exports.fetchItem = (url) => {\n  ${MADE}\n  controller.signal.addEventListener('abort', () => log(url));\n};\n`,
  },
  {
    name: 'a signal that is given',
    code: `exports.fetchItem = (url, signal) => {\n  ${MADE}\n  signal.addEventListener('abort', () => controller.abort());\n};\n`,
  },
  {
    name: 'removed',
    code: `${SHUTDOWN}exports.fetchItem = async (url) => {\n  ${MADE}\n  const stop = () => controller.abort();\n  shutdown.signal.addEventListener('abort', stop);\n  try {\n    return await axios.get(url, { signal: controller.signal });\n  } finally {\n    shutdown.signal.removeEventListener('abort', stop);\n  }\n};\n`,
  },
  {
    name: 'removed by a signal',
    code: `${SHUTDOWN}exports.fetchItem = (url, signal) => {\n  ${MADE}\n  shutdown.signal.addEventListener('abort', () => controller.abort(), { signal });\n};\n`,
  },
  {
    name: 'another event',
    code: `${SHUTDOWN}exports.fetchItem = () => shutdown.signal.addEventListener('other', () => log());\n`,
  },
  {
    name: 'at the start',
    code: `${SHUTDOWN}exports.startServer = () => {\n  ${MADE}\n  ${ADD}\n};\n`,
  },
];

const leaked = (name: string, code: string, line: number): InvalidCase => ({
  name,
  code,
  findings: [{ messageId: 'leaked', line }],
});

const invalid: InvalidCase[] = [
  leaked(
    'in what is called like a start-up routine, and loads one of many',
    `${SHUTDOWN}exports.load = (url) => {\n  ${MADE}\n  ${ADD}\n  ${SENT}\n};\n`,
    5,
  ),
  leaked(
    'a signal of the module',
    `${SHUTDOWN}exports.fetchItem = async (url) => {\n  ${MADE}\n  ${ADD}\n  ${SENT}\n};\n`,
    5,
  ),
  leaked(
    'under a name of its own, and once',
    `${SHUTDOWN}const { signal } = shutdown;\napp.get('/', (req, res) => {\n  signal.addEventListener('abort', () => res.end(), { once: true });\n});\n`,
    5,
  ),
  leaked(
    'a listener with a name that nothing removes',
    `${SHUTDOWN}app.get('/', (req, res) => {\n  const stop = () => res.end();\n  shutdown.signal.addEventListener('abort', stop);\n});\n`,
    5,
  ),
  leaked(
    'of a singleton',
    `class Api {\n  shutdown = new AbortController();\n  async fetchItem(url) {\n    ${MADE}\n    this.${ADD}\n  }\n}\nmodule.exports = new Api();\n`,
    5,
  ),
];

runSuite({ rule: noLeakedAbortListener, name: 'no-leaked-abort-listener', valid, invalid });
