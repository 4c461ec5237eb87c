import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { exitsWithout } from '../../../analysis/flow/all-paths.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { Node, SourceCode } from '../../../analysis/source/source-code.ts';
import { callStarting, forEachHost } from '../../harness/hosts.ts';

/** The ways on which `begin()` is not followed by `done()`: `end`, `throw work()`. */
function exitsIn(source: SourceCode): string {
  const happens = (node: Node) =>
    node.type === AST_NODE_TYPES.CallExpression && source.getText(node.callee) === 'done';
  return exitsWithout(source, callStarting(source, 'begin()'), happens)
    .map(({ how, at }) => (how === 'end' ? how : `${how} ${source.getText(at).split('\n')[0]!}`))
    .toSorted()
    .join('; ');
}

describe('what happens on all paths', () => {
  it.each([
    ['at once', `begin(); done();`],
    [
      'behind what throws nothing',
      `begin(); const n = map.size + 1; map.set(n, [n]); console.log(n); done();`,
    ],
    ['in a finally', `begin(); try { await work(); } finally { done(); }`],
    ['in a finally around it', `try { begin(); await work(); } finally { done(); }`],
    [
      'in a finally, with returns and throws before',
      `begin(); try { if (a) return 1; if (b) throw e; work(); } finally { done(); }`,
    ],
    [
      'in a finally, on some condition that both ways do',
      `begin(); try { work(); } finally { if (a) done(); else done(); }`,
    ],
    ['in a block and its handler', `begin(); try { await work(); done(); } catch { done(); }`],
    [
      'in a handler that throws again',
      `begin(); try { work(); } catch (e) { done(); throw e; } done();`,
    ],
    ['where the process does not end', `begin(); if (a) process.exit(1); done();`],
    [
      'where the process of a module does not end',
      `import process from 'node:process'; begin(); if (a) process.abort(); done();`,
    ],
    ['in both branches', `begin(); if (a) { done(); return 1; } else done();`],
    ['in both of a conditional', `begin(); a ? done() : done();`],
    ['in all cases', `begin(); switch (a) { case 1: done(); break; default: done(); }`],
    ['in a case that others fall into', `begin(); switch (a) { case 1: case 2: default: done(); }`],
    ['in a do while', `begin(); do { done(); } while (a);`],
    [
      'behind a loop that throws nothing',
      `begin(); for (const a of list) { if (a) break; n++; } done();`,
    ],
    [
      'in an endless loop that is left behind it',
      `begin(); while (true) { if (a) { done(); break; } }`,
    ],
    ['by finally', `begin(); return work().finally(() => done());`],
    ['by finally, awaited', `begin(); await work().finally(() => { done(); });`],
    [
      'by finally, with a function by name',
      `begin(); const end = () => { done(); }; work().finally(end);`,
    ],
    ['by both settle handlers', `begin(); work().then(() => { done(); }, () => { done(); });`],
    [
      'by a function of the file',
      `begin(); const end = () => { try { work(); } finally { done(); } }; end();`,
    ],
    [
      'by a function of the file, in a finally',
      `begin(); try { work(); } finally { end(); }\nfunction end() { done(); }`,
    ],
    [
      'behind a function of the file that throws nothing',
      `begin(); note(); done();\nfunction note() { map.set(1, 2); }`,
    ],
    ['in a labelled block', `begin(); out: { if (a) break out; n++; } done();`],
    ['as an argument of what fails', `begin(); work(done());`],
    ['where it begins in a loop', `for (const a of list) { begin(); done(); }`],
  ])('%s', (_, code) => {
    forEachHost(`async function f() {\n${code}\n}`, (source, host) => {
      expect(exitsIn(source), host).toBe('');
    });
  });

  it.each([
    ['nowhere', `begin();`, 'end'],
    ['before', `done(); begin();`, 'end'],
    ['behind an await', `begin(); await work(); done();`, 'throw work()'],
    ['behind a call', `begin(); work(); done();`, 'throw work()'],
    ['on one branch', `begin(); if (a) done();`, 'end'],
    ['on the right of an operator', `begin(); a && done();`, 'end'],
    ['behind a return', `begin(); if (a) return; done();`, 'return return;'],
    ['behind a throw', `begin(); if (a) throw e; done();`, 'throw throw e;'],
    ['in a handler alone', `begin(); try { await work(); } catch { done(); }`, 'end'],
    ['in a block alone', `begin(); try { await work(); done(); } catch { note = 1; }`, 'end'],
    [
      'behind a handler that throws again',
      `begin(); try { work(); } catch (e) { throw e; } done();`,
      'throw throw e;',
    ],
    [
      'in a finally that may be left before',
      `begin(); try { n++; } finally { work(); done(); }`,
      'throw work()',
    ],
    ['in one case', `begin(); switch (a) { case 1: done(); }`, 'end'],
    ['in a loop', `begin(); for (const a of list) done();`, 'end'],
    [
      'behind a loop that is left by a return',
      `begin(); for (const a of list) { if (a) return; } done();`,
      'return return;',
    ],
    [
      'behind an outer loop',
      `begin(); out: for (const a of list) { for (;;) { if (a) return; continue out; } } done();`,
      'return return;',
    ],
    ['where only success comes', `begin(); work().then(() => done());`, 'end'],
    ['where only failure comes', `begin(); work().catch(() => done());`, 'end'],
    [
      'by a function that nobody knows',
      `begin(); work(() => done());`,
      'end; throw work(() => done())',
    ],
    ['by an async function', `begin(); end();\nasync function end() { await 1; done(); }`, 'end'],
    [
      'by a function of the file that may not',
      `begin(); end();\nfunction end() { if (a) done(); }`,
      'end',
    ],
    [
      'in the next round',
      `for (const a of list) { if (a) done(); else begin(); }`,
      'end; throw begin()',
    ],
  ])('not: %s', (_, code, exits) => {
    forEachHost(`async function f() {\n${code}\n}`, (source, host) => {
      expect(exitsIn(source), host).toBe(exits);
    });
  });
});

describe('a switch of many cases that go on to the next', () => {
  const asked = (cases: number): number => {
    const code = Array.from({ length: cases }, (_, index) => `case ${index}: work();`).join('\n');
    let count = 0;
    const source = parseSource(
      `function f() {\nbegin();\nswitch (a) {\n${code}\n}\n}`,
      '/project/a.js',
    );
    exitsWithout(source, callStarting(source, 'begin()'), () => {
      count++;
      return false;
    });
    return count;
  };

  it('is asked once for each of its nodes', () => {
    expect(asked(40) / asked(20)).toBeLessThan(2.2);
  });
});
