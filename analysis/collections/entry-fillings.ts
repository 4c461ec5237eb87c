/**
 * Where an entry is stored because a lookup missed it, and whether that makes it a cache.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Condition } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { contains } from '../syntax/traversal.ts';
import { keyOf, type EntryIndex } from './entry-presence.ts';
import { makesNoDifference } from './miss-effects.ts';
import { isAnswer, isFoundAt, missingAt, type Lookup } from './missing-entry.ts';
import { isRecomputed } from './recomputed-values.ts';
import type { Repeatable } from './repeatable-code.ts';

/** A `set` that runs where a lookup missed the entry. */
export interface Filling {
  readonly set: TSESTree.CallExpression;
  /** The text of the key. */
  readonly key: string;
  readonly lookups: readonly Lookup[];
  readonly conditions: readonly Condition[];
  /** Whether nothing but the value comes of it, and that would come again. */
  readonly isCaching: boolean;
}

/** What is asked with. */
interface Subject {
  readonly source: SourceCode;
  readonly index: EntryIndex;
  readonly about: Repeatable;
}

/** A `set` as a filling, if it runs where a lookup missed the entry. */
export function fillingBy(at: Subject, set: TSESTree.CallExpression): Filling | undefined {
  const [key, value] = set.arguments;
  if (!key || !value) return undefined;
  const text = at.source.getText(key);
  const same = at.index.lookupsAround(set).filter((lookup) => keyOf(at.source, lookup) === text);
  const found = same
    .map((lookup) => ({ lookup, conditions: missingAt(at.source, set, lookup) }))
    .filter(({ conditions }) => conditions.length > 0);
  if (found.length > 0) {
    const conditions = found.flatMap((one) => one.conditions);
    const lookups = found.map(({ lookup }) => lookup);
    const isCaching =
      isRecomputed(at.source, value, key, at.about) &&
      makesNoDifference(at.source, { set, value, lookups, same, conditions }, at.about) &&
      lookups.every((lookup) => isUsedWhereFound(at, lookup, conditions));
    return { set, key: text, lookups, conditions, isCaching };
  }
  // `const user = users.get(id) ?? (await load(id)); users.set(id, user)`
  const either = definitionOf(at.source, value);
  if (either.type !== AST_NODE_TYPES.LogicalExpression || either.operator === '&&')
    return undefined;
  const lookup = same.find((candidate) => isAnswer(candidate, either.left));
  return (
    lookup && {
      set,
      key: text,
      lookups: [lookup],
      conditions: [],
      isCaching: isRecomputed(at.source, either.right, key, at.about),
    }
  );
}

/** The value itself, or what a constant that names it was given. */
export function definitionOf(source: SourceCode, value: Node): Node {
  const node = withoutWrappers(value);
  if (node.type !== AST_NODE_TYPES.Identifier) return node;
  const definition = variableOf(source, node)?.defs[0];
  const isConstant =
    definition?.type === 'Variable' &&
    definition.parent.kind === 'const' &&
    definition.node.id.type === AST_NODE_TYPES.Identifier;
  return isConstant && definition.node.init ? withoutWrappers(definition.node.init) : node;
}

/** Whether what a lookup gives is used only where it is something, or after a missing one has been computed. */
function isUsedWhereFound(at: Subject, lookup: Lookup, conditions: readonly Condition[]): boolean {
  const { kept } = lookup;
  if (!kept) return true;
  const written = kept.references.filter((reference) => reference.isWrite() && !reference.init);
  if (written.length > 0)
    return written.every(
      ({ identifier }) => missingAt(at.source, identifier as Node, lookup).length > 0,
    );
  return kept.references.every(
    (reference) =>
      !reference.isRead() ||
      conditions.some(({ test }) => contains(test, reference.identifier)) ||
      isFoundAt(reference.identifier as Node, lookup),
  );
}
