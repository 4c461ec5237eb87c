import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../analysis/edits/apply-edits.ts';
import { changesBesideEdits } from '../../../analysis/edits/untouched-code.ts';
import type { Edit } from '../../../analysis/findings/finding.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

/** The edit that makes one text of another, as small as it can be. */
function editBetween(before: string, after: string): Edit {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++;
  return { range: [start, before.length - end], text: after.slice(start, after.length - end) };
}

function changes(before: string, edits: readonly Edit[], path: string): string[] {
  return changesBesideEdits(
    parseSource(before, path),
    parseSource(applyEdits(before, edits), path),
    edits,
  );
}

const at = (text: string, before: string, added: string): Edit => ({
  range: [text.indexOf(before), text.indexOf(before)],
  text: added,
});
const gone = (text: string, part: string): Edit => ({
  range: [text.indexOf(part), text.indexOf(part) + part.length],
  text: '',
});

describe('code that an edit joins with what it puts there, or with its neighbours', () => {
  const put = (next: string) => `const a = load('a');\n${next}\n`;
  const NEW = `const b = load('b')\n`;

  it.each<[kind: string, before: string, edit: (text: string) => Edit, says: string]>([
    [
      'a call',
      put('(() => {})()'),
      (text) => at(text, '(() =>', NEW),
      'line 2: a ExpressionStatement is no longer one',
    ],
    [
      'an index',
      put('[1, 2].forEach(f)'),
      (text) => at(text, '[1', NEW),
      'line 2: a ExpressionStatement',
    ],
    [
      'a template',
      put('`a`.trim()'),
      (text) => at(text, '`a`', NEW),
      'line 2: a ExpressionStatement',
    ],
    [
      'a division',
      put('/a/g.exec(text)'),
      (text) => at(text, '/a/', NEW),
      'line 2: a ExpressionStatement',
    ],
    ['a sum', put('+total'), (text) => at(text, '+total', NEW), 'line 2: a ExpressionStatement'],
    ['++', `a; ++\nb`, (text) => gone(text, ';'), 'line 1'],
    [
      'a type assertion',
      put('<any>total'),
      (text) => at(text, '<any>', NEW),
      'line 2: a ExpressionStatement',
    ],
    [
      '`in` of a field',
      `class A {\n  a = 1\n  b = 2;\n  in\n  c\n}`,
      (text) => gone(text, '  b = 2;\n'),
      'line 2',
    ],
    [
      'neighbours of what is removed',
      `const log = console.log\nconst b = 1;\n[1, 2].forEach(log)\n`,
      (text) => gone(text, 'const b = 1;\n'),
      'line 1: a VariableDeclaration',
    ],
    [
      'a semicolon that is removed',
      `f();\n(g)()\n`,
      (text) => gone(text, ';'),
      'line 1: a ExpressionStatement',
    ],
    [
      'the body of a condition',
      `if (a)\n  f()\n`,
      (text) => at(text, '  f()', 'g()\n'),
      'line 1: a IfStatement',
    ],
    [
      'an else',
      `if (a) f()\nelse g()\n`,
      (text) => at(text, 'f()', 'if (b) '),
      'line 2: a ExpressionStatement',
    ],
    [
      'what follows the statement of a loop',
      `for (const a of b) if (a) f();\ng();`,
      (text) => ({
        range: [text.indexOf(' f();'), text.indexOf(' f();') + ' f();'.length],
        text: ' {\n  h();\n  f();\n}\nelse',
      }),
      'line 1: a ForOfStatement is no longer one',
    ],
    [
      'a returned value',
      `function f() {\n  return g()\n}`,
      (text) => at(text, 'g()', '\n'),
      'line 2: a ReturnStatement',
    ],
    [
      'an operator that binds less',
      `const a = b * c.d`,
      (text) => ({ range: [text.indexOf('c.d'), text.length], text: 'c + d' }),
      '`operator` of a BinaryExpression',
    ],
  ])('%s', (_, before, edit, says) => {
    expect(changes(before, [edit(before)], '/input.cts')[0]).toContain(says);
  });

  it.each<[kind: string, before: string, after: string, says: string]>([
    [
      'a directive that another statement stands before',
      `'use strict';\nf();`,
      `const a = 1;\n'use strict';\nf();`,
      '`directive`',
    ],
    [
      'a string that becomes a directive',
      `function f() {\n  g();\n  'use strict';\n}`,
      `function f() {\n  'use strict';\n}`,
      'line 3: a ExpressionStatement',
    ],
    [
      'code behind the mark of a comment',
      `f(); // why\ng();`,
      `f(); // why const a = 1;\ng();`,
      'line 1: a comment',
    ],
    ['a comment that goes', `f(/* why */ a);`, `f(a);`, 'line 1: a comment'],
    ['code that a comment takes in', `f();\ng(); /* why */`, `/* f();\ng(); /* why */`, 'line 1'],
  ])('%s', (_, before, after, says) => {
    expect(changes(before, [editBetween(before, after)], '/input.js').join('\n')).toContain(says);
  });
});

