/**
 * What the codemod reads is what the rule reads: the AST, tokens, comments and scopes of a parsed text are those that
 * ESLint's SourceCode has of it with typescript-eslint's parser. Held on texts with what is hard to take apart, and on
 * this package's own sources.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import { SourceCode as ESLintSourceCode } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { Node, SourceCode } from '../../../analysis/source/source-code.ts';
import { walk } from '../../../analysis/syntax/traversal.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

const texts = [
  {
    why: 'angle brackets of types and of operators',
    path: '/a.ts',
    text: 'const a: A<B<C<D>>> = b >> 1 >>> 2 >= 3 << 4 <= (5 /* > */) /* >= */ >= 6;\na >>>= 1; a >>= 2; a <<= 3;\ntype E<F>= G<F>;',
  },
  {
    why: 'templates in templates',
    path: '/a.ts',
    text: 'const a = `x ${b ? `y ${c} }` : d`${e}`} z`;\ntype T = `a${B}c`;',
  },
  {
    why: 'divisions and regular expressions',
    path: '/a.js',
    text: 'a = b / c / d; e = /f\\/[/]/giu.test(g) / 2; h = i++ / 3; j /= 4;',
  },
  {
    why: 'JSX',
    path: '/a.tsx',
    text: 'const a = <b c="d e" f={g} h-i=\'j\' {...k}>text "quoted" {l /* m */} <></></b>;',
  },
  {
    why: 'a hashbang, comments everywhere',
    path: '/a.js',
    text: '#!/usr/bin/env node\n// one\n/* two */ a /* three */ . /* four */ b(/* five */) // six\n/** seven */',
  },
  {
    why: 'classes, private names, decorators, accessors',
    path: '/a.ts',
    text: '@a() class B<C> extends D<C> implements E { #x = 1; static { this.#x; } @f private readonly g?: H; get #i() { return #x in this; } declare j: K; constructor(private l: M) { super(); } }',
  },
  {
    why: 'optional chains and numbers',
    path: '/a.js',
    text: 'a?.b?.[c]?.(d); e ? .5 : 1_000; f ?? g; h ??= 0x1fn; i ||= 1e-3;',
  },
  {
    why: 'names with escapes and other letters',
    path: '/a.js',
    text: 'const \\u0061b = 1, \\u{63}d = 2, größe = 3, $ = 4, _ = 5, 名 = 6;',
  },
  {
    why: 'CRLF and other line ends',
    path: '/a.js',
    text: 'a();\r\nb(); // c\r\n\u2028d();\u2029e();\rf();',
  },
  {
    why: 'modules',
    path: '/a.ts',
    text: `import a, { type B, c as d } from 'a' with { type: 'json' };\nimport * as e from "e";\nimport f = require('f');\nexport type { B };\nexport * as g from 'g';\nexport default class {}`,
  },
  {
    why: 'types of every kind',
    path: '/a.ts',
    text: `declare module 'x' { export const a: unique symbol; }\nabstract class A { abstract b(): asserts this is C; }\nenum D { E = 1, 'f' }\ntype G = H extends (infer I extends J)[] ? I : never;\ntype K = { readonly [L in M as N]?: O };\nfunction p(this: Q, ...r: S[]): r is T;\nlet u = <V>w!; const x = y satisfies Z as const;`,
  },
  {
    why: 'async, generators, loops, labels',
    path: '/a.mjs',
    text: 'outer: for await (const a of b) { if (c) continue outer; else break; }\nasync function* d() { yield* e; await using f = g; }\ndo h(); while (i)\nawait j;',
  },
  { why: 'a BOM', path: '/a.js', text: '\uFEFFa(); // b' },
  { why: 'no semicolons', path: '/a.js', text: 'const a = b\n;[1].forEach(c)\nd++\n--e' },
  { why: 'nothing', path: '/a.js', text: '' },
];

