/**
 * How a file names another one of its package between the quotes of an import.
 */
import { dirname, extname, relative, sep } from 'node:path';
import { moduleFormat, type CompilerOptions } from '../modules/compiler-options.ts';
import type { ImportStyle } from './edit-queries.ts';
import { isTypeScript } from '../modules/source-files.ts';

/** What relative imports end in. */
export interface ExtensionHabit {
  /** Whether they carry an extension; undefined if there is none to judge by. */
  readonly extensions: boolean | undefined;
  /** Whether that is the extension of TypeScript itself: `./a.ts`. */
  readonly namesTypeScript?: boolean;
}

export interface SpecifierQuery {
  /** Absolute path of the importing file. */
  readonly importer: string;
  readonly style: ImportStyle;
  readonly packageType: 'module' | 'commonjs';
  /** Those that compile the importing file. */
  readonly options: CompilerOptions;
  /** What the relative imports of the other files end in, those of one name apart. */
  readonly habit: (except: string) => ExtensionHabit;
  /** Whether what runs the file takes no other name than that of the file. */
  readonly isRunAsTypeScript?: () => boolean;
}

/** What the relative ones among specifiers end in. */
export function extensionHabit(specifiers: readonly string[]): ExtensionHabit {
  // `./package.json` says nothing of how modules are named.
  const named = specifiers.filter(
    (specifier) =>
      /^\.\.?\//u.test(specifier) && !/\.(?:json|node|wasm|css|graphql|txt)$/u.test(specifier),
  );
  const withExtension = named.filter((specifier) => /\.[cm]?[jt]sx?$/u.test(specifier));
  const ofTypeScript = withExtension.filter((specifier) => isTypeScript(specifier));
  if (named.length === 0) return { extensions: undefined };
  return {
    extensions: withExtension.length * 2 > named.length,
    ...(ofTypeScript.length * 2 > withExtension.length ? { namesTypeScript: true } : {}),
  };
}

/** @param file absolute path of what is imported */
export function relativeSpecifier(query: SpecifierQuery, file: string): string {
  const path = relative(dirname(query.importer), file).split(sep).join('/');
  const specifier = path.startsWith('.') ? path : `./${path}`;
  const extension = extname(specifier);
  const bare = specifier.slice(0, -extension.length);
  const isPlain = extension === '.js' || extension === '.ts';
  const { style } = query;
  if (!isTypeScript(query.importer)) {
    if (isPlain && !(style.extensions ?? style.syntax === 'esm')) return bare;
    return style.namesTypeScript === true ? specifier : bare + extension.replace('t', 'j');
  }
  const written = extensionIn(query, bare.slice(bare.lastIndexOf('/') + 1));
  if (isPlain && written === 'none') return bare;
  return written === 'ts' ? specifier : bare + extension.replace('t', 'j');
}

/** What TypeScript writes: the extension of what is there (`ts`), or of what it is compiled to (`js`). */
function extensionIn(
  { importer, style, packageType, options, habit, isRunAsTypeScript }: SpecifierQuery,
  name: string,
): 'none' | 'js' | 'ts' {
  if (style.extensions !== undefined) return written(style);
  const others = habit(name);
  const isNeeded =
    options.resolvesAsNode &&
    style.isImportEquals !== true &&
    moduleFormat(importer, packageType, options) === 'esm';
  if (others.extensions === true || (others.extensions === false && !isNeeded))
    return written(others);
  // Also what Node runs by stripping the types, which takes no other.
  if (options.allowsTsExtensions || (!options.isConfigured && isRunAsTypeScript?.() === true))
    return 'ts';
  if (isNeeded) return 'js';
  return /\.m?ts$/u.test(importer) && style.syntax === 'esm' && packageType === 'module'
    ? 'js'
    : 'none';
}

function written({ extensions, namesTypeScript }: ExtensionHabit): 'none' | 'js' | 'ts' {
  if (extensions !== true) return 'none';
  return namesTypeScript === true ? 'ts' : 'js';
}
