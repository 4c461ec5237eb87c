/**
 * A Map whose keys are objects that end becomes a WeakMap, a Set a WeakSet: an entry goes when nobody could ask for it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Use } from '../../../collections/uses.ts';
import { replacement } from '../../../edits/apply-edits.ts';
import type { Edit } from '../../../findings/finding.ts';
import { withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { collectionType } from '../../../syntax/type-annotations.ts';
import { isOfOneEntry } from '../../../vocabulary/collection-methods.ts';
import {
  reasonInAccess,
  readsProperty,
  writesProperty,
  type AccessReasons,
} from './access-reasons.ts';
import { reasonInNames } from './eviction-refusals.ts';
import {
  reasonInClass,
  reasonInDeclaration,
  reasonInField,
  reasonInTypeComment,
} from './type-refusals.ts';
import { makesSame, reasonInAlias } from './use-refusals.ts';
import { growingAdditions, type GrowingAdditions } from './growing-additions.ts';
import { strategyOf, type Refusal, type Subject } from './strategy.ts';
import { isObjectThatEnds } from './weak-keys.ts';

export const weak = strategyOf<undefined>({
  name: 'weak',
  how: 'weak keys, so that an entry goes with its key',
  advice: 'Use a `WeakMap` or `WeakSet`, whose entries go with their keys.',
  byHand:
    'use a `WeakMap` or a `WeakSet` if its keys are objects, or delete entries where they are no longer needed',
  applies(subject) {
    const refusal = reasonAgainstWeak(subject);
    return refusal ?? { plan: undefined };
  },
  edits: weakEdits,
});

function reasonAgainstWeak(subject: Subject): Refusal | undefined {
  const { collection, uses, changes } = subject;
  const { kind } = collection;
  if (kind === 'array' || kind === 'object')
    return { refusal: `${kind === 'array' ? 'an array' : 'an object'} has no weak keys` };
  const added = uses.all.filter(
    ({ level, access }) =>
      level === 0 && access.kind === 'call' && (access.method === 'set' || access.method === 'add'),
  );
  const other = added.find((use) => !addsObject(subject, use));
  if (other || changes.additions.every(({ level }) => level > 0))
    return {
      refusal: `line ${(other ?? uses.all[0])?.node.loc.start.line ?? 1} adds a key that is not seen to be an object which ends, such as a request or a connection`,
    };
  const refusal =
    reasonInMaking(subject) ?? reasonInUses(subject) ?? reasonInValues(growingAdditions(subject));
  return refusal === undefined ? undefined : { refusal, isClose: true };
}

/** A connection may live for long: what its entry holds is not bounded by its end. */
function reasonInValues({ values: [first] }: GrowingAdditions): string | undefined {
  return (
    first &&
    `the values of its entries grow as well (line ${first.node.loc.start.line}), for as long as the key lives`
  );
}

function reasonInMaking(subject: Subject): string | undefined {
  const { source, project, collection, uses } = subject;
  const { makers, declaration } = collection;
  return (
    reasonInNames(source, [...makers, ...uses.all.map(({ node }) => node)]) ??
    makers.map((maker) => reasonInMaker(subject, maker as TSESTree.NewExpression)).find(Boolean) ??
    reasonInKeyType(subject) ??
    reasonInField(declaration) ??
    reasonInDeclaration(source, declaration) ??
    reasonInTypeComment(source, project, declaration)
  );
}

function reasonInUses(subject: Subject): string | undefined {
  const reason = subject.uses.all
    .filter(({ level }) => level === 0)
    .map((use) => reasonInAccess(REASONS, use, subject))
    .find((found) => found !== undefined);
  return (
    reason ??
    (subject.collection.isExported
      ? 'it is given to other files, where its use is not seen'
      : undefined)
  );
}

function addsObject({ source }: Subject, { access }: Use): boolean {
  const [key] = access.kind === 'call' ? access.call.arguments : [];
  return (
    key !== undefined && key.type !== AST_NODE_TYPES.SpreadElement && isObjectThatEnds(source, key)
  );
}

function reasonInMaker({ source }: Subject, maker: TSESTree.NewExpression): string | undefined {
  if (maker.arguments.length > 0)
    return `it starts with entries of its own (\`${source.getText(maker.arguments[0])}\`)`;
  return (
    reasonInClass(source, maker) ??
    (withWrappers(maker) === maker ? undefined : 'it is made under a type of another name')
  );
}

/** Only the name of one type is sure to stand for objects. */
function reasonInKeyType({
  source,
  collection: { makers, declaration, kind },
}: Subject): string | undefined {
  const expected = kind === 'map' ? 'Map' : 'Set';
  for (const type of [...makers, declaration].map(collectionType)) {
    if (type?.type === AST_NODE_TYPES.TSTypeReference && source.getText(type.typeName) !== expected)
      return `it is declared with a type of another name (\`${source.getText(type.typeName)}\`)`;
    const key = type?.typeArguments?.params[0];
    if (
      key &&
      key.type !== AST_NODE_TYPES.TSTypeReference &&
      key.type !== AST_NODE_TYPES.TSObjectKeyword &&
      key.type !== AST_NODE_TYPES.TSAnyKeyword
    )
      return `the type of its keys (\`${source.getText(key)}\`) may take in more than objects`;
  }
  return undefined;
}

const REASONS: AccessReasons<Subject> = {
  call: ({ method }, { at }) =>
    isOfOneEntry(method) ? undefined : `a weak collection has no \`${method}\` (${at})`,
  size: countsEntries,
  iterate: countsEntries,
  escape: ({ how }, { at }) => `it is ${how} (${at}), where its use is not seen`,
  replace: ({ assignment }, { at, context: { source, collection } }) =>
    makesSame(source, assignment.right, collection.kind as 'map' | 'set')
      ? undefined
      : `it is replaced by something else (${at})`,
  alias: (_, { node, at, context: { source } }) => reasonInAlias(source, node, at),
  write: writesProperty,
  delete: writesProperty,
  read: readsProperty,
};

function countsEntries(_: unknown, { at }: { readonly at: string }): string {
  return `its entries are counted or gone through (${at}), which a weak collection does not offer`;
}

function weakEdits({ collection: { makers, declaration, kind } }: Subject): Edit[] {
  const name = kind === 'map' ? 'WeakMap' : 'WeakSet';
  const type = collectionType(declaration);
  const isAnnotated =
    type?.type === AST_NODE_TYPES.TSTypeReference && !makers.includes(declaration);
  return [
    ...makers.map((maker) =>
      replacement(withoutWrappers((maker as TSESTree.NewExpression).callee), name),
    ),
    ...(isAnnotated ? [replacement(type.typeName, name)] : []),
  ];
}
