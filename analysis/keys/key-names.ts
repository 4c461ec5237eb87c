/**
 * What the name of a key tells of the set that it is from. A weak kind of evidence: it decides where nothing else does.
 */

const words = (list: string) => new Set(list.split(' '));

/** One of many that come and go, whatever it is called beside. */
const ONE_OF_MANY = words(
  'user email mail phone msisdn session sess sid token jwt nonce otp csrf uuid guid ulid nanoid hash digest checksum tx txid txn txhash transaction ip fingerprint timestamp query prompt username did soul cid socket ws connection conn client req request visitor guest player customer member account chat conversation dialog dialogue requester caller sender recipient author subscriber wallet',
);

/** One of many if the name says that it is an identity: `jobId`, `taskKey`, but `job`, `task` may be anything. */
const IDENTITY_OF_MANY = words(
  'person correlation trace span message msg thread order payment invoice job task run execution upload download record cart ticket post comment article item product entry document doc file scrape stream call transfer node peer event notification batch torrent attempt recording interaction webhook media video image photo song track playlist movie show episode book search lookup process object blob asset lead contact deal form submission survey review rating view visit click game match round bet trade position alert incident log lobby party quest challenge',
);

/** One of few that the program, its configuration or its deployment knows. */
const ONE_OF_FEW = words(
  'type types kind lang language locale status state level method verb mode format provider plan tier model queue service command cmd action topic category role permission region zone country currency env environment platform os arch dialect driver engine algorithm alg strategy plugin addon extension ext mime mimetype protocol scheme feature flag option setting config field column table collection schema namespace module class ctor constructor target prototype template theme color severity priority shard worker day month year hour endpoint network chain exchange symbol pair library server device vehicle vin adapter backend handler hook entity resource component property prop attr attribute unit metric operation op func fn function procedure pattern regex binary tool script package pkg dependency interface source channel phase stage step index slot port size quality resolution codec version charset encoding label tag name event guild project tenant org organization organisation team workspace company shop store site domain host hostname group room',
);

/** Words that say nothing of the thing, but that it is identified or looked up by. */
const IDENTIFIES = words('id ids key keys uid uuid pk hash no num number');
const SAYS_NOTHING = words(
  'str string value val raw new old current the cache cached normalized safe lower unique composite full short code target my next last',
);

const NAMED_BY_PEOPLE = words('user file display full first last nick customer player song');

/** The words of a name: `chatUserId` is `chat`, `user`, `id`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter(Boolean);
}

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
  const said = all.filter((word) => !SAYS_NOTHING.has(word));
  const isIdentity = IDENTIFIES.has(said.at(-1) ?? '');
  const thing =
    said.findLast((word) => !IDENTIFIES.has(word)) ?? (said.includes('hash') ? 'hash' : undefined);
  if (thing === undefined) return undefined;
  if (thing === 'name' && said.length > 1)
    return NAMED_BY_PEOPLE.has(said[said.indexOf('name') - 1] ?? '') ? 'many' : 'few';
  if (ONE_OF_MANY.has(thing)) return 'many';
  if (isIdentity && IDENTITY_OF_MANY.has(thing)) return 'many';
  return ONE_OF_FEW.has(thing) ? 'few' : undefined;
}
