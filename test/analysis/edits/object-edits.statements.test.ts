import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { insertProperties } from '../../../analysis/edits/added-properties.ts';
import { applyEdits } from '../../../analysis/edits/apply-edits.ts';
import { dedented, startsAndEndsItsLine } from '../../../analysis/edits/file-style.ts';
import { insertStatementAt } from '../../../analysis/edits/statement-edits.ts';
import { callStarting, forEachHost, literalWith } from '../../harness/hosts.ts';

describe('a property behind a comment that ends the line', () => {
  it.each<[why: string, code: string, output: string]>([
    ['goes below it', `use({ a: 1 // why\n});`, `use({ a: 1, // why\n  b: 2\n});`],
    ['keeps the comma at the end', `use({ a: 1, // why\n});`, `use({ a: 1, // why\n  b: 2,\n});`],
    [
      'and the indentation',
      `function f() {\n    use({ a: 1, // why\n    });\n}`,
      `function f() {\n    use({ a: 1, // why\n        b: 2,\n    });\n}`,
    ],
  ])('%s', (_, code, output) => {
    forEachHost(code, (source, host) => {
      expect(
        applyEdits(
          source.text,
          insertProperties(source, literalWith(source, 'a: 1'), [{ key: 'b', value: '2' }]),
        ),
        host,
      ).toBe(output);
    });
  });
});

describe('a statement where a line begins', () => {
  it.each<[why: string, code: string, output: string]>([
    [
      'has a semicolon where the file has them',
      `const a = 1;\nf(a);\n`,
      `b();\nconst a = 1;\nf(a);\n`,
    ],
    ['has none where the file has none', `const a = 1\nf(a)\n`, `b()\nconst a = 1\nf(a)\n`],
    ['ends as the lines of the file end', `f();\r\ng();\r\n`, `b();\r\nf();\r\ng();\r\n`],
  ])('%s', (_, code, output) => {
    forEachHost(code, (source, host) => {
      expect(applyEdits(source.text, [insertStatementAt(source, 0, 'b()')]), host).toBe(output);
    });
  });
});

describe('the text of a node at the left margin', () => {
  it.each<[why: string, code: string, text: string]>([
    [
      'loses the indentation of its first line',
      `function f() {\n  make({\n    a: 1,\n  });\n}`,
      `make({\n  a: 1,\n})`,
    ],
    [
      'loses it beside a template on one line',
      `function f() {\n  make({\n    a: \`\${b}c\`,\n  });\n}`,
      `make({\n  a: \`\${b}c\`,\n})`,
    ],
    [
      'keeps it in a template of several lines, whose text it is',
      `function f() {\n  make({\n    a: \`b\n    c\`,\n  });\n}`,
      `make({\n    a: \`b\n    c\`,\n  })`,
    ],
    ['has none to lose', `make({\n  a: 1,\n});`, `make({\n  a: 1,\n})`],
  ])('%s', (_, code, text) => {
    forEachHost(code, (source, host) => {
      expect(dedented(source, callStarting(source, 'make')), host).toBe(text);
    });
  });
});

describe('a statement that has its lines to itself', () => {
  it.each<[code: string, isAlone: boolean]>([
    [`f();\ng();\n`, true],
    [`f();\n  g();  \n`, true],
    [`f();\ng();`, true],
    [`f();\ng();  `, true],
    [`f();\ng(); // why`, false],
    [`f();\ng(); // why\n`, false],
    [`f(); g();\n`, false],
    [`f();\n/* why */ g();`, false],
  ])('%j: %s', (code, isAlone) => {
    forEachHost(code, (source, host) => {
      const statement: TSESTree.Node = source.ast.body[1]!;
      expect(startsAndEndsItsLine(source, statement), host).toBe(isAlone);
    });
  });
});
