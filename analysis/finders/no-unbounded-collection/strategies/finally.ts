/**
 * A `finally`: an entry that is removed behind a piece of work is removed, too, where the work fails.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import type { Level } from '../../../collections/removals/level.ts';
import { pairingOf } from '../../../collections/removals/paired.ts';
import type { Edit } from '../../../findings/finding.ts';
import type { Node } from '../../../source/source-code.ts';
import { withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { functionAround } from '../../../syntax/traversal.ts';
import { callbackToFinally, catchToFinally, wrappedInTry } from './finally-edits.ts';
import type { Cure } from './finally-cures.ts';
import { reasonAgainstFinally } from './finally-refusals.ts';
import { growingAdditions } from './growing-additions.ts';
import { strategyOf, type Limits, type Refusal, type Subject } from './strategy.ts';

export const finallyStrategy = strategyOf<readonly Cure[]>({
  name: 'finally',
  how: 'a removal in `finally`, which errors reach, too',
  advice: 'Delete the entry in a `finally` block, so that it is removed after failures, too.',
  byHand:
    'change that code first, then delete the entry in a `finally` block; if the entry must stay after a failure, delete it later, on a timer',
  applies(subject, limits) {
    const { entries, values, elsewhere } = growingAdditions(subject);
    const [first] = entries;
    if (!first) return { refusal: 'none of its entries is removed behind the work that adds it' };
    if (values.length > 0 || elsewhere)
      return { refusal: 'it also grows where no removal follows' };
    const cures: Cure[] = [];
    for (const addition of entries) {
      const cure = cureFor(subject, addition, limits);
      if ('refusal' in cure) return cure;
      cures.push(cure);
    }
    return { plan: cures };
  },
  edits: (subject, cures) => [...new Set(cures)].flatMap((cure) => editsOf(subject, cure)),
});

function editsOf({ source }: Subject, cure: Cure): readonly Edit[] {
  switch (cure.kind) {
    case 'wrap':
      return wrappedInTry(source, cure);
    case 'move':
      return catchToFinally(source, cure);
    default:
      return callbackToFinally(cure.then);
  }
}

function cureFor(subject: Subject, addition: Change, { evict }: Limits): Cure | Refusal {
  const { source, project, uses, changes } = subject;
  const level: Level = {
    source,
    project,
    uses,
    depth: 0,
    additions: changes.additions.filter((change) => change.level === 0),
    removals: changes.removals.filter((change) => change.level === 0),
  };
  const at = `line ${addition.node.loc.start.line}`;
  const none = { refusal: `no removal of the entry follows its addition (${at})` };
  const key = addition.key && source.getText(addition.key);
  if (key === undefined) return none;
  const { exits } = pairingOf(level, addition);
  // Where another way than an error leaves the entry behind, it may be meant to stay.
  const isByErrors = exits.length > 0 && exits.every(({ how }) => how === 'throw');
  const candidates = level.removals.filter(
    (removal) =>
      removal.key &&
      source.getText(removal.key) === key &&
      removal.node.range[0] > addition.node.range[1],
  );
  if (candidates.length === 0) return none;
  const found = candidates
    .map((removal) => ({ removal, cure: cureBy(subject, addition, removal) }))
    .find(({ cure }) => cure !== undefined);
  if (!found?.cure)
    return {
      ...none,
      refusal: `the removal of the entry does not stand behind its addition in one block (${at})`,
    };
  if (found.cure.kind === 'wrap' && !found.cure.isInTry && !isByErrors)
    return {
      refusal: `not only errors leave the entry of ${at} behind`,
      isClose: candidates.length === 1 && exits.length > 0,
    };
  const refusal = reasonAgainstFinally(subject, addition, found.removal, {
    cure: found.cure,
    evict,
  });
  return refusal === undefined ? found.cure : { refusal, isClose: true };
}

/** The form in which a removal can be made certain. */
function cureBy({ source }: Subject, addition: Change, removal: Change): Cure | undefined {
  const promise = ofPromise(source, removal.node);
  if (promise) return { kind: 'promise', then: promise };
  const statement = statementOf(removal.node);
  const added =
    functionAround(addition.node) === functionAround(removal.node) ? addition.node : undefined;
  if (!statement || !added) return undefined;
  const block = statement.parent;
  if (block.type !== AST_NODE_TYPES.BlockStatement) return undefined;
  const at = block.body.indexOf(statement);
  const first = block.body.findIndex(
    ({ range }) => range[0] <= added.range[0] && added.range[1] <= range[1],
  );
  if (first >= 0 && first < at) {
    const work = block.body.slice(first + 1, at);
    const adding = block.body[first]!;
    return adding.type === AST_NODE_TYPES.ExpressionStatement && work.length > 0
      ? { kind: 'wrap', removal: statement, work }
      : undefined;
  }
  const { parent } = block;
  if (
    parent.type !== AST_NODE_TYPES.TryStatement ||
    parent.block !== block ||
    !isJustBefore(added, parent) ||
    at === 0
  )
    return undefined;
  return at === block.body.length - 1
    ? { kind: 'move', removal: statement, tryStatement: parent }
    : { kind: 'wrap', removal: statement, work: block.body.slice(0, at), isInTry: true };
}

/** Whether a statement of its own adds an entry in front of another one. */
function isJustBefore(addition: Node, statement: Node): boolean {
  const { parent: block } = statement;
  if (block?.type !== AST_NODE_TYPES.BlockStatement) return false;
  const before = block.body[block.body.indexOf(statement as TSESTree.Statement) - 1];
  return (
    before?.type === AST_NODE_TYPES.ExpressionStatement &&
    withoutWrappers(before.expression) === addition
  );
}

/** The statement that a removal is. */
function statementOf(node: Node): TSESTree.ExpressionStatement | undefined {
  const { parent } = withWrappers(node);
  return parent?.type === AST_NODE_TYPES.ExpressionStatement ? parent : undefined;
}

/** `then` of `work.then(() => table.delete(id));` */
function ofPromise(
  source: Subject['source'],
  removal: Node,
): TSESTree.MemberExpression | undefined {
  const fn = functionAround(removal);
  if (fn?.type !== AST_NODE_TYPES.ArrowFunctionExpression || fn.params.length > 0 || fn.async)
    return undefined;
  const only =
    fn.body.type === AST_NODE_TYPES.BlockStatement && fn.body.body.length === 1
      ? fn.body.body[0]!
      : fn.body;
  const isOnly =
    only === removal ||
    (only.type === AST_NODE_TYPES.ExpressionStatement && only.expression === removal);
  const call = fn.parent;
  return isOnly &&
    call.type === AST_NODE_TYPES.CallExpression &&
    call.arguments.length === 1 &&
    call.callee.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, call.callee) === 'then' &&
    call.parent.type === AST_NODE_TYPES.ExpressionStatement
    ? call.callee
    : undefined;
}
