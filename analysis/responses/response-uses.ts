/**
 * How a name that holds a response is used.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { RespondingModel } from '../clients/models/client-model.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { Variable } from '../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { contentOf } from './response-part.ts';

export type ResponseUse =
  /** `response.data`, `response?.data`. */
  | {
      readonly kind: 'member';
      readonly reference: TSESTree.Identifier;
      readonly access: TSESTree.MemberExpression;
      readonly member: string;
    }
  /** `const { data, status } = response` */
  | {
      readonly kind: 'pattern';
      readonly reference: TSESTree.Identifier;
      readonly pattern: TSESTree.ObjectPattern;
      readonly declarator: TSESTree.VariableDeclarator;
    }
  /** `response && response.data`, `!response || !response.data`: asks whether there is a response before it reads it. */
  | {
      readonly kind: 'guard';
      readonly reference: TSESTree.Identifier;
      readonly guard: TSESTree.LogicalExpression;
    }
  /** `const { items } = response`, `response.items`: no member that a response has, so that it is none. */
  | { readonly kind: 'foreign'; readonly reference: TSESTree.Identifier }
  /** `response = …` */
  | { readonly kind: 'write'; readonly reference: TSESTree.Identifier; readonly assignment: Node }
  /** Whatever needs the response itself: returned, passed on, tested, spread. */
  | { readonly kind: 'whole'; readonly reference: TSESTree.Identifier };

export type MemberUse = Extract<ResponseUse, { kind: 'member' }>;

/** Stands for the response itself among what is released of it. */
export const WHOLE = '';

/**
 * What is let go of a response: its members that are deleted or set to nothing, `WHOLE` if the name itself is, each with the
 * offset where that happens first.
 * @param since the offset from which on it counts
 */
export function releasedIn(
  source: SourceCode,
  variable: Variable,
  since = 0,
): ReadonlyMap<string, number> {
  const released = new Map<string, number>();
  for (const { identifier } of variable.references) {
    const reference = identifier as Node;
    const { parent } = reference;
    const isMember =
      parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === reference;
    const target = isMember ? parent : reference;
    const statement = target.parent;
    const isSetToNothing =
      statement?.type === AST_NODE_TYPES.AssignmentExpression &&
      statement.left === target &&
      isNullish(statement.right);
    const isDeleted =
      statement?.type === AST_NODE_TYPES.UnaryExpression && statement.operator === 'delete';
    const [start] = reference.range;
    if (start < since || !(isSetToNothing || isDeleted)) continue;
    const name = isMember ? (propertyName(source, parent) ?? WHOLE) : WHOLE;
    released.set(name, Math.min(start, released.get(name) ?? start));
  }
  return released;
}

/**
 * Every use of the variable but the one that binds it.
 * @param model the client of the response
 */
export function usesOf(
  source: SourceCode,
  variable: Variable,
  binding: TSESTree.Identifier,
  model: RespondingModel,
): ResponseUse[] {
  return variable.references
    .map(({ identifier }) => identifier as TSESTree.Identifier)
    .filter((identifier) => identifier !== binding)
    .map((reference) => useOf(source, reference, model))
    .toSorted((a, b) => a.reference.range[0] - b.reference.range[0]);
}

/** The declaration that a name stands in, its own function's. */
export function declarationOf(identifier: Node): TSESTree.VariableDeclaration | undefined {
  for (const ancestor of ancestorsOf(identifier)) {
    if (ancestor.type === AST_NODE_TYPES.VariableDeclaration) return ancestor;
    if (isFunction(ancestor)) return undefined;
  }
  return undefined;
}

/** `response.data = …`, as a statement writes it. */
export function isAssignedTo(access: Node): boolean {
  const { parent } = access;
  return parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === access;
}

/** Whether an access is written to in whatever way: by a pattern, a loop's head, under a cast. */
export function isWritten(access: Node): boolean {
  let inner = access;
  for (const ancestor of ancestorsOf(access)) {
    switch (ancestor.type) {
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSNonNullExpression:
      case AST_NODE_TYPES.TSSatisfiesExpression:
      case AST_NODE_TYPES.TSTypeAssertion:
        inner = ancestor;
        break;
      case AST_NODE_TYPES.AssignmentExpression:
      case AST_NODE_TYPES.AssignmentPattern:
      case AST_NODE_TYPES.ForOfStatement:
      case AST_NODE_TYPES.ForInStatement:
        return ancestor.left === inner;
      case AST_NODE_TYPES.UpdateExpression:
      case AST_NODE_TYPES.RestElement:
      case AST_NODE_TYPES.ArrayPattern:
        return true;
      case AST_NODE_TYPES.Property:
        return ancestor.value === inner && ancestor.parent.type === AST_NODE_TYPES.ObjectPattern;
      default:
        return false;
    }
  }
  return false;
}

