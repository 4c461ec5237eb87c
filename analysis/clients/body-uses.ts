/**
 * What becomes of a body that must be read or destroyed, by the uses of what it comes in: where it is ended, handed on to
 * others, or piped. It follows names within one function, and what closures do with them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callGraph } from '../flow/build-call-graph.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isClass, literalString } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, functionAround } from '../syntax/traversal.ts';
import {
  effectOfBodyListener,
  effectOfBodyMethod,
  effectOfWebBodyMethod,
  effectOfWebResponseMethod,
} from '../vocabulary/body-uses.ts';
import {
  LOOKS_AT,
  operandsOf,
  outermost,
  type BodyFate,
  type BodyPath,
  type BodyPipe,
  type BodyUses,
} from './bodies.ts';
import { callOf, effectOfTaker, endingCall, isAtEnd, onlyLooks } from './body-calls.ts';
import type { BodyApi } from './models/client-model.ts';

/** Where a value with a body comes in. */
export type BodySource =
  | { readonly at: Node }
  | { readonly pattern: Node; readonly fn: FunctionNode | undefined };

/**
 * @param from an expression that has it as its value, or the parameter of a function or a `catch` that takes it
 * @param path where the body is in it
 */
export function bodyUses(
  source: SourceCode,
  from: BodySource,
  path: BodyPath,
  api: BodyApi,
): BodyUses {
  const scope = 'at' in from ? functionAround(from.at) : from.fn;
  const tracer = new BodyTracer(source, { scope, api, depth: 0 });
  if ('at' in from) tracer.trace(from.at, path);
  else tracer.bind(from.pattern, path);
  return tracer;
}

/** How many expressions one body is followed through, and into how many functions one out of the other. */
const MAX_STEPS = 500;
const MAX_DEPTH = 4;

interface Tracing {
  /** The function that the value comes in; undefined for the module. */
  readonly scope: FunctionNode | undefined;
  readonly api: BodyApi;
  readonly depth: number;
}

class BodyTracer implements BodyUses {
  readonly #source: SourceCode;
  readonly #scope: FunctionNode | undefined;
  readonly #api: BodyApi;
  readonly #depth: number;
  readonly #names = new Set<unknown>();
  readonly fates = new Map<Node, BodyFate>();
  readonly pipes: BodyPipe[] = [];
  readonly ways = new Map<Node, BodyPath>();
  readonly events = new Set<string | undefined>();
  isPaused = false;
  isLost = false;

  constructor(source: SourceCode, { scope, api, depth }: Tracing) {
    this.#source = source;
    this.#scope = scope;
    this.#api = api;
    this.#depth = depth;
  }

