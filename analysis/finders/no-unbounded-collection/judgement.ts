/**
 * Whether a collection stays bounded, and why.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { balanceOf, combinedBalance } from '../../collections/removals/balance.ts';
import type { Changes } from '../../collections/changes.ts';
import { collectionLifetime } from '../../collections/collection-lifetime.ts';
import type { Balance, Growth } from '../../collections/collection-queries.ts';
import type { Collection } from '../../collections/collections.ts';
import { addsListener } from '../../collections/listeners.ts';
import { endingFunction, holdsThings } from '../../collections/entry-lifetime.ts';
import type { Uses } from '../../collections/uses.ts';
import type { Verdict } from '../../findings/finding.ts';
import { isFiniteKeyType } from '../../keys/finite-types.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal } from '../../syntax/bindings.ts';
import { calledName } from '../../syntax/references.ts';
import { ancestorsOf } from '../../syntax/traversal.ts';
import { namesListener } from '../../vocabulary/collection-words.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { judgeLevel, NO_GROWTH, outlivesValues, type LevelJudgement } from './level-judgement.ts';
import type { CollectionMessageId } from './messages.ts';
import { servesOthers } from './public-objects.ts';
import {
  adviceForThings,
  dataOf,
  doubtOf,
  fittingAdvice,
  removalsText,
  whyFinite,
} from './texts.ts';
import type { UsesElsewhere } from './uses-elsewhere.ts';

/** A collection, with all that is done with it. */
interface JudgedCollection {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly collection: Collection;
  readonly uses: Uses;
  readonly changes: Changes;
  /** What other files do with it: asked where it lives on. */
  readonly elsewhere: UsesElsewhere;
}

/** What is wrong, before it is said. */
interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly fault?: Fault;
}

export interface Fault {
  readonly messageId: CollectionMessageId;
  readonly data: Readonly<Record<string, string>>;
  /** A sentence: what to do about this collection, where more is known than what helps any. */
  readonly fitting?: string | undefined;
}

/** Whether a collection stays bounded, and what to say if it does not. */
export function judgeCollection(subject: JudgedCollection): Judgement {
  const { source, project, collection, uses, changes } = subject;
  const life = collectionLifetime(source, collection, project);
  if (life.kind === 'short')
    return { verdict: 'ok', reason: `what has it does not live on: ${life.why}` };
  const { elsewhere } = subject;
  const here = balanceOf(source, project, {
    uses,
    changes,
    hasFiniteKeys: hasFiniteKeyType(source, collection),
    name: collection.name,
    object: objectOf(collection),
  });
  const { entries, values, growsWith } = combinedBalance(here, elsewhere.balance);
  const grown = [entries, ...values.values()]
    .flatMap(({ growths }) => growths)
    .filter(({ kind }) => kind !== 'finite');
  if (grown.length === 0) return ungrown(collection, entries.growths, elsewhere.lostAt);
  const ofEntries = judgeLevel(entries);
  const [path, ofValues] = growingValues(values);
  if (ofEntries.bounded !== undefined && !outlivesValues(ofEntries, ofValues))
    return { verdict: 'ok', reason: ofEntries.bounded };
  return conclude(subject, {
    ofEntries,
    ofValues: ofValues ?? NO_GROWTH,
    valuesHandedAt: path === undefined ? undefined : handedAt(source, uses, path),
    doubt:
      life.kind === 'unknown' && !servesOthers(source, collection, life, ofEntries)
        ? `cannot tell how long the owner of \`${collection.name}\` lives: ${life.why}`
        : (elsewhere.doubt ?? ofEntries.open ?? whySlow(growsWith) ?? project.whyOutOfService()),
  });
}

/** What is said where nothing is seen to grow: what is made empty is filled where it goes. */
function ungrown(
  collection: Collection,
  growths: readonly Growth[],
  lostAt: UsesElsewhere['lostAt'],
): Judgement {
  return growths.length > 0 || lostAt === undefined || !isMadeEmpty(collection)
    ? { verdict: 'ok', reason: whyFinite(growths) }
    : undecidedUse(collection, lostAt);
}

/** `{ items: [] }`: what has it in place of a class. */
function objectOf({ root }: Collection): Node | undefined {
  return root.kind === 'field' && root.owner.type === AST_NODE_TYPES.ObjectExpression
    ? root.owner
    : undefined;
}

function whySlow(growsWith: Balance['growsWith']): string | undefined {
  return growsWith && WHY_SLOW[growsWith];
}

const WHY_SLOW: Readonly<Record<NonNullable<Balance['growsWith']>, string>> = {
  entities: 'it has an entry for each stored entity, until that is deleted',
  file: 'it is written to a file as a whole, which grows with it',
  log: 'it only keeps the same line from being logged again, and grows as the log does',
};

/** What grows in the values, and where in them. */
function growingValues(
  values: Balance['values'],
): readonly [path?: string, judgement?: LevelJudgement] {
  for (const [path, balance] of values) {
    const judgement = judgeLevel(balance);
    if (judgement.growing.length > 0) return [path, judgement];
  }
  return [];
}

