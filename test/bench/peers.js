/**
 * Programs that we are measured against and do not depend on: installed for the benchmark alone, into the system's
 * temporary folder, once.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PEERS = {
  '@ast-grep/cli': '0.51.1',
  '@biomejs/biome': '2.6.8',
  'eslint-plugin-unicorn': '65.0.1',
  oxlint: '1.94.0',
};

/** @returns the folder whose `node_modules` has them */
export function installPeers() {
  const folder = join(tmpdir(), `leakproof-bench-${Object.values(PEERS).join('-')}`);
  if (!existsSync(join(folder, 'node_modules', '.package-lock.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies: PEERS }),
    );
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return folder;
}
