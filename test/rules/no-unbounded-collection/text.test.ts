import { expect, it } from 'vitest';
import { mayHoldCollections } from '../../../analysis/finders/no-unbounded-collection/finder.ts';

const mayHold = (text: string) => mayHoldCollections(text, ['map', 'set', 'array', 'object']);

it.each([
  'const seen = new Map();',
  'const seen = new Collection();',
  'class Seen extends Map {}',
  'list.push(item);',
  'list\n  .unshift(item);',
  'table[key] = value;',
  'table[keys[0]] = value;',
  'table[key] ||= [];',
  'table[key]++;',
  '$const[key] = 1;',
  'list = [...list, item];',
  'table = { ...table, [key]: value };',
  'Object.assign(table, more);',
  'const { assign } = Object;',
])('a file may add to a collection by `%s`', (text) => {
  expect(mayHold(text)).toBe(true);
});

it.each([
  'const [state, setState] = useState();',
  'const names: string[] = [];',
  'let [first] = list;',
  'const { length } = Object.keys(table);',
  'if (Object.prototype.hasOwnProperty.call(table, key)) use(table[key]);',
  'if (table[key] === value) use(table[key] == other);',
  'const give = (row: Row[]) => row[0];',
])('`%s` adds to none, and its file need not be parsed', (text) => {
  expect(mayHold(text)).toBe(false);
});
