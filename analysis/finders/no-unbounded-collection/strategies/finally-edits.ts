/**
 * Writes a removal into a `finally`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { replacement } from '../../../edits/apply-edits.ts';
import { styleOf } from '../../../edits/file-style.ts';
import { indentOf, insertion, lineEnd, lineStartsIn } from '../../../edits/insertion.ts';
import { endWithComments } from '../../../edits/statement-ends.ts';
import { removeStatement } from '../../../edits/statement-edits.ts';
import type { Edit } from '../../../findings/finding.ts';
import type { SourceCode } from '../../../source/source-code.ts';
import type { Variable } from '../../../syntax/bindings.ts';
import { contains } from '../../../syntax/traversal.ts';

interface Wrapped {
  readonly removal: TSESTree.Statement;
  readonly work: readonly TSESTree.Statement[];
}

/** Puts a `try` around the work, whose `finally` is the removal that follows it. */
export function wrappedInTry(source: SourceCode, { removal, work }: Wrapped): Edit[] {
  const { indentUnit, hasSemicolons } = styleOf(source);
  const [first] = work;
  const indent = indentOf(source, first!);
  const eol = lineEnd(source.text);
  const semicolon = hasSemicolons ? ';' : '';
  const hoisted = work.flatMap((statement) => declaredForLater(source, statement, work));
  const names = hoisted.flatMap(({ variables }) => variables.map(({ name }) => name));
  const [start, end] = [first!.range[0], removal.range[0]];
  const lines = lineStartsIn(source, [start, end])
    // Not before the removal itself, nor on empty lines.
    .filter((at) => source.text.slice(at, end).trim() !== '')
    .filter((at) => !/^[\t ]*[\n\r]/u.test(source.text.slice(at)));
  return [
    insertion(
      start,
      `${names.length > 0 ? `let ${names.join(', ')}${semicolon}${eol}${indent}` : ''}try {${eol}${indent}${indentUnit}`,
    ),
    ...hoisted.flatMap(({ edits }) => edits),
    ...lines.map((at) => insertion(at, indentUnit)),
    insertion(end, `} finally {${eol}${indent}${indentUnit}`),
    insertion(endWithComments(source, removal), `${eol}${indent}}`),
  ];
}

/** What a statement declares that is used behind the work. */
function declaredForLater(
  source: SourceCode,
  statement: TSESTree.Statement,
  work: readonly TSESTree.Statement[],
): { readonly variables: readonly Variable[]; readonly edits: readonly Edit[] }[] {
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration) return [];
  const variables = usedLater(source, statement, work);
  const [declarator] = statement.declarations;
  if (variables.length === 0) return [];
  const { init } = declarator;
  const isPattern = declarator.id.type !== AST_NODE_TYPES.Identifier;
  const target = source.getText(declarator.id);
  const assigned: Edit = {
    range: [statement.range[0], init!.range[0]],
    text: isPattern ? `(${target} = ` : `${target} = `,
  };
  return [
    { variables, edits: [assigned, ...(isPattern ? [insertion(declarator.range[1], ')')] : [])] },
  ];
}

/** The variables of a statement that code behind the work reads. */
export function usedLater(
  source: SourceCode,
  statement: TSESTree.Statement,
  work: readonly TSESTree.Statement[],
): Variable[] {
  return source
    .getDeclaredVariables(statement)
    .filter(({ references }) =>
      references.some(({ identifier }) => !work.some((part) => contains(part, identifier))),
    );
}

/** Takes the removal out of the `try`, into its `finally`. */
export function catchToFinally(
  source: SourceCode,
  {
    removal,
    tryStatement,
  }: { readonly removal: TSESTree.Statement; readonly tryStatement: TSESTree.TryStatement },
): Edit[] {
  const { indentUnit } = styleOf(source);
  const eol = lineEnd(source.text);
  const indent = indentOf(source, tryStatement);
  const line = `${eol}${indent}${indentUnit}${source.getText(removal)}`;
  const { finalizer } = tryStatement;
  return [
    ...removeStatement(source, removal),
    finalizer
      ? insertion(finalizer.range[0] + 1, line)
      : insertion(tryStatement.range[1], ` finally {${line}${eol}${indent}}`),
  ];
}

/** `work.finally(() => table.delete(id))` */
export function callbackToFinally(then: TSESTree.MemberExpression): Edit[] {
  return [replacement(then.property, then.computed ? "'finally'" : 'finally')];
}
