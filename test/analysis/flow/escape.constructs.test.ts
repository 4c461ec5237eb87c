/**
 * What becomes of a value that helper functions, patterns, loops and collections carry on.
 */
import { describe, expect, it } from 'vitest';
import { escapeOf } from '../../../analysis/flow/escape.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';

function shown(source: SourceCode): string {
  const { returned, stored, members } = escapeOf(
    source,
    callStarting(source, 'make()'),
    () => false,
  );
  return [
    ...(returned ? ['returned'] : []),
    ...(stored ? ['stored'] : []),
    ...members.map((member) => source.getText(member)),
  ].join(', ');
}

describe('what becomes of a value', () => {
  it.each([
    {
      why: 'by a parameter with a default',
      code: `const end = (a = other()) => { a.destroy(); };\nend(make());`,
      escape: 'a.destroy',
    },
    {
      why: 'by a parameter that is a pattern',
      code: `const end = ({ a }) => { a.destroy(); };\nend({ a: make() });`,
      escape: 'a.destroy',
    },
    {
      why: 'by a rest parameter',
      code: `const end = (...all) => { all[0].destroy(); };\nend(make());`,
      escape: 'all[0].destroy',
    },
    {
      why: 'by an options object',
      code: `const end = (options) => { options.a.destroy(); };\nend({ a: make() });`,
      escape: 'options.a.destroy',
    },
    {
      why: 'by another name of a function',
      code: `const end = (a) => { a.destroy(); };\nconst finish = end;\nfinish(make());`,
      escape: 'a.destroy',
    },
    {
      why: 'by bind',
      code: `const end = (a) => { a.destroy(); };\nend.bind(null, make())();`,
      escape: 'a.destroy',
    },
    {
      why: 'in a loop over a literal',
      code: `for (const a of [make()]) a.destroy();`,
      escape: 'a.destroy',
    },
    {
      why: 'in forEach over a literal',
      code: `[make()].forEach((a) => a.destroy());`,
      escape: 'a.destroy',
    },
    {
      why: 'by a pattern of an array',
      code: `const [a] = [make()];\na.destroy();`,
      escape: 'a.destroy',
    },
    {
      why: 'in a Map of the function',
      code: `const m = new Map();\nm.set(1, make());\nm.get(1).destroy();`,
      escape: 'm.get(1).destroy',
    },
    {
      why: 'in a list of the function',
      code: `const l = [];\nl.push(make());\nl[0].destroy();`,
      escape: 'l[0].destroy',
    },
    {
      why: 'in a list of the function that it returns',
      code: `const l = [];\nl.push(make());\nreturn l;`,
      escape: 'returned',
    },
    { why: 'in a Map of the module', code: `pools.set(1, make());`, escape: 'stored' },
    { why: 'in a list that nobody sees', code: `other().push(make());`, escape: 'stored' },
    { why: 'in a field', code: `this.agent = make();`, escape: 'stored' },
    { why: 'in a variable of the module', code: `held = make();`, escape: 'stored' },
    {
      why: 'in an object that a helper fills',
      code: `const o = {};\nconst fill = (p) => { p.a = make(); };\nfill(o);\no.a.destroy();`,
      escape: 'returned, o.a.destroy',
    },
    {
      why: 'another property of what holds it',
      code: `const o = { a: make(), b: 1 };\no.b.destroy();`,
      escape: '',
    },
    {
      why: 'in what a parameter brought, which this file gives',
      code: `out.agent = make();`,
      escape: 'returned',
    },
    { why: 'in an export', code: `exports.agent = make();`, escape: 'stored' },
    {
      why: 'from a promise',
      code: `Promise.resolve(make()).then((a) => a.destroy());`,
      escape: 'a.destroy',
    },
  ])('$why', ({ code, escape }) => {
    forEachHost(
      `const pools = new Map();\nlet held;\nfunction run(out) {\n${code}\n}\nrun({});`,
      (source, host) => {
        expect(shown(source), host).toBe(escape);
      },
    );
  });
});
