import { expect, it } from 'vitest';
import { dedent, dedentAll, dedentCase } from './dedent.ts';

it.each([
  {
    why: 'the first line feed, the common indentation and the last line go',
    text: `
      function run() {
        return 1;
      }
    `,
    dedented: 'function run() {\n  return 1;\n}\n',
  },
  {
    why: 'a backtick right after the code leaves out the last line feed',
    text: `
      first();
      last();`,
    dedented: 'first();\nlast();',
  },
  {
    why: 'one line',
    text: `
      first();
    `,
    dedented: 'first();\n',
  },
  {
    why: 'empty lines do not count for the indentation and stay empty',
    text: `
      first();

      last();
    `,
    dedented: 'first();\n\nlast();\n',
  },
  {
    why: 'empty lines at the beginning and the end stay',
    text: `

      first();

    `,
    dedented: '\nfirst();\n\n',
  },
  {
    why: 'a template in the code: its lines are indented with the others',
    text: `
      const text = \`first
      second \${name}
        third\`;
    `,
    dedented: 'const text = `first\nsecond ${name}\n  third`;\n',
  },
  {
    why: 'escapes are those of a template literal',
    text: `
      text.split('\\n');
      text.match(/\\d\\\\/);
    `,
    dedented: "text.split('\\n');\ntext.match(/\\d\\\\/);\n",
  },
  {
    why: 'the first line is indented deeper than the others',
    text: '\n      .then();\n    next();\n  ',
    dedented: '  .then();\nnext();\n',
  },
  { why: 'tabs', text: '\n\t\tif (a) {\n\t\t\tf();\n\t\t}\n\t', dedented: 'if (a) {\n\tf();\n}\n' },
  {
    why: 'tabs below spaces stay',
    text: '\n  if (a) {\n  \tf();\n  }\n',
    dedented: 'if (a) {\n\tf();\n}\n',
  },
  {
    why: 'tabs beside spaces have nothing in common',
    text: '\n  a();\n\tb();\n',
    dedented: '  a();\n\tb();\n',
  },
  {
    why: 'blanks in a line without text, beyond the indentation',
    text: '\n  a();\n     \n  b();\n',
    dedented: 'a();\n   \nb();\n',
  },
  {
    why: 'blanks in a line without text, fewer than the indentation',
    text: '\n    a();\n  \n    b();\n',
    dedented: 'a();\n\nb();\n',
  },
  { why: 'blanks at the end of a line', text: '\n  a();  \n  b();\n', dedented: 'a();  \nb();\n' },
  {
    why: 'carriage returns at the ends of lines',
    text: '\n  a();\r\n\r\n  b();\r\n',
    dedented: 'a();\r\n\r\nb();\r\n',
  },
  { why: 'a line feed alone', text: '\n', dedented: '' },
  { why: 'a line feed and blanks', text: '\n    ', dedented: '' },
])('dedents: $why', ({ text, dedented }) => {
  expect(dedent(text)).toBe(dedented);
});

it.each([
  { why: 'an empty text', text: '' },
  { why: 'code in one line', text: 'axios.get(url);' },
  { why: 'lines that are all indented', text: '  a();\n  b();\n' },
  { why: 'blanks in the last line', text: 'a();\n  ' },
  { why: 'a line end of Windows at the beginning', text: '\r\n  a();\r\n  ' },
  { why: 'a byte order mark', text: '\uFEFF\n  a();\n' },
])('leaves alone what does not begin with a line feed: $why', ({ text }) => {
  expect(dedent(text)).toBe(text);
});

it('dedents the texts of a record', () => {
  expect(dedentAll({ 'a.js': '\n  a();\n', 'package.json': '{}' })).toEqual({
    'a.js': 'a();\n',
    'package.json': '{}',
  });
});

it('dedents the code of a case, before and after', () => {
  expect(dedentCase({ name: '\n  a case', code: '\n  a();\n', output: '\n  b();\n' })).toEqual({
    name: '\n  a case',
    code: 'a();\n',
    output: 'b();\n',
  });
  expect(dedentCase({ code: '\n  a();\n' })).toEqual({ code: 'a();\n' });
});
