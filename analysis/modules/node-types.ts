/**
 * Whether TypeScript knows the modules of Node in a file: without `@types/node`, `import 'node:http'` does not compile
 * (TS2307, TS2591).
 */
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type { CompilerOptions } from './compiler-options.ts';
import { exists, textOrNothing } from './disk.ts';
import { readJson } from './package-json.ts';

/** Since TypeScript 6, `types` is empty where nobody gives it; before, every installed `@types` package was included. */
const FIRST_MAJOR_WITHOUT_TYPES = 6;

/** Names in `types` that bring those of Node. */
const BRINGS_NODE = /^(?:node(?:\/.*)?|\*|bun(?:-types)?|@types\/node|vitest\/globals)$/u;

export interface NodeTypesQuery {
  /** Absolute path of the file that is to import `node:http`. */
  readonly file: string;
  readonly options: CompilerOptions;
  /** The topmost folder of the project. */
  readonly root: string;
  /** Whether a file that the same config compiles imports a module of Node, or reads `process`. */
  readonly isUsed: () => boolean;
}

/** Whether a text names what `@types/node` declares: a trait of files (file-index.ts). */
export function namesNode(text: string, specifiers: readonly string[]): boolean {
  return (
    specifiers.some((specifier) => isBuiltin(specifier)) ||
    /\bprocess\.(?:env|argv|exit|on)\b|<reference\s+types=["']node["']/u.test(text)
  );
}

/** Why a file cannot import `node:http`, if so. */
export function reasonAgainstBuiltins({
  file,
  options,
  root,
  isUsed,
}: NodeTypesQuery): string | undefined {
  if (!options.isConfigured || isUsed()) return undefined;
  const folder = dirname(file);
  if (options.types !== undefined && !options.types.some((name) => BRINGS_NODE.test(name)))
    return refusal('`types` in tsconfig.json does not list `node`');
  if (!areInstalled(folder, root)) return refusal('`@types/node` is not installed');
  if (options.types === undefined && majorOf(folder) >= FIRST_MAJOR_WITHOUT_TYPES)
    return refusal(
      `TypeScript ${FIRST_MAJOR_WITHOUT_TYPES} includes no types that \`types\` in tsconfig.json does not list`,
    );
  return undefined;
}

function refusal(why: string): string {
  return `\`node:http\` has no types in this project (${why}), so a module of agents would not compile: install \`@types/node\`, and list \`node\` in \`types\``;
}

/** Whether `@types/node` is there, or will be once the dependencies are installed. */
function areInstalled(folder: string, root: string): boolean {
  const above = foldersAbove(folder);
  if (
    above.some((parent) => exists(join(parent, 'node_modules', '@types', 'node', 'package.json')))
  )
    return true;
  const ofProject = above.filter((parent) => parent.startsWith(root));
  if (ofProject.some((parent) => exists(join(parent, 'node_modules')))) return false;
  return ofProject.some((parent) =>
    [
      'package.json',
      'package-lock.json',
      'npm-shrinkwrap.json',
      'yarn.lock',
      'pnpm-lock.yaml',
      'bun.lock',
    ].some((name) => textOrNothing(join(parent, name)).includes('@types/node')),
  );
}

/** The major version of the TypeScript that is installed, or asked for; 0 where nobody says. */
function majorOf(folder: string): number {
  for (const parent of foldersAbove(folder)) {
    const version =
      readJson(join(parent, 'node_modules', 'typescript', 'package.json'))?.['version'] ??
      rangeIn(readJson(join(parent, 'package.json')));
    const major = typeof version === 'string' ? /\d+/u.exec(version)?.[0] : undefined;
    if (major !== undefined) return Number(major);
  }
  return 0;
}

function rangeIn(manifest: Readonly<Record<string, unknown>> | undefined): unknown {
  const fields = [manifest?.['devDependencies'], manifest?.['dependencies']] as (
    | Readonly<Record<string, unknown>>
    | undefined
  )[];
  return fields.map((field) => field?.['typescript']).find((range) => range !== undefined);
}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}
