/**
 * A check of the size around an addition: entries go when there are too many, or none is added.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { canCompleteNormally } from '../../flow/control-flow.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../syntax/traversal.ts';
import { propertyName } from '../../syntax/references.ts';
import type { Change } from '../changes.ts';
import { ranging } from './keys.ts';
import type { Use } from '../uses.ts';
import type { Level } from './level.ts';

/** The check of the size that bounds an addition, if there is one. */
export function capacityOf(level: Level, addition: Change): Node | undefined {
  return checksOf(level).find((check) => covers(level, check, addition))?.comparison;
}

interface Check {
  readonly comparison: Node;
  /** The statement that the comparison decides; a function that tells whether there is room. */
  readonly statement: Node;
  /** What is done if there is no room. */
  readonly body: Node;
}

function checksOf(level: Level): Check[] {
  return level.uses.all.flatMap((use) => {
    const size = use.level === level.depth ? sizeAt(level.source, use) : undefined;
    const comparison = size && comparisonWith(level.source, size);
    const statement =
      comparison &&
      [...ancestorsOf(comparison)].find(
        (ancestor) =>
          ancestor.type === AST_NODE_TYPES.IfStatement ||
          ancestor.type === AST_NODE_TYPES.WhileStatement ||
          ancestor.type === AST_NODE_TYPES.ConditionalExpression ||
          ancestor.type === AST_NODE_TYPES.LogicalExpression ||
          isFunction(ancestor),
      );
    if (!comparison || !statement) return [];
    return [{ comparison, statement, body: bodyOf(statement) }];
  });
}

/** `cache.size`, `Object.keys(table).length` */
function sizeAt(source: SourceCode, { node, access }: Use): Node | undefined {
  if (access.kind === 'size') return node.parent;
  const call = node.parent;
  return call?.type === AST_NODE_TYPES.CallExpression &&
    call.arguments[0] === node &&
    call.parent.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, call.parent) === 'length' &&
    /^Object\s*\.\s*(?:keys|values|entries)$/u.test(source.getText(call.callee))
    ? call.parent
    : undefined;
}

function bodyOf(statement: Node): Node {
  if (statement.type === AST_NODE_TYPES.IfStatement) return statement.consequent;
  return statement.type === AST_NODE_TYPES.WhileStatement ? statement.body : statement;
}

function covers(level: Level, { statement, body }: Check, addition: Change): boolean {
  const { source } = level;
  // A function that tells whether there is room: `isFull()`.
  if (isFunction(statement)) return callersOf(source, statement).calls.length > 0;
  if (contains(statement, addition.node)) return true;
  const removals = removalsIn(level, body);
  if (removals.length > 0) {
    const isAll =
      statement.type === AST_NODE_TYPES.WhileStatement ||
      removals.some((removal) => ranging(level, removal) !== undefined);
    return isAll ? runsAgain(level, statement) : isBeside(source, statement, addition.node);
  }
  // `if (cache.size >= MAX) return;`
  const fn = functionAround(statement);
  return (
    statement.type === AST_NODE_TYPES.IfStatement &&
    !canCompleteNormally(body) &&
    (isBehind(statement, addition.node, fn) ||
      callsAround(source, addition.node).some((call) => isBehind(statement, call, fn)))
  );
}

function isBehind(statement: Node, node: Node, fn: FunctionNode | undefined): boolean {
  return node.range[0] > statement.range[1] && (!fn || contains(fn, node));
}

/** The removals that a piece of code makes, itself or by a function of the file. */
function removalsIn({ source, removals }: Level, body: Node): Change[] {
  return removals.filter(({ node }) => {
    if (contains(body, node)) return true;
    const removers = [...ancestorsOf(node)].filter((ancestor) => isFunction(ancestor));
    const calls: readonly Node[] = removers.flatMap((fn) => callersOf(source, fn).calls);
    return calls.length > 0 && someNode(source, body, (inner) => calls.includes(inner));
  });
}

/** Whether a check that takes out all that is too much goes on for as long as entries are added. */
function runsAgain({ source, project }: Level, statement: Node): boolean {
  const { kind } = callFrequency(source, statement, project);
  return kind === 'often' || kind === 'unknown';
}

/** Whether each addition comes with the check: in one function, or in one that the other one calls. */
function isBeside(source: SourceCode, statement: Node, addition: Node): boolean {
  const fn = functionAround(statement);
  if (!fn || contains(fn, addition)) return true;
  const outer = functionAround(addition);
  if (outer && calls(source, outer, fn)) return true;
  return callsAround(source, addition).some((call) => contains(fn, call));
}

function calls(source: SourceCode, outer: FunctionNode, fn: FunctionNode): boolean {
  return callersOf(source, fn).calls.some((call) => contains(outer, call));
}

function callsAround(source: SourceCode, addition: Node): readonly Node[] {
  const fn = functionAround(addition);
  return fn ? callersOf(source, fn).calls : [];
}

/**
 * `size > MAX`, not `size > 0`, which asks whether there is anything.
 * @param subtracted what was taken from the size, or the size from it: in `100 - size > 0`, the limit
 */
function comparisonWith(
  source: SourceCode,
  size: Node,
  subtracted: readonly Node[] = [],
): TSESTree.BinaryExpression | undefined {
  const limits = [...subtracted];
  for (let operand = size; operand.parent; operand = operand.parent) {
    const { parent } = operand;
    if (parent.type === AST_NODE_TYPES.BinaryExpression) {
      const other = parent.left === operand ? parent.right : parent.left;
      if (/^(?:[<>]=?|[!=]==?)$/u.test(parent.operator))
        return parent.operator !== '<=' && [...limits, other].every(isNextToNothing)
          ? undefined
          : parent;
      if (parent.operator === '-') limits.push(other);
    }
    if (
      parent.type === AST_NODE_TYPES.VariableDeclarator &&
      parent.init === operand &&
      parent.id.type === AST_NODE_TYPES.Identifier
    ) {
      const [variable] = source.getDeclaredVariables(parent);
      return variable?.references
        .filter((reference) => reference.isRead())
        .map(({ identifier }) => comparisonWith(source, identifier, limits))
        .find((comparison) => comparison !== undefined);
    }
    if (
      parent.type !== AST_NODE_TYPES.BinaryExpression &&
      parent.type !== AST_NODE_TYPES.ChainExpression &&
      parent.type !== AST_NODE_TYPES.TSNonNullExpression
    )
      return undefined;
  }
  return undefined;
}

/** A number up to 1: no limit. */
function isNextToNothing(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number' && node.value <= 1;
}
