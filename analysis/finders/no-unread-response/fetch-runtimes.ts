/**
 * Code that calls `fetch`, and does not run in Node: a page, a service worker, an edge function, Deno or Bun.
 */
import { extname } from 'node:path';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FetchCall } from '../../clients/fetch-calls.ts';
import { exists } from '../../modules/disk.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal } from '../../syntax/bindings.ts';
import { literalString, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { nodesOf } from '../../syntax/traversal.ts';
import { isForServer } from '../browser-signs.ts';
import type { ProjectFacts } from '../project-queries.ts';

/** Objects that Node has not, by the runtime that has them. */
const OBJECTS: Readonly<Record<string, string>> = {
  Bun: 'Bun',
  Deno: 'Deno',
  browser: 'an extension of a browser',
  caches: 'a service worker',
  chrome: 'an extension of a browser',
  document: 'a browser',
  localStorage: 'a browser',
  location: 'a browser',
  self: 'a worker',
  sessionStorage: 'a browser',
  window: 'a browser',
};

/** The same of classes. */
const CLASSES: Readonly<Record<string, string>> = {
  FileReader: 'a browser',
  Image: 'a browser',
  XMLHttpRequest: 'a browser',
};

/** Where code runs that calls `fetch`, for people; undefined if it may be Node. */
export function otherRuntime(source: SourceCode, calls: readonly FetchCall[]): string | undefined {
  for (const { url: given, init } of calls) {
    if (init.isOfPage) return 'it runs in a browser: Node has no `credentials` and no `mode`';
    const url = textAtStart(given);
    if (url !== undefined && /^(?:\/(?!\/)|\.{1,2}\/)/u.test(url))
      return `it runs in a browser: Node refuses \`${url}\`, a URL without a host`;
  }
  const runtime =
    runtimeOf(source, OBJECTS, nodesOf(source, AST_NODE_TYPES.MemberExpression), 'object') ??
    runtimeOf(source, CLASSES, nodesOf(source, AST_NODE_TYPES.NewExpression), 'callee');
  if (runtime !== undefined) return `it runs in ${runtime}`;
  return isForEdge(source) ? 'it runs at the edge, not in Node' : undefined;
}

function runtimeOf<K extends string>(
  source: SourceCode,
  names: Readonly<Record<string, string>>,
  nodes: readonly Readonly<Record<K, Node>>[],
  part: K,
): string | undefined {
  for (const node of nodes) {
    const named = node[part];
    if (named.type === AST_NODE_TYPES.Identifier && Object.hasOwn(names, named.name))
      if (isGlobal(source, named, named.name)) return names[named.name];
  }
  return undefined;
}

/** Whether nobody but pages is seen to load a file, which itself shows no server. */
export function isOfPagesAlone(source: SourceCode, project: ProjectFacts): boolean {
  if (isForServer(source)) return false;
  if (PAGE.test(project.file) || hasServerVersion(project.file)) return true;
  const first = project.firstImporters() ?? [];
  return first.length > 0 && first.every((file) => PAGE.test(file));
}

/** `load.server.ts` beside `load.ts`: bundlers of pages leave out the one of such a name (Remix, SvelteKit). */
function hasServerVersion(file: string): boolean {
  const extension = extname(file);
  return exists(`${file.slice(0, -extension.length)}.server${extension}`);
}

/** A server renders such files, too, but what they ask for is asked for by browsers as a rule. */
const PAGE = /\.(?:[jt]sx|vue|svelte)$/u;

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
