/**
 * What a config says about the two agents.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { ABSENT, AGENT_NAMES, either, isAgentName, overlay, UNKNOWN, unlessSet, worst, type AgentConfig, type AgentName, type AgentState } from './agent-state.ts';
import { memberAssignments, type MemberAssignment } from './assignments.ts';
import { isAxiosItself, isSameClient, type Client, type ClientResolver, type InstanceCreation } from './axios-clients.ts';
import { isGlobal, propertyName, sameReference, variableOf, type Variable } from './bindings.ts';
import type { SourceCode } from './finding.ts';
import { requestInterceptors } from './interceptors.ts';
import { ancestorsOf, contains, isFunction, literalString, nodesOf, withoutWrappers, type Node } from './syntax.ts';
import { valuesOf, type Value } from './values.ts';

/** Calls that read an object and leave it alone: globals of the language. */
const HARMLESS_GLOBALS = ['console', 'JSON', 'Object', 'String', 'Boolean', 'Array'];

const MAX_DEPTH = 20;

/** How many expressions one config may be put together from; beyond, it is unknown. */
const MAX_STEPS = 500;

/** Reads configs of one file. */
export class AgentConfigReader {
  readonly #source: SourceCode;
  readonly #resolver: ClientResolver;
  /** The variables being read: `config = { ...config, timeout }` is part of itself, and adds nothing to itself. */
  readonly #open = new Set<Variable>();
  #steps = 0;

  constructor(source: SourceCode, resolver: ClientResolver) {
    this.#source = source;
    this.#resolver = resolver;
  }

  /** What a config argument says; an argument that is not there says nothing. */
  ofConfig(node: Node | undefined): AgentConfig {
    this.#steps = 0;
    return node ? this.#read(node, node, 0) : ABSENT;
  }

