/**
 * A source file as finders read it. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ParserServices, TSESLint } from '@typescript-eslint/utils';

/** What finders ask of a source file: ESLint's own SourceCode answers it, and a codemod's `ParsedSource`. */
export interface SourceCode {
  /** Without BOM; the offsets do not count it either. */
  readonly text: string;
  readonly hasBOM: boolean;
  readonly ast: TSESLint.SourceCode['ast'];
  readonly scopeManager: TSESLint.Scope.ScopeManager | null;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly parserServices?: Partial<ParserServices>;
  getText(node?: Place): string;
  getScope(node: TSESTree.Node): TSESLint.Scope.Scope;
  getDeclaredVariables(node: TSESTree.Node): readonly TSESLint.Scope.Variable[];
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
