/**
 * A source file as finders read it, and the names of its nodes. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope, SourceCode as ESLintSourceCode } from '@typescript-eslint/utils/ts-eslint';

/** With its tokens and comments, which ESLint wants of a parser. */
export type Program = ESLintSourceCode.Program;

/** What finders ask of a source file: ESLint's own SourceCode answers it, and a codemod's `ParsedSource`. */
export interface SourceCode {
  /** Without BOM; the offsets do not count it either. */
  readonly text: string;
  readonly hasBOM: boolean;
  readonly ast: Program;
  readonly scopeManager: Scope.ScopeManager | null;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** Each parser has its own. */
  readonly parserServices?: object;
  getText(node?: Place): string;
  getScope(node: TSESTree.Node): Scope.Scope;
  getDeclaredVariables(node: TSESTree.Node): readonly Scope.Variable[];
  getAllComments(): TSESTree.Comment[];
  getCommentsInside(node: TSESTree.Node): TSESTree.Comment[];
  getCommentsBefore(place: Place): TSESTree.Comment[];
  getCommentsAfter(place: Place): TSESTree.Comment[];
  getTokenBefore(place: Place, options?: TokenOptions): TSESTree.Token | null;
  getTokenAfter(place: Place, options?: TokenOptions): TSESTree.Token | null;
  getTokens(node: TSESTree.Node): TSESTree.Token[];
  getFirstToken(node: TSESTree.Node): TSESTree.Token | null;
  getLastToken(node: TSESTree.Node): TSESTree.Token | null;
  getTokenByRangeStart(start: number): TSESTree.Token | null;
}

type Place = TSESTree.Node | TSESTree.Token;

interface TokenOptions {
  readonly includeComments: boolean;
}

export type Node = TSESTree.Node;
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export type Call = TSESTree.CallExpression | TSESTree.NewExpression;
