/**
 * Why a Map or a Set is not made an `LRUCache`: what would mean something else there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isGlobal, propertyName, variableOf } from './bindings.ts';
import type { Changes } from './collection-changes.ts';
import type { Access, Use, Uses } from './collection-uses.ts';
import type { Collection } from './collections.ts';
import { directEvalIn, isInsideWith } from './dynamic-names.ts';
import { holdsThings, ownedResource } from './entry-lifetime.ts';
import type { SourceCode } from './source-code.ts';
import type { CollectionElsewhere, CollectionKind, ProjectFacts } from './project-facts.ts';
import { ancestorsOf, contains, isFunction, isIdentifierNamed, returnedBy, someNode, withoutWrappers, type Node } from './syntax.ts';
import { collectionType } from './type-annotations.ts';
import { valuesOf } from './values.ts';

export const LRU_PACKAGE = 'lru-cache';
export const LRU_CLASS = 'LRUCache';
/** The first major version of `lru-cache` with the named export that we import. */
const FIRST_MAJOR = 9;

/**
 * @param elsewhere what other files do with it
 * @param evict whether tables of what is still going on are capped, too
 */
export function reasonAgainstLru(source: SourceCode, project: ProjectFacts, collection: Collection, uses: Uses, changes: Changes, elsewhere: CollectionElsewhere, evict: boolean): string | undefined {
  const { kind, makers } = collection;
  if (kind === 'array') return 'an array has no bounded twin with the same calls: cut it where it grows';
  if (kind === 'object') return 'an object has no bounded twin with the same syntax: make it a Map first, or delete keys where they are done with';
  const values = changes.additions.find(({ level }) => level > 0);
  if (values) return `what an entry holds grows as well (line ${values.node.loc.start.line}), which a cap on the entries does not bound`;
  const resource = storedValues(changes).map((value) => ownedResource(source, value)).find((found) => found !== undefined);
  if (resource !== undefined) return `its values own resources (\`${resource}\`), which an eviction would leave open: let the cache's \`dispose\` close them`;
  if (holdsThings(collection.name) && !evict) return 'its entries stand for what is still going on, and a cap would drop some of it: delete each where it ends, or pass `evict` (--evict) to cap the table all the same';
  return (
    reasonInVersion(project) ??
    reasonInNames(source, [...makers, ...uses.all.map(({ node }) => node)]) ??
    makers.map((maker) => reasonInMaker(source, maker as TSESTree.NewExpression)).find((reason) => reason !== undefined) ??
    reasonInType(source, collection) ??
    uses.all.filter(({ level, access }) => level === 0 && !isGivenAway(access)).map((use) => reasonInName(use, collection) ?? reasonInUse(source, use, kind)).find((reason) => reason !== undefined) ??
    reasonInOtherFiles(collection, uses, elsewhere)
  );
}

/** What a `with` or an `eval` makes of a name is not to be read in the text. */
function reasonInNames(source: SourceCode, places: readonly Node[]): string | undefined {
  const inside = places.find(isInsideWith);
  if (inside) return `it is used in a \`with\` statement on line ${inside.loc.start.line}, where any name may be a property of the object`;
  const evaluated = directEvalIn(source, source.ast);
  return evaluated && `\`eval\` on line ${evaluated.loc.start.line} may use it by its name`;
}

function isGivenAway(access: Access): boolean {
  return access.kind === 'escape' && (access.how === 'exported' || access.how === 'returned');
}

function reasonInOtherFiles({ isExported }: Collection, uses: Uses, { isSeen, against }: CollectionElsewhere): string | undefined {
  const given = uses.all.find(({ level, access }) => level === 0 && isGivenAway(access));
  if (!given && !isExported) return against;
  return isSeen ? against : `it is given to other files${given ? ` (line ${given.node.loc.start.line})` : ''}, where its use is not seen`;
}

