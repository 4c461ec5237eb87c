import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { AgentConfigReader } from '../../../analysis/clients/agent-config.ts';
import type { AgentConfig, AgentState } from '../../../analysis/clients/agent-state.ts';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { callStarting, facts, forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

/** What is said of `httpAgent`, then of `httpsAgent`, then what else. */
type Said = readonly [
  httpAgent: AgentState,
  httpsAgent: AgentState,
  other?: 'exempt' | 'unknownAdapter',
];

const BOTH_ABSENT: Said = ['absent', 'absent'];
const BOTH_SET: Said = ['set', 'set'];
const BOTH_UNKNOWN: Said = ['unknown', 'unknown'];

interface Case {
  readonly why: string;
  readonly code: string;
  readonly said: Said;
}

function saidOf(config: AgentConfig): Said {
  const { httpAgent, httpsAgent, exempt, unknownAdapter } = config;
  if (exempt !== undefined) return [httpAgent, httpsAgent, 'exempt'];
  return unknownAdapter ? [httpAgent, httpsAgent, 'unknownAdapter'] : [httpAgent, httpsAgent];
}

function readerOf(source: SourceCode): { reader: AgentConfigReader; resolver: ClientResolver } {
  const resolver = new ClientResolver(source, facts());
  return { reader: new AgentConfigReader(source, resolver, facts()), resolver };
}

/** Reads the config that `use(…)` is given. */
function holds({ code, said }: Case, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      expect(saidOf(readerOf(source).reader.ofConfig(subjectOf(source))), host).toEqual(said);
    },
    language,
  );
}

