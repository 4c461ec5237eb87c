/**
 * Node binaries of other versions, from the npm registry.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The first and the last of the lines that `engines` gives a first one, and the last of those after. */
export const NODE_VERSIONS = ['20.19.0', '20', '22.13.0', '22', '24', '26'] as const;

/**
 * Fetches a Node.
 * @param version exact, or the latest of a line: `22`
 * @returns the folder of its `node`; undefined where the registry has none for this machine
 */
export function fetchNode(version: string, into: string): string | undefined {
  const folder = join(into, version);
  mkdirSync(folder);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const packed = spawnSync('npm', ['pack', '--json', `${name}@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (packed.status !== 0) return undefined;
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  if (spawnSync('tar', ['xzf', filename], { cwd: folder }).status !== 0) return undefined;
  const binary = join(folder, 'package/bin/node');
  return spawnSync(binary, ['--version']).status === 0 ? dirname(binary) : undefined;
}
