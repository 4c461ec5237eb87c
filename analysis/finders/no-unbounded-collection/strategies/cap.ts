/**
 * A cap: each addition is followed by a check of the size, which takes out what is oldest. Lists that grow under the keys are
 * cut in the same way.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import { replacement } from '../../../edits/apply-edits.ts';
import { numbered, variableNames } from '../../../edits/free-names.ts';
import { insertLinesAfter, insertLinesBefore } from '../../../edits/statement-edits.ts';
import type { Edit } from '../../../findings/finding.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { groupBy } from '../../../modules/group-by.ts';
import { isNeverUndefined } from '../../../flow/undefined-values.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { ancestorsOf, contains, someNode } from '../../../syntax/traversal.ts';
import { reasonAgainstCap } from './cap-refusals.ts';
import { isOnlyValue, receiverName, receiverOf } from './receivers.ts';
import { growingAdditions } from './growing-additions.ts';
import { placeWith, standsInBlock, type StatementPlace } from './statement-places.ts';
import { REMOVE_BY_HAND, strategyOf, type Limits, type Refusal, type Subject } from './strategy.ts';
import { trimLines, type Trim } from './trims.ts';

/** What is written beside an addition. */
interface Cut extends Omit<Trim, 'name' | 'isBefore' | 'max'> {
  readonly place: StatementPlace;
  readonly receiver: Node;
  /** How the collection is called there; a list that has no name there gets one. */
  readonly name: string | undefined;
}

interface Plan {
  readonly cuts: readonly Cut[];
  readonly max: number;
}

export const cap = strategyOf<Plan>({
  name: 'cap',
  how: 'a check of the size that removes the oldest',
  advice:
    'Limit its size by deleting the oldest entries, or delete each entry when it is no longer needed.',
  byHand: REMOVE_BY_HAND,
  applies(subject, limits) {
    const { entries, values, elsewhere } = growingAdditions(subject);
    if (elsewhere)
      return {
        refusal: `line ${elsewhere.line}${elsewhere.file === undefined ? '' : ` of ${elsewhere.file}`} adds to it, and a check of the size would not run there. To have it capped, export a function of this file that adds, call that there, and run the codemod again`,
      };
    const refusal = reasonAgainstCap(subject, { entries, values }, limits);
    if (refusal !== undefined) return { refusal };
    return planOf(subject, [...entries, ...values], limits);
  },
  edits: (subject, { cuts, max }) =>
    distinctPlaces(cuts).flatMap((cut) => editsOf(subject, cut, max)),
});

function planOf(
  subject: Subject,
  additions: readonly Change[],
  { max }: Limits,
): { readonly plan: Plan } | Refusal {
  const atEntries = (all: readonly Change[]) => all.filter(({ level }) => level === 0).length;
  // What another addition, of finite keys, adds again once it is evicted is more than one check removes.
  const isBypassed = atEntries(subject.changes.additions) > atEntries(additions);
  const cuts: Cut[] = [];
  for (const addition of additions) {
    const cut = cutFor(subject, addition, isBypassed);
    if ('refusal' in cut) return cut;
    cuts.push(cut);
  }
  return { plan: { cuts, max } };
}

function cutFor(subject: Subject, addition: Change, isBypassed: boolean): Cut | Refusal {
  const { node, level } = addition;
  const { source, collection } = subject;
  const at = `line ${node.loc.start.line}`;
  const receiver = receiverOf(node);
  if (!receiver) return { refusal: `${at} adds in a form that takes no check of the size` };
  const place = placeWith(node);
  if (!place)
    return {
      refusal: `${at} adds in an expression or a loop without braces, beside which no statement can stand`,
    };
  if (isInLoopOver(subject, node))
    return {
      refusal: `${at} adds to it in a loop over it, which a check of the size would disturb`,
    };
  const name = receiverName(subject, addition);
  const isFree = level > 0 && isOnlyValue(source, subject.uses, receiver) && isWhole(place, node);
  if (name === undefined && !isFree)
    return { refusal: `${at} adds to it under a name that may stand for another collection` };
  return {
    place,
    receiver,
    name,
    kind: level > 0 ? 'array' : (collection.kind as Cut['kind']),
    oldest: methodOf(source, node) === 'unshift' ? 'last' : 'first',
    isRepeated: level === 0 && isBypassed,
    isOptional: isOptionalCall(node) || mayBeMissingBehind(subject, place, addition, name),
  };
}

function methodOf(source: SourceCode, node: Node): string | undefined {
  return node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression
    ? propertyName(source, node.callee)
    : undefined;
}

