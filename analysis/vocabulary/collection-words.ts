/**
 * What the words in the name of a collection tell of its entries.
 */
import { alternatives, namesWhere, type Row, type Table } from './table.ts';
import { singularWordsOf } from './words.ts';

interface CollectionWord extends Row {
  readonly thing?: true;
  readonly cache?: true;
  readonly record?: true;
  readonly silent?: true;
  readonly leftover?: true;
  readonly relation?: true;
  readonly listener?: true;
  readonly client?: true;
}

export const COLLECTION_WORDS: Table<CollectionWord> = {
  title: 'Words of collections',
  decides:
    'Whether the entries of a collection stand for something that ends, as `activeJobs`, or are records that the program must not forget, as `usedNonces`. A limit would take away what is in use or must be kept, so that such a collection is not rewritten to an LRU cache.',
  rules: [
    'no-per-call-agent',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
  ],
  source: 'names; the reason is in each row',
  columns: {
    thing: 'an entry stands for something that ends; with or without the `s` of the plural',
    cache:
      'anywhere in the name: the entries may be forgotten, whatever else the name says; `*` stands for one letter or `_`',
    record: 'an entry must not be forgotten; the word as it is',
    leftover: 'an entry stays on purpose where the work for it fails; with or without an ending',
    silent:
      'does not say what the thing is: `endSession` ends the entries of `activeSessions` by its word `session`',
    listener: 'a function that somebody registers, as a service starts more often than not',
    client:
      'an entry for each client, if its key has no other name than `key` or `identifier`: so it is in 8 of 8 such classes of public services',
    relation: 'what is behind it says by what, where or when: `usersById`, `requestsInFlight`',
  },
  rows: [
    { name: 'active', thing: true, silent: true, why: 'a state that ends' },
    { name: 'attempt', leftover: true, why: 'what has been tried and did not succeed' },
    { name: 'backlog', leftover: true, why: 'what is still to be done' },
    { name: 'balance', record: true, why: 'money, or what is counted like it' },
    { name: 'balances', record: true, why: 'money, or what is counted like it' },
    { name: 'ballot', record: true, why: 'what is forgotten can be voted twice' },
    { name: 'ballots', record: true, why: 'what is forgotten can be voted twice' },
    { name: 'banned', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'bans', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'blacklist', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'blacklisted', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'blocked', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'blocklist', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'blocklisted', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'broken', leftover: true, why: 'what has failed' },
    { name: 'by', silent: true, relation: true, why: 'says how, not what' },
    { name: 'cache', cache: true, why: 'can be computed again' },
    {
      name: 'callback',
      thing: true,
      listener: true,
      why: 'somebody waits for something, until it comes',
    },
    { name: 'cb', listener: true, why: 'a function' },
    { name: 'charged', record: true, why: 'money, or what is counted like it' },
    { name: 'checkpoint', leftover: true, why: 'where the next run goes on' },
    { name: 'client', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'connection', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'consumed', record: true, why: 'what is forgotten can be used twice' },
    { name: 'controller', thing: true, why: 'work that ends' },
    { name: 'cooldown', cache: true, why: 'a time, which gets old' },
    { name: 'count', cache: true, why: 'a figure' },
    { name: 'credits', record: true, why: 'money, or what is counted like it' },
    { name: 'current', thing: true, silent: true, why: 'a state that ends' },
    { name: 'dead', leftover: true, why: 'what has failed for good' },
    { name: 'deferred', thing: true, why: 'somebody waits for something, until it comes' },
    { name: 'denied', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'denylist', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'dirty', leftover: true, why: 'what is still to be written' },
    { name: 'downloads', thing: true, why: 'work that ends' },
    { name: 'error', leftover: true, why: 'what has failed' },
    { name: 'fail', leftover: true, why: 'what has failed' },
    { name: 'flight', silent: true, why: 'says how, not what' },
    { name: 'fn', listener: true, why: 'a function' },
    { name: 'for', relation: true, why: 'says how, not what' },
    { name: 'from', relation: true, why: 'says how, not what' },
    { name: 'func', listener: true, why: 'a function' },
    { name: 'game', thing: true, why: 'somebody or something is connected until it leaves' },
    {
      name: 'handler',
      thing: true,
      listener: true,
      why: 'somebody waits for something, until it comes',
    },
    { name: 'history', cache: true, why: 'what has been; it may be forgotten' },
    { name: 'hook', listener: true, why: 'a function' },
    { name: 'id', silent: true, why: 'says how, not what' },
    { name: 'idempotency', record: true, why: 'what is forgotten can be used twice' },
    { name: 'idempotent', record: true, why: 'what is forgotten can be used twice' },
    { name: 'in', silent: true, relation: true, why: 'says how, not what' },
    { name: 'in_flight', thing: true, why: 'a state that ends' },
    { name: 'index', cache: true, why: 'can be computed again' },
    { name: 'inflight', thing: true, why: 'a state that ends' },
    { name: 'interval', thing: true, why: 'a timer to clear' },
    { name: 'job', thing: true, why: 'work that ends' },
    { name: 'known', cache: true, why: 'what has been; it may be forgotten' },
    { name: 'last*', cache: true, why: 'what has been; it may be forgotten' },
    { name: 'ledger', record: true, why: 'money, or what is counted like it' },
    { name: 'list', silent: true, why: 'says how, not what' },
    {
      name: 'listener',
      thing: true,
      listener: true,
      why: 'somebody waits for something, until it comes',
    },
    { name: 'live', thing: true, silent: true, why: 'a state that ends' },
    { name: 'lock', thing: true, why: 'held until it is given back' },
    { name: 'lockout', leftover: true, why: 'a count of failures' },
    { name: 'lookup', cache: true, why: 'can be computed again' },
    { name: 'map', silent: true, why: 'says how, not what' },
    { name: 'memo', cache: true, why: 'can be computed again' },
    { name: 'metrics', cache: true, why: 'a figure' },
    { name: 'middleware', listener: true, why: 'a function' },
    { name: 'missed', leftover: true, why: 'what is still to be done' },
    { name: 'mutex', thing: true, why: 'held until it is given back' },
    { name: 'mutexes', thing: true, why: 'held until it is given back' },
    { name: 'nonce', record: true, why: 'what is forgotten can be used twice' },
    { name: 'nonces', record: true, why: 'what is forgotten can be used twice' },
    {
      name: 'observer',
      thing: true,
      listener: true,
      why: 'somebody waits for something, until it comes',
    },
    { name: 'of', relation: true, why: 'says how, not what' },
    { name: 'on', relation: true, why: 'says how, not what' },
    { name: 'ongoing', thing: true, silent: true, why: 'a state that ends' },
    { name: 'open', thing: true, silent: true, why: 'a state that ends' },
    { name: 'outbox', leftover: true, why: 'what is still to be sent' },
    { name: 'paid', record: true, why: 'money, or what is counted like it' },
    { name: 'peer', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'pending', thing: true, silent: true, why: 'a state that ends' },
    { name: 'per', relation: true, why: 'says how, not what' },
    { name: 'player', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'plugin', listener: true, why: 'a function' },
    { name: 'poison', leftover: true, why: 'what has failed' },
    { name: 'poisoned', leftover: true, why: 'what has failed' },
    {
      name: 'processed',
      cache: true,
      record: true,
      why: 'of a cache, what was dealt with; of a record, what must not be dealt with twice',
    },
    { name: 'processes', thing: true, why: 'work that ends' },
    { name: 'quarantine', leftover: true, why: 'what has failed' },
    { name: 'quarantined', leftover: true, why: 'what has failed' },
    { name: 'queue', thing: true, why: 'work that ends' },
    { name: 'quota', record: true, why: 'money, or what is counted like it' },
    { name: 'quotas', record: true, why: 'money, or what is counted like it' },
    { name: 'rate_limit', cache: true, client: true, why: 'a time, which gets old' },
    { name: 'ratelimit', cache: true, client: true, why: 'a time, which gets old' },
    { name: 'recent', cache: true, why: 'what has been; it may be forgotten' },
    { name: 'redeemed', record: true, why: 'what is forgotten can be used twice' },
    { name: 'reservation', thing: true, why: 'held until it is given back' },
    { name: 'resolver', thing: true, why: 'somebody waits for something, until it comes' },
    { name: 'retr*', leftover: true, why: 'what is tried again' },
    { name: 'revocation', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'revocations', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'revoked', record: true, why: 'a forgotten ban lets somebody in' },
    { name: 'room', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'running', thing: true, silent: true, why: 'a state that ends' },
    { name: 'seen', cache: true, why: 'what has been; it may be forgotten' },
    { name: 'seq', record: true, why: 'what is forgotten can be used twice' },
    { name: 'sequence', record: true, why: 'what is forgotten can be used twice' },
    { name: 'sequences', record: true, why: 'what is forgotten can be used twice' },
    { name: 'session', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'set', silent: true, why: 'says how, not what' },
    { name: 'socket', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'stats', cache: true, why: 'a figure' },
    { name: 'stream', thing: true, why: 'somebody or something is connected until it leaves' },
    { name: 'strike', leftover: true, why: 'a count of failures' },
    {
      name: 'subscriber',
      thing: true,
      listener: true,
      why: 'somebody waits for something, until it comes',
    },
    { name: 'subscription', thing: true, why: 'somebody waits for something, until it comes' },
    { name: 'suspect', leftover: true, why: 'what may fail again' },
    { name: 'task', thing: true, why: 'work that ends' },
    { name: 'throttle', cache: true, why: 'a time, which gets old' },
    { name: 'timeout', thing: true, why: 'a timer to clear' },
    { name: 'timer', thing: true, why: 'a timer to clear' },
    { name: 'timestamp', cache: true, why: 'a time, which gets old' },
    { name: 'transactions', thing: true, why: 'work that ends' },
    { name: 'transfers', thing: true, why: 'work that ends' },
    { name: 'tripped', leftover: true, why: 'what has failed' },
    { name: 'unhealthy', leftover: true, why: 'what has failed' },
    { name: 'unsaved', leftover: true, why: 'what is still to be written' },
    { name: 'unsent', leftover: true, why: 'what is still to be sent' },
    { name: 'unsynced', leftover: true, why: 'what is still to be written' },
    { name: 'uploads', thing: true, why: 'work that ends' },
    { name: 'used', record: true, why: 'what is forgotten can be used twice' },
    { name: 'visited', cache: true, why: 'what has been; it may be forgotten' },
    { name: 'vote', record: true, why: 'what is forgotten can be voted twice' },
    { name: 'voter', record: true, why: 'what is forgotten can be voted twice' },
    { name: 'voters', record: true, why: 'what is forgotten can be voted twice' },
    { name: 'votes', record: true, why: 'what is forgotten can be voted twice' },
    { name: 'waiter', thing: true, why: 'somebody waits for something, until it comes' },
    { name: 'waiting', thing: true, why: 'a state that ends' },
    { name: 'worker', thing: true, why: 'work that ends' },
  ],
};

