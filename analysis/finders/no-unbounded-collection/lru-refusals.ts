/**
 * Why a Map or a Set is not made an `LRUCache`: what would mean something else there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { changesOfEntries, isPrimitive } from '../../collections/changed-entries.ts';
import type { Changes } from '../../collections/changes.ts';
import type {
  CollectionElsewhere,
  CollectionKind,
  EntryNeeds,
} from '../../collections/collection-queries.ts';
import type { Collection } from '../../collections/collections.ts';
import { holdsRecords, holdsThings, ownedResource } from '../../collections/entry-lifetime.ts';
import { combinedNeeds, isResultUsed, needsOf } from '../../collections/eviction-safety.ts';
import type { Access, Use, Uses } from '../../collections/uses.ts';
import { directEvalIn, isInsideWith } from '../../flow/dynamic-names.ts';
import { nothingness, type Nothingness } from '../../flow/nothing-types.ts';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, variableOf } from '../../syntax/bindings.ts';
import { placeOf } from '../../syntax/node-keys.ts';
import { isFunction, isIdentifierNamed, withoutWrappers } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf, nodesOf } from '../../syntax/traversal.ts';
import { collectionType } from '../../syntax/type-annotations.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { goesThroughEntries, sameInLru } from '../../vocabulary/collection-methods.ts';

export const LRU_PACKAGE = 'lru-cache';
export const LRU_CLASS = 'LRUCache';
/** The first major version of `lru-cache` with the named export that we import. */
const FIRST_MAJOR = 9;

export interface Bound {
  readonly max: number;
  readonly ttl: number;
  /** Whether collections are capped, too, whose entries the program may need. */
  readonly evict: boolean;
}

/** A comparison of a size that is seen in another file must hold for any `max`. */
const LEAST_MAX = 1;

/** @param elsewhere what other files do with it */
export function reasonAgainstLru(
  source: SourceCode,
  project: ProjectFacts,
  collection: Collection,
  uses: Uses,
  changes: Changes,
  elsewhere: CollectionElsewhere,
  { max, evict }: Bound,
): string | undefined {
  const { kind, makers } = collection;
  if (kind === 'array')
    return 'an array has no bounded twin with the same calls: cut it where it grows';
  if (kind === 'object')
    return 'an object has no bounded twin with the same syntax: make it a Map first, or delete keys where they are done with';
  const values = changes.additions.find(({ level }) => level > 0);
  if (values)
    return `what an entry holds grows as well (line ${values.node.loc.start.line}), which a cap on the entries does not bound`;
  const resource = storedValues(changes)
    .map((value) => ownedResource(source, value))
    .find((found) => found !== undefined);
  if (resource !== undefined)
    return `its values own resources (\`${resource}\`), which an eviction would leave open: let the cache's \`dispose\` close them`;
  if (holdsThings(collection.name) && !evict)
    return 'its entries stand for what is still going on, and a cap would drop some of it: delete each where it ends, or pass `evict` (--evict) to cap the table all the same';
  return (
    reasonInVersion(project) ??
    reasonInNames(source, [...makers, ...uses.all.map(({ node }) => node)]) ??
    makers
      .map((maker) => reasonInMaker(source, maker as TSESTree.NewExpression))
      .find((reason) => reason !== undefined) ??
    reasonInType(source, project, collection) ??
    uses.all
      .filter(({ level, access }) => level === 0 && !isGivenAway(access))
      .map((use) => reasonInName(use, collection) ?? reasonInUse(source, use, kind, max))
      .find((reason) => reason !== undefined) ??
    reasonInOtherFiles(collection, uses, elsewhere) ??
    reasonInNeeds(source, project, collection, uses, changes, elsewhere, evict)
  );
}

/** What a `with` or an `eval` makes of a name is not to be read in the text. */
function reasonInNames(source: SourceCode, places: readonly Node[]): string | undefined {
  const inside = places.find(isInsideWith);
  if (inside)
    return `it is used in a \`with\` statement on line ${inside.loc.start.line}, where any name may be a property of the object`;
  const evaluated = directEvalIn(source, source.ast);
  return evaluated && `\`eval\` on line ${evaluated.loc.start.line} may use it by its name`;
}

