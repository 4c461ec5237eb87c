/**
 * Names that tell that the body of a response can be large.
 */
import { namesWhere, type Row, type Table } from './table.ts';
import { wordsOf } from './words.ts';

export const LARGE_MEMBERS: Table = {
  title: 'Members of a body that are large',
  decides:
    'Whether the body of a response can be large, by what is read of it: a page, a file and a transcript are, an id and a token are not.',
  rules: ['no-retained-response'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'attachment', why: 'a file' },
    { name: 'b64_json', why: 'a file in base64: OpenAI, images' },
    { name: 'base64', why: 'a file in base64' },
    { name: 'csv', why: 'a text' },
    { name: 'html', why: 'a page: Firecrawl, browserless' },
    { name: 'markdown', why: 'a page: Firecrawl' },
    { name: 'rawHtml', why: 'a page: Firecrawl' },
    { name: 'xml', why: 'a text' },
  ],
};

interface BodyTaker extends Row {
  /** What it returns is as large: a page that was parsed. */
  readonly keeps?: true;
}

export const LARGE_BODY_TAKERS: Table<BodyTaker> = {
  title: 'Functions that are given large bodies',
  decides:
    'Whether the body of a response can be large, by the function that is given it: parsers of pages and tables, writers and uploads.',
  rules: ['no-retained-response'],
  source: 'names; the reason is in each row',
  columns: { keeps: 'what it returns is as large' },
  rows: [
    { name: 'JSDOM', keeps: true, why: 'parses a page' },
    { name: 'appendFile', why: 'node:fs' },
    { name: 'appendFileSync', why: 'node:fs' },
    { name: 'bulkCreate', why: 'stores a list: Sequelize' },
    { name: 'bulkWrite', why: 'stores a list: MongoDB' },
    { name: 'createMany', why: 'stores a list: Prisma' },
    { name: 'insertMany', why: 'stores a list: MongoDB' },
    { name: 'load', keeps: true, why: 'parses a page: cheerio' },
    { name: 'loadAsync', keeps: true, why: 'parses an archive: JSZip' },
    { name: 'parseString', keeps: true, why: 'parses a text: xml2js, fast-csv' },
    { name: 'parseStringPromise', keeps: true, why: 'parses a text: xml2js' },
    { name: 'putObject', why: 'stores a file: S3, MinIO' },
    { name: 'upload', why: 'sends a file' },
    { name: 'writeFile', why: 'node:fs' },
    { name: 'writeFileSync', why: 'node:fs' },
  ],
};

export const CONSUMING_WORDS: Table = {
  title: 'First words of functions that send or store',
  decides:
    'Whether a function that is given the body of a response returns something small: an id, a URL, a receipt.',
  rules: ['no-retained-response'],
  source: 'read in the calls of 40 public servers',
  columns: {},
  rows: [
    { name: 'insert' },
    { name: 'publish' },
    { name: 'put' },
    { name: 'reply' },
    { name: 'save' },
    { name: 'send' },
    { name: 'store' },
    { name: 'upload' },
    { name: 'write' },
  ],
};

const MEMBERS = namesWhere(LARGE_MEMBERS, () => true);
const TAKERS = namesWhere(LARGE_BODY_TAKERS, () => true);

/** Whether a member of a body is large by its name. */
export function namesLargeBody(member: string): boolean {
  return MEMBERS.has(member);
}

/** Whether a function or a class is given large bodies, by its name. */
export function takesLargeBody(name: string): boolean {
  return TAKERS.has(name);
}

const CONSUMERS = namesWhere(LARGE_BODY_TAKERS, ({ keeps }) => keeps === undefined);
const CONSUMING = namesWhere(CONSUMING_WORDS, () => true);

/** Whether a function sends or stores the body that it is given, and returns something small, by its name. */
export function consumesBody(name: string): boolean {
  const [first = ''] = wordsOf(name);
  return CONSUMERS.has(name) || CONSUMING.has(first);
}
