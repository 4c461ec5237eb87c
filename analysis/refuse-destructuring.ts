/**
 * Why a response cannot be replaced by what is needed of it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { SourceCode } from './finding.ts';
import type { ResponseBinding } from './response-flow.ts';
import { declarationOf, isAssignedTo, type MemberUse, type ResponseUse } from './response-uses.ts';
import { ancestorsOf, BRANCHES, contains, isFunction, LOOPS, withoutWrappers, type Node } from './syntax.ts';

/** Why the place where the response is bound cannot take a pattern. */
export function whyNotBound({ variable, identifier }: ResponseBinding, uses: readonly ResponseUse[]): string | undefined {
  const { name } = identifier;
  const { parent } = identifier;
  const write = uses.find((use) => use.kind === 'write');
  if (parent.type === AST_NODE_TYPES.AssignmentExpression) {
    const isInTry = [...ancestorsOf(parent)].some((ancestor) => ancestor.type === AST_NODE_TYPES.TryStatement && contains(ancestor.block, parent));
    return isInTry ? `\`${name}\` is declared outside of the \`try\` that assigns it` : `\`${name}\` is declared apart from its assignment`;
  }
  if (write) return `\`${name}\` is assigned again on line ${write.reference.loc.start.line}`;
  if (variable.scope.through.some(({ identifier: through }) => through.name === 'eval')) return `\`eval\` may read \`${name}\` by its name`;
  if (variable.defs.length > 1) return `\`${name}\` is declared twice`;
  if (parent.type === AST_NODE_TYPES.Property || parent.type === AST_NODE_TYPES.AssignmentPattern || parent.type === AST_NODE_TYPES.RestElement) return `\`${name}\` is itself part of a pattern`;
  return undefined;
}

/** Why the members cannot stand for the response. */
export function whyNotTaken(source: SourceCode, binding: ResponseBinding, uses: readonly ResponseUse[]): string | undefined {
  const { name } = binding.identifier;
  for (const use of uses) {
    const line = use.reference.loc.start.line;
    if (use.kind === 'whole') return `\`${name}\` is used as a whole on line ${line}`;
    if (use.kind === 'guard' && !isCleanGuard(source, use.guard)) return `\`${name}\` is tested on line ${line}`;
    const isTested = use.kind === 'guard' || (use.kind === 'member' && use.access.optional);
    if (isTested && !isSure(source, binding)) return `\`${name}\` is tested on line ${line}: there may be none`;
    const reason = use.kind === 'member' ? whyNotRenamed(binding.identifier, use) : undefined;
    if (reason !== undefined) return reason;
  }
  // A pattern throws on nothing, at once; a member that is read on some paths only does not.
  const isReadAtOnce = uses[0] !== undefined && uses[0].kind !== 'guard' && isReached(uses[0].reference, binding.identifier);
  return isSure(source, binding) || isReadAtOnce ? undefined : `\`${name}\` may be none where nothing of it is read`;
}

function whyNotRenamed(binding: TSESTree.Identifier, { access, member, reference }: MemberUse): string | undefined {
  const { name } = binding;
  const line = reference.loc.start.line;
  if (member === 'request') return `\`${name}.request\` is needed on line ${line}, and holds the raw body`;
  const outer = access.parent.type === AST_NODE_TYPES.ChainExpression || access.parent.type === AST_NODE_TYPES.TSNonNullExpression ? access.parent.parent : access.parent;
  if (outer.type === AST_NODE_TYPES.UnaryExpression && outer.operator === 'delete') return `\`${name}.${member}\` is deleted on line ${line}`;
  if (outer.type === AST_NODE_TYPES.CallExpression && withoutWrappers(outer.callee) === access) return `\`${name}.${member}\` is called as a method on line ${line}`;
  if (outer.type === AST_NODE_TYPES.UpdateExpression) return `\`${name}.${member}\` is written on line ${line}`;
  if (isAssignedTo(access) && (declarationOf(binding)?.declarations.length ?? 1) > 1) return `\`${name}.${member}\` is written on line ${line}`;
  if (member === 'headers' && outer.type === AST_NODE_TYPES.MemberExpression && outer.object === access && isAssignedTo(outer)) return `\`${name}.headers\` is written to on line ${line}`;
  return undefined;
}

/** Whether the name holds what axios itself resolves with, which is always a response. */
function isSure(source: SourceCode, { identifier, held }: ResponseBinding): boolean {
  // Whatever an interceptor returns in place of the response is what the call resolves with.
  if (source.text.includes('interceptors.response')) return false;
  if (identifier.parent.type === AST_NODE_TYPES.ArrayPattern) return !/\.catch\s*\(/u.test(source.getText(identifier.parent.parent));
  const { parent } = identifier;
  if (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.init) {
    const value = withoutWrappers(parent.init);
    return value.type === AST_NODE_TYPES.AwaitExpression && withoutWrappers(value.argument) === held.request;
  }
  const call = isFunction(parent) ? parent.parent : undefined;
  return call?.type === AST_NODE_TYPES.CallExpression && call.callee.type === AST_NODE_TYPES.MemberExpression && withoutWrappers(call.callee.object) === held.request;
}

/** Whether control comes from a binding to a use whatever happens. */
function isReached(use: Node, binding: Node): boolean {
  let inner = use;
  for (const ancestor of ancestorsOf(use)) {
    if (contains(ancestor, binding)) return true;
    const isTest = (ancestor.type === AST_NODE_TYPES.IfStatement || ancestor.type === AST_NODE_TYPES.ConditionalExpression) && ancestor.test === inner;
    const isLeft = ancestor.type === AST_NODE_TYPES.LogicalExpression && ancestor.left === inner;
    if (!isTest && !isLeft && (isFunction(ancestor) || BRANCHES.has(ancestor.type) || LOOPS.has(ancestor.type))) return false;
    inner = ancestor;
  }
  return false;
}

function isCleanGuard(source: SourceCode, guard: TSESTree.LogicalExpression): boolean {
  return source.text.slice(guard.left.range[1], guard.right.range[0]).trim() === guard.operator;
}