/** What the program needs of the entries, and an eviction would take. */
function reasonInNeeds(
  source: SourceCode,
  project: ProjectFacts,
  collection: Collection,
  uses: Uses,
  changes: Changes,
  elsewhere: CollectionElsewhere,
  evict: boolean,
): string | undefined {
  const { name } = collection;
  const needs = combinedNeeds(needsOf(source, uses, name), elsewhere.needs);
  if (needs.asksPresence && needs.undefinedStored !== undefined) return needs.undefinedStored;
  if (needs.crash !== undefined) return needs.crash;
  if (evict) return undefined;
  const lost = needs.isAsked
    ? (needs.lostRead ??
      needs.lostValue ??
      reasonInChanges(source, project, collection, uses, changes, needs))
    : undefined;
  const why =
    lost ??
    (holdsRecords(name)
      ? `\`${name}\` says that its entries are records, and an eviction would lose some`
      : undefined);
  return why === undefined
    ? undefined
    : `${why}: it is not plainly a cache. Delete entries where they are no longer needed, or pass \`evict\` (--evict) to cap it all the same`;
}

/** Who changes the entries that it gets, or may. */
function reasonInChanges(
  source: SourceCode,
  project: ProjectFacts,
  collection: Collection,
  uses: Uses,
  changes: Changes,
  elsewhere: EntryNeeds,
): string | undefined {
  if (collection.kind === 'set' || holdsPrimitives(source, collection, uses, changes))
    return undefined;
  const { changed, givenBy } = changesOfEntries(source, uses);
  if (changed) return reasonInChange(changed);
  if (elsewhere.changed !== undefined) return elsewhere.changed;
  return givenBy.length > 0
    ? project.entriesChangedElsewhere(givenBy.map((fn) => placeOf(source, fn)))
    : undefined;
}

function holdsPrimitives(
  source: SourceCode,
  { makers, declaration }: Collection,
  uses: Uses,
  changes: Changes,
): boolean {
  const type = [...makers, declaration]
    .map((node) => collectionType(node)?.typeArguments?.params[1])
    .find((argument) => argument !== undefined);
  if (type && PRIMITIVE_TYPES.has(type.type)) return true;
  const stored = storedValues(changes);
  return stored.length > 0 && stored.every((value) => isPrimitive(source, value, uses.isValue));
}

const PRIMITIVE_TYPES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TSStringKeyword,
  AST_NODE_TYPES.TSNumberKeyword,
  AST_NODE_TYPES.TSBooleanKeyword,
  AST_NODE_TYPES.TSBigIntKeyword,
]);

/** Why an entry that somebody got must not be evicted. */
export function reasonInChange(changed: Node): string {
  return `line ${changed.loc.start.line} changes an entry, or keeps it where it may be changed, which an eviction would lose`;
}

function isGivenAway(access: Access): boolean {
  return access.kind === 'escape' && (access.how === 'exported' || access.how === 'returned');
}

function reasonInOtherFiles(
  { isExported }: Collection,
  uses: Uses,
  { isSeen, against }: CollectionElsewhere,
): string | undefined {
  const given = uses.all.find(({ level, access }) => level === 0 && isGivenAway(access));
  if (!given && !isExported) return against;
  return isSeen
    ? against
    : `it is given to other files${given ? ` (line ${given.node.loc.start.line})` : ''}, where its use is not seen`;
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
    return 'what an entry holds grows as well, which a cap on the entries does not bound';
  const resource = storedValues(changes)
    .map((value) => ownedResource(source, value))
    .find((found) => found !== undefined);
  if (resource !== undefined)
    return `its values own resources (\`${resource}\`), which an eviction would leave open`;
  const own = uses.all.filter(({ level, access }) => level === 0 && !isGivenAway(access));
  if (kind === 'set' && own.some(({ access }) => access.kind !== 'call' || access.method !== 'has'))
    return 'the calls of a Set would have to be rewritten there, too';
  return own
    .map((use) => reasonInUse(source, use, kind, LEAST_MAX))
    .find((reason) => reason !== undefined);
}

