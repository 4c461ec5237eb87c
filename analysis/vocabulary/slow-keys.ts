/**
 * Words of keys that grow by what somebody configures, or by the calendar.
 */
import { namesWhere, type Row, type Table } from './table.ts';

interface SlowKey extends Row {
  readonly configures?: true;
  /** Also if a message brings it: who sends it was asked for it. */
  readonly subscribed?: true;
}

export const SLOW_KEYS: Table<SlowKey> = {
  title: 'Words of keys that grow slowly',
  decides:
    'Whether the keys of a collection grow by what somebody configures, or by the calendar: a word of the name of the key is one of these. Such growth is reported in `strict` only, unless the key is a raw parameter or a body field of a request.',
  rules: [
    'no-per-call-agent',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
  ],
  source: 'names; the reason is in each row',
  columns: {
    subscribed: 'also if a message brings it: it was asked for',
    configures:
      'also what is configured itself, in the singular or the plural: a key that is looked up there is one of few. So is one that is looked up in `options`',
  },
  rows: [
    { name: 'config', configures: true, why: 'settings' },
    { name: 'configuration', configures: true, why: 'settings' },
    { name: 'country', why: 'region' },
    { name: 'credential', why: 'credential' },
    { name: 'currency', why: 'region' },
    { name: 'date', why: 'the calendar' },
    { name: 'day', why: 'the calendar' },
    { name: 'instrument', subscribed: true, why: 'what a trader follows' },
    { name: 'locale', why: 'region' },
    { name: 'market', subscribed: true, why: 'what a trader follows' },
    { name: 'model', why: 'models that are configured' },
    { name: 'month', why: 'the calendar' },
    { name: 'pair', subscribed: true, why: 'what a trader follows: a pair of currencies' },
    { name: 'plugin', why: 'plugins that are installed' },
    { name: 'provider', why: 'providers that are configured' },
    { name: 'region', why: 'region' },
    { name: 'setting', configures: true, why: 'settings' },
    {
      name: 'symbol',
      subscribed: true,
      why: 'what a trader follows: a share, a pair of currencies',
    },
    { name: 'tenant', why: 'tenants that are configured' },
    { name: 'ticker', subscribed: true, why: 'what a trader follows: a share' },
    { name: 'timezone', why: 'region' },
  ],
};

const SLOW = namesWhere(SLOW_KEYS, () => true);

/** Whether a word of the name of a key says that such keys grow slowly. */
export function growsSlowly(word: string): boolean {
  return SLOW.has(word);
}

const SUBSCRIBED = namesWhere(SLOW_KEYS, ({ subscribed }) => subscribed === true);

/** Whether it does so if a message brings it, too: a trader is sent what it has subscribed to. */
export function isSubscribedTo(word: string): boolean {
  return SUBSCRIBED.has(word);
}

const CONFIGURES = namesWhere(SLOW_KEYS, ({ configures: isSo }) => isSo === true);

/** Whether a word says that something is configured: `settings`, `options`. */
export function configures(word: string): boolean {
  return CONFIGURES.has(word) || CONFIGURES.has(word.replace(/s$/u, '')) || word === 'options';
}
