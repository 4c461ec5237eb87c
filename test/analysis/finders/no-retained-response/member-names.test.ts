import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import { ReleaseNames } from '../../../../analysis/finders/no-retained-response/member-names.ts';
import type { SourceCode } from '../../../../analysis/source/source-code.ts';
import { variableOf, type Variable } from '../../../../analysis/syntax/bindings.ts';
import { nodesOf } from '../../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../../harness/hosts.ts';

/** The variables that `get()` is given to, in source order, each with the places where its data is read. */
function holders(source: SourceCode): { variable: Variable; uses: TSESTree.Node[] }[] {
  return nodesOf(source, AST_NODE_TYPES.VariableDeclarator)
    .filter(({ init }) => init && source.getText(init) === 'get()')
    .map(({ id }) => {
      const variable = variableOf(source, id as TSESTree.Identifier)!;
      return {
        variable,
        uses: variable.references.slice(1).map(({ identifier }) => identifier.parent),
      };
    });
}

it.each([
  {
    why: 'the member’s own name',
    code: `const response = get();\nf(response.data);`,
    names: ['data'],
  },
  {
    why: 'a name of the outside',
    code: `const response = get();\nf(response.data);`,
    outside: `const data = 1;`,
    names: ['responseData'],
  },
  {
    why: 'a name beside it',
    code: `const response = get();\nconst data = 1;`,
    names: ['responseData'],
  },
  {
    why: 'a name in a function below that does not read the response',
    code: `const response = get();\nlist.map((data) => data);\nf(response.data);`,
    names: ['data'],
  },
  {
    why: 'a name in a function below that reads it',
    code: `const response = get();\nlist.map((data) => data + response.data);`,
    names: ['responseData'],
  },
  {
    why: 'a global that is read below',
    code: `const response = get();\nlist.map(() => data);`,
    names: ['responseData'],
  },
  {
    why: 'both choices are taken',
    code: `const response = get();\nconst data = 1, responseData = 2;`,
    names: ['responseData2'],
  },
  {
    why: 'what a response is called',
    code: `const userResponse = get();\nconst data = 1;`,
    names: ['userData'],
  },
  {
    why: 'what a response is called, in short',
    code: `const userRes = get();\nconst groupResp = get();\nconst data = 1;`,
    names: ['userData', 'groupData'],
  },
  {
    why: 'two in one scope',
    code: `const user = get();\nconst group = get();`,
    names: ['data', 'groupData'],
  },
  {
    why: 'one below the other',
    code: `const user = get();\nfor (const x of y) { const group = get(); }`,
    names: ['data', 'groupData'],
  },
  {
    why: 'beside each other',
    code: `{ const user = get(); }\n{ const group = get(); }`,
    names: ['data', 'data'],
  },
  {
    why: 'in a block above, then beside it',
    code: `{ const user = get(); }\nconst group = get();`,
    names: ['data', 'data'],
  },
  {
    why: 'what is called for its data already',
    code: `const supplyData = get();\nconst data = 1;`,
    names: ['supplyData'],
  },
  {
    why: 'a global that a config names',
    code: `const response = get();\nf(response.data);`,
    outside: `/* global data */`,
    names: ['data'],
  },
  {
    why: 'a global that a config names, read below',
    code: `const response = get();\nf(response.data, data);`,
    outside: `/* global data */`,
    names: ['responseData'],
  },
])('$why', ({ code, outside = '', names }) => {
  forEachHost(`${outside}\nfunction run(list) {\n${code}\n}`, (source, host) => {
    const release = new ReleaseNames(source);
    expect(
      holders(source).map(({ variable, uses }) => release.take(variable, 'data', uses)),
      host,
    ).toEqual(names);
  });
});
