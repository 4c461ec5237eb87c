/**
 * What the texts that are written into a package are to follow: its compiler options, and how its files name modules.
 */
import { sep } from 'node:path';
import type { Conventions } from '../agents/agents-module.ts';
import { extensionHabit, type ExtensionHabit } from '../edits/specifier-style.ts';
import { nullabilityByName, nullabilityOfExport, type Nullability } from '../flow/nullability.ts';
import { compilerOptionsOf, type CompilerOptions } from '../modules/compiler-options.ts';
import { type Modules } from '../modules/module-graph.ts';
import { reasonAgainstBuiltins } from '../modules/node-types.ts';
import { isTypeScript } from '../modules/source-files.ts';
import { projectRoot } from './project-root.ts';

/** The options that a file is compiled with, of all `tsconfig.json` that have it. */
export function compilerOptionsIn({ files }: Modules, file: string): CompilerOptions {
  return compilerOptionsOf(files.configsOf(file).values());
}

/** A type of a file of the project by what that says, of a package by its name. */
export function typeElsewhere(
  modules: Modules,
  file: string,
  module: string,
  name: string,
): Nullability {
  const found = modules.across(file, module, (home) => {
    const source = modules.sourceOf(home);
    return source
      ? nullabilityOfExport(source, name, (next, exported) =>
          typeElsewhere(modules, home, next, exported),
        )
      : 'unknown';
  });
  return found ?? (/^[./#]/u.test(module) ? 'unknown' : nullabilityByName(name));
}

/** What the texts of a package are to follow. @param root the package's folder */
export function conventionsIn(root: string, modules: () => Modules): Conventions {
  const compilerOptions = (file: string) => compilerOptionsIn(modules(), file);
  return {
    compilerOptions,
    habit: (except) => habitIn(modules(), root, except),
    resolve: (importer, specifier) =>
      modules().across(importer, specifier, (file) => {
        const source = modules().sourceOf(file);
        return source && { file, source };
      }),
    reasonAgainstBuiltins: (file) =>
      reasonAgainstBuiltins({
        file,
        options: compilerOptions(file),
        root: projectRoot(root),
        isUsed: () => isNodeNamedBeside(modules(), file),
      }),
  };
}

/** How the TypeScript of a package names its own modules, those of one name apart. */
function habitIn(modules: Modules, root: string, except: string): ExtensionHabit {
  const isOther = (specifier: string) =>
    specifier.slice(specifier.lastIndexOf('/') + 1).split('.', 1)[0] !== except;
  return extensionHabit(specifiersIn(modules, root).filter(isOther));
}

/** What the TypeScript of a package imports. */
function specifiersIn(modules: Modules, root: string): readonly string[] {
  const { files } = modules;
  return modules.kept(`specifiers ${root}`, () =>
    files
      .list()
      .filter((file) => isTypeScript(file) && file.startsWith(root + sep))
      .flatMap((file) => files.specifiersOf(file)),
  )!;
}

/** Whether a file that is compiled with another one names what only `@types/node` declares, and so compiles with it. */
function isNodeNamedBeside({ files }: Modules, file: string): boolean {
  const configs = [...files.configsOf(file).keys()];
  return files.having('namesNode').some((other) => files.isCheckedByAny(configs, other));
}
