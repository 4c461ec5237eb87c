/**
 * What the words of a URL, or of the function that asks for it, tell of the answer.
 */
import { namesWhere, type Table } from './table.ts';
import { wordsOf } from './words.ts';

export const LIFE_WORDS: Table = {
  title: 'Words that ask whether a service runs',
  decides:
    'Whether the answer to a request is short because it only tells that a service runs: words of its URL, and of the function around it.',
  rules: ['no-unread-response'],
  source: 'read in the URLs and the functions of 40 public servers',
  columns: {},
  rows: [
    { name: 'alive' },
    { name: 'available' },
    { name: 'health' },
    { name: 'healthcheck' },
    { name: 'healthy' },
    { name: 'healthz' },
    { name: 'heartbeat' },
    { name: 'live' },
    { name: 'livez' },
    { name: 'online' },
    { name: 'ping' },
    { name: 'reachable' },
    { name: 'ready' },
    { name: 'readyz' },
    { name: 'running' },
    { name: 'up' },
  ],
};

export const FILE_ENDINGS: Table = {
  title: 'Endings of large files',
  decides: 'Whether a URL asks for a file that is longer than a text of some lines.',
  rules: ['no-unread-response'],
  source: 'read in the URLs and the functions of 40 public servers',
  columns: {},
  rows: [
    { name: 'gif' },
    { name: 'gz' },
    { name: 'jpeg' },
    { name: 'jpg' },
    { name: 'm4a' },
    { name: 'mov' },
    { name: 'mp3' },
    { name: 'mp4' },
    { name: 'pdf' },
    { name: 'png' },
    { name: 'tar' },
    { name: 'tgz' },
    { name: 'wav' },
    { name: 'webm' },
    { name: 'webp' },
    { name: 'zip' },
  ],
};

export const SMALL_FILE_WORDS: Table = {
  title: 'Words of small files',
  decides: 'Whether a URL asks for a picture of some KB, of which an error is shorter still.',
  rules: ['no-retained-response', 'no-unread-response'],
  source: 'read in the URLs and the functions of 40 public servers',
  columns: {},
  rows: [
    { name: 'avatar' },
    { name: 'badge' },
    { name: 'favicon' },
    { name: 'favicons' },
    { name: 'icon' },
    { name: 'logo' },
    { name: 'thumbnail' },
  ],
};

const SMALL = namesWhere(SMALL_FILE_WORDS, () => true);
const LIFE = namesWhere(LIFE_WORDS, () => true);
const ENDINGS = namesWhere(FILE_ENDINGS, () => true);

/** Whether a text has a word that asks whether a service runs. */
export function asksForLife(text: string): boolean {
  return wordsOf(text).some((word) => LIFE.has(word));
}

/** Whether the text of a URL names its host: not `` `${base}/files` ``. */
export function namesHost(url: string): boolean {
  return /^[`'"]https?:\/\/[\w.-]+[/`'"]/iu.test(url);
}

/** Whether the text of a URL is that of a public site itself, which answers with a page: `'https://www.example.com/'`. */
export function namesSite(url: string): boolean {
  return /^[`'"]https?:\/\/(?:[\w-]+\.)+[a-z]{2,}\/?[`'"]$/iu.test(url);
}

/** Whether the text of a URL ends as that of a large file: `` `https://img.example.com/${id}/cover.jpg` ``. */
export function namesFile(url: string): boolean {
  const ending = /\.(\w{2,4})(?:[`'"?]|$)/u.exec(url)?.[1];
  return ending !== undefined && ENDINGS.has(ending);
}

/** Whether a text has a word of small files. */
export function namesSmallFile(text: string): boolean {
  return wordsOf(text).some((word) => SMALL.has(word));
}

/** Whether a text asks for one thing by its id: `` `/series/${manga.id}` ``, `` `/sources?id=${id}` ``. */
export function namesEntity(text: string): boolean {
  return /(?:\/|[?&]id=)\$\{(?:[\w$]+\??\.)*(?:id|\w+Id)\}\/?[`?&]/u.test(text);
}
