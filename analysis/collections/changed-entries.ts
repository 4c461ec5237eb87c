/**
 * Whether somebody changes the entries that a collection gives, or keeps them where they may be changed: a cache that
 * has evicted such an entry makes it anew, without the change.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { isPrimitiveValue } from '../flow/primitive-values.ts';
import type { Path } from '../flow/contents.ts';
import { valuesOf } from '../flow/values.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import { wordsOf } from '../vocabulary/words.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isWritten } from '../syntax/assignments.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers, withWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import type { GivenEntry } from './collection-queries.ts';
import { destinationsOf } from './entry-destinations.ts';
import { gettersDestinations, namesOfGetter } from './getter-destinations.ts';
import { resultsBy } from './results.ts';
import { isKept } from './kept-entries.ts';
import { changesReceiver } from '../vocabulary/collection-methods.ts';
import { saysItChangesArgument } from '../vocabulary/function-names.ts';
import { givesText, isOfStringsAlone } from '../vocabulary/string-methods.ts';
import { ANSWERS, rootOf } from './repeatable-code.ts';
import { copiesOf, sharingNames } from './shared-parts.ts';
import { asksUnseen } from './unseen-methods.ts';
import { usesOfValues, type Holder, type Uses } from './uses.ts';

/** What becomes of entries in a file. */
export interface EntryChanges {
  /** Where one is changed, or kept. */
  readonly changed: Node | undefined;
  /** The functions of the file that give entries to other files, and where in what they give. */
  readonly givenBy: readonly { readonly fn: FunctionNode; readonly at: Path }[];
  /** Where entries go to code that is not seen, and may change them. */
  readonly unseen: Node | undefined;
  /** Where an entry is asked for what only an object with code of its own has. */
  readonly asked: Node | undefined;
  /** The functions of other files that are given entries, or what has some inside. */
  readonly givenTo: readonly GivenEntry[];
  /** Those that are given a function which gives entries. */
  readonly gettersTo: readonly PassedOn[];
}

/** What is done to the entries that a collection gives, and to those that are put into it. */
export function changesOfEntries(source: SourceCode, uses: Uses): EntryChanges {
  const stored = uses.all.flatMap(({ level, access }) => {
    const isAdded =
      level === 0 && access.kind === 'call' && (access.method === 'set' || access.method === 'add');
    return isAdded ? namesBehind(source, access.call) : [];
  });
  return entryChanges(
    source,
    usesOfValues(source, [...uses.all, ...stored.map((node) => ({ node, level: 1, path: '' }))]),
    uses.isCollection,
  );
}

/** What a file does to the entries that functions of another file give it. */
export function changesOfResults(
  source: SourceCode,
  functions: readonly Node[],
  at: Path = [],
): EntryChanges {
  return entryChanges(
    source,
    usesOfValues(
      source,
      [],
      functions.map((node) => ({ node, path: at })),
    ),
    () => false,
    functions.flatMap((node) => resultsBy(source, node).handedOn),
  );
}

/** What a function does to an entry that it is given. */
export function changesOfGiven(source: SourceCode, given: readonly Holder[]): EntryChanges {
  return entryChanges(
    source,
    usesOfValues(
      source,
      given.map(({ node, path }) => ({ node, level: 1, path: '', at: path })),
    ),
    () => false,
  );
}

function entryChanges(
  source: SourceCode,
  direct: Uses,
  isCollection: (node: Node) => boolean,
  names: readonly Node[] = [],
): EntryChanges {
  const results = direct.all
    .filter(({ level }) => level > 0)
    .flatMap(({ node }) => functionGiving(node) ?? [])
    .flatMap((fn) => callersOf(source, fn).calls);
  const sharing = sharingNames(source, direct, results);
  const uses = sharing.length > 0 ? usesOfValues(source, [...direct.all, ...sharing]) : direct;
  const places = placesOf(uses);
  const { unseen, givenTo } = destinationsOf(source, places);
  const copies = copiesOf(source, uses).map((node): Holder => ({ node, path: [] }));
  const givers = [...places, ...copies].flatMap(({ node, path }) => {
    const fn = functionGiving(node);
    return fn ? [{ fn, at: path }] : [];
  });
  const getters = [...new Set(givers.map(({ fn }) => fn))];
  const handed = gettersDestinations(
    source,
    [
      ...names,
      ...getters.flatMap((fn) => [...callersOf(source, fn).values, ...namesOfGetter(source, fn)]),
    ],
    getters,
  );
  return {
    changed: places.find(
      ({ node, path }) =>
        (path.length === 0 && isChanged(source, node)) || isKept(source, node, isCollection),
    )?.node,
    unseen: unseen ?? handed.unseen,
    asked: uses.all.find((use) => use.level > 0 && asksUnseen(use))?.node,
    givenBy: givers.filter(({ fn }) => isGivenOn(source, fn)),
    givenTo,
    gettersTo: handed.givenTo,
  };
}

