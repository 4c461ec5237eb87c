import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import {
  awaitsBelow,
  awaitsOfNextRound,
  type AwaitKind,
} from '../../../analysis/lifetime/suspension-points.ts';
import { functionAround, nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

const R = 'const r = await get();';

/** The awaits behind the declaration of `r`, each by what is awaited. */
function holds(code: string, awaits: readonly string[], kind: AwaitKind): void {
  forEachHost(`async function run() {\n${code}\n}`, (source, host) => {
    const from = nodesOf(source, AST_NODE_TYPES.VariableDeclaration).find(
      ({ declarations: [{ id }] }) => id.type === AST_NODE_TYPES.Identifier && id.name === 'r',
    )!;
    const fn = functionAround(from)!;
    const found = [
      ...awaitsBelow(source, fn, from, { kind }),
      ...awaitsOfNextRound(source, fn, from, kind),
    ];
    expect(
      found.map((node) =>
        source.getText(
          node.type === AST_NODE_TYPES.AwaitExpression
            ? node.argument
            : (node satisfies TSESTree.ForOfStatement).right,
        ),
      ),
      host,
    ).toEqual(awaits);
  });
}

describe('any await', () => {
  it.each([
    {
      why: 'an if that leaves the loop in both its branches',
      code: `for (const x of xs) { await c(); { ${R} if (r) break; else return; } await a(); }\nawait b();`,
      awaits: ['b()'],
    },
    {
      why: 'the head of a for is run once',
      code: `for (let i = await a(); i < 3; i++) { ${R} }`,
      awaits: ['get()'],
    },
    { why: 'a for without a head', code: `for (;;) { await a(); ${R} }`, awaits: ['a()', 'get()'] },
    {
      why: 'no next round behind a break that follows a block',
      code: `for (const x of xs) { await a(); if (x) { ${R} } break; }\nawait b();`,
      awaits: ['b()'],
    },
    {
      why: 'a next round behind a continue that follows a block',
      code: `for (const x of xs) { await a(); if (x) { ${R} } continue; }`,
      awaits: ['a()', 'get()'],
    },
    {
      why: 'a break that leaves the loop around its own',
      code: `outer: for (const x of xs) { for (const y of ys) { ${R} break outer; } await a(); }`,
      awaits: [],
    },
    {
      why: 'a continue that goes on with the loop around its own',
      code: `outer: for (const x of xs) { for (const y of ys) { ${R} continue outer; } await a(); }`,
      awaits: ['get()', 'a()'],
    },
    {
      why: 'a case that returns has no next round',
      code: `for (const x of xs) { await a(); switch (x) { case 1: ${R} return r; } }\nawait b();`,
      awaits: [],
    },
    {
      why: 'behind a switch that returns in all its cases',
      code: `{ ${R} switch (r) { case 1: return 1; case 2: default: return 2; } }\nawait a();`,
      awaits: [],
    },
    {
      why: 'behind a switch that returns, but has no default',
      code: `{ ${R} switch (r) { case 1: return 1; } }\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'behind a switch one case of which breaks',
      code: `{ ${R} switch (r) { case 1: break; default: return 2; } }\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'behind a switch whose last case goes on',
      code: `{ ${R} switch (r) { default: return 2; case 1: f(); } }\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'behind a switch that it stands in the head of',
      code: `switch ((${R.slice('const r = '.length, -1)}).x) { case 1: return; }\n${R}\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'behind a switch in a case that continues',
      code: `for (const x of xs) { switch (x) { case 1: { ${R} f(r); continue; } } await a(); }`,
      awaits: ['get()', 'a()'],
    },
    {
      why: 'behind a switch in a case that breaks',
      code: `for (const x of xs) { switch (x) { case 1: { ${R} break; } case 2: await b(); } await a(); }`,
      awaits: ['a()', 'get()', 'b()'],
    },
    {
      why: 'another case behind one between that returns',
      code: `switch (x) { case 1: ${R} case 2: return; case 3: await a(); }`,
      awaits: [],
    },
    {
      why: 'a next round behind a continue in a block',
      code: `for (const x of xs) { await a(); ${R} { f(r); continue; } }`,
      awaits: ['a()', 'get()'],
    },
    {
      why: 'a next round behind a continue on one of two ways',
      code: `for (const x of xs) { await a(); ${R} if (r) continue; else return; }`,
      awaits: ['a()', 'get()'],
    },
    {
      why: 'no next round where one way returns and the other breaks',
      code: `for (const x of xs) { await a(); ${R} if (r) break; else { f(); return; } }`,
      awaits: [],
    },
    {
      why: 'no catch of a try that throws behind it',
      code: `try { ${R} if (!r.ok) throw r; return r; } catch { await a(); }\nawait b();`,
      awaits: [],
    },
    {
      why: 'no catch of a try that throws before it',
      code: `try { if (x) throw x; ${R} return r; } catch { await a(); }\nawait b();`,
      awaits: [],
    },
    {
      why: 'behind a try that is left by a throw for its catch, which returns',
      code: `try { ${R} throw r; } catch { return 1; }\nawait a();`,
      awaits: [],
    },
    {
      why: 'behind a try that throws without a catch',
      code: `try { ${R} throw r; } finally { f(); }\nawait a();`,
      awaits: [],
    },
    {
      why: 'behind a try whose finally returns',
      code: `try { ${R} } finally { return 1; }\nawait a();`,
      awaits: [],
    },
    {
      why: 'no next round behind a try that is left by a throw, whose catch goes on',
      code: `for (const x of xs) { try { ${R} throw r; } catch { f(); } finally { g(); } }`,
      awaits: [],
    },
    {
      why: 'behind a try of which either part returns',
      code: `{ ${R} try { return f(); } catch { return 1; } }\nawait a();`,
      awaits: [],
    },
    {
      why: 'behind a try whose catch goes on',
      code: `{ ${R} try { return f(); } catch { g(); } }\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'behind a block that is left by its label',
      code: `found: { ${R} if (r) break found; return; }\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'not what the label leaves out',
      code: `found: { { ${R} break found; } await a(); }\nawait b();`,
      awaits: ['b()'],
    },
    {
      why: 'behind a loop that is left by its label',
      code: `outer: for (const x of xs) { for (const y of ys) { ${R} break outer; } await a(); }\nawait b();`,
      awaits: ['b()'],
    },
    {
      why: 'behind a loop in which it returns',
      code: `for (const x of xs) { ${R} return r; }\nawait a();`,
      awaits: [],
    },
    {
      why: 'behind a loop that returns in its rounds',
      code: `{ ${R} for (const x of r) return x; }\nawait a();`,
      awaits: ['a()'],
    },
    {
      why: 'the test of a do loop',
      code: `do { ${R} if (r) continue; return; } while (await a());`,
      awaits: ['a()', 'get()'],
    },
    {
      why: 'the test of a do loop that is left',
      code: `do { ${R} break; } while (await a());`,
      awaits: [],
    },
    {
      why: 'the other arm of an expression',
      code: `{ ${R} f(r ? 1 : await a()); }`,
      awaits: ['a()'],
    },
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
    {
      why: 'a promise of what a call gives',
      code: `await new Promise((resolve) => make()(resolve));`,
    },
    {
      why: 'a promise of a method that nobody knows',
      code: `await new Promise((resolve) => emitter[method]('end', resolve));`,
    },
  ])('$why', ({ code }) => {
    holds(`${R}\n${code}`, [], 'long');
  });
});
