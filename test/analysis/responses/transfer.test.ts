import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import type { Level, ResponsePart, Wrap } from '../../../analysis/responses/response-part.ts';
import { lengthOfCut, resultOfArgument } from '../../../analysis/responses/transfer.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

function held(level: Level, bare: TSESTree.Node, ...wraps: Wrap[]): ResponsePart {
  return {
    level,
    wraps,
    request: bare as TSESTree.CallExpression,
    origin: bare.range[0],
    bare,
    body: 'text',
  };
}

describe('resultOfArgument', () => {
  it.each<{ code: string; level: Level; wraps?: Wrap[]; gives: string | undefined }>([
    { code: 'String(x)', level: 'cut', gives: 'cut' },
    { code: 'String(x)', level: 'view', gives: undefined },
    { code: 'Number(x)', level: 'cut', gives: undefined },
    { code: 'structuredClone(x)', level: 'view', gives: 'memory' },
    { code: 'structuredClone(x)', level: 'cut', gives: undefined },
    { code: 'Buffer.from(x)', level: 'view', gives: undefined },
    { code: 'Buffer.from(x.buffer, 0, 4)', level: 'memory', gives: 'view' },
    { code: 'new Uint8Array(x.buffer)', level: 'memory', gives: 'memory' },
    { code: 'new Uint8Array(x)', level: 'view', gives: undefined },
    { code: 'new DataView(x.buffer)', level: 'memory', gives: 'memory' },
    { code: '/a/.exec(x)', level: 'cut', gives: 'list cut' },
    { code: '/a/.test(x)', level: 'cut', gives: undefined },
    { code: 'Object.freeze(x)', level: 'response', gives: 'response' },
    { code: 'Object.keys(x)', level: 'response', gives: undefined },
    { code: 'Array.from(x)', level: 'cut', wraps: ['list'], gives: 'list cut' },
    { code: 'Promise.resolve(x)', level: 'response', gives: 'promise response' },
    {
      code: 'Promise.all(x)',
      level: 'response',
      wraps: ['list', 'promise'],
      gives: 'promise list response',
    },
    {
      code: 'Promise.allSettled(x)',
      level: 'response',
      wraps: ['list', 'promise'],
      gives: 'promise list settled response',
    },
    {
      code: 'Promise.race(x)',
      level: 'response',
      wraps: ['list', 'promise'],
      gives: 'promise response',
    },
    { code: 'Promise.all(x)', level: 'response', gives: undefined },
    { code: `new Error('a', x)`, level: 'error', wraps: ['.cause'], gives: 'error' },
    { code: 'use2(x)', level: 'response', gives: undefined },
  ])('$code of $wraps $level gives $gives', ({ code, level, wraps = [], gives }) => {
    forEachHost(`use(${code});`, (source, host) => {
      const call = subjectOf(source) as Call;
      const argument = call.arguments.find((candidate) =>
        source.getText(candidate).startsWith('x'),
      )!;
      const result = resultOfArgument(source, call, argument, held(level, argument, ...wraps));
      expect(result && [...result.wraps, result.level].join(' '), host).toBe(gives);
    });
  });

  it('a function that hides one of the runtime’s is another', () => {
    forEachHost('function String(text) {}\nuse(String(x));', (source, host) => {
      const call = subjectOf(source) as Call;
      expect(
        resultOfArgument(source, call, call.arguments[0]!, held('cut', call)),
        host,
      ).toBeUndefined();
    });
  });
});

it.each([
  ['x.slice(0, 12)', 12],
  ['x.slice(4, 12)', 8],
  ['x.substring(0, 13)', 13],
  ['x.substr(4, 12)', 12],
  ['x.slice(4)', undefined],
  ['x.slice(-12)', 12],
  ['x.slice(-12, end)', 12],
  ['x.slice(-12, -4)', 8],
  ['x.slice(0, -12)', undefined],
  ['x.substr(-12)', 12],
  ['x.substr(-40, 12)', 12],
  ['x.substr(4)', undefined],
  ['x.substring(40, 0)', 40],
  ['x.substring(-12)', undefined],
  ['x.substring(-12, 5)', 5],
  ['x.slice(a, 12)', undefined],
  ['x.trim(0, 12)', undefined],
])('lengthOfCut: %s has %s characters at most', (code, length) => {
  forEachHost(`use(${code});`, (source, host) => {
    const call = nodesOf(source, AST_NODE_TYPES.CallExpression).at(-1)!;
    const method = (call.callee as TSESTree.MemberExpression).property as TSESTree.Identifier;
    expect(lengthOfCut(call, method.name), host).toBe(length);
  });
});
