import { describe, expect, it } from 'vitest';
import { moduleConstant } from '../../../../analysis/finders/no-per-call-agent/hoistable.ts';
import { callStarting, forEachHost } from '../../../harness/hosts.ts';

/** What the first `make(…)` of the code needs, or what stands against it. */
function answerTo(code: string): string[] {
  const answers: string[] = [];
  forEachHost(code, (source) => {
    const answer = moduleConstant(source, callStarting(source, 'make('), 0);
    answers.push(
      'needs' in answer
        ? `needs ${answer.needs.map(({ name }) => name).join(' ')}`
        : `${answer.obstacle.kind} ${answer.obstacle.text}`,
    );
  });
  return [...new Set(answers)];
}

const MAKE = `const { make } = require('x');\n`;

describe('a constant of the module', () => {
  it.each([
    [`${MAKE}const f = () => make({ a: 1, b: ['x', -1], c: \`y\` });`, 'needs make'],
    [
      `${MAKE}const N = 5;\nconst f = () => make({ a: N, b: N > 3 ? 'x' : undefined });`,
      'needs make N',
    ],
    [`${MAKE}const T = { a: { b: 1 } };\nconst f = () => make({ a: T.a.b });`, 'needs make T'],
    [`${MAKE}const T = { a: 1 };\nconst f = () => make({ ...T });`, 'needs make T'],
    [
      `${MAKE}const crypto = require('crypto');\nconst f = () => make({ a: crypto.constants.X });`,
      'needs make crypto',
    ],
    [`${MAKE}const f = () => make({ a: (b) => b });`, 'needs make'],
    [`${MAKE}const f = (x) => make({ a: x });`, 'call x'],
    [`${MAKE}const f = (x) => make({ a: x.y.z });`, 'call x.y.z'],
    [`${MAKE}const f = (x) => make({ ...x });`, 'call x'],
    [`${MAKE}const f = (x) => make({ a: () => x });`, 'call x'],
    [`${MAKE}const f = (x) => make(x);`, 'call x'],
    [`${MAKE}class A { f() { return make({ a: this.a }); } }`, 'call this.a'],
    [`${MAKE}class A { f() { return make({ a: () => this.a }); } }`, 'call this'],
    [`${MAKE}const f = (x) => make({ a: read(x) });`, 'call read(x)'],
    [`${MAKE}const f = () => { const n = 5; return make({ a: n }); };`, 'local n'],
    [`const f = () => { const { make } = require('x'); return make({}); };`, 'local make'],
    [`${MAKE}const f = () => make({ a: read() });`, 'moment read()'],
    [`${MAKE}const f = () => make({ a: process.env.A });`, 'moment process.env.A'],
    [`${MAKE}const s = require('./s');\nconst f = () => make({ a: s.a });`, 'moment s.a'],
    [`${MAKE}const s = require('./s');\nconst f = () => make(s);`, 'moment s'],
    [`${MAKE}let n = 5;\nn = 6;\nconst f = () => make({ a: n });`, 'moment n'],
    [`${MAKE}const T = {};\nT.a = 1;\nconst f = () => make(T);`, 'moment T'],
    [`${MAKE}const f = () => make({ a: new Date() });`, 'moment new Date()'],
    [`${MAKE}const f = () => make({ a: unknownGlobal });`, 'moment unknownGlobal'],
  ])('%s', (code, expected) => {
    expect(answerTo(code)).toEqual([expected]);
  });
});
