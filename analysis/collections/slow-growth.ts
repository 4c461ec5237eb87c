/**
 * Growth that is slow: by what somebody configures or by the calendar, or as entities are stored that a collection mirrors, or
 * a file or a log grows that has it as well.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { KeyOrigin } from '../keys/key-queries.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName, sameReference } from '../syntax/references.ts';
import { contains, functionAround, nodesOf, someNode } from '../syntax/traversal.ts';
import { givesCollection } from '../vocabulary/collection-methods.ts';
import { storeMethod, writesFile } from '../vocabulary/removal-words.ts';
import { growsSlowly, isSubscribedTo } from '../vocabulary/slow-keys.ts';
import { singularWordsOf } from '../vocabulary/words.ts';
import type { Change, Changes } from './changes.ts';
import type { Balance } from './collection-queries.ts';
import { isOfLoggedLines } from './logged-once.ts';
import { usesOfValues, type Uses } from './uses.ts';

/** Words that say nothing of what a key is of. */
const IDS = new Set(['code', 'hash', 'id', 'key', 'name', 'slug', 'uuid']);

/** What comes with a request and is no name of what is configured: `tenantId = req.ip`, a parameter, a field of the body. */
const RAW = /\breq(?:uest)?\b|\bctx\b|\bparams\b|\bbody\b|\bquery\b|\bheaders?\b|\bip\b|message/iu;

/** What a key is of that grows slowly, such as `tenant`; undefined if it may grow fast. */
export function slowWord(
  source: SourceCode,
  key: Node | undefined,
  origin: KeyOrigin,
): string | undefined {
  if (!key) return undefined;
  const words = partsOf(withoutWrappers(key)).map((part) => slowWordOf(source, part));
  const isSlow =
    words.length > 0 &&
    words.every((word) => word !== undefined && (isSubscribedTo(word) || !RAW.test(origin.text)));
  return isSlow ? words[0] : undefined;
}

function partsOf(key: Node): readonly Node[] {
  return key.type === AST_NODE_TYPES.TemplateLiteral ? key.expressions : [key];
}

function slowWordOf(source: SourceCode, key: Node): string | undefined {
  const node = withoutWrappers(key);
  const name =
    node.type === AST_NODE_TYPES.Identifier
      ? node.name
      : node.type === AST_NODE_TYPES.MemberExpression
        ? propertyName(source, node)
        : undefined;
  if (name === undefined) return undefined;
  const words = singularWordsOf(name).filter((word) => !IDS.has(word));
  const last = words.at(-1);
  return last !== undefined && growsSlowly(last) ? last : undefined;
}

/** A collection, with what is done to it in a file. */
interface Held {
  readonly uses: Uses;
  readonly changes: Changes;
  /** As the code names it, where that is known. */
  readonly name?: string | undefined;
  /** The object literal that has it, if one does. */
  readonly object?: Node | undefined;
}

/** What grows with a collection: the entities of a store, a file that it is written to, a log. */
export function whatGrowsWith(source: SourceCode, held: Held): Balance['growsWith'] {
  const { changes, name } = held;
  if (isMirror(source, changes)) return 'entities';
  if (changes.additions.length > 0 && isWrittenOut(source, held)) return 'file';
  return isOfLoggedLines(source, name, held) ? 'log' : undefined;
}

/**
 * Whether the entries of a collection are those of a store: who adds one writes it there as well, or reads them all from
 * there, and who deletes it there removes it here.
 */
function isMirror(source: SourceCode, { additions, removals }: Changes): boolean {
  const stands = (node: Node, does: Storing) => {
    const stored = storedIn(source)[does];
    const fn = stored.length > 0 ? functionAround(node) : undefined;
    return fn !== undefined && stored.some((inner) => contains(fn.body, inner));
  };
  const ofEntries = ({ level }: Change) => level === 0;
  return (
    additions
      .filter(ofEntries)
      .some(({ node }) => stands(node, 'creates') || stands(node, 'reads')) &&
    removals.filter(ofEntries).some(({ node, key }) => key !== undefined && stands(node, 'deletes'))
  );
}

type Storing = 'creates' | 'deletes' | 'reads';

