/**
 * What is done to a collection and to the values in it, followed through aliases, parameters and helper functions of
 * the same file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { exportAccesses, isExportedExpression, isExportsObject } from '../flow/exports.ts';
import { accessesOf } from '../flow/holder-accesses.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { constructorOf, isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import {
  elementParameter,
  givesElement,
  givesItem,
  givesElements,
  givesIterable,
} from '../vocabulary/collection-methods.ts';
import type { Collection } from './collections.ts';
import { isChangedInMaking } from './making.ts';

export type Access =
  | { readonly kind: 'call'; readonly method: string; readonly call: TSESTree.CallExpression }
  /** `size` or `length`, read. */
  | { readonly kind: 'size' }
  /** `x[key] = value`, `x.length = 0`; no key for a fixed property. */
  | {
      readonly kind: 'write';
      readonly key: Node | undefined;
      readonly assignment: TSESTree.AssignmentExpression;
    }
  | { readonly kind: 'delete'; readonly key: Node }
  /** A value under a key is read. */
  | { readonly kind: 'read' }
  | { readonly kind: 'iterate'; readonly by: 'for-of' | 'for-in' | 'spread' | 'copy' }
  /** The name gets another value. */
  | { readonly kind: 'replace'; readonly assignment: TSESTree.AssignmentExpression }
  | { readonly kind: 'test' }
  | { readonly kind: 'alias' }
  /** It goes where this file does not see what becomes of it; `held`, into an object each use of which is followed. */
  | {
      readonly kind: 'escape';
      readonly how:
        | 'exported'
        | 'returned'
        | 'passed on'
        | 'stored'
        | 'held'
        | 'serialised'
        | 'type-tested';
    };

export interface Use {
  /** The expression that names the collection, or a value in it. */
  readonly node: Node;
  /** 0: the collection itself; 1: a value in it; 2: a value in that. */
  readonly level: number;
  /** The property of a value that holds what is used: `events` of `sessions.get(id).events`. */
  readonly path: string;
  readonly access: Access;
}

export interface Uses {
  readonly all: readonly Use[];
  /** Whether an expression names the collection itself. */
  readonly isCollection: (node: Node) => boolean;
  /** Whether an expression names a value in it. */
  readonly isValue: (node: Node) => boolean;
}

/** Beyond this the rest is left out, which `escape` tells. */
const MAX_USES = 2000;
const MAX_LEVEL = 2;
const MAX_PATH = 2;
/** How many names a function may go by, one after the other. */
const MAX_NAMES = 5;

/** Expressions whose value is that of the expression in them. */
const HAS_ITS_VALUE: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSTypeAssertion,
  AST_NODE_TYPES.ChainExpression,
  AST_NODE_TYPES.AwaitExpression,
]);

/** What looks at a value, and lets go of it. */
const ASKS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.WhileStatement,
]);

const EXPORTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExportSpecifier,
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.TSExportAssignment,
]);

interface Pending {
  readonly node: Node;
  readonly level: number;
  readonly path: string;
  /** It is an array that has the value as an element. */
  readonly isPacked?: boolean;
}

export function usesOf(
  source: SourceCode,
  { names, madeIn }: Pick<Collection, 'names' | 'madeIn'>,
): Uses {
  const follower = new Follower(source);
  for (const node of names) follower.add({ node, level: 0, path: '' });
  const uses = follower.run();
  if (!madeIn) return uses;
  return { ...uses, all: uses.all.filter((use) => !isChangedInMaking(source, use, madeIn)) };
}

/**
 * The uses of values of a collection wherever they go: by what else is stored, out of arrays, by callbacks, and by
 * other names of the functions that return them. Whether a collection grows is judged by `usesOf`, without these.
 * @param values expressions that give a value
 * @param functions expressions that name a function which returns one
 */
export function usesOfValues(
  source: SourceCode,
  values: readonly Pick<Use, 'node' | 'level' | 'path'>[],
  functions: readonly Node[] = [],
): Uses {
  const follower = new Follower(source, true);
  for (const value of values) follower.add(value);
  for (const node of functions) follower.addResults(node);
  return follower.run();
}

