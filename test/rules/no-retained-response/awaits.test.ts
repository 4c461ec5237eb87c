import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

const AXIOS = `const axios = require('axios');\n`;
/** Statements of an async function; the first is on line 3. */
const inside = (...statements: readonly string[]) => `${AXIOS}async function run(url, urls) {\n${statements.map((line) => `  ${line}\n`).join('')}}\n`;

const RESPONSE = 'const response = await axios.get(url);';
const SLEEP = 'await sleep(1000);';

const held = (line: number, refused?: string) => ({ messageId: 'heldAcrossAwait', line, ...(refused === undefined ? {} : { refused }) });

const valid: ValidCase[] = [
  { name: 'an async callback that reads what no response has', code: inside('return axios.get(url).then(async (user) => {', `  ${SLEEP}`, '  return user.name;', '});'), ...any },
  { name: 'an async callback that waits for nothing', code: inside('return axios.get(url).then(async (response) => response.data.id);'), ...any },
  { name: 'an async callback of what runs once', code: `${AXIOS}axios.get('/config').then(async (response) => {\n  await sleep(1000);\n  return response.data.id;\n});\n`, ...any },
  { name: 'a function of its own needs it whole', code: inside(RESPONSE, 'const show = () => use(response);', SLEEP, 'return show();'), ...any },
  { name: 'the next round needs the last one whole', code: inside('let response;', 'for (const page of urls) {', `  ${SLEEP}`, '  use(response);', '  response = await axios.get(page);', '}'), ...any },
  { name: 'each round of a loop below needs it whole', code: inside(RESPONSE, 'for (const page of urls) {', '  use(response, page);', `  ${SLEEP}`, '}'), ...any },
  { name: 'a response that is no good is thrown for, and held while the catch waits: errors are few', code: inside('for (const page of urls) {', '  try {', `    ${RESPONSE}`, "    if (!response.data.ok) throw new Error('not ok');", '    return response.data.id;', '  } catch {', `    ${SLEEP}`, '  }', '}'), ...any },
  { name: 'a switch that returns in each case leaves nothing to wait behind it', code: inside('if (url) {', `  ${RESPONSE}`, '  switch (response.data.kind) {', '    case 1: return 1;', '    default: return 2;', '  }', '}', SLEEP), ...any },
];

const invalid: InvalidCase[] = [
  {
    name: 'a loop above the await has used it whole',
    code: inside(RESPONSE, 'for (const page of urls) use(response, page);', SLEEP),
    ...any,
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'what is used whole is held through the next round’s wait',
    code: inside('for (const page of urls) {', `  ${SLEEP}`, '  const response = await axios.get(page);', '  use(response);', '}'),
    ...any,
    findings: [held(5, '`response` is used as a whole on line 6')],
  },
  {
    name: 'a list that an async callback takes apart stays its argument',
    code: inside('return Promise.all([axios.get(url), 1]).then(async ([response]) => {', `  ${SLEEP}`, '  return response.data.id;', '});'),
    ...any,
    findings: [held(3, '`response` may be none where nothing of it is read')],
  },
  {
    name: 'nothing is read of one that is declared with others',
    code: inside('const response = await axios.post(url), other = 1;', SLEEP, 'return other;'),
    ...any,
    findings: [held(3, 'nothing of `response` is read, and its name cannot be dropped')],
  },
  {
    name: 'nothing is read of one in the head of a loop',
    code: inside('for (const response = await axios.post(url); ; ) {', `  ${SLEEP}`, '}'),
    ...any,
    findings: [held(3, 'nothing of `response` is read, and its name cannot be dropped')],
  },
  {
    name: 'nothing is read of one in a case',
    code: inside('switch (url) {', '  case 1:', '    const response = await axios.post(url);', '    await sleep(1000);', '}'),
    output: inside('switch (url) {', '  case 1:', '    await axios.post(url);', '    await sleep(1000);', '}'),
    ...any,
    findings: [held(5)],
  },
  {
    name: 'a member of a let is written',
    code: inside('let response = await axios.get(url);', 'response.data = response.data.items;', SLEEP, 'return response.data;'),
    output: inside('let { data } = await axios.get(url);', 'data = data.items;', SLEEP, 'return data;'),
    ...any,
    findings: [held(3)],
  },
  {
    name: 'a closure takes the parameter of a then apart',
    code: inside('return axios.get(url).then((response) => {', `  process.on('exit', () => {`, '    const { status } = response;', '    use(status);', '  });', '});'),
    findings: [{ messageId: 'capturedResponse', line: 4, refused: '`response` is taken apart on line 5' }],
  },
];

runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid, invalid });
