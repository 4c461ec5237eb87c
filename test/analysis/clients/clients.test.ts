import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import {
  isSameClient,
  type Client,
  type Clients,
} from '../../../analysis/clients/client-identity.ts';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import { mayHoldClients } from '../../../analysis/clients/prefilters.ts';
import type { ProjectFacts } from '../../../analysis/finders/project-queries.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { callStarting, facts, forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

/** `axios`, the source of the call that makes an instance, or `opaque`. */
function shown(source: SourceCode, client: Client): string {
  if (client.kind === 'axios') return client.module;
  if (client.kind === 'imported') return `${client.create.file}:${client.create.line}`;
  return client.kind === 'opaque' ? 'opaque' : source.getText(client.create);
}

function summary(
  source: SourceCode,
  { clients, complete }: Clients,
): { clients: string[]; complete: boolean } {
  return { clients: clients.map((client) => shown(source, client)).toSorted(), complete };
}

interface Case {
  readonly why: string;
  readonly code: string;
  readonly clients?: readonly string[];
  readonly complete?: boolean;
}

function holds(
  { code, clients = ['axios'], complete = clients.length > 0 }: Case,
  world: Partial<ProjectFacts> = {},
  language: Language = 'js',
): void {
  forEachHost(
    code,
    (source, host) => {
      const found = summary(
        source,
        new ClientResolver(source, facts(world)).clientsOf(subjectOf(source)),
      );
      expect(found, host).toEqual({ clients: [...clients].toSorted(), complete });
    },
    language,
  );
}

describe('every way to axios', () => {
  it.each<Case>([
    { why: 'a default import', code: `import axios from 'axios';\nuse(axios);` },
    { why: 'a default import of another name', code: `import Http from 'axios';\nuse(Http);` },
    { why: 'a namespace import', code: `import * as axios from 'axios';\nuse(axios);` },
    {
      why: 'the default of a namespace import',
      code: `import * as axios from 'axios';\nuse(axios.default);`,
    },
    { why: '{ default as x }', code: `import { default as x } from 'axios';\nuse(x);` },
    { why: 'require', code: `${AXIOS}use(axios);` },
    { why: 'require().default', code: `const axios = require('axios').default;\nuse(axios);` },
    {
      why: '{ default: x } = require()',
      code: `const { default: axios } = require('axios');\nuse(axios);`,
    },
    { why: 'a require where it is used', code: `use(require('axios'));` },
    {
      why: 'a require inside a function',
      code: `function f() {\n  const axios = require('axios');\n  use(axios);\n}`,
    },
    {
      why: 'a dynamic import',
      code: `async function f() {\n  const axios = await import('axios');\n  use(axios.default);\n}`,
    },
    {
      why: 'the default of a dynamic import where it stands',
      code: `async function f() { use((await import('axios')).default); }`,
    },
    {
      why: 'a destructured dynamic import',
      code: `async function f() {\n  const { default: axios } = await import('axios');\n  use(axios);\n}`,
    },
    {
      why: 'TypeScript’s output',
      code: `const axios_1 = __importDefault(require('axios'));\nuse(axios_1.default);`,
    },
    {
      why: 'TypeScript’s output with a star',
      code: `const axios = __importStar(require('axios'));\nuse(axios.default);`,
    },
    {
      why: 'TypeScript’s output without interop',
      code: `const axios_1 = require('axios');\nuse(axios_1.default);`,
    },
    {
      why: 'Babel’s output',
      code: `var _axios = _interopRequireDefault(require('axios'));\nuse(_axios.default);`,
    },
    { why: 'an alias', code: `${AXIOS}const http = axios;\nuse(http);` },
    {
      why: 'an assignment in a function',
      code: `let axios;\nfunction load() { axios = require('axios'); }\nuse(axios);`,
    },
    {
      why: 'a class field',
      code: `${AXIOS}class A {\n  http = axios;\n  f() { use(this.http); }\n}`,
    },
    {
      why: 'a private field',
      code: `${AXIOS}class A {\n  #http = axios;\n  f() { use(this.#http); }\n}`,
    },
    {
      why: 'a field set in the constructor',
      code: `${AXIOS}class A {\n  constructor() { this.http = axios; }\n  f() { use(this.http); }\n}`,
    },
    { why: 'a static field', code: `${AXIOS}class A { static http = axios; }\nuse(A.http);` },
    {
      why: 'a property of an object',
      code: `${AXIOS}const deps = { http: axios };\nuse(deps.http);`,
    },
    { why: 'exports', code: `exports.http = require('axios');\nuse(exports.http);` },
    {
      why: 'a function that returns it',
      code: `${AXIOS}const client = () => axios;\nuse(client());`,
    },
    {
      why: 'an async function that returns it',
      code: `const client = async () => (await import('axios')).default;\nasync function f() { use(await client()); }`,
    },
    { why: 'an optional chain', code: `${AXIOS}const deps = { http: axios };\nuse(deps?.http);` },
    {
      why: 'a conditional with the same on both sides',
      code: `${AXIOS}use(x ? axios : axios.default);`,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    { why: 'import x = require', code: `import axios = require('axios');\nuse(axios);` },
    { why: 'a cast', code: `import axios from 'axios';\nuse(axios as any);` },
    { why: 'a non-null assertion', code: `import axios from 'axios';\nuse(axios!);` },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, {}, 'ts');
  });
});