function storedValues({ additions }: Changes): Node[] {
  return additions.flatMap(({ node, level }) => {
    if (level > 0 || node.type !== AST_NODE_TYPES.CallExpression) return [];
    const stored = node.arguments.at(-1);
    return stored && stored.type !== AST_NODE_TYPES.SpreadElement ? [stored] : [];
  });
}

function reasonInVersion(project: ProjectFacts): string | undefined {
  const range = project.dependency(LRU_PACKAGE);
  const major = range === undefined ? undefined : /\d+/u.exec(range)?.[0];
  if (major === undefined || Number(major) >= FIRST_MAJOR) return undefined;
  return `package.json names ${LRU_PACKAGE} ${range}, which has no \`${LRU_CLASS}\` to import: raise it to ${FIRST_MAJOR} or later first`;
}

function reasonInMaker(source: SourceCode, maker: TSESTree.NewExpression): string | undefined {
  if (maker.arguments.length > 0)
    return `it starts with entries of its own (\`${source.getText(maker.arguments[0])}\`), which \`${LRU_CLASS}\` does not take`;
  if (source.getCommentsInside(maker).length > 0)
    return 'a comment stands where it is made, and would be lost';
  let value: Node = maker;
  while (value.parent && withoutWrappers(value.parent) !== value.parent) value = value.parent;
  if (value !== maker) return 'it is made under a type of another name';
  return undefined;
}

function reasonInType(
  source: SourceCode,
  project: ProjectFacts,
  { kind, makers, declaration }: Collection,
): string | undefined {
  const written = [...makers, declaration].map(collectionType);
  for (const type of written) {
    if (
      type?.type === AST_NODE_TYPES.TSTypeReference &&
      !isIdentifierNamed(type.typeName, kind === 'map' ? 'Map' : 'Set')
    )
      return `it is declared with a type of another name (\`${source.getText(type.typeName)}\`)`;
    for (const argument of type?.typeArguments?.params ?? []) {
      const held = holdsNothing(source, project, argument);
      if (held === 'maybe')
        return `its type lets it hold nothing (\`${oneLine(source, argument)}\`), which \`${LRU_CLASS}\` does not store`;
      if (held === 'unknown')
        return `cannot tell whether its type lets it hold nothing (\`${oneLine(source, argument)}\`), which \`${LRU_CLASS}\` does not store`;
    }
  }
  const field = [declaration, declaration.parent].find(
    (node) => node?.type === AST_NODE_TYPES.PropertyDefinition,
  );
  if (field?.type === AST_NODE_TYPES.PropertyDefinition && mayBeTypedByAnother(field))
    return 'it is a field that a class or an interface may declare as well, with the type that it has now';
  const query = nodesOf(source, AST_NODE_TYPES.TSTypeQuery).find(({ exprName }) =>
    namesIt(exprName, declaration),
  );
  if (query)
    return `line ${query.loc.start.line} makes a type of it (\`${source.getText(query)}\`), which others may have`;
  if (
    declaration.parent?.type === AST_NODE_TYPES.Property &&
    isTypedObject(declaration.parent.parent)
  )
    return 'it is a property of an object that is declared with a type';
  const annotated =
    (declaration as { typeAnnotation?: Node }).typeAnnotation ??
    (declaration.parent as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  return annotated && !collectionType(declaration)
    ? `it is declared with a type of another form`
    : undefined;
}

/** `const state: State = { seen: new Map() }` */
function isTypedObject({ parent }: Node): boolean {
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator) return Boolean(parent.id.typeAnnotation);
  return (
    parent?.type === AST_NODE_TYPES.TSSatisfiesExpression ||
    parent?.type === AST_NODE_TYPES.TSAsExpression
  );
}