const stored = new WeakMap<SourceCode, Readonly<Record<Storing, readonly Node[]>>>();

/** `await db.users.insertOne(user)`, all of the file: each addition and each removal asks. */
function storedIn(source: SourceCode): Readonly<Record<Storing, readonly Node[]>> {
  let found = stored.get(source);
  if (!found) {
    const awaited = nodesOf(source, AST_NODE_TYPES.AwaitExpression).map((node) => ({
      node,
      does:
        node.argument.type === AST_NODE_TYPES.CallExpression
          ? storeMethod(calledName(source, node.argument.callee))
          : undefined,
    }));
    const doing = (wanted: Storing) =>
      awaited.filter(({ does }) => does === wanted).map(({ node }) => node);
    found = { creates: doing('creates'), deletes: doing('deletes'), reads: doing('reads') };
    stored.set(source, found);
  }
  return found;
}

/** Whether a collection, or an object that has it, is written to a file as a whole. */
function isWrittenOut(source: SourceCode, { uses, object }: Held): boolean {
  const given = writtenIn(source);
  if (given.length === 0) return false;
  const objects = uses.all.flatMap(({ node, level }) => (level === 0 ? objectsOf(node) : []));
  const isNamed = (node: Node): boolean => {
    if (objects.some((object) => sameReference(source, object, node))) return true;
    const { parent } = node;
    return (
      uses.isCollection(node) &&
      (parent?.type !== AST_NODE_TYPES.MemberExpression ||
        parent.object !== node ||
        givesCollection(propertyName(source, parent) ?? ''))
    );
  };
  if (given.some((node) => isWritten(source, node, isNamed))) return true;
  const owners = new Set([...uses.owners, ...(object ? holdersOf(source, object) : [])]);
  return given.some((node) => isWritten(source, node, (inner) => owners.has(inner)));
}

/** Whether what a function writes is a whole, or made of one: a text, an object that has it, the entries as a list. */
function isWritten(source: SourceCode, given: Node, isWhole: (node: Node) => boolean): boolean {
  return isWhole(given) || (MADE_OF_PARTS.has(given.type) && someNode(source, given, isWhole));
}

/** Expressions that have what they are made of. */
const MADE_OF_PARTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.ObjectExpression,
]);

/** What has an object inside: `settings.providers` for `{ models: [] }`, which is pushed to it. */
function holdersOf(source: SourceCode, object: Node): readonly Node[] {
  return usesOfValues(source, [{ node: object, level: 0, path: '' }]).owners;
}

/** The objects that a name leads through: `store.settings` and `store` of `store.settings.channels`. */
function objectsOf(name: Node): readonly Node[] {
  const objects: Node[] = [];
  let node = withoutWrappers(name);
  while (node.type === AST_NODE_TYPES.MemberExpression) {
    node = withoutWrappers(node.object);
    if (node.type !== AST_NODE_TYPES.ThisExpression) objects.push(node);
  }
  return objects;
}

const written = new WeakMap<SourceCode, readonly Node[]>();

/** What a file gives functions that write files: each collection asks. */
export function writtenIn(source: SourceCode): readonly Node[] {
  let found = written.get(source);
  if (!found) {
    found = nodesOf(source, AST_NODE_TYPES.CallExpression)
      .filter(({ callee }) => writesFile(calledName(source, callee)))
      .flatMap((call) => call.arguments.flatMap((argument) => expressionsOf(source, argument)));
    written.set(source, found);
  }
  return found;
}

/** An argument, and what the name stands for that it is or that is made a text in it: `JSON.stringify(data)`. */
function expressionsOf(source: SourceCode, argument: Node): readonly Node[] {
  const named =
    argument.type === AST_NODE_TYPES.CallExpression &&
    calledName(source, argument.callee) === 'stringify'
      ? argument.arguments[0]
      : argument;
  if (named?.type !== AST_NODE_TYPES.Identifier) return [argument];
  const declarator = variableOf(source, named)?.defs[0]?.node;
  return declarator?.type === AST_NODE_TYPES.VariableDeclarator && declarator.init
    ? [argument, declarator.init]
    : [argument];
}
