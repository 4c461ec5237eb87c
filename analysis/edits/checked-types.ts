/**
 * Which types TypeScript holds what is written to: those of a file of its own, or of JavaScript that it checks by its comments.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isTypeScript } from '../modules/source-files.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import type { EditQueries } from './edit-queries.ts';

/** `checked`: JavaScript whose types TypeScript checks, by its comments. */
export type CheckedAs = 'typescript' | 'checked' | 'javascript';

export function checkedAs(
  source: SourceCode,
  { file, compilerOptions }: Pick<EditQueries, 'file' | 'compilerOptions'>,
): CheckedAs {
  if (isTypeScript(file)) return 'typescript';
  const pragma = source.ast.comments
    .map(({ value }) => value.trim())
    .find((text) => /^@ts-(?:no)?check\b/u.test(text));
  return (pragma === undefined ? compilerOptions().checksJs : pragma.startsWith('@ts-check'))
    ? 'checked'
    : 'javascript';
}

/** The comment that gives what is declared its type, by `@type`. */
export function typeInComment(source: SourceCode, declared: Node): TSESTree.Comment | undefined {
  const statement = [declared, ...ancestorsOf(declared)].find(({ type }) => DECLARING.has(type));
  if (!statement) return undefined;
  const { parent } = statement;
  const outer = parent?.type === AST_NODE_TYPES.ExportNamedDeclaration ? parent : statement;
  return [...source.getCommentsBefore(outer), ...source.getCommentsInside(outer)].find(
    ({ type, value }) => type === 'Block' && /@(?:type|satisfies)\b/u.test(value),
  );
}

const DECLARING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.PropertyDefinition,
  AST_NODE_TYPES.VariableDeclaration,
]);
