/**
 * Which long-lived place a value goes to by the assignment or the call that it stands in.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import {
  longLivedPlace,
  type LongLivedPlace,
  type PlaceStore,
} from '../lifetime/long-lived-places.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { storingOf, type Storing } from '../vocabulary/collection-methods.ts';

/**
 * `cache.set(key, value)`, `list.push(...values)`
 * @param isList whether a spread of the value gives something of it
 */
export function addedPlace(
  source: SourceCode,
  node: Node,
  isList: boolean,
): PlaceStore | undefined {
  const spread = node.parent?.type === AST_NODE_TYPES.SpreadElement ? node.parent : undefined;
  const value = spread ?? node;
  const call = value.parent;
  if (call?.type !== AST_NODE_TYPES.CallExpression || (spread && !isList)) return undefined;
  const position = call.arguments.indexOf(value as TSESTree.CallExpressionArgument);
  const callee = withoutWrappers(call.callee);
  if (position < 0 || callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const storing = storingOf(propertyName(source, callee) ?? '');
  const how = storing && howKept(storing, position);
  const place = how && longLivedPlace(source, callee.object);
  if (!place) return undefined;
  const key = how === 'entry' ? call.arguments[0] : undefined;
  return { node: call, value, how, place, ...(key ? { key } : {}) };
}

/** How a method that stores something keeps the argument at a position: keys are kept, too. */
function howKept({ how, from }: Storing, position: number): PlaceStore['how'] | undefined {
  if (how === 'entry') return 'entry';
  return how === 'item' && position >= from ? 'push' : undefined;
}

/** What an assignment stores in a long-lived place by a name, a member, or one in a pattern. */
export function assignedPlace(source: SourceCode, target: Node): PlaceStore | undefined {
  if (target.type !== AST_NODE_TYPES.Identifier && target.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const node = assignmentTo(target);
  const place = node && longLivedPlace(source, target);
  if (!place) return undefined;
  if (target.type === AST_NODE_TYPES.Identifier)
    // A name of a function's own that stands for a long-lived object is given another value.
    return isOwnPlace(source, place, target)
      ? { node, value: node.right, place, how: 'assign' }
      : undefined;
  const isKeyed = target.computed && propertyName(source, target) === undefined;
  const how = place.isRoot ? 'assign' : 'property';
  return { node, value: node.right, place, how, ...(isKeyed ? { key: target.property } : {}) };
}

function isOwnPlace(
  source: SourceCode,
  place: LongLivedPlace,
  target: TSESTree.Identifier,
): boolean {
  const { isRoot, root } = place;
  return isRoot && root.kind === 'variable' && root.variable === variableOf(source, target);
}

/** The assignment that gives a name or a member its value. */
function assignmentTo(target: Node): TSESTree.AssignmentExpression | undefined {
  if (!isWriteTarget(target)) return undefined;
  let inner = target;
  for (const ancestor of ancestorsOf(target)) {
    switch (ancestor.type) {
      case AST_NODE_TYPES.AssignmentExpression:
        return ancestor.left === inner ? ancestor : undefined;
      case AST_NODE_TYPES.AssignmentPattern:
        if (ancestor.left !== inner) return undefined;
        break;
      case AST_NODE_TYPES.ArrayPattern:
      case AST_NODE_TYPES.ObjectPattern:
      case AST_NODE_TYPES.Property:
      case AST_NODE_TYPES.RestElement:
        break;
      default:
        return undefined;
    }
    inner = ancestor;
  }
  return undefined;
}
