/**
 * Names that tell that the body of a response can be large.
 */
import { namesWhere, type Table } from './table.ts';

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

export const LARGE_BODY_TAKERS: Table = {
  title: 'Functions that are given large bodies',
  decides:
    'Whether the body of a response can be large, by the function that is given it: parsers of pages and tables, writers and uploads.',
  rules: ['no-retained-response'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'JSDOM', why: 'parses a page' },
    { name: 'appendFile', why: 'node:fs' },
    { name: 'appendFileSync', why: 'node:fs' },
    { name: 'bulkCreate', why: 'stores a list: Sequelize' },
    { name: 'bulkWrite', why: 'stores a list: MongoDB' },
    { name: 'createMany', why: 'stores a list: Prisma' },
    { name: 'insertMany', why: 'stores a list: MongoDB' },
    { name: 'load', why: 'parses a page: cheerio' },
    { name: 'loadAsync', why: 'parses an archive: JSZip' },
    { name: 'parseString', why: 'parses a text: xml2js, fast-csv' },
    { name: 'parseStringPromise', why: 'parses a text: xml2js' },
    { name: 'putObject', why: 'stores a file: S3, MinIO' },
    { name: 'upload', why: 'sends a file' },
    { name: 'writeFile', why: 'node:fs' },
    { name: 'writeFileSync', why: 'node:fs' },
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