/** `class Store extends Base implements Cached { cache: Map<…> = … }`; what is private is the class's own. */
function mayBeTypedByAnother({
  accessibility,
  key,
  parent: { parent: owner },
}: TSESTree.PropertyDefinition): boolean {
  if (accessibility === 'private' || key.type === AST_NODE_TYPES.PrivateIdentifier) return false;
  // espree's classes have no interfaces, and its fields no types.
  const interfaces = (owner.implements as readonly Node[] | undefined) ?? [];
  return interfaces.length > 0 || (owner.superClass !== null && accessibility !== undefined);
}

/** `typeof cache`, `typeof state` of `state.cache` */
function namesIt(name: Node, declaration: Node): boolean {
  const root = name.type === AST_NODE_TYPES.TSQualifiedName ? name.left : name;
  const declarator = [declaration, ...ancestorsOf(declaration)].find(
    ({ type }) => type === AST_NODE_TYPES.VariableDeclarator,
  );
  return (
    declarator?.type === AST_NODE_TYPES.VariableDeclarator &&
    declarator.id.type === AST_NODE_TYPES.Identifier &&
    isIdentifierNamed(root, declarator.id.name)
  );
}

/** By the file and those beside it; where they do not tell, by a type checker. */
function holdsNothing(
  source: SourceCode,
  project: ProjectFacts,
  type: TSESTree.TypeNode,
): Nothingness {
  const found = nothingness(source, type, (module, name) => project.typeElsewhere(module, name));
  if (found !== 'unknown') return found;
  const isNullable = project.isNullable(source, type);
  return isNullable === undefined ? found : isNullable ? 'maybe' : 'never';
}

/** The calls of a Set are rewritten; under another name, a parameter's say, they may be those of another Set as well. */
function reasonInName({ node }: Use, { kind, names }: Collection): string | undefined {
  if (kind !== 'set' || names.includes(withoutWrappers(node))) return undefined;
  return `it goes by another name, too (line ${node.loc.start.line}), whose calls may be those of another Set`;
}

