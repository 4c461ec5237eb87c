import { spawnSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { beforeEach, expect, it, vi } from 'vitest';
import { collectInOneThread } from '../../codemods/cli/program/garbage.ts';

vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }));

beforeEach(() => {
  vi.mocked(setFlagsFromString).mockClear();
});

it('collects in one thread in the V8 of Node 20', () => {
  collectInOneThread('11.3.244.8-node.38');
  expect(vi.mocked(setFlagsFromString).mock.calls).toEqual([['--no-parallel-scavenge']]);
});

it.each(['12.4.254.21-node.57', '13.6.233.17-node.53'])('leaves V8 %s as it is', (v8) => {
  collectInOneThread(v8);
  expect(vi.mocked(setFlagsFromString).mock.calls).toEqual([]);
});

it.skipIf(Number.parseInt(process.versions.v8, 10) > 11)('sets a flag that this V8 knows', () => {
  const script = `require('node:v8').setFlagsFromString('--no-parallel-scavenge')`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
