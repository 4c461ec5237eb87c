import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { AXIOS } from '../../../analysis/clients/models/axios.ts';
import { releasedIn, usesOf, WHOLE } from '../../../analysis/responses/response-uses.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { variableOf } from '../../../analysis/syntax/bindings.ts';
import { forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

/** The variable that the last `use(…)` of the code names. */
function variableIn(source: SourceCode) {
  return variableOf(source, subjectOf(source) as TSESTree.Identifier)!;
}

function holds(code: string, kinds: readonly string[], language: Language = 'js'): void {
  forEachHost(
    `async function run() {\nconst r = await get();\n${code}\nuse(r);\n}`,
    (source, host) => {
      const variable = variableIn(source);
      const uses = usesOf(source, variable, variable.identifiers[0]!, AXIOS).slice(0, -1);
      expect(
        uses.map((use) => (use.kind === 'member' ? `.${use.member}` : use.kind)),
        host,
      ).toEqual(kinds);
    },
    language,
  );
}

describe('usesOf', () => {
  it.each([
    {
      why: 'members',
      code: `f(r.data, r?.status, r['headers'], r[\`config\`]);`,
      kinds: ['.data', '.status', '.headers', '.config'],
    },
    { why: 'a member by a constant', code: `const K = 'data';\nf(r[K]);`, kinds: ['.data'] },
    { why: 'a member that is not known', code: `f(r[k]);`, kinds: ['whole'] },
    { why: 'a pattern', code: `const { data, status: code = 200 } = r;`, kinds: ['pattern'] },
    { why: 'a pattern with a rest', code: `const { data, ...rest } = r;`, kinds: ['whole'] },
    { why: 'a pattern of what no response has', code: `const { users } = r;`, kinds: ['foreign'] },
    { why: 'a member that no response has', code: `f(r.users);`, kinds: ['foreign'] },
    {
      why: 'a pattern that has one of these beside the data',
      code: `const { data, users } = r;`,
      kinds: ['foreign'],
    },
    {
      why: 'writes through a pattern and the head of a loop',
      code: `[r.data] = [1];\nfor (r.status of [1]) f();`,
      kinds: ['.data', '.status'],
    },
    { why: 'a guard', code: `if (r && r.data) f();`, kinds: ['guard', '.data'] },
    { why: 'a guard, negated', code: `if (!r || !r.data) return;`, kinds: ['guard', '.data'] },
    {
      why: 'a guard of a chain of them',
      code: `f(r && r.data && r.data.items);`,
      kinds: ['guard', '.data', '.data'],
    },
    {
      why: 'a guard of a comparison and of a call',
      code: `f(r && r.status === 200, r && r.data.find(f));`,
      kinds: ['guard', '.status', 'guard', '.data'],
    },
    { why: 'a test alone', code: `if (r) f();\nif (!r) return;`, kinds: ['whole', 'whole'] },
    { why: 'a test of something else', code: `f(r && other.data);`, kinds: ['whole'] },
    { why: 'a default is no guard', code: `f(r || r.data);`, kinds: ['whole', '.data'] },
    { why: 'a write', code: `r = null;`, kinds: ['write'] },
    {
      why: 'returned, passed on, spread, thrown',
      code: `f(r, ...r, { r }, { ...r });`,
      kinds: ['whole', 'whole', 'whole', 'whole'],
    },
    { why: 'in another function', code: `f(() => r.data);`, kinds: ['.data'] },
  ])('$why', ({ code, kinds }) => {
    holds(code, kinds);
  });

  it('a cast needs the whole', () => {
    holds('f((r as Foo).data, r!.data);', ['whole', '.data'], 'ts');
  });
});

describe('releasedIn', () => {
  it.each([
    { why: 'nothing', code: `f(r.data);`, released: [] },
    {
      why: 'members',
      code: `r.data = null;\nr.request = undefined;`,
      released: ['data', 'request'],
    },
    { why: 'deleted', code: `delete r.request;`, released: ['request'] },
    { why: 'the name itself', code: `r = null;`, released: [WHOLE] },
    { why: 'another value is no release', code: `r.data = r.data.items;`, released: [] },
  ])('$why', ({ code, released }) => {
    forEachHost(`function run() {\nlet r = get();\n${code}\nuse(r);\n}`, (source, host) => {
      expect([...releasedIn(source, variableIn(source)).keys()], host).toEqual(released);
    });
  });
});
