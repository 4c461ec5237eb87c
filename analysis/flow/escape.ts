/**
 * What becomes of a value in the function that makes it: used up there, given back to the caller, or stored.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel, variableOf } from '../syntax/bindings.ts';
import { isFunction } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { storingOf } from '../vocabulary/collection-methods.ts';
import { callersOf } from './call-graph.ts';
import { valuesOf } from './values.ts';

export interface Escape {
  /** It is returned, or put into what a parameter brought. */
  readonly returned: boolean;
  /** It is stored where it outlives the call, or nobody can see what becomes of it. */
  readonly stored: boolean;
  /** Where something of it is read or called: `agent.destroy()`. */
  readonly members: readonly TSESTree.MemberExpression[];
}

/** How many places one value may lead through. */
const MAX_STEPS = 200;

/** @param givesOn whether a call gives back what it is given, or something that holds it: `axios.create` */
export function escapeOf(source: SourceCode, made: Node, givesOn: (call: Node) => boolean): Escape {
  const follower = new Follower(source, givesOn);
  follower.climb(made);
  return follower;
}

class Follower implements Escape {
  readonly #source: SourceCode;
  readonly #givesOn: (call: Node) => boolean;
  /** The parameters that the value has come to: a function that calls itself does nothing new with it. */
  readonly #parameters: ReadonlySet<Node>;
  readonly #seen = new Set<Node>();
  returned = false;
  stored = false;
  readonly members: TSESTree.MemberExpression[] = [];

  constructor(
    source: SourceCode,
    givesOn: (call: Node) => boolean,
    parameters: ReadonlySet<Node> = new Set(),
  ) {
    this.#source = source;
    this.#givesOn = givesOn;
    this.#parameters = parameters;
  }

  climb(value: Node): void {
    const { parent } = value;
    if (!parent || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (this.#seen.size > MAX_STEPS) {
      this.stored = true;
      return;
    }
    switch (parent.type) {
      case AST_NODE_TYPES.VariableDeclarator:
        this.#declared(parent);
        break;
      case AST_NODE_TYPES.AssignmentExpression:
        if (parent.right !== value) break;
        this.#assigned(parent.left);
        this.climb(parent);
        break;
      case AST_NODE_TYPES.AssignmentPattern:
        if (parent.left.type === AST_NODE_TYPES.Identifier) this.#uses(parent.left);
        else this.stored = true;
        break;
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.ArrowFunctionExpression:
      case AST_NODE_TYPES.YieldExpression:
        this.returned = true;
        break;
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        this.#passed(parent, value);
        break;
      case AST_NODE_TYPES.MemberExpression:
        this.#used(parent);
        break;
      case AST_NODE_TYPES.PropertyDefinition:
        this.stored = true;
        break;
      case AST_NODE_TYPES.ExpressionStatement:
      case AST_NODE_TYPES.IfStatement:
      case AST_NODE_TYPES.UnaryExpression:
      case AST_NODE_TYPES.BinaryExpression:
        break;
      default:
        // Literals, spreads, conditions, wrappers of the type: what holds it goes on.
        this.climb(parent);
    }
  }

  #declared({ id }: TSESTree.VariableDeclarator): void {
    if (id.type === AST_NODE_TYPES.Identifier) this.#held(id);
    else this.stored = true;
  }

  /** A variable that holds the value, or an object that does. */
  #held(name: TSESTree.Identifier): void {
    const variable = variableOf(this.#source, name);
    if (!variable || isModuleLevel(variable)) this.stored = true;
    else {
      // Who has called the function has what it was given.
      if (variable.defs[0]?.type === 'Parameter') this.returned = true;
      this.#uses(name);
    }
  }

  /** Every use of a variable. */
  #uses(name: TSESTree.Identifier): void {
    const variable = variableOf(this.#source, name);
    if (!variable || this.#seen.has(variable.identifiers[0]!)) return;
    this.#seen.add(variable.identifiers[0]!);
    for (const { identifier } of variable.references) {
      const use = identifier as Node;
      // A closure that is held elsewhere keeps what it captures.
      if (functionAround(use) !== functionAround(name) && !this.#isRunHere(use)) this.stored = true;
      if (use !== name) this.climb(use);
    }
  }

  #assigned(left: Node): void {
    if (left.type === AST_NODE_TYPES.Identifier) this.#held(left);
    else if (left.type === AST_NODE_TYPES.MemberExpression) {
      let root: Node = left;
      while (root.type === AST_NODE_TYPES.MemberExpression) root = root.object;
      if (root.type === AST_NODE_TYPES.Identifier) this.#held(root);
      else this.stored = true;
    } else this.stored = true;
  }

  #passed(call: TSESTree.CallExpression | TSESTree.NewExpression, value: Node): void {
    if (call.callee === value) return;
    if (call.type === AST_NODE_TYPES.NewExpression || this.#givesOn(call)) this.climb(call);
    else
      this.#takenBy(
        call,
        call.arguments.findIndex((argument) => argument === value),
      );
    const { callee } = call;
    const stores =
      callee.type === AST_NODE_TYPES.MemberExpression &&
      storingOf(propertyName(this.#source, callee) ?? '') !== undefined;
    if (stores) this.stored = true;
  }

  #used(member: TSESTree.MemberExpression): void {
    this.members.push(member);
    const { parent } = member;
    // `agents.https` of `const agents = { https: new Agent() }` holds it as `agents` does.
    const isCalled = parent.type === AST_NODE_TYPES.CallExpression && parent.callee === member;
    if (!isCalled) this.climb(member);
  }

  /** A function of this file may keep what it is given, or give it back. */
  #takenBy(call: TSESTree.CallExpression, position: number): void {
    for (const value of valuesOf(this.#source, call.callee)) {
      const parameter =
        value.kind === 'node' && isFunction(value.node) ? value.node.params[position] : undefined;
      if (parameter?.type !== AST_NODE_TYPES.Identifier || this.#parameters.has(parameter))
        continue;
      const inner = new Follower(
        this.#source,
        this.#givesOn,
        new Set([...this.#parameters, parameter]),
      );
      for (const { identifier } of variableOf(this.#source, parameter)?.references ?? [])
        inner.climb(identifier);
      this.stored ||= inner.stored;
      this.members.push(...inner.members);
      if (inner.returned) this.climb(call);
    }
  }

  /** Whether the function around a use is run where it stands: `retry(() => axios.get(url, { httpAgent }))`. */
  #isRunHere(use: Node): boolean {
    const fn = functionAround(use)!;
    if (fn.parent.type === AST_NODE_TYPES.CallExpression) return true;
    const { values, isExported } = callersOf(this.#source, fn);
    return values.length === 0 && !isExported;
  }
}
