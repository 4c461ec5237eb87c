/**
 * What a published package gives those who install it: the files whose exports its entries hand on.
 */
import { extname, join } from 'node:path';
import type { Modules } from '../modules/module-graph.ts';
import { applicationFolder } from './applications.ts';
import { isPublished, manifestOf } from './package-manifests.ts';

/** Whether those who install the package of a file can use what the file exports; true if its entries are not found. */
export function isExposed(modules: Modules, file: string): boolean {
  if (!isPublished(file)) return false;
  const exposed = exposedBy(modules, applicationFolder(file));
  return exposed === undefined || exposed.has(file);
}

function exposedBy(modules: Modules, root: string): ReadonlySet<string> | undefined {
  const found = modules.kept(`exposed ${root}`, () => {
    const entries = entriesOf(modules, root);
    if (entries === undefined || entries.length === 0) return [];
    const exposed = new Set(entries);
    // A set goes on to what is added while it is gone through.
    for (const file of exposed)
      for (const specifier of handedOnIn(modules.textOf(file))) {
        const home = modules.files.resolve(file, specifier);
        if (home !== undefined) exposed.add(home);
      }
    return [...exposed];
  });
  return found === undefined || found.length === 0 ? undefined : new Set(found);
}

/** The source files of what `package.json` names; undefined if it names all files of a folder. */
function entriesOf(modules: Modules, root: string): string[] | undefined {
  const { main, module, exports, types } = manifestOf(root) ?? {};
  const named = [...textsIn(main), ...textsIn(module), ...textsIn(exports), ...textsIn(types)];
  if (named.some((path) => path.includes('*'))) return undefined;
  return (named.length > 0 ? named : ['index.js']).flatMap((path) => {
    const source = sourcesFor(root, path).find((candidate) => modules.textOf(candidate) !== '');
    return source === undefined ? [] : [source];
  });
}

/** The paths in a field of `package.json`, under whatever conditions. */
function textsIn(field: unknown): string[] {
  if (typeof field === 'string') return /\.json$/u.test(field) ? [] : [field];
  return typeof field === 'object' && field !== null
    ? Object.values(field).flatMap((inner) => textsIn(inner))
    : [];
}

/** Folders of what is built, in place of which a source stands in `src` or beside `package.json`. */
const BUILT = /^(?:\.\/)?(?:dist|lib|build|out)\/(?:(?:esm|cjs|src|node|types|commonjs)\/)?/u;
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs'];

function sourcesFor(root: string, path: string): string[] {
  const bare = path.replace(/\.d\.[cm]?ts$/u, '.js');
  const stem = bare.slice(0, bare.length - extname(bare).length);
  const stems = [stem, ...['src/', ''].map((folder) => stem.replace(BUILT, folder))];
  return stems.flatMap((one) => [
    ...EXTENSIONS.map((extension) => join(root, one + extension)),
    ...EXTENSIONS.map((extension) => join(root, one, `index${extension}`)),
  ]);
}

const EXPORT_FROM =
  /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s*from\s*['"]([^'"]+)['"]/gu;
const EXPORTED_REQUIRE =
  /(?:exports(?:\.[\w$]+)?\s*=|[\w$'"]\s*:)\s*require\(\s*['"]([^'"]+)['"]\s*\)/gu;
const IMPORT =
  /\bimport\b([^'"();]*)\bfrom\s*['"]([^'"]+)['"]|\b(?:const|let|var)\s+([\w$]+|\{[^}]*\})\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\)/gu;

/** The specifiers of the modules that a text exports again, or whose classes its own extend. */
export function handedOnIn(text: string): string[] {
  const named = [...text.matchAll(IMPORT)].flatMap(([, names, from, required, path]) =>
    [...(names ?? required ?? '').matchAll(/[\w$]+/gu)].some(([name]) => isHandedOn(text, name))
      ? [(from ?? path)!]
      : [],
  );
  return [
    ...named,
    ...[...text.matchAll(EXPORT_FROM)].map(([, specifier]) => specifier!),
    ...[...text.matchAll(EXPORTED_REQUIRE)].map(([, specifier]) => specifier!),
  ];
}

function isHandedOn(text: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  return new RegExp(
    `\\bexport\\s+default\\s+${escaped}\\b|\\bexport\\s*\\{[^}]*\\b${escaped}\\b|\\bexports(?:\\.[\\w$]+)?\\s*=\\s*(?:${escaped}\\b|\\{[^}]*\\b${escaped}\\b)|\\bextends\\s+${escaped}\\b`,
    'u',
  ).test(text);
}
