/**
 * Whether a key that is added is in the collection already.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, contains } from '../syntax/traversal.ts';

/**
 * Whether an entry is in the collection where a node stands: an update adds nothing.
 * @param isCollection whether an expression names the collection
 */
export function isPresent(
  source: SourceCode,
  node: Node,
  key: Node,
  isCollection: (expression: Node) => boolean,
): boolean {
  const text = source.getText(key);
  const asks = (test: Node, methods: RegExp): boolean => {
    if (test.type === AST_NODE_TYPES.MemberExpression)
      return test.computed && isCollection(test.object) && source.getText(test.property) === text;
    if (
      test.type !== AST_NODE_TYPES.CallExpression ||
      test.callee.type !== AST_NODE_TYPES.MemberExpression
    )
      return false;
    const [argument] = test.arguments;
    return (
      methods.test(propertyName(source, test.callee) ?? '') &&
      isCollection(test.callee.object) &&
      argument !== undefined &&
      source.getText(argument) === text
    );
  };
  return conditionsAt(node)
    .flatMap(partsOf)
    .some(({ test, holds }) => {
      if (!holds) return false;
      if (test.type !== AST_NODE_TYPES.Identifier) return asks(test, /^(?:has|get)$/u);
      const variable = variableOf(source, test);
      const definition = variable?.defs[0]?.node as Node | undefined;
      if (
        definition?.type !== AST_NODE_TYPES.VariableDeclarator ||
        !definition.init ||
        variable!.references.some(
          (reference) =>
            reference.isWrite() &&
            !reference.init &&
            contains(nearestFunction(node), reference.identifier),
        )
      )
        return false;
      return asks(withoutWrappers(definition.init), /^(?:has|get)$/u);
    });
}

function nearestFunction(node: Node): Node {
  let last = node;
  for (const ancestor of ancestorsOf(node)) {
    last = ancestor;
    if (isFunction(ancestor)) return ancestor;
  }
  return last;
}
