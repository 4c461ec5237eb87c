/**
 * Whether a removal takes out the entry that an addition has made, or goes through all entries.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { LOOPS, isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { propertyName } from '../../syntax/references.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../syntax/traversal.ts';
import {
  elementParameter,
  goesThroughEntries,
  runsForElements,
} from '../../vocabulary/collection-methods.ts';
import type { Change } from '../changes.ts';
import { asksAmount, asksTheTime, testsAround } from './conditions.ts';
import type { Level } from './level.ts';

/** Whether a removal may be of the entry that an addition makes: nothing tells that the keys differ. */
export function maySameKey(level: Level, addition: Change, removal: Change): boolean {
  const { source } = level;
  const [a, b] = [addition.key, removal.key];
  if (!a || !b) return true;
  if (source.getText(a) === source.getText(b)) return true;
  if (a.type === AST_NODE_TYPES.Literal && b.type === AST_NODE_TYPES.Literal) return false;
  if (isOfOther(level, removal)) return false;
  const [nameA, nameB] = [lastName(source, a), lastName(source, b)];
  if (nameA !== undefined && nameA === nameB) return true;
  // A helper that is given the key names it as it likes.
  if (
    isParameterElsewhere(source, b, addition.node) ||
    isParameterElsewhere(source, a, removal.node)
  )
    return true;
  const [resolvedA, resolvedB] = [resolved(source, a), resolved(source, b)];
  return source.getText(resolvedA) === source.getText(resolvedB);
}

/** The last word of a key that names something: `id` of `socket.data.id`. */
function lastName(source: SourceCode, key: Node): string | undefined {
  const node = resolved(source, key);
  const name =
    node.type === AST_NODE_TYPES.Identifier
      ? node.name
      : node.type === AST_NODE_TYPES.MemberExpression
        ? propertyName(source, node)
        : undefined;
  return name?.replace(/^[_#]/u, '').toLowerCase();
}

/** What a constant name was given, through one name. */
function resolved(source: SourceCode, key: Node): Node {
  const node = withoutWrappers(key);
  const definition =
    node.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
      : undefined;
  const isGiven =
    definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.id.type === AST_NODE_TYPES.Identifier &&
    definition.init &&
    (definition.init.type === AST_NODE_TYPES.MemberExpression ||
      definition.init.type === AST_NODE_TYPES.Identifier);
  return isGiven ? withoutWrappers(definition.init!) : node;
}

function isParameterElsewhere(source: SourceCode, key: Node, other: Node): boolean {
  const node = withoutWrappers(key);
  if (node.type !== AST_NODE_TYPES.Identifier) return false;
  const definition = variableOf(source, node)?.defs[0];
  const fn = definition?.node as Node | undefined;
  return definition?.type === 'Parameter' && fn !== undefined && !contains(fn, other);
}

/** The key of an entry that the collection itself gives: the oldest, the next of a loop. */
export function isOfOther(level: Level, { key, node }: Change): boolean {
  if (!key) return false;
  const { source, uses } = level;
  const given = resolvedFully(source, key);
  const namesCollection = (inner: Node) => uses.isCollection(inner);
  if (someNode(source, given, (inner) => isTaking(source, inner) || namesCollection(inner)))
    return true;
  return loopsAround(node).some((loop) => isOver(level, loop, key));
}

/** `order.shift()`, `keys().next().value` */
function isTaking(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    /^(?:shift|pop|next|dequeue|first|oldest\w*)$/iu.test(propertyName(source, node.callee) ?? '')
  );
}

function resolvedFully(source: SourceCode, key: Node): Node {
  let node = withoutWrappers(key);
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    const object = withoutWrappers(node.object);
    if (object.type === AST_NODE_TYPES.Identifier) node = object;
  }
  const definition =
    node.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
      : undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
    ? definition.init
    : key;
}

