/**
 * The functions of a file that a call may run although it does not name them: those that override a method, and those that
 * callers give, by a parameter or in an object.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { argumentsFor } from '../flow/call-graph.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';

export function possibleCallees(source: SourceCode, wrapped: Node): readonly FunctionNode[] {
  const callee = withoutWrappers(wrapped);
  if (callee.type === AST_NODE_TYPES.Identifier) return givenFor(source, callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return [];
  const name = propertyName(source, callee);
  return name === undefined || isOfModule(source, callee.object)
    ? []
    : (methodsByName(source).get(name) ?? []);
}

/** What callers give for a parameter that is called. */
function givenFor(source: SourceCode, name: TSESTree.Identifier): readonly FunctionNode[] {
  const definition = variableOf(source, name)?.defs[0];
  return definition?.type === 'Parameter' && definition.name.type === AST_NODE_TYPES.Identifier
    ? argumentsFor(source, definition.name).flatMap((given) => functionsIn(source, given))
    : [];
}

/** The functions that an expression gives. */
export function functionsIn(source: SourceCode, expression: Node): FunctionNode[] {
  return valuesOf(source, expression).flatMap((value) =>
    value.kind === 'node' && isFunction(value.node) ? [value.node] : [],
  );
}

/** `db` of `import db from './db'`, and what has no declaration: nothing of this file. */
function isOfModule(source: SourceCode, object: Node): boolean {
  const node = withoutWrappers(object);
  if (node.type === AST_NODE_TYPES.ThisExpression) return false;
  if (node.type === AST_NODE_TYPES.Identifier && !variableOf(source, node)) return true;
  return valuesOf(source, node).some((value) => accessPaths(source, value).length > 0);
}

const known = new WeakMap<SourceCode, ReadonlyMap<string, readonly FunctionNode[]>>();

/** The methods of the classes and the object literals of a file. */
function methodsByName(source: SourceCode): ReadonlyMap<string, readonly FunctionNode[]> {
  let methods = known.get(source);
  if (!methods) known.set(source, (methods = findMethods(source)));
  return methods;
}

function findMethods(source: SourceCode): Map<string, FunctionNode[]> {
  const methods = new Map<string, FunctionNode[]>();
  for (const member of [
    ...nodesOf(source, AST_NODE_TYPES.MethodDefinition),
    ...nodesOf(source, AST_NODE_TYPES.PropertyDefinition),
    ...nodesOf(source, AST_NODE_TYPES.Property),
  ]) {
    const name = propertyName(source, member);
    if (name === undefined || !member.value || member.parent.type === AST_NODE_TYPES.ObjectPattern)
      continue;
    const functions = isFunction(member.value)
      ? [member.value]
      : member.type === AST_NODE_TYPES.MethodDefinition
        ? []
        : functionsIn(source, member.value);
    if (functions.length > 0) methods.set(name, [...(methods.get(name) ?? []), ...functions]);
  }
  return methods;
}
