import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { isListed, isPresent } from '../../analysis/key-guard.ts';
import { forEachHost, subjectOf } from './sources.ts';

const CONSTANTS = `const ALLOWED = ['a', 'b'];\nconst TABLE = { a: 1, b: 2 };\nlet later = [];\n`;

/** Whether the module lists what `use(key)` is given, the same in every host. */
function expectListed(body: string, expected: boolean): void {
  forEachHost(`${CONSTANTS}exports.f = async (id, other) => { ${body} };`, (source, host) => {
    const key = subjectOf(source);
    expect(isListed(source, key.parent, key), host).toBe(expected);
  });
}

/** Whether the entry of `seen` that `use(key)` is given is there already. */
function expectPresent(code: string, expected: boolean): void {
  forEachHost(code, (source, host) => {
    const key = subjectOf(source);
    const isSeen = (node: { type: string }) => node.type === AST_NODE_TYPES.Identifier && 'name' in node && node.name === 'seen';
    expect(isPresent(source, key.parent, key, isSeen), host).toBe(expected);
  });
}

describe('only what a constant of the module lists', () => {
  it.each([
    ['together with another condition', 'if (other && ALLOWED.includes(id)) use(id);'],
    ['or it leaves before, for one of two reasons', 'if (!other || !ALLOWED.includes(id)) return; use(id);'],
    ['not neither', 'if (!(other || !ALLOWED.includes(id))) use(id);'],
    ['a key of a table', 'if (id in TABLE) use(id);'],
    ['no key of a table leaves', 'if (!(id in TABLE)) return; use(id);'],
    ['a value of a table', 'if (TABLE[id]) use(id);'],
    ['a value of a table that is there', 'if (TABLE[id] !== undefined) use(id);'],
    ['a value of a table that is not null', 'if (TABLE[id] != null) use(id);'],
    ['a value of a table that is not there leaves', 'if (TABLE[id] === undefined) throw new Error(id); use(id);'],
    ['a name for a value that is there', 'const found = TABLE[id]; if (found === undefined) return; use(id);'],
    ['a name for the answer', 'const isKnown = ALLOWED.includes(id); if (isKnown) use(id);'],
    ['a key made of it', 'const key = `${id}:1`; if (TABLE[id]) use(key);'],
    ['by a pattern', 'if (/^[ab]$/.test(id)) use(id);'],
    ['on the right of &&', 'ALLOWED.includes(id) && use(id);'],
    ['on the right of ||', '!TABLE[id] || use(id);'],
    ['one branch of a choice', 'return TABLE[id] ? use(id) : undefined;'],
  ])('%s', (_, body) => {
    expectListed(body, true);
  });

  it.each([
    ['one of two conditions', 'if (other || ALLOWED.includes(id)) use(id);'],
    ['it leaves for both reasons at once', 'if (!other && !ALLOWED.includes(id)) return; use(id);'],
    ['it is added as it is tested', 'if (use(id) && other) ALLOWED.includes(id);'],
    ['it is added before it is tested', 'use(id); if (!ALLOWED.includes(id)) return;'],
    ['what is not listed', 'if (!ALLOWED.includes(id)) use(id);'],
    ['what a function says', 'if (isKnown(id)) use(id);'],
    ['another method', 'if (ALLOWED.push(id)) use(id);'],
    ['a method with a computed name', 'if (ALLOWED[other](id)) use(id);'],
    ['another name is listed', 'if (ALLOWED.includes(other)) use(id);'],
    ['a list that is filled later', 'if (later.includes(id)) use(id);'],
    ['what is no key of a table', 'if (id in TABLE) return; use(id);'],
    ['a key of what is passed', 'if (id in other) use(id);'],
    ['another name is a key of a table', 'if (other in TABLE) use(id);'],
    ['a value of a table that is not there', 'if (TABLE[id] === undefined) use(id);'],
    ['a value that differs from another', 'if (TABLE[id] !== other) use(id);'],
    ['a value that differs from a text', `if (TABLE[id] !== 'x') use(id);`],
    ['how long it is', 'if (id.length > 3) use(id);'],
    ['a fixed value of a table', 'if (TABLE.a) use(id);'],
    ['a value of what is passed', 'if (other[id]) use(id);'],
    ['a value of a table that leaves', 'if (TABLE[id]) return; use(id);'],
    ['what is waited for', 'if (await other) use(id);'],
    ['what is passed', 'if (other) use(id);'],
    ['a name for another name', 'const same = other; if (same) use(id);'],
    ['a name without a value', 'let found; if (found) use(id);'],
    ['a key that is a constant', `if (ALLOWED.includes(id)) use('a');`],
    ['a function in the key is not the key', 'if (ALLOWED.includes(id)) use(pick(() => id));'],
    ['the end of a loop’s turn is no test', 'for (;;) { if (other) use(id); else break; }'],
  ])('not: %s', (_, body) => {
    expectListed(body, false);
  });
});

describe('an entry that is there already', () => {
  const inFunction = (body: string) => `const seen = new Map();\nexports.f = (id, other) => { ${body} };`;

  it.each([
    ['has', inFunction('if (seen.has(id)) use(id);')],
    ['get', inFunction('if (seen.get(id)) use(id);')],
    ['an element', inFunction('if (seen[id]) use(id);')],
    ['a name for the answer', inFunction('const isKnown = seen.has(id); if (!isKnown) return; use(id);')],
    ['a name for an element', inFunction('const found = seen[id]; if (found) use(id);')],
    ['together with another condition', inFunction('if (other && seen.has(id)) use(id);')],
    ['a name that another function assigns to', `const seen = new Map();\nlet found = seen.get(1);\nfunction g() { found = 2; }\nfunction f() { if (found) use(1); }`],
  ])('%s', (_, code) => {
    expectPresent(code, true);
  });

  it.each([
    ['it is not there', inFunction('if (!seen.has(id)) use(id);')],
    ['another key', inFunction('if (seen.has(other)) use(id);')],
    ['no key', inFunction('if (seen.has()) use(id);')],
    ['another collection', inFunction('if (other.has(id)) use(id);')],
    ['another method', inFunction('if (seen.delete(id)) use(id);')],
    ['a method with a computed name', inFunction('if (seen[other](id)) use(id);')],
    ['another element', inFunction('if (seen[other]) use(id);')],
    ['an element of another collection', inFunction('if (other[id]) use(id);')],
    ['a property', inFunction('if (seen.id) use(id);')],
    ['what a function says', inFunction('if (isKnown(id)) use(id);')],
    ['what is passed', inFunction('if (other) use(id);')],
    ['a global', inFunction('if (somewhere) use(id);')],
    ['a name without a value', inFunction('let found; if (found) use(id);')],
    ['a name that is assigned to again', inFunction('let found = seen.get(id); if (!found) found = make(id); if (found) use(id);')],
    ['a name that is assigned to again in a callback around it', inFunction('other.map(() => { let found = seen.get(id); { found ??= make(id); if (found) use(id); } });')],
    ['a name of the module that is assigned to again', `const seen = new Map();\nlet found = seen.get(1);\nfound ??= make(1);\nif (found) use(1);`],
  ])('not: %s', (_, code) => {
    expectPresent(code, false);
  });
});
