/**
 * A stream that nobody reads keeps its socket: agents with a cap must not be given to requests that ask for one without
 * a deadline (test/e2e/unread-streams.test.ts shows what would become of it).
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = dedent(`
  const axios = require('axios');
  const { httpAgent, httpsAgent } = require('./http-agents');
`);
const REFUSED = {
  messageId: 'missingAgents',
  line: 3,
  refused: 'a stream that no finite `timeout` ends',
};
const IN_VAIN = {
  messageId: 'missingAgents',
  line: 3,
  refused: 'stream that its `timeout` does not end',
};

/** The request stands in line 3. */
const refused = (
  name: string,
  request: string,
  rest = '',
  finding: InvalidCase['findings'][number] = REFUSED,
): InvalidCase => ({
  name,
  project: 'cjs-agents',
  code: `${AXIOS}${request}\n${rest}`,
  findings: [finding],
});

/** The request ends in `})`, and gets its agents there. */
const fixed = (name: string, request: string, rest = ''): InvalidCase => ({
  name,
  project: 'cjs-agents',
  code: `${AXIOS}${request}\n${rest}`,
  output: `${AXIOS}${request.replace(/ \}\)(;?(?: \/\/.*)?)$/u, ', httpAgent, httpsAgent })$1')}\n${rest}`,
  findings: [{ messageId: 'missingAgents', line: 3 }],
});

