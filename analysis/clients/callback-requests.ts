/**
 * The requests of clients that call back with the response, `http.get` the first of them: who gets the response, and what else
 * is done with the request.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callGraph } from '../flow/build-call-graph.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, isIdentifierNamed, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf, someNode } from '../syntax/traversal.ts';
import { effectOfBodyMethod } from '../vocabulary/body-uses.ts';
import type { Arrival } from './answers.ts';
import { outermost } from './bodies.ts';
import { saidOf } from './callback-config.ts';
import type { CallbackModel } from './models/client-model.ts';
import { CALLBACK_CLIENTS } from './models/registry.ts';

export interface CallbackRequest {
  readonly node: TSESTree.CallExpression;
  readonly model: CallbackModel;
  /** In capital letters; undefined if it cannot be seen. */
  readonly method: string | undefined;
  /** The functions of this file that are called with the response. */
  readonly responses: readonly Arrival[];
  /** Whether the code may end it: by a method, by a signal. */
  readonly mayEnd: boolean;
  /** Whether its config lets the server close the connection once it has sent the answer. */
  readonly isClosedByServer: boolean;
  /** Whether somebody else gets the request, or the response. */
  readonly isHandedOn: boolean;
  /** The events of the request that are listened to; undefined for one that is not known. */
  readonly events: ReadonlySet<string | undefined>;
  /** What hears of its errors: those of the connection come there after the response as well. */
  readonly errorListeners: readonly Node[];
}

const MODULE = (name: string) => new RegExp(`(['"\`])(?:node:)?${name}\\1`, 'u');
const KNOWN = CALLBACK_CLIENTS.map((model) => ({
  model,
  modules: model.modules.map(MODULE),
  calls: new RegExp(`\\b(?:${Object.keys(model.functions).join('|')})\\s*\\(`, 'u'),
}));

/** Whether a text can send such a request. */
export function mayCallBack(text: string): boolean {
  return KNOWN.some(
    ({ modules, calls }) => modules.some((module) => module.test(text)) && calls.test(text),
  );
}

export function callbackRequests(source: SourceCode): CallbackRequest[] {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((node) => {
    const called = calledFunction(source, node.callee);
    return called ? [new RequestReader(source, node, called)] : [];
  });
}

interface Called {
  readonly model: CallbackModel;
  /** The method that it sends by default. */
  readonly method: string;
}

