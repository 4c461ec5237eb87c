import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { memberAssignments, writesTo } from '../../../analysis/syntax/assignments.ts';
import { variableOf } from '../../../analysis/syntax/bindings.ts';
import { ownerOfThis } from '../../../analysis/syntax/this-binding.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

describe('ownerOfThis', () => {
  it.each([
    { why: 'a method', code: `class A { f() { use(this.a); } }`, owner: 'A', isStatic: false },
    {
      why: 'a static method',
      code: `class A { static f() { use(this.a); } }`,
      owner: 'A',
      isStatic: true,
    },
    { why: 'a field', code: `class A { f = use(this.a); }`, owner: 'A', isStatic: false },
    {
      why: 'a field that is an arrow',
      code: `class A { f = () => use(this.a); }`,
      owner: 'A',
      isStatic: false,
    },
    {
      why: 'a computed key belongs to what is outside',
      code: `class A { [use(this.a)]() {} }`,
      owner: undefined,
      isStatic: undefined,
    },
    { why: 'the module', code: `use(this.a);`, owner: undefined, isStatic: undefined },
  ])('$why', ({ code, owner, isStatic }) => {
    forEachHost(code, (source, host) => {
      const found = ownerOfThis(subjectOf(source));
      expect(found?.isStatic, host).toBe(isStatic);
      expect(found && 'id' in found.node ? found.node.id?.name : undefined, host).toBe(owner);
    });
  });
});

describe('writesTo', () => {
  it.each([
    { why: 'the declaration is no write', code: `const a = 1;\nuse(a);`, writes: [] },
    {
      why: 'assignments are, in order',
      code: `let a = 1;\na = 2;\na = 3;\nuse(a);`,
      writes: ['2', '3'],
    },
    {
      why: 'what cannot be followed is undefined',
      code: `let a = 1;\n[a] = list;\na++;\nuse(a);`,
      writes: [undefined, undefined],
    },
  ])('$why', ({ code, writes }) => {
    forEachHost(code, (source, host) => {
      const variable = variableOf(source, subjectOf(source) as TSESTree.Identifier)!;
      expect(
        writesTo(variable).map((node) => node && source.getText(node)),
        host,
      ).toEqual(writes);
    });
  });
});

it('memberAssignments knows every way to write a name', () => {
  forEachHost(
    `a.x = 1;\na['x'] = 2;\nconst K = 'x';\na[K] = 3;\nthis.x ??= 4;\na.y = 5;\na[k] = 6;\nx = 7;`,
    (source, host) => {
      expect(
        memberAssignments(source, 'x').map(({ right }) => source.getText(right)),
        host,
      ).toEqual(['1', '2', '3', '4']);
      expect(memberAssignments(source, 'constructor'), host).toEqual([]);
    },
  );
});
