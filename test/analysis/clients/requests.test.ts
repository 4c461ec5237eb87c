import { describe, expect, it } from 'vitest';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import {
  methodValues,
  requestSites,
  type ConfigArgument,
} from '../../../analysis/clients/requests.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { facts, forEachHost, type Language } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

/** `{ a }` for a literal, `=config` for an expression, `+1` for one argument short, `?reason` for what is hidden. */
function shown(source: SourceCode, config: ConfigArgument): string {
  switch (config.kind) {
    case 'literal':
      return source.getText(config.node);
    case 'expression':
      return `=${source.getText(config.node)}`;
    case 'absent':
      return `+${config.missing}`;
    default:
      return `?${config.reason}`;
  }
}

interface Case {
  readonly why: string;
  readonly code: string;
  /** One entry a site; empty if nothing is sent. */
  readonly configs: readonly string[];
}

function holds({ code, configs }: Case, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      const sites = requestSites(source, new ClientResolver(source, facts()));
      expect(
        sites.map(({ config }) => shown(source, config)),
        host,
      ).toEqual(configs);
    },
    language,
  );
}

describe('the config of each method', () => {
  it.each(['get', 'delete', 'head', 'options'])('%s(url, config)', (method) => {
    holds({
      why: '',
      code: `${AXIOS}axios.${method}(url);\naxios.${method}(url, { a });\naxios.${method}(url, config);\naxios.${method}(url, { a }, { b });`,
      configs: ['+0', '{ a }', '=config', '{ a }'],
    });
  });

  it.each(['post', 'put', 'patch', 'query', 'postForm', 'putForm', 'patchForm'])(
    '%s(url, data, config)',
    (method) => {
      holds({
        why: '',
        code: `${AXIOS}axios.${method}(url);\naxios.${method}(url, { data });\naxios.${method}(url, data, { a });\naxios.${method}(url, data, config);`,
        configs: ['+1', '+0', '{ a }', '=config'],
      });
    },
  );

  it.each<Case>([
    {
      why: 'request with a literal',
      code: `${AXIOS}axios.request({ url });`,
      configs: ['{ url }'],
    },
    { why: 'request with a config', code: `${AXIOS}axios.request(config);`, configs: ['=config'] },
    { why: 'request with a URL text', code: `${AXIOS}axios.request('/a');`, configs: ['+0'] },
    {
      why: 'request with a URL and a config',
      code: `${AXIOS}axios.request('/a', { b });`,
      configs: ['{ b }'],
    },
    {
      why: 'a method of an instance',
      code: `${AXIOS}const client = axios.create();\nclient.post('/a');`,
      configs: ['+1'],
    },
    {
      why: 'a destructured method',
      code: `${AXIOS}const { get, post } = axios;\nget(url);\npost(url, data, { a });`,
      configs: ['+0', '{ a }'],
    },
    {
      why: 'a method kept in a variable',
      code: `${AXIOS}const load = axios.get;\nload(url, config);`,
      configs: ['=config'],
    },
    {
      why: 'an optional call',
      code: `${AXIOS}axios.get?.(url);\naxios?.get(url, { a });`,
      configs: ['+0', '{ a }'],
    },
    {
      why: 'a parenthesised literal',
      code: `${AXIOS}axios.get(url, ({ a }));`,
      configs: ['{ a }'],
    },
    {
      why: 'a request in the arguments of a request',
      code: `${AXIOS}axios.get(url, axios.get(url2, { a }));`,
      configs: ['=axios.get(url2, { a })', '{ a }'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a literal with a cast',
      code: `import axios from 'axios';\naxios.get(url, { a } as AxiosRequestConfig);`,
      configs: ['{ a }'],
    },
    {
      why: 'type arguments',
      code: `import axios from 'axios';\naxios.get<Body>(url);`,
      configs: ['+0'],
    },
    {
      why: 'a non-null callee',
      code: `import axios from 'axios';\naxios!.get!(url);`,
      configs: ['+0'],
    },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, 'ts');
  });
});

