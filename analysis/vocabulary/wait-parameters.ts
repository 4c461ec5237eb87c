/**
 * Parameters with which a request asks its server to wait before it answers, as long polling does.
 */
import { namesWhere, type Table } from './table.ts';

export const WAIT_PARAMETERS: Table = {
  title: 'Parameters of long polling',
  decides:
    'Whether a request asks its server to wait before it answers: a `timeout` of the client that is shorter would cut each of them.',
  rules: ['require-deadline'],
  source: 'the API in each row',
  columns: {},
  rows: [
    { name: 'timeout', why: 'Telegram: `getUpdates`; Matrix: `/sync`' },
    { name: 'wait', why: 'Consul: blocking queries; RFC 7240: `Prefer: wait=10`' },
  ],
};

const NAMES = namesWhere(WAIT_PARAMETERS, () => true);
const IN_TEXT = new RegExp(`(?:^|[?&;,\\s])(?:${[...NAMES].join('|')})=(?:\\d|$)`, 'u');

/** Whether a parameter of a URL asks the server to wait. */
export function asksToWait(name: string): boolean {
  return NAMES.has(name);
}

/** The same of the text of a URL or of a `Prefer` header, or of what stands before a value in it. */
export function asksToWaitIn(text: string): boolean {
  return IN_TEXT.test(text);
}
