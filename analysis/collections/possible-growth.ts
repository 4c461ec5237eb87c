/**
 * Whether a file can add to an object or an array at all, by how its name is written: most literals are configuration, and
 * following where each goes takes long.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { addsTo, elementParameter } from '../vocabulary/collection-methods.ts';
import type { Root } from './collection-roots.ts';

/** False only if no use of the name, of whatever object, adds to what it stands for or hands that on. */
export function mayGrow(source: SourceCode, root: Root): boolean {
  // The uses of a variable and of an export are known without following anything.
  if (root.kind !== 'field') return true;
  const { name } = root;
  return (
    namesInPatterns(source).has(name) ||
    membersNamed(source, name).some((member) => isGrown(source, member, true))
  );
}

const known = new WeakMap<SourceCode, ReadonlySet<string>>();

/** The properties that patterns take out of objects: `const { items } = this`. */
function namesInPatterns(source: SourceCode): ReadonlySet<string> {
  let names = known.get(source);
  if (!names) {
    const found = nodesOf(source, AST_NODE_TYPES.ObjectPattern).flatMap(({ properties }) =>
      properties.flatMap((property) =>
        property.type === AST_NODE_TYPES.Property ? (propertyName(source, property) ?? []) : [],
      ),
    );
    known.set(source, (names = new Set(found)));
  }
  return names;
}

/** What looks at a value, and lets go of it. */
const ASKS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.UpdateExpression,
]);

/** @param isWhole whether it is the collection itself, not a value in it */
function isGrown(source: SourceCode, node: Node, isWhole: boolean): boolean {
  const parent = node.parent!;
  if (ASKS.has(parent.type)) return false;
  if (withoutWrappers(parent) !== parent) return isGrown(source, parent, isWhole);
  switch (parent.type) {
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node && isGrownByMember(source, parent, isWhole);
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.left !== node || !isFresh(parent);
    case AST_NODE_TYPES.LogicalExpression:
      return (
        !(parent.operator === '&&' && parent.left === node) && isGrown(source, parent, isWhole)
      );
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test !== node && isGrown(source, parent, isWhole);
    default:
      return true;
  }
}

/** `x.items.push(item)`, `x.items[key] = value`; what is read may be added to. */
function isGrownByMember(
  source: SourceCode,
  member: TSESTree.MemberExpression,
  isWhole: boolean,
): boolean {
  const { parent } = member;
  if (parent.type === AST_NODE_TYPES.AssignmentExpression && parent.left === member)
    return !isWhole || (member.computed && member.property.type !== AST_NODE_TYPES.Literal);
  if (parent.type !== AST_NODE_TYPES.CallExpression || parent.callee !== member)
    return isGrown(source, member, false);
  const method = propertyName(source, member);
  return (
    method === undefined ||
    addsTo(method) !== undefined ||
    elementParameter(method) !== undefined ||
    isGrown(source, parent, false)
  );
}

/** Whether an assignment gives a name something new, which has nothing of what was there. */
function isFresh({ right, parent }: TSESTree.AssignmentExpression): boolean {
  if (parent.type !== AST_NODE_TYPES.ExpressionStatement) return false;
  const made = withoutWrappers(right);
  switch (made.type) {
    case AST_NODE_TYPES.Literal:
      return true;
    case AST_NODE_TYPES.ArrayExpression:
      return made.elements.every((element) => element?.type !== AST_NODE_TYPES.SpreadElement);
    case AST_NODE_TYPES.ObjectExpression:
      return made.properties.every(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
    default:
      return false;
  }
}
