/**
 * Why entries must not be evicted: what they stand for or own, who needs them, and who has the collection.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { changesOfEntries, isPrimitive } from '../../../collections/changed-entries.ts';
import { usedState } from '../../../collections/stateful-entries.ts';
import { bodyKind } from '../../../clients/body-kind.ts';
import { clientResolver } from '../../../clients/clients.ts';
import { requestSites } from '../../../clients/requests.ts';
import type { Changes } from '../../../collections/changes.ts';
import type { EntryNeeds } from '../../../collections/collection-queries.ts';
import { holdsRecords, holdsThings, ownedResource } from '../../../collections/entry-lifetime.ts';
import { combinedNeeds, needsOf } from '../../../collections/eviction-safety.ts';
import type { Access } from '../../../collections/accesses.ts';
import { directEvalIn, isInsideWith } from '../../../flow/dynamic-names.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { writesTo } from '../../../syntax/assignments.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { nodeKeyOf } from '../../../syntax/node-keys.ts';
import { oneLine } from '../../../syntax/text.ts';
import { collectionType } from '../../../syntax/type-annotations.ts';
import { storedUnderPart } from './cut-keys.ts';
import { reasonInLoaders } from './loaders-elsewhere.ts';
import type { Limits, Subject } from './strategy.ts';

/** What its values own, or its name says that they stand for. */
export function reasonInEntries(
  subject: Pick<Subject, 'source' | 'project' | 'collection' | 'changes'>,
  { evict }: Pick<Limits, 'evict'>,
): string | undefined {
  const resource = ownedResourceIn(subject);
  if (resource !== undefined)
    return `its values may own something that has to be closed (\`${resource}\`), which an eviction would leave open`;
  if (!holdsThings(subject.collection.name) || evict) return undefined;
  const why = `its name (\`${subject.collection.name}\`) stands for what is still going on, or in use, and a cap would drop some of it`;
  // An object has no order: it is not capped, whoever wants it.
  return subject.collection.kind === 'object'
    ? why
    : `${why}. Pass \`--evict\` (the option \`evict\` of the rule) to cap it all the same`;
}

/** Without a project, no request is seen. */
type Storing = Pick<Subject, 'source' | 'changes'> & Partial<Pick<Subject, 'project'>>;

/** What a value owns that must be closed, if something does. */
export function ownedResourceIn(subject: Storing): string | undefined {
  for (const value of storedValues(subject.changes)) {
    const found = ownedResource(subject.source, value);
    if (found !== undefined && !isReadResponse(subject, value)) return found;
  }
  return undefined;
}

/** Whether a value is a response whose body axios has read: nothing of it is open. */
function isReadResponse({ source, project }: Storing, value: Node): boolean {
  if (!project) return false;
  const node = withoutWrappers(value);
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
  const definition = variable?.defs[0]?.node as Node | undefined;
  if (
    definition?.type !== AST_NODE_TYPES.VariableDeclarator ||
    definition.id.type !== AST_NODE_TYPES.Identifier ||
    definition.init?.type !== AST_NODE_TYPES.AwaitExpression ||
    (variable && writesTo(variable).length > 0)
  )
    return false;
  const asked = withoutWrappers(definition.init.argument);
  const request = requestSites(source, clientResolver(source, project)).find(
    (site) => site.node === asked,
  );
  const kind = request?.clients.complete ? bodyKind(source, request) : 'unseen';
  return kind !== 'stream' && kind !== 'unseen';
}

/** What a `with` or an `eval` makes of a name is not to be read in the text. */
export function reasonInNames(source: SourceCode, places: readonly Node[]): string | undefined {
  const inside = places.find(isInsideWith);
  if (inside)
    return `it is used in a \`with\` statement on line ${inside.loc.start.line}, where any name may be a property of the object`;
  const evaluated = directEvalIn(source, source.ast);
  return evaluated && `\`eval\` on line ${evaluated.loc.start.line} may use it by its name`;
}

