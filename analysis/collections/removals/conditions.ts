/**
 * What the conditions around a removal ask: the time, a size, or whether the entry is still there.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt } from '../../flow/path-conditions.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { ancestorsOf, someNode } from '../../syntax/traversal.ts';
import { asksForItem } from '../../vocabulary/collection-methods.ts';
import type { Change } from '../changes.ts';
import { saysMissing } from '../distinct-items.ts';
import { ruledOutBy } from './fixed-tests.ts';
import type { Level } from './level.ts';
import { isNeverZero } from './use-counts.ts';

const EXPIRY =
  /\b(?:expir\w*|ttl|Date\.now|now|maxAge|max_age|timestamp|stale|cachedAt|createdAt|fetchedAt|age|exp|cutoff|threshold|deadline|last\w*At|lastSeen|lastActivity|lastAccess\w*)\b|expire|Ttl|TTL|EXPIR|_AGE|is(?:Expired|Stale|Fresh|Valid|Old|Idle)|hasExpired/u;

/** Whether a test looks at the time, by what it says or by what the names in it were given. */
export function asksTheTime(source: SourceCode, test: Node, depth = 2): boolean {
  if (EXPIRY.test(source.getText(test))) return true;
  if (depth === 0) return false;
  return someNode(source, test, (node) => {
    const definition =
      node.type === AST_NODE_TYPES.Identifier
        ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
        : undefined;
    return (
      definition?.type === AST_NODE_TYPES.VariableDeclarator &&
      definition.id.type === AST_NODE_TYPES.Identifier &&
      definition.init !== null &&
      !isFunction(definition.init) &&
      asksTheTime(source, definition.init, depth - 1)
    );
  });
}

/** The tests that decide whether a removal happens: conditions, those of loops, those that functions of a `filter` make. */
export function testsAround({ node }: Pick<Change, 'node'>): Node[] {
  const loops = [...ancestorsOf(node)].flatMap((ancestor) =>
    ancestor.type === AST_NODE_TYPES.WhileStatement ||
    ancestor.type === AST_NODE_TYPES.DoWhileStatement ||
    (ancestor.type === AST_NODE_TYPES.ForStatement && ancestor.test)
      ? [ancestor.test as Node]
      : [],
  );
  return [...conditionsAt(node).map(({ test }) => test), ...loops, ...filtersIn(node)];
}

/** `list = list.filter((item) => item.at > cutoff)`: what the function asks of each item. */
function filtersIn(node: Node): Node[] {
  if (node.type !== AST_NODE_TYPES.AssignmentExpression) return [];
  const made = withoutWrappers(node.right);
  if (made.type !== AST_NODE_TYPES.CallExpression) return [];
  return made.arguments.flatMap((argument) => (isFunction(argument) ? [argument.body] : []));
}

/** Whether a test compares a number with a limit that is no time: a size, a count. */
export function asksAmount(source: SourceCode, test: Node): boolean {
  return someNode(
    source,
    test,
    (node) =>
      node.type === AST_NODE_TYPES.BinaryExpression &&
      /^[<>]=?$/u.test(node.operator) &&
      ![node.left, node.right].some(
        (side) => side.type === AST_NODE_TYPES.Literal && (side.value === 0 || side.value === 1),
      ) &&
      !asksTheTime(source, node),
  );
}

/**
 * Whether nothing is left to be removed where a test comes out so: the entry is not there, is somebody else’s by now, or
 * others still use it; or the test comes out otherwise wherever the entry is added.
 * @param addition where the entry is added, if that is known
 */
export function isMootFor(
  level: Level,
  addition?: Node,
): (test: Node, outcome: boolean) => boolean {
  const isRuledOut = ruledOutBy(level.source, addition);
  // Each part of a long condition is asked about by each that is around it.
  const known = { whenTrue: new Map<Node, boolean>(), whenFalse: new Map<Node, boolean>() };
  const isMoot = (test: Node, outcome: boolean): boolean => {
    const answers = outcome ? known.whenTrue : known.whenFalse;
    let answer = answers.get(test);
    if (answer === undefined) answers.set(test, (answer = find(withoutWrappers(test), outcome)));
    return answer;
  };
  const find = (node: Node, outcome: boolean): boolean => {
    if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === '!')
      return isMoot(node.argument, !outcome);
    if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator !== '??') {
      // What holds of one part holds where both have to.
      return outcome === (node.operator === '&&')
        ? isMoot(node.left, outcome) || isMoot(node.right, outcome)
        : isMoot(node.left, outcome) && isMoot(node.right, outcome);
    }
    if (node.type === AST_NODE_TYPES.BinaryExpression)
      return isMootComparison(level, node, outcome);
    return isRuledOut(node, outcome) || (!outcome && (isOwn(level, node) || isKey(level, node)));
  };
  return isMoot;
}

