/**
 * What other files do with a collection that a file gives them.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { balanceOf, combinedBalance, EMPTY_BALANCE } from '../collections/removals/balance.ts';
import { changesOfEntries } from '../collections/changed-entries.ts';
import { changesOf } from '../collections/changes.ts';
import type {
  Balance,
  CollectionElsewhere,
  CollectionKind,
  EntryNeeds,
  SharedCollection,
} from '../collections/collection-queries.ts';
import { combinedNeeds, needsOf, NO_NEEDS } from '../collections/eviction-safety.ts';
import { givingBy } from '../collections/giving.ts';
import { handedTo, handingCall } from '../collections/handed-on.ts';
import { usesOf, type Uses } from '../collections/uses.ts';
import { reasonInUses } from '../finders/no-unbounded-collection/strategies/lru-refusals.ts';
import type { GivingKeys, OuterKeys } from '../keys/parameter-origins.ts';
import { importingNames, isImported } from '../modules/importing-names.ts';
import { projectKey } from '../modules/module-graph.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { propertyName } from '../syntax/references.ts';
import { removesEntries } from '../vocabulary/collection-methods.ts';
import { changeBy, wordsOf } from './entries-elsewhere.ts';
import { functionsAt } from './functions-at.ts';
import { givenBy, givingAt } from './given-collections.ts';
import { type NamedIn } from './handed-values.ts';
import type { ProjectContext } from './project-context.ts';

/** What one of the other files does with it. */
interface Judged {
  readonly balance: Balance;
  readonly isLost: boolean;
  readonly against: string | undefined;
  readonly needs: EntryNeeds;
}

/** Through how many files an entry is followed that functions hand on. */
const MAX_HOPS = 3;

export function collectionElsewhere(
  context: ProjectContext,
  file: string,
  collection: SharedCollection,
): CollectionElsewhere {
  const { makers, handed, field } = collection;
  const question = `collection ${projectKey(file, makers.join())} ${JSON.stringify([handed, field])}`;
  return (
    context.modules.kept(question, () => find(context, file, collection)) ?? {
      balance: EMPTY_BALANCE,
      isSeen: false,
      isHandedSeen: false,
      needs: NO_NEEDS,
    }
  );
}

function find(
  context: ProjectContext,
  file: string,
  collection: SharedCollection,
): CollectionElsewhere {
  const { kind, makers, handed, isReturned, field } = collection;
  const names = [
    ...importingNames(context.modules, file, {
      keys: makers,
      words: isReturned
        ? undefined
        : wordsOf(makers.map((maker) => context.modules.wordsFor(file, maker))),
    }),
  ];
  const isComplete =
    isImported(context.modules, file) &&
    !context.isExposed(file) &&
    names.every(({ isHandedOn }) => !isHandedOn);
  const imported = names.flatMap(({ file: user, source, nodes, isTest }) =>
    source && !isTest ? judgeAll(context, { file: user, source, nodes }, kind) : [],
  );
  const taken = handed.map((given) =>
    givenBy(context, givingAt(context, file, collection, given), file, given.to),
  );
  const passed = taken
    .flatMap((found) => found ?? [])
    .flatMap((named) => judgeAll(context, named, kind));
  const against = [...imported, ...passed]
    .map((judged) => judged.against)
    .find((reason) => reason !== undefined);
  return {
    balance: [...imported, ...passed]
      .map(({ balance }) => balance)
      .reduce(combinedBalance, EMPTY_BALANCE),
    isSeen: isComplete && imported.every(({ isLost }) => !isLost),
    isHandedSeen: !taken.includes(undefined) && passed.every(({ isLost }) => !isLost),
    needs: [...imported, ...passed].map(({ needs }) => needs).reduce(combinedNeeds, NO_NEEDS),
    ...(against === undefined ? {} : { against }),
    ...removedByName(context, file, field),
  };
}

/** `this.server.connections.delete(this)`, in a class that the server gives itself to. */
function removedByName(
  context: ProjectContext,
  file: string,
  field: SharedCollection['field'],
): Pick<CollectionElsewhere, 'removedBy'> {
  const home = field?.givenTo
    .flatMap((given) => functionsAt(context, file, given))
    .find(({ source }) =>
      membersNamed(source, field.name).some((member) => isTakenFrom(source, member)),
    )?.home;
  return home === undefined ? {} : { removedBy: context.modules.nameOf(home) };
}

/** `….connections.delete(key)`, `delete ….connections[key]` */
function isTakenFrom(source: SourceCode, { parent }: Node): boolean {
  if (parent?.type !== AST_NODE_TYPES.MemberExpression) return false;
  return parent.parent.type === AST_NODE_TYPES.CallExpression
    ? removesEntries(propertyName(source, parent) ?? '')
    : parent.parent.type === AST_NODE_TYPES.UnaryExpression && parent.parent.operator === 'delete';
}

/** Names of a collection in a file, with the call that gives it to the function around, if another file does. */
interface PlacedNames extends NamedIn {
  readonly outer?: OuterKeys | undefined;
}

/** What a file does with it, and what the functions do that it hands it to. */
function judgeAll(
  context: ProjectContext,
  named: PlacedNames,
  kind: CollectionKind,
  hops = MAX_HOPS,
): Judged[] {
  const { file, source, nodes, outer } = named;
  const uses = usesOf(source, { names: nodes });
  const giving: GivingKeys = { isGiving: givingBy(uses), outer };
  const handed = uses.all.filter(isLost).map((use) => {
    const to = hops > 0 ? handedTo(source, use) : undefined;
    const call = handingCall(use);
    return to && givenBy(context, call && { file, source, call, giving }, file, to);
  });
  return [
    {
      ...judge(context, named, uses, kind),
      isLost: named.isLost === true || handed.includes(undefined),
    },
    ...handed
      .flatMap((found) => found ?? [])
      .flatMap((next) => judgeAll(context, next, kind, hops - 1)),
  ];
}

function judge(
  context: ProjectContext,
  { file, source, outer }: PlacedNames,
  uses: Uses,
  kind: CollectionKind,
): Omit<Judged, 'isLost'> {
  const changes = changesOf(source, { kind }, uses);
  const name = context.modules.nameOf(file);
  const reason = reasonInUses(source, kind, uses, changes);
  const changed = changeBy(context, { file, source }, changesOfEntries(source, uses));
  const inFile = (found: string) => `${name} uses it, too: ${found}`;
  return {
    balance: balanceOf(source, context.factsOf(file), {
      uses,
      changes,
      hasFiniteKeys: false,
      file: name,
      outer,
    }),
    against: reason === undefined ? undefined : inFile(reason),
    needs: placed(
      { ...needsOf(source, uses), ...(changed === undefined ? {} : { changed }) },
      inFile,
    ),
  };
}

/** The needs of a file, with its name in each reason. */
function placed(
  { isAsked, asksPresence, ...reasons }: EntryNeeds,
  inFile: (reason: string) => string,
): EntryNeeds {
  return {
    isAsked,
    asksPresence,
    ...Object.fromEntries(Object.entries(reasons).map(([kind, reason]) => [kind, inFile(reason)])),
  };
}

/** Whether a use leads where nobody follows. What is returned or exported again is followed by its importers. */
function isLost({ level, access }: Uses['all'][number]): boolean {
  return (
    level === 0 &&
    access.kind === 'escape' &&
    (access.how === 'passed on' || access.how === 'stored')
  );
}
