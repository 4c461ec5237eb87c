/**
 * What the names of statuses of HTTP stand for.
 */
import { byName, type Row, type Table } from './table.ts';
import { wordsOf } from './words.ts';

interface StatusName extends Row {
  readonly status: number;
}

export const STATUS_NAMES: Table<StatusName> = {
  title: 'Names of statuses',
  decides:
    'Which status a response is compared with: by the words of a member, without `HTTP` and `STATUS`, as in `HttpStatus.NOT_FOUND`, `constants.HTTP_STATUS_NOT_FOUND`.',
  rules: [
    'no-per-call-agent',
    'no-race-without-abort',
    'no-retained-response',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source:
    'RFC 9110, 15; `HttpStatus` of @nestjs/common 11, http-status-codes 2, http-status 2, `constants` of node:http2',
  columns: { status: 'the status' },
  rows: [
    { name: 'accepted', status: 202 },
    { name: 'bad gateway', status: 502 },
    { name: 'bad request', status: 400 },
    { name: 'conflict', status: 409 },
    { name: 'created', status: 201 },
    { name: 'forbidden', status: 403 },
    { name: 'gateway timeout', status: 504 },
    { name: 'gone', status: 410 },
    { name: 'internal server error', status: 500 },
    { name: 'moved permanently', status: 301 },
    { name: 'no content', status: 204 },
    { name: 'not found', status: 404 },
    { name: 'not modified', status: 304 },
    { name: 'ok', status: 200 },
    { name: 'partial content', status: 206 },
    { name: 'permanent redirect', status: 308 },
    { name: 'reset content', status: 205 },
    { name: 'see other', status: 303 },
    { name: 'service unavailable', status: 503 },
    { name: 'temporary redirect', status: 307 },
    { name: 'too many requests', status: 429 },
    { name: 'unauthorized', status: 401 },
  ],
};

const STATUSES = byName(STATUS_NAMES);

/** The status that a name stands for: 404 for `NOT_FOUND`, `NotFound` and `HTTP_STATUS_NOT_FOUND`. */
export function statusNamed(name: string): number | undefined {
  const words = wordsOf(name).filter((word) => word !== 'http' && word !== 'status');
  return STATUSES.get(words.join(' '))?.status;
}