function isMootComparison(
  level: Level,
  { left, operator, right }: Extract<Node, { type: AST_NODE_TYPES.BinaryExpression }>,
  outcome: boolean,
): boolean {
  if (operator === 'in') return !outcome && isOwn(level, right);
  if (isPosition(level, left))
    return saysMissing(`${operator} ${level.source.getText(right)}`, outcome);
  const isEquality = /^[=!]==?$/u.test(operator);
  const isEqual = isEquality && operator.startsWith('=') === outcome;
  const asked = askedForNothing(left, right);
  if (asked) return isEqual && (isOwn(level, asked) || isKey(level, asked));
  if (isAtMostOne(right) && isCounted(level, left))
    return isEquality
      ? !isEqual && !isNeverZero(level, left)
      : operator.startsWith('<') !== outcome;
  return isEquality && !isEqual && (isOwn(level, left) || isOwn(level, right));
}

/** What a comparison asks for nothing: `entry === undefined`, `typeof entry === 'undefined'`. */
function askedForNothing(left: Node, right: Node): Node | undefined {
  if (isNullish(right)) return left;
  const isOfType = right.type === AST_NODE_TYPES.Literal && right.value === 'undefined';
  return isOfType && left.type === AST_NODE_TYPES.UnaryExpression && left.operator === 'typeof'
    ? left.argument
    : undefined;
}

/** `const at = list.indexOf(item)` */
function isPosition({ source, uses }: Level, expression: Node): boolean {
  const search = withoutWrappers(initOf(source, expression) ?? expression);
  return (
    search.type === AST_NODE_TYPES.CallExpression &&
    search.callee.type === AST_NODE_TYPES.MemberExpression &&
    asksForItem(propertyName(source, search.callee) ?? '', 'position') &&
    uses.isCollection(withoutWrappers(search.callee.object))
  );
}

function isAtMostOne(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number' && node.value <= 1;
}

/** Whether an expression names the key that something is added under: those that stand for nothing are few. */
function isKey({ source, additions }: Level, expression: Node): boolean {
  const variable =
    expression.type === AST_NODE_TYPES.Identifier ? variableOf(source, expression) : undefined;
  return (
    variable?.references.every((reference) => !reference.isWrite() || reference.init === true) ===
      true &&
    additions.some(
      ({ key }) => key?.type === AST_NODE_TYPES.Identifier && variableOf(source, key) === variable,
    )
  );
}

/** Whether an expression is the entry, a part of it, or tells whether it is there. */
function isOwn(level: Level, expression: Node): boolean {
  return namesOwn(level, withoutWrappers(expression), 2);
}

function namesOwn(level: Level, expression: Node, depth: number): boolean {
  const { source, uses } = level;
  if (someNode(source, expression, (node) => uses.isCollection(node) || uses.isValue(node)))
    return true;
  const init = depth > 0 ? initOf(source, expression) : undefined;
  return init !== undefined && namesOwn(level, init, depth - 1);
}

/** What a name, or the name that a member is of, was given where it is declared. */
export function initOf(source: SourceCode, expression: Node): Node | undefined {
  const root = rootOf(expression);
  const definition =
    root.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, root)?.defs[0]?.node as Node | undefined)
      : undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
    ? definition.init
    : undefined;
}

function rootOf(expression: Node): Node {
  let node = withoutWrappers(expression);
  while (node.type === AST_NODE_TYPES.MemberExpression) node = withoutWrappers(node.object);
  return node;
}

