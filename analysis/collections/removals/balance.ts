/**
 * What makes a collection grow in one file, and what keeps it down there, as plain data: a collection that is exported
 * has such a balance in each file that uses it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { listedAt } from '../../keys/key-guards.ts';
import { keyOrigin } from '../../keys/key-origin.ts';
import type { KeyOrigin } from '../../keys/key-queries.ts';
import type { GivingKeys } from '../../keys/parameter-origins.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import { exportedName, isStartup } from '../../lifetime/function-forms.ts';
import type { CallFrequency } from '../../lifetime/lifetime-queries.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { calledName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { functionAround } from '../../syntax/traversal.ts';
import type { Change, Changes } from '../changes.ts';
import { distinctItem } from '../distinct-items.ts';
import { givingBy } from '../giving.ts';
import { addsListener } from '../listeners.ts';
import { namedByEntries } from '../named-by-entries.ts';
import type {
  Balance,
  CollectionQueries,
  Growth,
  GrowthBalance,
  Removal,
} from '../collection-queries.ts';
import { boundOf, classOf } from './classify.ts';
import type { Level } from './level.ts';
import { slowWord, whatGrowsWith } from '../slow-growth.ts';
import { storedEntity } from '../stored-entities.ts';
import type { Uses } from '../uses.ts';

const NOTHING: GrowthBalance = { growths: [], removals: [] };

export const EMPTY_BALANCE: Balance = {
  entries: NOTHING,
  growsWith: undefined,
  values: new Map(),
};

export function combinedBalance(a: Balance, b: Balance): Balance {
  const paths = new Set([...a.values.keys(), ...b.values.keys()]);
  return {
    entries: combinedLevel(a.entries, b.entries),
    growsWith: a.growsWith ?? b.growsWith,
    values: new Map(
      [...paths].map((path) => [
        path,
        combinedLevel(a.values.get(path) ?? NOTHING, b.values.get(path) ?? NOTHING),
      ]),
    ),
  };
}

function combinedLevel(a: GrowthBalance, b: GrowthBalance): GrowthBalance {
  return withRemovals([...a.growths, ...b.growths], () => {
    const removals = [...a.removals, ...b.removals];
    // What a function removes that several calls are given by is one.
    return [...new Map(removals.map((removal) => [JSON.stringify(removal), removal])).values()];
  });
}

/** What takes entries out is asked where something grows: who runs it is a question to other files. */
function withRemovals(growths: readonly Growth[], find: () => readonly Removal[]): GrowthBalance {
  let found: readonly Removal[] | undefined;
  return {
    growths,
    get removals() {
      return (found ??= find());
    },
  };
}

/** A collection in a file, with what is done to it there. */
export interface UsedCollection {
  readonly uses: Uses;
  readonly changes: Changes;
  /** Whether the type of the collection says that its keys are finite. */
  readonly hasFiniteKeys: boolean;
  /** As the code names it, where that is known. */
  readonly name?: string;
  /** The object literal that has it, if one does. */
  readonly object?: Node | undefined;
  /** How people call the file, if it is not the collection's own. */
  readonly file?: string;
  /** The call of another file that gives it to a function of this one. */
  readonly outer?: GivingKeys['outer'];
}

export function balanceOf(
  source: SourceCode,
  project: CollectionQueries,
  collection: UsedCollection,
): Balance {
  const at: Subject = { source, project, ...collection };
  const { additions, removals } = collection.changes;
  const atLevel = (changes: readonly Change[], level: number) =>
    changes.filter((change) => change.level === level);
  const inner = [...additions, ...removals].filter(({ level }) => level > 0);
  const values = [...new Set(inner.map(({ path }) => path))].map(
    (path): [string, GrowthBalance] => {
      const grown = additions.filter((change) => change.level > 0 && change.path === path);
      const isCut = removals.some((change) => change.level > 0 && change.path === path);
      return [
        path,
        levelOf(at, 1, grown, {
          additions: atLevel(additions, 1),
          removals: isCut ? atLevel(removals, 1) : [],
          outer: atLevel(removals, 0),
        }),
      ];
    },
  );
  const entries = atLevel(additions, 0);
  return {
    entries: levelOf(at, 0, entries, { additions: entries, removals: atLevel(removals, 0) }),
    growsWith: whatGrowsWith(source, collection),
    values: new Map(values),
  };
}

interface Subject extends UsedCollection {
  readonly source: SourceCode;
  readonly project: CollectionQueries;
}

/** @param grown the additions that are judged, of those of the level */
function levelOf(
  at: Subject,
  depth: number,
  grown: readonly Change[],
  changes: Changes & Pick<Level, 'outer'>,
): GrowthBalance {
  const { source, project, uses } = at;
  const { removals } = changes;
  const level: Level = { source, project, uses, depth, ...changes };
  let classified: readonly Removal[] | undefined;
  const classes = () =>
    (classified ??= removals.map((removal): Removal => ({
      ...classOf(level, removal),
      line: removal.node.loc.start.line,
      ...fileOf(at),
    })));
  // An item of a list has no key that may be one of few: what takes it out is asked before who adds it.
  const isBounded =
    grown.every((change) => depth > 0 || !keyOf(at, change)) && classes().some(boundsAll);
  const growths = grown.map((change) => growthBy(at, level, { change, isBounded }));
  // What is kept for other files asks nobody any more.
  return at.file === undefined ? withRemovals(growths, classes) : { growths, removals: classes() };
}

