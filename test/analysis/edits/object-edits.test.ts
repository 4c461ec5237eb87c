import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import {
  appendArgument,
  insertProperties,
  spreadInto,
  type NewProperty,
} from '../../../analysis/edits/added-properties.ts';
import { applyEdits, offsetBefore, replacement } from '../../../analysis/edits/apply-edits.ts';
import { insertImport } from '../../../analysis/edits/imports.ts';
import { lineEnd } from '../../../analysis/edits/insertion.ts';
import type { Edit } from '../../../analysis/findings/finding.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { callStarting, forEachHost, literalWith, type Language } from '../../harness/hosts.ts';

const AGENTS: readonly NewProperty[] = [
  { key: 'httpAgent', value: 'httpAgent' },
  { key: 'httpsAgent', value: 'httpsAgent' },
];
const DEFAULTS: readonly NewProperty[] = [
  { key: 'httpAgent', value: 'axios.defaults.httpAgent' },
  { key: 'httpsAgent', value: 'axios.defaults.httpsAgent' },
];

interface Case {
  readonly why: string;
  readonly code: string;
  readonly output: string;
}

/** Holds the text after the edits, in every host, and that it parses as it must. */
function holds(
  { code, output }: Case,
  edit: (source: SourceCode) => readonly Edit[],
  language: Language = 'js',
): void {
  forEachHost(
    code,
    (source, host) => {
      expect(applyEdits(source.text, edit(source)), host).toBe(output);
    },
    language,
  );
  forEachHost(output, () => undefined, language);
}

const edit = (start: number, end: number, text: string): Edit => ({ range: [start, end], text });

describe('offsetBefore', () => {
  const edits = [edit(1, 1, 'XX'), edit(3, 5, ''), edit(6, 6, '\n'), edit(6, 6, '\n')];
  it.each([
    ['a', 0],
    ['XX', 1],
    ['bc', 1],
    ['f', 5],
    ['g', 6],
  ])('%s of the text after comes from %i of abcdefg', (text, offset) => {
    const after = applyEdits('abcdefg', edits);
    expect(after).toBe('aXXbcf\ng');
    expect(offsetBefore(edits, after.indexOf(text))).toBe(offset);
  });
});

describe('applyEdits', () => {
  it.each([
    { why: 'nothing to do', edits: [], output: 'abcdef' },
    { why: 'an insertion', edits: [edit(3, 3, '-')], output: 'abc-def' },
    { why: 'a replacement', edits: [edit(1, 3, 'X')], output: 'aXdef' },
    { why: 'a removal', edits: [edit(0, 2, '')], output: 'cdef' },
    { why: 'edits in any order', edits: [edit(5, 5, '2'), edit(1, 1, '1')], output: 'a1bcde2f' },
    { why: 'both ends', edits: [edit(0, 0, '<'), edit(6, 6, '>')], output: '<abcdef>' },
    {
      why: 'equal edits count once',
      edits: [edit(0, 0, 'import;'), edit(3, 3, '-'), edit(0, 0, 'import;')],
      output: 'import;abc-def',
    },
    {
      why: 'two insertions at one place keep their order',
      edits: [edit(3, 3, '1'), edit(3, 3, '2')],
      output: 'abc12def',
    },
    {
      why: 'and in the other order, too',
      edits: [edit(3, 3, '2'), edit(3, 3, '1')],
      output: 'abc21def',
    },
    {
      why: 'an insertion before a replacement',
      edits: [edit(3, 4, 'X'), edit(3, 3, '-')],
      output: 'abc-Xef',
    },
    {
      why: 'an insertion right behind a replacement',
      edits: [edit(1, 3, 'X'), edit(3, 3, '-')],
      output: 'aX-def',
    },
    { why: 'neighbours do not overlap', edits: [edit(0, 3, 'X'), edit(3, 6, 'Y')], output: 'XY' },
  ])('$why', ({ edits, output }) => {
    expect(applyEdits('abcdef', edits)).toBe(output);
  });

  it.each([
    { why: 'two replacements', edits: [edit(0, 3, 'X'), edit(2, 5, 'Y')] },
    { why: 'an insertion inside a replacement', edits: [edit(0, 3, 'X'), edit(1, 1, 'Y')] },
    { why: 'one place, two texts', edits: [edit(0, 3, 'X'), edit(0, 3, 'Y')] },
  ])('refuses what overlaps: $why', ({ edits }) => {
    expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
  });
});

