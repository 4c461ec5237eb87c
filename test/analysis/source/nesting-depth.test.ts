import { describe, expect, it } from 'vitest';
import { estimatedDepth } from '../../../analysis/source/nesting-depth.ts';
import { ParseError } from '../../../analysis/source/parse-error.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

const nested = (open: string, inner: string, close: string, times: number) =>
  open.repeat(times) + inner + close.repeat(times);

describe('a text that would overflow the parser’s stack', () => {
  it.each([
    { why: 'parentheses', open: '(', inner: '1', close: ')' },
    { why: 'functions', open: '(function () { return ', inner: '1', close: '})()' },
    { why: 'templates', open: '`${', inner: '1', close: '}`' },
    { why: 'else if', open: 'if (a) {} else ', inner: '{}', close: '' },
    { why: 'arrow functions', open: '() => ', inner: '1', close: '' },
    { why: 'prefix operators', open: 'void ', inner: '1', close: '' },
    { why: 'loops', open: 'for (;;)', inner: '{}', close: '' },
    { why: 'JSX', open: '<a>', inner: '', close: '</a>' },
    { why: 'decorators', open: 'class A { @(', inner: 'b', close: ') c }' },
  ])(
    '$why: 20,000 of them are a fault of the file, not the end of the process',
    ({ open, inner, close }) => {
      let thrown: unknown;
      try {
        parseSource(nested(open, inner, close, 20_000), '/a.js');
      } catch (error) {
        thrown = error;
      }
      // A parser that gets along with it is as good.
      if (thrown !== undefined) expect(thrown).toBeInstanceOf(ParseError);
      expect(estimatedDepth(nested(open, inner, close, 20_000))).toBeGreaterThan(800);
    },
  );

  it('is said to be nested too deeply', () => {
    expect(() => parseSource(nested('[', '', ']', 20_000), '/a.js')).toThrow(
      'is nested too deeply to be read',
    );
  });

  it('is not read another way either, where the likeliest way stops before it comes to that', () => {
    expect(() => parseSource(`var a: number;\n${nested('[', '', ']', 20_000)}`, '/a.js')).toThrow(
      'is nested too deeply to be read',
    );
  });

  it('is read where the parser bears it', () => {
    expect(parseSource(nested('[', '', ']', 900), '/a.js').ast.body).toHaveLength(1);
  });
});

describe('the estimate', () => {
  it.each([
    {
      why: 'statements beside each other are not in each other',
      text: 'a = b ? c : !d;\n'.repeat(10_000),
    },
    { why: 'nor are items', text: `[${'{ a: !b, c: [d] }, '.repeat(10_000)}]` },
    { why: 'nor blocks', text: 'if (a) { b(); } else { c(); }\nd();'.repeat(10_000) },
    { why: 'a rule of signs is none', text: `// ${'='.repeat(5_000)}\n/*${'*'.repeat(5_000)}*/` },
  ])('$why', ({ text }) => {
    expect(estimatedDepth(text)).toBeLessThan(20);
  });
});
