/**
 * Why an entry must stay where the work fails, or the removal cannot be moved.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import { holdsRecords } from '../../../collections/entry-lifetime.ts';
import { styleOf } from '../../../edits/file-style.ts';
import { startsItsLine } from '../../../edits/insertion.ts';
import { assignedBefore } from '../../../flow/assigned-before.ts';
import { isNativePromise } from '../../../flow/native-promises.ts';
import { isTypeScript } from '../../../modules/source-files.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { writesTo } from '../../../syntax/assignments.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { isFunction, LOOPS, withoutWrappers } from '../../../syntax/nodes.ts';
import { calledName } from '../../../syntax/references.ts';
import { oneLine } from '../../../syntax/text.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import { namesLeftovers } from '../../../vocabulary/collection-words.ts';
import { goesThroughEntries, runsForElements } from '../../../vocabulary/collection-methods.ts';
import { reasonInNames } from './eviction-refusals.ts';
import { storedBy } from './stored-times.ts';
import { usedLater } from './finally-edits.ts';
import type { Cure } from './finally-cures.ts';
import { isRemovalLoop } from './removal-loops.ts';
import { reachedOutside } from './outside-reads.ts';
import { readOfEarlierRun, tellingRead } from './finally-readers.ts';
import type { Limits, Subject } from './strategy.ts';

export function reasonAgainstFinally(
  subject: Subject,
  addition: Change,
  removal: Change,
  { cure, evict }: { readonly cure: Cure } & Pick<Limits, 'evict'>,
): string | undefined {
  const telling = evict ? undefined : tellingRead(subject);
  if (telling)
    return `line ${telling.loc.start.line} tells by an entry that its work is still going on, and would say of work that has failed that it is done. Pass \`--evict\` (the option \`evict\` of the rule) to remove the entry all the same`;
  return (
    (evict ? undefined : reachedOutside(subject)) ??
    reasonInMeaning(subject, addition) ??
    reasonInKey(subject, addition, removal) ??
    reasonInHandlers(subject) ??
    (cure.kind === 'wrap'
      ? reasonInWork(subject, cure)
      : cure.kind === 'move'
        ? reasonInTry(subject, cure)
        : reasonInPromise(subject, cure))
  );
}

/** Why an entry that the work has left behind may be what the program wants. */
function reasonInMeaning(subject: Subject, addition: Change): string | undefined {
  const { source, collection, uses } = subject;
  const { name } = collection;
  if (namesLeftovers(name) || holdsRecords(name))
    return `\`${name}\` says that its entries stay where the work fails`;
  const named = storedBy(addition.node);
  const stored = named && latest(source, named);
  const isOfOld =
    stored !== undefined &&
    someNode(source, stored, (node) => uses.isCollection(node) || uses.isValue(node));
  if (isOfOld || (stored && isNameOfOld(subject, stored)))
    return `line ${addition.node.loc.start.line} makes the entry of the one before, as a count does, which must not go where the work fails`;
  const before = readOfEarlierRun(subject, addition);
  if (before)
    return `line ${before.loc.start.line} uses the entry that an earlier run has left, or that a later one will have put there`;
  const visited = uses.all.find(
    (use) =>
      use.level === 0 &&
      !isRemovalLoop(subject, use) &&
      (use.access.kind === 'iterate' ||
        (use.access.kind === 'call' &&
          (goesThroughEntries(use.access.method) || runsForElements(use.access.method)))),
  );
  return visited
    ? `line ${visited.node.loc.start.line} goes through the entries, and may deal with those that failed`
    : undefined;
}

function isNameOfOld({ source, uses }: Subject, stored: Node): boolean {
  return someNode(source, stored, (node) => {
    const definition =
      node.type === AST_NODE_TYPES.Identifier
        ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
        : undefined;
    return (
      definition?.type === AST_NODE_TYPES.VariableDeclarator &&
      definition.init !== null &&
      !isFunction(definition.init) &&
      someNode(source, definition.init, (inner) => uses.isCollection(inner) || uses.isValue(inner))
    );
  });
}

