/**
 * Words of properties that are texts or numbers.
 */
import { namesWhere, type Table } from './table.ts';

export const TEXT_WORDS: Table = {
  title: 'Words of texts and numbers',
  decides:
    'Whether a part of an entry is a text or a number by the last word of its name: then nobody who is given it can change the entry.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'address', why: 'a text' },
    { name: 'code', why: 'a text or a number' },
    { name: 'count', why: 'a number' },
    { name: 'email', why: 'a text' },
    { name: 'hash', why: 'a text or a number' },
    { name: 'host', why: 'a text' },
    { name: 'href', why: 'a text' },
    { name: 'html', why: 'a text' },
    { name: 'id', why: 'a text or a number' },
    { name: 'key', why: 'a text or a number' },
    { name: 'length', why: 'a number' },
    { name: 'name', why: 'a text' },
    { name: 'number', why: 'a number' },
    { name: 'password', why: 'a text' },
    { name: 'path', why: 'a text' },
    { name: 'phone', why: 'a text or a number' },
    { name: 'secret', why: 'a text' },
    { name: 'size', why: 'a number' },
    { name: 'slug', why: 'a text' },
    { name: 'text', why: 'a text' },
    { name: 'title', why: 'a text' },
    { name: 'token', why: 'a text' },
    { name: 'type', why: 'a text' },
    { name: 'uid', why: 'a text' },
    { name: 'url', why: 'a text' },
    { name: 'username', why: 'a text' },
    { name: 'uuid', why: 'a text' },
    { name: 'version', why: 'a text or a number' },
  ],
};

const TEXTS = namesWhere(TEXT_WORDS, () => true);

/** Whether something is a text or a number by a word of its name. */
export function isTextByName(word: string): boolean {
  return TEXTS.has(word);
}
