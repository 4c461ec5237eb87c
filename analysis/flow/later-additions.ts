/**
 * What is put into a list, a table, a Map or a Set after it is made, through any of its names in the file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf, type Variable } from '../syntax/bindings.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { isCall, isFunction, withWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { addsTo, storesEntry, storingOf } from '../vocabulary/collection-methods.ts';
import { conditionsAt, partsOf } from './path-conditions.ts';
import { valuesOf } from './values.ts';

export interface Addition {
  /** The call or the assignment. */
  readonly site: Node;
  /** The properties that lead from the variable to what is changed; `*` for one that is worked out. */
  readonly path: readonly string[];
  /** The expressions that name new entries. */
  readonly keys: readonly Node[];
  /** The expressions that are new items or values, or objects whose properties are. */
  readonly values: readonly Node[];
  /** Whether `values` are objects whose entries are added: `Object.assign(table, other)`. */
  readonly isOfEntries: boolean;
}

/** A property of any name. */
const ANY = '*';

/** Through how many names one list is followed. */
const MAX_NAMES = 16;

const known = new WeakMap<Variable, readonly Addition[]>();

/** Each use of a constant asks, and the answer goes through all of its uses. */
export function additionsTo(source: SourceCode, variable: Variable): readonly Addition[] {
  let additions = known.get(variable);
  if (!additions) known.set(variable, (additions = findAdditions(source, variable)));
  return additions;
}

/** Whether two paths can lead to the same place. */
export function isSamePath(a: readonly string[], b: readonly string[]): boolean {
  return (
    a.length === b.length &&
    a.every((name, index) => name === b[index] || name === ANY || b[index] === ANY)
  );
}

function findAdditions(source: SourceCode, start: Variable): Addition[] {
  const found: Addition[] = [];
  const followed = new Set([start]);
  const pending: { readonly variable: Variable; readonly path: readonly string[] }[] = [
    { variable: start, path: [] },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const reference of next.variable.references) {
      if (!reference.isRead()) continue;
      const { place, path } = placeFrom(source, reference.identifier, next.path);
      found.push(...additionsAt(source, place, path));
      for (const variable of otherNamesOf(source, place)) {
        if (followed.has(variable) || followed.size > MAX_NAMES) continue;
        followed.add(variable);
        pending.push({ variable, path });
      }
    }
  }
  return found;
}

/** The longest access that begins with a name: `state.seen` of `state.seen.push(x)`. */
function placeFrom(
  source: SourceCode,
  name: Node,
  before: readonly string[],
): { readonly place: Node; readonly path: readonly string[] } {
  const path = [...before];
  let place = withWrappers(name);
  for (
    let { parent } = place;
    parent?.type === AST_NODE_TYPES.MemberExpression &&
    parent.object === place &&
    !isChange(withWrappers(parent));
    { parent } = place
  ) {
    path.push(propertyName(source, parent) ?? ANY);
    place = withWrappers(parent);
  }
  return { place, path };
}

/** Whether an access is called, or written to: the last one of a path. */
function isChange(access: Node): boolean {
  const { parent } = access;
  if (parent?.type === AST_NODE_TYPES.CallExpression) return parent.callee === access;
  return (
    parent?.type === AST_NODE_TYPES.UpdateExpression ||
    (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === access)
  );
}

function additionsAt(source: SourceCode, place: Node, path: readonly string[]): Addition[] {
  const { parent } = place;
  if (parent?.type === AST_NODE_TYPES.CallExpression && parent.arguments[0] === place)
    return assignedBy(source, parent, path);
  if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== place) return [];
  const access = withWrappers(parent);
  const change = access.parent;
  const addition = { path, isOfEntries: false };
  if (change?.type === AST_NODE_TYPES.CallExpression)
    return calledOn(source, change, propertyName(source, parent), addition);
  const key =
    parent.computed && propertyName(source, parent) === undefined ? [parent.property] : [];
  if (isPresentAt(source, parent, key[0])) return [];
  if (change?.type === AST_NODE_TYPES.AssignmentExpression && change.left === access)
    return [{ ...addition, site: change, keys: key, values: [change.right] }];
  return change?.type === AST_NODE_TYPES.UpdateExpression && key.length > 0
    ? [{ ...addition, site: change, keys: key, values: [] }]
    : [];
}

