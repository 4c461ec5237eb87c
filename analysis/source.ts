/**
 * Text and path to a SourceCode, built as ESLint builds it, so that a finder sees the same in both hosts.
 */
import { extname } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { SourceCode as ESLintSourceCode } from 'eslint';
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

/**
 * @param text the file's content, with or without a BOM
 * @param path decides the dialect by its extension: `.ts` has no JSX, `.mts` is a module, `.cts` is not
 * @throws {ParseError} if the text is not of that dialect
 */
export function parseSource(text: string, path: string): SourceCode {
  const { body } = splitBom(text);
  try {
    const isModule = hasModuleSyntax(body, path);
    const parsed = parser.parseForESLint(body, {
      filePath: path,
      sourceType: isModule ? 'module' : 'script',
      ecmaFeatures: { jsx: true, globalReturn: !isModule },
      comment: true,
      loc: true,
      range: true,
      tokens: true,
    });
    const source = new ESLintSourceCode({
      text,
      ast: parsed.ast as never,
      scopeManager: parsed.scopeManager as never,
      visitorKeys: parsed.visitorKeys as never,
      parserServices: {},
    }) as unknown as SourceCode;
    linkParents(source);
    return source;
  } catch (error) {
    throw toParseError(error);
  }
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
  if (!(error instanceof Error)) return new ParseError(String(error));
  const { lineNumber, column } = error as { lineNumber?: number; column?: number };
  return new ParseError(error.message.split('\n')[0]!, lineNumber, column === undefined ? undefined : column + 1);
}
