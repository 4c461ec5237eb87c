/**
 * Edits that are broken on purpose: the adapter finds that code beside them would mean something else, and writes nothing.
 */
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../analysis/findings/finding.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { facts } from '../harness/hosts.ts';

const world = facts({
  agentsModule: () => ({
    file: '/project/http-agents.js',
    specifier: './http-agents',
    exists: true,
    syntax: 'cjs',
  }),
});

/** Makes further edits where the first finding is. */
const broken = (edits: readonly Edit[]): Codemod => ({
  ...fixAgents,
  inspect: (source, project, options) =>
    fixAgents.inspect(source, project, options).map((site) => {
      const { finding } = site;
      return finding && 'edits' in finding.remedy
        ? {
            ...site,
            finding: { ...finding, remedy: { edits: [...finding.remedy.edits, ...edits] } },
          }
        : site;
    }),
});

const HEAD = dedent(`
  const axios = require('axios');
  const { httpAgent, httpsAgent } = require('./http-agents');
`);
const CALL = `axios.get(url);\n`;
const NEW = `const added = load('a')\n`;

describe('an edit that changes what it does not touch', () => {
  it.each<[kind: string, code: string, place: string, removed: number, added: string]>([
    ['a call', '(() => {})();', '(() =>', 0, NEW],
    ['an index', '[1, 2].forEach(f);', '[1', 0, NEW],
    ['a template', '`a`.trim();', '`a`', 0, NEW],
    ['a division', '/a/g.exec(text);', '/a/', 0, NEW],
    ['a comparison in place of a type assertion', '<any>total;', '<any>', 0, NEW],
    [
      '++',
      dedent(`
        a; ++
        b;`),
      '; ++',
      1,
      '',
    ],
    [
      'in',
      dedent(`
        class A {
          a = 1;
          in
          c
        }`),
      dedent(`
        ;
          in`),
      1,
      '',
    ],
    [
      'neighbours of what goes',
      dedent(`
        const log = console.log
        const b = 1;
        [1, 2].forEach(log);`),
      'const b',
      'const b = 1;\n'.length,
      '',
    ],
    [
      'a directive',
      dedent(`
        function f() {
          'use strict';
        }`),
      `'use strict'`,
      0,
      'g();\n',
    ],
    ['code behind the mark of a comment', 'f(); // why', ' why', 4, ' const added = 1;'],
    ['a comment that goes', 'f(/* why */);', '/* why */', 9, ''],
  ])('%s', (_, code, place, removed, added) => {
    const text = `${HEAD}${CALL}${code}\n`;
    const start = text.indexOf(place, HEAD.length);
    const codemod = broken([{ range: [start, start + removed], text: added }]);
    const world2 = { ...world, file: '/project/input.cts' };
    expect(() => fixText(codemod, text, world2, {})).toThrow(
      /would change code that is not part of the fix \(line \d+: .*\); the file is left alone/u,
    );
  });

  it.each<[kind: string, code: string, place: string, added: string, says: string]>([
    [
      `'use strict' where a parameter is a pattern`,
      dedent(`
        function f(a) {
          'use strict';
        }`),
      'a) {',
      '{ b }, ',
      `Illegal 'use strict' directive`,
    ],
    [
      'a name that is there already',
      'let a;',
      'let a',
      'const a = 1;\n',
      'has already been declared',
    ],
  ])('%s', (_, code, place, added, says) => {
    const text = `${HEAD}${CALL}${code}\n`;
    const start = text.indexOf(place, HEAD.length);
    expect(() =>
      fixText(broken([{ range: [start, start], text: added }]), text, world, {}),
    ).toThrow(says);
  });

  it('and says nothing of faults that were there before', () => {
    expect(fixText(fixAgents, `${HEAD}${CALL}let a;\nlet a;\n`, world, {}).output).toContain(
      'axios.get(url, { httpAgent, httpsAgent });',
    );
  });
});
