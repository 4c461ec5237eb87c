/**
 * What is told of a function without the graph of all calls is what the graph tells, wherever something is told.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { callGraph } from '../../../analysis/flow/build-call-graph.ts';
import { argumentsFor, callersOf } from '../../../analysis/flow/call-graph.ts';
import { plainCallersOf, plainInstancesOf } from '../../../analysis/flow/plain-callers.ts';
import type {
  ClassNode,
  FunctionNode,
  Node,
  SourceCode,
} from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';
import { CONSTRUCTS } from './constructs.ts';

function functionsOf(source: SourceCode): readonly FunctionNode[] {
  return [
    ...nodesOf(source, AST_NODE_TYPES.FunctionDeclaration),
    ...nodesOf(source, AST_NODE_TYPES.FunctionExpression),
    ...nodesOf(source, AST_NODE_TYPES.ArrowFunctionExpression),
  ];
}

function classesOf(source: SourceCode): readonly ClassNode[] {
  return [
    ...nodesOf(source, AST_NODE_TYPES.ClassDeclaration),
    ...nodesOf(source, AST_NODE_TYPES.ClassExpression),
  ];
}

/** Where nodes stand and what they are, in the order of the text. */
function placesOf(nodes: readonly Node[]): string[] {
  return nodes.map(({ type, range }) => `${type} ${range.join('-')}`).toSorted();
}

/** @returns of how many functions and classes something is told without the graph */
function compare(source: SourceCode, host: string): number {
  const graph = callGraph(source);
  let told = 0;
  for (const fn of functionsOf(source)) {
    const plain = plainCallersOf(source, fn);
    const isConstructor =
      fn.parent.type === AST_NODE_TYPES.MethodDefinition && fn.parent.kind === 'constructor';
    if (!plain || isConstructor) continue;
    told++;
    const place = `${host}: ${source.getText(fn)}`;
    expect(placesOf(plain.calls), place).toEqual(placesOf(graph.callsOf(fn)));
    expect(placesOf(plain.expressions), place).toEqual(placesOf(graph.expressionsOf(fn)));
  }
  for (const owner of classesOf(source)) {
    const plain = plainInstancesOf(source, owner);
    if (!plain) continue;
    told++;
    const place = `${host}: ${source.getText(owner)}`;
    expect(placesOf(plain), place).toEqual(placesOf(graph.instancesOf(owner)));
  }
  return told;
}

describe('what is told without the graph is what the graph tells', () => {
  it.each(CONSTRUCTS)('$construct', ({ code, language = 'js' }) => {
    forEachHost(code, compare, language);
  });

  it.each([
    { why: 'a function by its name', code: `function f() {} f();`, told: 1 },
    { why: 'a function that nobody calls', code: `export function f() {}`, told: 1 },
    { why: 'a function that is exported', code: `exports.f = () => 1; exports.f();`, told: 1 },
    {
      why: 'a function by its name, where another one has a this of its calls',
      code: `function f() {} f(); function A() { this.m = 1; }`,
      told: 2,
    },
    {
      why: 'a constructor function by its name',
      code: `function A() { this.m = 1; } new A();`,
      told: 1,
    },
    { why: 'a method', code: `class A { m() {} } new A().m();`, told: 2 },
    {
      why: 'a static method that is inherited',
      code: `class A { static m() {} } class B extends A {} B.m();`,
    },
    {
      why: 'a method that is inherited',
      code: `class A { m() {} } class B extends A {} new B().m();`,
    },
    {
      why: 'a method of a prototype',
      code: `function A() { this.n = () => 1; } A.prototype.m = function () { this.n(); }; new A().m();`,
    },
    {
      why: 'a method that a constructor function gives each instance',
      code: `function A() { this.m = function () {}; this.n = () => this.m(); } const a = new A(); a.n(); a.m();`,
    },
    {
      why: 'a constructor function that another one calls on its instances',
      code: `function A() { this.m = () => 1; } function B() { A.call(this); } new B().m();`,
    },
    {
      why: 'a plain function that is called on an object that has a method',
      code: `const o = { m() {}, f }; function f() { this.m(); } o.f();`,
    },
    {
      why: 'a prototype that another one is made of',
      code: `function A() {} A.prototype.m = function () {}; function B() {} B.prototype = Object.create(A.prototype); new B().m();`,
    },
    {
      why: 'a prototype that is an instance of another constructor function',
      code: `function A() {} A.prototype.m = function () {}; function B() {} B.prototype = new A(); new B().m();`,
    },
    {
      why: 'an instance that is returned',
      code: `function A() {} A.prototype.m = function () {}; function make() { return new A(); } make().m();`,
    },
  ])('$why', ({ code, told }) => {
    forEachHost(code, (source, host) => {
      const found = compare(source, host);
      if (told !== undefined) expect(found, host).toBeGreaterThanOrEqual(told);
    });
  });
});

describe('what a parameter is given', () => {
  it.each([
    {
      why: 'a parameter that is given itself',
      code: `function f(o) { o = o || {}; f(o); } f(first);`,
      given: ['first'],
    },
    { why: 'an argument', code: `function f(o) {} f(1); f(2);`, given: ['1', '2'] },
    { why: 'what is behind a spread', code: `function f(a, o) {} f(...l, 1);`, given: ['1'] },
  ])('$why', ({ code, given }) => {
    forEachHost(code, (source, host) => {
      const [fn] = nodesOf(source, AST_NODE_TYPES.FunctionDeclaration);
      const parameter = fn!.params.at(-1);
      if (parameter?.type !== AST_NODE_TYPES.Identifier) throw new Error('It has no name');
      const texts = argumentsFor(source, parameter).map((node) => source.getText(node));
      expect(texts, host).toEqual(expect.arrayContaining(given));
    });
  });
});

it('asks nothing of what is around the root', () => {
  forEachHost(`exports.f = function () {}; exports.g = exports;`, (source, host) => {
    const [fn] = nodesOf(source, AST_NODE_TYPES.FunctionExpression);
    const { calls, isExported, name } = callersOf(source, fn!);
    expect({ calls, isExported, name }, host).toEqual({ calls: [], isExported: true, name: 'f' });
  });
});
