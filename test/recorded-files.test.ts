/**
 * What the analysis asks the file system is recorded for `--cache` (analysis/modules/grounds.ts), so it is asked in few
 * places. A question past them would leave verdicts in use that are wrong by now.
 */
import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { filesBelow } from '../analysis/modules/source-files.ts';

const ANALYSIS = fileURLToPath(new URL('../analysis/', import.meta.url));

/** Those that record, and those whose answers nothing stands on. */
const ASK = [
  // Only writes.
  'modules/atomic-write.ts',
  'modules/disk.ts',
  // Only tells whether what is kept in the process is still right.
  'modules/kept-files.ts',
  'modules/lock-file.ts',
  'modules/package-json.ts',
  // Its lists of files are recorded by who wants them.
  'modules/source-files.ts',
  // Asks again what was recorded.
  'project/file-stamps.ts',
  // Verdicts with types are not kept.
  'project/type-checker.ts',
  // Asks again what was recorded.
  'project/verdict-cache.ts',
];

it('no other file of the analysis asks the file system', () => {
  const asking = filesBelow(ANALYSIS, {
    accepts: (name) => name.endsWith('.ts'),
    respectGitignore: false,
  }).filter((file) =>
    /^import (?!type\b)[^']*from 'node:fs(?:\/promises)?'/mu.test(readFileSync(file, 'utf8')),
  );
  expect(asking.map((file) => file.slice(ANALYSIS.length).split(sep).join('/'))).toEqual(ASK);
});
