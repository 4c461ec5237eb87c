/**
 * Files that say once more what another file says: one that exports it again, one that is compiled from it.
 */
import { join } from 'node:path';
import { sourceOfCompiled } from '../finders/compiled-file.ts';
import { handedOnIn } from './package-entries.ts';
import { isUnloaded } from './tested-alone.ts';
import type { ProjectContext } from './project-context.ts';

/** Whether a file that loads another one exports what that exports. */
export function isExportedAgain({ modules }: ProjectContext, file: string): boolean {
  return modules.files
    .importersOf(file)
    .some((importer) =>
      handedOnIn(modules.textOf(importer)).some(
        (specifier) => modules.files.resolve(importer, specifier) === file,
      ),
    );
}

/** Whether the code of another file runs that says something of its own. */
export function runsBesides(context: ProjectContext, file: string, other: string): boolean {
  return !isCopy(context, file, other) && !isUnloaded(context, other);
}

/** Whether one of two files is compiled, from the other or from a third: what is built of a source calls nothing more. */
function isCopy(context: ProjectContext, file: string, other: string): boolean {
  const origin = compiledFrom(context, other);
  return origin !== undefined || compiledFrom(context, file) === other;
}

function compiledFrom({ modules, factsOf }: ProjectContext, file: string): string | undefined {
  const [found] =
    modules.kept(`compiled from ${file}`, () => {
      const source = modules.sourceOf(file);
      return source ? [sourceOfCompiled(source, factsOf(file))] : [];
    }) ?? [];
  return found === undefined ? undefined : join(factsOf(file).packageRoot, found);
}