it.each([
  { text: 'a\nb', expected: '\n' },
  { text: 'a\r\nb', expected: '\r\n' },
  { text: 'a', expected: '\n' },
  { text: '', expected: '\n' },
  { text: '\nb', expected: '\n' },
  { text: '\r\nb', expected: '\r\n' },
])('the line end of $text', ({ text, expected }) => {
  expect(lineEnd(text)).toBe(expected);
});

describe('insertProperties keeps the layout', () => {
  const inserted = (added: readonly NewProperty[]) => (source: SourceCode) =>
    insertProperties(source, literalWith(source), added);

  it.each<Case>([
    { why: 'one line', code: `f({ a: 1 });`, output: `f({ a: 1, httpAgent, httpsAgent });` },
    {
      why: 'one line without spaces',
      code: `f({a: 1});`,
      output: `f({a: 1, httpAgent, httpsAgent});`,
    },
    {
      why: 'one line with a trailing comma',
      code: `f({ a: 1, });`,
      output: `f({ a: 1, httpAgent, httpsAgent, });`,
    },
    {
      why: 'one line with a comment behind the last',
      code: `f({ a: 1 /* one */ });`,
      output: `f({ a: 1 /* one */, httpAgent, httpsAgent });`,
    },
    {
      why: 'lines',
      code: `f({\n  a: 1,\n  b: 2\n});`,
      output: `f({\n  a: 1,\n  b: 2,\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'lines with a trailing comma',
      code: `f({\n  a: 1,\n});`,
      output: `f({\n  a: 1,\n  httpAgent,\n  httpsAgent,\n});`,
    },
    {
      why: 'a comment behind the last',
      code: `f({\n  a: 1 // one\n});`,
      output: `f({\n  a: 1, // one\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'a comment behind a trailing comma',
      code: `f({\n  a: 1, // one\n});`,
      output: `f({\n  a: 1, // one\n  httpAgent,\n  httpsAgent,\n});`,
    },
    {
      why: 'a comment below the last',
      code: `f({\n  a: 1,\n  // none\n});`,
      output: `f({\n  a: 1,\n  // none\n  httpAgent,\n  httpsAgent,\n});`,
    },
    {
      why: 'a block comment behind the last',
      code: `f({\n  a: 1 /* one */\n});`,
      output: `f({\n  a: 1, /* one */\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'commas first',
      code: `f({\n    a: 1\n  , b: 2\n});`,
      output: `f({\n    a: 1\n  , b: 2\n  , httpAgent\n  , httpsAgent\n});`,
    },
    {
      why: 'tabs',
      code: `f({\n\ta: 1,\n});`,
      output: `f({\n\ta: 1,\n\thttpAgent,\n\thttpsAgent,\n});`,
    },
    {
      why: 'deep',
      code: `if (x) {\n    f({\n        a: 1\n    });\n}`,
      output: `if (x) {\n    f({\n        a: 1,\n        httpAgent,\n        httpsAgent\n    });\n}`,
    },
    {
      why: 'CRLF',
      code: `f({\r\n  a: 1,\r\n});`,
      output: `f({\r\n  a: 1,\r\n  httpAgent,\r\n  httpsAgent,\r\n});`,
    },
    {
      why: 'several a line',
      code: `f({\n  a: 1, b: 2\n});`,
      output: `f({\n  a: 1, b: 2, httpAgent, httpsAgent\n});`,
    },
    {
      why: 'a nested literal is no end',
      code: `f({\n  a: { b: 1 }\n});`,
      output: `f({\n  a: { b: 1 },\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'a nested literal on lines',
      code: `f({ a: {\n  b: 1\n} });`,
      output: `f({ a: {\n  b: 1\n}, httpAgent, httpsAgent });`,
    },
    {
      why: 'a method as the last',
      code: `f({\n  a() {\n    return 1;\n  },\n});`,
      output: `f({\n  a() {\n    return 1;\n  },\n  httpAgent,\n  httpsAgent,\n});`,
    },
    {
      why: 'a parenthesised value',
      code: `f({ a: (1) });`,
      output: `f({ a: (1), httpAgent, httpsAgent });`,
    },
    {
      why: 'a comment that closes the line in a list of lines with a comma in it',
      code: `f({\n  a: 1 // one, two\n});`,
      output: `f({\n  a: 1, // one, two\n  httpAgent,\n  httpsAgent\n});`,
    },
  ])('$why', (testCase) => {
    holds(testCase, inserted(AGENTS));
  });

  it.each<Case>([
    { why: 'an empty literal', code: `f({});`, output: `f({ httpAgent, httpsAgent });` },
    {
      why: 'an empty literal with a space',
      code: `f({ });`,
      output: `f({ httpAgent, httpsAgent });`,
    },
    {
      why: 'an empty literal on two lines',
      code: `f({\n});`,
      output: `f({\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'an empty literal on two lines, deep',
      code: `if (x) {\n  f({\n  });\n}`,
      output: `if (x) {\n  f({\n    httpAgent,\n    httpsAgent\n  });\n}`,
    },
    {
      why: 'a comment alone',
      code: `f({ /* none */ });`,
      output: `f({ /* none */ httpAgent, httpsAgent });`,
    },
    {
      why: 'a line comment alone',
      code: `f({\n  // none\n});`,
      output: `f({\n  // none\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'a line comment behind the brace',
      code: `f({ // none\n});`,
      output: `f({ // none\n  httpAgent,\n  httpsAgent\n});`,
    },
    {
      why: 'CRLF and tabs',
      code: `{\r\n\tf({\r\n\t});\r\n}`,
      output: `{\r\n\tf({\r\n\t\thttpAgent,\r\n\t\thttpsAgent\r\n\t});\r\n}`,
    },
  ])('nothing in it: $why', (testCase) => {
    holds(testCase, inserted(AGENTS));
  });

  it.each<Case>([
    { why: 'first', code: `f({ ...config });`, output: `f({ httpAgent, httpsAgent, ...config });` },
    {
      why: 'first, on lines',
      code: `f({\n  ...config,\n  a: 1,\n});`,
      output: `f({\n  httpAgent,\n  httpsAgent,\n  ...config,\n  a: 1,\n});`,
    },
    {
      why: 'in the middle',
      code: `f({ a: 1, ...config, b: 2 });`,
      output: `f({ a: 1, httpAgent, httpsAgent, ...config, b: 2 });`,
    },
    {
      why: 'last, on lines',
      code: `f({\n  a: 1,\n  ...config\n});`,
      output: `f({\n  a: 1,\n  httpAgent,\n  httpsAgent,\n  ...config\n});`,
    },
    {
      why: 'two: before the first',
      code: `f({ a, ...b, ...c });`,
      output: `f({ a, httpAgent, httpsAgent, ...b, ...c });`,
    },
    {
      why: 'a guarded one',
      code: `f({ a: 1, ...(x && { b }) });`,
      output: `f({ a: 1, httpAgent, httpsAgent, ...(x && { b }) });`,
    },
  ])('before a spread: $why', (testCase) => {
    holds(testCase, inserted(AGENTS));
  });

  it.each<Case>([
    {
      why: 'a comment above it stays with it',
      code: `f({\n  a: 1,\n  // the caller's\n  ...config,\n});`,
      output: `f({\n  a: 1,\n  httpAgent,\n  httpsAgent,\n  // the caller's\n  ...config,\n});`,
    },
  ])('before a spread: $why', (testCase) => {
    holds(testCase, inserted(AGENTS));
  });

  it.each<Case>([
    {
      why: 'all keys quoted',
      code: `f({ 'a': 1 });`,
      output: `f({ 'a': 1, 'httpAgent': axios.defaults.httpAgent, 'httpsAgent': axios.defaults.httpsAgent });`,
    },
    {
      why: 'all keys in double quotes',
      code: `f({ "a": 1 });`,
      output: `f({ "a": 1, "httpAgent": axios.defaults.httpAgent, "httpsAgent": axios.defaults.httpsAgent });`,
    },
    {
      why: 'some keys quoted, because they must be',
      code: `f({ a: 1, 'b-c': 2 });`,
      output: `f({ a: 1, 'b-c': 2, httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });`,
    },
    {
      why: 'lines',
      code: `f({\n  a,\n});`,
      output: `f({\n  a,\n  httpAgent: axios.defaults.httpAgent,\n  httpsAgent: axios.defaults.httpsAgent,\n});`,
    },
  ])('in the defaults form: $why', (testCase) => {
    holds(testCase, inserted(DEFAULTS));
  });

  it('quoted keys name a variable in full', () => {
    holds(
      {
        why: '',
        code: `f({ 'a': 1 });`,
        output: `f({ 'a': 1, 'httpAgent': httpAgent, 'httpsAgent': httpsAgent });`,
      },
      inserted(AGENTS),
    );
  });

  it('one property alone', () => {
    holds(
      { why: '', code: `f({\n  httpAgent,\n});`, output: `f({\n  httpAgent,\n  httpsAgent,\n});` },
      inserted(AGENTS.slice(1)),
    );
  });
});

describe('appendArgument', () => {
  const appended =
    (start: string, missing: number, added = AGENTS) =>
    (source: SourceCode) =>
      appendArgument(source, callStarting(source, start), { missing, added });

  it.each<Case & { missing?: number }>([
    { why: 'no argument', code: `f();`, output: `f({ httpAgent, httpsAgent });` },
    { why: 'one argument', code: `f(url);`, output: `f(url, { httpAgent, httpsAgent });` },
    {
      why: 'an argument that must come before',
      code: `f(url);`,
      missing: 1,
      output: `f(url, undefined, { httpAgent, httpsAgent });`,
    },
    { why: 'a trailing comma', code: `f(url,);`, output: `f(url, { httpAgent, httpsAgent });` },
    {
      why: 'a parenthesised argument',
      code: `f((url));`,
      output: `f((url), { httpAgent, httpsAgent });`,
    },
    {
      why: 'a doubly parenthesised argument',
      code: `f(((url)));`,
      output: `f(((url)), { httpAgent, httpsAgent });`,
    },
    {
      why: 'a call as the argument',
      code: `f(g(url));`,
      output: `f(g(url), { httpAgent, httpsAgent });`,
    },
    {
      why: 'an arrow as the argument',
      code: `f(() => (1));`,
      output: `f(() => (1), { httpAgent, httpsAgent });`,
    },
    {
      why: 'a comment behind the argument',
      code: `f(url /* the page */);`,
      output: `f(url /* the page */, { httpAgent, httpsAgent });`,
    },
    { why: 'an optional call', code: `f?.(url);`, output: `f?.(url, { httpAgent, httpsAgent });` },
    {
      why: 'a chain behind it',
      code: `f(url).then((r) => r.data);`,
      output: `f(url, { httpAgent, httpsAgent }).then((r) => r.data);`,
    },
    {
      why: 'a literal before it',
      code: `f(url, { data: 1 });`,
      output: `f(url, { data: 1 }, { httpAgent, httpsAgent });`,
    },
    {
      why: 'a literal on lines before it',
      code: `f(url, {\n  data: 1,\n});`,
      output: `f(url, {\n  data: 1,\n}, { httpAgent, httpsAgent });`,
    },
    {
      why: 'arguments on lines of their own',
      code: `f(\n  url,\n  data\n);`,
      output: `f(\n  url,\n  data,\n  { httpAgent, httpsAgent }\n);`,
    },
    {
      why: 'arguments on lines with a trailing comma',
      code: `f(\n  url,\n);`,
      missing: 1,
      output: `f(\n  url,\n  undefined,\n  { httpAgent, httpsAgent },\n);`,
    },
    {
      why: 'an argument on a line with a comment',
      code: `f(\n  url // the page\n);`,
      output: `f(\n  url, // the page\n  { httpAgent, httpsAgent }\n);`,
    },
    {
      why: 'CRLF and tabs',
      code: `f(\r\n\turl\r\n);`,
      output: `f(\r\n\turl,\r\n\t{ httpAgent, httpsAgent }\r\n);`,
    },
    {
      why: 'a line comment in an empty call',
      code: `f( // nothing\n);`,
      output: `f( // nothing\n{ httpAgent, httpsAgent });`,
    },
  ])('$why', ({ missing = 0, ...testCase }) => {
    holds(testCase, appended('f', missing));
  });

  it.each<Case>([
    {
      why: 'new with parentheses',
      code: `new Axios();`,
      output: `new Axios({ httpAgent, httpsAgent });`,
    },
    {
      why: 'new without',
      code: `const client = new Axios;`,
      output: `const client = new Axios({ httpAgent, httpsAgent });`,
    },
    {
      why: 'new without, of a member',
      code: `const client = new axios.Axios;`,
      output: `const client = new axios.Axios({ httpAgent, httpsAgent });`,
    },
    {
      why: 'new without, in a call',
      code: `g(new Axios);`,
      output: `g(new Axios({ httpAgent, httpsAgent }));`,
    },
    {
      why: 'new without, in parentheses',
      code: `(new Axios).get(url);`,
      output: `(new Axios({ httpAgent, httpsAgent })).get(url);`,
    },
  ])('$why', (testCase) => {
    holds(testCase, appended('new', 0));
  });

  it('new without parentheses, of a parenthesised class', () => {
    holds(
      {
        why: '',
        code: `const client = new (Axios);`,
        output: `const client = new (Axios)({ httpAgent, httpsAgent });`,
      },
      appended('new', 0),
    );
  });

  it.each<Case>([
    {
      why: 'type arguments alone',
      code: `f<Body>(url);`,
      output: `f<Body>(url, { httpAgent, httpsAgent });`,
    },
    {
      why: 'a cast as the argument',
      code: `f(url as string);`,
      output: `f(url as string, { httpAgent, httpsAgent });`,
    },
    {
      why: 'a parenthesised cast',
      code: `f((url as string));`,
      output: `f((url as string), { httpAgent, httpsAgent });`,
    },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, appended('f', 0), 'ts');
  });

  it.each<Case>([
    {
      why: 'a long line goes to lines',
      code: `const r = await_('x');\nfetchIt('https://a.example/a/very/long/path/to/somewhere');`,
      output: `const r = await_('x');\nfetchIt('https://a.example/a/very/long/path/to/somewhere', {\n  httpAgent: axios.defaults.httpAgent,\n  httpsAgent: axios.defaults.httpsAgent\n});`,
    },
    {
      why: 'with the indentation of the file',
      code: `function g() {\n    return fetchIt('https://a.example/a/very/long/path');\n}`,
      output: `function g() {\n    return fetchIt('https://a.example/a/very/long/path', {\n        httpAgent: axios.defaults.httpAgent,\n        httpsAgent: axios.defaults.httpsAgent\n    });\n}`,
    },
    {
      why: 'with tabs and CRLF',
      code: `function g() {\r\n\treturn fetchIt('https://a.example/a/very/long/path');\r\n}`,
      output: `function g() {\r\n\treturn fetchIt('https://a.example/a/very/long/path', {\r\n\t\thttpAgent: axios.defaults.httpAgent,\r\n\t\thttpsAgent: axios.defaults.httpsAgent\r\n\t});\r\n}`,
    },
    {
      why: 'a trailing comma of arguments on lines',
      code: `fetchIt(\n    url,\n);`,
      output: `fetchIt(\n    url,\n    { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent },\n);`,
    },
  ])('$why', (testCase) => {
    holds(testCase, appended('fetchIt', 0, DEFAULTS));
  });

  it('two calls on a line may be fixed in either order', () => {
    const code = `Promise.all([get(a), get(b)]);`;
    forEachHost(code, (source, host) => {
      const calls = ['get(a)', 'get(b)'].map((start) => callStarting(source, start));
      const both = calls.flatMap((call) =>
        appendArgument(source, call, { missing: 0, added: AGENTS }),
      );
      expect(applyEdits(source.text, both), host).toBe(
        `Promise.all([get(a, { httpAgent, httpsAgent }), get(b, { httpAgent, httpsAgent })]);`,
      );
      expect(applyEdits(source.text, both.toReversed()), host).toBe(applyEdits(source.text, both));
    });
  });
});

describe('spreadInto: what the caller gives still wins', () => {
  const spread = (added: readonly NewProperty[]) => (source: SourceCode) => {
    const argument = callStarting(source, 'f(').arguments.at(-1) as TSESTree.Expression;
    return spreadInto(source, argument, added);
  };

  it.each<Case>([
    {
      why: 'a name',
      code: `f(url, config);`,
      output: `f(url, { httpAgent, httpsAgent, ...config });`,
    },
    {
      why: 'the only argument',
      code: `f(config);`,
      output: `f({ httpAgent, httpsAgent, ...config });`,
    },
    {
      why: 'a property',
      code: `f(url, this.config);`,
      output: `f(url, { httpAgent, httpsAgent, ...this.config });`,
    },
    {
      why: 'an optional property',
      code: `f(url, options?.axios);`,
      output: `f(url, { httpAgent, httpsAgent, ...options?.axios });`,
    },
    {
      why: 'a call',
      code: `f(url, make());`,
      output: `f(url, { httpAgent, httpsAgent, ...make() });`,
    },
    {
      why: 'a conditional',
      code: `f(url, x ? a : b);`,
      output: `f(url, { httpAgent, httpsAgent, ...(x ? a : b) });`,
    },
    {
      why: 'a logical',
      code: `f(url, a || {});`,
      output: `f(url, { httpAgent, httpsAgent, ...(a || {}) });`,
    },
    {
      why: 'a conditional as the only argument',
      code: `f(x ? a : b);`,
      output: `f({ httpAgent, httpsAgent, ...(x ? a : b) });`,
    },
    {
      why: 'a parenthesised conditional',
      code: `f(url, (x ? a : b));`,
      output: `f(url, { httpAgent, httpsAgent, ...(x ? a : b) });`,
    },
    {
      why: 'a parenthesised conditional as the only argument',
      code: `f((x ? a : b));`,
      output: `f({ httpAgent, httpsAgent, ...(x ? a : b) });`,
    },
    {
      why: 'a parenthesised name',
      code: `f(url, (config));`,
      output: `f(url, { httpAgent, httpsAgent, ...(config) });`,
    },
    {
      why: 'a trailing comma',
      code: `f(url, config,);`,
      output: `f(url, { httpAgent, httpsAgent, ...config },);`,
    },
    {
      why: 'a comment behind it',
      code: `f(url, config /* ours */);`,
      output: `f(url, { httpAgent, httpsAgent, ...config } /* ours */);`,
    },
    {
      why: 'a line of its own',
      code: `f(\n  url,\n  config,\n);`,
      output: `f(\n  url,\n  { httpAgent, httpsAgent, ...config },\n);`,
    },
    {
      why: 'an assignment',
      code: `f(url, c = {});`,
      output: `f(url, { httpAgent, httpsAgent, ...(c = {}) });`,
    },
  ])('$why', (testCase) => {
    holds(testCase, spread(AGENTS));
  });

  it.each<Case>([
    {
      why: 'a cast',
      code: `f(url, config as Config);`,
      output: `f(url, { httpAgent, httpsAgent, ...(config as Config) });`,
    },
    {
      why: 'a non-null assertion',
      code: `f(url, config!);`,
      output: `f(url, { httpAgent, httpsAgent, ...config! });`,
    },
    {
      why: 'satisfies',
      code: `f(url, config satisfies Config);`,
      output: `f(url, { httpAgent, httpsAgent, ...(config satisfies Config) });`,
    },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, spread(AGENTS), 'ts');
  });

  it('names the values where they differ', () => {
    holds(
      {
        why: '',
        code: `f(config);`,
        output: `f({ httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent, ...config });`,
      },
      spread(DEFAULTS),
    );
  });
});

describe('insertImport', () => {
  const names = [
    { exported: 'httpAgent', local: 'httpAgent' },
    { exported: 'httpsAgent', local: 'sharedHttpsAgent' },
  ];

  it.each<Case & { syntax: 'esm' | 'cjs' }>([
    {
      why: 'an import',
      syntax: 'esm',
      code: `import a from 'a';\nb();`,
      output: `import a from 'a';\nimport { httpAgent, httpsAgent as sharedHttpsAgent } from './http-agents';\nb();`,
    },
    {
      why: 'a require',
      syntax: 'cjs',
      code: `const a = require('a');\nb();`,
      output: `const a = require('a');\nconst { httpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');\nb();`,
    },
    {
      why: 'no semicolons',
      syntax: 'cjs',
      code: `const a = require('a')\nb()`,
      output: `const a = require('a')\nconst { httpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents')\nb()`,
    },
    {
      why: 'double quotes',
      syntax: 'esm',
      code: `import a from "a";\nb("c");`,
      output: `import a from "a";\nimport { httpAgent, httpsAgent as sharedHttpsAgent } from "./http-agents";\nb("c");`,
    },
    {
      why: 'the quotes that most have',
      syntax: 'esm',
      code: `import a from 'a';\nb("it's", 'c');`,
      output: `import a from 'a';\nimport { httpAgent, httpsAgent as sharedHttpsAgent } from './http-agents';\nb("it's", 'c');`,
    },
    {
      why: 'CRLF',
      syntax: 'cjs',
      code: `const a = require('a');\r\nb();`,
      output: `const a = require('a');\r\nconst { httpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');\r\nb();`,
    },
  ])('behind a statement: $why', ({ syntax, ...testCase }) => {
    holds(testCase, (source) => [
      insertImport(
        source,
        { position: source.ast.body[0]!.range[1], behind: source.ast.body[0]! },
        { syntax, names, specifier: './http-agents' },
      ),
    ]);
  });

  it('before all', () => {
    holds(
      {
        why: '',
        code: `b();`,
        output: `const { httpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');\nb();`,
      },
      (source) => [
        insertImport(source, { position: 0 }, { syntax: 'cjs', names, specifier: './http-agents' }),
      ],
    );
  });
});

it('replacement puts a text in the place of a node', () => {
  forEachHost(`f(a, b);`, (source, host) => {
    const [, b] = nodesOf(source, AST_NODE_TYPES.CallExpression)[0]!.arguments;
    expect(applyEdits(source.text, [replacement(b!, 'c')]), host).toBe('f(a, c);');
  });
});