function reasonInUse(
  source: SourceCode,
  { node, access }: Use,
  kind: 'map' | 'set',
  max: number,
): string | undefined {
  const at = `line ${node.loc.start.line}`;
  switch (access.kind) {
    case 'call':
      return reasonInCall(source, access.method, access.call, kind, at);
    case 'size':
      return reasonInSize(source, node.parent!, max, at);
    case 'iterate':
      return access.by === 'for-of'
        ? reasonInIteration(at)
        : `a copy of its entries is made (${at}), in their order`;
    case 'escape':
      if (access.how === 'type-tested') return `it is tested with \`instanceof\` (${at})`;
      if (access.how === 'serialised') return `it is serialised or printed (${at})`;
      if (access.how === 'held')
        return `it is a property of an object (${at}), whose type may say that it is a ${kind === 'map' ? 'Map' : 'Set'}`;
      return `it is ${access.how} (${at}), where its use is not seen`;
    case 'replace':
      return makesSame(source, access.assignment.right, kind)
        ? undefined
        : `it is replaced by something else (${at})`;
    case 'alias':
      return reasonInAlias(source, node, at);
    case 'write':
    case 'delete':
      return `a property of it is written (${at})`;
    case 'read':
      return node.parent?.type === AST_NODE_TYPES.MemberExpression
        ? `a property of it is read without a call (${at}), which may be used in any way`
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Each loop is refused: a `get` or `set` in it moves the entry to the front, so that the loop never ends; a `delete`
 * lets it come by the same entries again; a key `undefined` is left out; and the order of what the loop does is the
 * other way round (lru-cache 11.5.3, test/facts/lru-cache.test.ts).
 */
function reasonInIteration(at: string): string {
  return `a loop goes through its entries (${at}): \`${LRU_CLASS}\` gives them from the latest used to the oldest, and a \`get\` in the loop would never let it end`;
}

/** Under another name a Map is used as it is, unless that name, a parameter or a result is declared as a Map. */
function reasonInAlias(source: SourceCode, node: Node, at: string): string | undefined {
  return aliasTypes(source, node).some(Boolean)
    ? `it is given to a name with a type of its own (${at})`
    : undefined;
}

/** The types that are written where a value goes. */
function aliasTypes(source: SourceCode, node: Node): unknown[] {
  const typeOf = (declared: Node | undefined) =>
    (declared as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator) return [typeOf(parent.id)];
  if (
    parent?.type === AST_NODE_TYPES.AssignmentExpression &&
    parent.left.type === AST_NODE_TYPES.Identifier
  )
    return variableOf(source, parent.left)?.identifiers.map(typeOf) ?? [];
  if (
    parent?.type === AST_NODE_TYPES.CallExpression ||
    parent?.type === AST_NODE_TYPES.NewExpression
  ) {
    const index = parent.arguments.indexOf(node as TSESTree.Expression);
    return valuesOf(source, parent.callee).map((value) =>
      value.kind === 'node' && isFunction(value.node)
        ? typeOf(value.node.params[index])
        : undefined,
    );
  }
  const fn = [...ancestorsOf(node)].find((ancestor) => isFunction(ancestor));
  return fn && isFunction(fn) ? [fn.returnType] : [];
}

function makesSame(source: SourceCode, right: Node, kind: 'map' | 'set'): boolean {
  return (
    right.type === AST_NODE_TYPES.NewExpression &&
    isGlobal(source, right.callee, kind === 'map' ? 'Map' : 'Set')
  );
}

function reasonInCall(
  source: SourceCode,
  method: string,
  call: TSESTree.CallExpression,
  kind: 'map' | 'set',
  at: string,
): string | undefined {
  if (call.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement))
    return `the arguments of \`${method}\` are spread (${at})`;
  if (method === 'add' && call.arguments.length === 0) return `\`add\` is given nothing (${at})`;
  // `LRUCache` takes options behind the arguments of a Map.
  const taken = sameInLru(method, kind);
  if (taken !== undefined) {
    if (call.arguments.length > taken)
      return `\`${method}\` is given more than it takes (${at}), which \`${LRU_CLASS}\` would use`;
    return (method === 'set' || method === 'add') && isHandedOn(source, call)
      ? `what \`${method}\` gives back is used (${at}), which is the collection under another name`
      : undefined;
  }
  if (!goesThroughEntries(method))
    return `\`${LRU_CLASS}\` has no \`${method}\` of the same meaning (${at})`;
  if (method === 'forEach' && kind === 'set')
    return `\`forEach\` of a Set has other arguments (${at})`;
  if (kind === 'set' && method === 'entries')
    return `\`entries\` of a Set has other values (${at})`;
  const { parent } = call;
  if (
    method === 'forEach' ||
    (parent.type === AST_NODE_TYPES.ForOfStatement && parent.right === call)
  )
    return reasonInIteration(at);
  return `its order is relied on, or its entries are copied (${at}): \`${LRU_CLASS}\` goes through them from the latest used to the oldest`;
}

/** `const same = cache.set(…)`; in `cache.set(…).set(…)` it is followed, and an arrow function seldom means to give it. */
function isHandedOn(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const isFollowed =
    call.parent.type === AST_NODE_TYPES.MemberExpression ||
    call.parent.type === AST_NODE_TYPES.ArrowFunctionExpression;
  return !isFollowed && isResultUsed(source, call);
}

/** A comparison tells the same as long as the size that it asks for is below the cap. */
function reasonInSize(source: SourceCode, size: Node, max: number, at: string): string | undefined {
  const { parent } = size;
  if (
    parent?.type !== AST_NODE_TYPES.BinaryExpression ||
    !/^(?:[<>]=?|[!=]==?)$/u.test(parent.operator)
  )
    return `its size is shown or handed on (${at}), which a cap would falsify`;
  const limits = valuesOf(source, parent.left === size ? parent.right : parent.left).map((value) =>
    value.kind === 'node' &&
    value.node.type === AST_NODE_TYPES.Literal &&
    typeof value.node.value === 'number'
      ? value.node.value
      : undefined,
  );
  if (limits.length === 0 || limits.includes(undefined))
    return `its size is compared with a limit that is not seen (${at})`;
  const limit = Math.max(...limits.flatMap((one) => one ?? []));
  return limit < max
    ? undefined
    : `its size is compared with ${limit} (${at}), which a cap of ${max} entries would falsify`;
}
