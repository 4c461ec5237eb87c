import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { ClientResolver } from '../../../analysis/clients/clients.ts';
import {
  creationFrequency,
  escapeOfMade,
  worstOf,
} from '../../../analysis/lifetime/creation-frequency.ts';
import type { CreationFrequency } from '../../../analysis/lifetime/lifetime-queries.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { callStarting, facts, forEachHost } from '../../harness/hosts.ts';

/** How often `make()` runs, as every host sees it. */
function frequencyOf(code: string, elsewhere?: CreationFrequency): string[] {
  const found = new Set<string>();
  forEachHost(code, (source) => {
    const project = facts({ callsElsewhere: () => elsewhere });
    const { kind, by } = creationFrequency(
      { source, project, resolver: new ClientResolver(source, project) },
      callStarting(source, 'make()'),
    );
    found.add(`${kind}: ${by}`);
  });
  return [...found];
}

const EXPORTED = `const send = (agent) => request({ agent });\n`;

describe('how often a thing is made', () => {
  it.each([
    ['const agent = make();', 'once: the loading of the module'],
    ['function f() { return make(); }\nconst agent = f();', 'once: the loading of the module'],
    ['function f() { send(make()); }', 'once: nobody: `f` is never called'],
    [
      'let a;\nexports.f = () => (a ??= make());',
      'once: a function that looks whether it is there',
    ],
    ['exports.f = () => { send(make()); };', 'often: the exported function `f`'],
    ['app.get("/", () => { send(make()); });', "often: the handler of `app.get('/')`"],
    ['setInterval(() => send(make()), 5);', 'often: the timer `setInterval`'],
    [
      'exports.f = () => { const a = make(); return send(a); };',
      'often: the exported function `f`',
    ],
    [
      'exports.f = () => { const a = make(); return a; };',
      'unknown: the code that calls this function',
    ],
    ['exports.f = () => ({ a: make() });', 'unknown: the code that calls this function'],
    [
      'const f = () => make();\napp.get("/", () => { send(f()); });',
      "often: the handler of `app.get('/')`",
    ],
    [
      'const f = () => make();\nconst g = () => ({ a: f() });\napp.get("/", () => { send(g()); });',
      "often: the handler of `app.get('/')`",
    ],
    [
      'const f = (config) => { config.agent = make(); return config; };\napp.get("/", () => { send(f({})); });',
      "often: the handler of `app.get('/')`",
    ],
    [
      'let a;\nexports.f = () => { a = make(); };',
      'unknown: a function that keeps it, and may run but once',
    ],
    [
      'exports.f = () => { pool.push(make()); };',
      'unknown: a function that keeps it, and may run but once',
    ],
    [
      'class A { constructor() { this.a = make(); } }\nexports.A = A;',
      'unknown: whoever makes an instance',
    ],
    [
      'class A { constructor() { this.a = make(); } }\nmodule.exports = new A();',
      'once: the loading of the module',
    ],
    [
      'class A { constructor() { this.a = make(); } }\napp.get("/", () => { new A().send(); });',
      "often: the handler of `app.get('/')`",
    ],
    [
      'class A { a = make(); }\nclass B extends A {}\napp.get("/", () => { new B().send(); });',
      "often: the handler of `app.get('/')`",
    ],
    [
      'class A { a = make(); child = new A(); }\napp.get("/", () => { new A().send(); });',
      "often: the handler of `app.get('/')`",
    ],
    [
      'function f() { return g() ?? make(); }\nfunction g() { return f(); }\nexports.f = f;',
      'unknown: functions that call each other',
    ],
    [`${EXPORTED}exports.f = () => send(make());`, 'often: the exported function `f`'],
    [
      'let kept;\nconst send = (agent) => { kept = agent; };\nexports.f = () => send(make());',
      'unknown: a function that keeps it, and may run but once',
    ],
  ])('%s', (code, expected) => {
    expect(frequencyOf(code)).toEqual([expected]);
  });

  it('other files tell what this one does not', () => {
    const [often, once]: CreationFrequency[] = [
      { kind: 'often', by: 'a handler of another file' },
      { kind: 'once', by: 'another file' },
    ];
    expect(frequencyOf('exports.f = () => make();', often)).toEqual([
      'often: a handler of another file',
    ]);
    expect(frequencyOf('exports.f = () => make();', once)).toEqual(['once: another file']);
    expect(
      frequencyOf('class A { constructor() { this.a = make(); } }\nexports.A = A;', often),
    ).toEqual(['often: a handler of another file']);
  });

  it('the worst counts', () => {
    const [often, unknown, once] = (['often', 'unknown', 'once'] as const).map(
      (kind): CreationFrequency => ({ kind, by: kind }),
    );
    expect([worstOf([once!, unknown!, often!]), worstOf([once!, unknown!]), worstOf([])]).toEqual([
      often,
      unknown,
      undefined,
    ]);
  });
});

describe('what becomes of a thing', () => {
  it.each([
    [
      'function f() { const a = make(); axios.get(url, { httpAgent: a }); a.destroy(); }',
      { returned: false, stored: false, members: ['a.destroy'] },
    ],
    [
      'function f() { return axios.get(url, { httpAgent: make() }); }',
      { returned: false, stored: false, members: [] },
    ],
    [
      'function f() { return axios.create({ httpAgent: make() }); }',
      { returned: true, stored: false, members: [] },
    ],
    [
      'function f() { const agents = { a: make() }; return agents; }',
      { returned: true, stored: false, members: [] },
    ],
    [
      'function f() { const agents = { a: make() }; return agents.a; }',
      { returned: true, stored: false, members: [] },
    ],
    ['function f() { this.a = make(); }', { returned: false, stored: true, members: [] }],
    [
      'function f() { const a = make(); return { get: () => axios.get(url, { httpAgent: a }) }; }',
      { returned: false, stored: true, members: [] },
    ],
    [
      'function f() { const a = make(); return retry(() => axios.get(url, { httpAgent: a })); }',
      { returned: false, stored: false, members: [] },
    ],
    ['function f() { const { a } = make(); }', { returned: false, stored: true, members: [] }],
    ['function* f() { yield make(); }', { returned: true, stored: false, members: [] }],
    [
      'function f(a = make()) { return axios.get(url, { httpAgent: a }); }',
      { returned: false, stored: false, members: [] },
    ],
  ])('%s', (code, expected) => {
    forEachHost(`const axios = require('axios');\n${code}`, (source, host) => {
      const project = facts();
      const { returned, stored, members } = escapeOfMade(
        { source, project, resolver: new ClientResolver(source, project) },
        callStarting(source, 'make()'),
      );
      expect(
        { returned, stored, members: members.map((member) => source.getText(member)) },
        host,
      ).toEqual(expected);
      expect(nodesOf(source, AST_NODE_TYPES.CallExpression).length).toBeGreaterThan(0);
    });
  });
});
