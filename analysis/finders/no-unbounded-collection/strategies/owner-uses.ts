/**
 * Whether the object that has a collection in a property is used as a whole: who shows it, copies it or goes through its
 * properties has the collection, too, under no name.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessesAt, isLostAt } from '../../../collections/accesses.ts';
import { isOfAnswer } from '../../../collections/repeatable-code.ts';
import { usesOfValues } from '../../../collections/uses.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isGlobal } from '../../../syntax/bindings.ts';
import { isLog } from '../../../syntax/log-calls.ts';
import { isCall, withoutWrappers } from '../../../syntax/nodes.ts';
import type { Subject } from './strategy.ts';

/** Why entries must not be removed: they are shown, or counted, with the object that has them. */
export function reasonInOwner(subject: Subject): string | undefined {
  const { source, collection, uses } = subject;
  if (collection.root.kind === 'variable') return undefined;
  const known = new Set(uses.all.map(({ node }) => node));
  const { all, owners } = usesOfValues(
    source,
    collection.makers.map((node) => ({ node, level: 0, path: '' })),
  );
  const shown =
    owners.find((owner) => isShown(subject, owner) || isGivenToOthers(subject, owner)) ??
    all.find(
      ({ level, node, access }) =>
        level === 0 &&
        !known.has(node) &&
        !collection.makers.includes(node) &&
        USED.has(access.kind),
    )?.node;
  return (
    shown &&
    `line ${shown.loc.start.line} uses the object that has it as a whole, and may show or count its entries. Pass \`--evict\` (the option \`evict\` of the rule) to remove entries all the same`
  );
}

const USED = new Set(['call', 'escape', 'iterate', 'read', 'size']);

/** Whether an object is written as text, answered or copied: of a Map and of a Set, JSON shows nothing. */
function isShown({ source, collection }: Subject, owner: Node): boolean {
  const { parent } = owner;
  if (!isCall(parent) || parent.callee === owner) return false;
  const callee = withoutWrappers(parent.callee);
  const isJson = isOfAnswer(source, callee) || isOf(source, callee, 'JSON');
  if (isJson) return collection.kind !== 'map' && collection.kind !== 'set';
  if (isGlobal(source, callee, 'structuredClone') || isOf(source, callee, 'v8')) return true;
  // Of an instance, other files have to name the field: `fieldNamedOutside`.
  const { root } = collection;
  const isLiteral = root.kind !== 'field' || root.owner.type === AST_NODE_TYPES.ObjectExpression;
  return isLiteral && !isLog(source, callee) && isLostAt(source, owner);
}

/**
 * Whether other code gets the object of a list or a dictionary, and may show that with all that it has. JSON shows nothing of a
 * Map, a Set or a private name.
 */
function isGivenToOthers({ source, collection: { kind, root } }: Subject, owner: Node): boolean {
  if (kind === 'map' || kind === 'set') return false;
  if (root.kind === 'field' && root.name.startsWith('#')) return false;
  return accessesAt(source, owner, true).some(
    (access) =>
      access.kind === 'escape' && (access.how === 'exported' || access.how === 'returned'),
  );
}

function isOf(source: SourceCode, callee: Node, name: string): boolean {
  return callee.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, callee.object, name);
}
