import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { calledName } from '../../../analysis/syntax/references.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

describe('calledName', () => {
  it.each([
    { why: 'a name', code: `listen(80);`, name: 'listen' },
    { why: 'a method, by its last name', code: `app.server.listen(80);`, name: 'listen' },
    { why: 'a method in brackets', code: `server['listen'](80);`, name: 'listen' },
    {
      why: 'a method that a constant names',
      code: `const START = 'listen';\nserver[START](80);`,
      name: 'listen',
    },
    {
      why: 'a method that a parameter names has none',
      code: `const run = (listen) => server[listen](80);`,
      name: '',
    },
    { why: 'a function that stands there has none', code: `(() => {})();`, name: '' },
  ])('$why', ({ code, name }) => {
    forEachHost(code, (source, host) => {
      const call: TSESTree.CallExpression = nodesOf(source, AST_NODE_TYPES.CallExpression)[0]!;
      expect(calledName(source, call.callee), host).toBe(name);
    });
  });
});
