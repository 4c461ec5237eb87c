/**
 * What whoever has the default of a file has by it of the file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { SourceCode } from '../source/source-code.ts';
import { namesOfNodeKey, nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import type { Modules } from './module-graph.ts';

/**
 * Whether whoever has the default of a file may have by it a thing of the file. If it is the default itself, it has a name
 * wherever it is handed on, which those who ask for names see.
 */
export function isByDefault(modules: Modules, file: string, key: NodeKey): boolean {
  const found = modules.exportsOf(file, []);
  // A CommonJS file gives all that it exports.
  if (!found || found.values.length === 0 || !hasDefault(found.source)) return true;
  const { isMember } = namesOfNodeKey(key);
  return found.values.some((value) => {
    if (value.kind !== 'node') return true;
    const { node } = value;
    if (isFunction(node)) return false;
    if (isClass(node)) return isMember;
    return (
      node.type !== AST_NODE_TYPES.ObjectExpression ||
      isMember ||
      !hasOnlyOthers(found.source, node, key)
    );
  });
}

/** Whether all properties of an object are functions and classes, and none of them the thing. */
function hasOnlyOthers(
  source: SourceCode,
  { properties }: TSESTree.ObjectExpression,
  key: NodeKey,
): boolean {
  return properties.every((property) => {
    if (property.type !== AST_NODE_TYPES.Property) return false;
    const values = valuesOf(source, property.value);
    return (
      values.length > 0 &&
      values.every(
        (value) =>
          value.kind === 'node' &&
          (isFunction(value.node) || isClass(value.node)) &&
          nodeKeyOf(source, value.node) !== key,
      )
    );
  });
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