describe('what is no client', () => {
  it.each<Case>([
    { why: 'an undeclared axios', code: `use(axios);`, clients: [] },
    {
      why: 'a parameter of that name',
      code: `${AXIOS}function f(axios) { use(axios); }`,
      clients: [],
    },
    {
      why: 'an inner variable of that name',
      code: `${AXIOS}function f() {\n  const axios = {};\n  use(axios);\n}`,
      clients: [],
    },
    {
      why: 'a local object called axios',
      code: `const axios = { get() {}, post() {} };\nuse(axios);`,
      clients: [],
    },
    {
      why: 'an import of another module',
      code: `import axios from './http.js';\nuse(axios);`,
      clients: [],
    },
    {
      why: 'a submodule of axios',
      code: `const utils = require('axios/lib/utils');\nuse(utils);`,
      clients: [],
    },
    {
      why: 'another export of axios',
      code: `import { AxiosError } from 'axios';\nuse(AxiosError);`,
      clients: [],
    },
    {
      why: 'a shadowed require',
      code: `function f(require) { use(require('axios')); }`,
      clients: [],
    },
    { why: 'the class Axios itself', code: `${AXIOS}use(axios.Axios);`, clients: [] },
    { why: 'create itself', code: `${AXIOS}use(axios.create);`, clients: [] },
    { why: 'a method', code: `${AXIOS}use(axios.get);`, clients: [] },
    { why: 'a response', code: `${AXIOS}use(axios.get('/a'));`, clients: [] },
    {
      why: 'the create of something else',
      code: `${AXIOS}use(Object.create(axios));`,
      clients: [],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('instances', () => {
  it.each<Case>([
    {
      why: 'axios.create()',
      code: `${AXIOS}const client = axios.create();\nuse(client);`,
      clients: ['axios.create()'],
    },
    {
      why: 'create of the default',
      code: `const axios = require('axios');\nuse(axios.default.create());`,
      clients: ['axios.default.create()'],
    },
    {
      why: 'a named import of create',
      code: `import { create } from 'axios';\nuse(create());`,
      clients: ['create()'],
    },
    {
      why: 'a destructured create',
      code: `${AXIOS}const { create } = axios;\nuse(create());`,
      clients: ['create()'],
    },
    {
      why: 'a computed name',
      code: `${AXIOS}use(axios['create']());`,
      clients: [`axios['create']()`],
    },
    {
      why: 'new Axios',
      code: `import { Axios } from 'axios';\nuse(new Axios({}));`,
      clients: ['new Axios({})'],
    },
    { why: 'new axios.Axios', code: `${AXIOS}use(new axios.Axios);`, clients: ['new axios.Axios'] },
    {
      why: 'an instance of an instance',
      code: `${AXIOS}const base = axios.create();\nuse(base.create({}));`,
      clients: ['base.create({})'],
    },
    {
      why: 'an awaited factory',
      code: `${AXIOS}async function make() { return axios.create(); }\nasync function f() { use(await make()); }`,
      clients: ['axios.create()'],
    },
    {
      why: 'a field',
      code: `${AXIOS}class A {\n  constructor() { this.client = axios.create(); }\n  f() { use(this.client); }\n}`,
      clients: ['axios.create()'],
    },
    {
      why: 'a field of a local superclass',
      code: `${AXIOS}class B { client = axios.create(); }\nclass A extends B {\n  f() { use(this.client); }\n}`,
      clients: ['axios.create()'],
    },
    {
      why: 'a lazy singleton',
      code: `${AXIOS}let client;\nfunction get() {\n  client ??= axios.create();\n  return client;\n}\nuse(get());`,
      clients: ['axios.create()'],
    },
    {
      why: 'one of two instances',
      code: `${AXIOS}use(x ? axios.create({ a }) : axios.create({ b }));`,
      clients: ['axios.create({ a })', 'axios.create({ b })'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it('know their parent', () => {
    forEachHost(`${AXIOS}const base = axios.create();\nuse(base.create({}));`, (source, host) => {
      const resolver = new ClientResolver(source, facts());
      const client = resolver.creationOf(callStarting(source, 'base.create'))!;
      expect(client.parent && shown(source, client.parent), host).toBe('axios.create()');
      expect(client.parent?.kind === 'instance' && client.parent.parent?.kind, host).toBe('axios');
    });
  });

  it.each([
    {
      why: 'a create of something else',
      code: `const factory = { create() {} };\nfactory.create();`,
      call: 'factory.create',
    },
    { why: 'a request', code: `${AXIOS}axios.get('/a');`, call: 'axios.get' },
    { why: 'a new of something else', code: `${AXIOS}new Map();`, call: 'new Map' },
    {
      why: 'Axios called without new makes none',
      code: `${AXIOS}axios.Axios({});`,
      call: 'axios.Axios',
    },
  ])('creationOf: $why', ({ code, call }) => {
    forEachHost(code, (source, host) => {
      expect(
        new ClientResolver(source, facts()).creationOf(callStarting(source, call)),
        host,
      ).toBeUndefined();
    });
  });

  it('are the same when one call made them', () => {
    forEachHost(
      `${AXIOS}const a = axios.create();\nconst b = axios.create();\nlet c = a;\nf(a, b, c, axios);`,
      (source, host) => {
        const resolver = new ClientResolver(source, facts());
        const [a, b, c, itself] = callStarting(source, 'f(').arguments.map(
          (argument) => resolver.clientsOf(argument).clients[0]!,
        );
        expect(isSameClient(a!, c!), host).toBe(true);
        expect(isSameClient(a!, b!), host).toBe(false);
        expect(isSameClient(a!, itself!), host).toBe(false);
        expect(isSameClient(itself!, itself!), host).toBe(true);
      },
    );
  });
});

describe('values that may be something else are not complete', () => {
  it.each<Case>([
    {
      why: 'a parameter with axios as its default',
      code: `${AXIOS}function f(client = axios) { use(client); }`,
      complete: false,
    },
    {
      why: 'axios or what is handed in',
      code: `${AXIOS}function f(options) { use(options.client || axios); }`,
      complete: false,
    },
    {
      why: 'axios or a function of another file',
      code: `${AXIOS}use(x ? axios : make());`,
      complete: false,
    },
    {
      why: 'a let that somebody overwrites',
      code: `${AXIOS}let client = axios;\nclient = httpClient;\nuse(client);`,
      complete: false,
    },
    {
      why: 'a field that a parameter fills, too',
      code: `${AXIOS}class A {\n  constructor(http) { this.http = axios; if (http) this.http = http; }\n  f() { use(this.http); }\n}`,
      complete: false,
    },
    {
      why: 'an instance or axios',
      code: `${AXIOS}use(x ? axios : axios.create());`,
      clients: ['axios', 'axios.create()'],
      complete: true,
    },
    { why: 'nothing but something else', code: `use(make());`, clients: [], complete: false },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a destructured parameter with axios as its default',
      code: `${AXIOS}function f({ client = axios } = {}) { use(client); }`,
      complete: false,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a lazy singleton by ||',
      code: `${AXIOS}let client;\nfunction get() {\n  client = client || axios.create();\n  return client;\n}\nuse(get());`,
      clients: ['axios.create()'],
      complete: true,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('wrappers', () => {
  it.each<Case>([
    {
      why: 'axios-retry changes in place',
      code: `${AXIOS}const axiosRetry = require('axios-retry');\naxiosRetry(axios, { retries: 3 });\nuse(axios);`,
    },
    {
      why: 'axios-rate-limit',
      code: `${AXIOS}const rateLimit = require('axios-rate-limit');\nuse(rateLimit(axios.create(), { maxRPS: 1 }));`,
      clients: ['axios.create()'],
    },
    {
      why: 'a named export',
      code: `${AXIOS}import { wrapper } from 'axios-cookiejar-support';\nuse(wrapper(axios.create()));`,
      clients: ['axios.create()'],
    },
    {
      why: 'a default of compiled code',
      code: `${AXIOS}const rate_1 = __importDefault(require('axios-rate-limit'));\nuse(rate_1.default(axios));`,
    },
    {
      why: 'axios-cache-interceptor',
      code: `${AXIOS}const { setupCache } = require('axios-cache-interceptor');\nconst client = setupCache(axios.create());\nuse(client);`,
      clients: ['axios.create()'],
    },
    {
      why: 'a wrapper in a wrapper',
      code: `${AXIOS}const rateLimit = require('axios-rate-limit');\nconst { setupCache } = require('axios-cache-interceptor');\nuse(setupCache(rateLimit(axios)));`,
    },
    {
      why: 'a variable wrapped in place',
      code: `${AXIOS}const rateLimit = require('axios-rate-limit');\nlet client = axios.create();\nclient = rateLimit(client);\nuse(client);`,
      clients: ['axios.create()'],
    },
    {
      why: 'a field wrapped in place',
      code: `${AXIOS}const rateLimit = require('axios-rate-limit');\nclass A {\n  constructor() {\n    this.client = axios.create();\n    this.client = rateLimit(this.client);\n  }\n  f() { use(this.client); }\n}`,
      clients: ['axios.create()'],
    },
    {
      why: 'a wrapper of something else',
      code: `const rateLimit = require('axios-rate-limit');\nuse(rateLimit(got));`,
      clients: [],
    },
    {
      why: 'an unknown wrapper may return anything',
      code: `${AXIOS}const wrap = require('./wrap');\nuse(wrap(axios));`,
      clients: [],
    },
    {
      why: 'a local function of a wrapper’s name',
      code: `${AXIOS}function rateLimit(client) { return other; }\nuse(rateLimit(axios));`,
      clients: [],
    },
    {
      why: 'spread arguments',
      code: `const rateLimit = require('axios-rate-limit');\nuse(rateLimit(...list));`,
      clients: [],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case & { world: Partial<ProjectFacts> }>([
    {
      why: 'a wrapper that the settings name',
      code: `${AXIOS}import { wrap } from './wrap.js';\nuse(wrap(axios));`,
      world: { wrapperModules: ['./wrap.js'] },
    },
    {
      why: 'a module that the settings name',
      code: `import http from '@corp/http';\nuse(http);`,
      clients: ['@corp/http'],
      world: { clientModules: ['@corp/http'] },
    },
    {
      why: 'a named export of such a module',
      code: `import { api } from '@corp/http';\nuse(api);`,
      clients: ['@corp/http.api'],
      world: { clientModules: ['@corp/http'] },
    },
    {
      why: 'an instance of such a module',
      code: `import http from '@corp/http';\nuse(http.create({}));`,
      clients: ['http.create({})'],
      world: { clientModules: ['@corp/http'] },
    },
    {
      why: 'a module that the settings do not name',
      code: `import http from '@corp/http2';\nuse(http);`,
      clients: [],
      world: { clientModules: ['@corp/http'] },
    },
  ])('settings: $why', ({ world, ...testCase }) => {
    holds(testCase, world);
  });

  it('two exports of one module of the settings are two clients', () => {
    forEachHost(`import { a, b } from '@corp/http';\nf(a, b);`, (source, host) => {
      const resolver = new ClientResolver(source, facts({ clientModules: ['@corp/http'] }));
      const [a, b] = callStarting(source, 'f(').arguments.map(
        (argument) => resolver.clientsOf(argument).clients[0]!,
      );
      expect(isSameClient(a!, b!), host).toBe(false);
    });
  });
});

describe('parameters and fields typed as a client', () => {
  it.each<Case>([
    {
      why: 'a parameter',
      code: `import type { AxiosInstance } from 'axios';\nconst f = (client: AxiosInstance) => use(client);`,
      clients: ['opaque'],
    },
    {
      why: 'an inline type import',
      code: `import axios, { type AxiosStatic } from 'axios';\nconst f = (client: AxiosStatic) => use(client);`,
      clients: ['opaque'],
    },
    {
      why: 'a qualified name',
      code: `import axios from 'axios';\nconst f = (client: axios.AxiosInstance) => use(client);`,
      clients: ['opaque'],
    },
    {
      why: 'a parameter property',
      code: `import { AxiosInstance } from 'axios';\nclass A {\n  constructor(private readonly client: AxiosInstance) {}\n  f() { use(this.client); }\n}`,
      clients: ['opaque'],
    },
    {
      why: 'a parameter that is stored',
      code: `import { AxiosInstance } from 'axios';\nclass A {\n  client: AxiosInstance;\n  constructor(client: AxiosInstance) { this.client = client; }\n  f() { use(this.client); }\n}`,
      clients: ['opaque'],
    },
    {
      why: 'a renamed type import',
      code: `import type { AxiosInstance as Http } from 'axios';\nconst f = (client: Http) => use(client);`,
      clients: ['opaque'],
    },
    {
      why: 'a type of that name from elsewhere',
      code: `import type { AxiosInstance } from './types';\nconst f = (client: AxiosInstance) => use(client);`,
      clients: [],
    },
    {
      why: 'a type of that name of the file',
      code: `import axios from 'axios';\ninterface AxiosInstance { get(): void }\nconst f = (client: AxiosInstance) => use(client);`,
      clients: [],
    },
    {
      why: 'a response',
      code: `import type { AxiosResponse } from 'axios';\nconst f = (response: AxiosResponse) => use(response);`,
      clients: [],
    },
    {
      why: 'a default that a type stands before',
      code: `import axios, { AxiosInstance } from 'axios';\nconst f = (client: AxiosInstance = axios) => use(client);`,
      clients: ['axios', 'opaque'],
    },
  ])('$why', (testCase) => {
    holds(testCase, {}, 'ts');
  });
});

describe('methodOf', () => {
  it.each([
    { why: 'a method', code: `${AXIOS}use(axios.get);`, method: 'get' },
    { why: 'a quoted method', code: `${AXIOS}use(axios['post']);`, method: 'post' },
    { why: 'a computed constant', code: `${AXIOS}const M = 'put';\nuse(axios[M]);`, method: 'put' },
    { why: 'a computed method', code: `${AXIOS}use(axios[method]);`, method: 'computed' },
    { why: 'the client itself', code: `${AXIOS}use(axios);`, method: 'call' },
    {
      why: 'a method of an instance',
      code: `${AXIOS}const client = axios.create();\nuse(client.request);`,
      method: 'request',
    },
    {
      why: 'a method of the default',
      code: `const axios_1 = require('axios');\nuse(axios_1.default.get);`,
      method: 'get',
    },
    {
      why: 'a destructured method',
      code: `${AXIOS}const { get } = axios;\nuse(get);`,
      method: 'get',
    },
    {
      why: 'a destructured method of another name',
      code: `${AXIOS}const { get: fetchIt } = axios;\nuse(fetchIt);`,
      method: 'get',
    },
    {
      why: 'a destructured require',
      code: `const { post } = require('axios');\nuse(post);`,
      method: 'post',
    },
    { why: 'a named import', code: `import { post } from 'axios';\nuse(post);`, method: 'post' },
    {
      why: 'a method kept in a variable',
      code: `${AXIOS}const load = axios.get;\nuse(load);`,
      method: 'get',
    },
    {
      why: 'a destructured method of an instance',
      code: `${AXIOS}const { patch } = axios.create();\nuse(patch);`,
      method: 'patch',
    },
    { why: 'an optional method', code: `${AXIOS}use(axios?.get);`, method: 'get' },
    { why: 'what sends nothing', code: `${AXIOS}use(axios.isAxiosError);`, method: undefined },
    { why: 'create', code: `${AXIOS}use(axios.create);`, method: undefined },
    {
      why: 'one of two methods is not one method',
      code: `${AXIOS}const send = x ? axios.get : axios.post;\nuse(send);`,
      method: undefined,
    },
    { why: 'a Map', code: `const map = new Map();\nuse(map.get);`, method: undefined },
  ])('$why', ({ code, method }) => {
    forEachHost(code, (source, host) => {
      const found = new ClientResolver(source, facts()).methodOf(subjectOf(source));
      expect(found?.method, host).toBe(method);
      if (found) expect(found.receiver.complete, host).toBe(true);
    });
  });
});

describe('takenOver', () => {
  it.each([
    {
      why: 'a mocked instance',
      code: `${AXIOS}const MockAdapter = require('axios-mock-adapter');\nconst client = axios.create();\nconst mock = new MockAdapter(client);\nuse(client);`,
      reason: 'axios-mock-adapter',
    },
    {
      why: 'mocked axios',
      code: `import axios from 'axios';\nimport MockAdapter from 'axios-mock-adapter';\nnew MockAdapter(axios);\nuse(axios);`,
      reason: 'axios-mock-adapter',
    },
    {
      why: 'a cookie jar',
      code: `${AXIOS}const { wrapper } = require('axios-cookiejar-support');\nconst client = wrapper(axios.create({ jar }));\nuse(client);`,
      reason: 'axios-cookiejar-support',
    },
    {
      why: 'a cookie jar given in place',
      code: `${AXIOS}const { wrapper } = require('axios-cookiejar-support');\nconst client = axios.create();\nwrapper(client);\nuse(client);`,
      reason: 'axios-cookiejar-support',
    },
    {
      why: 'another instance',
      code: `${AXIOS}const MockAdapter = require('axios-mock-adapter');\nnew MockAdapter(axios.create({ a }));\nuse(axios.create({ b }));`,
      reason: undefined,
    },
    {
      why: 'a mock of axios leaves an instance alone',
      code: `${AXIOS}const MockAdapter = require('axios-mock-adapter');\nnew MockAdapter(axios);\nconst client = axios.create();\nuse(client);`,
      reason: undefined,
    },
    {
      why: 'axios-retry keeps the transport',
      code: `${AXIOS}const retry = require('axios-retry');\nretry(axios);\nuse(axios);`,
      reason: undefined,
    },
    {
      why: 'a local class of that name',
      code: `${AXIOS}class MockAdapter {}\nnew MockAdapter(axios);\nuse(axios);`,
      reason: undefined,
    },
  ])('$why', ({ code, reason }) => {
    forEachHost(code, (source, host) => {
      const resolver = new ClientResolver(source, facts());
      const [client] = resolver.clientsOf(subjectOf(source)).clients;
      if (reason === undefined) expect(resolver.takenOver(client!), host).toBeUndefined();
      else expect(resolver.takenOver(client!), host).toContain(reason);
    });
  });
});

describe('axiosNameAt', () => {
  it.each([
    { why: 'the import', code: `import axios from 'axios';\nuse(1);`, name: 'axios' },
    { why: 'another name', code: `import http from 'axios';\nuse(1);`, name: 'http' },
    { why: 'a require', code: `${AXIOS}use(1);`, name: 'axios' },
    {
      why: 'an import inside a function',
      code: `function f() {\n  const a = require('axios');\n  use(1);\n}`,
      name: 'a',
    },
    {
      why: 'not one of another function',
      code: `function f() { const a = require('axios'); }\nuse(1);`,
      name: undefined,
    },
    {
      why: 'not one that comes later',
      code: `use(1);\nconst axios = require('axios');`,
      name: undefined,
    },
    {
      why: 'not one that a parameter hides',
      code: `${AXIOS}function f(axios) { use(1); }`,
      name: undefined,
    },
    {
      why: 'not one that an inner variable hides',
      code: `${AXIOS}function f() {\n  const axios = {};\n  use(1);\n}`,
      name: undefined,
    },
    {
      why: 'not one that an inner variable hides from below',
      code: `${AXIOS}function f() {\n  use(1);\n  var axios = {};\n}`,
      name: undefined,
    },
    {
      why: 'the outer of two names, where the inner is something else',
      code: `${AXIOS}const http = axios;\nfunction f(axios) { use(1); }`,
      name: 'http',
    },
    {
      why: 'not an instance',
      code: `const client = require('axios').create();\nuse(1);`,
      name: undefined,
    },
    {
      why: 'not what may be something else',
      code: `let a = require('axios');\na = other;\nuse(1);`,
      name: undefined,
    },
    {
      why: 'not what only holds a method',
      code: `const { get } = require('axios');\nuse(1);`,
      name: undefined,
    },
  ])('$why', ({ code, name }) => {
    forEachHost(code, (source, host) => {
      expect(new ClientResolver(source, facts()).axiosNameAt(subjectOf(source)), host).toBe(name);
    });
  });
});

describe('axiosNameAt and hoisting', () => {
  it('an import that stands below', () => {
    forEachHost(`use(1);\nimport axios from 'axios';`, (source, host) => {
      expect(new ClientResolver(source, facts()).axiosNameAt(subjectOf(source)), host).toBe(
        'axios',
      );
    });
  });
});

describe('mayHoldClients', () => {
  it.each([
    { why: 'a file that says axios', text: `require('axios')`, world: {}, expected: true },
    { why: 'a file that does not', text: `require('got')`, world: {}, expected: false },
    {
      why: 'a file with a module of the settings',
      text: `require('@corp/http')`,
      world: { clientModules: ['@corp/http'] },
      expected: true,
    },
  ])('$why', ({ text, world, expected }) => {
    expect(mayHoldClients(text, facts(world))).toBe(expected);
  });
});

it('a resolver has no memory that an order of questions shows', () => {
  const code = `${AXIOS}const rateLimit = require('axios-rate-limit');\nlet client = axios.create();\nclient = rateLimit(client);\nclient = rateLimit(client);\nclient.get('/a');\nclient.get('/b');`;
  forEachHost(code, (source, host) => {
    const calls = nodesOf(source, AST_NODE_TYPES.CallExpression);
    const answers = (order: typeof calls) => {
      const resolver = new ClientResolver(source, facts());
      return new Map(
        order.map((call) => [
          call,
          summary(
            source,
            resolver.clientsOf(
              call.callee.type === AST_NODE_TYPES.MemberExpression ? call.callee.object : call,
            ),
          ),
        ]),
      );
    };
    const [forwards, backwards] = [answers(calls), answers(calls.toReversed())];
    for (const call of calls) expect(forwards.get(call), host).toEqual(backwards.get(call));
  });
});