/** Why another file's uses of a collection of this kind would mean something else. What it gives away in turn, others are asked. */
export function reasonInUses(source: SourceCode, kind: CollectionKind, uses: Uses, changes: Changes): string | undefined {
  if (kind === 'array' || kind === 'object') return undefined;
  if (changes.additions.some(({ level }) => level > 0)) return 'what an entry holds grows as well, which a cap on the entries does not bound';
  const resource = storedValues(changes).map((value) => ownedResource(source, value)).find((found) => found !== undefined);
  if (resource !== undefined) return `its values own resources (\`${resource}\`), which an eviction would leave open`;
  const own = uses.all.filter(({ level, access }) => level === 0 && !isGivenAway(access));
  if (kind === 'set' && own.some(({ access }) => access.kind !== 'call' || access.method !== 'has')) return 'the calls of a Set would have to be rewritten there, too';
  return own.map((use) => reasonInUse(source, use, kind)).find((reason) => reason !== undefined);
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
  if (maker.arguments.length > 0) return `it starts with entries of its own (\`${source.getText(maker.arguments[0])}\`), which \`${LRU_CLASS}\` does not take`;
  if (source.getCommentsInside(maker).length > 0) return 'a comment stands where it is made, and would be lost';
  let value: Node = maker;
  while (value.parent && withoutWrappers(value.parent) !== value.parent) value = value.parent;
  if (value !== maker) return 'it is made under a type of another name';
  return undefined;
}

function reasonInType(source: SourceCode, { kind, makers, declaration }: Collection): string | undefined {
  const written = [...makers, declaration].map(collectionType);
  for (const type of written) {
    if (type?.type === AST_NODE_TYPES.TSTypeReference && !isIdentifierNamed(type.typeName, kind === 'map' ? 'Map' : 'Set')) return `it is declared with a type of another name (\`${source.getText(type.typeName)}\`)`;
    for (const argument of type?.typeArguments?.params ?? []) {
      if (holdsNothing(argument)) return `its type lets it hold nothing (\`${source.getText(argument)}\`), which \`${LRU_CLASS}\` does not store`;
    }
  }
  if (declaration.parent?.type === AST_NODE_TYPES.Property && isTypedObject(declaration.parent.parent)) return 'it is a property of an object that is declared with a type';
  const annotated = (declaration as { typeAnnotation?: Node }).typeAnnotation ?? (declaration.parent as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  return annotated && !collectionType(declaration) ? `it is declared with a type of another form` : undefined;
}

/** `const state: State = { seen: new Map() }` */
function isTypedObject({ parent }: Node): boolean {
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator) return Boolean(parent.id.typeAnnotation);
  return parent?.type === AST_NODE_TYPES.TSSatisfiesExpression || parent?.type === AST_NODE_TYPES.TSAsExpression;
}

/** `LRUCache<K extends {}, V extends {}>` */
function holdsNothing(type: TSESTree.TypeNode): boolean {
  if (type.type === AST_NODE_TYPES.TSUnionType) return type.types.some(holdsNothing);
  return [AST_NODE_TYPES.TSUndefinedKeyword, AST_NODE_TYPES.TSNullKeyword, AST_NODE_TYPES.TSVoidKeyword, AST_NODE_TYPES.TSUnknownKeyword].includes(type.type);
}

/** The calls of a Set are rewritten; under another name, a parameter's say, they may be those of another Set as well. */
function reasonInName({ node }: Use, { kind, names }: Collection): string | undefined {
  if (kind !== 'set' || names.includes(withoutWrappers(node))) return undefined;
  return `it goes by another name, too (line ${node.loc.start.line}), whose calls may be those of another Set`;
}

const SAME_MEANING = { map: new Set(['get', 'set', 'has', 'delete', 'clear']), set: new Set(['add', 'has', 'delete', 'clear']) };
const ITERATES = new Set(['keys', 'values', 'entries', 'forEach']);

