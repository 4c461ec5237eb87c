/**
 * What the name of a key tells of the set that it is from. A weak kind of evidence: it decides where nothing else does.
 */
import type { Path } from '../flow/contents.ts';
import {
  identifies,
  isNamedByPeople,
  isNumbered,
  saysNothing,
  setOfWord,
} from '../vocabulary/key-words.ts';
import { wordsOf } from '../vocabulary/words.ts';

/**
 * - `many`: `userId`, `requestKey`, `txHash`.
 * - `few`: `lang`, `modelName`, `eventType`.
 * - undefined: `key`, `id`, `url`.
 */
export function keySetOf(name: string): 'many' | 'few' | undefined {
  const all = wordsOf(name);
  if (
    all.some((word, index) => word === 'uuid' || word === 'guid' || (word === 'hash' && index > 0))
  )
    return 'many';
  const said = all.filter((word) => !saysNothing(word));
  const isIdentity = identifies(said.at(-1) ?? '');
  const thing =
    said.findLast((word) => !identifies(word)) ?? (said.includes('hash') ? 'hash' : undefined);
  if (thing === undefined) return undefined;
  if (thing === 'name' && said.length > 1)
    return isNamedByPeople(said[said.indexOf('name') - 1] ?? '') ? 'many' : 'few';
  return setOfWord(thing, isIdentity);
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

/** Whether a name is that of a number which identifies a row of a database: `projectId`, but not `projectIndex`, `port`. */
export function isRowId(name: string): boolean {
  const words = wordsOf(name);
  return identifies(words.at(-1) ?? '') && words.some(isNumbered);
}