function useOf(
  source: SourceCode,
  reference: TSESTree.Identifier,
  model: RespondingModel,
): ResponseUse {
  // `response!.data`
  const self =
    reference.parent.type === AST_NODE_TYPES.TSNonNullExpression ? reference.parent : reference;
  const { parent } = self;
  if (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === self) {
    const member = propertyName(source, parent);
    if (member !== undefined)
      return contentOf(model, member) !== undefined
        ? { kind: 'member', reference, access: parent, member }
        : { kind: 'foreign', reference };
  }
  if (parent.type === AST_NODE_TYPES.VariableDeclarator) {
    if (parent.id === reference) return { kind: 'write', reference, assignment: parent };
    if (parent.id.type === AST_NODE_TYPES.ObjectPattern)
      return usesOfPattern(model, reference, parent.id, parent);
  }
  if (parent.type === AST_NODE_TYPES.AssignmentExpression && parent.left === reference)
    return { kind: 'write', reference, assignment: parent };
  const guard = guardOf(source, reference);
  return guard ? { kind: 'guard', reference, guard } : { kind: 'whole', reference };
}

function usesOfPattern(
  model: RespondingModel,
  reference: TSESTree.Identifier,
  pattern: TSESTree.ObjectPattern,
  declarator: TSESTree.VariableDeclarator,
): ResponseUse {
  const members = membersOf(pattern, model);
  if (members.length === pattern.properties.length)
    return { kind: 'pattern', reference, pattern, declarator };
  const named = pattern.properties.filter(
    (property) => property.type === AST_NODE_TYPES.Property && !property.computed,
  );
  return { kind: named.length > members.length ? 'foreign' : 'whole', reference };
}

/** Whether a use tells that there is no response: an interceptor gave something else. */
export function isOfNoResponse({ kind }: ResponseUse): boolean {
  return kind === 'foreign';
}

/** The members of a response that a pattern names. */
export function membersOf(pattern: TSESTree.ObjectPattern, model: RespondingModel): string[] {
  return pattern.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property &&
    !property.computed &&
    property.key.type === AST_NODE_TYPES.Identifier &&
    contentOf(model, property.key.name) !== undefined
      ? [property.key.name]
      : [],
  );
}

/** `x && x.member…` and `!x || !x.member…`: the operator whose left side asks for `x` and whose right side reads it. */
function guardOf(
  source: SourceCode,
  reference: TSESTree.Identifier,
): TSESTree.LogicalExpression | undefined {
  const { parent } = reference;
  const isNegated = parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === '!';
  const side: Node = isNegated ? parent : reference;
  const logical: Node = side.parent;
  if (
    logical.type !== AST_NODE_TYPES.LogicalExpression ||
    logical.left !== side ||
    logical.operator !== (isNegated ? '||' : '&&')
  )
    return undefined;
  return readsMemberOf(source, logical.right, reference.name, isNegated) ? logical : undefined;
}

/** Whether an operand begins with a member of the name, negated or not. */
function readsMemberOf(
  source: SourceCode,
  operand: Node,
  name: string,
  isNegated: boolean,
): boolean {
  let node = withoutWrappers(operand);
  if (isNegated) {
    if (node.type !== AST_NODE_TYPES.UnaryExpression || node.operator !== '!') return false;
    node = withoutWrappers(node.argument);
  }
  if (
    node.type === AST_NODE_TYPES.LogicalExpression ||
    node.type === AST_NODE_TYPES.BinaryExpression
  )
    return readsMemberOf(source, node.left, name, false);
  while (
    node.type === AST_NODE_TYPES.MemberExpression ||
    node.type === AST_NODE_TYPES.CallExpression
  ) {
    const inner = withoutWrappers(
      node.type === AST_NODE_TYPES.MemberExpression ? node.object : node.callee,
    );
    if (inner.type === AST_NODE_TYPES.Identifier && inner.name === name)
      return node.type === AST_NODE_TYPES.MemberExpression;
    node = inner;
  }
  return false;
}
