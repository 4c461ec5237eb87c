/**
 * Whether the program would see that an entry was computed again: a part of it is another one each time, and is read.
 *
 * The time of an entry that only says when it is to be computed again is seen by nobody: `{ plan, expires: Date.now() + TTL }`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isLog } from '../syntax/log-calls.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, contains, functionAround } from '../syntax/traversal.ts';
import { changingParts, type ChangingPart } from './changing-values.ts';
import type { Filling } from './entry-fillings.ts';
import { usesOfValues, type Use, type Uses } from './uses.ts';

interface Subject {
  readonly source: SourceCode;
  readonly uses: Uses;
  readonly fillings: readonly Filling[];
}

/** What of the value that a `set` stores is another one when it is computed again, and is seen. */
export function seenChange(
  subject: Subject,
  set: TSESTree.CallExpression,
): ChangingPart | undefined {
  const { source, uses } = subject;
  const [, value] = set.arguments;
  if (!value || value.type === AST_NODE_TYPES.SpreadElement) return undefined;
  const parts = changingParts(source, value, set, uses.isCollection);
  if (parts.length === 0) return undefined;
  const all = usesOfValues(source, [
    ...uses.all.filter(({ level }) => level > 0),
    ...namesOf(source, value).map((node) => ({ node, level: 1, path: '' })),
  ]).all.filter(({ level }) => level > 0);
  return parts.find((part) => all.some((use) => sees(subject, use, part)));
}

/** Where a stored value goes by its name. */
function namesOf(source: SourceCode, value: Node): Node[] {
  const node = withoutWrappers(value);
  const name = node.type === AST_NODE_TYPES.AssignmentExpression ? node.left : node;
  const variable = name.type === AST_NODE_TYPES.Identifier ? variableOf(source, name) : undefined;
  return variable?.defs[0]?.type === 'Variable'
    ? variable.references.flatMap((reference) =>
        reference.isRead() && reference.identifier !== name ? [reference.identifier as Node] : [],
      )
    : [];
}

/** Whether a use reads a part of an entry, or gives the entry to those who may. */
function sees(subject: Subject, use: Use, part: ChangingPart): boolean {
  const used = use.path === '' ? [] : use.path.split('.');
  const common = Math.min(used.length, part.path.length);
  if (used.slice(0, common).join('.') !== part.path.slice(0, common).join('.')) return false;
  if (use.access.kind === 'alias' || isRenewal(subject, use.node)) return false;
  return used.length < part.path.length
    ? seesWhole(subject, use)
    : use.access.kind !== 'test' || part.path.length > 0;
}

/** Whether all of a value is used, or goes where it is not seen what of it is used. */
function seesWhole({ source, uses }: Subject, { node, access }: Use): boolean {
  switch (access.kind) {
    case 'escape':
      return access.how !== 'type-tested' && !isStored(uses, node);
    case 'iterate':
    case 'call':
    case 'size':
      return true;
    case 'read': {
      const { parent } = node;
      return parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === node
        ? propertyName(source, parent) === undefined
        : false;
    }
    default:
      return false;
  }
}

/** `plans.set(id, fresh)` */
function isStored({ isCollection }: Uses, { parent }: Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    isCollection(withoutWrappers(parent.callee.object))
  );
}

/** How many names and functions lead from a read to what it decides. */
const MAX_DEPTH = 4;

/** Whether a read only decides that an entry is computed again, or removed, or is written to a log. */
function isRenewal(subject: Subject, node: Node, depth = MAX_DEPTH): boolean {
  const { source, fillings } = subject;
  if (depth === 0) return false;
  if (fillings.some(({ conditions }) => conditions.some(({ test }) => contains(test, node))))
    return true;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.CallExpression && isLog(source, ancestor.callee))
      return true;
    if (ancestor.type === AST_NODE_TYPES.IfStatement)
      return contains(ancestor.test, node) && isRemoval(subject, ancestor);
    if (ancestor.type === AST_NODE_TYPES.VariableDeclarator)
      return isNameOfRenewal(subject, ancestor, depth);
    if (
      ancestor.type === AST_NODE_TYPES.ReturnStatement ||
      ancestor.type === AST_NODE_TYPES.ArrowFunctionExpression
    )
      return isResultOfRenewal(subject, node, depth);
  }
  return false;
}

/** `if (entry.expires < now) plans.delete(id)` */
function isRemoval({ uses }: Subject, { consequent, alternate }: TSESTree.IfStatement): boolean {
  const body = consequent.type === AST_NODE_TYPES.BlockStatement ? consequent.body : [consequent];
  return (
    !alternate &&
    body.every((statement) => {
      const call =
        statement.type === AST_NODE_TYPES.ExpressionStatement &&
        withoutWrappers(statement.expression);
      return (
        call &&
        call.type === AST_NODE_TYPES.CallExpression &&
        call.callee.type === AST_NODE_TYPES.MemberExpression &&
        uses.isCollection(withoutWrappers(call.callee.object))
      );
    })
  );
}

/** `const isOld = entry.expires < now` */
function isNameOfRenewal(
  subject: Subject,
  { id, parent }: TSESTree.VariableDeclarator,
  depth: number,
): boolean {
  const variable =
    parent.kind === 'const' && id.type === AST_NODE_TYPES.Identifier
      ? variableOf(subject.source, id)
      : undefined;
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? [];
  return (
    reads.length > 0 &&
    reads.every(({ identifier }) => isRenewal(subject, identifier as Node, depth - 1))
  );
}

/** `const isOld = (entry) => entry.expires < Date.now()` */
function isResultOfRenewal(subject: Subject, node: Node, depth: number): boolean {
  const fn = functionAround(node);
  if (!fn) return false;
  const { calls, values, isExported } = callersOf(subject.source, fn);
  return (
    !isExported &&
    values.length === 0 &&
    calls.length > 0 &&
    calls.every((call) => isRenewal(subject, call, depth - 1))
  );
}
