/**
 * Text and path to a SourceCode, built as ESLint builds it, so that a finder sees the same in both hosts.
 */
import type * as TypeScriptParser from '@typescript-eslint/parser';
import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { SourceCode as ESLintSourceCode } from 'eslint';
import * as espree from 'espree';
import { LRUCache } from 'lru-cache';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import type { SourceCode } from './finding.ts';
import { childrenOf, type Node } from './syntax.ts';

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
  const { body } = splitBom(text);
  try {
    const parse = typescriptParser() ?? parseJavaScript;
    const parsed = parse(body, {
      filePath: path,
      isModule: hasModuleSyntax(body, path),
    });
    const source = new ESLintSourceCode({ text, parserServices: {}, ...parsed } as never) as unknown as SourceCode;
    linkParents(source);
    kept.set(path, { text, source });
    return source;
  } catch (error) {
    throw toParseError(error);
  }
}

interface ParseOptions {
  readonly filePath: string;
  readonly isModule: boolean;
}

interface Parsed {
  readonly ast: object;
  readonly scopeManager: object;
  readonly visitorKeys: object;
}

type Parse = (text: string, options: ParseOptions) => Parsed;

const require = createRequire(import.meta.url);

let loadedParser: { readonly parse: Parse | undefined } | undefined;

/**
 * typescript-eslint's parser, loaded at the first file: it brings TypeScript along.
 * @returns undefined where it does not load: typescript-eslint 8 throws on TypeScript 7, whose package npm may put in
 * the place of ours
 */
function typescriptParser(): Parse | undefined {
  loadedParser ??= { parse: loadTypescriptParser() };
  return loadedParser.parse;
}

function loadTypescriptParser(): Parse | undefined {
  try {
    const { parseForESLint } = require('@typescript-eslint/parser') as typeof TypeScriptParser;
    return (text, { filePath, isModule }) =>
      parseForESLint(text, {
        filePath,
        sourceType: isModule ? 'module' : 'script',
        ecmaFeatures: { jsx: true, globalReturn: !isModule },
        comment: true,
        loc: true,
        range: true,
        tokens: true,
      });
  } catch {
    return undefined;
  }
}

/** What is left without TypeScript: ESLint's own parser, for JavaScript. */
function parseJavaScript(text: string, { filePath, isModule }: ParseOptions): Parsed {
  if (/\.[cm]?tsx?$/u.test(filePath)) {
    throw new ParseError('TypeScript cannot be read here: typescript-eslint does not run on the TypeScript of this project (it wants one below 6.1)');
  }
  const sourceType = isModule ? 'module' : 'commonjs';
  const ast = espree.parse(text, { ecmaVersion: 'latest', sourceType, ecmaFeatures: { jsx: true }, comment: true, loc: true, range: true, tokens: true }) as unknown as TSESTree.Program;
  return { ast, scopeManager: analyze(ast, { sourceType, globalReturn: !isModule }), visitorKeys: espree.VisitorKeys };
}

/** A guess by text suffices: the two differ in the kind of the outermost scope alone. */
function hasModuleSyntax(text: string, path: string): boolean {
  const extension = extname(path);
  if (/^\.c[jt]s$/u.test(extension)) return false;
  return /^\.m[jt]s$/u.test(extension) || /^[ \t]*(?:import|export)\b/mu.test(text);
}

/** `parseForESLint` leaves `parent` to ESLint's traversal, which a codemod does not run. */
function linkParents(source: SourceCode): void {
  const pending: Node[] = [source.ast];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const child of childrenOf(source, node)) {
      (child as { parent: Node }).parent = node;
      pending.push(child);
    }
  }
}

function toParseError(error: unknown): ParseError {
  if (error instanceof ParseError) return error;
  if (error instanceof RangeError && error.message.startsWith('Maximum call stack')) return new ParseError('is nested too deeply to be read; leave it out of the run if it is generated');
  if (!(error instanceof Error)) return new ParseError(String(error));
  const { lineNumber, column } = error as { lineNumber?: number; column?: number };
  return new ParseError(error.message.split('\n')[0]!, lineNumber, column === undefined ? undefined : column + 1);
}
