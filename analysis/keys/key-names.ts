/**
 * What the name of a key tells of the set that it is from. A weak kind of evidence: it decides where nothing else does.
 */
import type { Path } from '../flow/contents.ts';
import { namesClients, relates } from '../vocabulary/collection-words.ts';
import {
  identifies,
  isNamedByPeople,
  isNumbered,
  mayBeOfProgram,
  saysNothing,
  setOfWord,
} from '../vocabulary/key-words.ts';
import { asksYesOrNo, singularWordsOf, wordsOf } from '../vocabulary/words.ts';

/**
 * - `many`: `userId`, `requestKey`, `txHash`.
 * - `few`: `lang`, `modelName`, `eventType`.
 * - undefined: `key`, `id`, `url`.
 */
export function keySetOf(name: string): 'many' | 'few' | undefined {
  const all = wordsOf(name);
  if (isMadeAnew(all)) return 'many';
  // `hasAccessToken`: a yes or a no.
  if (all.length > 1 && asksYesOrNo(all[0]!)) return 'few';
  const said = all.filter((word) => !saysNothing(word));
  const isIdentity = identifies(said.at(-1) ?? '');
  const thing =
    said.findLast((word) => !identifies(word)) ?? (said.includes('hash') ? 'hash' : undefined);
  // A `uid` by itself is a user's.
  if (thing === undefined)
    return said.some((word) => setOfWord(word, false) === 'many') ? 'many' : undefined;
  if (thing === 'name' && said.length > 1)
    return isNamedByPeople(said[said.indexOf('name') - 1] ?? '') ? 'many' : 'few';
  const before = said[said.lastIndexOf(thing) - 1];
  return isOfProgram(thing, before) ? undefined : setOfWord(thing, isIdentity);
}

function isMadeAnew(words: readonly string[]): boolean {
  return words.some(
    (word, index) => word === 'uuid' || word === 'guid' || (word === 'hash' && index > 0),
  );
}

/** Whether it is of what the program has itself: `assetConnectionId`, but not `userConnectionId`. */
function isOfProgram(thing: string, before: string | undefined): boolean {
  return mayBeOfProgram(thing) && before !== undefined && setOfWord(before, false) !== 'many';
}

/**
 * What people call a part of a value: `id` of `job` is `jobId`.
 * @param name of the value
 */
export function nameAt(name: string, path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return name;
  if (!last.startsWith('.')) return '';
  const property = last.slice(1);
  if (!/^(?:_?id|key)$/u.test(property)) return property;
  const owner = path.at(-2);
  const ownerName = owner === undefined ? name : owner.startsWith('.') ? owner.slice(1) : '';
  return `${ownerName}Id`;
}

/** Parts of a message that have what it says: `payload.event.thread`. */
const HOLDS_MESSAGE = /^(?:body|data|detail|event|message|payload)$/u;

/** Whether something is a part of one of few, by the names on the way to it: `library.folders`, but not `event.thread`. */
export function isPartOfFew(names: readonly string[]): boolean {
  return names.some((name) => !HOLDS_MESSAGE.test(name) && keySetOf(name) === 'few');
}

/** Whether a name is that of a number which identifies a row of a database: `projectId`, but not `projectIndex`, `port`. */
export function isRowId(name: string): boolean {
  const words = wordsOf(name);
  return identifies(words.at(-1) ?? '') && words.some(isNumbered);
}

/**
 * What the name of a collection tells of a key that is an `id` or a `key` and no more: those of `requestsInFlight` are of
 * requests. What a program may have a few of by itself, such as connections to its backends, is left out.
 *
 * @param collection with the name of the class that has it: `RateLimiter.store`
 * @returns what the key would be called, `requestId`; undefined if it is not known to be one of many
 */
export function keyOfEntries(collection: string, key: string): string | undefined {
  const words = wordsOf(key);
  if (!words.every((word) => identifies(word) || saysNothing(word))) return undefined;
  if (words.some(identifies) && namesClients(collection)) return 'clientId';
  const named = singularWordsOf(collection.slice(collection.lastIndexOf('.') + 1));
  // A `userHash` is a table of users, and `userTimestamps` has a time for each of them.
  const all = named.slice(0, named.findLastIndex((word) => !saysWhatIsStored(word)) + 1);
  const end = all.findIndex((word) => relates(word));
  const thing = all.slice(0, end < 0 ? undefined : end).at(-1);
  const isOfMany =
    thing !== undefined &&
    // A table of handlers is keyed by the names of events.
    thing !== 'event' &&
    !mayBeOfProgram(thing) &&
    setOfWord(thing, true) === 'many';
  return isOfMany && isNamedByThing(all.slice(end + 1), end) ? `${thing}Id` : undefined;
}

/** What the last word of a collection's name tells of its values alone. */
function saysWhatIsStored(word: string): boolean {
  return /^(?:date|hash|stamp|time|timestamp)$/u.test(word);
}

/** `usersById`, `usersInRoom`, but not `usersByRoom`: that says what its keys are of. */
function isNamedByThing(behind: readonly string[], end: number): boolean {
  return end < 0 || behind.every((word) => identifies(word) || setOfWord(word, true) === undefined);
}
