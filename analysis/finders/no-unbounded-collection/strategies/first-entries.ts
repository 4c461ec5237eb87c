/**
 * Whether the entries that a collection has from the start are seen to have a time: a sweep asks each of them for it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isNullish, withoutWrappers } from '../../../syntax/nodes.ts';
import { isGlobal } from '../../../syntax/bindings.ts';
import { propertyName } from '../../../syntax/references.ts';
import { fieldsIn } from './entry-types.ts';
import type { ExpiryTest } from './expiry-tests.ts';
import type { Subject } from './strategy.ts';

export function reasonInFirstEntries(
  { source, collection: { makers } }: Subject,
  { text }: ExpiryTest,
): string | undefined {
  const fields = fieldsIn(text);
  const unseen = makers.find(
    (maker) =>
      !valuesIn(source, withoutWrappers(maker))?.every((value) => hasTime(source, value, fields)),
  );
  return (
    unseen &&
    `line ${unseen.loc.start.line} gives it entries that are not seen to have a time, which a sweep asks all entries for`
  );
}

/** The values that a collection begins with; undefined if they are not seen. */
function valuesIn(source: SourceCode, maker: Node): readonly Node[] | undefined {
  if (maker.type === AST_NODE_TYPES.ObjectExpression) return valuesOfObject(source, maker);
  if (maker.type === AST_NODE_TYPES.CallExpression)
    return maker.callee.type === AST_NODE_TYPES.MemberExpression &&
      isGlobal(source, maker.callee.object, 'Object') &&
      propertyName(source, maker.callee) === 'create'
      ? []
      : undefined;
  if (maker.type !== AST_NODE_TYPES.NewExpression) return undefined;
  const [given] = maker.arguments;
  if (!given || isNullish(given)) return [];
  if (given.type !== AST_NODE_TYPES.ArrayExpression) return undefined;
  const pairs = given.elements.map((pair) =>
    pair?.type === AST_NODE_TYPES.ArrayExpression ? pair.elements[1] : undefined,
  );
  return pairs.every((value) => value !== undefined && value !== null) ? pairs : undefined;
}

function valuesOfObject(
  source: SourceCode,
  { properties }: TSESTree.ObjectExpression,
): readonly Node[] | undefined {
  const values: Node[] = [];
  for (const property of properties) {
    if (property.type !== AST_NODE_TYPES.Property) return undefined;
    if (propertyName(source, property) !== '__proto__') values.push(property.value);
  }
  return values;
}

function hasTime(source: SourceCode, value: Node, fields: readonly string[]): boolean {
  const node = withoutWrappers(value);
  if (fields.length === 0)
    return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number';
  return (
    node.type === AST_NODE_TYPES.ObjectExpression &&
    fields.every((field) =>
      node.properties.some(
        (property) =>
          property.type === AST_NODE_TYPES.Property && propertyName(source, property) === field,
      ),
    )
  );
}
