import { createTwoFilesPatch } from 'diff';
import type { Colors } from 'picocolors/types.js';

/** A coloured unified diff of one file. */
export function unifiedDiff(path: string, before: string, after: string, colors: Colors): string {
  const patch = createTwoFilesPatch(
    before === '' ? '/dev/null' : `a/${path}`,
    `b/${path}`,
    before,
    after,
    '',
    '',
    { context: 3 },
  );
  return patch
    .split('\n')
    .slice(1)
    .map((line) => {
      if (line.startsWith('+++') || line.startsWith('---')) return colors.bold(line);
      if (line.startsWith('@@')) return colors.cyan(line);
      if (line.startsWith('+')) return colors.green(line);
      return line.startsWith('-') ? colors.red(line) : line;
    })
    .join('\n');
}