describe('axios called itself', () => {
  it.each<Case>([
    { why: 'a URL', code: `${AXIOS}axios('/a');`, configs: ['+0'] },
    { why: 'a template', code: `${AXIOS}axios(\`\${base}/a\`);`, configs: ['+0'] },
    { why: 'a sum', code: `${AXIOS}axios(base + '/a');`, configs: ['+0'] },
    { why: 'a constant URL', code: `${AXIOS}const url = '/a';\naxios(url);`, configs: ['+0'] },
    { why: 'a URL object', code: `${AXIOS}axios(new URL('/a', base));`, configs: ['+0'] },
    { why: 'a literal', code: `${AXIOS}axios({ url });`, configs: ['{ url }'] },
    {
      why: 'a variable that holds a literal',
      code: `${AXIOS}const config = { url };\naxios(config);`,
      configs: ['=config'],
    },
    {
      why: 'one of two literals',
      code: `${AXIOS}axios(x ? { url } : { url: '/b' });`,
      configs: [`=x ? { url } : { url: '/b' }`],
    },
    { why: 'a URL and a config', code: `${AXIOS}axios('/a', { b });`, configs: ['{ b }'] },
    {
      why: 'anything and a config',
      code: `${AXIOS}axios(anything, config);`,
      configs: ['=config'],
    },
    {
      why: 'an instance',
      code: `${AXIOS}const client = axios.create();\nclient('/a');`,
      configs: ['+0'],
    },
    {
      why: 'what may be either',
      code: `${AXIOS}axios(anything);`,
      configs: [
        '?the first argument may be a URL or a config: pass both, or call `axios.request(config)`',
      ],
    },
    {
      why: 'a parameter',
      code: `${AXIOS}const send = (x) => axios(x);`,
      configs: [
        '?the first argument may be a URL or a config: pass both, or call `axios.request(config)`',
      ],
    },
    {
      why: 'a URL or a literal',
      code: `${AXIOS}axios(x ? '/a' : { url });`,
      configs: [
        '?the first argument may be a URL or a config: pass both, or call `axios.request(config)`',
      ],
    },
    {
      why: 'a shadowed URL class',
      code: `${AXIOS}class URL {}\naxios(new URL('/a'));`,
      configs: [
        '?the first argument may be a URL or a config: pass both, or call `axios.request(config)`',
      ],
    },
    {
      why: 'the default of compiled code',
      code: `const axios_1 = __importDefault(require('axios'));\n(0, axios_1.default)({ url });`,
      configs: ['{ url }'],
    },
    {
      why: 'a method of compiled code',
      code: `const axios_1 = __importDefault(require('axios'));\naxios_1.default.get(url);`,
      configs: ['+0'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a parameter that is text',
      code: `import axios from 'axios';\nconst send = (url: string) => axios(url);`,
      configs: ['+0'],
    },
    {
      why: 'a parameter that is a config',
      code: `import axios, { AxiosRequestConfig } from 'axios';\nconst send = (config: AxiosRequestConfig) => axios(config);`,
      configs: ['=config'],
    },
    {
      why: 'a variable that is a config',
      code: `import axios, { type AxiosRequestConfig } from 'axios';\nconst config: AxiosRequestConfig = make();\naxios(config);`,
      configs: ['=config'],
    },
    {
      why: 'a qualified config type',
      code: `import axios from 'axios';\nconst send = (config: axios.AxiosRequestConfig<Body>) => axios(config);`,
      configs: ['=config'],
    },
    {
      why: 'a parameter of another type',
      code: `import axios from 'axios';\nconst send = (target: Target) => axios(target);`,
      configs: [
        '?the first argument may be a URL or a config: pass both, or call `axios.request(config)`',
      ],
    },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, 'ts');
  });
});

