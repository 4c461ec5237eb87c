/**
 * Where the answers to a request come in: the response, and the error of a status that axios refuses, which has a response of
 * its own. It follows the promise of the request within its file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callGraph } from '../flow/build-call-graph.ts';
import { catchAround } from '../flow/catch-around.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isLog } from '../syntax/log-calls.ts';
import { isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { returnedBy } from '../syntax/traversal.ts';
import { isPromiseMethod } from '../vocabulary/callback-takers.ts';
import { outermost } from './bodies.ts';

/**
 * - `value`: the expression whose value it is.
 * - `function`: a function that is called with it.
 * - `catch`: the handler that catches it.
 * - `nobody`: a log, or nothing at all, takes it.
 *
 * `isSure`: nothing else comes in there, as what a handler of errors returns. `isMixed`: such a handler may return more than
 * `null` or `undefined`.
 */
export type Arrival =
  | ({ readonly kind: 'value'; readonly node: Node } & OtherValues)
  | ({ readonly kind: 'function'; readonly node: FunctionNode } & OtherValues)
  | { readonly kind: 'catch'; readonly node: TSESTree.CatchClause }
  | { readonly kind: 'nobody'; readonly node: Node };

interface OtherValues {
  readonly isSure: boolean;
  readonly isMixed: boolean;
}

export interface Answers {
  readonly responses: readonly Arrival[];
  readonly errors: readonly Arrival[];
  /** Whether somebody else gets the response, too: the caller, a function that is not seen. */
  readonly isHandedOn: boolean;
  /** The same of the error. */
  readonly isErrorHandedOn: boolean;
}

export function answersOf(source: SourceCode, request: TSESTree.CallExpression): Answers {
  const followed = new Follower(source);
  followed.follow(request, { response: true, error: true, isSure: true, isMixed: false });
  return followed;
}

/** What a promise may bring. */
interface Brings extends OtherValues {
  readonly response: boolean;
  readonly error: boolean;
}

/** A chain of promises is no longer than that. */
const MAX_STEPS = 20;

class Follower implements Answers {
  readonly #source: SourceCode;
  #steps = 0;
  readonly responses: Arrival[] = [];
  readonly errors: Arrival[] = [];
  isHandedOn = false;
  isErrorHandedOn = false;

  constructor(source: SourceCode) {
    this.#source = source;
  }

  follow(promise: Node, brings: Brings): void {
    const node = outermost(promise);
    const { parent } = node;
    if (!parent || this.#steps++ > MAX_STEPS) this.#handOn(brings);
    else if (parent.type === AST_NODE_TYPES.AwaitExpression) this.#awaited(parent, brings);
    else if (parent.type === AST_NODE_TYPES.ExpressionStatement) this.#drop(node, brings);
    else if (parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'void')
      this.#drop(node, brings);
    else if (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.init === node)
      this.#named(parent.id, brings);
    else if (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === node)
      this.#method(parent, brings);
    else this.#handOn(brings);
  }

  #handOn({ response, error }: Pick<Brings, 'response' | 'error'>): void {
    this.isHandedOn ||= response;
    this.isErrorHandedOn ||= error;
  }

  /** What is rejected and not handled ends the process: nothing stays open. */
  #drop(node: Node, { response }: Brings): void {
    if (response) this.responses.push({ kind: 'nobody', node });
  }

  #awaited(node: TSESTree.AwaitExpression, { response, error, isSure, isMixed }: Brings): void {
    if (response) this.responses.push({ kind: 'value', node, isSure, isMixed });
    if (!error) return;
    const handler = catchAround(node);
    if (handler) this.errors.push({ kind: 'catch', node: handler });
    else this.isErrorHandedOn = true;
  }

  /** `const sent = axios.get(url); … await sent` */
  #named(name: Node, brings: Brings): void {
    const variable =
      name.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, name) : undefined;
    const [read, ...others] = variable?.references.filter((reference) => reference.isRead()) ?? [];
    const isKnown = read && others.length === 0 && variable?.references.length === 2;
    if (isKnown) this.follow(read.identifier, brings);
    else this.#handOn(brings);
  }

  #method(member: TSESTree.MemberExpression, brings: Brings): void {
    const call = callOf(member);
    const name = propertyName(this.#source, member) ?? '';
    if (!call || !isPromiseMethod(name)) {
      this.#handOn(brings);
      return;
    }
    const [first, second] = call.arguments;
    const onResponse = name === 'then' ? first : undefined;
    const onError = name === 'then' ? second : name === 'catch' ? first : undefined;
    const isErrorTaken = isHandler(onError);
    if (brings.response && isHandler(onResponse)) this.#take(onResponse, 'response', brings);
    if (brings.error && isErrorTaken)
      this.#take(onError, 'error', { isSure: true, isMixed: false });
    this.follow(call, {
      response: brings.response && !isHandler(onResponse),
      error: brings.error && !isErrorTaken,
      isSure: brings.isSure && !isErrorTaken,
      isMixed: brings.isMixed || (isErrorTaken && !this.#givesNothing(onError)),
    });
  }

  /** Whether a handler returns nothing, `null` or `undefined`, or rejects. */
  #givesNothing(handler: Node): boolean {
    const functions = callGraph(this.#source).functionsAt(handler);
    if (functions.length === 0) return isLog(this.#source, withoutWrappers(handler));
    return functions.every((fn) =>
      returnedBy(this.#source, fn).every((returned) => this.#isNothing(withoutWrappers(returned))),
    );
  }

  #isNothing(value: Node): boolean {
    if (value.type !== AST_NODE_TYPES.CallExpression) return isNullish(value);
    const callee = withoutWrappers(value.callee);
    return isLog(this.#source, callee) || this.#source.getText(callee) === 'Promise.reject';
  }

  #take(handler: Node, what: 'response' | 'error', { isSure, isMixed }: OtherValues): void {
    const arrivals = what === 'response' ? this.responses : this.errors;
    const functions = callGraph(this.#source).functionsAt(handler);
    for (const node of functions) arrivals.push({ kind: 'function', node, isSure, isMixed });
    if (functions.length > 0) return;
    if (isLog(this.#source, withoutWrappers(handler)))
      arrivals.push({ kind: 'nobody', node: handler });
    else this.#handOn({ response: what === 'response', error: what === 'error' });
  }
}

function isHandler(handler: Node | undefined): handler is Node {
  return handler !== undefined && !isNullish(handler);
}

function callOf(member: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  const { parent } = outermost(member);
  return parent?.type === AST_NODE_TYPES.CallExpression && withoutWrappers(parent.callee) === member
    ? parent
    : undefined;
}
