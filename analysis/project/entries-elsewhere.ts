/**
 * What other files do with the entries of a collection that a file gives them.
 */
import {
  changesOfGiven,
  changesOfResults,
  type EntryChanges,
} from '../collections/changed-entries.ts';
import type { GivenEntries, GivenEntry } from '../collections/collection-queries.ts';
import {
  reasonInChange,
  reasonInUnseen,
} from '../finders/no-unbounded-collection/strategies/eviction-refusals.ts';
import type { Path } from '../flow/contents.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import { groupBy } from '../modules/group-by.ts';
import { projectFile } from '../modules/importers.ts';
import { importingNames } from '../modules/importing-names.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { areHeld, functionsOf, mayHold } from './held-functions.ts';
import { handlesObjects, makesServer } from '../vocabulary/server-modules.ts';
import { entriesTakenBy, takenBy, type NamedIn } from './handed-values.ts';
import type { ProjectContext } from './project-context.ts';

/** Through how many files an entry is followed that functions hand on. */
const MAX_HOPS = 3;

/** Why the entries that a file gives to others must not be evicted, by what those do with them. */
export function entriesChangedElsewhere(
  context: ProjectContext,
  file: string,
  given: GivenEntries,
  hops = MAX_HOPS,
): string | undefined {
  const { by, to, gettersTo } = given;
  const question = `entries ${file} ${JSON.stringify([by, to, gettersTo])} ${hops}`;
  return context.modules.kept(
    question,
    () =>
      byPlace(by)
        .map((group) => changeByImporter(context, file, group, hops))
        .find((found) => found !== undefined) ??
      changeByTaker(context, file, to, hops) ??
      changeByAsker(context, file, gettersTo, hops),
  );
}

/** The functions that give entries in the same place of what they give. */
function byPlace(by: GivenEntries['by']): { functions: NodeKey[]; at: Path }[] {
  const groups = groupBy(by, ({ at }) => at.join(' '));
  return [...groups.values()].map((group) => ({
    functions: [...new Set(group.map(({ fn }) => fn))],
    at: group[0]!.at,
  }));
}

function changeByImporter(
  context: ProjectContext,
  file: string,
  { functions, at }: { readonly functions: readonly NodeKey[]; readonly at: Path },
  hops: number,
): string | undefined {
  const { files } = context.modules;
  if (files.specifiersOf(file).some((specifier) => files.resolve(file, specifier) === file))
    return 'it imports its own file, and may hand on the function that gives its entries';
  const sought = functionsOf(context, file, functions);
  const isHeld = areHeld(context, sought);
  for (const { file: user, source, nodes, ...found } of importingNames(context.modules, file, {
    keys: functions,
    words: isHeld ? undefined : wordsOf(functions.map((fn) => context.modules.wordsFor(file, fn))),
    areHeld: isHeld,
  })) {
    if (found.isTest) continue;
    const name = context.modules.nameOf(user);
    const isGiven = found.isHandedOn || found.isGivenInline;
    if (isGiven || found.handedOn.some((way) => mayHold(context, user, way, sought)))
      return `${name} hands on the function that gives its entries, to where its use is not seen`;
    if (!source) continue;
    const change = changeBy(context, { file: user, source }, changesOfResults(source, nodes, at), {
      hops,
      how: `${name} uses its entries, too: `,
    });
    if (change !== undefined) return change;
  }
  return undefined;
}

/** What a function of another file does to the entries that it is given; of a package nothing is seen. */
function changeByTaker(
  context: ProjectContext,
  file: string,
  takers: readonly GivenEntry[],
  hops: number,
): string | undefined {
  for (const taker of takers) {
    const home = projectFile(context.modules, file, taker.module);
    if (home === undefined) {
      if (taker.isReader && !taker.module.startsWith('.')) continue;
      return `\`${[taker.module, ...taker.path].join('.')}\` is given its entries, and may change them`;
    }
    const taken = entriesTakenBy(context, file, taker);
    if (!taken)
      return `a function of ${context.modules.nameOf(home)} is given its entries, and it is not seen what it does with them`;
    for (const { file: user, source, parameter } of taken) {
      const changes = changesOfGiven(source, [parameter]);
      const how = `${context.modules.nameOf(user)} is given its entries: `;
      const found = changeBy(context, { file: user, source }, changes, { hops, how });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** What a function of another file does to the entries that it asks for. */
function changeByAsker(
  context: ProjectContext,
  file: string,
  takers: readonly PassedOn[],
  hops: number,
): string | undefined {
  for (const taker of takers) {
    const home = projectFile(context.modules, file, taker.module);
    if (home === undefined) {
      // What a server gets from its handlers, it sends.
      if (handlesObjects(taker.module) || makesServer(taker.module)) continue;
      return `\`${[taker.module, ...taker.path].join('.')}\` is given a function that gives its entries, and may give them to code which changes them`;
    }
    const taken = takenBy(context, file, taker);
    if (!taken || taken.some(({ isLost }) => isLost))
      return `a function of ${context.modules.nameOf(home)} may ask for its entries, and it is not seen what it does with them`;
    for (const { file: user, source, nodes } of taken) {
      const changes = changesOfResults(source, nodes);
      const how = `${context.modules.nameOf(user)} asks for its entries: `;
      const found = changeBy(context, { file: user, source }, changes, { hops, how });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/**
 * Why what a file does with the entries that it has stands against an eviction.
 * @param how which file it is, for people, and how it comes to have them
 */
export function changeBy(
  context: ProjectContext,
  named: Pick<NamedIn, 'file' | 'source'>,
  changes: EntryChanges,
  { hops = MAX_HOPS, how = '' }: { readonly hops?: number; readonly how?: string } = {},
): string | undefined {
  const { changed, unseen, asked } = changes;
  if (changed) return how + reasonInChange(changed);
  const lost = unseen ?? asked;
  return lost
    ? how + reasonInUnseen(named.source, lost)
    : changeFurtherOn(context, named, changes, hops);
}

function changeFurtherOn(
  context: ProjectContext,
  { file, source }: Pick<NamedIn, 'file' | 'source'>,
  { givenBy, givenTo, gettersTo }: EntryChanges,
  hops: number,
): string | undefined {
  const by = givenBy.map(({ fn, at }) => ({ fn: nodeKeyOf(source, fn), at }));
  if (by.length + givenTo.length + gettersTo.length === 0) return undefined;
  return hops > 0
    ? entriesChangedElsewhere(context, file, { by, to: givenTo, gettersTo }, hops - 1)
    : 'it gives them on through too many files to be followed';
}

/** All the words, if each has some. */
export function wordsOf(
  words: readonly (readonly string[] | undefined)[],
): readonly string[] | undefined {
  return words.includes(undefined) ? undefined : words.flatMap((some) => some ?? []);
}
