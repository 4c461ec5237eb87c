/**
 * Functions that tell the time, or how much the process has done: another value each time.
 */
import { namesWhere, type Table } from './table.ts';

export const CLOCK_FUNCTIONS: Table = {
  title: 'Functions that tell the time',
  decides:
    'Whether a value is another one when it is computed again, because it is made of the time. `Date.now()`, `performance.now()` and `new Date()` are known without this list.',
  rules: ['no-unbounded-collection'],
  source: 'Node.js 24 documentation; names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'Date', why: 'ECMA-262: without `new`, the text of the present time' },
    { name: 'bigint', why: 'Node.js: `process.hrtime.bigint()`' },
    { name: 'cpuUsage', why: 'Node.js: grows while the process runs' },
    { name: 'currentTime', why: 'names of helpers' },
    { name: 'dayjs', why: 'dayjs: without an argument, the present time' },
    { name: 'getTimestamp', why: 'names of helpers' },
    { name: 'hrtime', why: 'Node.js: `process.hrtime()`' },
    { name: 'memoryUsage', why: 'Node.js: changes while the process runs' },
    { name: 'moment', why: 'moment: without an argument, the present time' },
    { name: 'now', why: 'luxon: `DateTime.now()`; names of helpers' },
    { name: 'timestamp', why: 'names of helpers' },
    { name: 'today', why: 'names of helpers' },
    { name: 'uptime', why: 'Node.js: `process.uptime()`, `os.uptime()`' },
  ],
};

const NAMES = namesWhere(CLOCK_FUNCTIONS, () => true);

/** Whether a function tells the time, by its name. */
export function tellsTime(name: string): boolean {
  return NAMES.has(name);
}
