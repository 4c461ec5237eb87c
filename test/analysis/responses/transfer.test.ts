import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { lengthOfCut } from '../../../analysis/responses/transfer.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { facts, forEachHost } from '../../harness/hosts.ts';

/** `response` is one, `text` and `buffer` are bodies, `cut` is a part of a text, `memory` is behind a buffer, `e` is an error. */
const VALUES = `const axios = require('axios');
async function run(url) {
  const response = await axios.get(url);
  const text = (await axios.get(url, { responseType: 'text' })).data;
  const buffer = (await axios.get(url, { responseType: 'arraybuffer' })).data;
  const cut = text.slice(0, 40);
  const cuts = text.split(' ');
  const view = buffer.subarray(0, 4);
  const promises = [axios.get(url)];
  try { await axios.get(url); } catch (e) {
    const result = EXPRESSION;
  }
}`;

describe('what the runtime makes of a value', () => {
  it.each<{ code: string; gives: string | undefined }>([
    { code: 'String(cut)', gives: 'cut' },
    { code: 'String(view)', gives: undefined },
    { code: 'Number(cut)', gives: undefined },
    { code: 'structuredClone(view)', gives: 'memory' },
    { code: 'structuredClone(cut)', gives: undefined },
    { code: 'Buffer.from(view)', gives: undefined },
    { code: 'Buffer.from(view.buffer, 0, 4)', gives: 'view' },
    { code: 'Buffer.concat([view, view])', gives: undefined },
    { code: 'new Uint8Array(view.buffer)', gives: 'memory' },
    { code: 'new Uint8Array(view)', gives: undefined },
    { code: 'new DataView(view.buffer)', gives: 'memory' },
    { code: 'new Thing(response)', gives: undefined },
    { code: '/a/.exec(cut)', gives: 'cuts' },
    { code: 'new RegExp(url).exec(cut)', gives: 'cuts' },
    { code: 'db.exec(cut)', gives: undefined },
    { code: '/a/.test(cut)', gives: undefined },
    { code: 'Object.freeze(response)', gives: 'response' },
    { code: 'Object.keys(response)', gives: undefined },
    { code: 'Object.assign({}, response)', gives: 'response' },
    { code: 'Array.from(cuts)', gives: '[] cut' },
    { code: 'Array.from(response.data)', gives: 'data' },
    { code: 'Array.from(cuts, (word) => word.length)', gives: undefined },
    { code: 'Array.from(text)', gives: undefined },
    { code: 'Array.isArray(cuts)', gives: undefined },
    { code: 'Promise.resolve(response)', gives: 'promise response' },
    { code: 'Promise.all(promises)', gives: 'promise [0] response' },
    { code: 'Promise.allSettled(promises)', gives: 'promise [0] .value response' },
    { code: 'Promise.race(promises)', gives: 'promise response' },
    { code: 'Promise.any(promises)', gives: 'promise response' },
    { code: 'Promise.reject(promises)', gives: undefined },
    { code: 'Promise.all(response)', gives: undefined },
    { code: `new Error('a', { cause: e })`, gives: 'error' },
    { code: 'new Error(e)', gives: undefined },
    { code: 'all.concat([response])', gives: '[] response' },
    { code: 'all.concat(response)', gives: '[] response' },
    { code: `'a'.concat(cut)`, gives: 'sum, [] cut' },
    { code: `'a' + cut`, gives: 'sum' },
    { code: `'a' - cut`, gives: undefined },
    { code: '`${cut}`', gives: 'cut' },
    { code: '`a ${cut}`', gives: 'sum' },
    { code: 'cut.trim()', gives: 'cut' },
    { code: 'cut.split(url)[1]', gives: 'cut' },
    { code: 'text.match(/a/).groups.word', gives: 'cut' },
    { code: 'list[method](response)', gives: undefined },
    { code: 'use(response)', gives: undefined },
    { code: '[...cuts]', gives: '[] cut' },
    { code: '{ ...response, request: undefined }', gives: 'rest' },
  ])('$code gives $gives', ({ code, gives }) => {
    forEachHost(
      VALUES.replace('EXPRESSION', () => code),
      (source, host) => {
        const { bindings } = responseFlow(source, facts());
        const shown = bindings.flatMap(({ identifier, held }) =>
          identifier.name === 'result' ? [[...held.path, held.level].join(' ')] : [],
        );
        expect(shown.join(', ') || undefined, host).toBe(gives);
      },
    );
  });

  it('what is added to a text', () => {
    forEachHost(
      VALUES.replace('EXPRESSION', `''; let sum = ''; sum += cut; const all = sum`),
      (source, host) => {
        const all = responseFlow(source, facts()).bindings.find(
          ({ identifier }) => identifier.name === 'all',
        );
        expect(all?.held.level, host).toBe('sum');
      },
    );
  });

  it('a function that hides one of the runtime’s is another', () => {
    forEachHost(
      `function String(text) {}\n${VALUES.replace('EXPRESSION', 'String(cut)')}`,
      (source, host) => {
        const names = responseFlow(source, facts()).bindings.map(
          ({ identifier }) => identifier.name,
        );
        expect(names, host).not.toContain('result');
      },
    );
  });

  it('a helper that copies a text lets go of the rest', () => {
    forEachHost(
      `const copy = (part) => (' ' + part).slice(1);\n${VALUES.replace('EXPRESSION', 'copy(cut)')}`,
      (source, host) => {
        const names = responseFlow(source, facts()).bindings.map(
          ({ identifier }) => identifier.name,
        );
        expect(names, host).not.toContain('result');
      },
    );
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
  ['x.slice(-n)', undefined],
  ['x.slice(+4)', undefined],
  [`x.slice('4', 12)`, undefined],
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
