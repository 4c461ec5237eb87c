/**
 * Records when and where a run of `npm run leaks` took place: vitest's global setup of it.
 */
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import { record } from './record.ts';

const manifest = JSON.parse(
  readFileSync(new URL('../../node_modules/axios/package.json', import.meta.url), 'utf8'),
) as { version: string };

export function setup(): void {
  record('run', [
    {
      command: 'npm run leaks',
      date: new Date().toISOString().slice(0, 10),
      node: process.version,
      axios: manifest.version,
      system: `${platform()} ${arch()}`,
      processors: availableParallelism(),
    },
  ]);
}