/** The expressions that are entries, or have some inside. */
function placesOf({ all, holders }: Uses): readonly Holder[] {
  return [
    ...all.flatMap(({ node, level, path }) => (level > 0 ? [{ node, path: [], part: path }] : [])),
    ...holders,
  ];
}

/** The function that returns an expression, or yields it. */
function functionGiving(node: Node): FunctionNode | undefined {
  const { parent } = withWrappers(node);
  const isGiven =
    parent?.type === AST_NODE_TYPES.ReturnStatement ||
    parent?.type === AST_NODE_TYPES.YieldExpression ||
    (parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && parent.body === withWrappers(node));
  return isGiven ? functionAround(node) : undefined;
}

/** Whether what a function returns may come to other files. */
export function isGivenOn(source: SourceCode, fn: FunctionNode): boolean {
  const { isExported, values } = callersOf(source, fn);
  return isExported || values.length > 0;
}

/** How deep a value is looked into: names may be made of each other. */
const MAX_DEPTH = 5;

/**
 * Whether a value is a number, a text or the like, which nobody can change.
 * @param isOld whether an expression gives a value that has been stored before
 */
export function isPrimitive(
  source: SourceCode,
  value: Node,
  isOld: (expression: Node) => boolean,
): boolean {
  const ofName = (name: TSESTree.Identifier, of: (written: Node) => boolean) => {
    const variable = variableOf(source, name);
    if (variable?.defs[0]?.type !== 'Variable') return false;
    const fresh = variable.references.flatMap((reference) =>
      reference.isWrite() && !(reference.writeExpr && isOld(reference.writeExpr))
        ? [reference.writeExpr]
        : [],
    );
    return fresh.length > 0 && fresh.every((written) => written && of(written));
  };
  const ofMethod = (callee: TSESTree.MemberExpression) => {
    const method = propertyName(source, callee) ?? '';
    return OTHERS_GIVE_TEXT.has(method) || givesPrimitiveText(method);
  };
  return isPrimitiveValue(source, value, { ofName, ofMethod, isOld }, MAX_DEPTH);
}

/** Methods of lists, JSON, clocks, digests and numbers that give a text or a number. */
const OTHERS_GIVE_TEXT = new Set(['join', 'stringify', 'now', 'digest', 'toFixed', 'toString']);

/** Whether a method gives a text, and only strings have it. */
function givesPrimitiveText(method: string): boolean {
  return givesText(method) && isOfStringsAlone(method);
}

/** Where a value that has been stored goes by its name, from then on: `cache.set(id, user); user.at = now`. */
function namesBehind(
  source: SourceCode,
  { arguments: given, range }: TSESTree.CallExpression,
): Node[] {
  const last = given.at(-1);
  let value = last && withoutWrappers(last);
  if (value?.type === AST_NODE_TYPES.AssignmentExpression) value = value.left;
  const variable =
    value?.type === AST_NODE_TYPES.Identifier ? variableOf(source, value) : undefined;
  if (!variable || variable.defs[0]?.type !== 'Variable') return [];
  return variable.references.flatMap((reference) =>
    reference.isRead() && reference.identifier.range[0] >= range[1] ? [reference.identifier] : [],
  );
}

/** Whether something of a value is written: by an assignment, a pattern, a method or a function that does that. */
function isChanged(source: SourceCode, value: Node): boolean {
  let node = value;
  let isPart = false;
  for (let { parent } = node; parent; { parent } = node) {
    const isMember = parent.type === AST_NODE_TYPES.MemberExpression && parent.object === node;
    if (!isMember && withoutWrappers(parent) === parent) break;
    isPart ||= isMember;
    node = parent;
  }
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.CallExpression)
    return parent.callee === node
      ? isPart &&
          node.type === AST_NODE_TYPES.MemberExpression &&
          changesReceiver(propertyName(source, node) ?? '')
      : parent.arguments[0] === node && changesArgument(source, parent);
  return isPart && isWritten(node);
}

/** Whether a function whose code is not seen says by its name that it changes what it is given first. */
function changesArgument(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const callee = withoutWrappers(call.callee);
  const root = rootOf(callee);
  if (root.type === AST_NODE_TYPES.Identifier && ANSWERS.test(root.name) && root !== callee)
    return false;
  if (valuesOf(source, callee).some((value) => value.kind === 'node' && isFunction(value.node)))
    return false;
  const name = calledName(source, callee);
  // `users.set(user, …)`, `seen.delete(user)`: of a method with such a name, the receiver is changed, unless it is one of lodash.
  if (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    /^(?:set|unset|update|remove|delete|apply)$/u.test(name)
  )
    return root.type === AST_NODE_TYPES.Identifier && /^(?:_|lodash|R|ramda)$/u.test(root.name);
  return saysItChangesArgument(wordsOf(name));
}
