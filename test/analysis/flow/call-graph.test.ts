import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { argumentsFor, callersOf } from '../../../analysis/flow/call-graph.ts';
import type { FunctionNode, Node, SourceCode } from '../../../analysis/source/source-code.ts';
import { isFunction } from '../../../analysis/syntax/nodes.ts';
import { ancestorsOf, nodesOf } from '../../../analysis/syntax/traversal.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';

interface Case {
  readonly why: string;
  /** The function is the one around `here()`. */
  readonly code: string;
  readonly calls?: readonly string[];
  readonly values?: readonly string[];
  readonly isExported?: boolean;
  readonly name?: string;
}

function functionOf(source: SourceCode): FunctionNode {
  const fn = [...ancestorsOf(callStarting(source, 'here'))].find((node) => isFunction(node));
  if (!fn || !isFunction(fn)) throw new Error('The case has no function around here()');
  return fn;
}

function holds({ code, calls = [], values = [], isExported = false, name }: Case): void {
  forEachHost(code, (source, host) => {
    const found = callersOf(source, functionOf(source));
    const texts = (nodes: readonly Node[]) => nodes.map((node) => source.getText(node));
    expect(
      {
        calls: texts(found.calls),
        values: texts(found.values),
        isExported: found.isExported,
        name: found.name,
      },
      host,
    ).toEqual({ calls, values, isExported, name });
  });
}

describe('who runs a function with a name', () => {
  it.each<Case>([
    { why: 'a declaration', code: `function f() { here(); }\nf(1);`, calls: ['f(1)'], name: 'f' },
    {
      why: 'a const',
      code: `const f = () => here();\nf(1);\nrun(f);`,
      calls: ['f(1)'],
      values: ['f'],
      name: 'f',
    },
    {
      why: 'assigned to a variable later',
      code: `let f;\nf = function () { here(); };\nf(1);`,
      calls: ['f(1)'],
      name: 'f',
    },
    {
      why: 'exported where it is declared',
      code: `export function f() { here(); }`,
      isExported: true,
      name: 'f',
    },
    {
      why: 'exported by a specifier',
      code: `const f = () => here();\nexport { f };`,
      isExported: true,
      name: 'f',
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('who runs a function that a property holds', () => {
  it.each<Case>([
    {
      why: 'a property of an object of the file',
      code: `const store = {};\nstore.add = function () { here(); };\nstore.add(1);`,
      calls: ['store.add(1)'],
      values: ['function () { here(); }'],
      name: 'add',
    },
    {
      why: 'a property whose name is computed',
      code: `handlers[name] = () => here();\nhandlers.add(1);`,
      values: ['() => here()'],
    },
    {
      why: 'a method of a prototype, by this',
      code: `function Pool() {}\nPool.prototype.take = function () { here(); };\nPool.prototype.get = function () { return this.take(1); };\nmodule.exports = Pool;`,
      calls: ['this.take(1)'],
      isExported: true,
      name: 'take',
    },
    {
      why: 'a method of a prototype of which the file keeps the one instance',
      code: `function Pool() {}\nPool.prototype.take = function () { here(); };\nconst pool = new Pool();\npool.take(1);`,
      calls: ['pool.take(1)'],
      name: 'take',
    },
    {
      why: 'a method of a prototype of which an instance is exported',
      code: `function Pool() {}\nPool.prototype.take = function () { here(); };\nconst pool = new Pool();\npool.take(1);\nexports.pool = pool;`,
      calls: ['pool.take(1)'],
      isExported: true,
      name: 'take',
    },
    {
      why: 'a method of a prototype of which an instance is handed on',
      code: `function Pool() {}\nPool.prototype.take = function () { here(); };\nregister(new Pool());`,
      isExported: true,
      name: 'take',
    },
    {
      why: 'a property of this is of no other object',
      code: `const store = {};\nstore.take = function () { here(); };\nfunction f() { this.take(1); }`,
      values: ['function () { here(); }'],
      name: 'take',
    },
    {
      why: 'exports.f',
      code: `exports.f = () => here();\nexports.f(1);`,
      calls: ['exports.f(1)'],
      isExported: true,
      name: 'f',
    },
    {
      why: 'matched against a pattern, it is a value',
      code: `let length;\n({ length } = () => here());`,
      values: ['() => here()'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('who runs a function of an object', () => {
  it.each<Case>([
    {
      why: 'by the name of the object',
      code: `const store = { add: () => here() };\nstore.add(1);\nother.add(2);`,
      calls: ['store.add(1)'],
      values: ['{ add: () => here() }'],
      name: 'add',
    },
    {
      why: 'by this, in another function of the object',
      code: `const store = { add() { here(); }, run() { this.add(1); } };`,
      calls: ['this.add(1)'],
      values: ['{ add() { here(); }, run() { this.add(1); } }'],
      name: 'add',
    },
    {
      why: 'by this, of another object',
      code: `const store = { add() { here(); } };\nconst other = { run() { this.add(1); } };`,
      values: ['{ add() { here(); } }'],
      name: 'add',
    },
    {
      why: 'under a name that is computed',
      code: `const store = { [name]: () => here() };\nstore.add(1);`,
      values: ['{ [name]: () => here() }'],
    },
    {
      why: 'of the exports',
      code: `module.exports = { add: () => here() };`,
      values: ['{ add: () => here() }'],
      isExported: true,
      name: 'add',
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('who runs a method', () => {
  it.each<Case>([
    {
      why: 'by an instance that the file makes',
      code: `class A { add() { here(); } }\nnew A().add(1);\nother.add(2);`,
      calls: ['new A().add(1)'],
      name: 'add',
    },
    {
      why: 'by this',
      code: `class A { add() { here(); }\nrun() { this.add(1); } }`,
      calls: ['this.add(1)'],
      name: 'add',
    },
    {
      why: 'by this of another class',
      code: `class A { add() { here(); } }\nclass B { run() { this.add(1); } }`,
      name: 'add',
    },
    {
      why: 'under a name that is computed',
      code: `class A { [name]() { here(); } }\nnew A().add(1);`,
    },
    {
      why: 'under a computed name of an exported class',
      code: `exports.A = class { [name]() { here(); } };`,
      isExported: true,
    },
    {
      why: 'a private one, of an exported class',
      code: `exports.A = class { #add() { here(); }\nrun() { this.#add(1); } };`,
      calls: ['this.#add(1)'],
      name: '#add',
    },
    {
      why: 'a constructor',
      code: `class A { constructor() { here(); } }\nnew A(1);`,
      calls: ['new A(1)'],
      name: 'A',
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

it('a parameter that is given to itself', () => {
  const code =
    'function f(options) {\n  options = options || {};\n  return use(options);\n}\nf(given);';
  forEachHost(code, (source, host) => {
    const [parameter] = nodesOf(source, AST_NODE_TYPES.FunctionDeclaration)[0]!.params;
    const given = argumentsFor(source, parameter as TSESTree.Identifier);
    expect(
      given.map((node) => source.getText(node)),
      host,
    ).toEqual(['given']);
  });
});