/** `waiters.size`, `--entry.count`, `count - 1` */
function isCounted(level: Level, expression: Node): boolean {
  const { source } = level;
  const counts = (node: Node) =>
    someNode(
      source,
      node,
      (inner) =>
        (inner.type === AST_NODE_TYPES.UpdateExpression && inner.operator === '--') ||
        (inner.type === AST_NODE_TYPES.BinaryExpression && inner.operator === '-') ||
        (inner.type === AST_NODE_TYPES.AssignmentExpression && inner.operator === '-='),
    );
  const init = initOf(source, expression);
  return counts(expression) || (init !== undefined && counts(init)) || isOwn(level, expression);
}

/** `counts.set(key, counts.get(key) - 1)`: the entry is there, and one less uses it. */
export function isCountdown(level: Level, { node }: Change): boolean {
  const value =
    node.type === AST_NODE_TYPES.CallExpression
      ? node.arguments[1]
      : node.type === AST_NODE_TYPES.AssignmentExpression
        ? node.right
        : undefined;
  if (!value) return false;
  const given = withoutWrappers(initOf(level.source, value) ?? value);
  const isLess =
    (given.type === AST_NODE_TYPES.BinaryExpression && given.operator === '-') ||
    (given.type === AST_NODE_TYPES.CallExpression &&
      /^Math\.max$/u.test(level.source.getText(given.callee)) &&
      someNode(
        level.source,
        given,
        (inner) => inner.type === AST_NODE_TYPES.BinaryExpression && inner.operator === '-',
      ));
  return isLess && isOwn(level, given);
}

/**
 * `event.type === 'closed'`, `if (online)`, `status == null`, `if (count + change > 0)`: whoever calls says by a text, or by
 * a parameter, what has happened.
 */
export function isToldByCaller(source: SourceCode, test: Node): boolean {
  const node = withoutWrappers(test);
  if (node.type === AST_NODE_TYPES.UnaryExpression) return isToldByCaller(source, node.argument);
  if (node.type === AST_NODE_TYPES.LogicalExpression)
    return isToldByCaller(source, node.left) || isToldByCaller(source, node.right);
  if (node.type === AST_NODE_TYPES.BinaryExpression) {
    const sides = [node.left, node.right];
    return (
      sides.some(
        (side) => side.type === AST_NODE_TYPES.Literal && typeof side.value === 'string',
      ) ||
      (sides.some((side) => isNullish(side)) && sides.some((side) => isParameter(source, side))) ||
      sides.some((side) => isChangedByCaller(source, side))
    );
  }
  return isParameter(source, rootOf(node));
}

/** `(counts.get(key) ?? 0) + change`, or a variable with that. */
function isChangedByCaller(source: SourceCode, side: Node): boolean {
  const node = withoutWrappers(side);
  if (node.type === AST_NODE_TYPES.BinaryExpression)
    return (
      /^[+-]$/u.test(node.operator) &&
      [node.left, node.right].some((part) => isParameter(source, part))
    );
  if (node.type !== AST_NODE_TYPES.Identifier) return false;
  const definition = variableOf(source, node)?.defs[0]?.node as Node | undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
    ? isChangedByCaller(source, definition.init)
    : false;
}

function isParameter(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, node)?.defs[0]?.type === 'Parameter'
  );
}

/** `if (members.size > 0) rooms.set(id, members); else rooms.delete(id);`: whoever took out the last one has ended it. */
export function asksHowMany({ uses, source }: Level, test: Node): boolean {
  const node = withoutWrappers(test);
  const sides = node.type === AST_NODE_TYPES.BinaryExpression ? [node.left, node.right] : [node];
  // What is left of a list: `const rest = waiting.get(id).filter(…)`.
  const isOfEntry = (expression: Node): boolean => {
    const list = withoutWrappers(expression);
    if (uses.isValue(list)) return true;
    const made = list.type === AST_NODE_TYPES.Identifier ? variableOf(source, list) : undefined;
    const definition = made?.defs[0]?.node as Node | undefined;
    return (
      definition?.type === AST_NODE_TYPES.VariableDeclarator &&
      definition.init?.type === AST_NODE_TYPES.CallExpression &&
      someNode(source, definition.init.callee, (inner) => uses.isValue(inner))
    );
  };
  return sides.some(
    (side) =>
      side.type === AST_NODE_TYPES.MemberExpression &&
      /^(?:size|length)$/u.test(propertyName(source, side) ?? '') &&
      isOfEntry(side.object),
  );
}