function reasonInUse(source: SourceCode, { node, access }: Use, kind: 'map' | 'set'): string | undefined {
  const at = `line ${node.loc.start.line}`;
  switch (access.kind) {
    case 'call':
      return reasonInCall(source, access.method, access.call, kind, at);
    case 'size':
      return isCompared(node.parent!) ? undefined : `its size is shown or handed on (${at}), which a cap would falsify`;
    case 'iterate':
      if (access.by === 'for-of') return reasonInLoop(source, node.parent as TSESTree.ForOfStatement, at);
      return `a copy of its entries is made (${at}), in their order`;
    case 'escape':
      if (access.how === 'type-tested') return `it is tested with \`instanceof\` (${at})`;
      if (access.how === 'serialised') return `it is serialised or printed (${at})`;
      if (access.how === 'held') return `it is a property of an object (${at}), whose type may say that it is a ${kind === 'map' ? 'Map' : 'Set'}`;
      return `it is ${access.how} (${at}), where its use is not seen`;
    case 'replace':
      return makesSame(source, access.assignment.right, kind) ? undefined : `it is replaced by something else (${at})`;
    case 'alias':
      return reasonInAlias(source, node, at);
    case 'write':
      return `a property of it is written (${at})`;
    default:
      return undefined;
  }
}

/** Under another name a Map is used as it is, unless that name, a parameter or a result is declared as a Map. */
function reasonInAlias(source: SourceCode, node: Node, at: string): string | undefined {
  return aliasTypes(source, node).some(Boolean) ? `it is given to a name with a type of its own (${at})` : undefined;
}

/** The types that are written where a value goes. */
function aliasTypes(source: SourceCode, node: Node): unknown[] {
  const typeOf = (declared: Node | undefined) => (declared as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator) return [typeOf(parent.id)];
  if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left.type === AST_NODE_TYPES.Identifier) return variableOf(source, parent.left)?.identifiers.map(typeOf) ?? [];
  if (parent?.type === AST_NODE_TYPES.CallExpression || parent?.type === AST_NODE_TYPES.NewExpression) {
    const index = parent.arguments.indexOf(node as TSESTree.Expression);
    return valuesOf(source, parent.callee).map((value) => (value.kind === 'node' && isFunction(value.node) ? typeOf(value.node.params[index]) : undefined));
  }
  const fn = [...ancestorsOf(node)].find((ancestor) => isFunction(ancestor));
  return fn && isFunction(fn) ? [fn.returnType] : [];
}

function makesSame(source: SourceCode, right: Node, kind: 'map' | 'set'): boolean {
  return right.type === AST_NODE_TYPES.NewExpression && isGlobal(source, right.callee, kind === 'map' ? 'Map' : 'Set');
}

function reasonInCall(source: SourceCode, method: string, call: TSESTree.CallExpression, kind: 'map' | 'set', at: string): string | undefined {
  if (call.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) return `the arguments of \`${method}\` are spread (${at})`;
  if (method === 'add' && call.arguments.length === 0) return `\`add\` is given nothing (${at})`;
  if (SAME_MEANING[kind].has(method)) {
    if (method !== 'set') return undefined;
    const value = call.arguments[1];
    return !value || mayBeUndefined(source, value) ? `it may store \`undefined\` (${at}), which \`${LRU_CLASS}\` does not keep` : undefined;
  }
  if (!ITERATES.has(method)) return `\`${LRU_CLASS}\` has no \`${method}\` of the same meaning (${at})`;
  if (method === 'forEach') return kind === 'set' ? `\`forEach\` of a Set has other arguments (${at})` : reasonInCallback(source, call, at);
  if (kind === 'set' && method === 'entries') return `\`entries\` of a Set has other values (${at})`;
  const { parent } = call;
  if (parent.type === AST_NODE_TYPES.ForOfStatement && parent.right === call) return reasonInLoop(source, parent, at);
  return `its order is relied on, or its entries are copied (${at}): \`${LRU_CLASS}\` goes through them from the latest used to the oldest`;
}

