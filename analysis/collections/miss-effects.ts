/**
 * Whether a missing entry makes no difference but that its value is computed: what the code does and answers where
 * the entry is missing, and where it is there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Condition } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, statementsBehind, withoutWrappers } from '../syntax/nodes.ts';
import { ancestorsOf, contains, someNode, walk } from '../syntax/traversal.ts';
import { isAnswer, isFoundAt, type Lookup } from './missing-entry.ts';
import {
  ANSWERS,
  isRepeatable,
  rootOf,
  unrepeatableIn,
  type Repeatable,
} from './repeatable-code.ts';

/** What is stored where an entry was missing. */
export interface Miss {
  readonly set: TSESTree.CallExpression;
  readonly value: Node;
  /** Those that missed the entry. */
  readonly lookups: readonly Lookup[];
  /** Those for the same key. */
  readonly same: readonly Lookup[];
  /** That it is missing. */
  readonly conditions: readonly Condition[];
}

/** Whether what the conditions decide about can run again, and comes to the same with an entry and without one. */
export function makesNoDifference(source: SourceCode, miss: Miss, about: Repeatable): boolean {
  const regions = miss.conditions.flatMap((condition) => decidedBy(source, condition));
  return (
    regions.every((region) => isRepeatable(source, region, about)) &&
    !writesBeyond(source, regions, miss) &&
    answersAlike(source, regions, miss)
  );
}

/** The first thing done where an entry is missing that may do more than compute. */
export function doneIfMissing(
  source: SourceCode,
  conditions: readonly Condition[],
  about: Repeatable,
): Node | undefined {
  return unrepeatableIn(
    source,
    conditions.flatMap((condition) => decidedBy(source, condition)),
    about,
  );
}

/** What a condition decides about: the test, its branches, and what stands behind if a branch can leave. */
function decidedBy(source: SourceCode, { test }: Condition): readonly Node[] {
  const { parent } = test;
  if (parent?.type === AST_NODE_TYPES.LogicalExpression) return [test, parent.right];
  if (
    parent?.type !== AST_NODE_TYPES.IfStatement &&
    parent?.type !== AST_NODE_TYPES.ConditionalExpression
  )
    return [test];
  const branches = [parent.consequent, ...(parent.alternate ? [parent.alternate] : [])];
  return [
    test,
    ...branches,
    ...(branches.some((branch) => mayLeave(source, branch)) ? restOfFunction(parent) : []),
  ];
}

const LEAVES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.BreakStatement,
  AST_NODE_TYPES.ContinueStatement,
]);

/** Whether a branch may go elsewhere than behind it. */
export function mayLeave(source: SourceCode, branch: Node): boolean {
  let leaves = false;
  walk(source, branch, (node) => {
    if (LEAVES.has(node.type)) leaves = true;
    return !isFunction(node);
  });
  return leaves;
}

/** The statements behind one, in its block and in those around. */
export function restOfFunction(statement: Node): readonly Node[] {
  const rest = [...statementsBehind(statement)];
  for (const ancestor of ancestorsOf(statement)) {
    if (isFunction(ancestor)) break;
    rest.push(...statementsBehind(ancestor));
  }
  return rest;
}

/** Whether a name is written that tells the code behind whether the entry was missing: `isNew = true`. */
function writesBeyond(
  source: SourceCode,
  regions: readonly Node[],
  { value, lookups }: Miss,
): boolean {
  const stored = new Set<Variable | undefined>(lookups.map(({ kept }) => kept));
  someNode(source, value, (node) => {
    if (node.type === AST_NODE_TYPES.Identifier) stored.add(variableOf(source, node));
    return false;
  });
  const isBeyond = (target: Node) => {
    const root = rootOf(target);
    const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root) : undefined;
    if (!variable || stored.has(variable) || (root !== target && ANSWERS.test(variable.name)))
      return false;
    return !variable.identifiers.some((identifier) =>
      regions.some((region) => contains(region, identifier)),
    );
  };
  return regions.some((region) =>
    someNode(
      source,
      region,
      (node) =>
        (node.type === AST_NODE_TYPES.AssignmentExpression && isBeyond(node.left)) ||
        (node.type === AST_NODE_TYPES.UpdateExpression && isBeyond(node.argument)),
    ),
  );
}

/**
 * Whether what is returned or answered where the entry is there holds the entry, or is the same where it is missing:
 * `return false` and `res.status(409).end()` tell that something has been seen before.
 */
function answersAlike(source: SourceCode, regions: readonly Node[], { same }: Miss): boolean {
  const entries = same.filter(({ method }) => method === 'get');
  const [found, missing]: [Node[], Node[]] = [[], []];
  for (const region of regions) {
    walk(source, region, (node) => {
      const answer = answerOf(source, node);
      if (answer) (same.some((lookup) => isFoundAt(answer, lookup)) ? found : missing).push(answer);
      return !answer;
    });
  }
  const texts = new Set(missing.map((answer) => source.getText(answer)));
  const isEntry = (answer: Node) =>
    someNode(source, answer, (node) => entries.some((lookup) => isAnswer(lookup, node)));
  const isSilent = !missing.some((answer) => answer.type !== AST_NODE_TYPES.ReturnStatement);
  return found.every((answer) =>
    answer.type === AST_NODE_TYPES.ReturnStatement
      ? isSilent
      : isEntry(answer) || texts.has(source.getText(answer)),
  );
}

/** What is returned, or a call that answers; a `return` alone is itself. */
function answerOf(source: SourceCode, node: Node): Node | undefined {
  if (node.type === AST_NODE_TYPES.ReturnStatement) return node.argument ?? node;
  if (
    node.type === AST_NODE_TYPES.ArrowFunctionExpression &&
    node.body.type !== AST_NODE_TYPES.BlockStatement
  )
    return undefined;
  if (node.type !== AST_NODE_TYPES.CallExpression) return undefined;
  const root = rootOf(withoutWrappers(node.callee));
  return root.type === AST_NODE_TYPES.Identifier &&
    ANSWERS.test(root.name) &&
    variableOf(source, root)?.defs[0]?.type === 'Parameter'
    ? node
    : undefined;
}
