import type { TSESTree } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import { AXIOS } from '../../../analysis/clients/models/axios.ts';
import { releasedIn, usesOf, WHOLE } from '../../../analysis/responses/response-uses.ts';
import { variableOf } from '../../../analysis/syntax/bindings.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

it.each([
  { why: 'a second declaration writes', code: `var r = 2;`, kinds: ['write'] },
  {
    why: 'a negation beside another question is no guard',
    code: `f(!r || other);`,
    kinds: ['whole'],
  },
  {
    why: 'nor one beside a member that is not negated',
    code: `f(!r || r.data);`,
    kinds: ['whole', 'member'],
  },
  {
    why: 'a guard of a method of something else',
    code: `f(r && other.find(f));`,
    kinds: ['whole'],
  },
])('usesOf: $why', ({ code, kinds }) => {
  forEachHost(
    `async function run() {\nvar r = await get();\n${code}\nuse(r);\n}`,
    (source, host) => {
      const variable = variableOf(source, subjectOf(source) as TSESTree.Identifier)!;
      expect(
        usesOf(source, variable, variable.identifiers[0]!, AXIOS)
          .slice(0, -1)
          .map(({ kind }) => kind),
        host,
      ).toEqual(kinds);
    },
  );
});

it.each([
  { why: 'every member is deleted', code: `for (const key in r) delete r[key];` },
  { why: 'every member is set to nothing', code: `for (const key in r) r[key] = undefined;` },
])('releasedIn: the response itself where $why', ({ code }) => {
  forEachHost(`function run() {\nlet r = get();\n${code}\nuse(r);\n}`, (source, host) => {
    expect(
      [...releasedIn(source, variableOf(source, subjectOf(source) as TSESTree.Identifier)!).keys()],
      host,
    ).toEqual([WHOLE]);
  });
});
