import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { escapeOf } from '../../../analysis/flow/escape.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { Node, SourceCode } from '../../../analysis/source/source-code.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';

/** `returned, stored, agent.destroy` of the value of `make()`; `client(…)` gives back what holds its argument. */
function shown(source: SourceCode): string {
  const givesOn = (call: Node) =>
    call.type === AST_NODE_TYPES.CallExpression && source.getText(call.callee) === 'client';
  const { returned, stored, members } = escapeOf(source, callStarting(source, 'make()'), givesOn);
  return [
    ...(returned ? ['returned'] : []),
    ...(stored ? ['stored'] : []),
    ...members.map((member) => source.getText(member)),
  ].join(', ');
}

describe('escapeOf', () => {
  it.each([
    { why: 'used up by a call', code: `send(make());`, escape: '' },
    { why: 'called where it stands', code: `make()(1);`, escape: '' },
    { why: 'returned', code: `return make();`, escape: 'returned' },
    {
      why: 'returned in what holds it',
      code: `return client({ agent: make() });`,
      escape: 'returned',
    },
    { why: 'taken apart by a declaration', code: `const { a } = make();`, escape: 'stored' },
    { why: 'taken apart by an assignment', code: `let a;\n[a] = make();`, escape: 'stored' },
    {
      why: 'a default that is taken apart',
      code: `function inner({ a } = make()) {}`,
      escape: 'stored',
    },
    {
      why: 'a default with a name',
      code: `function inner(a = make()) { a.destroy(); }`,
      escape: 'a.destroy',
    },
    { why: 'put into what a parameter brought', code: `out.agent = make();`, escape: 'returned' },
    { why: 'put into what a call gives', code: `other().agent = make();`, escape: 'stored' },
    {
      why: 'a name that is assigned itself',
      code: `let a = make();\na = a;\na.destroy();`,
      escape: 'a.destroy',
    },
    { why: 'given to a method that stores', code: `list.push(make());`, escape: 'stored' },
    { why: 'given to a method that nobody knows', code: `list[out](make());`, escape: '' },
    {
      why: 'given to a function that gives it back',
      code: `const same = (x) => x;\nreturn same(make());`,
      escape: 'returned',
    },
    {
      why: 'given to a function that does not',
      code: `const ends = (x) => { x.destroy(); };\nreturn ends(make());`,
      escape: 'x.destroy',
    },
    {
      why: 'given to a function that gives it back to one that destroys it',
      code: `const same = (x) => x;\nsame(make()).destroy();`,
      escape: 'same(make()).destroy',
    },
    {
      why: 'in a function that is called here alone',
      code: `const a = make();\nconst end = () => { a.destroy(); };\nend();`,
      escape: 'a.destroy',
    },
    {
      why: 'in a function that is handed on',
      code: `const a = make();\nconst end = () => { a.destroy(); };\nlist.last = end;`,
      escape: 'stored, a.destroy',
    },
  ])('$why', ({ code, escape }) => {
    forEachHost(`const list = [];\nfunction run(out) {\n${code}\n}`, (source, host) => {
      expect(shown(source), host).toBe(escape);
    });
  });

  it.each([
    { count: 10, escape: '' },
    { count: 300, escape: 'stored' },
  ])('nobody sees to the end of $count names for one value', ({ count, escape }) => {
    const names = Array.from({ length: count }, (_, index) => `const a${index + 1} = a${index};`);
    expect(
      shown(
        parseSource(`function run() {\nconst a0 = make();\n${names.join('\n')}\n}`, '/input.js'),
      ),
    ).toBe(escape);
  });
});