describe('code that edits leave alone', () => {
  it.each<[kind: string, before: string, edits: (text: string) => readonly Edit[]]>([
    [
      'a statement at the end of a case, behind its comment',
      `switch (a) {\n  case 1:\n    f(); // why\n  default:\n    h();\n}`,
      (text) => [at(text, '\n  default', '\n    g();')],
    ],
    ['a statement before another', `f();\n(g)();`, (text) => [at(text, '(g)', 'const a = 1;\n')]],
    [
      'a semicolon that begins a line and ends what is put there',
      `const a = load('a')\n;[1].forEach(f)`,
      (text) => [at(text, '\n;', `\nconst b = load('b')`)],
    ],
    [
      'a semicolon that keeps lines apart',
      `const a = 1\nconst b = 2;\n[1].forEach(f)`,
      (text) => [gone(text, 'const b = 2;\n'), at(text, '[1]', ';')],
    ],
    ['an argument', `await f(a);`, (text) => [at(text, ');', ', { b }')]],
    ['parentheses of its own', `const a = new Axios\nf()`, (text) => [at(text, '\nf', '({ b })')]],
    [
      'an object around a value',
      `f(a);`,
      (text) => [at(text, 'a)', '{ b, ...'), at(text, ');', ' }')],
    ],
    [
      'a call around a value',
      `const a = b.c;`,
      (text) => [at(text, 'b.c', 'copy('), at(text, ';', ')')],
    ],
    ['a call behind a value', `for (const a of b) f(a);`, (text) => [at(text, ') f', '.keys()')]],
    [
      'a pattern in the place of a name',
      `async (a) => { const b: T = await a; }`,
      (text) => [{ range: [text.indexOf('b:'), text.indexOf('b:') + 1], text: '{ c }' }],
    ],
    [
      'a name that is gone',
      `async (a) => { const b = await a; }`,
      (text) => [gone(text, 'const b = ')],
    ],
    ['`let` for `const`', `const a = 1;`, () => [{ range: [0, 5], text: 'let' }]],
    ['a guard that is gone', `if (a && a.b) f();`, (text) => [gone(text, 'a && ')]],
    [
      'code that goes elsewhere with its comment',
      `function f() {\n  g(new A({\n    // why\n    b,\n  }));\n}`,
      (text) => {
        const made = text.slice(text.indexOf('new A'), text.indexOf('));') + 1);
        return [
          at(text, 'function', `const a = ${made.replaceAll('\n  ', '\n')};\n`),
          { range: [text.indexOf('new A'), text.indexOf('));') + 1], text: 'a' },
        ];
      },
    ],
    [
      'a shorthand beside the edit',
      `f({ a, b: c.d });`,
      (text) => [{ range: [text.indexOf('c.d'), text.indexOf(' }')], text: 'd' }],
    ],
    ...[
      ['a loop', 'for (const a of b) if (a) return c;'],
      ['an `else`', 'if (d) return e; else if (a) return c;'],
      ['another condition', 'if (d) if (a) return c;'],
      ['an `else` of one that stands in a loop', 'for (;;) if (d) e(); else if (a) return c;'],
    ].map(([kind, body]): [string, string, (text: string) => readonly Edit[]] => [
      `the statement of a condition that ends ${kind}, which gets a block`,
      `function f() {\n  ${body}\n  return g;\n}`,
      (text) => [
        {
          range: [text.indexOf(' return c;'), text.indexOf(' return c;') + ' return c;'.length],
          text: ' {\n    h();\n    return c;\n  }',
        },
      ],
    ]),
    [
      'a comment that stays behind a statement',
      `f(); // why\ng();`,
      (text) => [at(text, '\ng', '\nconst a = 1;')],
    ],
  ])('%s', (_, before, edits) => {
    expect(changes(before, edits(before), '/input.cts')).toEqual([]);
  });
});