  /** What an instance brings along: its `create` config, its `defaults`, its interceptors, its parent instance. */
  ofInstance(creation: InstanceCreation, parent: Client | undefined): AgentConfig {
    const [argument] = creation.arguments;
    const created = argument?.type === AST_NODE_TYPES.SpreadElement ? UNKNOWN : this.ofConfig(argument);
    const inherited = parent?.kind === 'instance' ? this.ofInstance(parent.create, parent.parent) : ABSENT;
    const own: Client = { kind: 'instance', create: creation, parent };
    return overlay(overlay(inherited, created), this.#assignedTo(own));
  }

  /** What request interceptors of axios itself set; its `defaults` do not count, a call must name its agents. */
  ofAxios(client: Client): AgentConfig {
    return this.#fromInterceptors(client);
  }

  #assignedTo(client: Client): AgentConfig {
    const states = this.#fromInterceptors(client);
    const entries = AGENT_NAMES.map((name): AgentState => {
      const assigned = memberAssignments(this.#source, name).some(({ left }) => this.#isDefaultsOf(left.object, client));
      return assigned ? 'set' : states[name];
    });
    const merged: AgentConfig = { httpAgent: entries[0]!, httpsAgent: entries[1]! };
    return this.#objectAssigns((target) => this.#isDefaultsOf(target, client)).reduce(
      (config, call) => call.arguments.slice(1).reduce((sofar, part) => overlay(sofar, this.#read(part, part, 0)), config),
      merged,
    );
  }

  #fromInterceptors(client: Client): AgentConfig {
    const named = new Set<string>();
    for (const interceptor of requestInterceptors(this.#source, this.#resolver)) {
      if (interceptor.clients.some((other) => isSameClient(other, client))) for (const name of interceptor.names) named.add(name);
    }
    const entry = (name: AgentName): AgentState => (named.has(name) ? 'set' : 'absent');
    return { httpAgent: entry('httpAgent'), httpsAgent: entry('httpsAgent') };
  }

  #isDefaultsOf(node: Node, client: Client): boolean {
    const object = withoutWrappers(node);
    return (
      object.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(this.#source, object) === 'defaults' &&
      this.#resolver.clientsOf(object.object).clients.some((other) => isSameClient(other, client))
    );
  }

  /** @param use the config argument: what is assigned to its object before the call counts */
  #read(wrapped: Node, use: Node, depth: number): AgentConfig {
    const node = withoutWrappers(wrapped);
    if (depth > MAX_DEPTH || this.#steps++ > MAX_STEPS) return UNKNOWN;
    switch (node.type) {
      case AST_NODE_TYPES.ObjectExpression:
        return this.#readObject(node, use, depth);
      case AST_NODE_TYPES.ConditionalExpression:
        return worst(this.#read(node.consequent, use, depth + 1), this.#read(node.alternate, use, depth + 1));
      case AST_NODE_TYPES.LogicalExpression:
        return node.operator === '&&'
          ? worst(ABSENT, this.#read(node.right, use, depth + 1))
          : worst(this.#read(node.left, use, depth + 1), this.#read(node.right, use, depth + 1));
      case AST_NODE_TYPES.AwaitExpression:
        return this.#read(node.argument, use, depth + 1);
      case AST_NODE_TYPES.AssignmentExpression:
        return node.operator === '=' ? this.#read(node.right, use, depth + 1) : UNKNOWN;
      case AST_NODE_TYPES.Literal:
      case AST_NODE_TYPES.UnaryExpression:
        return ABSENT;
      case AST_NODE_TYPES.CallExpression:
        return this.#readCall(node, use, depth);
      case AST_NODE_TYPES.Identifier:
        if (isGlobal(this.#source, node, 'undefined')) return ABSENT;
        return this.#readReference(node, use, depth);
      case AST_NODE_TYPES.MemberExpression:
        return this.#readReference(node, use, depth);
      default:
        return UNKNOWN;
    }
  }

  /** A variable or a property: the objects it can hold, and what is assigned to their properties. */
  #readReference(node: TSESTree.Identifier | TSESTree.MemberExpression, use: Node, depth: number): AgentConfig {
    const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, node) : undefined;
    if (!variable) return this.#readHeld(node, use, depth);
    if (this.#open.has(variable)) return ABSENT;
    this.#open.add(variable);
    const config = this.#readHeld(node, use, depth);
    this.#open.delete(variable);
    return config;
  }

  #readHeld(node: TSESTree.Identifier | TSESTree.MemberExpression, use: Node, depth: number): AgentConfig {
    const values = valuesOf(this.#source, node);
    let config: AgentConfig | undefined;
    for (const value of values) {
      const read = this.#readValue(value, use, depth);
      config = config ? either(config, read) : read;
    }
    return this.#withLaterWrites(config ?? UNKNOWN, node, use);
  }

  #readValue(value: Value, use: Node, depth: number): AgentConfig {
    if (value.kind !== 'node') return UNKNOWN;
    if (value.node.type === AST_NODE_TYPES.Identifier && value.node.name !== 'undefined') return UNKNOWN;
    return this.#read(value.node, use, depth + 1);
  }

  #readCall(node: TSESTree.CallExpression, use: Node, depth: number): AgentConfig {
    if (this.#isMerge(node)) {
      return node.arguments.reduce(
        (config, part) => overlay(config, part.type === AST_NODE_TYPES.SpreadElement ? UNKNOWN : this.#read(part, use, depth + 1)),
        ABSENT,
      );
    }
    const values = valuesOf(this.#source, node).filter((value) => value.kind !== 'node' || value.node !== node);
    if (values.length === 0) return UNKNOWN;
    return values.map((value) => this.#readValue(value, use, depth)).reduce(either);
  }

  /** `Object.assign(a, b)`, `axios.mergeConfig(a, b)`: the later part wins. */
  #isMerge(node: TSESTree.CallExpression): boolean {
    const callee = withoutWrappers(node.callee);
    if (callee.type === AST_NODE_TYPES.MemberExpression) {
      const name = propertyName(this.#source, callee);
      if (name === 'assign') return isGlobal(this.#source, callee.object, 'Object');
      if (name === 'mergeConfig') return this.#resolver.clientsOf(callee.object).clients.length > 0;
    }
    return valuesOf(this.#source, callee).some((value) => value.kind === 'module' && value.module === 'axios' && value.path.at(-1) === 'mergeConfig');
  }

  #readObject(object: TSESTree.ObjectExpression, use: Node, depth: number): AgentConfig {
    let config = ABSENT;
    for (const property of object.properties) {
      if (property.type === AST_NODE_TYPES.SpreadElement) {
        config = overlay(config, this.#readSpread(property.argument, use, depth));
        continue;
      }
      const name = propertyName(this.#source, property);
      if (name === undefined) config = overlay(config, { httpAgent: unlessSet(config.httpAgent), httpsAgent: unlessSet(config.httpsAgent) });
      else if (isAgentName(name)) config = { ...config, [name]: this.#stateOf(property.value) };
      else if (name === 'adapter') config = { ...config, ...this.#readAdapter(property.value) };
      else if (name === 'httpVersion' && isNumber(property.value, 2)) config = { ...config, exempt: 'HTTP/2 has sessions of its own' };
    }
    return config;
  }

  /** `...(x && { … })` and `...(x ? { … } : {})` give a property on some paths: a decision, not an omission. */
  #readSpread(argument: Node, use: Node, depth: number): AgentConfig {
    const node = withoutWrappers(argument);
    if (node.type === AST_NODE_TYPES.ConditionalExpression) {
      return either(this.#read(node.consequent, use, depth + 1), this.#read(node.alternate, use, depth + 1));
    }
    if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator === '&&') {
      return either(ABSENT, this.#read(node.right, use, depth + 1));
    }
    return this.#read(node, use, depth + 1);
  }

  #stateOf(value: Node): AgentState {
    const node = withoutWrappers(value);
    if (node.type === AST_NODE_TYPES.Literal && node.raw === 'null') return 'null';
    if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'void') return 'undefined';
    if (isGlobal(this.#source, node, 'undefined')) return 'undefined';
    return this.#isAxiosDefault(node) ? 'defaults' : 'set';
  }

  /** `axios.defaults.httpAgent`, or a name for it. */
  #isAxiosDefault(node: Node): boolean {
    if (node.type !== AST_NODE_TYPES.MemberExpression || !isAgentName(propertyName(this.#source, node) ?? '')) return false;
    const defaults = withoutWrappers(node.object);
    return (
      defaults.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(this.#source, defaults) === 'defaults' &&
      this.#resolver.clientsOf(defaults.object).clients.some(isAxiosItself)
    );
  }

  #readAdapter(value: Node): Pick<AgentConfig, 'exempt' | 'unknownAdapter'> {
    const names = valuesOf(this.#source, value).flatMap((candidate) => (candidate.kind === 'node' ? adapterNames(candidate.node) : [undefined]));
    if (names.every((name) => name === 'http')) return {};
    if (names.every((name) => name === 'fetch' || name === 'xhr')) return { exempt: `the ${names[0]} adapter takes no agents` };
    return { unknownAdapter: true };
  }

  /** `config.httpAgent = …`, `Object.assign(config, …)` and calls that are handed the object before the request. */
  #withLaterWrites(config: AgentConfig, reference: TSESTree.Identifier | TSESTree.MemberExpression, use: Node): AgentConfig {
    let written = config;
    for (const name of AGENT_NAMES) {
      for (const assignment of memberAssignments(this.#source, name)) {
        if (sameReference(this.#source, withoutWrappers(assignment.left.object), reference)) {
          written = { ...written, [name]: this.#assignedState(assignment, use, written[name]) };
        }
      }
    }
    for (const call of this.#objectAssigns((target) => sameReference(this.#source, target, reference))) {
      for (const part of call.arguments.slice(1)) written = overlay(written, this.#read(part, use, MAX_DEPTH - 2));
    }
    const isComplete = AGENT_NAMES.every((name) => written[name] !== 'absent');
    if (isComplete || !this.#isHandedOut(reference, use)) return written;
    return { ...written, httpAgent: unlessSet(written.httpAgent), httpsAgent: unlessSet(written.httpsAgent) };
  }

  #assignedState(assignment: MemberAssignment, use: Node, before: AgentState): AgentState {
    return before === 'absent' && isConditional(assignment, use) ? 'conditional' : this.#stateOf(assignment.right);
  }

  #objectAssigns(isTarget: (target: Node) => boolean): TSESTree.CallExpression[] {
    return nodesOf(this.#source, AST_NODE_TYPES.CallExpression).filter((call) => {
      const [target] = call.arguments;
      const { callee } = call;
      return (
        target !== undefined &&
        callee.type === AST_NODE_TYPES.MemberExpression &&
        propertyName(this.#source, callee) === 'assign' &&
        isGlobal(this.#source, callee.object, 'Object') &&
        isTarget(withoutWrappers(target))
      );
    });
  }

  /** Whether a function that may write to the object gets hold of it before the request is sent. */
  #isHandedOut(reference: TSESTree.Identifier | TSESTree.MemberExpression, use: Node): boolean {
    if (reference.type !== AST_NODE_TYPES.Identifier) return false;
    const variable = variableOf(this.#source, reference);
    return (variable?.references ?? []).some(({ identifier }) => {
      const argument = identifier as Node;
      const call = argument.parent;
      if (call?.type !== AST_NODE_TYPES.CallExpression || call.callee === argument || contains(call, use)) return false;
      if (argument.range[0] > use.range[0]) return false;
      return !this.#isHarmless(call);
    });
  }

  #isHarmless(call: TSESTree.CallExpression): boolean {
    const callee = withoutWrappers(call.callee);
    if (callee.type === AST_NODE_TYPES.MemberExpression) {
      if (HARMLESS_GLOBALS.some((name) => isGlobal(this.#source, callee.object, name))) return true;
    } else if (HARMLESS_GLOBALS.some((name) => isGlobal(this.#source, callee, name))) return true;
    return this.#resolver.methodOf(callee) !== undefined;
  }
}

function isNumber(node: Node, value: number): boolean {
  return node.type === AST_NODE_TYPES.Literal && node.value === value;
}

function adapterNames(node: Node): (string | undefined)[] {
  if (node.type !== AST_NODE_TYPES.ArrayExpression) return [literalString(node)];
  // axios takes the first adapter of a list that the platform supports; on Node that is `http` wherever it is named.
  const names = node.elements.map((element) => (element ? literalString(element) : undefined));
  return names.includes('http') ? ['http'] : names;
}

/** Whether an assignment runs on some of the paths to a use only. */
function isConditional(assignment: Node, use: Node): boolean {
  for (const ancestor of ancestorsOf(assignment)) {
    if (contains(ancestor, use)) return false;
    if (
      isFunction(ancestor) ||
      ancestor.type === AST_NODE_TYPES.IfStatement ||
      ancestor.type === AST_NODE_TYPES.ConditionalExpression ||
      ancestor.type === AST_NODE_TYPES.LogicalExpression ||
      ancestor.type === AST_NODE_TYPES.SwitchCase ||
      ancestor.type === AST_NODE_TYPES.CatchClause ||
      ancestor.type === AST_NODE_TYPES.ForOfStatement ||
      ancestor.type === AST_NODE_TYPES.ForStatement ||
      ancestor.type === AST_NODE_TYPES.WhileStatement
    ) {
      return true;
    }
  }
  return false;
}
