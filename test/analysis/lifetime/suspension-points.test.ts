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

const R = 'const r = await get();';

describe('any await', () => {
  it.each([
    {
      why: 'below, in order',
      code: `await a();\n${R}\nawait b();\nawait c();`,
      awaits: ['b()', 'c()'],
    },
    { why: 'a block that is left', code: `{ ${R} }\nawait a();`, awaits: ['a()'] },
    {
      why: 'the other branch',
      code: `if (x) { ${R} } else { await a(); }\nawait b();`,
      awaits: ['b()'],
    },
    { why: 'behind a return', code: `if (x) { ${R} return r; }\nawait a();`, awaits: [] },
    { why: 'behind a throw', code: `if (x) { ${R} throw r; }\nawait a();`, awaits: [] },
    {
      why: 'behind an if that returns in both its branches',
      code: `{ ${R} if (r) return 1; else return 2; }\nawait a();`,
      awaits: [],
    },
    {
      why: 'behind an if that returns in one',
      code: `{ ${R} if (r) return 1; }\nawait a();`,
      awaits: ['a()'],
    },
    { why: 'the returned expression', code: `${R}\nreturn await a();`, awaits: ['a()'] },
    {
      why: 'the catch of the try that binds it',
      code: `try { ${R} } catch { await a(); }`,
      awaits: [],
    },
    {
      why: 'the finally, whichever way the try is left',
      code: `try { ${R} return r; } finally { await a(); }`,
      awaits: ['a()'],
    },
    {
      why: 'another case that is not reached',
      code: `switch (x) { case 1: ${R} break; case 2: await a(); }\nawait b();`,
      awaits: ['b()'],
    },
    {
      why: 'another case that it falls through to',
      code: `switch (x) { case 1: ${R} case 2: await a(); }`,
      awaits: ['a()'],
    },
    {
      why: 'the loop’s next round, the binding’s own await included',
      code: `for (const x of xs) { await a(); ${R} await b(); }`,
      awaits: ['b()', 'a()', 'get()'],
    },
    {
      why: 'no next round behind a break',
      code: `for (const x of xs) { await a(); ${R} break; }\nawait b();`,
      awaits: ['b()'],
    },
    {
      why: 'a next round behind a continue',
      code: `for (const x of xs) { await a(); if (x) { ${R} continue; } await b(); }`,
      awaits: ['a()', 'get()', 'b()'],
    },
    {
      why: 'the head of a loop is awaited once',
      code: `for (const x of await a()) { ${R} }`,
      awaits: ['get()'],
    },
    { why: 'for await', code: `${R}\nfor await (const x of xs) f(x);`, awaits: ['xs'] },
    {
      why: 'awaits of other functions and classes',
      code: `${R}\nf(async () => { await a(); });\nclass A { async b() { await c(); } }`,
      awaits: [],
    },
  ])('$why', ({ code, awaits }) => {
    holds(code, awaits, 'any');
  });
});

describe('long awaits', () => {
  it.each([
    { why: 'a short one', code: `${R}\nawait save(r);`, awaits: [] },
    {
      why: 'in each kind of loop',
      code: `${R}\nfor (;;) await a();\nfor (const x of xs) await b();\nfor (const k in o) await c();\nwhile (x) await d();\ndo await e(); while (x);`,
      awaits: ['a()', 'b()', 'c()', 'd()', 'e()'],
    },
    {
      why: 'in the head of a loop',
      code: `${R}\nfor (const x of await a()) f(x);\nfor (let x = await b(); x; ) x = 0;`,
      awaits: [],
    },
    { why: 'in the test of a loop', code: `${R}\nwhile (await a()) f();`, awaits: ['a()'] },
    {
      why: 'in the loop that binds it',
      code: `for (const x of xs) { ${R} await save(r); }`,
      awaits: [],
    },
    {
      why: 'sleeps and delays',
      code: `${R}\nawait sleep(1);\nawait this.delay(1);\nawait waitForReady();\nawait timers.setTimeout(1);`,
      awaits: ['sleep(1)', 'this.delay(1)', 'waitForReady()', 'timers.setTimeout(1)'],
    },
    {
      why: 'a promise of a timer',
      code: `${R}\nawait new Promise((resolve) => setTimeout(resolve, 1));`,
      awaits: ['new Promise((resolve) => setTimeout(resolve, 1))'],
    },
    {
      why: 'a promise of a timer with a name',
      code: `const wait = new Promise((resolve) => setTimeout(resolve, 1));\n${R}\nawait wait;`,
      awaits: ['wait'],
    },
    {
      why: 'events and streams',
      code: `${R}\nawait once(emitter, 'end');\nawait pipeline(a, b);\nawait new Promise((resolve) => a.on('end', resolve));`,
      awaits: [
        `once(emitter, 'end')`,
        'pipeline(a, b)',
        `new Promise((resolve) => a.on('end', resolve))`,
      ],
    },
    {
      why: 'a promise of nothing that waits',
      code: `${R}\nawait new Promise((resolve) => resolve(1));`,
      awaits: [],
    },
    {
      why: 'limiters',
      code: `${R}\nawait limiter.schedule(f);\nawait this.mutex.runExclusive(f);`,
      awaits: ['limiter.schedule(f)', 'this.mutex.runExclusive(f)'],
    },
    {
      why: 'of the next round those that take their time by themselves',
      code: `for (const x of xs) { await sleep(1); await other(); ${R} }`,
      awaits: ['sleep(1)'],
    },
    {
      why: 'the innermost loop’s first',
      code: `for (const x of xs) { await sleep(1); for (const y of x) { await sleep(2); ${R} } }`,
      awaits: ['sleep(2)', 'sleep(1)'],
    },
    {
      why: 'what is only sent to a queue',
      code: `${R}\nawait this.queue.add('mail', data);`,
      awaits: [],
    },
    {
      why: 'what a queue is given to run',
      code: `${R}\nawait this.queue.add(() => save());`,
      awaits: ['this.queue.add(() => save())'],
    },
    {
      why: 'queues, streams and events of the next round',
      code: `for (const x of xs) { await limiter.schedule(f); await pipeline(a, b); await once(a, 'end'); ${R} }`,
      awaits: ['limiter.schedule(f)', 'pipeline(a, b)', `once(a, 'end')`],
    },
  ])('$why', ({ code, awaits }) => {
    holds(code, awaits, 'long');
  });
});
