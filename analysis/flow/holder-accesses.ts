/**
 * Where a property of an object literal is named, wherever the object goes in the file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { functionAround } from '../syntax/traversal.ts';
import { returnsItsArgument } from '../vocabulary/runtime-functions.ts';
import { callersOf } from './call-graph.ts';
import { isExportedExpression } from './exports.ts';
import { valuesOf } from './values.ts';

export interface HolderAccesses {
  /** The expressions that give the property's value. */
  readonly accesses: readonly Node[];
  /** Whether the object goes nowhere else. */
  readonly isComplete: boolean;
}

/** How many expressions an object is followed through. */
const MAX_STEPS = 200;

export function accessesOf(source: SourceCode, property: TSESTree.Property): HolderAccesses {
  return new HolderFollower(source).follow(property);
}

/** Expressions whose value is, or may be, that of the expression in them. */
const HAS_ITS_VALUE: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.SequenceExpression,
]);

/** What asks an object, and keeps nothing of it. */
const LETS_GO: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.ForInStatement,
]);

/** An expression with the object, and the properties that lead from it to the value. */
interface Held {
  readonly node: Node;
  readonly path: readonly string[];
}

class HolderFollower {
  readonly #source: SourceCode;
  readonly #accesses = new Set<Node>();
  readonly #seen = new Set<Node>();
  readonly #pending: Held[] = [];
  #isComplete = true;

  constructor(source: SourceCode) {
    this.#source = source;
  }

  follow(property: TSESTree.Property): HolderAccesses {
    this.#store(property, []);
    for (let held = this.#pending.pop(); held; held = this.#pending.pop()) {
      if (this.#seen.has(held.node)) continue;
      this.#seen.add(held.node);
      if (this.#seen.size > MAX_STEPS) this.#isComplete = false;
      else this.#step(held, held.node.parent);
    }
    return { accesses: [...this.#accesses], isComplete: this.#isComplete };
  }

  /** An object literal has a property with the value, or with what holds it. */
  #store(property: TSESTree.Property, path: readonly string[]): void {
    const name = propertyName(this.#source, property);
    const object = property.parent;
    if (
      name === undefined ||
      object.type !== AST_NODE_TYPES.ObjectExpression ||
      isExportedExpression(this.#source, object)
    ) {
      this.#isComplete = false;
      return;
    }
    this.#pending.push({ node: object, path: [name, ...path] });
    for (const member of membersNamed(this.#source, name)) {
      if (
        member.object.type === AST_NODE_TYPES.ThisExpression &&
        ownerOfThis(member)?.node === object
      )
        this.#reach(member, path);
    }
  }

  #reach(node: Node, rest: readonly string[]): void {
    if (rest.length === 0) this.#accesses.add(node);
    else this.#pending.push({ node, path: rest });
  }

  #step({ node, path }: Held, parent: Node | undefined): void {
    if (!parent || LETS_GO.has(parent.type)) return;
    if (HAS_ITS_VALUE.has(parent.type) || withoutWrappers(parent) !== parent)
      this.#pending.push({ node: parent, path });
    else this.#stepInto(parent, node, path);
  }

  #stepInto(parent: Node, node: Node, path: readonly string[]): void {
    switch (parent.type) {
      case AST_NODE_TYPES.VariableDeclarator:
        if (parent.init === node) this.#named(parent.id, path);
        return;
      case AST_NODE_TYPES.AssignmentExpression:
        if (parent.left === node) return;
        this.#named(parent.left, path);
        this.#pending.push({ node: parent, path });
        return;
      case AST_NODE_TYPES.MemberExpression:
        if (parent.object === node) this.#member(parent, path);
        return;
      case AST_NODE_TYPES.Property:
        if (parent.value === node) this.#store(parent, path);
        return;
      case AST_NODE_TYPES.SpreadElement:
        this.#spread(parent, path);
        return;
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        if (parent.callee !== node) this.#given(parent, node, path);
        return;
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.ArrowFunctionExpression:
        this.#returned(parent, path);
        return;
      default:
        this.#isComplete = false;
    }
  }

  #member(member: TSESTree.MemberExpression, path: readonly string[]): void {
    const name = propertyName(this.#source, member);
    if (name === undefined) this.#isComplete = false;
    else if (name === path[0]) this.#reach(member, path.slice(1));
  }

  #spread({ parent }: TSESTree.SpreadElement, path: readonly string[]): void {
    if (parent.type === AST_NODE_TYPES.ObjectExpression) this.#pending.push({ node: parent, path });
    else this.#isComplete = false;
  }

  #named(pattern: Node, path: readonly string[]): void {
    if (pattern.type === AST_NODE_TYPES.AssignmentPattern) {
      this.#named(pattern.left, path);
    } else if (pattern.type === AST_NODE_TYPES.Identifier) {
      const variable = variableOf(this.#source, pattern);
      if (!variable) this.#isComplete = false;
      for (const reference of variable?.references ?? []) {
        if (reference.isRead()) this.#reach(reference.identifier, path);
      }
    } else if (pattern.type === AST_NODE_TYPES.ObjectPattern) {
      for (const property of pattern.properties) {
        if (property.type === AST_NODE_TYPES.RestElement) this.#named(property.argument, path);
        else if (propertyName(this.#source, property) === path[0])
          this.#named(property.value, path.slice(1));
        else if (property.computed) this.#isComplete = false;
      }
    } else this.#isComplete = false;
  }

  #given(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    argument: Node,
    path: readonly string[],
  ): void {
    const { callee } = call;
    if (
      callee.type === AST_NODE_TYPES.MemberExpression &&
      isGlobal(this.#source, callee.object, 'Object') &&
      returnsItsArgument(propertyName(this.#source, callee) ?? '')
    ) {
      this.#pending.push({ node: call, path });
      return;
    }
    const index = call.arguments.findIndex((candidate) => candidate === argument);
    const isMoved = call.arguments
      .slice(0, index)
      .some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
    for (const value of valuesOf(this.#source, callee)) {
      const fn = value.kind === 'node' && isFunction(value.node) ? value.node : undefined;
      const parameter = fn?.params[index];
      if (!fn || isMoved || !parameter) this.#isComplete = false;
      else this.#named(parameter, path);
    }
  }

  /** What a function returns, its callers have. */
  #returned(
    statement: TSESTree.ReturnStatement | TSESTree.ArrowFunctionExpression,
    path: readonly string[],
  ): void {
    const fn = isFunction(statement) ? statement : functionAround(statement);
    if (!fn) return;
    const { calls, values, isExported } = callersOf(this.#source, fn);
    if (isExported || values.length > 0) this.#isComplete = false;
    for (const call of calls) this.#pending.push({ node: call, path });
  }
}