class Follower {
  readonly #source: SourceCode;
  /** Whether values are followed wherever they go. */
  readonly #isThorough: boolean;
  readonly #seen = new Map<Node, Pending>();
  readonly #pending: Pending[] = [];
  readonly #uses: Use[] = [];

  constructor(source: SourceCode, isThorough = false) {
    this.#source = source;
    this.#isThorough = isThorough;
  }

  /** What a function gives that is named: to who calls it, by this name or another, and to who lets `map` call it. */
  addResults(
    name: Node,
    found: Omit<Pending, 'node'> = { level: 1, path: '' },
    steps = MAX_NAMES,
  ): void {
    const { parent } = name;
    if (!parent || steps === 0) return;
    const others = (names: readonly Node[]) => {
      for (const other of names) this.addResults(other, found, steps - 1);
    };
    if (parent.type === AST_NODE_TYPES.CallExpression) this.#addResultsOfCall(name, parent, found);
    else if (
      parent.type === AST_NODE_TYPES.VariableDeclarator &&
      parent.init === name &&
      parent.id.type === AST_NODE_TYPES.Identifier
    ) {
      const references = variableOf(this.#source, parent.id)?.references ?? [];
      others(references.flatMap((reference) => (reference.isRead() ? [reference.identifier] : [])));
    } else if (parent.type === AST_NODE_TYPES.Property && parent.value === name)
      others(accessesOf(this.#source, parent).accesses);
  }

  /** `load(id)`, `ids.map(load)`, `fetchUser(id).then(load)` */
  #addResultsOfCall(name: Node, call: TSESTree.CallExpression, found: Omit<Pending, 'node'>): void {
    if (call.callee === name) this.add({ ...found, node: call });
    else if (call.callee.type === AST_NODE_TYPES.MemberExpression && call.arguments[0] === name) {
      const method = propertyName(this.#source, call.callee);
      if (method === 'map' || method === 'flatMap')
        this.add({ ...found, node: call, isPacked: true });
      if (method === 'then') this.add({ ...found, node: call });
    }
  }

  add(found: Pending): void {
    const node = found.node;
    if (this.#seen.has(node) || found.level > MAX_LEVEL || this.#seen.size > MAX_USES) return;
    this.#seen.set(node, found);
    this.#pending.push(found);
  }

  run(): Uses {
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) this.#follow(next);
    const levelOf = (node: Node) => {
      const found = this.#seen.get(withoutWrappers(node));
      return found?.isPacked ? undefined : found;
    };
    return {
      all: this.#uses.toSorted((a, b) => a.node.range[0] - b.node.range[0]),
      isCollection: (node) => levelOf(node)?.level === 0,
      isValue: (node) => (levelOf(node)?.level ?? 0) > 0,
    };
  }

  #use({ node, level, path }: Pending, access: Access): void {
    this.#uses.push({ node, level, path, access });
  }

  #follow(found: Pending): void {
    const { node } = found;
    const { parent } = node;
    if (!parent) return;
    if (found.isPacked && this.#unpack(found, parent)) return;
    if (HAS_ITS_VALUE.has(parent.type)) this.add({ ...found, node: parent });
    else if (ASKS.has(parent.type)) this.#use(found, { kind: 'test' });
    else if (EXPORTS.has(parent.type)) this.#use(found, { kind: 'escape', how: 'exported' });
    else this.#receive(found, parent);
  }

  /** What the parent does with what it is given. */
  #receive(found: Pending, parent: Node): void {
    const receive = functionFor(Follower.#RECEIVERS, parent);
    if (receive) receive(parent, found, this);
    else
      this.#use(
        found,
        found.level === 0 && !parent.type.startsWith('TSType')
          ? { kind: 'escape', how: 'passed on' }
          : { kind: 'read' },
      );
  }

  static readonly #RECEIVERS: ByNodeType<[Pending, Follower], void> = {
    [AST_NODE_TYPES.MemberExpression]: (parent, found, self) => {
      if (parent.object === found.node) self.#member(found, parent);
      else self.#use(found, { kind: 'read' });
    },
    [AST_NODE_TYPES.LogicalExpression]: (parent, found, self) => {
      // `index.get(key) || []`; the left of `&&` is only asked.
      const isAsked = parent.operator === '&&' && parent.left === found.node;
      self.#askedOr(found, parent, isAsked);
    },
    [AST_NODE_TYPES.ConditionalExpression]: (parent, found, self) => {
      self.#askedOr(found, parent, parent.test === found.node);
    },
    [AST_NODE_TYPES.SequenceExpression]: (parent, found, self) => {
      if (parent.expressions.at(-1) === found.node) self.add({ ...found, node: parent });
    },
    [AST_NODE_TYPES.VariableDeclarator]: (parent, found, self) => {
      if (parent.init === found.node) self.#named(found, parent.id);
    },
    [AST_NODE_TYPES.AssignmentExpression]: (parent, found, self) => {
      self.#assignment(found, parent);
    },
    [AST_NODE_TYPES.CallExpression]: (parent, found, self) => {
      self.#argument(found, parent);
    },
    [AST_NODE_TYPES.NewExpression]: (parent, found, self) => {
      self.#argument(found, parent);
    },
    [AST_NODE_TYPES.SpreadElement]: (_, found, self) => {
      self.#use(found, { kind: 'iterate', by: 'spread' });
    },
    [AST_NODE_TYPES.ForOfStatement]: (parent, found, self) => {
      if (parent.right === found.node) self.#loop(found, parent);
    },
    [AST_NODE_TYPES.ForInStatement]: (parent, found, self) => {
      if (parent.right === found.node) self.#loop(found, parent);
    },
    [AST_NODE_TYPES.ReturnStatement]: (parent, found, self) => {
      self.#returned(found, parent);
    },
    [AST_NODE_TYPES.ArrowFunctionExpression]: (parent, found, self) => {
      self.#returned(found, parent);
    },
    [AST_NODE_TYPES.BinaryExpression]: (parent, found, self) => {
      const isTypeTest = parent.operator === 'instanceof' && parent.left === found.node;
      self.#use(found, isTypeTest ? { kind: 'escape', how: 'type-tested' } : { kind: 'test' });
    },
    [AST_NODE_TYPES.Property]: (parent, found, self) => {
      if (parent.value === found.node) self.#property(found, parent);
    },
    [AST_NODE_TYPES.ArrayExpression]: (parent, found, self) => {
      if (self.#isThorough) self.add({ ...found, node: parent, isPacked: true });
      self.#use(found, { kind: 'escape', how: 'stored' });
    },
  };

  /** What an expression of several parts does with one of them: it asks it, or has its value. */
  #askedOr(found: Pending, whole: Node, isAsked: boolean): void {
    if (isAsked) this.#use(found, { kind: 'test' });
    else this.add({ ...found, node: whole });
  }

