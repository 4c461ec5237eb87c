import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../analysis/source/parse-error.ts';
import {
  lendSource,
  parseSource,
  sourceForQuestions,
  splitBom,
} from '../../../analysis/source/parse-source.ts';
import { childrenOf, nodesOf, walk } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

const BOM = '\uFEFF';

describe('the BOM', () => {
  it.each([
    { why: 'is parted from the text', text: `${BOM}a();`, bom: BOM, body: 'a();' },
    { why: 'is empty where there is none', text: 'a();', bom: '', body: 'a();' },
    { why: 'is but one', text: `${BOM}${BOM}a();`, bom: BOM, body: `${BOM}a();` },
    { why: 'is none further down', text: `a();${BOM}`, bom: '', body: `a();${BOM}` },
    { why: 'may be all there is', text: BOM, bom: BOM, body: '' },
  ])('$why', ({ text, bom, body }) => {
    expect(splitBom(text)).toEqual({ bom, body });
  });

  it('is not in the text, nor in the offsets', () => {
    const source = parseSource(`${BOM}a();`, '/a.js');
    expect(source.text).toBe('a();');
    expect(source.hasBOM).toBe(true);
    expect(source.ast.body[0]!.range).toEqual([0, 4]);
  });
});

describe('a text that was parsed before', () => {
  it('is not parsed again, also when another text of the file was checked since', () => {
    const source = parseSource('a();', '/again.js');
    const fixed = parseSource('a(b);', '/again.js');
    expect(parseSource('a();', '/again.js')).toBe(source);
    expect(parseSource('a(b);', '/again.js')).toBe(fixed);
    expect(parseSource('c();', '/again.js')).not.toBe(source);
  });
});

describe('a text that a linter has parsed', () => {
  const linted = parseSource('linted();', '/elsewhere.js');

  it('is not parsed again, also when the linter has gone on to another file', () => {
    lendSource('/linted.js', linted);
    expect(sourceForQuestions('linted();', '/linted.js')).toBe(linted);
    lendSource('/next.js', parseSource('next();', '/next.js'));
    expect(sourceForQuestions('linted();', '/linted.js')).toBe(linted);
  });

  it('is parsed for a codemod, whose check compares the trees of one parser', () => {
    lendSource('/fixed.js', linted);
    expect(sourceForQuestions('linted();', '/fixed.js')).toBe(linted);
    expect(parseSource('linted();', '/fixed.js')).not.toBe(linted);
  });

  it('is no other text, and none of another file', () => {
    lendSource('/changed.js', linted);
    expect(sourceForQuestions('changed();', '/changed.js')).not.toBe(linted);
    expect(sourceForQuestions('linted();', '/other.js')).not.toBe(linted);
  });
});

describe('what parses', () => {
  it.each([
    { why: 'JSX in .jsx', text: 'const a = <b />;', path: '/a.jsx' },
    { why: 'JSX in .js', text: 'const a = <b />;', path: '/a.js' },
    { why: 'JSX in .tsx', text: 'const a: A = <b />;', path: '/a.tsx' },
    { why: 'a type assertion in .ts', text: 'const a = <b>c;', path: '/a.ts' },
    { why: 'types in .mts and .cts', text: 'const a: string = b;', path: '/a.cts' },
    { why: 'a hashbang', text: '#!/usr/bin/env node\na();', path: '/a.js' },
    { why: 'return outside a function in a script', text: `if (x) return;\na();`, path: '/a.js' },
    { why: 'return outside a function in .cjs', text: 'return;', path: '/a.cjs' },
    { why: 'top-level await in a module', text: `import a from 'a';\nawait a();`, path: '/a.mjs' },
    { why: 'top-level await in .mjs without an import', text: 'await a();', path: '/a.mjs' },
    {
      why: 'top-level await in a module package, without an import',
      text: 'await a();',
      path: '/a.js',
    },
    { why: 'CRLF', text: 'a();\r\nb();\r\n', path: '/a.js' },
    { why: 'nothing', text: '', path: '/a.js' },
    { why: 'nothing but a comment', text: '// a', path: '/a.js' },
    {
      why: 'import attributes',
      text: `import a from './a.json' with { type: 'json' };`,
      path: '/a.js',
    },
    { why: 'decorators', text: '@a class B {}', path: '/a.ts' },
    { why: 'using', text: 'using a = b();', path: '/a.ts' },
  ])('$why', ({ text, path }) => {
    expect(parseSource(text, path).text).toBe(text);
  });
});

