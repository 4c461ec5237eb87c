import { describe, expect, it } from 'vitest';
import {
  AXIOS,
  configPosition,
  isRequestMethod,
} from '../../../../analysis/clients/models/axios.ts';

describe('request methods', () => {
  it.each([
    ['request', 0],
    ['get', 1],
    ['delete', 1],
    ['head', 1],
    ['options', 1],
    ['post', 2],
    ['put', 2],
    ['patch', 2],
    ['query', 2],
    ['postForm', 2],
    ['putForm', 2],
    ['patchForm', 2],
  ] as const)('%s takes its config at %i', (method, position) => {
    expect(isRequestMethod(method)).toBe(true);
    expect(configPosition(method)).toBe(position);
  });

  it.each([
    'getUri',
    'isAxiosError',
    'create',
    'all',
    'spread',
    'toFormData',
    'toString',
    'constructor',
    'hasOwnProperty',
    '',
  ])('%s is no request', (name) => {
    expect(isRequestMethod(name)).toBe(false);
  });
});

it('a wrapper is listed once', () => {
  expect(new Set(AXIOS.packages.wrapping).size).toBe(AXIOS.packages.wrapping.length);
});
