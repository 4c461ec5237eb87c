import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import { isFiniteKeyType, isFiniteType } from '../../../analysis/keys/finite-types.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

const DECLARED = `enum State { On, Off }\ntype Kind = 'a' | 'b';\nconst NAMES = ['x', 'y'] as const;\ninterface Options { kind: string }\ntype Endless = 'a' | Endless;\nimport type * as api from './api';\n`;

/** A parameter of a type, and a Map under keys of it. */
function expectFinite(type: string, expected: boolean): void {
  forEachHost(
    `${DECLARED}function f(subject: ${type}) {}\nnew Map<${type}, number>();`,
    (source, host) => {
      const subject = nodesOf(source, AST_NODE_TYPES.Identifier).find(
        ({ name }) => name === 'subject',
      )!;
      expect(isFiniteType(source, subject), host).toBe(expected);
      expect(isFiniteKeyType(source, nodesOf(source, AST_NODE_TYPES.NewExpression)[0]!), host).toBe(
        expected,
      );
    },
    'ts',
  );
}

it.each([
  'Kind',
  'State',
  'State.On',
  'boolean | null | undefined',
  'keyof Options',
  'keyof typeof NAMES',
  '(typeof NAMES)[number]',
  'Exclude<Kind, "a">',
  'Uppercase<Kind>',
  'NonNullable<Kind | undefined>',
  '`${Kind}-${State}`',
])('%s has few values', (type) => {
  expectFinite(type, true);
});

it.each([
  'string',
  'Kind | string',
  '`${Kind}-${string}`',
  'readonly string[]',
  "Options['kind']",
  'Exclude<string, "a">',
  'Extract',
  'Options',
  'Unknown',
  'api.Name',
  'api.users.Name',
  'Options.Kind',
  'Endless',
])('%s may have many', (type) => {
  expectFinite(type, false);
});

it('a name without a type may have many', () => {
  forEachHost(`function f(subject) {}`, (source, host) => {
    const subject = nodesOf(source, AST_NODE_TYPES.Identifier).find(
      ({ name }) => name === 'subject',
    )!;
    expect(isFiniteType(source, subject), host).toBe(false);
  });
});