/** What the program needs of the entries, and an eviction would take. */
export function reasonInNeeds(
  subject: Subject,
  { evict }: Pick<Limits, 'evict'>,
  becomes: 'Map' | 'LRUCache',
): string | undefined {
  const { source, collection, uses, elsewhere } = subject;
  const { name } = collection;
  const needs = combinedNeeds(needsOf(source, uses), elsewhere.needs);
  if (becomes === 'LRUCache' && needs.asksPresence && needs.undefinedStored !== undefined)
    return needs.undefinedStored;
  if (needs.crash !== undefined) return needs.crash;
  if (evict) return undefined;
  const lost = needs.isAsked
    ? (needs.lostRead ??
      needs.lostValue ??
      reasonInKeys(subject) ??
      reasonInLoaders(subject) ??
      reasonInChanges(subject, needs))
    : undefined;
  const why =
    lost ??
    (holdsRecords(name)
      ? `\`${name}\` says that its entries are records, and an eviction would lose some`
      : undefined);
  return why === undefined
    ? undefined
    : `it is not plainly a cache: ${why}. Pass \`--evict\` (the option \`evict\` of the rule) to cap it all the same`;
}

/** Why the program would throw where an entry is missing that it expects. */
export function reliedOn({ source, uses, elsewhere }: Subject): string | undefined {
  return combinedNeeds(needsOf(source, uses), elsewhere.needs).crash;
}

/** A value that is made of more than its key has. */
function reasonInKeys(subject: Subject): string | undefined {
  const stored = storedUnderPart(subject);
  return (
    stored &&
    `line ${stored.loc.start.line} stores what is made of more than the key has, which an eviction would make of something else`
  );
}

/** Who changes the entries that it gets, or may. */
function reasonInChanges(subject: Subject, elsewhere: EntryNeeds): string | undefined {
  const { source, project, collection, uses, changes } = subject;
  if (collection.kind === 'set' || holdsPrimitives(subject)) return undefined;
  const used = usedState(source, storedValues(changes), uses);
  if (used)
    return `line ${used.loc.start.line} may use what an entry has kept of the calls before (the \`lastIndex\` of a regular expression, the rest of a decoder, the state of an object whose code is not seen), which an eviction would lose`;
  const { changed, unseen, givenBy, givenTo, gettersTo } = changesOfEntries(source, uses);
  if (changed) return reasonInChange(changed);
  if (unseen) return reasonInUnseen(source, unseen);
  if (elsewhere.changed !== undefined) return elsewhere.changed;
  return givenBy.length + givenTo.length + gettersTo.length > 0
    ? project.entriesChangedElsewhere({
        by: givenBy.map(({ fn, at }) => ({ fn: nodeKeyOf(source, fn), at })),
        to: givenTo,
        gettersTo,
      })
    : undefined;
}

function holdsPrimitives({
  source,
  collection: { makers, declaration },
  uses,
  changes,
}: Subject): boolean {
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

/** Why an entry must not be evicted that goes to code which is not seen. */
export function reasonInUnseen(source: SourceCode, given: Node): string {
  return `line ${given.loc.start.line} gives \`${oneLine(source, given, 40)}\` to code that is not seen, which may change an entry, and an eviction would lose the change`;
}

/** Whether an access hands the collection to other files. */
export function isGivenAway(access: Access): boolean {
  return access.kind === 'escape' && (access.how === 'exported' || access.how === 'returned');
}

/** What stands against it in other files that have the collection. */
export function reasonInOtherFiles({
  collection: { isExported },
  uses,
  elsewhere: { isSeen, against },
}: Subject): string | undefined {
  const given = uses.all.find(({ level, access }) => level === 0 && isGivenAway(access));
  if (!given && !isExported) return against;
  return isSeen
    ? against
    : `it is given to other files${given ? ` (line ${given.node.loc.start.line})` : ''}, where its use is not seen`;
}

function storedValues({ additions }: Changes): Node[] {
  return additions.flatMap(({ node, level }) => {
    if (level > 0 || node.type !== AST_NODE_TYPES.CallExpression) return [];
    const stored = node.arguments.at(-1);
    return stored && stored.type !== AST_NODE_TYPES.SpreadElement ? [stored] : [];
  });
}
