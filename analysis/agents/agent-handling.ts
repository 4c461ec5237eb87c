/**
 * What a file does with an agent beside giving it to requests. One agent for all calls is the same as one for each only if
 * nobody changes it, destroys it, looks into it or tells it from another.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClientResolver } from '../clients/clients.ts';
import { callersOf } from '../flow/call-graph.ts';
import { valuesOf } from '../flow/values.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { variableOf } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { constructorOf, isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround, nodesOf } from '../syntax/traversal.ts';
import { agentTaking } from './agent-takers.ts';
import { ignored, isOnlyShown, isSend, tellsApart } from './harmless-uses.ts';
import { sendsByOther } from './other-requests.ts';

/**
 * - `changed`: it is written to, or something of it is read.
 * - `destroyed`: its sockets are closed.
 * - `compared`: with another value, from which one for each call differs.
 * - `handed`: to code that is not seen.
 * - `set`: as the agent of all requests that name none.
 */
export interface Handling {
  readonly kind: 'changed' | 'destroyed' | 'compared' | 'handed' | 'set';
  readonly node: Node;
}

export interface Handlings {
  readonly first: Handling | undefined;
  /** Whether other files may get the agent, or an object that holds it: an exported function returns it. */
  readonly isGivenAway: boolean;
}

/** How many places one agent may lead through. */
const MAX_STEPS = 500;

export function handlingsOf(source: SourceCode, resolver: ClientResolver, made: Node): Handlings {
  const follower = new AgentFollower(source, resolver);
  follower.follow(made);
  return follower;
}

/** An expression that is the agent, or an object that holds it. */
interface Place {
  readonly node: Node;
  readonly isHolder: boolean;
}

class AgentFollower implements Handlings {
  readonly #source: SourceCode;
  readonly #resolver: ClientResolver;
  readonly #pending: Place[] = [];
  readonly #seen = new Set<string>();
  first: Handling | undefined;
  isGivenAway = false;

  constructor(source: SourceCode, resolver: ClientResolver) {
    this.#source = source;
    this.#resolver = resolver;
  }

