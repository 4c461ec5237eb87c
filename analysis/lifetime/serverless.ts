/**
 * Code of a serverless platform: it keeps its modules from one request to the next, and freezes its timers between two.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { relative } from 'node:path';
import type { FileQueries } from '../source/file-queries.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { isRequestLike } from './callback-roles.ts';
import { startsServer } from './service-start.ts';

/** Whether a file is a function of AWS Lambda or Netlify (it exports `handler`), or of Vercel (a handler as default export in `api/`). */
export function isServerless(
  source: SourceCode,
  { file, packageRoot }: Pick<FileQueries, 'file' | 'packageRoot'>,
): boolean {
  if (startsServer(source)) return false;
  if (exportsHandler(source)) return true;
  const isInApi = /^(?:src[/\\])?api[/\\]/u.test(relative(packageRoot, file));
  return (
    isInApi &&
    source.ast.body.some(
      (statement) =>
        statement.type === AST_NODE_TYPES.ExportDefaultDeclaration &&
        mayHandle(source, statement.declaration),
    )
  );
}

/** Whether what a file exports may take requests: `(req, res) => …`, `withSession(handle)`; not `(options) => …`, a class or a table. */
function mayHandle(source: SourceCode, exported: Node): boolean {
  if (isClass(exported) || exported.type === AST_NODE_TYPES.ObjectExpression) return false;
  const made = isFunction(exported)
    ? [exported]
    : valuesOf(source, exported).flatMap((value) => (value.kind === 'node' ? [value.node] : []));
  return made.every(
    (value) =>
      !isClass(value) &&
      value.type !== AST_NODE_TYPES.ObjectExpression &&
      (!isFunction(value) || takesRequest(source, value)),
  );
}

function takesRequest(source: SourceCode, { params: [first] }: FunctionNode): boolean {
  if (first?.type !== AST_NODE_TYPES.Identifier) return true;
  return first.name.startsWith('_') || isRequestLike(source, first);
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
