import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { captures, retainedClosures } from '../../../analysis/lifetime/retained-closures.ts';
import { variableOf } from '../../../analysis/syntax/bindings.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

describe('retainedClosures', () => {
  it.each([
    { why: 'an interval', code: `setInterval(() => r, 1);`, holders: ['a timer'] },
    {
      why: 'an interval that is cleared',
      code: `const timer = setInterval(() => r, 1);\nclearInterval(timer);`,
      holders: [],
    },
    {
      why: 'an interval of a name that is assigned, and cleared',
      code: `let timer;\ntimer = setInterval(() => r, 1);\nclearInterval(timer);`,
      holders: [],
    },
    {
      why: 'a timeout of a time that nobody knows',
      code: `setTimeout(() => r, items.length);`,
      holders: ['a timer'],
    },
    { why: 'a timeout', code: `setTimeout(() => r, 60_000);`, holders: ['a timer'] },
    { why: 'a timeout that is soon over', code: `setTimeout(() => r, 1000);`, holders: [] },
    {
      why: 'what is passed to a timer as an argument',
      code: `setInterval(tick, 1, r);`,
      holders: [],
    },
    {
      why: 'a function with a name',
      code: `function onTick() { return r; }\nsetInterval(onTick, 1);`,
      holders: ['a timer'],
    },
    { why: 'an emitter of the module', code: `emitter.on('x', () => r);`, holders: ['`emitter`'] },
    {
      why: 'an emitter that is a parameter',
      code: `socket.once('x', () => r);`,
      holders: ['`socket`'],
    },
    {
      why: 'the last events of a parameter',
      code: `socket.on('finish', () => r);\nsocket.on('close', () => r);\nsocket.once('end', () => r);\nsocket.on('error', () => r);`,
      holders: [],
    },
    {
      why: 'the last event of an emitter of the module',
      code: `emitter.on('close', () => r);`,
      holders: ['`emitter`'],
    },
    {
      why: 'a listener that is taken off again',
      code: `const f = () => r;\nemitter.on('x', f);\nemitter.off('x', f);`,
      holders: [],
    },
    {
      why: 'one of another emitter that is',
      code: `const f = () => r;\nemitter.on('x', f);\nsocket.off('x', f);`,
      holders: ['`emitter`'],
    },
    {
      why: 'an emitter of the function’s own',
      code: `const own = make();\nown.on('x', () => r);`,
      holders: [],
    },
    { why: 'the process', code: `process.on('exit', () => r);`, holders: ['`process`'] },
    {
      why: 'a chain of listeners',
      code: `emitter.on('x', f).on('y', () => r);`,
      holders: [`\`emitter.on('x', f)\``],
    },
    { why: 'a list of the module', code: `list.push(() => r);`, holders: ['`list`'] },
    {
      why: 'a list of the function’s own',
      code: `const own = [];\nown.push(() => r);`,
      holders: [],
    },
    {
      why: 'an object with functions',
      code: `list.push({ get: () => r, set() {}, size: 1 });`,
      holders: ['`list`', '`list`'],
    },
    { why: 'an assignment', code: `state.get = () => r;`, holders: ['`state.get`'] },
    { why: 'a callback that is called at once', code: `items.map(() => r);`, holders: [] },
  ])('$why', ({ code, holders }) => {
    forEachHost(
      `const emitter = make(), list = [], state = {};\nfunction run(r, socket, items) {\n${code}\n}`,
      (source, host) => {
        expect(
          retainedClosures(source).map(({ holder }) => holder),
          host,
        ).toEqual(holders);
      },
    );
  });
});

describe('captures', () => {
  it.each([
    {
      why: 'it reads the variable',
      code: `const r = get();\nsetInterval(() => r, 1);`,
      captured: true,
    },
    {
      why: 'another one beside it does: V8 shares one context',
      code: `const r = get();\nlist.map(() => r);\nsetInterval(() => 1, 1);`,
      captured: true,
    },
    {
      why: 'another one around it does',
      code: `const r = get();\nlist.map(() => r);\n{ const own = 1; setInterval(() => own, 1); }`,
      captured: true,
    },
    {
      why: 'nobody does',
      code: `const r = get();\nuse(r.id);\nsetInterval(() => 1, 1);`,
      captured: false,
    },
    {
      why: 'another one does, in a block that is left',
      code: `{ const r = get();\nlist.map(() => r); }\nsetInterval(() => 1, 1);`,
      captured: false,
    },
    {
      why: 'the variable is the closure’s own',
      code: `setInterval(() => { const r = get(); list.map(() => r); }, 1);`,
      captured: false,
    },
    {
      why: 'a timeout lets go of what it only shares',
      code: `const r = get();\nlist.map(() => r);\nsetTimeout(() => 1, 60_000);`,
      captured: false,
    },
    {
      why: 'a timeout that reads it',
      code: `const r = get();\nsetTimeout(() => r, 60_000);`,
      captured: true,
    },
    {
      why: 'a function of the module has no such scope',
      code: `const r = get();\nlist.map(() => r);\nsetInterval(tick, 1);`,
      captured: false,
    },
  ])('$why', ({ code, captured }) => {
    forEachHost(`function tick() {}\nfunction run(list) {\n${code}\n}`, (source, host) => {
      const declared = nodesOf(source, AST_NODE_TYPES.Identifier).find(
        ({ name, parent }) => name === 'r' && parent.type === AST_NODE_TYPES.VariableDeclarator,
      )!;
      const [closure] = retainedClosures(source);
      expect(captures(closure!, variableOf(source, declared)!), host).toBe(captured);
    });
  });
});
