/**
 * Why a Map or a Set is not made an `LRUCache`: what would mean something else there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Changes } from '../../../collections/changes.ts';
import type { CollectionKind } from '../../../collections/collection-queries.ts';
import type { Uses } from '../../../collections/uses.ts';
import type { SourceCode } from '../../../source/source-code.ts';
import { withWrappers } from '../../../syntax/nodes.ts';
import {
  isGivenAway,
  ownedResourceIn,
  reasonInEntries,
  reasonInNames,
  reasonInNeeds,
  reasonInOtherFiles,
} from './eviction-refusals.ts';
import { LRU_CLASS, reasonInImport, reasonInVersion } from './lru-package.ts';
import type { Limits, Subject } from './strategy.ts';
import { reasonInClass, reasonInType } from './type-refusals.ts';
import { reasonInName, reasonInUse } from './use-refusals.ts';

/** A comparison of a size that is seen in another file must hold for any `max`. */
const LEAST_MAX = 1;

/** Why a collection is not made an `LRUCache`, for people; undefined if it can be. */
export function reasonAgainstLru(subject: Subject, { max, evict }: Limits): string | undefined {
  const { source, project, collection, uses, changes } = subject;
  const { kind, makers } = collection;
  if (kind === 'array')
    return 'an array has methods that `LRUCache` lacks: remove items where it grows';
  if (kind === 'object') return '`LRUCache` has another syntax than an object: make it a Map first';
  const values = changes.additions.find(({ level }) => level > 0);
  if (values)
    return `the values of its entries grow as well (line ${values.node.loc.start.line}), which a limit on the number of entries does not prevent`;
  return (
    reasonInEntries(subject, { evict }) ??
    reasonInVersion(project) ??
    reasonInImport(source, makers) ??
    reasonInNames(source, [...makers, ...uses.all.map(({ node }) => node)]) ??
    makers
      .map((maker) => reasonInMaker(source, maker as TSESTree.NewExpression))
      .find((reason) => reason !== undefined) ??
    reasonInType(source, project, collection) ??
    uses.all
      .filter(({ level, access }) => level === 0 && !isGivenAway(access))
      .map((use) => reasonInName(use, collection) ?? reasonInUse(source, use, kind, max))
      .find((reason) => reason !== undefined) ??
    reasonInOtherFiles(subject) ??
    reasonInNeeds(subject, { evict }, 'LRUCache')
  );
}

/** Why another file's uses of a collection of this kind would mean something else. What it gives away in turn, others are asked. */
export function reasonInUses(
  source: SourceCode,
  kind: CollectionKind,
  uses: Uses,
  changes: Changes,
): string | undefined {
  if (kind === 'array' || kind === 'object') return undefined;
  if (changes.additions.some(({ level }) => level > 0))
    return 'the values of its entries grow as well, which a limit on the number of entries does not prevent';
  const resource = ownedResourceIn({ source, changes });
  if (resource !== undefined)
    return `its values may own something that has to be closed (\`${resource}\`), which an eviction would leave open`;
  const own = uses.all.filter(({ level, access }) => level === 0 && !isGivenAway(access));
  if (kind === 'set' && own.some(({ access }) => access.kind !== 'call' || access.method !== 'has'))
    return 'the calls of a Set would have to be rewritten there, too';
  return own
    .map((use) => reasonInUse(source, use, kind, LEAST_MAX))
    .find((reason) => reason !== undefined);
}

function reasonInMaker(source: SourceCode, maker: TSESTree.NewExpression): string | undefined {
  const special = reasonInClass(source, maker);
  if (special !== undefined) return special;
  if (maker.arguments.length > 0)
    return `it starts with entries of its own (\`${source.getText(maker.arguments[0])}\`), which \`${LRU_CLASS}\` does not take`;
  if (source.getCommentsInside(maker).length > 0)
    return 'a comment stands where it is made, and would be lost';
  if (withWrappers(maker) !== maker) return 'it is made under a type of another name';
  return undefined;
}
