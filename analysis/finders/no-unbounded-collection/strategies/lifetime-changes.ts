/**
 * Whether a program changes how long entries live: an entry that has expired by a short lifetime has not by a longer one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../../../source/source-code.ts';
import { isWritten } from '../../../syntax/assignments.ts';
import { isGlobal } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { contains, functionAround, nodesOf } from '../../../syntax/traversal.ts';
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
  const read = [...comparisons.keys()].flatMap((comparison) =>
    nodesOf(source, AST_NODE_TYPES.MemberExpression).filter(
      (member) => contains(comparison, member) && !uses.isValue(withoutWrappers(member.object)),
    ),
  );
  const properties = new Set(read.flatMap((member) => propertyName(source, member) ?? []));
  const isNamed = (target: TSESTree.MemberExpression) =>
    properties.has(propertyName(source, target) ?? '');
  const isOwner = (target: Node) =>
    target.type === AST_NODE_TYPES.ThisExpression ||
    read.some(({ object }) => source.getText(object) === source.getText(target));
  return [
    ...nodesOf(source, AST_NODE_TYPES.MemberExpression).filter(
      (member) => isNamed(member) && isWritten(member),
    ),
    // `Object.assign(config, given)`
    ...nodesOf(source, AST_NODE_TYPES.CallExpression).filter(
      ({ callee, arguments: [target] }) =>
        read.length > 0 &&
        callee.type === AST_NODE_TYPES.MemberExpression &&
        ['Object', 'Reflect'].some((name) => isGlobal(source, callee.object, name)) &&
        target !== undefined &&
        isOwner(target),
    ),
  ].find(isLater);
}

function isLater(node: Node): boolean {
  const fn = functionAround(node);
  return (
    fn !== undefined &&
    !(fn.parent.type === AST_NODE_TYPES.MethodDefinition && fn.parent.kind === 'constructor')
  );
}
