import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import type { BodyKind } from '../../../analysis/clients/body-kind.ts';
import {
  awaited,
  elementOf,
  keyOf,
  memberOf,
  promised,
  resultOf,
  wrapped,
  type Level,
  type ResponsePart,
  type Wrap,
} from '../../../analysis/responses/response-part.ts';

const request = { range: [7, 9] } as unknown as TSESTree.CallExpression;

const value = (level: Level, body: BodyKind = 'unknown', ...wraps: Wrap[]): ResponsePart => ({
  level,
  wraps,
  request,
  origin: 0,
  bare: request,
  body,
});

/** `list promise response` */
const shown = (held: ResponsePart | undefined): string | undefined =>
  held && [...held.wraps, held.level].join(' ');

describe('memberOf', () => {
  it.each([
    { why: 'the body of a response', held: value('response'), name: 'data', member: 'data' },
    { why: 'its request', held: value('response'), name: 'request', member: 'request' },
    { why: 'headers hold nothing', held: value('response'), name: 'headers', member: undefined },
    {
      why: 'a stream is not in memory',
      held: value('response', 'stream'),
      name: 'data',
      member: undefined,
    },
    {
      why: 'a part of parsed JSON is on its own',
      held: value('data', 'json'),
      name: 'items',
      member: undefined,
    },
    {
      why: 'the memory behind a Buffer',
      held: value('data', 'buffer'),
      name: 'buffer',
      member: 'memory',
    },
    { why: 'the memory behind a view', held: value('view'), name: 'buffer', member: 'memory' },
    {
      why: 'the response of an error',
      held: value('error'),
      name: 'response',
      member: 'errorResponse',
    },
    {
      why: 'the request of an error is as bad as the error',
      held: value('error'),
      name: 'request',
      member: 'error',
    },
    { why: 'its message is a string', held: value('error'), name: 'message', member: undefined },
    {
      why: 'an element of a list',
      held: value('response', 'unknown', 'list'),
      name: '0',
      member: 'response',
    },
    {
      why: 'the length of a list',
      held: value('cut', 'text', 'list'),
      name: 'length',
      member: undefined,
    },
    {
      why: 'a match has the text that it looked at',
      held: value('cut', 'text', 'list'),
      name: 'input',
      member: 'cut',
    },
    {
      why: 'the groups of a match',
      held: value('cut', 'text', 'list'),
      name: 'groups',
      member: 'list cut',
    },
    {
      why: 'the value of a settled promise',
      held: value('response', 'unknown', 'settled'),
      name: 'value',
      member: 'response',
    },
    {
      why: 'its status',
      held: value('response', 'unknown', 'settled'),
      name: 'status',
      member: undefined,
    },
    {
      why: 'a property of an object that packs it',
      held: value('response', 'unknown', '.page'),
      name: 'page',
      member: 'response',
    },
    {
      why: 'another property of it',
      held: value('response', 'unknown', '.page'),
      name: 'at',
      member: undefined,
    },
    {
      why: 'a promise has no data',
      held: value('response', 'unknown', 'promise'),
      name: 'data',
      member: undefined,
    },
  ])('$why', ({ held, name, member }) => {
    expect(shown(memberOf(held, name))).toBe(member);
  });
});

describe('resultOf', () => {
  it.each([
    { why: 'a cut of a text', held: value('data', 'text'), method: 'slice', result: 'cut' },
    {
      why: 'a cut that may be all of it',
      held: value('data', 'text'),
      method: 'substring',
      result: 'cut',
    },
    { why: 'all of a text', held: value('data', 'text'), method: 'trim', result: 'data' },
    { why: 'all of a text', held: value('data', 'text'), method: 'replace', result: 'data' },
    { why: 'all of a text', held: value('data', 'text'), method: 'toLowerCase', result: 'data' },
    { why: 'all of a text', held: value('data', 'text'), method: 'toString', result: 'data' },
    { why: 'only strings have the method', held: value('data'), method: 'trim', result: 'data' },
    { why: 'a cut of a cut', held: value('cut'), method: 'trim', result: 'cut' },
    { why: 'a sum with a cut', held: value('cut'), method: 'padEnd', result: 'sum' },
    { why: 'a list of cuts', held: value('cut'), method: 'split', result: 'list cut' },
    {
      why: 'a list of matches',
      held: value('data', 'text'),
      method: 'matchAll',
      result: 'list list cut',
    },
    {
      why: 'only strings have the method',
      held: value('data'),
      method: 'split',
      result: 'list cut',
    },
    { why: 'arrays have the method, too', held: value('data'), method: 'slice', result: undefined },
    {
      why: 'parsed JSON is no text',
      held: value('data', 'json'),
      method: 'trim',
      result: undefined,
    },
    { why: 'upper case is a copy', held: value('cut'), method: 'toUpperCase', result: undefined },
    { why: 'a number', held: value('cut'), method: 'indexOf', result: undefined },
    {
      why: 'a slice of a Buffer is a view',
      held: value('data', 'buffer'),
      method: 'slice',
      result: 'view',
    },
    {
      why: 'a text from a Buffer is a copy',
      held: value('view'),
      method: 'toString',
      result: undefined,
    },
    {
      why: 'a slice of an ArrayBuffer is a copy',
      held: value('memory'),
      method: 'slice',
      result: undefined,
    },
    {
      why: 'a subarray over an ArrayBuffer is none',
      held: value('memory'),
      method: 'subarray',
      result: 'memory',
    },
    {
      why: 'a part of a list',
      held: value('response', 'unknown', 'list'),
      method: 'filter',
      result: 'list response',
    },
    {
      why: 'an element of a list',
      held: value('response', 'unknown', 'list'),
      method: 'find',
      result: 'response',
    },
    {
      why: 'whether a list has an element',
      held: value('response', 'unknown', 'list'),
      method: 'some',
      result: undefined,
    },
  ])('$why: $method', ({ held, method, result }) => {
    expect(shown(resultOf(held, method, undefined))).toBe(result);
  });

  it.each([12, 13])('V8 copies a cut of up to 12 characters, not one of %d and more', (length) => {
    expect(shown(resultOf(value('data', 'text'), 'slice', length))).toBe(
      length > 12 ? 'cut' : undefined,
    );
  });
});

describe('packing', () => {
  it('a promise of a promise is a promise', () => {
    const promise = promised(value('response'))!;
    expect(promised(promise)).toBe(promise);
    expect(shown(awaited(value('response', 'unknown', 'promise', 'promise')))).toBe('response');
  });

  it('what is no promise is awaited as it is', () => {
    expect(shown(awaited(value('response', 'unknown', 'list')))).toBe('list response');
  });

  it('only a list has elements', () => {
    expect(elementOf(value('response', 'unknown', 'promise', 'list'))).toBeUndefined();
  });

  it.each([
    { index: undefined, element: 'response' },
    { index: 1, element: 'response' },
    { index: 0, element: undefined },
  ])('an element at a known place is no other one: $index', ({ index, element }) => {
    expect(shown(elementOf(value('response', 'unknown', '[1]'), index))).toBe(element);
  });

  it('packing in packing comes to an end', () => {
    let held: ResponsePart | undefined = value('response');
    let depth = 0;
    while ((held = wrapped(held, 'list'))) depth++;
    expect(depth).toBe(4);
  });

  it('a key tells level, packing and request apart', () => {
    const keys = [
      value('response'),
      value('data'),
      value('response', 'text', 'list'),
      { ...value('response'), origin: 8 },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