function isCompared(size: Node): boolean {
  const { parent } = size;
  return parent?.type === AST_NODE_TYPES.BinaryExpression && /^(?:[<>]=?|[!=]==?)$/u.test(parent.operator);
}

/** A loop whose outcome does not depend on the order: it leaves nothing out, and collects nothing. */
function reasonInLoop(source: SourceCode, loop: TSESTree.ForOfStatement, at: string): string | undefined {
  return dependsOnOrder(source, loop.body) ? `the order of its entries is relied on (${at})` : undefined;
}

function reasonInCallback(source: SourceCode, call: TSESTree.CallExpression, at: string): string | undefined {
  const [callback] = call.arguments;
  if (!callback || !isFunction(callback)) return `what \`forEach\` calls is not seen (${at})`;
  return dependsOnOrder(source, callback.body) ? `the order of its entries is relied on (${at})` : undefined;
}

const GATHERS = /^(?:push|unshift|write|send|emit|set|add|append|enqueue|join)$/u;

/** Whether a body stops early, gathers a list or a text, or waits. */
function dependsOnOrder(source: SourceCode, body: Node): boolean {
  return someNode(source, body, (node) => {
    switch (node.type) {
      case AST_NODE_TYPES.BreakStatement:
      case AST_NODE_TYPES.YieldExpression:
      case AST_NODE_TYPES.AwaitExpression:
        return true;
      case AST_NODE_TYPES.ReturnStatement:
        // Out of the loop; out of a callback it only goes on to the next entry.
        return ![...ancestorsOf(node)].some((ancestor) => isFunction(ancestor) && contains(body.parent!, ancestor));
      case AST_NODE_TYPES.CallExpression:
        return node.callee.type === AST_NODE_TYPES.MemberExpression && GATHERS.test(propertyName(source, node.callee) ?? '');
      case AST_NODE_TYPES.AssignmentExpression:
        return node.operator === '=' || node.operator === '+=';
      default:
        return false;
    }
  });
}

/** `undefined`, `void 0` */
function isUndefined(source: SourceCode, node: Node): boolean {
  return isGlobal(source, node, 'undefined') || (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'void');
}

/** Expressions that are known to be able to come to `undefined`. */
function mayBeUndefined(source: SourceCode, expression: Node): boolean {
  const node = withoutWrappers(expression);
  if (expression.type === AST_NODE_TYPES.ChainExpression || isUndefined(source, node)) return true;
  if (node.type === AST_NODE_TYPES.CallExpression && node.callee.type === AST_NODE_TYPES.MemberExpression && /^(?:find|findLast|get|at|pop|shift)$/u.test(propertyName(source, node.callee) ?? '')) return true;
  if (node.type === AST_NODE_TYPES.ConditionalExpression) return mayBeUndefined(source, node.consequent) || mayBeUndefined(source, node.alternate);
  if (node.type === AST_NODE_TYPES.LogicalExpression) return mayBeUndefined(source, node.right) || (node.operator === '&&' && mayBeUndefined(source, node.left));
  if (node.type === AST_NODE_TYPES.CallExpression || node.type === AST_NODE_TYPES.AwaitExpression) {
    const call = node.type === AST_NODE_TYPES.AwaitExpression ? withoutWrappers(node.argument) : node;
    if (call.type !== AST_NODE_TYPES.CallExpression) return false;
    return valuesOf(source, call.callee).some((value) => value.kind === 'node' && isFunction(value.node) && value.node.body.type === AST_NODE_TYPES.BlockStatement && returnedBy(source, value.node).length === 0);
  }
  if (node.type !== AST_NODE_TYPES.Identifier) return false;
  return valuesOf(source, node).some((value) => value.kind === 'node' && value.node.type !== AST_NODE_TYPES.Identifier ? mayBeUndefined(source, value.node) : value.kind === 'node' && isUndefined(source, value.node));
}
