/**
 * Methods that send what they are given, or answer with it.
 */
import { namesWhere, type Row, type Table } from './table.ts';

interface SendingMethod extends Row {
  /** Of an answer, it writes its argument as text. */
  readonly text?: true;
}

export const SENDING_METHODS: Table<SendingMethod> = {
  title: 'Methods that send',
  decides:
    'Whether a call only shows what it is given: items of a log may then be cut, and an entry of a cache is not changed.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: { text: 'of an answer, it writes its argument as text' },
  rows: [
    { name: 'emit', why: 'Socket.IO; of an emitter, its listeners are followed' },
    { name: 'end', why: 'Node.js: streams, answers' },
    { name: 'json', text: true, why: 'Express' },
    { name: 'jsonp', text: true, why: 'Express' },
    { name: 'reply', why: 'Discord.js, Telegraf' },
    { name: 'send', text: true, why: 'Express, Fastify; ws' },
    { name: 'write', why: 'Node.js: streams, answers' },
  ],
};

const SENDS = namesWhere(SENDING_METHODS, () => true);
const SENDS_TEXT = namesWhere(SENDING_METHODS, ({ text }) => text === true);

/** Whether a method sends what it is given. */
export function sends(method: string): boolean {
  return SENDS.has(method);
}

/** Whether a method of an answer writes its argument as text. */
export function sendsAsText(method: string): boolean {
  return SENDS_TEXT.has(method);
}
