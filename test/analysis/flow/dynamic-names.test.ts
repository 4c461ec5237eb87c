import { describe, expect, it } from 'vitest';
import { directEvalIn, isInsideWith } from '../../../analysis/flow/dynamic-names.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { callStarting } from '../../harness/hosts.ts';

describe('code in a with statement', () => {
  it.each<[why: string, code: string, isInside: boolean]>([
    ['stands in its body', `with (o) { wanted(); }`, true],
    ['stands in a body without braces', `with (o) wanted();`, true],
    ['stands in a function in its body', `with (o) { run(() => { wanted(); }); }`, true],
    [
      'stands in the object of a with in the body of another',
      `with (o) with (wanted()) f();`,
      true,
    ],
    ['does not stand in the object', `with (wanted()) f();`, false],
    ['does not stand behind it', `with (o) f(); wanted();`, false],
  ])('%s', (_, code, isInside) => {
    expect(isInsideWith(callStarting(parseSource(code, '/input.cjs'), 'wanted'))).toBe(isInside);
  });
});

describe('a direct eval', () => {
  it.each<[code: string, line: number | undefined]>([
    [`const a = 1;\neval(text);`, 2],
    [`function f() { const a = 1; return () => eval('a'); }`, 1],
    [`(0, eval)(text);`, undefined],
    [`eval?.(text);`, undefined],
    [`vm.eval(text);`, undefined],
  ])('%j', (code, line) => {
    const source = parseSource(code, '/input.cjs');
    expect(directEvalIn(source, source.ast)?.loc.start.line).toBe(line);
  });

  it('is one of the node that is asked for', () => {
    const source = parseSource(`function f() { eval(text); }\nfunction g() {}`, '/input.cjs');
    expect(source.ast.body.map((node) => directEvalIn(source, node) !== undefined)).toEqual([
      true,
      false,
    ]);
  });
});