function hasFiniteKeyType(source: SourceCode, { makers, declaration }: Collection): boolean {
  return [...makers, declaration].some((node) => isFiniteKeyType(source, node));
}

/** The line that hands what is at a path of an entry to code that is not seen, which may take something out. */
function handedAt(source: SourceCode, { all }: Uses, path: string): number | undefined {
  return all.find(
    (use) =>
      use.level > 0 &&
      use.path === path &&
      use.access.kind === 'escape' &&
      use.access.how === 'passed on' &&
      !isLookedAt(source, use.node),
  )?.node.loc.start.line;
}

/** `Object.keys(sessions.get(id))`, `logger.info(histogram.values)`: what only looks at it. */
function isLookedAt(source: SourceCode, node: Node): boolean {
  const call = [...ancestorsOf(node)].find(({ type }) => type === AST_NODE_TYPES.CallExpression);
  if (
    call?.type !== AST_NODE_TYPES.CallExpression ||
    call.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return false;
  const { object } = call.callee;
  const isOfLanguage = LOOKS.some((name) => isGlobal(source, object, name));
  return isOfLanguage || /log/iu.test(calledName(source, object));
}

const LOOKS = ['Array', 'JSON', 'Math', 'Object', 'console'];

interface Conclusion {
  readonly ofEntries: LevelJudgement;
  readonly ofValues: LevelJudgement;
  /** The line that hands what grows in its values to code that is not seen. */
  readonly valuesHandedAt: number | undefined;
  readonly doubt: string | undefined;
}

function conclude(
  subject: JudgedCollection,
  { ofEntries, ofValues, valuesHandedAt, doubt }: Conclusion,
): Judgement {
  const { collection } = subject;
  const growing = [...ofEntries.growing, ...ofValues.growing];
  const worst = worstOf(growing);
  if (!worst) return { verdict: 'ok', reason: 'what its values hold is taken out' };
  const isOfEntries = ofEntries.growing.includes(worst);
  const data = dataOf(collection.name, worst, isOfEntries ? ofValues.growing : []);
  const open =
    doubtOf(worst) ??
    doubt ??
    (!isOfEntries && valuesHandedAt !== undefined
      ? `line ${valuesHandedAt} hands its values to code that is not seen`
      : undefined);
  if (open !== undefined)
    return {
      verdict: 'unverifiable',
      reason: open,
      fault: undecided(
        collection,
        `line ${data.line} adds ${data.origin}, run by ${data.runner}; `,
        open,
      ),
    };
  return {
    verdict: 'flagged',
    fault: isOfEntries
      ? faultOf(subject, worst, data, ofEntries)
      : { messageId: 'unboundedValues', data, fitting: 'Limit the size of each value.' },
  };
}

/** The growth that a report names: what is sure to grow, entries before what they hold, what clients choose before what a name tells. */
function worstOf(growing: readonly Growth[]): Growth | undefined {
  return growing.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
}

function rankOf({ kind, slow, level, origin: { by } }: Growth): number {
  if (kind !== 'grows') return 5;
  if (slow !== undefined) return 4;
  if (level > 0) return 3;
  if (by === 'outside' || by === 'made anew') return 0;
  return by === 'name' ? 2 : 1;
}

function faultOf(
  { source, collection, changes }: JudgedCollection,
  { keyName }: Growth,
  data: Record<string, string>,
  { idle }: LevelJudgement,
): Fault {
  const removals = removalsText(idle);
  if (holdsThings(collection.name)) {
    const fitting = adviceForThings(idle, collection.name, {
      ends: endingFunction(source, {
        name: collection.name,
        key: keyName,
        additions: changes.additions.map(({ node }) => node),
      }),
      areListeners: namesListener(collection.name) && changes.additions.some(addsListener),
    });
    return {
      messageId: 'missingDelete',
      data: {
        ...data,
        removals: removals === '' ? 'Nothing removes the entry when it ends.' : removals,
      },
      fitting,
    };
  }
  return idle.length > 0
    ? {
        messageId: 'evictionIdle',
        data: { ...data, removals },
        fitting: fittingAdvice(idle, collection.name),
      }
    : { messageId: 'unbounded', data };
}

/** A collection that nobody fills is of no use: who has it, does. */
function isMadeEmpty({ makers }: Collection): boolean {
  return makers.every(
    (maker) => maker.type === AST_NODE_TYPES.NewExpression && maker.arguments.length === 0,
  );
}

function undecidedUse(collection: Collection, line: number): Judgement {
  const reason = `nothing in this file adds to it, but line ${line} hands it to code that is not seen here`;
  return { verdict: 'unverifiable', reason, fault: undecided(collection, '', reason) };
}

/** @param growth what adds to it, with what stands between that and the doubt */
function undecided({ name }: Collection, growth: string, doubt: string): Fault {
  return { messageId: 'undecided', data: { name, growth, doubt } };
}