describe('what cannot be placed is hidden with its reason', () => {
  it.each<Case>([
    {
      why: 'all arguments spread',
      code: `${AXIOS}axios.get(...args);`,
      configs: ['?the arguments are spread: write them out'],
    },
    {
      why: 'a spread before the config',
      code: `${AXIOS}axios.post(url, ...rest);`,
      configs: ['?the arguments are spread: write them out'],
    },
    {
      why: 'a spread in the place of the config',
      code: `${AXIOS}axios.get(url, ...rest);`,
      configs: ['?the arguments are spread: write them out'],
    },
    {
      why: 'a spread of the call itself',
      code: `${AXIOS}axios(...args);`,
      configs: ['?the arguments are spread: write them out'],
    },
    {
      why: 'a spread of request',
      code: `${AXIOS}axios.request(...args);`,
      configs: ['?the arguments are spread: write them out'],
    },
    {
      why: 'a spread behind the config does not matter',
      code: `${AXIOS}axios.get(url, { a }, ...rest);`,
      configs: ['{ a }'],
    },
    {
      why: 'a computed method',
      code: `${AXIOS}axios[method](url);`,
      configs: [
        '?the method is computed, so the position of the config is not known: call the method by its name',
      ],
    },
    {
      why: 'a computed method of an instance',
      code: `${AXIOS}const client = axios.create();\nclient[method](url, data, config);`,
      configs: [
        '?the method is computed, so the position of the config is not known: call the method by its name',
      ],
    },
    {
      why: 'a computed constant is a method like any',
      code: `${AXIOS}const M = 'post';\naxios[M](url);`,
      configs: ['+1'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('what sends nothing is no site', () => {
  it.each<Case>([
    { why: 'isAxiosError', code: `${AXIOS}axios.isAxiosError(error);`, configs: [] },
    { why: 'isCancel', code: `${AXIOS}axios.isCancel(error);`, configs: [] },
    {
      why: 'CancelToken',
      code: `${AXIOS}axios.CancelToken.source();\nnew axios.CancelToken(f);`,
      configs: [],
    },
    { why: 'all and spread', code: `${AXIOS}axios.all([]);\naxios.spread(f);`, configs: [] },
    { why: 'getUri', code: `${AXIOS}axios.getUri({ url });`, configs: [] },
    {
      why: 'toFormData',
      code: `${AXIOS}axios.toFormData({});\naxios.formToJSON(form);`,
      configs: [],
    },
    { why: 'create', code: `${AXIOS}axios.create({});`, configs: [] },
    { why: 'interceptors', code: `${AXIOS}axios.interceptors.request.use(f);`, configs: [] },
    {
      why: 'defaults',
      code: `${AXIOS}axios.defaults.headers.common['a'] = 1;\naxios.defaults.headers.get('a');`,
      configs: [],
    },
    {
      why: 'AxiosHeaders has a get of its own',
      code: `const { AxiosHeaders } = require('axios');\nconst headers = new AxiosHeaders();\nheaders.get('a');\nheaders.delete('a');`,
      configs: [],
    },
    {
      why: 'the static of AxiosHeaders',
      code: `${AXIOS}axios.AxiosHeaders.from({}).get('a');`,
      configs: [],
    },
    {
      why: 'a Map',
      code: `${AXIOS}const map = new Map();\nmap.get(axios);\nmap.delete(url);`,
      configs: [],
    },
    {
      why: 'a router',
      code: `${AXIOS}const app = express();\napp.get('/a', handler);`,
      configs: [],
    },
    { why: 'a shadowed name', code: `${AXIOS}function f(axios) { axios.get(url); }`, configs: [] },
    {
      why: 'a local object called axios',
      code: `const axios = { get() {} };\naxios.get(url);`,
      configs: [],
    },
    {
      why: 'a response’s get',
      code: `${AXIOS}axios.get(url, { a }).headers.get('a');`,
      configs: ['{ a }'],
    },
    {
      why: 'bind sends nothing by itself',
      code: `${AXIOS}const get = axios.get.bind(axios);`,
      configs: [],
    },
    { why: 'a reference', code: `${AXIOS}const get = axios.get;`, configs: [] },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

it('a site names its client, whole or not', () => {
  forEachHost(
    `${AXIOS}function f(client = axios) { client.get(url); }\naxios.get(url);\nconst { get } = axios;\nget(url);`,
    (source, host) => {
      const sites = requestSites(source, new ClientResolver(source, facts()));
      expect(
        sites.map(({ clients, receiver }) => [
          clients.complete,
          receiver && source.getText(receiver),
        ]),
        host,
      ).toEqual([
        [false, 'client'],
        [true, 'axios'],
        // Behind a destructured method no expression names the client.
        [true, undefined],
      ]);
    },
  );
});

describe('methodValues', () => {
  it.each([
    { why: 'a callback', code: `${AXIOS}urls.map(axios.get);`, found: ['axios.get'] },
    {
      why: 'a callback of an instance',
      code: `${AXIOS}const client = axios.create();\nurls.forEach(client.delete);`,
      found: ['client.delete'],
    },
    {
      why: 'a function of our own that calls it',
      code: `${AXIOS}retry(axios.post, url);`,
      found: ['axios.post'],
    },
    { why: 'a promise chain', code: `${AXIOS}promise.then(axios.get);`, found: ['axios.get'] },
    {
      why: 'an assertion looks at it',
      code: `${AXIOS}expect(axios.get).toHaveBeenCalledWith(url);\nexpect(axios.get).not.toHaveBeenCalled();`,
      found: [],
    },
    {
      why: 'Jest’s and Vitest’s mocks look at it',
      code: `${AXIOS}jest.mocked(axios.post).mockReset();\nvi.mocked(axios.get);`,
      found: [],
    },
    {
      why: 'sinon looks at it',
      code: `${AXIOS}sinon.assert.calledOnce(axios.get);\nsinon.stub(axios.get);`,
      found: [],
    },
    {
      why: 'Node’s assert looks at it',
      code: `${AXIOS}assert(axios.get);\nassert.equal(axios.get.mock.calls.length, 1);`,
      found: [],
    },
    { why: 'a log looks at it', code: `${AXIOS}console.log(axios.get);`, found: [] },
    { why: 'a call is no value', code: `${AXIOS}f(axios.get(url));`, found: [] },
    { why: 'the client is no method', code: `${AXIOS}f(axios);`, found: [] },
    { why: 'another method', code: `${AXIOS}urls.map(axios.isAxiosError);`, found: [] },
    {
      why: 'a Map’s method',
      code: `${AXIOS}const map = new Map();\nurls.map(map.get);`,
      found: [],
    },
    { why: 'a property of a method', code: `${AXIOS}f(axios.get.name);`, found: [] },
  ])('$why', ({ code, found }) => {
    forEachHost(code, (source, host) => {
      const values = methodValues(source, new ClientResolver(source, facts()));
      expect(
        values.map(({ node }) => source.getText(node)),
        host,
      ).toEqual(found);
    });
  });

  it.each([
    {
      why: 'a destructured method',
      code: `${AXIOS}const { get } = axios;\nurls.map(get);`,
      found: ['get'],
    },
  ])('$why', ({ code, found }) => {
    forEachHost(code, (source, host) => {
      const values = methodValues(source, new ClientResolver(source, facts()));
      expect(
        values.map(({ node }) => source.getText(node)),
        host,
      ).toEqual(found);
    });
  });
});
