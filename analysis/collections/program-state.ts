/**
 * State that a program changes while it runs: variables, fields and collections that some function writes. What a service sets
 * as it starts, and what is made once where it is missing, does not change.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf } from '../flow/path-conditions.ts';
import { valuesOf } from '../flow/values.ts';
import { runsOnce } from '../lifetime/module-load.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed, isWritten } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isCall, isNullish, withoutWrappers, withWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { contains, functionAround, someNode } from '../syntax/traversal.ts';
import { changesReceiver, isOfCollections } from '../vocabulary/collection-methods.ts';
import { isStartupName } from '../vocabulary/lifecycle-names.ts';
import { changesFirst } from '../vocabulary/runtime-functions.ts';

/** A property whose name is not seen. */
const ANY = '*';

/** What of a place is read or written: the names of properties; none for all of it. */
type Path = readonly string[];

/**
 * Whether a name, where it is read, gives what the program may have changed in the meantime.
 * @param name a variable, or a field of `this`
 */
export function isChangingState(
  source: SourceCode,
  name: TSESTree.Identifier | TSESTree.MemberExpression,
): boolean {
  const read = readAt(source, name);
  if (!read) return false;
  return namesOf(source, name).some((other) => {
    const written = writtenAt(source, other);
    return written !== undefined && meets(written, read) && isLater(source, name, other);
  });
}

/** Each place where the file names the same. */
function namesOf(
  source: SourceCode,
  name: TSESTree.Identifier | TSESTree.MemberExpression,
): readonly Node[] {
  if (name.type === AST_NODE_TYPES.Identifier)
    return variableOf(source, name)?.references.map(({ identifier }) => identifier) ?? [];
  const owner = ownerOfThis(name)?.node;
  return membersNamed(source, propertyName(source, name) ?? '').filter(
    (member) =>
      member.object.type === AST_NODE_TYPES.ThisExpression && ownerOfThis(member)?.node === owner,
  );
}

/** The properties from a name on, and the expression that they end in. */
function pathFrom(source: SourceCode, name: Node): { readonly path: string[]; readonly end: Node } {
  const path: string[] = [];
  let end = withWrappers(name);
  while (end.parent?.type === AST_NODE_TYPES.MemberExpression && end.parent.object === end) {
    path.push(propertyName(source, end.parent) ?? ANY);
    end = withWrappers(end.parent);
  }
  return { path, end };
}

/** What a name gives where it is read; undefined if that is a function or a method of an object that is not seen. */
function readAt(source: SourceCode, name: Node): Path | undefined {
  const { path, end } = pathFrom(source, name);
  if (isCall(end.parent) && end.parent.callee === end) {
    const method = path.pop();
    return method !== undefined && isOfCollections(method) && isData(source, name)
      ? path
      : undefined;
  }
  const last = path.at(-1);
  return last === 'length' || last === 'size' ? path.slice(0, -1) : path;
}

/** Whether a name may have a list, an object or another value of the program itself: not a client that it was given. */
function isData(source: SourceCode, name: Node): boolean {
  return valuesOf(source, name).some((value) => value.kind === 'node' && DATA.has(value.node.type));
}

const DATA: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.TemplateLiteral,
]);

/** What is written by a name, if something is. */
function writtenAt(source: SourceCode, name: Node): Path | undefined {
  const { path, end } = pathFrom(source, name);
  const { parent } = end;
  if (parent === undefined) return undefined;
  if (isCall(parent)) {
    if (parent.callee === end)
      return path.length > 0 && changesReceiver(path.at(-1)!) ? path.slice(0, -1) : undefined;
    return parent.arguments[0] === end && isChangedBy(source, parent) ? path : undefined;
  }
  return isWritten(end) ? path : undefined;
}

/** `Object.assign(state, given)` */
function isChangedBy(
  source: SourceCode,
  { callee }: TSESTree.CallExpression | TSESTree.NewExpression,
): boolean {
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, callee.object, 'Object') &&
    changesFirst(propertyName(source, callee) ?? '')
  );
}

function meets(a: Path, b: Path): boolean {
  return a
    .slice(0, b.length)
    .every((name, index) => name === b[index] || name === ANY || b[index] === ANY);
}

/** Whether a write may run between two computations: neither as the service starts nor only where there was nothing yet. */
function isLater(source: SourceCode, read: Node, written: Node): boolean {
  if (runsOnce(source, written) || makesMissing(source, written)) return false;
  const fn = functionAround(written);
  if (!fn || isConstructor(fn) || isStartupName(nameOf(fn))) return false;
  const variable = read.type === AST_NODE_TYPES.Identifier ? variableOf(source, read) : undefined;
  return !variable || isModuleLevel(variable) || isOfAround(source, variable, written);
}

/** Of a variable of a function: whether a function in it writes it, which is not of the same computation. */
function isOfAround(source: SourceCode, { defs }: Variable, written: Node): boolean {
  const declaring = functionAround(defs[0]!.name);
  const writing = functionAround(written);
  return (
    declaring !== writing &&
    writing !== undefined &&
    writing.parent.type !== AST_NODE_TYPES.CallExpression &&
    !(
      written.parent?.type === AST_NODE_TYPES.AssignmentExpression &&
      written.parent.operator === '=' &&
      !someNode(source, written.parent.right, (node) => sameReference(source, node, written))
    )
  );
}

function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor';
}

function nameOf(fn: FunctionNode): string {
  const { parent } = fn;
  const named =
    'id' in fn && fn.id
      ? fn.id
      : parent.type === AST_NODE_TYPES.VariableDeclarator
        ? parent.id
        : parent.type === AST_NODE_TYPES.MethodDefinition ||
            parent.type === AST_NODE_TYPES.PropertyDefinition ||
            parent.type === AST_NODE_TYPES.Property
          ? parent.key
          : undefined;
  return named?.type === AST_NODE_TYPES.Identifier ? named.name : '';
}

/** `client ??= connect()`, `if (!client) client = connect()` */
function makesMissing(source: SourceCode, written: Node): boolean {
  const { parent } = written;
  if (parent?.type !== AST_NODE_TYPES.AssignmentExpression || parent.left !== written) return false;
  if (parent.operator === '??=' || parent.operator === '||=') return true;
  return (
    parent.operator === '=' &&
    conditionsAt(written)
      .flatMap((condition) => partsOf(condition))
      .some(({ test, holds }) => isMissing(source, written, withoutWrappers(test), holds))
  );
}

function isMissing(source: SourceCode, written: Node, test: Node, holds: boolean): boolean {
  if (sameReference(source, test, written)) return !holds;
  return (
    test.type === AST_NODE_TYPES.BinaryExpression &&
    /^[!=]==?$/u.test(test.operator) &&
    sameReference(source, withoutWrappers(test.left), written) &&
    isNullish(test.right) &&
    holds === test.operator.startsWith('=')
  );
}

/** Whether a variable keeps what it has when some functions have ended: it is declared outside of them. */
export function outlives({ defs: [definition] }: Variable, functions: Iterable<Node>): boolean {
  const declared = definition?.name as Node | undefined;
  if (declared === undefined || definition?.type !== 'Variable') return false;
  for (const fn of functions) if (contains(fn, declared)) return false;
  return true;
}