function calledOn(
  source: SourceCode,
  site: TSESTree.CallExpression,
  method: string | undefined,
  addition: Pick<Addition, 'path' | 'isOfEntries'>,
): Addition[] {
  const given = site.arguments.map((argument) =>
    argument.type === AST_NODE_TYPES.SpreadElement ? argument.argument : argument,
  );
  const name = method ?? '';
  if (storesEntry(name)) {
    const [key, ...values] = given;
    return key
      ? [{ ...addition, site, keys: [key], values: values.length > 0 ? values : given }]
      : [];
  }
  const storing = storingOf(name);
  // Of what is spread nobody knows the position.
  const isSpread = site.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  return storing && (given.length > storing.from || isSpread)
    ? [{ ...addition, site, keys: [], values: given.slice(storing.from) }]
    : [];
}

/** `Object.assign(table, …)`, `Object.defineProperty(table, key, …)` */
function assignedBy(
  source: SourceCode,
  site: TSESTree.CallExpression,
  path: readonly string[],
): Addition[] {
  const given = site.arguments
    .slice(1)
    .map((argument) =>
      argument.type === AST_NODE_TYPES.SpreadElement ? argument.argument : argument,
    );
  if (isObjectAssign(source, site))
    return [{ site, path, keys: given, values: given, isOfEntries: true }];
  const { callee } = site;
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return [];
  const method = propertyName(source, callee);
  if (method === 'defineProperty' && isGlobal(source, callee.object, 'Object'))
    return given[0]
      ? [{ site, path, keys: [given[0]], values: given.slice(1), isOfEntries: false }]
      : [];
  // `Array.prototype.push.apply(list, items)`
  const isBorrowed =
    (method === 'apply' || method === 'call') &&
    callee.object.type === AST_NODE_TYPES.MemberExpression &&
    addsTo(propertyName(source, callee.object) ?? '') !== undefined;
  return isBorrowed
    ? [{ site, path, keys: given.slice(0, 1), values: given, isOfEntries: false }]
    : [];
}

/** What else a place is called: an alias, the parameter of a function of the file that it is given to. */
function otherNamesOf(source: SourceCode, place: Node): Variable[] {
  const { parent } = place;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === place)
    return named(source, parent.id);
  if (!isCall(parent)) return [];
  const index = parent.arguments.indexOf(place as TSESTree.Expression);
  if (index === -1) return [];
  return valuesOf(source, parent.callee).flatMap((value) =>
    value.kind === 'node' && isFunction(value.node) ? named(source, value.node.params[index]) : [],
  );
}

function named(source: SourceCode, pattern: Node | undefined): Variable[] {
  const name = pattern?.type === AST_NODE_TYPES.AssignmentPattern ? pattern.left : pattern;
  const variable = name?.type === AST_NODE_TYPES.Identifier ? variableOf(source, name) : undefined;
  return variable ? [variable] : [];
}

/** `if (key in table) table[key] = value`: what is there already is given another value. */
function isPresentAt(
  source: SourceCode,
  { object, property }: TSESTree.MemberExpression,
  key: Node | undefined,
): boolean {
  if (!key) return false;
  const [table, name] = [source.getText(object), source.getText(property)];
  const forms = new Set([
    `${name} in ${table}`,
    `${table}[${name}]`,
    `${table}.hasOwnProperty(${name})`,
    `Object.hasOwn(${table}, ${name})`,
    `${table}[${name}] !== undefined`,
    `${table}[${name}] != null`,
  ]);
  return conditionsAt(object)
    .flatMap(partsOf)
    .some(({ test, holds }) => holds && forms.has(source.getText(test)));
}