const RELATIONS = namesWhere(COLLECTION_WORDS, ({ relation }) => relation === true);

/** Whether what is behind a word in the name of a collection says by what, where or when. */
export function relates(word: string): boolean {
  return RELATIONS.has(word);
}

const LISTENERS = namesWhere(COLLECTION_WORDS, ({ listener }) => listener === true);

/** Whether a name says, by its last word, that it stands for a function that somebody registers. */
export function namesListener(name: string): boolean {
  return LISTENERS.has(singularWordsOf(name).at(-1) ?? '');
}

const THINGS = new RegExp(
  `(?:^|_|[a-z])(?:${alternatives(COLLECTION_WORDS, ({ thing }) => thing === true)})s?(?=$|_|[A-Z])`,
  'u',
);
const CACHES = new RegExp(
  alternatives(COLLECTION_WORDS, ({ cache }) => cache === true, '[a-z_]'),
  'iu',
);
const RECORDS = new RegExp(
  `(?:^|_)(?:${alternatives(COLLECTION_WORDS, ({ record }) => record === true)})(?=_|$)`,
  'u',
);
const LEFTOVERS = new RegExp(
  `(?:^|_)(?:${alternatives(COLLECTION_WORDS, ({ leftover }) => leftover === true, '[a-z]')})`,
  'u',
);
const CLIENTS = new RegExp(
  alternatives(COLLECTION_WORDS, ({ client }) => client === true),
  'u',
);
const SILENT = namesWhere(COLLECTION_WORDS, ({ silent }) => silent === true);

/** A name with `_` between its words, in small letters: `activeJobs` is `active_jobs`. */
const spaced = (name: string) => name.replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2').toLowerCase();

/** Whether the name of a collection says that its entries stand for things that end; a cache of such things may forget. */
export function namesThings(name: string): boolean {
  return !CACHES.test(name) && THINGS.test(spaced(name));
}

/** Whether the name of a collection says that its entries are records. */
export function namesRecords(name: string): boolean {
  return RECORDS.test(spaced(name)) && !/cache|memo/iu.test(name);
}

/** Whether the name of a collection says that its entries are those that failed, or are still to be done. */
export function namesLeftovers(name: string): boolean {
  return LEFTOVERS.test(spaced(name));
}

/** Whether a name, `RateLimiter.store`, says that there is an entry for each client. */
export function namesClients(name: string): boolean {
  return CLIENTS.test(spaced(name));
}

/** Whether a word in the name of a collection says what its entries are. */
export function saysWhat(word: string): boolean {
  return !SILENT.has(word);
}

/** The words in the name of a collection that say what its entries stand for, in the singular. */
export function wordsForThings(name: string): string[] {
  return singularWordsOf(name).filter(saysWhat);
}
