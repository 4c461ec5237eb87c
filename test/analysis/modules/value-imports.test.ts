import { expect, it } from 'vitest';
import { typeSpecifiersIn } from '../../../analysis/modules/text-traits.ts';

it.each([
  [`import type { A } from './a';`, ['./a']],
  [`import type A from "./a";\nexport type { B } from './b';`, ['./a', './b']],
  [`import { type A, type B as C } from './a';`, ['./a']],
  [`import type {\n  A,\n  B,\n} from './a';`, ['./a']],
  [`import type { A } from './a';\nimport { b } from './a';`, []],
  [`import type { A } from './a';\nconst b = await import('./a');`, []],
  [`import { type A, b } from './a';`, []],
  [`import type from './a';`, []],
  [`import { A } from './a';\ntype B = A;`, []],
])('names for types alone: %s', (text, expected) => {
  expect([...typeSpecifiersIn(text)]).toEqual(expected);
});
