/**
 * What functions make of the values that they are given, for the question how many values a key takes.
 */
import { alternatives, namesWhere, type Row, type Table } from './table.ts';

interface KeyFunction extends Row {
  readonly gives?: 'new' | 'digest' | 'few' | 'same';
  readonly cuts?: true;
  readonly fills?: true;
}

export const KEY_FUNCTIONS: Table<KeyFunction> = {
  title: 'Functions that make keys',
  decides:
    'Whether a key that a function returns takes few values or many. Methods of strings and functions of the language are in the tables after their names. `*` stands for one word or more: `generateUserId`, not `generateId`.',
  rules: [
    'no-per-call-agent',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
  ],
  source: 'names; the reason is in each row',
  columns: {
    gives:
      '`new`: another value each time; `digest`: of few values few, of others as many; `few`: few values, whatever it is called on; `same`: what it is given or called on, in another form',
    cuts: 'a part of a text, which any number of texts have in common: a check of the part says nothing of the text',
    fills: 'random bytes are written into what it is given',
  },
  rows: [
    { name: 'ObjectID', gives: 'new', why: 'MongoDB, before version 5 of its driver' },
    { name: 'ObjectId', gives: 'new', why: 'MongoDB' },
    { name: 'basename', gives: 'same', cuts: true, why: 'Node: path' },
    { name: 'createHash', gives: 'digest', why: 'Node: crypto' },
    { name: 'createId', gives: 'new', why: 'cuid2' },
    { name: 'cuid', gives: 'new', why: 'cuid' },
    { name: 'cuid2', gives: 'new', why: 'cuid2' },
    { name: 'decode', gives: 'same', why: 'protocol buffers, text: messages' },
    { name: 'deserialize', gives: 'same', why: 'messages' },
    { name: 'digest', gives: 'digest', why: 'Node: crypto' },
    { name: 'dirname', gives: 'same', cuts: true, why: 'Node: path' },
    { name: 'exec', cuts: true, why: 'ECMA-262: RegExp' },
    { name: 'extname', cuts: true, why: 'Node: path' },
    { name: 'from', gives: 'same', why: 'ECMA-262: `Array.from`; Node: `Buffer.from`' },
    { name: 'genId', gives: 'new', why: 'helpers' },
    { name: 'generate*Code', gives: 'new', why: 'helpers: `generateUserCode`' },
    { name: 'generate*Hash', gives: 'new', why: 'helpers: `generateUserHash`' },
    { name: 'generate*Id', gives: 'new', why: 'helpers: `generateUserId`' },
    { name: 'generate*Key', gives: 'new', why: 'helpers: `generateUserKey`' },
    { name: 'generate*Nonce', gives: 'new', why: 'helpers: `generateUserNonce`' },
    { name: 'generate*Token', gives: 'new', why: 'helpers: `generateUserToken`' },
    { name: 'generateId', gives: 'new', why: 'helpers' },
    { name: 'generateUUID', gives: 'new', why: 'three.js, and helpers' },
    { name: 'getDate', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getDay', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getHours', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getMinutes', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getMonth', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getNextId', gives: 'new', why: 'helpers, counters' },
    { name: 'getRandomValues', fills: true, why: 'Web Crypto' },
    { name: 'getTime', gives: 'same', why: 'ECMA-262: Date' },
    { name: 'getTimezoneOffset', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getUTCDate', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getUTCDay', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getUTCHours', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'getUTCMonth', gives: 'few', why: 'ECMA-262: Date' },
    { name: 'hash', gives: 'digest', why: 'Node: crypto; helpers' },
    { name: 'hashCode', gives: 'digest', why: 'helpers after that of Java' },
    { name: 'hashKey', gives: 'digest', why: 'helpers' },
    { name: 'hrtime', gives: 'new', why: 'Node: process' },
    { name: 'makeId', gives: 'new', why: 'helpers' },
    { name: 'md5', gives: 'digest', why: 'md5, and helpers' },
    { name: 'murmurhash', gives: 'digest', why: 'murmurhash' },
    { name: 'nanoid', gives: 'new', why: 'nanoid' },
    { name: 'newId', gives: 'new', why: 'helpers' },
    { name: 'nextId', gives: 'new', why: 'helpers, counters' },
    { name: 'objectHash', gives: 'digest', why: 'object-hash' },
    { name: 'objectId', gives: 'new', why: 'MongoDB' },
    { name: 'of', gives: 'same', why: 'ECMA-262: `Array.of`' },
    { name: 'parse', gives: 'same', why: 'ECMA-262: `JSON.parse`, `Date.parse`; parsers' },
    { name: 'randomBytes', gives: 'new', why: 'Node: crypto' },
    { name: 'randomFillSync', fills: true, why: 'Node: crypto' },
    { name: 'randomUUID', gives: 'new', why: 'Node: crypto; Web Crypto' },
    {
      name: 'readdir',
      gives: 'few',
      why: 'Node: fs. The files of a folder take more room on the disk',
    },
    { name: 'readdirSync', gives: 'few', why: 'Node: fs' },
    { name: 'relative', gives: 'same', why: 'Node: path' },
    { name: 'resolve', gives: 'same', why: 'Node: path; ECMA-262: `Promise.resolve`' },
    { name: 'sha1', gives: 'digest', why: 'helpers' },
    { name: 'sha256', gives: 'digest', why: 'helpers' },
    { name: 'sha512', gives: 'digest', why: 'helpers' },
    { name: 'shortid', gives: 'new', why: 'shortid' },
    { name: 'stringify', gives: 'same', why: 'ECMA-262: `JSON.stringify`' },
    { name: 'toFixed', gives: 'same', why: 'ECMA-262: Number' },
    { name: 'toISOString', gives: 'same', why: 'ECMA-262: Date' },
    { name: 'toJSON', gives: 'same', why: 'ECMA-262: Date' },
    { name: 'toLocaleString', gives: 'same', why: 'ECMA-262: Date, Number' },
    { name: 'ulid', gives: 'new', why: 'ulid' },
    { name: 'uniqid', gives: 'new', why: 'uniqid' },
    { name: 'uniqueId', gives: 'new', why: 'lodash' },
    { name: 'uuid', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuid1', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuid3', gives: 'digest', why: 'uuid: a digest of a name, RFC 9562' },
    { name: 'uuid4', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuid5', gives: 'digest', why: 'uuid: a digest of a name, RFC 9562' },
    { name: 'uuid6', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuid7', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuidv1', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuidv3', gives: 'digest', why: 'uuid: a digest of a name, RFC 9562' },
    { name: 'uuidv4', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuidv5', gives: 'digest', why: 'uuid: a digest of a name, RFC 9562' },
    { name: 'uuidv6', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'uuidv7', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'v1', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'v3', gives: 'digest', why: 'uuid: a digest of a name, RFC 9562' },
    { name: 'v4', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'v5', gives: 'digest', why: 'uuid: a digest of a name, RFC 9562' },
    { name: 'v6', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'v7', gives: 'new', why: 'uuid: of the time or of random bits' },
    { name: 'xxhash', gives: 'digest', why: 'xxhash' },
  ],
};

const namesThatGive = (gives: KeyFunction['gives']) =>
  new RegExp(
    `^(?:${alternatives(KEY_FUNCTIONS, (row) => row.gives === gives, String.raw`[A-Z]\w*`)})$`,
    'u',
  );

const MAKES_NEW = namesThatGive('new');
const DIGESTS = namesThatGive('digest');
const FEW = namesThatGive('few');
const SAME = namesThatGive('same');
const FILLS = namesWhere(KEY_FUNCTIONS, ({ fills }) => fills === true);
const CUTS = namesWhere(KEY_FUNCTIONS, ({ cuts }) => cuts === true);

/** Whether every call of a function gives a value that no call gave before. */
export function givesNewValue(name: string): boolean {
  return MAKES_NEW.test(name);
}

/** Whether a function gives a digest: of few values few, of others as many. */
export function givesDigest(name: string): boolean {
  return DIGESTS.test(name);
}

/** Whether a method gives one of few values, whatever it is called on. */
export function givesFewValues(name: string): boolean {
  return FEW.test(name);
}

/** Whether a function gives what it is given, or what it is called on, in another form. */
export function givesSameValue(name: string): boolean {
  return SAME.test(name);
}

/** Whether a method that strings do not have gives a part of a text. */
export function cutsText(name: string): boolean {
  return CUTS.has(name);
}

/** Whether a function writes random bytes into its first argument. */
export function fillsAtRandom(name: string): boolean {
  return FILLS.has(name);
}
