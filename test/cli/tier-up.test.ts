import { setFlagsFromString } from 'node:v8';
import { beforeEach, expect, it, vi } from 'vitest';
import { delayTierUp } from '../../codemods/cli/program/tier-up.ts';

vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }));

beforeEach(() => {
  vi.mocked(setFlagsFromString).mockClear();
});

it('delays the optimizing compiler of a V8 that has Maglev not yet', () => {
  delayTierUp('11.3.244.8-node.38');
  expect(vi.mocked(setFlagsFromString).mock.calls).toEqual([['--interrupt-budget=1200000']]);
});

it.each(['12.4.254.21-node.57', '13.6.233.17-node.53'])('leaves V8 %s as it is', (v8) => {
  delayTierUp(v8);
  expect(vi.mocked(setFlagsFromString).mock.calls).toEqual([]);
});
