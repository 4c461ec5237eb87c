/**
 * What the name of a key tells of the set that it is from. A weak kind of evidence: it decides where nothing else does.
 */
import { identifies, isNamedByPeople, saysNothing, setOfWord } from '../vocabulary/key-words.ts';
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
