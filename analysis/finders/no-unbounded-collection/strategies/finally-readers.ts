/**
 * Whether other code tells somebody that the work of an entry is still going on, or acts by that: once the entry goes with an
 * error, work that has failed would be taken for done.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import type { Use, Uses } from '../../../collections/uses.ts';
import { lookupOf, missingAt } from '../../../collections/missing-entry.ts';
import { mayLeave, restOfFunction } from '../../../collections/miss-effects.ts';
import { callersOf } from '../../../flow/call-graph.ts';
import type { FunctionNode, Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf, type Variable } from '../../../syntax/bindings.ts';
import { isFunction, withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import type { Subject } from './strategy.ts';

/** A read by key, in a function that adds nothing, whose outcome is returned or decides what else is done. */
export function tellingRead({ source, uses, changes }: Subject): Node | undefined {
  const adding = new Set(changes.additions.map(({ node }) => functionAround(node)));
  return uses.all.find(
    (use) =>
      use.level === 0 &&
      // `pending.size === 0` tells that nothing has failed.
      (use.access.kind === 'size' ||
        (!isOfAdding(source, functionAround(use.node), adding) &&
          asksForEntry(use) &&
          isTold({ source, uses, names: MAX_NAMES }, readIn(use)))),
  )?.node;
}

/**
 * `running.get(id)?.abort()` or `const resumed = running.has(id)` before the addition, or the call of a function that asks:
 * not where only a missing entry lets it run.
 */
export function readOfEarlierRun(
  { source, uses, changes }: Subject,
  { node: addition }: Change,
): Node | undefined {
  const fn = functionAround(addition);
  const adding = new Set(changes.additions.map(({ node }) => functionAround(node)));
  const guards = (call: TSESTree.CallExpression, method: 'get' | 'has') => {
    const lookup = lookupOf(source, call, method);
    return lookup === undefined || missingAt(source, addition, lookup).length > 0;
  };
  for (const { level, node, access } of uses.all) {
    if (level > 0 || access.kind !== 'call') continue;
    const { call, method } = access;
    if (method !== 'get' && method !== 'has') continue;
    const around = functionAround(node);
    if (around === fn) {
      if (node.range[0] < addition.range[0] && !guards(call, method)) return node;
    } else if (around && !adding.has(around)) {
      const unguarded = callersOf(source, around).calls.find(
        (asking) =>
          functionAround(asking) === fn &&
          asking.type === AST_NODE_TYPES.CallExpression &&
          asking.range[0] < addition.range[0] &&
          !guards(asking, 'has'),
      );
      if (unguarded) return unguarded;
    }
  }
  return undefined;
}

/** Whether a function adds, or is asked by functions alone that do: `isBusy(id)`. */
function isOfAdding(
  source: SourceCode,
  fn: FunctionNode | undefined,
  adding: ReadonlySet<FunctionNode | undefined>,
): boolean {
  if (!fn || adding.has(fn)) return adding.has(fn);
  const { calls, values, isExported } = callersOf(source, fn);
  return (
    !isExported &&
    values.length === 0 &&
    calls.length > 0 &&
    calls.every((call) => adding.has(functionAround(call)))
  );
}

function asksForEntry({ access }: Use): boolean {
  return access.kind === 'call'
    ? access.method === 'get' || access.method === 'has'
    : access.kind === 'read';
}

/** The call, or `table[key]`. */
function readIn({ node, access }: Use): Node {
  if (access.kind === 'call') return access.call;
  return node.parent?.type === AST_NODE_TYPES.MemberExpression ? node.parent : node;
}

/** How many names one outcome leads through. */
const MAX_NAMES = 3;

/** What the outcome of a read is asked with. */
interface Told {
  readonly source: SourceCode;
  readonly uses: Uses;
  /** Through how many more names it is followed. */
  readonly names: number;
  /** What has the entry as a name. */
  readonly kept?: Variable;
}

/** Whether an outcome, or what is decided by it, comes to a caller or does something beside the entry. */
function isTold(told: Told, outcome: Node): boolean {
  let node = withWrappers(outcome);
  for (const ancestor of ancestorsOf(node)) {
    switch (ancestor.type) {
      case AST_NODE_TYPES.ExpressionStatement:
        return false;
      case AST_NODE_TYPES.IfStatement:
        return decidesMore(told, ancestor, node);
      case AST_NODE_TYPES.VariableDeclarator:
        return told.names === 0 || isToldByName({ ...told, names: told.names - 1 }, ancestor.id);
      case AST_NODE_TYPES.AssignmentExpression:
        if (ancestor.left !== node) return true;
        break;
      case AST_NODE_TYPES.CallExpression:
        // `controllers.get(id)?.abort()`: what is done to the entry is done to it, or to nothing.
        if (ancestor.callee !== node) return true;
        break;
      default:
        if (ancestor.type.endsWith('Statement') || isFunction(ancestor)) return true;
        if (choosesMore(told, ancestor, node)) return true;
    }
    node = ancestor;
  }
  return true;
}

/** `busy.has(id) || clean(id)`, `busy.has(id) ? keep(id) : clean(id)` */
function choosesMore(told: Told, choice: Node, test: Node): boolean {
  if (choice.type === AST_NODE_TYPES.LogicalExpression)
    return choice.left === test && doesMore(told, choice.right);
  return (
    choice.type === AST_NODE_TYPES.ConditionalExpression &&
    choice.test === test &&
    doesMore(told, choice)
  );
}

function isToldByName(told: Told, name: Node): boolean {
  const variable =
    name.type === AST_NODE_TYPES.Identifier ? variableOf(told.source, name) : undefined;
  return (
    !variable ||
    variable.references.some(
      (reference) =>
        reference.isRead() && isTold({ ...told, kept: variable }, reference.identifier),
    )
  );
}

/** Whether an `if` decides what is returned, answered or done to something else than the entry. */
function decidesMore(told: Told, statement: TSESTree.IfStatement, test: Node): boolean {
  if (!contains(statement.test, test)) return true;
  const branches = [statement.consequent, ...(statement.alternate ? [statement.alternate] : [])];
  const decided = branches.some((branch) => mayLeave(told.source, branch))
    ? [...branches, ...restOfFunction(statement)]
    : branches;
  return decided.some((part) => doesMore(told, part));
}

function doesMore(told: Told, part: Node): boolean {
  return someNode(told.source, part, (node) => {
    switch (node.type) {
      case AST_NODE_TYPES.ReturnStatement:
        return node.argument !== null;
      case AST_NODE_TYPES.CallExpression:
        return !isOfEntry(told, node.callee);
      case AST_NODE_TYPES.AssignmentExpression:
        return !isOfEntry(told, node.left);
      case AST_NODE_TYPES.UnaryExpression:
        return node.operator === 'delete' && !isOfEntry(told, node.argument);
      default:
        return EFFECTS.has(node.type);
    }
  });
}

/** `controller.abort`, `timer.handle.unref`, `running.delete` */
function isOfEntry({ source, uses, kept }: Told, part: Node): boolean {
  let node = withoutWrappers(part);
  while (
    node.type === AST_NODE_TYPES.MemberExpression ||
    node.type === AST_NODE_TYPES.CallExpression
  ) {
    node = withoutWrappers(
      node.type === AST_NODE_TYPES.MemberExpression ? node.object : node.callee,
    );
    if (uses.isValue(node) || uses.isCollection(node)) return true;
  }
  return (
    part !== node &&
    kept !== undefined &&
    node.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, node) === kept
  );
}

/** What does something. */
const EFFECTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.ImportExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.YieldExpression,
]);
