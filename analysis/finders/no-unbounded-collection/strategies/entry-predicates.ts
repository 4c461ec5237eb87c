/**
 * Functions that are asked about one entry, and give what one expression of it comes to: `isExpired(hit)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../../../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf, type Variable } from '../../../syntax/bindings.ts';
import { isFunction } from '../../../syntax/nodes.ts';

/** What a call gives that is given nothing but the entry, and the name that the entry has there. */
export interface Predicate {
  readonly entry: Variable;
  readonly result: Node;
}

export function predicateOf(
  source: SourceCode,
  { callee, arguments: given }: TSESTree.CallExpression,
): Predicate | undefined {
  const [value, ...others] = given.length === 1 ? valuesOf(source, callee) : [];
  if (value?.kind !== 'node' || others.length > 0 || !isFunction(value.node)) return undefined;
  const [parameter] = value.node.params;
  const result = onlyResult(value.node);
  if (parameter?.type !== AST_NODE_TYPES.Identifier || value.node.params.length > 1 || !result)
    return undefined;
  const entry = variableOf(source, parameter);
  return entry && { entry, result };
}

function onlyResult({ body, async: isAsync, generator }: FunctionNode): Node | undefined {
  if (isAsync || generator) return undefined;
  if (body.type !== AST_NODE_TYPES.BlockStatement) return body;
  const [only, ...others] = body.body;
  return only?.type === AST_NODE_TYPES.ReturnStatement && others.length === 0
    ? (only.argument ?? undefined)
    : undefined;
}
