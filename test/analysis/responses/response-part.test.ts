import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import type { BodyKind } from '../../../analysis/clients/body-kind.ts';
import { AXIOS } from '../../../analysis/clients/models/axios.ts';
import type { Content } from '../../../analysis/flow/contents.ts';
import {
  holdsBody,
  isInList,
  keyOf,
  memberOf,
  rejectedWith,
  resultOf,
  sumWith,
  viewOf,
  withoutRequest,
  type Level,
  type ResponseValue,
} from '../../../analysis/responses/response-part.ts';

const request = { range: [7, 9] } as unknown as TSESTree.CallExpression;

const value = (level: Level, body: BodyKind = 'unknown'): ResponseValue => ({
  level,
  model: AXIOS,
  request,
  origin: 0,
  bare: request,
  body,
});

describe('memberOf', () => {
  it.each<{ why: string; of: ResponseValue; content: Content; member: Level | undefined }>([
    { why: 'the body of a response', of: value('response'), content: '.data', member: 'data' },
    { why: 'its request', of: value('response'), content: '.request', member: 'request' },
    {
      why: 'headers hold nothing',
      of: value('response'),
      content: '.headers',
      member: undefined,
    },
    {
      why: 'nobody knows what a key names',
      of: value('response'),
      content: '{}',
      member: undefined,
    },
    {
      why: 'a stream is not in memory',
      of: value('response', 'stream'),
      content: '.data',
      member: undefined,
    },
    { why: 'what is left has the body', of: value('rest'), content: '.data', member: 'data' },
    { why: 'and no request', of: value('rest'), content: '.request', member: undefined },
    {
      why: 'a part of parsed JSON is on its own',
      of: value('data', 'json'),
      content: '.items',
      member: undefined,
    },
    {
      why: 'the memory behind a Buffer',
      of: value('data', 'buffer'),
      content: '.buffer',
      member: 'memory',
    },
    {
      why: 'a member of the same name',
      of: value('data', 'json'),
      content: '.buffer',
      member: undefined,
    },
    { why: 'the memory behind a view', of: value('view'), content: '.buffer', member: 'memory' },
    {
      why: 'the length of a view is a number',
      of: value('view'),
      content: '.byteLength',
      member: undefined,
    },
    {
      why: 'the memory behind a typed array',
      of: value('memory'),
      content: '.buffer',
      member: 'memory',
    },
    {
      why: 'the response of an error',
      of: value('error'),
      content: '.response',
      member: 'errorResponse',
    },
    {
      why: 'the request of an error is as bad as the error',
      of: value('error'),
      content: '.request',
      member: 'error',
    },
    { why: 'its message is a string', of: value('error'), content: '.message', member: undefined },
    {
      why: 'the request of an error’s response',
      of: value('errorResponse'),
      content: '.request',
      member: 'errorResponse',
    },
    {
      why: 'its status is a number',
      of: value('errorResponse'),
      content: '.status',
      member: undefined,
    },
    { why: 'an element of a match', of: value('cuts'), content: '[1]', member: 'cut' },
    { why: 'an element by a key', of: value('cuts'), content: '{}', member: 'cut' },
    { why: 'the length of a list', of: value('cuts'), content: '.length', member: undefined },
    { why: 'the text that a match looked at', of: value('cuts'), content: '.input', member: 'cut' },
    { why: 'the groups of a match', of: value('cuts'), content: '.groups', member: 'cuts' },
    { why: 'one of many matches', of: value('lists of cuts'), content: '[]', member: 'cuts' },
    {
      why: 'how many there are',
      of: value('lists of cuts'),
      content: '.length',
      member: undefined,
    },
    {
      why: 'the length of a cut is a number',
      of: value('cut'),
      content: '.length',
      member: undefined,
    },
  ])('$why', ({ of, content, member }) => {
    expect(memberOf(of, content)?.level).toBe(member);
  });
});