/** `http.get`, `(isSecure ? https : http).get` */
export function calledFunction(source: SourceCode, callee: Node): Called | undefined {
  const node = withoutWrappers(callee);
  if (node.type !== AST_NODE_TYPES.Identifier && node.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const found = valuesOf(source, node).map((value) => {
    if (value.kind !== 'module' || value.path.length !== 1) return undefined;
    const module = value.module.replace(/^node:/u, '');
    const name = value.path[0]!;
    const model = CALLBACK_CLIENTS.find(
      ({ modules, functions }) => modules.includes(module) && Object.hasOwn(functions, name),
    );
    return model && { model, method: model.functions[name]! };
  });
  const [first] = found;
  return first && found.every((other) => other?.model === first.model) ? first : undefined;
}

/** A request is not handed from name to name more often than that. */
const MAX_STEPS = 50;

class RequestReader implements CallbackRequest {
  readonly #source: SourceCode;
  readonly node: TSESTree.CallExpression;
  readonly model: CallbackModel;
  readonly method: string | undefined;
  readonly responses: Arrival[] = [];
  readonly events = new Set<string | undefined>();
  readonly errorListeners: Node[] = [];
  readonly isClosedByServer: boolean;
  mayEnd = false;
  isHandedOn = false;
  #steps = 0;

  constructor(source: SourceCode, node: TSESTree.CallExpression, { model, method }: Called) {
    this.#source = source;
    this.node = node;
    this.model = model;
    const given = [...node.arguments];
    const callback = given.at(-1);
    if (callback && this.#isCallback(callback)) {
      given.pop();
      this.#takeResponse(callback);
    }
    const said = saidOf(source, model, { given, method });
    this.method = said.method;
    this.mayEnd = said.hasSignal;
    this.isClosedByServer = said.isClosedByServer;
    this.#follow(node);
  }

  /** Whether the last argument may be the callback: it is neither a URL nor a config by what is seen. */
  #isCallback(argument: Node): boolean {
    const node = withoutWrappers(argument);
    if (isFunction(node)) return true;
    if (callGraph(this.#source).functionsAt(node).length > 0) return true;
    return this.node.arguments.length > 1 && node.type !== AST_NODE_TYPES.ObjectExpression;
  }

  #takeResponse(handler: Node): void {
    const functions = callGraph(this.#source).functionsAt(withoutWrappers(handler));
    // Several functions get the same response: one may read it for the others.
    this.isHandedOn ||= functions.length === 0 || this.responses.length > 0;
    for (const node of functions) {
      this.responses.push({ kind: 'function', node, isSure: true, isMixed: false });
      this.isHandedOn ||= readsArguments(this.#source, node);
    }
  }

  /** What is done with an expression whose value is the request. */
  #follow(wrapped: Node): void {
    const node = outermost(wrapped);
    const { parent } = node;
    if (!parent || this.#steps++ > MAX_STEPS) {
      this.isHandedOn = true;
      return;
    }
    switch (parent.type) {
      case AST_NODE_TYPES.ExpressionStatement:
        return;
      case AST_NODE_TYPES.ArrowFunctionExpression:
        if (!this.#isExecutor(parent)) this.isHandedOn = true;
        return;
      case AST_NODE_TYPES.MemberExpression:
        if (parent.object === node) this.#member(parent);
        return;
      case AST_NODE_TYPES.VariableDeclarator:
        this.#named(parent.id);
        return;
      case AST_NODE_TYPES.AssignmentExpression:
        this.#named(parent.left);
        return;
      case AST_NODE_TYPES.CallExpression:
        if (!this.#isPiped(parent)) this.isHandedOn = true;
        return;
      case AST_NODE_TYPES.IfStatement:
      case AST_NODE_TYPES.UnaryExpression:
        return;
      default:
        this.isHandedOn = true;
    }
  }

  /** `new Promise((resolve) => http.get(…))`: nobody takes what the function returns. */
  #isExecutor({ parent }: TSESTree.ArrowFunctionExpression): boolean {
    return (
      parent.type === AST_NODE_TYPES.NewExpression &&
      isGlobal(this.#source, parent.callee, 'Promise')
    );
  }

  /** `body.pipe(request)` */
  #isPiped({ callee }: TSESTree.CallExpression): boolean {
    return (
      callee.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(this.#source, callee) === 'pipe'
    );
  }

  #named(target: Node): void {
    const variable =
      target.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, target) : undefined;
    if (!variable) {
      this.isHandedOn = true;
      return;
    }
    for (const reference of variable.references)
      if (reference.isRead()) this.#follow(reference.identifier);
  }

  #member(member: TSESTree.MemberExpression): void {
    const name = propertyName(this.#source, member);
    const { ends, keeps } = this.model.request;
    const outer = outermost(member);
    const { parent } = outer;
    const call =
      parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === outer
        ? parent
        : undefined;
    if (name !== undefined && ends.includes(name)) this.mayEnd = true;
    else if (!call) this.isHandedOn ||= name === undefined || LEADS_TO_CONNECTION.includes(name);
    else if (effectOfBodyMethod(name ?? '')?.does === 'listens') this.#listen(call);
    else if (name === undefined || !keeps.includes(name)) this.isHandedOn = true;
    else {
      if (name === SETS_TIMEOUT) this.events.add('timeout');
      this.#chained(call);
    }
  }

  #listen(call: TSESTree.CallExpression): void {
    const [event, listener] = call.arguments;
    const name = event && literalString(event);
    if (name === this.model.event && listener) this.#takeResponse(listener);
    else this.events.add(name);
    if (name === 'error' && listener) this.errorListeners.push(listener);
    this.#chained(call);
  }

  /** A method that returns the request; what it is given may end it as `this`. */
  #chained(call: TSESTree.CallExpression): void {
    const { ends } = this.model.request;
    this.mayEnd ||= someNode(
      this.#source,
      call,
      (node) =>
        node.type === AST_NODE_TYPES.MemberExpression &&
        node.object.type === AST_NODE_TYPES.ThisExpression &&
        ends.includes(propertyName(this.#source, node) ?? ''),
    );
    this.#follow(call);
  }
}

/** `function () { use(arguments[0]) }` */
function readsArguments(source: SourceCode, fn: FunctionNode): boolean {
  return (
    fn.type !== AST_NODE_TYPES.ArrowFunctionExpression &&
    someNode(source, fn.body, (node) => isIdentifierNamed(node, 'arguments'))
  );
}

/** The method that may be given a listener for `timeout`. */
const SETS_TIMEOUT = 'setTimeout';

/** Members of a request by which others get at its connection, or at the response. */
const LEADS_TO_CONNECTION: readonly string[] = ['connection', 'res', 'socket'];