/**
 * Whether the name may stand for nothing behind the statement: `if (list) list.push(item); else index.set(key, [item]);`.
 * Where the collection itself is added to under a condition, its name is asked only if the condition asks it.
 */
function mayBeMissingBehind(
  { source }: Subject,
  { statement }: StatementPlace,
  { node, level }: Change,
  name: string | undefined,
): boolean {
  const receiver = receiverOf(node);
  if (name === undefined || !receiver || isAlwaysGiven(source, receiver)) return false;
  for (const ancestor of ancestorsOf(node)) {
    const test = conditionIn(ancestor);
    if (test && !contains(test, node) && (level > 0 || asksName(source, test, name))) return true;
    if (ancestor === statement) return false;
  }
  return false;
}

/** `const list = index.get(key) ?? [];` */
function isAlwaysGiven(source: SourceCode, receiver: Node): boolean {
  const node = withoutWrappers(receiver);
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
  const declared = variable?.defs[0]?.node as Node | undefined;
  return (
    declared?.type === AST_NODE_TYPES.VariableDeclarator &&
    declared.init !== null &&
    variable!.references.every(({ writeExpr }) => !writeExpr || isNeverUndefined(source, writeExpr))
  );
}

function conditionIn(node: Node): Node | undefined {
  switch (node.type) {
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.ConditionalExpression:
      return node.test;
    case AST_NODE_TYPES.LogicalExpression:
      return node.left;
    default:
      return undefined;
  }
}

/** Whether a condition asks whether there is something under a name: `cache && …`, `this.cache !== undefined`. */
function asksName(source: SourceCode, test: Node, name: string): boolean {
  return someNode(
    source,
    test,
    (node) =>
      source.getText(node) === name && node.parent?.type !== AST_NODE_TYPES.MemberExpression,
  );
}

function isOptionalCall(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    node.callee.optional
  );
}

/** Whether an addition is all that its statement does, so that a name for the list can be declared before it. */
function isWhole({ statement }: StatementPlace, node: Node): boolean {
  return (
    statement.type === AST_NODE_TYPES.ExpressionStatement &&
    statement.expression === withWrappers(node) &&
    standsInBlock(statement) &&
    // All cases of a `switch` share one scope.
    statement.parent.type !== AST_NODE_TYPES.SwitchCase
  );
}

function isInLoopOver({ source, uses }: Subject, node: Node): boolean {
  const isOfIt = (inner: Node) => uses.isCollection(inner) || uses.isValue(inner);
  for (const ancestor of ancestorsOf(node)) {
    if (
      (ancestor.type === AST_NODE_TYPES.ForOfStatement ||
        ancestor.type === AST_NODE_TYPES.ForInStatement) &&
      someNode(source, ancestor.right, isOfIt)
    )
      return true;
    if (
      ancestor.type === AST_NODE_TYPES.CallExpression &&
      ancestor.callee.type === AST_NODE_TYPES.MemberExpression &&
      ancestor.arguments.some((argument) => contains(argument, node)) &&
      someNode(source, ancestor.callee.object, isOfIt)
    )
      return true;
  }
  return false;
}

/** One check for each collection and statement, which removes as many as the statement may add. */
function distinctPlaces(cuts: readonly Cut[]): Cut[] {
  const byPlace = groupBy(
    cuts,
    ({ place, name, receiver }) =>
      `${place.statement.range.join(':')}:${name ?? receiver.range.join(':')}`,
  );
  return [...byPlace.values()]
    .map((same) => (same.length > 1 ? { ...same.at(-1)!, isRepeated: true } : same[0]!))
    .toSorted((a, b) => a.receiver.range[0] - b.receiver.range[0]);
}

/** `eventsList` */
function listName({ source, collection: { name } }: Subject): string {
  const last = name.slice(name.lastIndexOf('.') + 1).replace('#', '');
  return numbered(`${last}List`, variableNames(source));
}

function editsOf(subject: Subject, cut: Cut, max: number): Edit[] {
  const { source } = subject;
  const { place, receiver } = cut;
  const { statement, side } = place;
  const list = cut.name ?? listName(subject);
  const isBefore = side === 'before';
  const lines = trimLines(subject, { ...cut, name: list, max, isBefore }, statement);
  const declared =
    cut.name === undefined
      ? [
          insertLinesBefore(source, statement, [`const ${list} = ${source.getText(receiver)};`]),
          replacement(receiver, list),
        ]
      : [];
  return [
    ...declared,
    isBefore
      ? insertLinesBefore(source, statement, lines)
      : insertLinesAfter(source, statement, lines),
  ];
}
