/**
 * Whether other code tells somebody that the work of an entry is still going on: once the entry goes with an error, work
 * that has failed would be told to be done.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import type { Use } from '../../../collections/uses.ts';
import { lookupOf, missingAt } from '../../../collections/missing-entry.ts';
import { mayLeave, restOfFunction } from '../../../collections/miss-effects.ts';
import { isOfAnswer } from '../../../collections/repeatable-code.ts';
import { callersOf } from '../../../flow/call-graph.ts';
import type { FunctionNode, Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { isFunction, withWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import type { Subject } from './strategy.ts';

/** A read by key, in a function that adds nothing, whose outcome is returned or answered. */
export function tellingRead({ source, uses, changes }: Subject): Node | undefined {
  const adding = new Set(changes.additions.map(({ node }) => functionAround(node)));
  return uses.all.find(
    (use) =>
      use.level === 0 &&
      // `pending.size === 0` tells that nothing has failed.
      (use.access.kind === 'size' ||
        (!isOfAdding(source, functionAround(use.node), adding) &&
          asksForEntry(use) &&
          isTold(source, readIn(use)))),
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

/** Whether an outcome, or what is decided by it, comes to a caller. */
function isTold(source: SourceCode, outcome: Node, names = MAX_NAMES): boolean {
  let node = withWrappers(outcome);
  for (const ancestor of ancestorsOf(node)) {
    switch (ancestor.type) {
      case AST_NODE_TYPES.ExpressionStatement:
        return false;
      case AST_NODE_TYPES.IfStatement:
        return decidesAnswer(source, ancestor, node);
      case AST_NODE_TYPES.VariableDeclarator:
        return names === 0 || isToldByName(source, ancestor.id, names - 1);
      case AST_NODE_TYPES.CallExpression:
        // `controllers.get(id)?.abort()`: what is done to the entry is done to it, or to nothing.
        if (ancestor.callee !== node) return true;
        break;
      default:
        if (ancestor.type.endsWith('Statement') || isFunction(ancestor)) return true;
    }
    node = ancestor;
  }
  return true;
}

function isToldByName(source: SourceCode, name: Node, names: number): boolean {
  const variable = name.type === AST_NODE_TYPES.Identifier ? variableOf(source, name) : undefined;
  return (
    !variable ||
    variable.references.some(
      (reference) => reference.isRead() && isTold(source, reference.identifier, names),
    )
  );
}

/** Whether an `if` decides what is returned or answered. */
function decidesAnswer(source: SourceCode, statement: TSESTree.IfStatement, test: Node): boolean {
  if (!contains(statement.test, test)) return true;
  const branches = [statement.consequent, ...(statement.alternate ? [statement.alternate] : [])];
  const decided = branches.some((branch) => mayLeave(source, branch))
    ? [...branches, ...restOfFunction(statement)]
    : branches;
  return decided.some((part) => someNode(source, part, (node) => isAnswer(source, node)));
}

function isAnswer(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.ReturnStatement) return node.argument !== null;
  return (
    node.type === AST_NODE_TYPES.ThrowStatement ||
    (node.type === AST_NODE_TYPES.CallExpression && isOfAnswer(source, node.callee))
  );
}
