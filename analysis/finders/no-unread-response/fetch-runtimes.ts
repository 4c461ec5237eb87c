/**
 * Code that calls `fetch`, and does not run in Node: a page, a service worker, an edge function, Deno or Bun.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FetchCall } from '../../clients/fetch-calls.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal } from '../../syntax/bindings.ts';
import { literalString, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { nodesOf } from '../../syntax/traversal.ts';

/** Objects that Node has not, by the runtime that has them. */
const OBJECTS: Readonly<Record<string, string>> = {
  Bun: 'Bun',
  Deno: 'Deno',
  browser: 'an extension of a browser',
  caches: 'a service worker',
  chrome: 'an extension of a browser',
};

/** Where code runs that calls `fetch`, for people; undefined if it may be Node. */
export function otherRuntime(source: SourceCode, calls: readonly FetchCall[]): string | undefined {
  for (const { node } of calls) {
    const url = textAtStart(node.arguments[0]!);
    if (url !== undefined && /^(?:\/(?!\/)|\.{1,2}\/)/u.test(url))
      return `it runs in a browser: Node refuses \`${url}\`, a URL without a host`;
  }
  for (const { object } of nodesOf(source, AST_NODE_TYPES.MemberExpression))
    for (const [name, runtime] of Object.entries(OBJECTS))
      if (isGlobal(source, object, name)) return `it runs in ${runtime}`;
  return isForEdge(source) ? 'it runs at the edge, not in Node' : undefined;
}

/** The text that an expression begins with, if it does. */
function textAtStart(wrapped: Node): string | undefined {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.BinaryExpression && node.operator === '+')
    return textAtStart(node.left);
  return node.type === AST_NODE_TYPES.TemplateLiteral
    ? (node.quasis[0]!.value.cooked ?? undefined)
    : literalString(node);
}

/** `export const runtime = 'edge'` (Next.js), `export default { async fetch(request) { … } }` (Cloudflare Workers) */
function isForEdge(source: SourceCode): boolean {
  return source.ast.body.some((statement) => {
    if (statement.type === AST_NODE_TYPES.ExportDefaultDeclaration) {
      const exported = withoutWrappers(statement.declaration);
      return (
        exported.type === AST_NODE_TYPES.ObjectExpression &&
        exported.properties.some(
          (property) =>
            property.type === AST_NODE_TYPES.Property && propertyName(source, property) === 'fetch',
        )
      );
    }
    return (
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration &&
      statement.declaration?.type === AST_NODE_TYPES.VariableDeclaration &&
      statement.declaration.declarations.some(
        ({ id, init }) =>
          id.type === AST_NODE_TYPES.Identifier &&
          id.name === 'runtime' &&
          init !== null &&
          /edge$/u.test(literalString(withoutWrappers(init)) ?? ''),
      )
    );
  });
}
