import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import type { Level, ResponsePart, Wrap } from '../../../analysis/responses/response-part.ts';
import { lengthOfCut, resultOfArgument } from '../../../analysis/responses/transfer.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

function held(level: Level, bare: TSESTree.Node, wraps: readonly Wrap[]): ResponsePart {
  return {
    level,
    wraps,
    request: bare as TSESTree.CallExpression,
    origin: bare.range[0],
    bare,
    body: 'text',
  };
}

it.each<{ code: string; level: Level; wraps?: Wrap[]; gives: string | undefined }>([
  { code: 'new Error(x)', level: 'error', gives: undefined },
  { code: 'new Thing(x)', level: 'response', gives: undefined },
  { code: 'list[method](x)', level: 'response', gives: undefined },
  { code: 'all.concat(x)', level: 'response', wraps: ['list'], gives: 'list response' },
  { code: 'all.concat(x)', level: 'response', gives: 'list response' },
  { code: 'text.concat(x)', level: 'cut', gives: 'sum' },
  { code: 'Array.isArray(x)', level: 'response', wraps: ['list'], gives: undefined },
  {
    code: 'Promise.any(x)',
    level: 'response',
    wraps: ['list', 'promise'],
    gives: 'promise response',
  },
  { code: 'Promise.reject(x)', level: 'response', wraps: ['list', 'promise'], gives: undefined },
])('$code of $wraps $level gives $gives', ({ code, level, wraps = [], gives }) => {
  forEachHost(`use(${code});`, (source, host) => {
    const call = subjectOf(source) as Call;
    const [argument] = call.arguments;
    const result = resultOfArgument(source, call, argument!, held(level, argument!, wraps));
    expect(result && [...result.wraps, result.level].join(' '), host).toBe(gives);
  });
});

it.each(['x.slice(-n)', 'x.slice(+4)', `x.slice('4', 12)`])(
  'lengthOfCut: nobody knows how long %s is',
  (code) => {
    forEachHost(`use(${code});`, (source, host) => {
      expect(
        lengthOfCut(nodesOf(source, AST_NODE_TYPES.CallExpression).at(-1)!, 'slice'),
        host,
      ).toBeUndefined();
    });
  },
);
