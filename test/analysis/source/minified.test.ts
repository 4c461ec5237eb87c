import { expect, it } from 'vitest';
import { isMinified } from '../../../analysis/source/minified.ts';

it('knows a text by the length of its lines', () => {
  const line = 'const a = [];';
  expect(isMinified(line.repeat(1000))).toBe(true);
  expect(isMinified(`/* licence */\n${line.repeat(1000)}\n`)).toBe(true);
  expect(isMinified(`${line}\n`.repeat(1000))).toBe(false);
});

it('takes a short text for written', () => {
  expect(isMinified('const a = [];'.repeat(100))).toBe(false);
});
