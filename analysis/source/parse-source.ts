/**
 * Text and path to what finders read. The AST, scopes, tokens and comments are those that typescript-eslint gives an ESLint
 * rule; oxc-parser makes them in a fifth of the time and needs no TypeScript. That they are the same is held by
 * test/analysis/source/parsed-source.test.ts.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { LRUCache } from 'lru-cache';
import { parseSync, type ParseResult, type ParserOptions } from 'oxc-parser';
import { extname } from 'node:path';
import { Lines } from './lines.ts';
import { isReadable, TOO_DEEP } from './nesting-depth.ts';
import { ParseError } from './parse-error.ts';
import { ParsedSource, type ParsedText } from './parsed-source.ts';
import type { SourceCode } from './source-code.ts';

const BOM = '\uFEFF';

/** A file's text apart from its BOM: ESLint's offsets do not count it. */
export function splitBom(text: string): { bom: string; body: string } {
  return text.startsWith(BOM) ? { bom: BOM, body: text.slice(1) } : { bom: '', body: text };
}

/** How much source text is kept parsed, in UTF-16 units: an AST takes 30 bytes for each, one with scopes 50, and flows more. */
const MAX_KEPT = 250_000;

/** How much is kept of files that a run has yet to judge. */
const MAX_AWAITED = 2_000_000;

/** How long a text may be, in UTF-16 units: a minified one of that length takes half a minute and well over a gigabyte. */
const MAX_LENGTH = 2_000_000;

interface Parsed {
  readonly text: string;
  readonly source: SourceCode;
}

/** The codemods of one run ask for the same text one after the other, and other files' questions lead to it. */
const kept = parsedUpTo(MAX_KEPT);

/** The files that a run has yet to judge: what a question about one of them has parsed is not parsed again for that. */
const awaited = new Set<string>();
const early = parsedUpTo(MAX_AWAITED);

function parsedUpTo(max: number): LRUCache<string, Parsed> {
  return new LRUCache<string, Parsed>({
    maxSize: max,
    sizeCalculation: ({ text }) => Math.min(text.length + 1, max),
  });
}

/** The trees of a linter that a question has taken. A codemod does not get them: its check compares trees of one parser. */
const taken = parsedUpTo(MAX_KEPT);

/** What a linter looks at, as it has parsed it; if nobody asks about it, it is not kept longer than the linter keeps it. */
let lent: { readonly path: string; readonly source: WeakRef<SourceCode> } | undefined;

/** Says that a linter looks at a file: a question about it is answered by the linter's tree, if that is of the same text. */
export function lendSource(path: string, source: SourceCode): void {
  if (lent?.path !== path || lent.source.deref() !== source)
    lent = { path, source: new WeakRef(source) };
}

function lentSource(path: string, text: string): SourceCode | undefined {
  const source = lent?.path === path ? lent.source.deref() : undefined;
  return source?.text === splitBom(text).body ? source : undefined;
}

/** Says which files a run is to judge. @param files absolute paths */
export function awaitFiles(files: readonly string[]): void {
  for (const file of files) awaited.add(file);
}

/** Says that a file is judged now. */
export function beginFile(file: string): void {
  awaited.delete(file);
  const parsed = early.get(file);
  if (!parsed) return;
  early.delete(file);
  kept.set(keyOf(file, parsed.text), parsed);
}

/** What questions about a file are answered by: a linter's tree of the same text, while there is one, else ours. */
export function sourceForQuestions(text: string, path: string): SourceCode {
  const borrowed = lentSource(path, text);
  if (borrowed) taken.set(keyOf(path, text), { text, source: borrowed });
  const known = taken.get(keyOf(path, text));
  return known?.text === text ? known.source : parseSource(text, path);
}

/**
 * @param text the file's content, with or without a BOM
 * @param path decides the dialect by its extension: `.ts` has no JSX, `.mts` is a module, `.cts` is not
 * @param withEarlyErrors whether what `earlyErrors` finds is none that can be read
 * @throws {ParseError} if the text is not of that dialect, or too long
 */