describe('resultOf', () => {
  it.each<{ why: string; of: ResponseValue; method: string; result: Level | undefined }>([
    { why: 'a cut of a text', of: value('data', 'text'), method: 'slice', result: 'cut' },
    {
      why: 'a cut that may be all of it',
      of: value('data', 'text'),
      method: 'substring',
      result: 'cut',
    },
    { why: 'all of a text', of: value('data', 'text'), method: 'trim', result: 'data' },
    { why: 'all of a text', of: value('data', 'text'), method: 'replace', result: 'data' },
    { why: 'all of a text', of: value('data', 'text'), method: 'toLowerCase', result: 'data' },
    { why: 'all of a text', of: value('data', 'text'), method: 'toString', result: 'data' },
    { why: 'only strings have the method', of: value('data'), method: 'trim', result: 'data' },
    { why: 'a cut of a cut', of: value('cut'), method: 'trim', result: 'cut' },
    { why: 'a sum with a cut', of: value('cut'), method: 'padEnd', result: 'sum' },
    { why: 'a list of cuts', of: value('cut'), method: 'split', result: 'cuts' },
    {
      why: 'a list of matches',
      of: value('data', 'text'),
      method: 'matchAll',
      result: 'lists of cuts',
    },
    { why: 'only strings have the method', of: value('data'), method: 'split', result: 'cuts' },
    { why: 'arrays have the method, too', of: value('data'), method: 'slice', result: undefined },
    {
      why: 'parsed JSON is no text',
      of: value('data', 'json'),
      method: 'trim',
      result: undefined,
    },
    { why: 'upper case is a copy', of: value('cut'), method: 'toUpperCase', result: undefined },
    { why: 'a number', of: value('cut'), method: 'indexOf', result: undefined },
    {
      why: 'a slice of a Buffer is a view',
      of: value('data', 'buffer'),
      method: 'slice',
      result: 'view',
    },
    {
      why: 'a text from a Buffer is a copy',
      of: value('view'),
      method: 'toString',
      result: undefined,
    },
    {
      why: 'a slice of an ArrayBuffer is a copy',
      of: value('memory'),
      method: 'slice',
      result: undefined,
    },
    {
      why: 'a subarray over an ArrayBuffer is none',
      of: value('memory'),
      method: 'subarray',
      result: 'memory',
    },
    { why: 'a response has no methods', of: value('response'), method: 'slice', result: undefined },
  ])('$why: $method', ({ of, method, result }) => {
    expect(resultOf(of, method, undefined)?.level).toBe(result);
  });

  it.each([12, 13])('V8 copies a cut of up to 12 characters, not one of %d and more', (length) => {
    expect(resultOf(value('data', 'text'), 'slice', length)?.level).toBe(
      length > 12 ? 'cut' : undefined,
    );
  });
});

it('withoutRequest: of a response the rest is left, of anything else all', () => {
  expect(withoutRequest(value('response')).level).toBe('rest');
  expect(withoutRequest(value('data')).level).toBe('data');
});

it('rejectedWith: a request throws an error, which is rejected with nothing else', () => {
  expect(rejectedWith(value('data'))?.level).toBe('error');
  expect(rejectedWith(value('error'))).toBeUndefined();
});

it('sumWith: a cut becomes a sum, a text stays one, anything else is none', () => {
  expect(sumWith(value('cut'))?.level).toBe('sum');
  expect(sumWith(value('data', 'text'))?.level).toBe('data');
  expect(sumWith(value('response'))).toBeUndefined();
});

it('viewOf: only over memory', () => {
  expect(viewOf(value('memory'), 'view')?.level).toBe('view');
  expect(viewOf(value('cut'), 'view')).toBeUndefined();
});

it.each<{ level: Level; path: readonly Content[]; isList: boolean }>([
  { level: 'response', path: [], isList: false },
  { level: 'response', path: ['promise'], isList: false },
  { level: 'response', path: ['[1]'], isList: true },
  { level: 'cuts', path: [], isList: true },
  { level: 'lists of cuts', path: [], isList: true },
])('isInList: $level at $path is $isList', ({ level, path, isList }) => {
  expect(isInList({ ...value(level), path })).toBe(isList);
});

it.each<{ level: Level; body: BodyKind; path: readonly Content[]; holds: boolean }>([
  { level: 'response', body: 'json', path: [], holds: true },
  { level: 'response', body: 'stream', path: [], holds: false },
  { level: 'response', body: 'json', path: ['promise'], holds: false },
  { level: 'data', body: 'json', path: [], holds: false },
])('holdsBody: $level of $body at $path is $holds', ({ level, body, path, holds }) => {
  expect(holdsBody({ ...value(level, body), path })).toBe(holds);
});

it('a key tells level and request apart', () => {
  const keys = [value('response'), value('data'), { ...value('response'), origin: 8 }].map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
});