  /** What takes the value out of an array, or hands the array on by a method. */
  #unpack(found: Pending, parent: Node): boolean {
    const value = { ...found, isPacked: false };
    const { node } = found;
    const take = (pattern: Node | null | undefined) => {
      if (pattern)
        this.#named(
          value,
          pattern.type === AST_NODE_TYPES.AssignmentPattern ? pattern.left : pattern,
        );
    };
    if (
      parent.type === AST_NODE_TYPES.VariableDeclarator &&
      parent.id.type === AST_NODE_TYPES.ArrayPattern
    ) {
      for (const element of parent.id.elements) take(element);
      return true;
    }
    if (parent.type === AST_NODE_TYPES.ForOfStatement && parent.right === node) {
      if (parent.left.type === AST_NODE_TYPES.VariableDeclaration)
        take(parent.left.declarations[0].id);
      return true;
    }
    if (
      parent.type === AST_NODE_TYPES.CallExpression &&
      parent.callee.type === AST_NODE_TYPES.MemberExpression &&
      isGlobal(this.#source, parent.callee.object, 'Promise')
    ) {
      this.add({ ...value, node: parent, isPacked: true });
      return true;
    }
    if (parent.type !== AST_NODE_TYPES.MemberExpression || parent.object !== node) return false;
    const call = parent.parent;
    const method = propertyName(this.#source, parent);
    if (
      call.type !== AST_NODE_TYPES.CallExpression ||
      call.callee !== parent ||
      method === undefined
    ) {
      if (method !== 'length') this.add({ ...value, node: parent });
      return true;
    }
    if (givesItem(method)) this.add({ ...value, node: call });
    if (givesElements(method)) this.add({ ...value, node: call, isPacked: true });
    const [callback] = call.arguments;
    const visited =
      callback && (elementParameter(method) !== undefined || method === 'then')
        ? valuesOf(this.#source, callback).flatMap((given) =>
            given.kind === 'node' && isFunction(given.node) ? [given.node] : [],
          )
        : [];
    for (const { params } of visited) {
      const first = params[elementParameter(method) ?? 0];
      if (method !== 'then') take(first);
      else if (first?.type === AST_NODE_TYPES.Identifier)
        this.#references({ ...value, isPacked: true }, first);
      else if (first?.type === AST_NODE_TYPES.ArrayPattern) first.elements.forEach(take);
    }
    return true;
  }

  #member(found: Pending, member: TSESTree.MemberExpression): void {
    const name = propertyName(this.#source, member);
    const outer = throughChain(member);
    const { parent } = outer;
    if (
      parent?.type === AST_NODE_TYPES.CallExpression &&
      parent.callee === outer &&
      name !== undefined
    ) {
      this.#use(found, { kind: 'call', method: name, call: parent });
      this.#callResult(found, name, parent);
      return;
    }
    if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === outer)
      this.#written(found, member, parent);
    else if (parent?.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'delete')
      this.#use(found, { kind: 'delete', key: member.property });
    else if (name === 'size' || name === 'length') this.#use(found, { kind: 'size' });
    else this.#read(found, member, outer);
  }

  /** `table[key] = value`, `entry.count = 1` */
  #written(
    found: Pending,
    member: TSESTree.MemberExpression,
    assignment: TSESTree.AssignmentExpression,
  ): void {
    const name = propertyName(this.#source, member);
    const isKey = member.computed && name === undefined;
    this.#use(isKey || found.level === 0 ? found : { ...found, path: joined(found.path, name) }, {
      kind: 'write',
      key: member.computed ? member.property : undefined,
      assignment,
    });
    // `(table[key] ??= []).push(x)`
    if (member.computed) this.add({ node: assignment, level: found.level + 1, path: '' });
  }

  /** `table[key]`, `entry.count`; with what its type says around it, `outer`. */
  #read(found: Pending, member: TSESTree.MemberExpression, outer: Node): void {
    const name = propertyName(this.#source, member);
    this.#use(found, { kind: 'read' });
    if (member.computed && name === undefined)
      this.add({ node: outer, level: found.level + 1, path: '' });
    else if (found.level > 0 && found.path.split('.').length <= MAX_PATH)
      this.add({ node: outer, level: found.level, path: joined(found.path, name) });
  }

  /** `{ cache }`: in the object it has another name. */
  #property(found: Pending, property: TSESTree.Property): void {
    if (property.parent.type === AST_NODE_TYPES.ObjectPattern) {
      this.#use(found, { kind: 'read' });
      return;
    }
    if (isExportedExpression(this.#source, found.node)) {
      this.#use(found, { kind: 'escape', how: 'exported' });
      return;
    }
    const { accesses, isComplete } = accessesOf(this.#source, property);
    for (const access of accesses) this.add({ ...found, node: access });
    this.#use(found, { kind: 'escape', how: isComplete ? 'held' : 'stored' });
  }

  #callResult(found: Pending, method: string, call: TSESTree.CallExpression): void {
    if (givesElement(method)) this.add({ node: call, level: found.level + 1, path: '' });
    // `cache.set(a, 1).set(b, 2)`; an arrow function that happens to return what `set` gives back hands nothing on.
    if (
      (method === 'set' || method === 'add') &&
      call.parent.type === AST_NODE_TYPES.MemberExpression
    )
      this.add({ ...found, node: call });
    if (found.level > 0 && givesIterable(method)) return;
    const [callback] = call.arguments;
    // `load(id).then((user) => …)`
    if (this.#isThorough && found.level > 0 && method === 'then' && callback) {
      for (const value of valuesOf(this.#source, callback)) {
        const first =
          value.kind === 'node' && isFunction(value.node) ? value.node.params[0] : undefined;
        if (first) this.#named(found, first);
      }
    }
    const visited = elementParameter(method);
    if (visited !== undefined && callback && isFunction(callback)) {
      const first = callback.params[visited];
      if (first?.type === AST_NODE_TYPES.Identifier)
        this.#references({ ...found, level: found.level + 1, path: '' }, first);
    }
    if (
      givesIterable(method) &&
      call.parent.type === AST_NODE_TYPES.ForOfStatement &&
      call.parent.right === call
    )
      this.#loop({ ...found, node: call }, call.parent, method);
  }

  #loop(
    found: Pending,
    loop: TSESTree.ForOfStatement | TSESTree.ForInStatement,
    method = '',
  ): void {
    if (!method)
      this.#use(found, {
        kind: 'iterate',
        by: loop.type === AST_NODE_TYPES.ForOfStatement ? 'for-of' : 'for-in',
      });
    if (
      loop.type === AST_NODE_TYPES.ForInStatement ||
      loop.left.type !== AST_NODE_TYPES.VariableDeclaration
    )
      return;
    const { id } = loop.left.declarations[0];
    const value = id.type === AST_NODE_TYPES.ArrayPattern ? id.elements[1] : id;
    if (value?.type === AST_NODE_TYPES.Identifier)
      this.#references({ ...found, level: found.level + 1, path: '' }, value);
  }

  #named(found: Pending, id: Node): void {
    if (id.type === AST_NODE_TYPES.Identifier) {
      this.#use(found, { kind: 'alias' });
      this.#references(found, id);
    } else if (id.type === AST_NODE_TYPES.ObjectPattern && found.level > 0) {
      for (const property of id.properties) {
        if (property.type !== AST_NODE_TYPES.Property) continue;
        const name =
          property.value.type === AST_NODE_TYPES.AssignmentPattern
            ? property.value.left
            : property.value;
        const part = { ...found, path: joined(found.path, propertyName(this.#source, property)) };
        if (name.type === AST_NODE_TYPES.Identifier) this.#references(part, name);
        else if (this.#isThorough) this.#named(part, name);
      }
    } else if (id.type === AST_NODE_TYPES.ArrayPattern && found.level > 0 && this.#isThorough) {
      for (const element of id.elements) {
        if (element) this.#named({ ...found, path: joined(found.path, undefined) }, element);
      }
    } else
      this.#use(
        found,
        id.type === AST_NODE_TYPES.ArrayPattern
          ? { kind: 'iterate', by: 'copy' }
          : { kind: 'size' },
      );
  }

  #references(found: Pending, identifier: TSESTree.Identifier): void {
    const variable = variableOf(this.#source, identifier);
    for (const reference of variable?.references ?? []) {
      if (reference.isRead()) this.add({ ...found, node: reference.identifier });
    }
  }

  #assignment(found: Pending, assignment: TSESTree.AssignmentExpression): void {
    if (assignment.left === found.node) {
      if (found.level > 0) return;
      this.#use(found, { kind: 'replace', assignment });
      // `(cache ??= new Map()).set(key, value)`
      if (assignment.parent.type !== AST_NODE_TYPES.ExpressionStatement)
        this.add({ ...found, node: assignment });
      return;
    }
    this.add({ ...found, node: assignment });
    const { left } = assignment;
    if (left.type === AST_NODE_TYPES.Identifier) {
      this.#named(found, left);
      return;
    }
    for (const access of otherNames(this.#source, left)) this.add({ ...found, node: access });
    if (found.level === 0 || this.#isThorough)
      this.#use(found, {
        kind: 'escape',
        how: isExportedExpression(this.#source, found.node) ? 'exported' : 'stored',
      });
  }

  #argument(found: Pending, call: TSESTree.CallExpression | TSESTree.NewExpression): void {
    const index = call.arguments.indexOf(found.node as TSESTree.Expression);
    if (index === -1) return;
    const inner = withoutWrappers(call.callee);
    const known = this.#ofBuiltIn(found, inner, call);
    if (known) {
      this.#use(found, known);
      return;
    }
    const functions = valuesOf(this.#source, inner).map((value) =>
      value.kind === 'node' ? this.#calledBy(value.node) : undefined,
    );
    for (const fn of functions) {
      const parameter = fn?.params[index];
      const name =
        parameter?.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
      if (name?.type === AST_NODE_TYPES.Identifier) {
        this.#use(found, { kind: 'alias' });
        this.#references(found, name);
      } else {
        if (name && this.#isThorough && found.level > 0) this.#named(found, name);
        this.#use(found, { kind: 'escape', how: 'passed on' });
      }
    }
    if (functions.length === 0) this.#use(found, { kind: 'escape', how: 'passed on' });
  }

  /** The function that a call of it runs; of a class, the constructor. */
  #calledBy(callee: Node): FunctionNode | undefined {
    if (isFunction(callee)) return callee;
    return this.#isThorough && isClass(callee) ? constructorOf(callee) : undefined;
  }

  /** What the functions of the language do with an argument. */
  #ofBuiltIn(
    found: Pending,
    callee: Node,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
  ): Access | undefined {
    const isOf = (name: string) =>
      callee.type === AST_NODE_TYPES.MemberExpression &&
      isGlobal(this.#source, callee.object, name);
    const method =
      callee.type === AST_NODE_TYPES.MemberExpression
        ? propertyName(this.#source, callee)
        : undefined;
    if (isOf('JSON') || isOf('console') || isGlobal(this.#source, callee, 'structuredClone'))
      return { kind: 'escape', how: 'serialised' };
    if (isGlobal(this.#source, callee, 'Map') || isGlobal(this.#source, callee, 'Set'))
      return { kind: 'iterate', by: 'copy' };
    if (found.level > 0) return undefined;
    if (isOf('Array'))
      return method === 'from' ? { kind: 'iterate', by: 'copy' } : { kind: 'test' };
    if (!isOf('Object')) return undefined;
    if (
      method === 'assign' &&
      call.arguments[0] === found.node &&
      call.type === AST_NODE_TYPES.CallExpression
    )
      return { kind: 'call', method: 'Object.assign', call };
    return method === 'fromEntries'
      ? { kind: 'escape', how: 'serialised' }
      : { kind: 'iterate', by: 'copy' };
  }

  /** What a function returns, its callers have. */
  #returned(found: Pending, statement: Node): void {
    if (statement.type === AST_NODE_TYPES.ArrowFunctionExpression && statement.body !== found.node)
      return;
    const fn = isFunction(statement)
      ? statement
      : [...ancestorsOf(statement)].find((ancestor) => isFunction(ancestor));
    if (!fn || !isFunction(fn)) return;
    const callers = callersOf(this.#source, fn);
    for (const call of callers.calls) this.add({ ...found, node: call });
    if (this.#isThorough && found.level > 0) {
      for (const value of callers.values) this.addResults(value, found);
    }
    const isGivenAway =
      callers.isExported ||
      callers.values.some((value) => value.parent?.type !== AST_NODE_TYPES.CallExpression);
    this.#use(found, isGivenAway ? { kind: 'escape', how: 'returned' } : { kind: 'alias' });
  }
}

/** Where else a file names what it assigns to an export. */
function otherNames(source: SourceCode, left: Node): readonly TSESTree.MemberExpression[] {
  if (left.type !== AST_NODE_TYPES.MemberExpression || !isExportsObject(source, left.object))
    return [];
  const accesses = exportAccesses(source)?.get(propertyName(source, left) ?? '') ?? [];
  return accesses.filter(
    ({ parent }) =>
      parent.type !== AST_NODE_TYPES.AssignmentExpression ||
      !accesses.includes(parent.left as TSESTree.MemberExpression),
  );
}

function throughChain(member: TSESTree.MemberExpression): Node {
  return member.parent.type === AST_NODE_TYPES.TSNonNullExpression ? member.parent : member;
}

function joined(path: string, name: string | undefined): string {
  return path === '' ? (name ?? '?') : `${path}.${name ?? '?'}`;
}
