/**
 * Whether a program changes how long entries live: an entry that has expired by a short lifetime has not by a longer one.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../../../source/source-code.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { functionAround, nodesOf, someNode } from '../../../syntax/traversal.ts';
import type { ExpiryTest } from './expiry-tests.ts';
import type { Subject } from './strategy.ts';

/** Where something that the test is made of is written, other than while the module loads or an object is made. */
export function changedLifetime(
  { source, uses }: Pick<Subject, 'source' | 'uses'>,
  { names, comparisons }: ExpiryTest,
): Node | undefined {
  const written = names
    .flatMap(({ references }) => references)
    .find(
      (reference) =>
        reference.isWrite() && reference.init !== true && isLater(reference.identifier),
    );
  if (written) return written.identifier;
  const targets = [
    ...nodesOf(source, AST_NODE_TYPES.AssignmentExpression).map(({ left }) => left),
    ...nodesOf(source, AST_NODE_TYPES.UpdateExpression).map(({ argument }) => argument),
  ].filter(
    (target) =>
      target.type === AST_NODE_TYPES.MemberExpression &&
      !uses.isValue(withoutWrappers(target.object)) &&
      isLater(target),
  );
  return targets.find((target) => {
    const text = source.getText(target);
    return [...comparisons.keys()].some((comparison) =>
      someNode(
        source,
        comparison,
        (node) => node.type === AST_NODE_TYPES.MemberExpression && source.getText(node) === text,
      ),
    );
  });
}

function isLater(node: Node): boolean {
  const fn = functionAround(node);
  return (
    fn !== undefined &&
    !(fn.parent.type === AST_NODE_TYPES.MethodDefinition && fn.parent.kind === 'constructor')
  );
}