export function parseSource(
  text: string,
  path: string,
  { withEarlyErrors = false } = {},
): SourceCode {
  const [among, key] = awaited.has(path)
    ? ([early, path] as const)
    : ([kept, keyOf(path, text)] as const);
  const known = among.get(key);
  // What was parsed without them says nothing of early errors.
  if (known?.text === text && !withEarlyErrors) return known.source;
  if (text.length > MAX_LENGTH)
    throw new ParseError(
      `has ${inWords(text.length)} characters, and files of more than ${inWords(MAX_LENGTH)} are not read: add build output to .gitignore, or name other paths`,
    );
  const { bom, body } = splitBom(text);
  const source = new ParsedSource(
    body,
    bom !== '',
    parse(body, path, { showSemanticErrors: withEarlyErrors }),
  );
  among.set(key, { text, source });
  return source;
}

/** A fixed text, which is parsed to check it, is seldom as long as the one that it is made of, and then does not take its place. */
function keyOf(path: string, text: string): string {
  return `${text.length} ${path}`;
}

/**
 * What Node refuses to load though the parser reads it: a name that is declared twice, `'use strict'` in a function whose
 * parameter is a pattern.
 * @param text without its BOM
 */
export function earlyErrors(text: string, path: string): string[] {
  const found = readingsOf(text, path).map((reading) =>
    read(text, path, reading, { showSemanticErrors: true }).errors.map(({ message }) => message),
  );
  return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function inWords(count: number): string {
  return count.toLocaleString('en-US');
}

/** Takes the first reading that the parser accepts. @throws {ParseError} of the likeliest, if it accepts none */
function parse(body: string, path: string, more: ParserOptions): ParsedText {
  let likeliest: ParseResult['errors'][number] | undefined;
  for (const reading of readingsOf(body, path)) {
    const result = read(body, path, reading, more);
    if (result.errors.length === 0) return toParsedText(result, reading);
    likeliest ??= result.errors[0];
  }
  throw toParseError(body, likeliest!);
}

interface Reading {
  readonly lang: NonNullable<ParserOptions['lang']>;
  readonly isModule: boolean;
}

/** A file's name and text do not always tell what it is written in: `.js` may have types, or await without an import. */
function readingsOf(body: string, path: string): Reading[] {
  const isModule = hasModuleSyntax(body, path);
  const languages: Reading['lang'][] = /\.[cm]?ts$/u.test(path)
    ? ['ts']
    : path.endsWith('.tsx')
      ? ['tsx']
      : ['jsx', 'tsx'];
  return languages.flatMap((lang) => [
    { lang, isModule },
    { lang, isModule: !isModule },
  ]);
}

/** Where one reading stops at an error, another goes on: each is tried for itself. */
function read(
  body: string,
  path: string,
  { lang, isModule }: Reading,
  more: ParserOptions,
): ParseResult {
  const options: ParserOptions = {
    lang,
    sourceType: isModule ? 'module' : 'commonjs',
    astType: 'ts',
    preserveParens: false,
    ...more,
  };
  if (!isReadable(body, options)) throw new ParseError(TOO_DEEP);
  return parseSync(path, body, options);
}

function toParsedText({ program, comments }: ParseResult, { isModule }: Reading): ParsedText {
  return {
    ast: program as unknown as TSESTree.Program,
    comments: comments.map(({ type, value, start, end }) => ({ type, value, range: [start, end] })),
    isModule,
  };
}

/** A guess by text suffices: the two differ in the kind of the outermost scope alone. */
function hasModuleSyntax(text: string, path: string): boolean {
  const extension = extname(path);
  if (/^\.c[jt]s$/u.test(extension)) return false;
  return /^\.m[jt]s$/u.test(extension) || /^[ \t]*(?:import|export)\b/mu.test(text);
}

function toParseError(
  body: string,
  { message, labels }: ParseResult['errors'][number],
): ParseError {
  const at = labels[0]?.start;
  if (at === undefined) return new ParseError(message);
  const { line, column } = new Lines(body).positionAt(at);
  return new ParseError(message.split('\n')[0]!, line, column + 1);
}
