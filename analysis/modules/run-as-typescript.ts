/**
 * Whether TypeScript is run as it stands: by Node, which strips its types, or by Deno. Both load `./a.ts` by that name alone.
 */
import { dirname, join } from 'node:path';
import { exists } from './disk.ts';
import { readJson } from './package-json.ts';

/** `node src/main.ts`, `node --watch --env-file=.env src/main.ts`: nothing between is a loader, which finds files by other names, too. */
const RUNS_SOURCE =
  /\bnode(?:\s+--(?!import\b|loader\b|experimental-loader\b|require\b)[\w=./-]+)*\s+[\w./-]+\.[cm]?ts\b/u;

/**
 * @param folder absolute path of the folder of a file
 * @param root that of its application
 */
export function isRunAsTypeScript(folder: string, root: string): boolean {
  if (isRunByDeno(folder)) return true;
  const scripts = readJson(join(root, 'package.json'))?.['scripts'];
  return (
    typeof scripts === 'object' &&
    scripts !== null &&
    Object.values(scripts).some((script) => typeof script === 'string' && RUNS_SOURCE.test(script))
  );
}

/**
 * Whether Deno runs what is in a folder, by its config there or above.
 * @param folder absolute path
 */
export function isRunByDeno(folder: string): boolean {
  for (let above = folder; ; above = dirname(above)) {
    if (['deno.json', 'deno.jsonc'].some((name) => exists(join(above, name)))) return true;
    // An application of Deno alone has no `package.json`, and each folder of it is taken for one.
    if (
      above === dirname(above) ||
      ['package.json', '.git'].some((name) => exists(join(above, name)))
    )
      return false;
  }
}