describe('what does not', () => {
  it.each([
    { why: 'JSX in .ts', text: 'const a = <b />;', path: '/a.ts', line: 1 },
    { why: 'a brace too few', text: 'a();\nif (x) {', path: '/a.js', line: 2 },
    { why: 'a conflict mark', text: 'a();\n<<<<<<< HEAD\nb();', path: '/a.js', line: 2 },
    { why: 'a word in the way', text: 'a();\nconst const = 1;', path: '/a.js', line: 2 },
  ])('$why', ({ text, path, line }) => {
    let thrown: unknown;
    try {
      parseSource(text, path);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ParseError);
    expect((thrown as ParseError).name).toBe('ParseError');
    expect((thrown as ParseError).line).toBe(line);
    expect((thrown as ParseError).column).toBeGreaterThanOrEqual(1);
    expect((thrown as ParseError).message).not.toContain('\n');
  });

  it('names the column from 1, as editors do', () => {
    expect(() => parseSource('a();\nb(;', '/a.js')).toThrow(
      expect.objectContaining({ line: 2, column: 3 }) as Error,
    );
  });
});

describe('the outermost scope', () => {
  it.each([
    { why: 'a file that imports', text: `import a from 'a';`, path: '/a.js', type: 'module' },
    {
      why: 'a file that exports, indented',
      text: `a();\n  export { a };`,
      path: '/a.js',
      type: 'module',
    },
    { why: '.mjs', text: `a();`, path: '/a.mjs', type: 'module' },
    { why: '.mts', text: `a();`, path: '/a.mts', type: 'module' },
    { why: 'a file that requires', text: `require('a');`, path: '/a.js', type: 'function' },
    { why: '.cjs', text: `a();`, path: '/a.cjs', type: 'function' },
    { why: '.cjs that says import', text: `import('a');`, path: '/a.cjs', type: 'function' },
  ])('$why: $type', ({ text, path, type }) => {
    const source = parseSource(text, path);
    const global = source.scopeManager!.globalScope!;
    expect(global.childScopes[0]?.type).toBe(type);
    expect(global.childScopes[0]?.block.type).toBe(AST_NODE_TYPES.Program);
  });
});

const EVERYTHING = `import a, { b as c } from 'a';
class A extends B { #x = 1; static { this.y = 2; } get z() { return this.#x; } }
export const f = async ({ d = 1, ...e }, [g]) => { for await (const h of i) { await \`\${h}\`; } };
label: for (const k in l) { if (m?.n) continue label; else break; }
try { throw new Error(); } catch { o ||= 1; } finally { (p, q); }
`;

it('parents are linked, all the way up', () => {
  forEachHost(EVERYTHING, (source, host) => {
    expect(source.ast.parent, host).toBeFalsy();
    let nodes = 0;
    walk(source, source.ast, (node) => {
      nodes++;
      for (const child of childrenOf(source, node))
        if (child.parent !== node) throw new Error(`${host}: ${child.type} in ${node.type}`);
    });
    expect(nodes).toBeGreaterThan(80);
  });
});

it('each host sees the same nodes in the same order', () => {
  const seen = new Map<string, string>();
  forEachHost(EVERYTHING, (source, host) => {
    const calls: string[] = [];
    walk(source, source.ast, (node) => {
      calls.push(`${node.type} ${node.range.join('-')}`);
    });
    seen.set(host, calls.join('\n'));
  });
  expect(new Set(seen.values()).size, [...seen.keys()].join()).toBe(1);
});

it('a deep expression is walked', () => {
  const source = parseSource(`a = ${'b + '.repeat(400)}c;`, '/a.js');
  expect(nodesOf(source, AST_NODE_TYPES.BinaryExpression)).toHaveLength(400);
});

it('comments and tokens are there for the edits', () => {
  const source = parseSource('a(); // one\n/* two */ b();', '/a.js');
  expect(source.getAllComments().map(({ value }) => value)).toEqual([' one', ' two ']);
  expect(source.getFirstToken(source.ast.body[1]!)?.value).toBe('b');
});