/** What a name was given last, as far as one block shows it: not what it had before. */
function latest(source: SourceCode, stored: Node): Node {
  return (
    (stored.type === AST_NODE_TYPES.Identifier ? assignedBefore(source, stored) : undefined) ??
    stored
  );
}

/** Whether both name the same entry, whatever happens between. */
function reasonInKey({ source }: Subject, { key }: Change, removal: Change): string | undefined {
  const at = `line ${removal.node.loc.start.line}`;
  const isChanged =
    !key ||
    someNode(source, key, (node) => {
      if (CHANGES.has(node.type)) return true;
      const variable =
        node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
      return variable !== undefined && writesTo(variable).length > 0;
    });
  return isChanged ? `the key of ${at} may be another one than that of the addition` : undefined;
}

const CHANGES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.YieldExpression,
]);

/** Code that runs where something has failed, and asks for entries. */
function reasonInHandlers({ source, collection, uses }: Subject): string | undefined {
  const named = reasonInNames(source, [...collection.makers, ...uses.all.map(({ node }) => node)]);
  if (named !== undefined) return named;
  const asked = uses.all.find(
    ({ level, node }) =>
      level === 0 && [...ancestorsOf(node)].some(({ type }) => type === AST_NODE_TYPES.CatchClause),
  );
  return asked
    ? `line ${asked.node.loc.start.line} uses it where something has failed, and may need the entry`
    : undefined;
}

function reasonInWork(
  { source, project, uses }: Subject,
  { work, removal }: Extract<Cure, { kind: 'wrap' }>,
): string | undefined {
  const at = `line ${removal.loc.start.line}`;
  const used = uses.all.find(
    ({ level, node }) => level === 0 && work.some((statement) => contains(statement, node)),
  );
  if (used) return `line ${used.node.loc.start.line} uses it between the addition and the removal`;
  if (work.some((statement) => leaves(source, statement)))
    return `the work before ${at} is left in the middle`;
  if (![work[0]!, removal].every((statement) => startsItsLine(source, statement)))
    return `other code stands on the line of ${at}, or of the work before it`;
  if (work.some((statement) => hasLongText(source, statement)))
    return `a text over several lines stands before ${at}, whose lines must not be moved`;
  const resource = work.find(isUsing);
  if (resource)
    return `line ${resource.loc.start.line} keeps a resource for the rest of its block (\`using\`), which a \`try\` around it would end before`;
  const reason = work
    .map((statement) => reasonInDeclaration(source, project.file, statement, work))
    .find((found) => found !== undefined);
  if (reason !== undefined) return reason;
  const other = work.find((statement) => removesSomething(source, statement));
  return other && work.some((statement) => usedLater(source, statement, work).length > 0)
    ? `line ${other.loc.start.line} removes from something else in the middle of work that declares what is used behind it`
    : undefined;
}

function isUsing(statement: TSESTree.Statement): boolean {
  return (
    statement.type === AST_NODE_TYPES.VariableDeclaration &&
    (statement.kind === 'using' || statement.kind === 'await using')
  );
}

/** A statement that may get a `finally` of its own, which would declare the same names once more. */
function removesSomething(source: SourceCode, statement: TSESTree.Statement): boolean {
  return someNode(
    source,
    statement,
    (node) =>
      (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'delete') ||
      (node.type === AST_NODE_TYPES.CallExpression && calledName(source, node.callee) === 'delete'),
  );
}