const valid: ValidCase[] = [
  {
    name: 'a stream with agents',
    project: 'cjs-agents',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, { responseType: 'stream', httpAgent, httpsAgent });
    `,
  },
];

const requests: InvalidCase[] = [
  refused('a stream', `axios.get(url, { responseType: 'stream' });`),
  refused('by a call of axios', `axios({ url, method: 'GET', responseType: 'stream' });`),
  refused('a key in quotes, a template', 'axios.get(url, { "responseType": `stream` });'),
  refused('a timeout of 0 is none', `axios.get(url, { responseType: 'stream', timeout: 0 });`),
  refused(
    'a timeout that nobody sees',
    `axios.get(url, { responseType: 'stream', timeout: config.timeout });`,
  ),
  refused(
    'a timeout that may be none',
    `axios.get(url, { responseType: 'stream', timeout: isSlow ? 0 : 5000 });`,
  ),
  refused(
    'a timeout without end',
    `axios.get(url, { responseType: 'stream', timeout: Infinity });`,
  ),
  refused(
    'a timeout by a variable that changes',
    `const load = () => axios.get(url, { responseType: 'stream', timeout });`,
    dedent(`
      let timeout = 5000;
      exports.wait = (ms) => { timeout = ms; };
    `),
  ),
  refused(
    'a signal ends nothing once the headers are there',
    `axios.get(url, { responseType: 'stream', signal: AbortSignal.timeout(5000) });`,
  ),
  refused('a stream on some path', `axios.get(url, { responseType: isText ? 'text' : 'stream' });`),
  refused(
    'a stream by a constant',
    `axios.get(url, { responseType: TYPE });`,
    `const TYPE = 'stream';\n`,
  ),
  refused(
    'a type that callers give',
    `const load = (type) => axios.get(url, { responseType: type });`,
    dedent(`
      load('json');
      load('stream');
    `),
  ),
  refused('a type that nobody sees', `axios.get(url, { responseType: config.type });`),
  refused(
    'a type that a table gives',
    `const load = (kind) => axios.get(url, { responseType: KINDS[kind] });`,
    `const KINDS = { file: 'stream', doc: 'json' };\n`,
  ),
  refused(
    'a type that the options of a wrapper give',
    `const load = (path, options = {}) => axios.get(path, { responseType: options.responseType || 'json' });`,
    `load(url, { responseType: 'stream' });\n`,
  ),
  refused(
    'a type with a default that callers overrule',
    `const load = (path, { responseType = 'json' } = {}) => axios({ url: path, responseType });`,
    `load(url, { responseType: 'stream' });\n`,
  ),
  refused(
    'by a spread',
    `axios.get(url, { timeout: 5000, ...{ responseType: 'stream', timeout: 0 } });`,
  ),
  refused(
    'by a spread under a condition',
    `axios.get(url, { headers, ...(isLarge && { responseType: 'stream' }) });`,
  ),
  refused(
    'a deadline on some path only',
    `axios.get(url, { responseType: 'stream', ...(isSlow ? {} : { timeout: 5000 }) });`,
  ),
  refused(
    'a config by its name',
    `const load = () => axios.get(url, options);`,
    `const options = { responseType: 'stream' };\n`,
  ),
  refused(
    'what is written to it later',
    `const load = () => { const options = { timeout: 5000 }; options.responseType = 'stream'; options.timeout = 0; return axios.get(url, options); };`,
  ),
  refused(
    'a deadline that is deleted',
    `const load = () => { const options = { timeout: 5000, responseType: 'stream' }; delete options.timeout; return axios.get(url, options); };`,
  ),
  refused(
    'Object.assign',
    `axios.get(url, Object.assign({ timeout: 5000 }, { responseType: 'stream', timeout: 0 }));`,
  ),
  refused(
    'a config that another function may change',
    `const load = () => { const options = { responseType: 'stream', timeout: 5000 }; prepare(options); return axios.post(url, body, { headers, responseType: options.responseType }); };`,
  ),
  refused(
    'by axios.defaults',
    `const load = () => axios.get(url);`,
    `axios.defaults.responseType = 'stream';\n`,
  ),
  refused(
    'by an interceptor',
    `const load = () => axios.get(url);`,
    `axios.interceptors.request.use((config) => { config.responseType = 'stream'; return config; });\n`,
  ),
  refused(
    'an interceptor takes the deadline away',
    `const load = () => axios.get(url, { responseType: 'stream', timeout: 5000 });`,
    `axios.interceptors.request.use((config) => ({ ...config, timeout: 0 }));\n`,
  ),
  refused(
    'without redirects a timeout ends no stream',
    `axios.get(url, { responseType: 'stream', timeout: 5000, maxRedirects: 0 });`,
    '',
    IN_VAIN,
  ),
  refused(
    'nor by a transport of its own',
    `axios.get(url, { responseType: 'stream', timeout: 5000, transport: https });`,
    '',
    IN_VAIN,
  ),

  fixed('a finite timeout', `axios.get(url, { responseType: 'stream', timeout: 5000 });`),
  fixed(
    'a product of constants',
    `const load = () => axios.get(url, { responseType: 'stream', timeout: 30 * SECOND });`,
    `const SECOND = 1000;\n`,
  ),
  fixed(
    'one of two finite timeouts',
    `axios.get(url, { responseType: 'stream', timeout: isSlow ? 60000 : 5000 });`,
  ),
  fixed(
    'redirects as they are',
    `axios.get(url, { responseType: 'stream', timeout: 5000, maxRedirects: 5 });`,
  ),
  fixed('a number as text', `axios.get(url, { responseType: 'stream', timeout: '5000' });`),
  fixed('no stream', `axios.get(url, { responseType: 'arraybuffer' });`),
  fixed(
    'a stream is what is sent',
    `axios.post(url, stream, { headers: { 'content-type': 'stream' } });`,
  ),
];

const UNCAPPED = { agents: { maxSockets: Infinity } };

const clients: InvalidCase[] = [
  {
    name: 'axios.defaults has a deadline before anything is called',
    project: 'cjs-agents',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.defaults.timeout = 5000;
      const load = () => axios.get(url, { responseType: 'stream' });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.defaults.timeout = 5000;
      const load = () => axios.get(url, { responseType: 'stream', httpAgent, httpsAgent });
    `,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'the agents of axios.defaults, which it has anyhow',
    project: 'defaults',
    filename: 'lib/input.js',
    code: `
      const axios = require('axios');
      axios.get(url, { responseType: 'stream' });
    `,
    output: `
      const axios = require('axios');
      axios.get(url, { responseType: 'stream', httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
    `,
    findings: [{ messageId: 'missingAgents', line: 2 }],
  },
  refused('an instance of streams', `const client = axios.create({ responseType: 'stream' });`),
  refused(
    'an instance that is asked for one',
    `const client = axios.create({ baseURL });`,
    dedent(`
      client.get('/a');
      client.get('/b', { responseType: 'stream' });
    `),
    { ...REFUSED, refused: 'line 5 uses it to request a stream that no finite `timeout` ends' },
  ),
  refused(
    'a stream with a deadline that is lifted',
    `const client = axios.create({ baseURL, timeout: 5000 });`,
    `client.get('/b', { responseType: 'stream', timeout: 0 });\n`,
  ),
  refused(
    'a child takes the agents over',
    `const client = axios.create({ baseURL });`,
    dedent(`
      const child = client.create({ responseType: 'stream', httpAgent: false, httpsAgent: false });
      child.get('/b');
    `),
  ),
  refused(
    'its defaults ask for streams',
    `const client = axios.create({ baseURL });`,
    `client.defaults.responseType = 'stream';\n`,
  ),
  fixed(
    'an instance with a deadline',
    `const client = axios.create({ baseURL, timeout: 5000 });`,
    `client.get('/b', { responseType: 'stream' });\n`,
  ),
  fixed(
    'its defaults have one',
    `const client = axios.create({ baseURL });`,
    dedent(`
      client.defaults.timeout = 5000;
      client.get('/b', { responseType: 'stream' });
    `),
  ),
  fixed(
    'a stream with agents of its own',
    `const client = axios.create({ baseURL });`,
    `client.get('/b', { responseType: 'stream', httpAgent: own, httpsAgent: own });\n`,
  ),
  {
    name: 'by its type alone',
    filename: 'src/input.ts',
    project: 'ts-agents',
    code: `
      import axios from 'axios';
      import { httpAgent, httpsAgent } from './http-agents';
      export const load = (url: string, type: any) => axios.get<Readable>(url, { responseType: type });
    `,
    findings: [REFUSED],
  },
  {
    name: 'agents that are written without a cap block nothing',
    project: 'cjs-agents',
    settings: UNCAPPED,
    options: { agentsModule: 'uncapped.js' },
    code: `
      const axios = require('axios');
      axios.get(url, { responseType: 'stream' });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./uncapped');
      axios.get(url, { responseType: 'stream', httpAgent, httpsAgent });
    `,
    findings: [{ messageId: 'missingAgents', line: 2 }],
  },
  {
    name: 'a module with a cap that is there is used as it is, whatever the settings say',
    project: 'cjs-agents',
    settings: UNCAPPED,
    code: `
      const axios = require('axios');
      axios.get(url, { responseType: 'stream' });
    `,
    findings: [{ ...REFUSED, line: 2 }],
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid,
  invalid: [...requests, ...clients],
});
