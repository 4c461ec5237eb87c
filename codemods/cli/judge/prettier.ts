/**
 * The project's own Prettier, where it resolves: a file that it had formatted stays formatted.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readJson } from '../../../analysis/modules/package-json.ts';
import { parseSource, splitBom } from '../../../analysis/source/parse-source.ts';
import type { FileResult } from './file-result.ts';

/** What is used of Prettier 2, which answers at once, and of 3, which promises to. */
interface Prettier {
  readonly resolveConfig: (
    file: string,
    options: { readonly editorconfig: boolean },
  ) => Promise<object | null>;
  readonly resolveConfigFile: (file: string) => Promise<string | null>;
  readonly getFileInfo: (
    file: string,
    options: object,
  ) => Promise<{ readonly ignored: boolean; readonly inferredParser: string | null }>;
  readonly check: (text: string, options: object) => boolean | Promise<boolean>;
  readonly format: (text: string, options: object) => string | Promise<string>;
}

/** The results with each change as Prettier lays it out, if the file was laid out so before; with our own text if it fails. */
export async function formatChanges(results: readonly FileResult[]): Promise<FileResult[]> {
  const formatted: FileResult[] = [];
  for (const result of results)
    formatted.push(
      result.change
        ? { ...result, change: await formatChange(result.file, result.change) }
        : result,
    );
  return formatted;
}

async function formatChange(
  file: string,
  change: NonNullable<FileResult['change']>,
): Promise<NonNullable<FileResult['change']>> {
  try {
    const after = await formattedText(file, change);
    if (after === 'unformatted before') return { ...change, isUnformatted: true };
    return after === undefined ? change : { ...change, after };
  } catch {
    // A config that does not load, a plugin that is not installed, a text that Prettier cannot read: our own layout will do.
    return change;
  }
}

async function formattedText(
  file: string,
  { before, after, kept }: NonNullable<FileResult['change']>,
): Promise<string | undefined> {
  const prettier = kept && prettierOf(file);
  if (!prettier) return undefined;
  const hasConfig = (await prettier.resolveConfigFile(file)) !== null;
  if (!hasConfig && !dependsOnPrettier(file)) return undefined;
  const { ignored, inferredParser } = await prettier.getFileInfo(file, {
    ignorePath: ignoreFileOf(file),
    resolveConfig: true,
  });
  if (ignored || inferredParser === null) return undefined;
  const options = {
    ...(await prettier.resolveConfig(file, { editorconfig: true })),
    filepath: file,
  };
  if (!(await prettier.check(before, options))) return hasConfig ? 'unformatted before' : undefined;
  const formatted = await prettier.format(after, options);
  return keeps(splitBom(formatted).body, kept) && isSameProgram(after, formatted, file)
    ? formatted
    : undefined;
}

/** Whether the package of a file, or one above it, names Prettier: without a config, it formats by its defaults. */
function dependsOnPrettier(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = readJson(join(folder, 'package.json'));
    if (DEPENDENCIES.some((kind) => Object.hasOwn(manifest?.[kind] ?? {}, 'prettier'))) return true;
    if (folder === dirname(folder)) return false;
  }
}

const DEPENDENCIES = ['dependencies', 'devDependencies'];

/** By the path that it resolves to; each project loads it, and its plugins, once. */
const loaded = new Map<string, Prettier>();

function prettierOf(file: string): Prettier | undefined {
  const require = createRequire(file);
  let path: string;
  try {
    path = require.resolve('prettier');
  } catch {
    return undefined;
  }
  let prettier = loaded.get(path);
  if (!prettier) loaded.set(path, (prettier = require(path) as Prettier));
  return prettier;
}

/** Whether a text has all that lies outside of the changed statements, in its order. */
function keeps(text: string, kept: readonly string[]): boolean {
  const [first = '', ...others] = kept;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let end = first.length;
  for (const part of others) {
    const at = text.indexOf(part, end);
    if (at < 0) return false;
    end = at + part.length;
  }
  return end <= text.length - last.length;
}

/** Where a node stands, and how a literal of it is written. */
const LAYOUT = new Set(['parent', 'range', 'loc', 'start', 'end', 'raw', 'tokens', 'comments']);

/** Whether two texts are one program with the same comments, whatever their layout. */
function isSameProgram(text: string, other: string, file: string): boolean {
  const [one, two] = [text, other].map((each) => {
    const { ast } = parseSource(each, file);
    const comments = ast.comments.map(({ value }) => value.replaceAll(/\s+/gu, ' '));
    return JSON.stringify([ast, comments], (key, value: unknown) =>
      LAYOUT.has(key) ? undefined : typeof value === 'bigint' ? String(value) : value,
    );
  });
  return one === two;
}

/** The nearest file that says what Prettier must leave alone. */
function ignoreFileOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, '.prettierignore');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}