/** Whether a statement jumps out of the work, other than by an error. */
function leaves(source: SourceCode, statement: Node): boolean {
  const fn = functionAround(statement);
  return someNode(source, statement, (node) => {
    if (functionAround(node) !== fn) return false;
    switch (node.type) {
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.YieldExpression:
        return true;
      case AST_NODE_TYPES.BreakStatement:
      case AST_NODE_TYPES.ContinueStatement:
        return (
          node.label !== null ||
          ![...ancestorsOf(node)].some(
            (ancestor) =>
              contains(statement, ancestor) &&
              (LOOPS.has(ancestor.type) || ancestor.type === AST_NODE_TYPES.SwitchStatement),
          )
        );
      default:
        return false;
    }
  });
}

function hasLongText(source: SourceCode, statement: Node): boolean {
  return someNode(
    source,
    statement,
    ({ type, loc }) => TEXTS.has(type) && loc.start.line !== loc.end.line,
  );
}

const TEXTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.JSXText,
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.TemplateElement,
]);

/** What the work declares for the code behind it, where that cannot be declared before. */
function reasonInDeclaration(
  source: SourceCode,
  file: string,
  statement: TSESTree.Statement,
  work: readonly TSESTree.Statement[],
): string | undefined {
  const later = usedLater(source, statement, work);
  const [first] = later;
  if (!first) return undefined;
  const reason = `\`${first.name}\` is declared by the work and used behind the removal`;
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration) return reason;
  const [declarator] = statement.declarations;
  if (statement.declarations.length > 1 || !declarator.init || statement.kind === 'var')
    return reason;
  const isPattern = declarator.id.type !== AST_NODE_TYPES.Identifier;
  if (declarator.id.typeAnnotation || (isPattern && !styleOf(source).hasSemicolons)) return reason;
  if (isPattern && later.length < source.getDeclaredVariables(statement).length) return reason;
  const isCaptured = later.some(({ scope, references }) =>
    references.some(({ from }) => from.variableScope !== scope.variableScope),
  );
  // Where TypeScript follows the assignments, `let` needs no type, but takes a literal for any of its kind.
  return isTypeScript(file) && (isCaptured || mayBeLiteral(declarator.init)) ? reason : undefined;
}

/** Whether `const` gives an expression a narrower type than `let` does: `'found'`, `-1`, `Status.Open`, and a choice of such. */
function mayBeLiteral(init: TSESTree.Expression): boolean {
  const node = withoutWrappers(init);
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
    case AST_NODE_TYPES.TemplateLiteral:
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.ConditionalExpression:
    case AST_NODE_TYPES.LogicalExpression:
      return true;
    case AST_NODE_TYPES.MemberExpression:
      return node.object.type === AST_NODE_TYPES.Identifier && /^\p{Lu}/u.test(node.object.name);
    default:
      return false;
  }
}

/** What only has `then` would throw where `finally` is asked. */
function reasonInPromise(
  { source, project }: Subject,
  { then }: Extract<Cure, { kind: 'promise' }>,
): string | undefined {
  return isNativePromise(source, then.object, (way) => project.isAsyncElsewhere(way))
    ? undefined
    : `it is not seen that \`${oneLine(source, then.object, 40)}\` (line ${then.loc.start.line}) is a promise of the language, which has \`finally\`. Await it in a \`try\`, and delete the entry in its \`finally\``;
}

function reasonInTry(
  { source, uses }: Subject,
  { tryStatement, removal }: Extract<Cure, { kind: 'move' }>,
): string | undefined {
  const { block, handler, finalizer } = tryStatement;
  const work = block.body.filter((statement) => statement !== removal);
  if (work.some((statement) => leaves(source, statement)))
    return `the work before line ${removal.loc.start.line} is left in the middle`;
  const parts = [...work, ...(handler ? [handler] : []), ...(finalizer ? [finalizer] : [])];
  const used = uses.all.find(
    ({ level, node }) => level === 0 && parts.some((part) => contains(part, node)),
  );
  if (used) return `line ${used.node.loc.start.line} uses it between the addition and the removal`;
  return startsItsLine(source, removal)
    ? undefined
    : `other code stands on the line of the removal (line ${removal.loc.start.line})`;
}
