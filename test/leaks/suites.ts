/**
 * The evidence of the rules: one file a rule in `pairs/` and in `clean/`, each with one export.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleClean, RulePairs } from './leak-pair.ts';

interface Suites {
  readonly pairs: RulePairs;
  readonly clean: RuleClean;
}

/** What the files of a folder export, in the order in which `all` runs the codemods. */
export async function suitesIn<Folder extends keyof Suites>(
  folder: Folder,
): Promise<readonly Suites[Folder][]> {
  const files = readdirSync(fileURLToPath(new URL(`${folder}/`, import.meta.url))).filter((file) =>
    file.endsWith('.ts'),
  );
  const modules = await Promise.all(
    files.map(
      (file) =>
        import(/* @vite-ignore */ new URL(`${folder}/${file}`, import.meta.url).href) as Promise<
          Readonly<Record<string, Suites[Folder]>>
        >,
    ),
  );
  return modules
    .flatMap((exported) => Object.values(exported))
    .toSorted((one, other) => one.codemod.order - other.codemod.order);
}