  /** An expression has the body at a path of its value. */
  trace(inner: Node, path: BodyPath): void {
    const node = outermost(inner);
    if (this.ways.has(node)) return;
    if (this.ways.size > MAX_STEPS) {
      this.isLost = true;
      return;
    }
    this.ways.set(node, path);
    const { parent } = node;
    if (!parent) return;
    // A tag is given what stands between the texts.
    if (parent.parent?.type === AST_NODE_TYPES.TaggedTemplateExpression)
      this.#settle(parent.parent, 'handedOn');
    if (LOOKS_AT.has(parent.type)) return;
    const follow = functionFor(BodyTracer.#PARENTS, parent);
    if (follow) follow(parent, node, path, this);
    else this.#settle(node, 'handedOn');
  }

  static readonly #PARENTS: ByNodeType<[Node, BodyPath, BodyTracer], void> = {
    [AST_NODE_TYPES.AwaitExpression]: (parent, _, path, self) => {
      self.trace(parent, path);
    },
    [AST_NODE_TYPES.MemberExpression]: (parent, node, path, self) => {
      if (node === parent.object) self.#member(parent, path);
    },
    [AST_NODE_TYPES.VariableDeclarator]: (parent, node, path, self) => {
      if (node === parent.init) self.bind(parent.id, path);
    },
    [AST_NODE_TYPES.AssignmentExpression]: (parent, node, path, self) => {
      if (node !== parent.right) return;
      self.bind(parent.left, path, parent);
      self.trace(parent, path);
    },
    [AST_NODE_TYPES.ConditionalExpression]: (parent, node, path, self) => {
      if (node !== parent.test) self.trace(parent, path);
    },
    [AST_NODE_TYPES.LogicalExpression]: (parent, node, path, self) => {
      if (node === parent.right || parent.operator !== '&&') self.trace(parent, path);
    },
    [AST_NODE_TYPES.SequenceExpression]: (parent, node, path, self) => {
      if (node === parent.expressions.at(-1)) self.trace(parent, path);
    },
    [AST_NODE_TYPES.ForOfStatement]: (parent, node, path, self) => {
      if (node !== parent.right) return;
      self.#settle(node, parent.await && path.length === 0 ? 'ended' : 'handedOn');
    },
    [AST_NODE_TYPES.CallExpression]: (parent, node, path, self) => {
      self.#argument(parent, node, path);
    },
    [AST_NODE_TYPES.Property]: (parent, node, _, self) => {
      if (!self.#isLogged(parent.parent)) self.#settle(node, 'handedOn');
    },
  };

  /** A pattern takes a value that has the body at a path. */
  bind(pattern: Node, path: BodyPath, assignment?: Node): void {
    switch (pattern.type) {
      case AST_NODE_TYPES.Identifier: {
        const variable = variableOf(this.#source, pattern);
        const [definition] = variable?.identifiers ?? [];
        const isOwn = definition !== undefined && this.#isInside(definition);
        if (!variable || !isOwn) this.#lose(assignment);
        else if (!this.#names.has(variable)) {
          this.#names.add(variable);
          for (const reference of variable.references)
            if (reference.isRead()) this.trace(reference.identifier, path);
        }
        return;
      }
      case AST_NODE_TYPES.AssignmentPattern:
        this.bind(pattern.left, path, assignment);
        return;
      case AST_NODE_TYPES.ObjectPattern:
        this.#bindProperties(pattern, path, assignment);
        return;
      default:
        this.#lose(assignment);
    }
  }

  #bindProperties(
    pattern: TSESTree.ObjectPattern,
    [name, ...path]: BodyPath,
    assignment: Node | undefined,
  ): void {
    for (const property of pattern.properties) {
      if (property.type === AST_NODE_TYPES.RestElement) {
        this.#lose(assignment);
        return;
      }
      const key = propertyName(this.#source, property);
      if (key === undefined) this.#lose(assignment);
      if (name === undefined || key !== name) continue;
      this.bind(property.value, path, assignment);
      return;
    }
  }

  /** It goes where nobody follows it, by an assignment or from the start. */
  #lose(assignment: Node | undefined): void {
    if (assignment) this.#settle(assignment, 'handedOn');
    else this.isLost = true;
  }

  #isInClass(node: Node): boolean {
    for (const ancestor of ancestorsOf(node)) {
      if (ancestor === this.#scope) return false;
      if (isClass(ancestor)) return this.#scope !== undefined && this.#isInside(ancestor);
    }
    return false;
  }

  #isInside(node: Node): boolean {
    if (!this.#scope) return true;
    for (const ancestor of ancestorsOf(node)) if (ancestor === this.#scope) return true;
    return false;
  }

  #member(member: TSESTree.MemberExpression, path: BodyPath): void {
    const name = propertyName(this.#source, member);
    const [first, ...rest] = path;
    const ending = endingCall(this.#source, member);
    if (ending) this.#settle(ending, 'ended');
    else if (name === undefined) this.#settle(member, 'handedOn');
    else if (first === undefined) this.#ofBody(member, name);
    else if (name === first) this.trace(member, rest);
    else if (this.#api.reads === 'response' && rest.length === 0) this.#ofWebResponse(member, name);
  }

  #ofBody(member: TSESTree.MemberExpression, name: string): void {
    const call = callOf(member);
    const effect = effectOnBody(this.#api, name);
    if (!call) {
      if (effect) this.#settle(member, 'handedOn');
      return;
    }
    if (name === 'pause') this.isPaused = true;
    switch (effect?.does) {
      case undefined:
        this.#settle(call, 'handedOn');
        return;
      case 'ends':
        this.#settle(call, 'ended');
        break;
      case 'pipes':
        if (this.#settle(call, 'piped') === 'piped')
          this.pipes.push({ call, body: member.object, destination: call.arguments[0] });
        break;
      case 'listens':
        this.#listen(call);
        break;
      case 'none':
    }
    if (effect.returnsBody) this.trace(call, []);
  }

  /** A method of a response reads its body, copies it, or may do anything; its other members leave the body alone. */
  #ofWebResponse(member: TSESTree.MemberExpression, name: string): void {
    const call = callOf(member);
    const effect = effectOfWebResponseMethod(name);
    if (call) this.#settle(call, effect === 'ends' ? 'ended' : 'handedOn');
    else if (effect) this.#settle(member, 'handedOn');
  }

  #listen(call: TSESTree.CallExpression): void {
    const [event] = call.arguments;
    const name = event && literalString(event);
    this.events.add(name);
    const effect = name === undefined ? undefined : effectOfBodyListener(name);
    if (effect === 'ends') this.#settle(call, 'heard');
    else if (effect === undefined) this.#settle(call, 'handedOn');
  }

  #argument(call: TSESTree.CallExpression, node: Node, path: BodyPath): void {
    if (node === call.callee) {
      this.#settle(node, 'handedOn');
      return;
    }
    if (onlyLooks(this.#source, call)) return;
    const effect = path.length === 0 ? effectOfTaker(this.#source, call) : undefined;
    if (effect === 'none') return;
    if (effect === 'ends') this.#settle(call, 'ended');
    else if (this.#isKept(call, node, path)) this.#settle(call, 'handedOn');
  }

  /** Whether the function that is given the value may do anything with the body. */
  #isKept(call: TSESTree.CallExpression, node: Node, path: BodyPath): boolean {
    const functions = callGraph(this.#source).onlyCalleesOf(call);
    const position = call.arguments.findIndex((argument) => outermost(argument) === node);
    const isSpread = call.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
    if (functions.length === 0 || position < 0 || isSpread) return true;
    return functions.some((fn) => this.#keepsIn(fn, position, path));
  }

  #keepsIn(fn: FunctionNode, position: number, path: BodyPath): boolean {
    const parameter = fn.params[position];
    if (
      this.#depth >= MAX_DEPTH ||
      fn.params.some(({ type }) => type === AST_NODE_TYPES.RestElement)
    )
      return true;
    if (!parameter) return false;
    const inside = new BodyTracer(this.#source, {
      scope: fn,
      api: this.#api,
      depth: this.#depth + 1,
    });
    inside.bind(parameter, path);
    return inside.isLost || inside.fates.size > 0;
  }

  /** `logger.error({ error })` */
  #isLogged(object: Node): boolean {
    const { parent } = outermost(object);
    return (
      object.type === AST_NODE_TYPES.ObjectExpression &&
      parent?.type === AST_NODE_TYPES.CallExpression &&
      onlyLooks(this.#source, parent)
    );
  }

  /**
   * What becomes of the body as a node is evaluated. In a closure it is up to whoever calls that, but for the function of a
   * promise, which runs at once.
   */
  #settle(node: Node, fate: BodyFate): BodyFate {
    const operands = operandsOf(node).filter((operand) => this.ways.has(operand));
    if (operands.length > 0) {
      for (const operand of operands) this.#settle(operand, fate);
      return fate;
    }
    let at: Node = node;
    let kept = fate;
    // The code of a class runs when somebody makes an instance.
    if (this.#isInClass(node)) this.isLost = true;
    for (let fn = functionAround(at); fn && fn !== this.#scope; fn = functionAround(at)) {
      const around: Node = fn.parent;
      const isAtOnce =
        around.type === AST_NODE_TYPES.NewExpression &&
        isGlobal(this.#source, around.callee, 'Promise');
      if (!isAtOnce && !(kept === 'ended' && isAtEnd(this.#source, fn, node))) kept = 'handedOn';
      if (fn.type === AST_NODE_TYPES.FunctionDeclaration || !IS_EVALUATED.has(around.type))
        this.isLost = true;
      at = around;
    }
    const known = this.fates.get(at);
    // Where a promise's function does several things with it, the most that is done counts.
    if (known === undefined || RANKS.indexOf(kept) > RANKS.indexOf(known)) this.fates.set(at, kept);
    return kept;
  }
}

/** What calling a method of a body does with it; undefined if anything. */
function effectOnBody({ stream, reads }: BodyApi, name: string) {
  const known = stream === 'web' ? effectOfWebBodyMethod(name) : effectOfBodyMethod(name);
  if (known || reads !== 'body') return known;
  const does = effectOfWebResponseMethod(name);
  return does && { does, returnsBody: false };
}

const RANKS: readonly BodyFate[] = ['heard', 'piped', 'ended', 'handedOn'];

/** Where a closure may stand so that the paths come to it. */
const IS_EVALUATED: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.VariableDeclarator,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.Property,
]);
