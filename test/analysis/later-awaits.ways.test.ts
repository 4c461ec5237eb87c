import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { laterAwaits, type AwaitKind } from '../../analysis/later-awaits.ts';
import { functionAround, nodesOf } from '../../analysis/syntax.ts';
import { forEachHost } from './sources.ts';

const R = 'const r = await get();';

/** The awaits behind the declaration of `r`, each by what is awaited. */
function holds(code: string, awaits: readonly string[], kind: AwaitKind): void {
  forEachHost(`async function run() {\n${code}\n}`, (source, host) => {
    const from = nodesOf(source, AST_NODE_TYPES.VariableDeclaration).find(({ declarations: [{ id }] }) => id.type === AST_NODE_TYPES.Identifier && id.name === 'r')!;
    const found = [...laterAwaits(source, functionAround(from)!, from, kind)];
    expect(found.map((node) => source.getText(node.type === AST_NODE_TYPES.AwaitExpression ? node.argument : (node satisfies TSESTree.ForOfStatement).right)), host).toEqual(awaits);
  });
}

describe('any await', () => {
  it.each([
    { why: 'an if that leaves the loop in both its branches', code: `for (const x of xs) { await c(); { ${R} if (r) break; else return; } await a(); }\nawait b();`, awaits: ['b()'] },
    { why: 'the head of a for is run once', code: `for (let i = await a(); i < 3; i++) { ${R} }`, awaits: ['get()'] },
    { why: 'a for without a head', code: `for (;;) { await a(); ${R} }`, awaits: ['a()', 'get()'] },
    { why: 'no next round behind a break that follows a block', code: `for (const x of xs) { await a(); if (x) { ${R} } break; }\nawait b();`, awaits: ['b()'] },
    { why: 'a next round behind a continue that follows a block', code: `for (const x of xs) { await a(); if (x) { ${R} } continue; }`, awaits: ['a()', 'get()'] },
    { why: 'a break that leaves the loop around its own', code: `outer: for (const x of xs) { for (const y of ys) { ${R} break outer; } await a(); }`, awaits: [] },
    { why: 'a continue that goes on with the loop around its own', code: `outer: for (const x of xs) { for (const y of ys) { ${R} continue outer; } await a(); }`, awaits: ['get()', 'a()'] },
    { why: 'a case that returns has no next round', code: `for (const x of xs) { await a(); switch (x) { case 1: ${R} return r; } }\nawait b();`, awaits: [] },
  ])('$why', ({ code, awaits }) => {
    holds(code, awaits, 'any');
  });
});

describe('awaits that are not known to be long', () => {
  it.each([
    { why: 'a function that a call gives', code: `await make()(r);` },
    { why: 'what is no promise', code: `await new Thenable((resolve) => setTimeout(resolve, 1));` },
    { why: 'a promise without an executor', code: `await new Promise();` },
    { why: 'a promise whose executor is elsewhere', code: `await new Promise(executor);` },
    { why: 'a promise of what a call gives', code: `await new Promise((resolve) => make()(resolve));` },
    { why: 'a promise of a method that nobody knows', code: `await new Promise((resolve) => emitter[method]('end', resolve));` },
  ])('$why', ({ code }) => {
    holds(`${R}\n${code}`, [], 'long');
  });
});
