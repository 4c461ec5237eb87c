/**
 * What whoever has the default of a file has by it of the file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { localExports } from '../flow/exported-values.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { namesOfNodeKey, nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';

/**
 * What a default may give of its file: all of it, or the members of classes, if it gives those, and some functions and classes
 * by their keys. If it is one of those itself, it has a name wherever it is handed on, which those who ask for names see.
 */
export type DefaultParts =
  | 'all'
  | { readonly hasMembers: boolean; readonly keys: readonly NodeKey[] };

/** Whether a default may give a thing of its file. */
export function mayGive(parts: DefaultParts, key: NodeKey): boolean {
  return (
    parts === 'all' ||
    (parts.hasMembers && namesOfNodeKey(key).isMember) ||
    parts.keys.includes(key)
  );
}

/** @returns `all` of a CommonJS file, too: it gives all that it exports */
export function defaultParts(source: SourceCode): DefaultParts {
  const { values } = localExports(source, []);
  if (values.length === 0 || !hasDefault(source)) return 'all';
  const parts = values.map((value) =>
    value.kind === 'node' ? partsOf(source, value.node) : 'all',
  );
  return parts.reduce((all, some) =>
    all === 'all' || some === 'all'
      ? 'all'
      : { hasMembers: all.hasMembers || some.hasMembers, keys: [...all.keys, ...some.keys] },
  );
}

function partsOf(source: SourceCode, node: Node): DefaultParts {
  if (isFunction(node)) return { hasMembers: false, keys: [] };
  if (isClass(node)) return { hasMembers: true, keys: [] };
  const keys =
    node.type === AST_NODE_TYPES.ObjectExpression ? functionsIn(source, node) : undefined;
  return keys === undefined ? 'all' : { hasMembers: true, keys };
}

/** The keys of the properties of an object, if all are functions and classes. */
function functionsIn(
  source: SourceCode,
  { properties }: TSESTree.ObjectExpression,
): NodeKey[] | undefined {
  const keys: NodeKey[] = [];
  for (const property of properties) {
    const values =
      property.type === AST_NODE_TYPES.Property ? valuesOf(source, property.value) : [];
    if (values.length === 0) return undefined;
    for (const value of values) {
      if (value.kind !== 'node' || !(isFunction(value.node) || isClass(value.node)))
        return undefined;
      keys.push(nodeKeyOf(source, value.node));
    }
  }
  return keys;
}

function hasDefault({ ast: { body } }: SourceCode): boolean {
  return body.some(
    (statement) =>
      statement.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
      (statement.type === AST_NODE_TYPES.ExportNamedDeclaration &&
        statement.specifiers.some(
          ({ exported }) =>
            exported.type === AST_NODE_TYPES.Identifier && exported.name === 'default',
        )),
  );
}