const own = ['analysis', 'rules', 'codemods'].flatMap((folder) =>
  readdirSync(REPOSITORY + folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);

/** ESLint's own, of the same text. */
function sourceOfESLint(text: string, path: string): ESLintSourceCode {
  const isModule =
    !path.endsWith('.cjs') && (path.endsWith('.mjs') || /^[ \t]*(?:import|export)\b/mu.test(text));
  const parsed = typescriptParser.parseForESLint(text.replace(/^\uFEFF/u, ''), {
    filePath: path,
    sourceType: isModule ? 'module' : 'script',
    lib: [],
    ecmaFeatures: { jsx: true, globalReturn: !isModule },
    comment: true,
    loc: true,
    range: true,
    tokens: true,
  });
  const source = new ESLintSourceCode({ text, parserServices: {}, ...parsed } as never);
  // It sets the parents.
  source.traverse();
  return source;
}

/**
 * Plain data without what is known to differ, and what nobody reads: what oxc-parser says null for where TS-ESTree leaves it
 * out, and `computed` of an enum's member. The character references of JSX, which it leaves as they are, no text has.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const left = new Set([
    'parent',
    'loc',
    'range',
    'tokens',
    'comments',
    'start',
    'end',
    'hashbang',
    'sourceType',
  ]);
  return {
    // Ours is told by a getter of the prototype.
    ...('range' in value && { range: value.range }),
    ...Object.fromEntries(
      Object.entries(value)
        .filter(
          ([key, item]) =>
            !left.has(key) &&
            !(key === 'computed' && 'type' in value && value.type === 'TSEnumMember') &&
            item !== undefined &&
            item !== null,
        )
        .map(([key, item]) => [key, plain(item)]),
    ),
  };
}

const LEFT_OUT_BY_TYPESCRIPT_ESLINT = [
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'returnType',
  'directive',
  'accessibility',
] as const;

/** A token or comment as far as analysis reads it. */
const brief = (
  token: { range: readonly [number, number]; value: string; loc: TSESTree.SourceLocation } | null,
) => token && { range: token.range, value: token.value, loc: token.loc };

function answersAt(source: SourceCode, node: Node): unknown {
  return {
    type: node.type,
    range: node.range,
    loc: { start: { ...node.loc.start }, end: { ...node.loc.end } },
    text: source.getText(node),
    parent: node.parent?.range,
    scope: source.getScope(node).type,
    declared: source
      .getDeclaredVariables(node)
      .map(({ name, references }) => [name, references.length]),
    tokens: [
      source.getTokenBefore(node),
      source.getTokenAfter(node),
      source.getTokenBefore(node, { includeComments: true }),
      source.getTokenAfter(node, { includeComments: true }),
      source.getFirstToken(node),
      source.getLastToken(node),
    ].map(brief),
    inside: source.getTokens(node).map(brief),
    comments: [
      source.getCommentsBefore(node),
      source.getCommentsAfter(node),
      source.getCommentsInside(node),
    ].map((comments) => comments.map(brief)),
  };
}

function everyAnswer(source: SourceCode): unknown[] {
  const answers: unknown[] = [];
  walk(source, source.ast, (node) => {
    answers.push(answersAt(source, node));
  });
  return answers;
}

describe('a parsed text is read as ESLint reads it', () => {
  it.each(texts)('$why', ({ text, path }) => {
    const ours = parseSource(text, path);
    const theirs = sourceOfESLint(text, path) as unknown as SourceCode;
    expect(plain(ours.ast)).toEqual(plain(theirs.ast));
    expect(everyAnswer(ours)).toEqual(everyAnswer(theirs));
    expect(ours.hasBOM).toBe(theirs.hasBOM);
    expect(ours.getAllComments().map(({ type, value }) => [type, value])).toEqual(
      theirs.getAllComments().map(({ type, value }) => [type, value]),
    );
  });

  it.each(own)('%s', (file) => {
    const text = readFileSync(REPOSITORY + file, 'utf8');
    const ours = parseSource(text, REPOSITORY + file);
    const theirs = sourceOfESLint(text, REPOSITORY + file) as unknown as SourceCode;
    expect(plain(ours.ast)).toEqual(plain(theirs.ast));
    expect(ours.ast.tokens.map(brief)).toEqual(theirs.ast.tokens.map(brief));
  });

  it('what typescript-eslint leaves out is left out, not null', () => {
    const source = parseSource(`'use strict';\nclass A { b = c<D>(); e() {} }`, '/a.ts');
    walk(source, source.ast, (node) => {
      for (const key of LEFT_OUT_BY_TYPESCRIPT_ESLINT)
        expect((node as unknown as Record<string, unknown>)[key]).not.toBeNull();
    });
  });
});
