/**
 * What makes a collection grow in one file, and what keeps it down there, as plain data: a collection that is exported
 * has such a balance in each file that uses it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { listedAt } from '../../keys/key-guards.ts';
import { keyOrigin } from '../../keys/key-origin.ts';
import type { KeyOrigin } from '../../keys/key-queries.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import { isStartup } from '../../lifetime/function-forms.ts';
import type { CallFrequency } from '../../lifetime/lifetime-queries.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { oneLine } from '../../syntax/text.ts';
import { functionAround } from '../../syntax/traversal.ts';
import type { Change, Changes } from '../changes.ts';
import { distinctItem } from '../distinct-items.ts';
import type {
  Balance,
  CollectionQueries,
  Growth,
  GrowthBalance,
  Removal,
} from '../collection-queries.ts';
import { boundOf, classOf } from './classify.ts';
import type { Level } from './level.ts';
import { isMirror, slowWord } from '../slow-growth.ts';
import type { Uses } from '../uses.ts';

const NOTHING: GrowthBalance = { growths: [], removals: [] };

export const EMPTY_BALANCE: Balance = {
  entries: NOTHING,
  isMirror: false,
  values: new Map(),
};

export function combinedBalance(a: Balance, b: Balance): Balance {
  const paths = new Set([...a.values.keys(), ...b.values.keys()]);
  return {
    entries: combinedLevel(a.entries, b.entries),
    isMirror: a.isMirror || b.isMirror,
    values: new Map(
      [...paths].map((path) => [
        path,
        combinedLevel(a.values.get(path) ?? NOTHING, b.values.get(path) ?? NOTHING),
      ]),
    ),
  };
}

function combinedLevel(a: GrowthBalance, b: GrowthBalance): GrowthBalance {
  return {
    growths: [...a.growths, ...b.growths],
    removals: [...a.removals, ...b.removals],
  };
}

/** A collection in a file, with what is done to it there. */
export interface UsedCollection {
  readonly uses: Uses;
  readonly changes: Changes;
  /** Whether the type of the collection says that its keys are finite. */
  readonly hasFiniteKeys: boolean;
  /** How people call the file, if it is not the collection's own. */
  readonly file?: string;
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
        }),
      ];
    },
  );
  const entries = atLevel(additions, 0);
  return {
    entries: levelOf(at, 0, entries, { additions: entries, removals: atLevel(removals, 0) }),
    isMirror: isMirror(source, { additions: entries, removals: atLevel(removals, 0) }),
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
  { additions, removals }: Changes,
): GrowthBalance {
  const { source, project, uses } = at;
  const level: Level = { source, project, uses, depth, additions, removals };
  const growths = grown.map((change) => growthBy(at, level, change));
  // What does not grow needs no bound, and asks nobody.
  if (
    growths.every(({ kind }) => kind === 'finite') &&
    at.file === undefined &&
    removals.length === 0
  )
    return { ...NOTHING, growths };
  return {
    growths,
    removals: removals.map((removal): Removal => ({
      ...classOf(level, removal),
      line: removal.node.loc.start.line,
      ...fileOf(at),
    })),
  };
}

function fileOf({ file }: Subject): { readonly file?: string } {
  return file === undefined ? {} : { file };
}

function growthBy(at: Subject, bounding: Level, change: Change): Growth {
  const frequency = callFrequency(at.source, change.node, at.project);
  const origin = originOf(at, change);
  const { level, node } = change;
  const key = keyOf(at, change);
  const kind = kindOf(
    origin,
    frequency.kind === 'unknown' && isGivenKeys(at.source, change)
      ? OFTEN
      : // Nothing but a guess: an item of a list has no key that would tell more.
        level === 0 && key === undefined && frequency.isAssumed === true
        ? SELDOM
        : frequency,
  );
  const bound = kind === 'finite' ? undefined : boundOf(bounding, change);
  const slow = level === 0 ? slowWord(at.source, key, origin) : undefined;
  return {
    kind,
    level,
    line: node.loc.start.line,
    ...fileOf(at),
    origin,
    // What is kept for other files asks nobody any more.
    frequency: at.file === undefined ? frequency : { ...frequency },
    ...(key ? { key: oneLine(at.source, key, 48) } : {}),
    ...(key?.type === AST_NODE_TYPES.Identifier ? { keyName: key.name } : {}),
    ...(bound ? { bound } : {}),
    ...(slow === undefined ? {} : { slow }),
  };
}

const SELDOM: Pick<CallFrequency, 'kind'> = { kind: 'unknown' };
const OFTEN: Pick<CallFrequency, 'kind'> = { kind: 'often' };

/** `load(userId)`: a function that is given the key is no start-up routine, whatever its name says. */
function isGivenKeys(source: SourceCode, { node, key }: Change): boolean {
  const fn = functionAround(node);
  const definition =
    key?.type === AST_NODE_TYPES.Identifier ? variableOf(source, key)?.defs[0] : undefined;
  if (!fn || definition?.type !== 'Parameter' || definition.node !== fn) return false;
  const { name, isExported } = callersOf(source, fn);
  return isExported && name !== undefined && isStartup(fn, name);
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
  return keyOrigin(at.source, key, at.project, {
    isConcerned: (call) => call.arguments.some((argument: Node) => at.uses.isCollection(argument)),
    isListed: listedAt(at.source, node),
  });
}

function kindOf(origin: KeyOrigin, frequency: Pick<CallFrequency, 'kind'>): Growth['kind'] {
  if (origin.kind === 'finite' || frequency.kind === 'once' || frequency.kind === 'test')
    return 'finite';
  return origin.kind === 'grows' && frequency.kind === 'often' ? 'grows' : 'undecided';
}