describe('keys of a literal', () => {
  it.each<Case>([
    { why: 'none', code: `use({ timeout: 1 });`, said: BOTH_ABSENT },
    { why: 'an empty literal', code: `use({});`, said: BOTH_ABSENT },
    { why: 'both', code: `use({ httpAgent: a, httpsAgent: b });`, said: BOTH_SET },
    { why: 'one', code: `use({ httpsAgent: b });`, said: ['absent', 'set'] },
    { why: 'shorthand', code: `use({ httpAgent, httpsAgent });`, said: BOTH_SET },
    { why: 'quoted', code: `use({ 'httpAgent': a, "httpsAgent": b });`, said: BOTH_SET },
    {
      why: 'computed texts',
      code: "use({ ['httpAgent']: a, [`httpsAgent`]: b });",
      said: BOTH_SET,
    },
    {
      why: 'computed constants',
      code: `const H = 'httpAgent';\nconst S = 'httpsAgent';\nuse({ [H]: a, [S]: b });`,
      said: BOTH_SET,
    },
    { why: 'a computed name may be either', code: `use({ [name]: a });`, said: BOTH_UNKNOWN },
    {
      why: 'a computed name takes nothing away',
      code: `use({ httpAgent: a, httpsAgent: b, [name]: c });`,
      said: BOTH_SET,
    },
    { why: 'a method', code: `use({ httpAgent() {}, httpsAgent() {} });`, said: BOTH_SET },
    {
      why: 'a getter',
      code: `use({ get httpAgent() { return a; }, httpsAgent: b });`,
      said: BOTH_SET,
    },
    {
      why: 'the later of two',
      code: `use({ httpAgent: a, httpAgent: undefined, httpsAgent: b });`,
      said: ['undefined', 'set'],
    },
    {
      why: 'a key further down is another',
      code: `use({ params: { httpAgent: a, httpsAgent: b } });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a similar name is another',
      code: `use({ agent: a, HttpAgent: b, httpsagent: c });`,
      said: BOTH_ABSENT,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('values of a key', () => {
  it.each<Case>([
    {
      why: 'undefined',
      code: `use({ httpAgent: undefined, httpsAgent: b });`,
      said: ['undefined', 'set'],
    },
    {
      why: 'void 0',
      code: `use({ httpAgent: void 0, httpsAgent: b });`,
      said: ['undefined', 'set'],
    },
    { why: 'null', code: `use({ httpAgent: null, httpsAgent: b });`, said: ['null', 'set'] },
    {
      why: 'false is a decision: an agent per request',
      code: `use({ httpAgent: false, httpsAgent: false });`,
      said: BOTH_SET,
    },
    {
      why: 'a shadowed undefined is a variable',
      code: `function f(undefined) { use({ httpAgent: undefined, httpsAgent: b }); }`,
      said: BOTH_SET,
    },
    { why: 'a call', code: `use({ httpAgent: make(), httpsAgent: new Agent() });`, said: BOTH_SET },
    {
      why: 'axios.defaults',
      code: `${AXIOS}use({ httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });`,
      said: ['defaults', 'defaults'],
    },
    {
      why: 'axios.defaults of compiled code',
      code: `const axios_1 = __importDefault(require('axios'));\nuse({ httpAgent: axios_1.default.defaults.httpAgent, httpsAgent: a });`,
      said: ['defaults', 'set'],
    },
    {
      why: 'the defaults of an instance are its own matter',
      code: `${AXIOS}const client = axios.create();\nuse({ httpAgent: client.defaults.httpAgent, httpsAgent: a });`,
      said: BOTH_SET,
    },
    {
      why: 'the defaults of something else',
      code: `use({ httpAgent: other.defaults.httpAgent, httpsAgent: a });`,
      said: BOTH_SET,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a cast',
      code: `use({ httpAgent: undefined as any, httpsAgent: null! });`,
      said: ['undefined', 'null'],
    },
    {
      why: 'a literal with a cast',
      code: `use({ httpAgent: a, httpsAgent: b } as AxiosRequestConfig);`,
      said: BOTH_SET,
    },
    {
      why: 'satisfies',
      code: `use({ httpAgent: a } satisfies AxiosRequestConfig);`,
      said: ['set', 'absent'],
    },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, 'ts');
  });

  it.each<Case>([
    {
      why: 'a constant without an agent',
      code: `const none = undefined;\nuse({ httpAgent: none, httpsAgent: b });`,
      said: ['undefined', 'set'],
    },
    {
      why: 'a name for axios.defaults',
      code: `${AXIOS}const agent = axios.defaults.httpAgent;\nuse({ httpAgent: agent, httpsAgent: b });`,
      said: ['defaults', 'set'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('spreads', () => {
  it.each<Case>([
    {
      why: 'a known object',
      code: `const agents = { httpAgent: a, httpsAgent: b };\nuse({ ...agents, timeout: 1 });`,
      said: BOTH_SET,
    },
    {
      why: 'a known object without agents',
      code: `const base = { timeout: 1 };\nuse({ ...base });`,
      said: BOTH_ABSENT,
    },
    { why: 'a literal', code: `use({ ...{ httpAgent: a }, httpsAgent: b });`, said: BOTH_SET },
    {
      why: 'an object of objects',
      code: `const a = { httpAgent };\nconst b = { ...a, httpsAgent };\nuse({ ...b });`,
      said: BOTH_SET,
    },
    { why: 'an unknown object', code: `use({ ...options });`, said: BOTH_UNKNOWN },
    {
      why: 'an unknown object over agents: one or the other is there',
      code: `use({ httpAgent: a, httpsAgent: b, ...options });`,
      said: BOTH_SET,
    },
    {
      why: 'agents over an unknown object',
      code: `use({ ...options, httpAgent: a, httpsAgent: b });`,
      said: BOTH_SET,
    },
    {
      why: 'undefined over an unknown object',
      code: `use({ ...options, httpAgent: undefined });`,
      said: ['undefined', 'unknown'],
    },
    {
      why: 'a known undefined over an agent',
      code: `use({ httpAgent: a, httpsAgent: b, ...{ httpAgent: undefined } });`,
      said: ['undefined', 'set'],
    },
    {
      why: 'a conditional spread is a decision',
      code: `use({ ...(proxy ? { httpAgent: a, httpsAgent: b } : {}) });`,
      said: ['conditional', 'conditional'],
    },
    {
      why: 'a guarded spread is a decision',
      code: `use({ ...(proxy && { httpsAgent: b }) });`,
      said: ['absent', 'conditional'],
    },
    {
      why: 'a conditional spread over agents',
      code: `use({ httpAgent: a, httpsAgent: b, ...(x ? { timeout: 1 } : {}) });`,
      said: BOTH_SET,
    },
    {
      why: 'a conditional spread of nothing to do with agents',
      code: `use({ ...(x && { timeout: 1 }) });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a function of the file',
      code: `const agents = () => ({ httpAgent: a, httpsAgent: b });\nuse({ ...agents() });`,
      said: BOTH_SET,
    },
    { why: 'a function of elsewhere', code: `use({ ...agents() });`, said: BOTH_UNKNOWN },
    {
      why: 'undefined and null spread to nothing',
      code: `use({ ...undefined, ...null });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a field',
      code: `class A {\n  base = { httpAgent: a, httpsAgent: b };\n  f() { use({ ...this.base }); }\n}`,
      said: BOTH_SET,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('configs that are expressions', () => {
  it.each<Case>([
    {
      why: 'a const',
      code: `const config = { httpAgent: a, httpsAgent: b };\nuse(config);`,
      said: BOTH_SET,
    },
    {
      why: 'a property',
      code: `const configs = { api: { httpAgent: a, httpsAgent: b } };\nuse(configs.api);`,
      said: BOTH_SET,
    },
    { why: 'a parameter', code: `const f = (config) => use(config);`, said: BOTH_UNKNOWN },
    {
      why: 'a parameter with a default',
      code: `const f = (config = {}) => use(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'an import',
      code: `const config = require('./config');\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    { why: 'a global', code: `use(config);`, said: BOTH_UNKNOWN },
    {
      why: 'this.config of a class that does not set it',
      code: `class A { f() { use(this.config); } }`,
      said: BOTH_UNKNOWN,
    },
    { why: 'undefined', code: `use(undefined);`, said: BOTH_ABSENT },
    { why: 'null', code: `use(null);`, said: BOTH_ABSENT },
    {
      why: 'a function of the file',
      code: `function make() { return { httpAgent: a, httpsAgent: b }; }\nuse(make());`,
      said: BOTH_SET,
    },
    {
      why: 'an awaited function of the file',
      code: `async function make() { return { httpAgent: a, httpsAgent: b }; }\nasync function f() { use(await make()); }`,
      said: BOTH_SET,
    },
    {
      why: 'an arm that lacks its agents',
      code: `use(x ? { httpAgent: a, httpsAgent: b } : { timeout: 1 });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'both arms have them',
      code: `use(x ? { httpAgent: a, httpsAgent: b } : { httpAgent: c, httpsAgent: d });`,
      said: BOTH_SET,
    },
    {
      why: 'each arm has one',
      code: `use(x ? { httpAgent: a } : { httpsAgent: b });`,
      said: BOTH_ABSENT,
    },
    { why: 'an unknown arm beside one without', code: `use(x ? config : {});`, said: BOTH_ABSENT },
    {
      why: 'an unknown arm beside one with',
      code: `use(x ? config : { httpAgent: a, httpsAgent: b });`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'an unknown config or a literal',
      code: `use(config || { httpAgent: a, httpsAgent: b });`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'a let of two literals is a decision of the code',
      code: `let config = {};\nif (proxy) config = { httpAgent: a, httpsAgent: b };\nuse(config);`,
      said: ['conditional', 'conditional'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it('an argument that is not there says nothing', () => {
    forEachHost(`use();`, (source, host) => {
      expect(saidOf(readerOf(source).reader.ofConfig(undefined)), host).toEqual(BOTH_ABSENT);
    });
  });

  it.each<Case>([
    {
      why: 'an object that spreads itself',
      code: `let config = {};\nconfig = { ...config };\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'a function that calls itself',
      code: `function make() { return { ...make() }; }\nuse(make());`,
      said: BOTH_UNKNOWN,
    },
  ])('comes to an end: $why', ({ code }) => {
    forEachHost(code, (source) => {
      expect(() => readerOf(source).reader.ofConfig(subjectOf(source))).not.toThrow();
    });
  });
});

describe('merges', () => {
  it.each<Case>([
    {
      why: 'Object.assign of literals',
      code: `use(Object.assign({}, { httpAgent: a }, { httpsAgent: b }));`,
      said: BOTH_SET,
    },
    {
      why: 'Object.assign, the later part wins',
      code: `use(Object.assign({ httpAgent: a, httpsAgent: b }, { httpAgent: undefined }));`,
      said: ['undefined', 'set'],
    },
    {
      why: 'Object.assign with an unknown part',
      code: `use(Object.assign({}, options));`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'Object.assign with an unknown part below agents',
      code: `use(Object.assign({}, options, { httpAgent: a, httpsAgent: b }));`,
      said: BOTH_SET,
    },
    { why: 'a spread of parts', code: `use(Object.assign({}, ...parts));`, said: BOTH_UNKNOWN },
    {
      why: 'a local Object',
      code: `const Object = { assign() { return x; } };\nuse(Object.assign({ httpAgent: a, httpsAgent: b }));`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'axios.mergeConfig',
      code: `${AXIOS}use(axios.mergeConfig({ httpAgent: a }, { httpsAgent: b }));`,
      said: BOTH_SET,
    },
    {
      why: 'a named import of mergeConfig',
      code: `import { mergeConfig } from 'axios';\nuse(mergeConfig({ httpAgent: a }, { httpsAgent: b }));`,
      said: BOTH_SET,
    },
    {
      why: 'a mergeConfig of elsewhere',
      code: `use(other.mergeConfig({ httpAgent: a }, { httpsAgent: b }));`,
      said: BOTH_UNKNOWN,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('merges in a variable', () => {
  it.each<Case>([
    {
      why: 'a merged object in a variable',
      code: `const config = Object.assign({}, { httpAgent: a, httpsAgent: b });\nuse(config);`,
      said: BOTH_SET,
    },
    {
      why: 'a merged object with an unknown part',
      code: `const f = (options) => {\n  const config = Object.assign({}, options);\n  use(config);\n};`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'a merged object that a function returns',
      code: `function make() { return Object.assign({}, { httpAgent: a, httpsAgent: b }); }\nuse(make());`,
      said: BOTH_SET,
    },
    {
      why: 'a spread of a merged object',
      code: `const config = Object.assign({}, options);\nuse({ ...config });`,
      said: BOTH_UNKNOWN,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'undefined in a mergeConfig takes nothing away',
      code: `${AXIOS}use(axios.mergeConfig({ httpAgent: a, httpsAgent: b }, { httpAgent: undefined }));`,
      said: BOTH_SET,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('later writes', () => {
  it.each<Case>([
    {
      why: 'assignments to the properties',
      code: `const config = {};\nconfig.httpAgent = a;\nconfig.httpsAgent = b;\nuse(config);`,
      said: BOTH_SET,
    },
    {
      why: 'a quoted property',
      code: `const config = {};\nconfig['httpAgent'] = a;\nuse(config);`,
      said: ['set', 'absent'],
    },
    {
      why: 'an assignment of undefined',
      code: `const config = {};\nconfig.httpAgent = undefined;\nuse(config);`,
      said: ['undefined', 'absent'],
    },
    {
      why: 'an assignment of the defaults',
      code: `${AXIOS}const config = {};\nconfig.httpAgent = axios.defaults.httpAgent;\nuse(config);`,
      said: ['defaults', 'absent'],
    },
    {
      why: 'another object',
      code: `const config = {};\nconst other = {};\nother.httpAgent = a;\nuse(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'an if',
      code: `const config = {};\nif (proxy) config.httpsAgent = a;\nuse(config);`,
      said: ['absent', 'conditional'],
    },
    {
      why: 'an if with the use inside it',
      code: `const config = {};\nif (proxy) {\n  config.httpsAgent = a;\n  use(config);\n}`,
      said: ['absent', 'set'],
    },
    {
      why: 'an && statement',
      code: `const config = {};\nproxy && (config.httpAgent = a);\nuse(config);`,
      said: ['conditional', 'absent'],
    },
    {
      why: 'a switch',
      code: `const config = {};\nswitch (x) { case 1: config.httpAgent = a; }\nuse(config);`,
      said: ['conditional', 'absent'],
    },
    {
      why: 'a loop',
      code: `const config = {};\nfor (const p of proxies) config.httpAgent = p;\nuse(config);`,
      said: ['conditional', 'absent'],
    },
    {
      why: 'another function',
      code: `const config = {};\nfunction set() { config.httpAgent = a; }\nuse(config);`,
      said: ['conditional', 'absent'],
    },
    {
      why: 'an if over an agent that is there',
      code: `const config = { httpAgent: a, httpsAgent: b };\nif (proxy) config.httpAgent = proxy;\nuse(config);`,
      said: BOTH_SET,
    },
    {
      why: 'a field',
      code: `class A {\n  constructor() { this.config = {}; this.config.httpAgent = a; this.config.httpsAgent = b; use(this.config); }\n}`,
      said: BOTH_SET,
    },
    {
      why: 'a parameter that is filled up',
      code: `const f = (config) => {\n  config.httpAgent = a;\n  config.httpsAgent = b;\n  use(config);\n};`,
      said: BOTH_SET,
    },
    {
      why: 'Object.assign to a variable',
      code: `const config = {};\nObject.assign(config, { httpAgent: a, httpsAgent: b });\nuse(config);`,
      said: BOTH_SET,
    },
    {
      why: 'Object.assign of an unknown object',
      code: `const config = {};\nObject.assign(config, options);\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'Object.assign from the variable',
      code: `const config = {};\nObject.assign(other, config);\nuse(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'each arm of an if sets it: a decision, as far as we follow',
      code: `const config = {};\nif (x) {\n  config.httpAgent = a;\n} else {\n  config.httpAgent = b;\n}\nuse(config);`,
      said: ['conditional', 'absent'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'an assignment below the use comes too late',
      code: `const config = {};\nuse(config);\nconfig.httpAgent = a;\nconfig.httpsAgent = b;`,
      said: BOTH_ABSENT,
    },
    {
      why: 'Object.assign below the use comes too late',
      code: `const config = {};\nuse(config);\nObject.assign(config, { httpAgent: a, httpsAgent: b });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'Object.assign in an if',
      code: `const config = {};\nif (proxy) Object.assign(config, { httpAgent: a, httpsAgent: b });\nuse(config);`,
      said: ['conditional', 'conditional'],
    },
    {
      why: 'an agent taken away on one path',
      code: `const config = { httpAgent: a, httpsAgent: b };\nif (direct) config.httpAgent = undefined;\nuse(config);`,
      said: ['conditional', 'set'],
    },
    {
      why: 'delete takes an agent away',
      code: `const config = { httpAgent: a, httpsAgent: b };\ndelete config.httpAgent;\nuse(config);`,
      said: ['absent', 'set'],
    },
    {
      why: 'a loop with a head of names',
      code: `const config = {};\nfor (const key in proxies) config.httpAgent = proxies[key];\nuse(config);`,
      said: ['conditional', 'absent'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('configs that another function gets hold of first', () => {
  it.each<Case>([
    {
      why: 'an unknown function may fill it',
      code: `const config = {};\naddAgents(config);\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'an unknown method may',
      code: `const config = {};\nthis.proxy.apply(config);\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'a class that is made with it may',
      code: `const config = {};\nnew Proxied(config);\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'it takes no agents away',
      code: `const config = { httpAgent: a, httpsAgent: b };\naddAgents(config);\nuse(config);`,
      said: BOTH_SET,
    },
    {
      why: 'one that is missing may be filled',
      code: `const config = { httpAgent: a };\naddAgents(config);\nuse(config);`,
      said: ['set', 'unknown'],
    },
    {
      why: 'console.log does not',
      code: `const config = {};\nconsole.log(config);\nuse(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'JSON.stringify does not',
      code: `const config = {};\nJSON.stringify(config);\nuse(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'Object.keys does not',
      code: `const config = {};\nObject.keys(config);\nuse(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a local console may',
      code: `const console = make();\nconst config = {};\nconsole.log(config);\nuse(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'axios does not',
      code: `${AXIOS}const config = {};\naxios.get('/a', config);\nuse(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a call below the use comes too late',
      code: `const config = {};\nuse(config);\naddAgents(config);`,
      said: BOTH_ABSENT,
    },
    {
      why: 'its parts do not count',
      code: `const config = { params: {} };\nfill(config.params);\nuse(config);`,
      said: BOTH_ABSENT,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('adapters and protocols', () => {
  it.each<Case>([
    {
      why: 'the fetch adapter takes no agents',
      code: `use({ adapter: 'fetch' });`,
      said: ['absent', 'absent', 'exempt'],
    },
    {
      why: 'the xhr adapter neither',
      code: `use({ adapter: 'xhr' });`,
      said: ['absent', 'absent', 'exempt'],
    },
    {
      why: 'a list without http',
      code: `use({ adapter: ['fetch', 'xhr'] });`,
      said: ['absent', 'absent', 'exempt'],
    },
    {
      why: 'a list with http',
      code: `use({ adapter: ['xhr', 'http', 'fetch'] });`,
      said: BOTH_ABSENT,
    },
    { why: 'the http adapter', code: `use({ adapter: 'http' });`, said: BOTH_ABSENT },
    {
      why: 'a constant',
      code: `const ADAPTER = 'fetch';\nuse({ adapter: ADAPTER });`,
      said: ['absent', 'absent', 'exempt'],
    },
    {
      why: 'a function of one’s own',
      code: `use({ adapter: (config) => send(config) });`,
      said: ['absent', 'absent', 'unknownAdapter'],
    },
    {
      why: 'an imported adapter',
      code: `use({ adapter: require('axios/lib/adapters/http') });`,
      said: ['absent', 'absent', 'unknownAdapter'],
    },
    {
      why: 'http or fetch',
      code: `use({ adapter: x ? 'http' : 'fetch' });`,
      said: ['absent', 'absent', 'unknownAdapter'],
    },
    {
      why: 'a later spread keeps it',
      code: `const base = { adapter: 'fetch' };\nuse({ ...base, timeout: 1 });`,
      said: ['absent', 'absent', 'exempt'],
    },
    { why: 'HTTP/2', code: `use({ httpVersion: 2 });`, said: ['absent', 'absent', 'exempt'] },
    { why: 'HTTP/1', code: `use({ httpVersion: 1 });`, said: BOTH_ABSENT },
    {
      why: 'one arm only',
      code: `use(x ? { adapter: 'fetch' } : {});`,
      said: ['absent', 'absent', 'unknownAdapter'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'http over fetch',
      code: `const base = { adapter: 'fetch' };\nuse({ ...base, adapter: 'http' });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'HTTP/1 over HTTP/2',
      code: `const base = { httpVersion: 2 };\nuse({ ...base, httpVersion: 1 });`,
      said: BOTH_ABSENT,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

/** Reads the instance that the code makes first. */
function instanceHolds({ code, said }: Case): void {
  forEachHost(code, (source, host) => {
    const { reader, resolver } = readerOf(source);
    const creation = resolver.creationOf(
      callStarting(
        source,
        source.text.includes('client = base.create') ? 'base.create' : 'axios.create',
      ),
    )!;
    expect(saidOf(reader.ofInstance(creation.create, creation.parent)), host).toEqual(said);
  });
}

describe('instances', () => {
  it.each<Case>([
    { why: 'no config', code: `${AXIOS}const client = axios.create();`, said: BOTH_ABSENT },
    {
      why: 'a literal',
      code: `${AXIOS}const client = axios.create({ httpAgent: a, httpsAgent: b });`,
      said: BOTH_SET,
    },
    {
      why: 'a config of elsewhere',
      code: `${AXIOS}const client = axios.create(config);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'spread arguments',
      code: `${AXIOS}const client = axios.create(...args);`,
      said: BOTH_UNKNOWN,
    },
    {
      why: 'its defaults set later',
      code: `${AXIOS}const client = axios.create();\nclient.defaults.httpAgent = a;\nclient.defaults.httpsAgent = b;`,
      said: BOTH_SET,
    },
    {
      why: 'its defaults set by Object.assign',
      code: `${AXIOS}const client = axios.create();\nObject.assign(client.defaults, { httpAgent: a, httpsAgent: b });`,
      said: BOTH_SET,
    },
    {
      why: 'the defaults of another instance',
      code: `${AXIOS}const client = axios.create();\nconst other = axios.create({});\nother.defaults.httpAgent = a;\nother.defaults.httpsAgent = b;`,
      said: BOTH_ABSENT,
    },
    {
      why: 'the defaults of axios do not reach an instance that stands',
      code: `${AXIOS}const client = axios.create();\naxios.defaults.httpAgent = a;\naxios.defaults.httpsAgent = b;`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a field',
      code: `${AXIOS}class A {\n  constructor() {\n    this.client = axios.create();\n    this.client.defaults.httpAgent = a;\n    this.client.defaults.httpsAgent = b;\n  }\n}`,
      said: BOTH_SET,
    },
    {
      why: 'an interceptor that sets both',
      code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => {\n  config.httpAgent = a;\n  config.httpsAgent = b;\n  return config;\n});`,
      said: BOTH_SET,
    },
    {
      why: 'an interceptor that returns both',
      code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => ({ ...config, httpAgent: a, httpsAgent: b }));`,
      said: BOTH_SET,
    },
    {
      why: 'an interceptor that sets one',
      code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => { config.httpsAgent = b; return config; });`,
      said: ['absent', 'set'],
    },
    {
      why: 'an interceptor of axios itself',
      code: `${AXIOS}const client = axios.create();\naxios.interceptors.request.use((config) => ({ ...config, httpAgent: a, httpsAgent: b }));`,
      said: BOTH_ABSENT,
    },
    {
      why: 'a response interceptor',
      code: `${AXIOS}const client = axios.create();\nclient.interceptors.response.use((response) => { response.httpAgent = a; response.httpsAgent = b; });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'an instance of an instance inherits',
      code: `${AXIOS}const base = axios.create({ httpAgent: a, httpsAgent: b });\nconst client = base.create({ timeout: 1 });`,
      said: BOTH_SET,
    },
    {
      why: 'and adds',
      code: `${AXIOS}const base = axios.create({ httpAgent: a });\nconst client = base.create({ httpsAgent: b });`,
      said: BOTH_SET,
    },
    {
      why: 'the fetch adapter',
      code: `${AXIOS}const client = axios.create({ adapter: 'fetch' });`,
      said: ['absent', 'absent', 'exempt'],
    },
  ])('$why', (testCase) => {
    instanceHolds(testCase);
  });

  it.each<Case>([
    {
      why: 'undefined assigned to the defaults is no agent',
      code: `${AXIOS}const client = axios.create();\nclient.defaults.httpAgent = undefined;\nclient.defaults.httpsAgent = b;`,
      said: ['undefined', 'set'],
    },
    {
      why: 'a condition on the defaults is a decision',
      code: `${AXIOS}const client = axios.create();\nif (proxy) client.defaults.httpsAgent = proxy;`,
      said: ['absent', 'conditional'],
    },
    {
      why: 'a condition in an interceptor is a decision',
      code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => { if (proxy) config.httpsAgent = proxy; return config; });`,
      said: ['absent', 'conditional'],
    },
    // axios 1.21.1, lib/axios.js: `create` of an instance merges its config, not its interceptors.
    {
      why: 'interceptors are not inherited',
      code: `${AXIOS}const base = axios.create({});\nbase.interceptors.request.use((config) => ({ ...config, httpAgent: a, httpsAgent: b }));\nconst client = base.create({ timeout: 1 });`,
      said: BOTH_ABSENT,
    },
    {
      why: 'undefined in the config of a child inherits: axios merges it away',
      code: `${AXIOS}const base = axios.create({ httpAgent: a, httpsAgent: b });\nconst client = base.create({ httpAgent: undefined });`,
      said: BOTH_SET,
    },
    {
      why: 'an interceptor that names them for something else',
      code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => { log({ httpAgent: 1, httpsAgent: 2 }); return config; });`,
      said: BOTH_ABSENT,
    },
  ])('$why', (testCase) => {
    instanceHolds(testCase);
  });
});

describe('axios itself', () => {
  it.each<Case>([
    { why: 'nothing', code: AXIOS, said: BOTH_ABSENT },
    {
      why: 'its defaults do not count: a call must name its agents',
      code: `${AXIOS}axios.defaults.httpAgent = a;\naxios.defaults.httpsAgent = b;`,
      said: BOTH_ABSENT,
    },
    {
      why: 'an interceptor that sets both',
      code: `${AXIOS}axios.interceptors.request.use((config) => ({ ...config, httpAgent: a, httpsAgent: b }));`,
      said: BOTH_SET,
    },
    {
      why: 'an interceptor of an instance',
      code: `${AXIOS}axios.create().interceptors.request.use((config) => ({ ...config, httpAgent: a, httpsAgent: b }));`,
      said: BOTH_ABSENT,
    },
  ])('$why', ({ code, said }) => {
    forEachHost(code, (source, host) => {
      expect(
        saidOf(
          readerOf(source).reader.underInterceptors(
            { kind: 'axios', module: 'axios' },
            readerOf(source).reader.ofConfig(undefined),
          ),
        ),
        host,
      ).toEqual(said);
    });
  });
});

it('gives each literal of a file its own answer', () => {
  forEachHost(`f({ httpAgent }, { httpsAgent }, {});`, (source, host) => {
    const { reader } = readerOf(source);
    const said = nodesOf(source, AST_NODE_TYPES.ObjectExpression).map((literal) =>
      saidOf(reader.ofConfig(literal)),
    );
    expect(said, host).toEqual([['set', 'absent'], ['absent', 'set'], BOTH_ABSENT]);
  });
});