/** The loops, and the callbacks of methods that visit elements, around a node in its own function. */
function loopsAround(node: Node): Node[] {
  const found: Node[] = [];
  for (const ancestor of ancestorsOf(node)) {
    if (LOOPS.has(ancestor.type)) found.push(ancestor);
    if (!isFunction(ancestor)) continue;
    const { parent } = ancestor;
    const isVisited =
      parent.type === AST_NODE_TYPES.CallExpression &&
      parent.callee.type === AST_NODE_TYPES.MemberExpression &&
      parent.callee.property.type === AST_NODE_TYPES.Identifier &&
      elementParameter(parent.callee.property.name) !== undefined;
    if (!isVisited) return found;
    found.push(parent);
  }
  return found;
}

function isOver({ source, uses }: Level, loop: Node, key: Node): boolean {
  const iterated =
    'right' in loop
      ? (loop.right as Node)
      : loop.type === AST_NODE_TYPES.CallExpression
        ? loop.callee
        : undefined;
  if (!iterated || contains(iterated, key)) return false;
  return someNode(source, iterated, (node) => uses.isCollection(node));
}

/** How a removal goes through the collection: all at once, entry by entry; undefined if it is of one entry. */
export function ranging(level: Level, removal: Change): 'all' | 'loop' | undefined {
  const { source, uses } = level;
  if (isFiltered(level, removal))
    return testsAround(removal).some(
      (test) => asksTheTime(source, test) || asksAmount(source, test),
    )
      ? 'loop'
      : undefined;
  const loops = loopsAround(removal.node);
  if (loops.length === 0)
    return removal.key ? undefined : isOfOneItem(source, removal.node) ? undefined : 'all';
  if (loops.some((loop) => removal.key && isOver(level, loop, removal.key))) return 'loop';
  if (loops.some(({ type }) => type === AST_NODE_TYPES.WhileStatement)) return 'loop';
  // The keys were collected before: `const old = [...cache.keys()].filter(isOld)`.
  const fn = functionAround(outermost(loops));
  const isIterated = uses.all.some(
    ({ node, level: depth, access }) =>
      depth === level.depth &&
      (!fn || contains(fn, node)) &&
      (access.kind === 'iterate' ||
        (access.kind === 'call' &&
          (goesThroughEntries(access.method) || runsForElements(access.method))) ||
        isListed(source, node)),
  );
  return isIterated ? 'loop' : removal.key ? undefined : 'all';
}

/** `for (const [key, entry] of map) dropIfOld(key, entry)`: a loop over all entries calls what takes one out. */
export function isCalledForEach(level: Level, places: readonly Node[]): boolean {
  return places
    .slice(1)
    .some(
      (place) =>
        place.type === AST_NODE_TYPES.CallExpression &&
        loopsAround(place).some((loop) =>
          place.arguments.some((argument) => isOver(level, loop, argument)),
        ),
    );
}

/** `list = list.filter((item) => item.id !== id)` */
function isFiltered({ source, uses }: Level, { node }: Change): boolean {
  if (node.type !== AST_NODE_TYPES.AssignmentExpression) return false;
  const made = withoutWrappers(node.right);
  return (
    made.type === AST_NODE_TYPES.CallExpression &&
    made.callee.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, made.callee) === 'filter' &&
    uses.isCollection(withoutWrappers(made.callee.object))
  );
}

/** `Object.keys(table)` */
function isListed(source: SourceCode, { parent }: Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.CallExpression &&
    /^Object\.(?:keys|values|entries)$/u.test(source.getText(parent.callee))
  );
}

function isOfOneItem(source: SourceCode, node: Node): boolean {
  if (
    node.type !== AST_NODE_TYPES.CallExpression ||
    node.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return false;
  const method = propertyName(source, node.callee) ?? '';
  if (method === 'pop' || method === 'shift') return true;
  return method === 'splice' && node.arguments[1]?.type === AST_NODE_TYPES.Literal;
}

function outermost(nodes: readonly Node[]): Node {
  return nodes.at(-1)!;
}

/** `for (const key in map)` of a Map or a Set: the loop visits nothing. */
export function visitsNothing({ uses }: Level, { node }: Change): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    loopsAround(node).some(
      (loop) => loop.type === AST_NODE_TYPES.ForInStatement && uses.isCollection(loop.right),
    )
  );
}
