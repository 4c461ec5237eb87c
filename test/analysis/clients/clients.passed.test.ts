/**
 * Clients that a function is given, that a type tells of, or that another file makes.
 */
import { describe, expect, it } from 'vitest';
import { isSameClient, type Client } from '../../../analysis/clients/client-identity.ts';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import type { ProjectFacts } from '../../../analysis/finders/project-queries.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { callStarting, facts, forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

function shown(source: SourceCode, client: Client): string {
  if (client.kind === 'axios') return client.module;
  if (client.kind === 'imported') return `${client.create.file}:${client.create.line}`;
  return client.kind === 'opaque' ? 'opaque' : source.getText(client.create);
}

function holds(
  code: string,
  clients: readonly string[],
  world: Partial<ProjectFacts> = {},
  language: Language = 'js',
): void {
  forEachHost(
    code,
    (source, host) => {
      expect(
        new ClientResolver(source, facts(world))
          .clientsOf(subjectOf(source))
          .clients.map((client) => shown(source, client)),
        host,
      ).toEqual(clients);
    },
    language,
  );
}

describe('a client that a function is given', () => {
  it.each<[why: string, code: string, ...clients: string[]]>([
    ['by its only call', `function load(client) { use(client); }\nload(axios);`, 'axios'],
    [
      'by one of two calls',
      `function load(client) { use(client); }\nload(axios);\nload(5);`,
      'axios',
    ],
    [
      'by a call that spreads its arguments, nobody knows',
      `function load(client) { use(client); }\nload(...given);`,
    ],
    ['in a pattern, nobody knows', `function load({ client }) { use(client); }\nload(axios);`],
    [
      'the function hands it to itself',
      `function load(client, depth) {\n  use(client);\n  load(client, depth - 1);\n}\nload(axios, 5);`,
      'axios',
    ],
    [
      'two functions hand it to each other',
      `function a(first) { b(first); use(first); }\nfunction b(second) { a(second); }\nb(axios);`,
      'axios',
    ],
    [
      'only the function itself calls it',
      `function load(client) {\n  use(client);\n  load(client);\n}`,
    ],
    [
      'in key of a default',
      `function load(client = other) { use(client); }\nload(axios);`,
      'axios',
    ],
    ['by another parameter', `function load(url, client) { use(url); }\nload('/', axios);`],
  ])('%s', (_, code, ...clients) => {
    holds(AXIOS + code, clients);
  });

  it('as a field of the class that it makes', () => {
    holds(
      `${AXIOS}class Api {\n  constructor(private client: Client) { use(client); }\n}\nnew Api(axios);`,
      ['axios'],
      {},
      'ts',
    );
  });

  it('is one, whether this file gives it or another', () => {
    const code = `${AXIOS}exports.load = load;\nfunction load(client) { use(client); }\nload(axios);`;
    holds(code, ['axios'], {
      clientArguments: () => ({ clients: [{ kind: 'axios', module: 'axios' }], complete: true }),
    });
    holds(code, ['axios', 'opaque'], {
      clientArguments: () => ({
        clients: [{ kind: 'axios', module: 'axios' }, { kind: 'opaque' }],
        complete: true,
      }),
    });
  });

  it('is not asked for elsewhere where its name says that it is a callback', () => {
    holds(`exports.load = (next) => use(next);`, [], {
      clientArguments: () => {
        throw new Error('asked');
      },
    });
  });
});

describe('a client by its type', () => {
  it.each([
    { why: 'axios itself', type: 'static', clients: ['axios'] },
    { why: 'an instance that nobody sees made', type: 'instance', clients: ['opaque'] },
    { why: 'none', type: undefined, clients: [] },
  ] as const)('$why', ({ type, clients }) => {
    holds(`use(api.client);`, clients, { clientType: () => type });
  });

  it('is not asked for where the code itself tells', () => {
    holds(`${AXIOS}use(axios);`, ['axios'], { clientType: () => 'instance' });
  });

  it('is not asked for of a literal', () => {
    holds(`use('axios');`, [], { clientType: () => 'instance' });
  });
});

describe('a client of a module that the settings name', () => {
  it.each<[code: string, ...clients: string[]]>([
    [`use(require('@acme/http'));`, '@acme/http'],
    [`const { client } = require('@acme/http');\nuse(client);`, '@acme/http.client'],
    [`const { get } = require('@acme/http');\nuse(get);`],
    [`use(require('@acme/http').clients.main);`],
    [`use(require('@acme/log'));`],
  ])('%s', (code, ...clients) => {
    holds(code, clients, { clientModules: ['@acme/http'] });
  });

  it('axios by the name that it exports itself under, and nothing else of it', () => {
    holds(`const { axios } = require('axios');\nuse(axios);`, ['axios']);
    holds(`const { isAxiosError } = require('axios');\nuse(isAxiosError);`, []);
  });
});

describe('the method that a callee names', () => {
  it.each<[callee: string, method: string | undefined]>([
    ['axios.get', 'get'],
    ['axios[verb]', 'computed'],
    ['axios', 'call'],
    ['table[verb]', undefined],
    ['table.get', undefined],
    ['axios.isCancel', undefined],
    ['(x ? axios.get : axios.post)', undefined],
    ['(x ? axios.get : log)', undefined],
  ])('%s', (callee, method) => {
    forEachHost(`${AXIOS}${callee}(url);`, (source, host) => {
      expect(
        new ClientResolver(source, facts()).methodOf(callStarting(source, callee).callee)?.method,
        host,
      ).toBe(method);
    });
  });
});

describe('whose defaults an expression names', () => {
  it.each<[code: string, ...owners: string[]]>([
    [`use(axios.defaults);`, 'axios'],
    [`const client = axios.create();\nuse(client.defaults);`, 'axios.create()'],
    [`const client = axios.create();\nconst held = client.defaults;\nuse(held);`, 'axios.create()'],
    [`const client = axios.create();\nuse(client.interceptors);`],
    [`use(axios.interceptors);`],
    [`use(other.defaults);`],
    [`use({});`],
  ])('%s', (code, ...owners) => {
    forEachHost(AXIOS + code, (source, host) => {
      expect(
        new ClientResolver(source, facts())
          .defaultsOwners(subjectOf(source))
          .map((client) => shown(source, client)),
        host,
      ).toEqual(owners);
    });
  });
});

describe('one client', () => {
  const made = (file: string, key: string): Client => ({
    kind: 'imported',
    create: { file, key, line: 1, column: 0 },
  });
  const named = (module: string): Client => ({ kind: 'axios', module });

  it.each<[why: string, a: Client, b: Client, isSame: boolean]>([
    ['made at one key of one file', made('/a.js', '10'), made('/a.js', '10'), true],
    ['made at two keys of a file', made('/a.js', '10'), made('/a.js', '20'), false],
    ['made at the same key of two files', made('/a.js', '10'), made('/b.js', '10'), false],
    ['another file’s and axios itself', made('/a.js', '10'), named('axios'), false],
    ['axios and a drop-in', named('axios'), named('./http'), false],
    ['axios and axios', named('axios'), named('axios'), true],
    ['two of a type', { kind: 'opaque' }, { kind: 'opaque' }, true],
  ])('%s', (_, a, b, isSame) => {
    expect([isSameClient(a, b), isSameClient(b, a)]).toEqual([isSame, isSame]);
  });
});