  follow(made: Node): void {
    this.#add(made, false);
    for (let place = this.#pending.pop(); place && !this.first; place = this.#pending.pop()) {
      if (this.#seen.size > MAX_STEPS) this.#meet('handed', made);
      this.#climb(place);
    }
  }

  #add(node: Node, isHolder: boolean): void {
    const key = `${node.range.join()} ${node.type} ${isHolder}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#pending.push({ node, isHolder });
  }

  #meet(kind: Handling['kind'], node: Node): void {
    this.first ??= { kind, node };
  }

  #climb(place: Place): void {
    const { parent } = place.node;
    const step = parent && functionFor(AgentFollower.#STEPS, parent);
    if (step) step(parent, this, place);
    else if (parent && withoutWrappers(parent) !== parent) this.#add(parent, place.isHolder);
    else this.#meet('handed', parent ?? place.node);
  }

  static #passOn(parent: Node, follower: AgentFollower, { isHolder }: Place): void {
    follower.#add(parent, isHolder);
  }

  static #given(parent: Node, follower: AgentFollower, { node, isHolder }: Place): void {
    follower.#returned(functionAround(node)!, isHolder, parent);
  }

  static #inCall(call: Call, follower: AgentFollower, { node, isHolder }: Place): void {
    if (call.callee === node) return;
    if (!isHolder && agentTaking(follower.#source, call)?.kind === 'setter')
      follower.#meet('set', call);
    else if (!follower.#isRequestOrClient(call)) follower.#passed(call, node, isHolder);
  }

  /** What the node around an agent does with it, by its type. What is not here hands it to code that is not seen. */
  static readonly #STEPS: ByNodeType<[follower: AgentFollower, place: Place], void> = {
    [AST_NODE_TYPES.MemberExpression]: (parent, follower, place) => {
      follower.#accessed(parent, place);
    },
    [AST_NODE_TYPES.VariableDeclarator]: (parent, follower, { isHolder }) => {
      if (parent.parent.kind === 'using' || parent.parent.kind === 'await using')
        follower.#meet('destroyed', parent);
      follower.#bound(parent.id, isHolder);
    },
    [AST_NODE_TYPES.AssignmentExpression]: (parent, follower, { node, isHolder }) => {
      if (parent.right !== node) return;
      follower.#assigned(parent.left, isHolder);
      follower.#add(parent, isHolder);
    },
    [AST_NODE_TYPES.AssignmentPattern]: (parent, follower, { node, isHolder }) => {
      if (parent.right === node) follower.#bound(parent.left, isHolder);
    },
    [AST_NODE_TYPES.Property]: (parent, follower, { isHolder }) => {
      follower.#putInto(parent, isHolder);
    },
    [AST_NODE_TYPES.PropertyDefinition]: (parent, follower, { isHolder }) => {
      follower.#named(propertyName(follower.#source, parent), isHolder, parent);
    },
    [AST_NODE_TYPES.SpreadElement]: (parent, follower, { isHolder }) => {
      if (isHolder && parent.parent.type === AST_NODE_TYPES.ObjectExpression)
        follower.#add(parent.parent, true);
      else follower.#meet('handed', parent);
    },
    [AST_NODE_TYPES.CallExpression]: AgentFollower.#inCall,
    [AST_NODE_TYPES.NewExpression]: AgentFollower.#inCall,
    [AST_NODE_TYPES.ReturnStatement]: AgentFollower.#given,
    [AST_NODE_TYPES.ArrowFunctionExpression]: AgentFollower.#given,
    [AST_NODE_TYPES.BinaryExpression]: (parent, follower, { isHolder }) => {
      if (!isHolder && tellsApart(parent)) follower.#meet('compared', parent);
    },
    [AST_NODE_TYPES.ConditionalExpression]: (parent, follower, { node, isHolder }) => {
      if (parent.test !== node) follower.#add(parent, isHolder);
    },
    [AST_NODE_TYPES.LogicalExpression]: AgentFollower.#passOn,
    [AST_NODE_TYPES.AwaitExpression]: AgentFollower.#passOn,
    [AST_NODE_TYPES.SequenceExpression]: (parent, follower, { node, isHolder }) => {
      if (parent.expressions.at(-1) === node) follower.#add(parent, isHolder);
    },
    [AST_NODE_TYPES.UnaryExpression]: ignored,
    [AST_NODE_TYPES.IfStatement]: ignored,
    [AST_NODE_TYPES.ExpressionStatement]: ignored,
    [AST_NODE_TYPES.TemplateLiteral]: ignored,
  };

  /** `agent.destroy()`, `agent.maxSockets`; what is read of an object that holds the agent is found by its name. */
  #accessed(access: TSESTree.MemberExpression, { node, isHolder }: Place): void {
    if (isHolder || access.object !== node || isSend(this.#source, access)) return;
    const isDestroyed = propertyName(this.#source, access) === 'destroy';
    this.#meet(isDestroyed ? 'destroyed' : 'changed', access);
  }

  /** Names that a declaration, a parameter or an assignment gives to a value. */
  #bound(target: Node, isHolder: boolean): void {
    if (target.type === AST_NODE_TYPES.Identifier) this.#uses(target, isHolder);
    else if (target.type === AST_NODE_TYPES.AssignmentPattern) this.#bound(target.left, isHolder);
    // What a pattern takes out of an object that holds the agent is found by its name.
    else if (!isHolder || target.type !== AST_NODE_TYPES.ObjectPattern)
      this.#meet('changed', target);
  }

  #uses(name: TSESTree.Identifier, isHolder: boolean): void {
    const variable = variableOf(this.#source, name);
    for (const reference of variable?.references ?? [])
      if (reference.isRead()) this.#add(reference.identifier, isHolder);
  }

  #assigned(left: Node, isHolder: boolean): void {
    if (left.type !== AST_NODE_TYPES.MemberExpression) {
      this.#bound(left, isHolder);
      return;
    }
    this.#named(propertyName(this.#source, left), isHolder, left);
    let root: Node = left;
    while (root.type === AST_NODE_TYPES.MemberExpression) root = withoutWrappers(root.object);
    if (root.type === AST_NODE_TYPES.Identifier) this.#uses(root, true);
  }

  #putInto(property: TSESTree.Property, isHolder: boolean): void {
    if (property.parent.type !== AST_NODE_TYPES.ObjectExpression) return;
    this.#named(propertyName(this.#source, property), isHolder, property);
    this.#add(property.parent, true);
  }

  /** Whatever has a property of that name may have the agent by it. */
  #named(name: string | undefined, isHolder: boolean, at: Node): void {
    if (name === undefined) {
      this.#meet('handed', at);
      return;
    }
    for (const access of membersNamed(this.#source, name)) {
      const isWritten =
        access.parent.type === AST_NODE_TYPES.AssignmentExpression && access.parent.left === access;
      if (!isWritten) this.#add(access, isHolder);
    }
    for (const pattern of nodesOf(this.#source, AST_NODE_TYPES.ObjectPattern)) {
      for (const property of pattern.properties) {
        if (
          property.type === AST_NODE_TYPES.Property &&
          propertyName(this.#source, property) === name
        )
          this.#bound(property.value, isHolder);
      }
    }
  }

  /** A client has its agent for its requests alone, and those see it as they see any. */
  #isRequestOrClient(call: Call): boolean {
    return (
      this.#resolver.creationOf(call) !== undefined ||
      (call.type === AST_NODE_TYPES.CallExpression &&
        (this.#resolver.methodOf(call.callee) !== undefined || sendsByOther(this.#source, call)))
    );
  }

  #passed(call: Call, value: Node, isHolder: boolean): void {
    const position = call.arguments.findIndex((argument) => argument === value);
    if (call.type === AST_NODE_TYPES.CallExpression && isObjectAssign(this.#source, call)) {
      if (position === 0 && !isHolder) this.#meet('changed', call);
      const [target] = call.arguments;
      if (target?.type === AST_NODE_TYPES.Identifier) this.#uses(target, true);
      this.#add(call, true);
      return;
    }
    if (isOnlyShown(this.#source, call)) return;
    const functions = this.#functionsOf(call);
    if (
      !functions ||
      call.arguments.slice(0, position).some(({ type }) => type === AST_NODE_TYPES.SpreadElement)
    ) {
      this.#meet('handed', call);
      return;
    }
    for (const { params } of functions)
      if (params[position]) this.#parameter(params[position], isHolder);
    if (call.type === AST_NODE_TYPES.NewExpression) this.#add(call, true);
  }

  #parameter(parameter: Node, isHolder: boolean): void {
    if (parameter.type === AST_NODE_TYPES.TSParameterProperty) {
      const { parameter: name } = parameter;
      this.#bound(name, isHolder);
      const { name: field } = name.type === AST_NODE_TYPES.AssignmentPattern ? name.left : name;
      this.#named(field, isHolder, parameter);
    } else this.#bound(parameter, isHolder);
  }

  /** The functions of this file that a call runs; undefined if it may run others. */
  #functionsOf(call: Call): readonly FunctionNode[] | undefined {
    const functions: FunctionNode[] = [];
    for (const value of valuesOf(this.#source, call.callee)) {
      const run =
        value.kind !== 'node'
          ? undefined
          : isClass(value.node)
            ? constructorOf(value.node)
            : value.node;
      if (!run || !isFunction(run)) return undefined;
      functions.push(run);
    }
    return functions.length > 0 ? functions : undefined;
  }

  /** Whoever calls the function gets what it returns. */
  #returned(fn: FunctionNode, isHolder: boolean, at: Node): void {
    const { calls, values, isExported } = callersOf(this.#source, fn);
    if (fn.generator) this.#meet('handed', at);
    for (const call of calls) this.#add(call, isHolder);
    // What an interceptor returns is a config, which axios takes.
    if (values.length > 0 && !isHolder) this.#meet('handed', at);
    this.isGivenAway ||= isExported;
  }
}
