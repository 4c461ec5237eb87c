/**
 * The form of a module of TypeScript that passes its project's compiler, and of the import that takes it in.
 */
import { basename } from 'node:path';
import type { ImportStyle } from '../edits/edit-queries.ts';
import { moduleFormat, type CompilerOptions } from '../modules/compiler-options.ts';
import type { ModuleForm } from './agent-queries.ts';
import { exists } from '../modules/disk.ts';
import { isTypeScript } from '../modules/source-files.ts';

type PackageType = 'module' | 'commonjs';

/** What a module is written with; undefined for JavaScript that no compiler checks. */
export function formOf(
  file: string,
  packageType: PackageType,
  options: CompilerOptions,
): ModuleForm | undefined {
  if (!isTypeScript(file))
    return options.checksJs ? { isExportAssignment: false, isAnnotated: false } : undefined;
  return {
    isExportAssignment: options.isVerbatim && moduleFormat(file, packageType, options) === 'cjs',
    isAnnotated: options.needsDeclaredExports,
  };
}

/**
 * Why a module cannot be written that its project's compiler passes, if so.
 * @param reasonAgainstBuiltins why `node:http` has no types there, if so
 */
export function reasonAgainstModule(
  file: string,
  packageType: PackageType,
  options: CompilerOptions,
  reasonAgainstBuiltins: () => string | undefined,
): string | undefined {
  if (isTypeScript(file) ? !options.isConfigured : !options.checksJs) return undefined;
  if (options.isErasableOnly && formOf(file, packageType, options)?.isExportAssignment === true)
    return `${NO_ERASABLE_FORM}: write ${basename(file)} by hand`;
  return reasonAgainstBuiltins();
}

const NO_ERASABLE_FORM =
  '`verbatimModuleSyntax` and `erasableSyntaxOnly` together leave a CommonJS file of TypeScript no import or export that compiles';

export interface ImportQuery {
  /** Absolute path of the importing file. */
  readonly importer: string;
  readonly style: ImportStyle;
  readonly packageType: PackageType;
  /** Those that compile the importing file. */
  readonly options: CompilerOptions;
  /** Absolute path of what is imported. */
  readonly file: string;
  /** What kind of module a `.js` file beside it is. */
  readonly typeOfModule: PackageType;
  readonly exists: boolean;
}

/** Why an import would not pass the compiler of the importing file, whatever its form, if so. */
export function reasonAgainstImport(query: ImportQuery): string | undefined {
  const { importer, style, packageType, options, file } = query;
  if (!isTypeScript(importer) || !options.isConfigured) return undefined;
  // TypeScript takes `require` in a file of its own for a function like any other, whose result is `any`.
  if (style.syntax === 'cjs' && style.isImportEquals !== true) return undefined;
  const isCommonJs = moduleFormat(importer, packageType, options) === 'cjs';
  if (isCommonJs && options.isVerbatim && options.isErasableOnly)
    return `${NO_ERASABLE_FORM}: turn one of them off, or pass agents by hand`;
  if (!isTypeScript(file)) return reasonAgainstJavaScript(query);
  return isCommonJs ? reasonAgainstRequire(query) : undefined;
}

function reasonAgainstJavaScript({ file, exists, options }: ImportQuery): string | undefined {
  return exists && isUntyped(file, options)
    ? `${basename(file)} is JavaScript, which TypeScript here does not read (\`allowJs\` is off), so an import of it has no type: add declarations (\`.d.ts\`) beside it`
    : undefined;
}

/** Why an `import` that is compiled to `require` cannot take in a module, if so. */
function reasonAgainstRequire({ file, typeOfModule, options }: ImportQuery): string | undefined {
  // TypeScript 5.8 and later allow `require` of a module under `nodenext` and `node20` (TS1471 before).
  const requiresModules = options.module === 'nodenext' || options.module === 'node20';
  return options.resolvesAsNode &&
    !requiresModules &&
    moduleFormat(file, typeOfModule, options) === 'esm'
    ? `this file is CommonJS, which cannot \`require\` a module as ${basename(file)} under \`module: ${options.module}\`: name a CommonJS module (\`--agents-module\`)`
    : undefined;
}

/** Whether TypeScript does not look into a file of JavaScript, and has no declarations of it (TS7016). */
function isUntyped(file: string, { allowsJs, isImplicitAnyAnError }: CompilerOptions): boolean {
  return (
    isImplicitAnyAnError &&
    !allowsJs &&
    !exists(file.replace(/\.(?<kind>[cm]?)js$/u, '.d.$<kind>ts'))
  );
}
