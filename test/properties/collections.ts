/**
 * Maps and Sets of a module that a request adds to.
 */
import fc from 'fast-check';
import { joined, template, text, type Fragment } from './fragments.ts';

const map = template`${text('const', '⇑const', 'let', 'var')} seen${text('', '⟦: Map<string, number>⟧')} ·= ·new Map${text('', '⟦<string, number>⟧')}·${text('()', '·(·)', '', '([])', '(null)')};`;
const set = template`${text('const', 'let')} known ·= ·new ·Set${text('', '⟦<string>⟧')}${text('(·)', '', '([1])')};`;
const field = text(
  'class Registry {\n  static entries = new Map();\n  items = new Set(·);\n  add(id) {\n    Registry.entries.set(id, 1);\n    this.items.add(id);\n  }\n}',
  'const registry = { jobs: new Map(), ids: new Set() };',
);

const mapUse = text(
  'seen.set(·id·, ·url·);',
  'seen.set(id, 1).set(url, 2);',
  'log(seen.get(id), seen.has(id), seen.size);',
  'for (const [key, value] of seen) log(key, value);',
  'seen.forEach((value, key) => log(key, value));',
  'seen.delete(id);',
  'log([...seen.keys()], Array.from(seen.values()));',
  'log(seen);',
  'if (!seen.has(id)) seen.set(id, []);',
  'log(seen⟦!⟧.get(id));',
  'log(seen.entries().next());',
);
const setUse = text(
  'known.add(·id·);',
  'log(known.add(id).size);',
  'if (known.has(id)) return;\n  known.add(id);',
  'for (const each of known) log(each);',
  'log([...known]);',
  'known.delete(id);',
  'known.forEach((each) => log(each));',
);
const fieldUse = text(
  'registry.jobs.set(id, url);',
  'registry.ids.add(id);',
  'log(registry.jobs.get(id));',
);

const uses = (use: fc.Arbitrary<string>) =>
  fc
    .array(use, { minLength: 1, maxLength: 4 })
    .map((statements) => statements.map((code) => `{\n  ${code}\n}`));
const fragment = (
  declaration: fc.Arbitrary<string>,
  use: fc.Arbitrary<string>,
): fc.Arbitrary<Fragment> =>
  fc.tuple(declaration, uses(use)).map(([code, body]) => ({ module: [code], body }));

/** A collection or two, and what a request does with them. */
export const collections: fc.Arbitrary<Fragment> = fc.oneof(
  fragment(map, mapUse),
  fragment(set, setUse),
  fc.tuple(fragment(map, mapUse), fragment(set, setUse)).map((both) => joined(both)),
  fc.tuple(field, uses(fieldUse)).map(([code, body]) => ({
    module: ['const registry = { jobs: new Map(), ids: new Set() };', code].slice(
      code.startsWith('const') ? 1 : 0,
    ),
    body,
  })),
);
