/**
 * Code of a serverless platform: it keeps its modules from one request to the next, and freezes its timers between two.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { relative } from 'node:path';
import type { FileQueries } from '../source/file-queries.ts';
import type { SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { startsServer } from './service-start.ts';

/** Whether a file is a function of AWS Lambda or Netlify (it exports `handler`), or of Vercel (a default export in `api/`). */
export function isServerless(
  source: SourceCode,
  { file, packageRoot }: Pick<FileQueries, 'file' | 'packageRoot'>,
): boolean {
  if (startsServer(source)) return false;
  if (exportsHandler(source)) return true;
  const isInApi = /^(?:src[/\\])?api[/\\]/u.test(relative(packageRoot, file));
  return (
    isInApi && source.ast.body.some(({ type }) => type === AST_NODE_TYPES.ExportDefaultDeclaration)
  );
}

/** `exports.handler = …`, `export const handler = …`, `export async function handler` */
function exportsHandler(source: SourceCode): boolean {
  const isAssigned = nodesOf(source, AST_NODE_TYPES.AssignmentExpression).some(({ left }) =>
    /^(?:module\s*\.\s*)?exports\s*\.\s*handler$/u.test(source.getText(left)),
  );
  return (
    isAssigned ||
    source.ast.body.some((statement) => {
      if (statement.type !== AST_NODE_TYPES.ExportNamedDeclaration || !statement.declaration)
        return false;
      const { declaration } = statement;
      if (declaration.type === AST_NODE_TYPES.FunctionDeclaration)
        return declaration.id?.name === 'handler';
      return (
        declaration.type === AST_NODE_TYPES.VariableDeclaration &&
        declaration.declarations.some(
          ({ id }) => id.type === AST_NODE_TYPES.Identifier && id.name === 'handler',
        )
      );
    })
  );
}
