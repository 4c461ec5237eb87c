/**
 * What makes a collection grow in one file, and what keeps it down there, as plain data: a collection that is exported
 * has such a balance in each file that uses it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { listedAt } from '../keys/key-guards.ts';
import { keyOrigin } from '../keys/key-origin.ts';
import type { KeyOrigin } from '../keys/key-queries.ts';
import { runContext } from '../lifetime/call-frequency.ts';
import type { RunContext } from '../lifetime/lifetime-queries.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { oneLine } from '../syntax/text.ts';
import type { Change, Changes } from './changes.ts';
import type {
  Balance,
  CollectionQueries,
  Growth,
  LevelBalance,
  Removal,
} from './collection-queries.ts';
import { isSizeGuarded, judgeEviction } from './eviction.ts';
import type { Uses } from './uses.ts';

const NOTHING: LevelBalance = { growths: [], removals: [], isGuarded: false };

export const EMPTY_BALANCE: Balance = { entries: NOTHING, values: new Map() };

export function combinedBalance(a: Balance, b: Balance): Balance {
  const paths = new Set([...a.values.keys(), ...b.values.keys()]);
  return {
    entries: combinedLevel(a.entries, b.entries),
    values: new Map(
      [...paths].map((path) => [
        path,
        combinedLevel(a.values.get(path) ?? NOTHING, b.values.get(path) ?? NOTHING),
      ]),
    ),
  };
}

function combinedLevel(a: LevelBalance, b: LevelBalance): LevelBalance {
  return {
    growths: [...a.growths, ...b.growths],
    removals: [...a.removals, ...b.removals],
    isGuarded: a.isGuarded || b.isGuarded,
  };
}

/**
 * @param hasFiniteKeys whether the type of the collection says that its keys are finite
 * @param file how people call the file, if it is not the collection's own
 */
export function balanceOf(
  source: SourceCode,
  project: CollectionQueries,
  uses: Uses,
  changes: Changes,
  hasFiniteKeys: boolean,
  file?: string,
): Balance {
  return new Balancing(source, project, uses, changes, hasFiniteKeys, file).balance();
}

class Balancing {
  readonly #source: SourceCode;
  readonly #project: CollectionQueries;
  readonly #uses: Uses;
  readonly #changes: Changes;
  readonly #hasFiniteKeys: boolean;
  readonly #at: { readonly file?: string };

  constructor(
    source: SourceCode,
    project: CollectionQueries,
    uses: Uses,
    changes: Changes,
    hasFiniteKeys: boolean,
    file: string | undefined,
  ) {
    this.#source = source;
    this.#project = project;
    this.#uses = uses;
    this.#changes = changes;
    this.#hasFiniteKeys = hasFiniteKeys;
    this.#at = file === undefined ? {} : { file };
  }

  balance(): Balance {
    const { additions, removals } = this.#changes;
    const atLevel = (changes: readonly Change[], level: number) =>
      changes.filter((change) => change.level === level);
    const inner = [...additions, ...removals].filter(({ level }) => level > 0);
    const values = [...new Set(inner.map(({ path }) => path))].map(
      (path): [string, LevelBalance] => {
        const grown = additions.filter((change) => change.level > 0 && change.path === path);
        const isCut = removals.some((change) => change.level > 0 && change.path === path);
        return [
          path,
          this.#level(1, grown, atLevel(additions, 1), isCut ? atLevel(removals, 1) : []),
        ];
      },
    );
    const entries = atLevel(additions, 0);
    return {
      entries: this.#level(0, entries, entries, atLevel(removals, 0)),
      values: new Map(values),
    };
  }

  #level(
    level: number,
    grown: readonly Change[],
    additions: readonly Change[],
    removals: readonly Change[],
  ): LevelBalance {
    const growths = grown.map((change) => this.#growth(change));
    // What does not grow needs no bound, and asks nobody.
    if (
      growths.every(({ kind }) => kind === 'finite') &&
      this.#at.file === undefined &&
      removals.length === 0
    )
      return { ...NOTHING, growths };
    return {
      growths,
      removals: removals.map((removal): Removal => {
        const { kind, why, node } = judgeEviction(
          this.#source,
          removal,
          additions,
          this.#uses,
          this.#project,
        );
        return { kind, why, line: node.loc.start.line, ...this.#at };
      }),
      isGuarded: isSizeGuarded(this.#source, level, additions, removals, this.#uses),
    };
  }

  #growth(change: Change): Growth {
    const context = runContext(this.#source, change.node, this.#project);
    const origin = this.#origin(change);
    const { key, level, node } = change;
    return {
      kind: kindOf(origin, context),
      level,
      line: node.loc.start.line,
      ...this.#at,
      origin,
      // What is kept for other files asks nobody any more.
      context: this.#at.file === undefined ? context : { ...context },
      ...(key ? { key: oneLine(this.#source, key, 48) } : {}),
      ...(key?.type === AST_NODE_TYPES.Identifier ? { keyName: key.name } : {}),
    };
  }

  #origin({ node, key, level }: Change): KeyOrigin {
    if (!key) return { kind: 'grows', text: 'one more item each time' };
    if (level === 0 && this.#hasFiniteKeys)
      return { kind: 'finite', text: 'the type of its keys is finite' };
    return keyOrigin(
      this.#source,
      key,
      this.#project,
      (call) => call.arguments.some((argument: Node) => this.#uses.isCollection(argument)),
      listedAt(this.#source, node),
    );
  }
}

function kindOf(origin: KeyOrigin, context: RunContext): Growth['kind'] {
  if (origin.kind === 'finite' || context.kind === 'once' || context.kind === 'test')
    return 'finite';
  return origin.kind === 'grows' && context.kind === 'often' ? 'grows' : 'undecided';
}
