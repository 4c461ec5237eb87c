/**
 * Text and path to what finders read. The AST, scopes, tokens and comments are those that typescript-eslint gives an ESLint
 * rule; oxc-parser makes them in a fraction of the time, and needs no TypeScript (docs/performance.md).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { LRUCache } from 'lru-cache';
import { parseSync, type ParseResult, type ParserOptions } from 'oxc-parser';
import { extname } from 'node:path';
import type { SourceCode } from './source-code.ts';
import { isReadable } from './nesting.ts';
import { ParsedSource, type ParsedText } from './parsed-source.ts';

const BOM = '\uFEFF';

/** The file does not parse. `line` and `column` are 1-based where the parser gave them. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, line?: number, column?: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** A file's text apart from its BOM: ESLint's offsets do not count it. */
export function splitBom(text: string): { bom: string; body: string } {
  return text.startsWith(BOM) ? { bom: BOM, body: text.slice(1) } : { bom: '', body: text };
}

/** How much source text is kept parsed, in UTF-16 units: an AST with tokens and scopes takes about a hundred times that. */
const MAX_KEPT = 500_000;

/** The codemods of one run ask for the same text one after the other, and other files' questions lead to it. */
const kept = new LRUCache<string, { readonly text: string; readonly source: SourceCode }>({ maxSize: MAX_KEPT, sizeCalculation: ({ text }) => Math.min(text.length + 1, MAX_KEPT) });

/**
 * @param text the file's content, with or without a BOM
 * @param path decides the dialect by its extension: `.ts` has no JSX, `.mts` is a module, `.cts` is not
 * @throws {ParseError} if the text is not of that dialect
 */
export function parseSource(text: string, path: string): SourceCode {
  const known = kept.get(path);
  if (known?.text === text) return known.source;
  const { bom, body } = splitBom(text);
  const source = new ParsedSource(body, bom !== '', parse(body, path));
  kept.set(path, { text, source });
  return source;
}

/** Takes the first reading that the parser accepts. @throws {ParseError} of the likeliest, if it accepts none */
function parse(body: string, path: string): ParsedText {
  const [likeliest, ...others] = readingsOf(body, path);
  if (!isReadable(body, optionsOf(likeliest!))) throw new ParseError('is nested too deeply to be read');
  const first = read(body, path, likeliest!);
  if (first.errors.length === 0) return toParsedText(first, likeliest!);
  for (const reading of others) {
    const result = read(body, path, reading);
    if (result.errors.length === 0) return toParsedText(result, reading);
  }
  throw toParseError(body, first.errors[0]!);
}

interface Reading {
  readonly lang: NonNullable<ParserOptions['lang']>;
  readonly isModule: boolean;
}

/** A file's name and text do not always tell what it is written in: `.js` may have types, or await without an import. */
function readingsOf(body: string, path: string): Reading[] {
  const isModule = hasModuleSyntax(body, path);
  const languages: Reading['lang'][] = /\.[cm]?ts$/u.test(path) ? ['ts'] : path.endsWith('.tsx') ? ['tsx'] : ['jsx', 'tsx'];
  return languages.flatMap((lang) => [{ lang, isModule }, { lang, isModule: !isModule }]);
}

function read(body: string, path: string, reading: Reading): ParseResult {
  return parseSync(path, body, optionsOf(reading));
}

function optionsOf({ lang, isModule }: Reading): ParserOptions {
  return { lang, sourceType: isModule ? 'module' : 'commonjs', astType: 'ts', range: true, preserveParens: false };
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

function toParseError(body: string, { message, labels }: ParseResult['errors'][number]): ParseError {
  const at = labels[0]?.start;
  if (at === undefined) return new ParseError(message);
  const lines = body.slice(0, at).split(/\r\n|[\r\n\u2028\u2029]/u);
  return new ParseError(message.split('\n')[0]!, lines.length, lines.at(-1)!.length + 1);
}
