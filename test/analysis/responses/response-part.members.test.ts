import type { TSESTree } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import {
  memberOf,
  resultOf,
  withoutRequest,
  type Level,
  type ResponsePart,
  type Wrap,
} from '../../../analysis/responses/response-part.ts';

const request = { range: [7, 9] } as unknown as TSESTree.CallExpression;

const value = (level: Level, ...wraps: Wrap[]): ResponsePart => ({
  level,
  wraps,
  request,
  origin: 0,
  bare: request,
  body: 'text',
});

/** `list promise response` */
const shown = (held: ResponsePart | undefined): string | undefined =>
  held && [...held.wraps, held.level].join(' ');

it.each([
  {
    why: 'the request of an error’s response',
    held: value('errorResponse'),
    name: 'request',
    member: 'errorResponse',
  },
  {
    why: 'its status is a number',
    held: value('errorResponse'),
    name: 'status',
    member: undefined,
  },
  {
    why: 'the length of a view is a number',
    held: value('view'),
    name: 'byteLength',
    member: undefined,
  },
  { why: 'that of the memory, too', held: value('memory'), name: 'byteLength', member: undefined },
  {
    why: 'the memory behind a typed array',
    held: value('memory'),
    name: 'buffer',
    member: 'memory',
  },
  { why: 'the length of a cut is a number', held: value('cut'), name: 'length', member: undefined },
])('memberOf: $why', ({ held, name, member }) => {
  expect(shown(memberOf(held, name))).toBe(member);
});

it.each([
  {
    why: 'of a response the data is left, under its name',
    held: value('response'),
    left: '.data data',
  },
  { why: 'of the data nothing is taken', held: value('data'), left: 'data' },
  { why: 'nor of a list of responses', held: value('response', 'list'), left: 'list response' },
])('withoutRequest: $why', ({ held, left }) => {
  expect(shown(withoutRequest(held))).toBe(left);
});

it.each<Wrap>(['promise', 'settled', '.page'])(
  'resultOf: what is packed as %s has no methods of a text',
  (wrap) => {
    expect(resultOf(value('cut', wrap), 'slice', undefined)).toBeUndefined();
  },
);
