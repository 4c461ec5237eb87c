/**
 * Code that runs only where a variable of the environment asks for it, to look for faults: `if (process.env.DEBUG) …`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { looksForFaults } from '../vocabulary/lifecycle-names.ts';

/** The variable of the environment without which a node is not reached: `QUERY_PROFILING`; undefined if there is none. */
export function debuggingVariable(source: SourceCode, node: Node): string | undefined {
  if (!source.text.includes('process.env')) return undefined;
  for (const { test, holds } of conditionsAt(node).flatMap(partsOf)) {
    const name = holds ? askedFor(source, test) : undefined;
    if (name !== undefined && looksForFaults(name)) return name;
  }
  return undefined;
}

/** `process.env.DEBUG`, `process.env.DEBUG === 'true'`, or a constant that is so. */
function askedFor(source: SourceCode, test: Node, isAgain = false): string | undefined {
  const node = withoutWrappers(test);
  switch (node.type) {
    case AST_NODE_TYPES.MemberExpression:
      return isEnvironment(source, node.object) ? propertyName(source, node) : undefined;
    case AST_NODE_TYPES.BinaryExpression:
      return /^===?$/u.test(node.operator) && node.right.type === AST_NODE_TYPES.Literal
        ? askedFor(source, node.left, isAgain)
        : undefined;
    case AST_NODE_TYPES.Identifier: {
      const definition = variableOf(source, node)?.defs[0]?.node as Node | undefined;
      return !isAgain &&
        definition?.type === AST_NODE_TYPES.VariableDeclarator &&
        definition.parent.kind === 'const' &&
        definition.id.type === AST_NODE_TYPES.Identifier &&
        definition.init
        ? askedFor(source, definition.init, true)
        : undefined;
    }
    default:
      return undefined;
  }
}

function isEnvironment(source: SourceCode, object: Node): boolean {
  const node = withoutWrappers(object);
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, node) === 'env' &&
    isGlobal(source, node.object, 'process')
  );
}