/** Whether a removal bounds all that is added, by whomever. */
export function boundsAll({ isForAll, class: kind }: Removal): boolean {
  return isForAll && kind !== 'unknown';
}

function fileOf({ file }: Subject): { readonly file?: string } {
  return file === undefined ? {} : { file };
}

/** The cheap questions come first: who runs it, what bounds it. Where they decide, nobody asks where the key comes from. */
function growthBy(
  at: Subject,
  bounding: Level,
  { change, isBounded }: { readonly change: Change; readonly isBounded: boolean },
): Growth {
  const frequency = frequencyOf(at, change);
  const { level, node } = change;
  const key = keyOf(at, change);
  const base = {
    level,
    line: node.loc.start.line,
    ...fileOf(at),
    // What is kept for other files asks nobody any more.
    frequency: at.file === undefined ? frequency : { ...frequency },
    ...keyTexts(at, change, key),
  };
  if (frequency.kind === 'once' || frequency.kind === 'test')
    return { ...base, kind: 'finite', origin: NOT_ASKED };
  if (isBounded) return { ...base, kind: 'grows', origin: NOT_ASKED };
  const bound = boundOf(bounding, change);
  if (bound) return { ...base, kind: 'grows', origin: NOT_ASKED, bound };
  const origin = originOf(at, change);
  const slow =
    level === 0
      ? (slowWord(at.source, key, origin) ?? storedEntity(at.source, change, key))
      : undefined;
  // Other files are asked where the answer matters alone; what comes from outside comes as often as it likes.
  const seen = origin.kind === 'finite' || origin.by === 'outside' ? undefined : frequency.seen;
  return {
    ...base,
    ...(seen ? { frequency: seen } : {}),
    kind: kindOf(
      origin,
      seen ?? (isGuess({ change, key, origin }, frequency) ? SELDOM : frequency),
    ),
    origin,
    ...(slow === undefined ? {} : { slow }),
  };
}

/** What people read of a key; of `Object.assign(all, loaded)` it is the object that brings the keys. */
function keyTexts(
  { source }: Subject,
  { node }: Change,
  key: Node | undefined,
): Pick<Growth, 'key' | 'keyName' | 'isMerged'> {
  if (!key) return {};
  const isMerged =
    node.type === AST_NODE_TYPES.CallExpression &&
    calledName(source, node.callee) === 'assign' &&
    node.arguments.some((argument) => argument === key);
  return {
    key: oneLine(source, key, 48),
    ...(isMerged ? { isMerged } : {}),
    ...(key.type === AST_NODE_TYPES.Identifier ? { keyName: key.name } : {}),
  };
}

const NOT_ASKED: KeyOrigin = { kind: 'unknown', text: 'nobody asks' };

interface Keyed {
  readonly change: Change;
  readonly key: Node | undefined;
  readonly origin: KeyOrigin;
}

/** Whether nothing shows that an item is added to a list again and again: it has no key that would tell more. */
function isGuess({ change, key, origin }: Keyed, frequency: CallFrequency): boolean {
  return (
    origin.kind !== 'finite' &&
    key === undefined &&
    (change.level === 0 || addsListener(change)) &&
    frequency.isAssumed === true
  );
}

const SELDOM: Pick<CallFrequency, 'kind'> = { kind: 'unknown' };

function givingOf({ uses, outer }: Subject): GivingKeys {
  return { isGiving: givingBy(uses), outer };
}

function frequencyOf(at: Subject, change: Change): CallFrequency {
  const { source, project } = at;
  const frequency = callFrequency(source, change.node, project, givingOf(at));
  const taker = frequency.kind === 'unknown' ? takerOfKeys(source, change) : undefined;
  return taker === undefined
    ? frequency
    : { kind: 'often', by: exportedName(taker), isAssumed: true };
}

/** `load(userId)`: a function that is given the key is no start-up routine, whatever its name says. */
function takerOfKeys(source: SourceCode, { node, key }: Change): string | undefined {
  const fn = functionAround(node);
  const definition =
    key?.type === AST_NODE_TYPES.Identifier ? variableOf(source, key)?.defs[0] : undefined;
  if (!fn || definition?.type !== 'Parameter' || definition.node !== fn) return undefined;
  const { name, isExported } = callersOf(source, fn);
  return isExported && name !== undefined && isStartup(fn, name) ? name : undefined;
}

/** What an entry is found by, or an item of a list that takes each item once. */
function keyOf({ source, uses }: Subject, change: Change): Node | undefined {
  return change.key ?? distinctItem(source, change, uses);
}

function originOf(at: Subject, change: Change): KeyOrigin {
  const { node, level } = change;
  const key = keyOf(at, change);
  if (!key) return { kind: 'grows', text: 'one more item each time' };
  if (level === 0 && at.hasFiniteKeys)
    return { kind: 'finite', text: 'the type of its keys is finite' };
  const origin = keyOrigin(at.source, key, at.project, {
    giving: givingOf(at),
    isListed: listedAt(at.source, node, at.project),
  });
  const isOpen = level === 0 && origin.kind === 'unknown' && at.name !== undefined;
  return (isOpen ? namedByEntries(at.name, key) : undefined) ?? origin;
}

function kindOf(origin: KeyOrigin, frequency: Pick<CallFrequency, 'kind'>): Growth['kind'] {
  if (origin.kind === 'finite' || frequency.kind === 'once') return 'finite';
  return origin.kind === 'grows' && frequency.kind === 'often' ? 'grows' : 'undecided';
}
