/**
 * Parsers that the codemods do not use: TypeScript's, by typescript-eslint, for every file, and ESLint's own for JavaScript.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import * as espree from 'espree';

export interface OtherParser {
  readonly name: 'typescript' | 'espree';
  /** As ESLint takes it; its own needs no naming. */
  readonly module: object | undefined;
  /** @throws {Error} if the text is not of the language that the file's name tells */
  readonly parse: (text: string) => TSESTree.Program;
  readonly languageOptions: object;
}

/** @returns those that can read a file of that name */
export function otherParsers(file: string, text: string): OtherParser[] {
  return [typescriptFor(file), ...(/\.[cm]?tsx?$/u.test(file) ? [] : [espreeFor(file, text)])];
}

/** As typescript-eslint's own configs have it: everything is a module that is not called otherwise. */
function typescriptFor(file: string): OtherParser {
  const options = {
    filePath: file,
    sourceType: /\.c[jt]s$/u.test(file) ? ('commonjs' as const) : ('module' as const),
    ecmaFeatures: { jsx: true },
  };
  return {
    name: 'typescript',
    module: typescriptParser,
    parse: (text) =>
      typescriptParser.parse(text, {
        ...options,
        range: true,
        loc: true,
        comment: true,
        tokens: true,
      }),
    languageOptions: {
      parser: typescriptParser,
      sourceType: options.sourceType,
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  };
}

function espreeFor(file: string, text: string): OtherParser {
  const isModule =
    !file.endsWith('.cjs') && (file.endsWith('.mjs') || /^[ \t]*(?:import|export)\b/mu.test(text));
  const sourceType = isModule ? 'module' : 'commonjs';
  return {
    name: 'espree',
    module: undefined,
    parse: (body) =>
      espree.parse(body, {
        ecmaVersion: 'latest',
        sourceType,
        ecmaFeatures: { jsx: true },
        range: true,
        loc: true,
        comment: true,
        tokens: true,
      }) as unknown as TSESTree.Program,
    languageOptions: {
      sourceType,
      ecmaVersion: 'latest',
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  };
}

/** The message, if the text does not parse. */
export function parseFailure(parser: OtherParser, text: string): string | undefined {
  try {
    parser.parse(text);
    return undefined;
  } catch (error) {
    const { message, lineNumber } = error as Error & { lineNumber?: number };
    return `${parser.name}: ${message}${lineNumber === undefined ? '' : ` (line ${lineNumber})`}`;
  }
}
