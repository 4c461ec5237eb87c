/**
 * What object-state follows, a row a construct: what an object has where it is used.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { foldObject, type ObjectAlgebra } from '../../../analysis/flow/fold-object.ts';
import { objectState } from '../../../analysis/flow/object-state.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';
import { OBJECT_CONSTRUCTS, objectTable } from './object-constructs.ts';

interface Property {
  readonly values: ReadonlySet<string>;
  readonly isSure: boolean;
}

/** All that an object may have, and whether it may have anything else. */
interface Inventory {
  readonly properties: ReadonlyMap<string, Property>;
  readonly isOpen: boolean;
}

const EMPTY: Inventory = { properties: new Map(), isOpen: false };

function inventoryOf(source: SourceCode): ObjectAlgebra<Inventory> {
  return {
    nothing: EMPTY,
    open: () => ({ ...EMPTY, isOpen: true }),
    property: (before, name, value) =>
      name === undefined
        ? { ...before, isOpen: true }
        : withProperty(before, name, { values: new Set([source.getText(value)]), isSure: true }),
    deleted: ({ properties, isOpen }, name) => ({
      properties: new Map(
        [...properties].flatMap(([key, property]) =>
          key === name
            ? []
            : [[key, name === undefined ? { ...property, isSure: false } : property] as const],
        ),
      ),
      isOpen,
    }),
    copied: (under, over) => ({
      ...[...over.properties].reduce(
        (sofar, [name, property]) =>
          withProperty(
            sofar,
            name,
            property.isSure ? property : eitherProperty(sofar.properties.get(name), property),
          ),
        under,
      ),
      isOpen: under.isOpen || over.isOpen,
    }),
    handed: (before) => ({ ...before, isOpen: true }),
    either: (a, b) => ({
      properties: new Map(
        [...new Set([...a.properties.keys(), ...b.properties.keys()])].map((name) => [
          name,
          eitherProperty(a.properties.get(name), b.properties.get(name)),
        ]),
      ),
      isOpen: a.isOpen || b.isOpen,
    }),
  };
}

function withProperty({ properties, isOpen }: Inventory, name: string, property: Property) {
  return { properties: new Map([...properties, [name, property] as const]), isOpen };
}

function eitherProperty(a: Property | undefined, b: Property | undefined): Property {
  return {
    values: new Set([...(a?.values ?? []), ...(b?.values ?? [])]),
    isSure: a?.isSure === true && b?.isSure === true,
  };
}

function written({ properties, isOpen }: Inventory): string {
  return [
    ...[...properties]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { values, isSure }]) => `${name}${isSure ? '' : '?'}: ${[...values].join('|')}`),
    ...(isOpen ? ['...'] : []),
  ].join(', ');
}

it.each(OBJECT_CONSTRUCTS)('$group: $construct', ({ code, has, language }) => {
  forEachHost(
    code.includes('await') ? `async () => { ${code} };` : code,
    (source, host) => {
      expect(
        written(foldObject(objectState(source, subjectOf(source)), inventoryOf(source))),
        host,
      ).toBe(has);
    },
    language ?? 'js',
  );
});

it('the table is in docs/value-flow.md', () => {
  const page = readFileSync(new URL('../../../docs/value-flow.md', import.meta.url), 'utf8');
  expect(page).toContain(objectTable());
});
