/**
 * Collections of what has been logged, so that it is not logged again: `if (!warned.has(name)) { warned.add(name); log.warn(…) }`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { canCompleteNormally } from '../flow/control-flow.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isLog } from '../syntax/log-calls.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { ancestorsOf, contains, someNode } from '../syntax/traversal.ts';
import { addsTo, asksForItem, removesEntries } from '../vocabulary/collection-methods.ts';
import { saysLogged } from '../vocabulary/log-words.ts';
import type { Change, Changes } from './changes.ts';
import type { Use, Uses } from './uses.ts';

/**
 * Whether all that a collection decides is whether a line is logged.
 * @param name of the collection, if it is known
 */
export function isOfLoggedLines(
  source: SourceCode,
  name: string | undefined,
  { uses, changes: { additions } }: { readonly uses: Uses; readonly changes: Changes },
): boolean {
  const isNamedSo = name !== undefined && saysLogged(name);
  return (
    additions.length > 0 &&
    additions.every(
      (addition) => addition.level === 0 && isLoggedAt(source, uses, addition, isNamedSo),
    ) &&
    uses.all.every(onlyAsks)
  );
}

/** Whether a use adds, removes, or asks for an entry: of what an entry holds, nothing is used. */
function onlyAsks({ level, access }: Use): boolean {
  if (level > 0) return access.kind === 'test';
  switch (access.kind) {
    case 'call':
      return (
        addsTo(access.method) !== undefined ||
        removesEntries(access.method) ||
        access.method === 'get' ||
        asksForItem(access.method, 'truth') ||
        asksForItem(access.method, 'position')
      );
    case 'alias':
    case 'escape':
    case 'iterate':
      return false;
    default:
      return true;
  }
}

/**
 * Whether an entry is added where a line is logged, and where the collection has been asked for it.
 * @param isNamedSo whether the collection is called so: then more than that may be done there
 */
function isLoggedAt(source: SourceCode, uses: Uses, { node }: Change, isNamedSo: boolean): boolean {
  const statements = behindQuestion(source, uses, node);
  const logs = (statement: Node) =>
    statement.type === AST_NODE_TYPES.ExpressionStatement &&
    isLogCall(source, statement.expression);
  return (
    statements.some(logs) &&
    (isNamedSo ||
      statements.every(
        (statement) =>
          contains(statement, node) || DOES_NOTHING.has(statement.type) || logs(statement),
      ))
  );
}

const DOES_NOTHING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.VariableDeclaration,
]);

/** The statements that an entry is added by, where a test of the collection leads to them. */
function behindQuestion(source: SourceCode, uses: Uses, addition: Node): readonly Node[] {
  const asks = (test: Node) =>
    someNode(source, test, (inner) => uses.isCollection(inner) || uses.isValue(inner));
  let inner = addition;
  for (const ancestor of ancestorsOf(addition)) {
    if (isFunction(ancestor)) return [];
    if (
      ancestor.type === AST_NODE_TYPES.IfStatement &&
      ancestor.consequent === inner &&
      asks(ancestor.test)
    )
      return inner.type === AST_NODE_TYPES.BlockStatement ? inner.body : [inner];
    if (ancestor.type === AST_NODE_TYPES.BlockStatement) {
      const at = ancestor.body.findIndex((statement) => statement === inner);
      const left = ancestor.body.findIndex(
        (statement, index) =>
          index < at &&
          statement.type === AST_NODE_TYPES.IfStatement &&
          !statement.alternate &&
          !canCompleteNormally(statement.consequent) &&
          asks(statement.test),
      );
      if (left >= 0) return ancestor.body.slice(left + 1);
    }
    inner = ancestor;
  }
  return [];
}

function isLogCall(source: SourceCode, expression: Node): boolean {
  const call = withoutWrappers(expression);
  return call.type === AST_NODE_TYPES.CallExpression && isLog(source, call.callee);
}
