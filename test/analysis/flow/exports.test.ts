import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import {
  declaredExportOf,
  exportAccesses,
  isExportedExpression,
  isExportedVariable,
} from '../../../analysis/flow/exports.ts';
import { variableOf } from '../../../analysis/syntax/bindings.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, type Language } from '../../harness/hosts.ts';

function expectExported(code: string, isExported: boolean, language?: Language): void {
  forEachHost(
    code,
    (source, host) => {
      const identifier = nodesOf(source, AST_NODE_TYPES.Identifier).find(
        ({ name }) => name === 'it',
      )!;
      expect(isExportedVariable(source, variableOf(source, identifier)!), host).toBe(isExported);
    },
    language,
  );
}

describe('whether other files can reach a variable', () => {
  it.each<[why: string, code: string, isExported: boolean]>([
    ['declared so', `export const it = {};`, true],
    ['by a specifier', `const it = {};\nexport { it };`, true],
    ['by a specifier under another name', `const it = {};\nexport { it as that };`, true],
    ['by default', `const it = {};\nexport default it;`, true],
    ['as the exports', `const it = {};\nmodule.exports = it;`, true],
    ['in the exports', `const it = {};\nmodule.exports = { it };`, true],
    [
      'in the exports by a name of theirs',
      `const it = {};\nconst Service = module.exports;\nService.it = it;`,
      true,
    ],
    [
      'in what is no longer the exports',
      `const it = {};\nlet Service = module.exports;\nService = {};\nService.it = it;`,
      false,
    ],
    [
      'in an object that is exported',
      `const it = {};\nconst all = { deep: [it] };\nexports.all = all;`,
      true,
    ],
    ['spread into the exports', `const it = {};\nmodule.exports = { ...it };`, true],
    [
      'given to what makes the exports',
      `const it = {};\nmodule.exports = Object.freeze({ it });`,
      true,
    ],
    [
      'one of two that are exported',
      `const it = {};\nmodule.exports = debug ? it : other ?? it;`,
      true,
    ],
    [
      'what decides which of two is exported',
      `const it = {};\nmodule.exports = it ? 1 : 2;`,
      false,
    ],
    ['called, it gives its result alone', `const it = () => 1;\nmodule.exports = it();`, false],
    ['as a key, it is not given', `const it = 'a';\nmodule.exports = { [it]: 1 };`, false],
    ['given to something else', `const it = {};\nother.exports = it;`, false],
    ['nobody gives it', `const it = {};`, false],
    ['two that hold each other, and nobody else', `var it = { that };\nvar that = { it };`, false],
    ['a variable of a function', `function f() { const it = {}; exports.it = it; }`, false],
  ])('%s', (_, code, isExported) => {
    expectExported(code, isExported);
  });

  it.each<[why: string, code: string, isExported: boolean]>([
    ['in an object of a type', `const it = {};\nexport const all = { it } satisfies object;`, true],
    ['as a type', `const it = {};\nexport default it as object;`, true],
    ['as something', `const it = {};\nexport const all = [it!];`, true],
    ['as a type, to something else', `const it = {};\nother.exports = it as object;`, false],
  ])('in TypeScript, %s', (_, code, isExported) => {
    expectExported(code, isExported, 'ts');
  });

  it('a program is exported by nobody', () => {
    forEachHost(`module.exports = {};`, (source, host) => {
      expect(isExportedExpression(source, source.ast), host).toBe(false);
    });
  });
});

describe('where a module names its exports', () => {
  it.each<[why: string, code: string, names: readonly string[] | undefined]>([
    [
      'by their names',
      `exports.a = 1;\nmodule.exports.b = 2;\nexports['c'] = 3;\nexports.a();`,
      ['a', 'b', 'c'],
    ],
    [
      'it asks whether it is the program',
      `if (require.main === module) run();\nexports.a = 1;`,
      ['a'],
    ],
    ['it has a look at itself', `log(module.id);\nexports.a = 1;`, ['a']],
    [
      'it is what a compiler wrote',
      `Object.defineProperty(exports, '__esModule', { value: true });\nexports.a = 1;`,
      ['a'],
    ],
    ['it has none', `run();`, []],
    ['it has another object in their place', `module.exports = { a: 1 };`, undefined],
    [
      'it has another name for the object',
      `const out = module.exports;\nout.a = 1;\nexports.b = out.a;`,
      ['b', 'a'],
    ],
    ['it has another name that it hands on', `const out = exports;\nfill(out);`, undefined],
    ['it has another name that changes', `let out = exports;\nout = {};\nout.a = 1;`, undefined],
    ['it hands the object on', `fill(exports);`, undefined],
    ['by a computed name', `exports[name] = 1;`, undefined],
  ])('%s', (_, code, names) => {
    forEachHost(code, (source, host) => {
      const accesses = exportAccesses(source);
      expect(accesses && [...accesses.keys()], host).toEqual(names);
    });
  });
});

it('takes the parameter of an exported function for its own', () => {
  forEachHost(`export function log(it, { that }) { return it + that; }`, (source, host) => {
    const exported = ['log', 'it', 'that'].map((wanted) => {
      const identifier = nodesOf(source, AST_NODE_TYPES.Identifier).find(
        ({ name }) => name === wanted,
      )!;
      return declaredExportOf(variableOf(source, identifier)!)?.type;
    });
    expect(exported, host).toEqual(['ExportNamedDeclaration', undefined, undefined]);
  });
});
