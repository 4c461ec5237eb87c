/**
 * What the compiler options of a project ask of a text that is written into it.
 */
import type { Json, TsConfig } from './ts-configs.ts';

export interface CompilerOptions {
  /** Whether a config compiles the file at all; without one every other answer is that of no option. */
  readonly isConfigured: boolean;
  /** `module` in lower case; undefined where the version of TypeScript decides. */
  readonly module: string | undefined;
  /** Whether a relative import in a file that is a module to Node needs an extension. */
  readonly resolvesAsNode: boolean;
  /** Whether imports may end in `.ts`. */
  readonly allowsTsExtensions: boolean;
  /** Whether imports and exports stay as they are written: a CommonJS file then has those of CommonJS alone. */
  readonly isVerbatim: boolean;
  /** Whether nothing may be written that TypeScript does not merely erase. */
  readonly isErasableOnly: boolean;
  /** Whether what is exported needs its type written. */
  readonly needsDeclaredExports: boolean;
  /** Whether JavaScript may be imported, and whether it is checked. */
  readonly allowsJs: boolean;
  readonly checksJs: boolean;
  /** Whether what has no type is an error. */
  readonly isImplicitAnyAnError: boolean;
  /** Whether `for (… of …)` goes through arrays alone: so it is compiled for ES5, unless it is told otherwise. */
  readonly loopsOverArraysAlone: boolean;
  /** The `types` that are included, where they are listed. */
  readonly types: readonly string[] | undefined;
}

/** @param configs those that compile one file: what any of them asks for, the text needs */
export function compilerOptionsOf(configs: Iterable<TsConfig>): CompilerOptions {
  const all = [...configs].map(({ options }) => options);
  const is = (name: string) => all.some((options) => options[name] === true);
  const modules = all.map((options) => lowerCase(options['module']));
  const module =
    modules.find((name) => name !== undefined && isNodeModule(name)) ??
    modules.find((name) => name !== undefined);
  return {
    isConfigured: all.length > 0,
    module,
    resolvesAsNode: all.some(resolvesAsNode),
    allowsTsExtensions:
      all.length > 0 &&
      all.every(
        (options) =>
          options['allowImportingTsExtensions'] === true ||
          options['rewriteRelativeImportExtensions'] === true,
      ),
    isVerbatim: is('verbatimModuleSyntax'),
    isErasableOnly: is('erasableSyntaxOnly'),
    needsDeclaredExports: is('isolatedDeclarations'),
    allowsJs: all.some(
      (options) =>
        options['allowJs'] === true ||
        (options['allowJs'] === undefined && options['checkJs'] === true),
    ),
    checksJs: is('checkJs'),
    isImplicitAnyAnError: all.some(
      (options) => (options['noImplicitAny'] ?? options['strict']) === true,
    ),
    loopsOverArraysAlone: all.some(
      ({ target, downlevelIteration }) =>
        /^es[35]$/u.test(lowerCase(target) ?? '') && downlevelIteration !== true,
    ),
    types: all
      .map((options) => options['types'])
      .find((types): types is string[] => Array.isArray(types)),
  };
}

/** Those of a project that nothing compiles. */
export const NO_COMPILER_OPTIONS = compilerOptionsOf([]);

/** Each file is a module or not, as Node sees it. */
function isNodeModule(module: string): boolean {
  return /^node(?:\d+|next)$/u.test(module);
}

function resolvesAsNode(options: Json): boolean {
  const resolution = lowerCase(options['moduleResolution']);
  const module = lowerCase(options['module']);
  if (resolution !== undefined) return resolution === 'node16' || resolution === 'nodenext';
  return module !== undefined && isNodeModule(module);
}

function lowerCase(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

/**
 * What TypeScript takes a file of its own for, and compiles it to (TypeScript 5.9, `getEmitModuleFormatOfFile`). A
 * `module` that is not given is one of imports, but for targets that no Node of today needs.
 * @param packageType of the nearest `package.json`
 */
export function moduleFormat(
  file: string,
  packageType: 'module' | 'commonjs',
  { module }: CompilerOptions,
): 'esm' | 'cjs' {
  if (/\.c[jt]s$/u.test(file)) return 'cjs';
  if (/\.m[jt]s$/u.test(file)) return 'esm';
  if (module !== undefined && isNodeModule(module)) return packageType === 'module' ? 'esm' : 'cjs';
  return module === 'commonjs' ? 'cjs' : 'esm';
}
