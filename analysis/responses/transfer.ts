/**
 * What the runtime makes of a value of a response, beside what the flow knows of every value (flow/built-in-flows.ts):
 * strings that share the memory of a text, views of a buffer, matches, and what is only given on.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { builtInFlows } from '../flow/built-in-flows.ts';
import { RESPONDING_CLIENTS } from '../clients/models/registry.ts';
import { callOf } from '../flow/call-around.ts';
import { catchAround } from '../flow/catch-around.ts';
import type { Step } from '../flow/contents.ts';
import { load, same, store, type Edge } from '../flow/edges.ts';
import { valuesOf } from '../flow/values.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isCall, isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { dropsResult, isPromiseMethod } from '../vocabulary/callback-takers.ts';
import { dropsCallbackResult } from '../vocabulary/collection-methods.ts';
import { stringMethodGives } from '../vocabulary/string-methods.ts';
import { observableEdges, operatorResult } from './observables.ts';
import { asText, resultOf, sumWith, viewOf, type ResponseValue } from './response-part.ts';

const DERIVE: Step = { kind: 'derive' };

/** The edges out of a node that only the values of a response take. */
export function transferEdges(source: SourceCode, node: Node): Edge[] {
  return [...observableEdges(source, node), ...ofRuntime(source, node)];
}

function ofRuntime(source: SourceCode, node: Node): Edge[] {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node ? ofReceiver(source, node, parent) : [];
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return parent.callee === node ? [] : ofArgument(source, node, parent);
    default:
      return passedThrough(source, node);
  }
}

/** `promise.then(…)`, `text.match(…)`, `buffer.subarray(…)` */
function ofReceiver(source: SourceCode, node: Node, member: TSESTree.MemberExpression): Edge[] {
  const call = callOf(member);
  const name = propertyName(source, member);
  if (call?.type !== AST_NODE_TYPES.CallExpression || name === undefined) return [];
  if (name === 'then') return throughThen(node, call);
  if (READERS.has(name)) return throughReader(node, call);
  return name === 'subarray' || stringMethodGives(name) !== undefined
    ? [{ from: node, to: call, steps: [DERIVE] }]
    : [];
}

const READERS: ReadonlySet<string> = new Set(
  RESPONDING_CLIENTS.flatMap(({ response }) => Object.keys(response.reads)),
);

/** `(await fetch(url)).json()`, `got(url).json()` */
function throughReader(from: Node, to: TSESTree.CallExpression): Edge[] {
  const read = [DERIVE, store('promise')];
  return [
    { from, to, steps: read },
    { from, to, steps: [load('promise'), ...read] },
    { from, to, steps: [{ kind: 'reject' }, store('rejected')] },
  ];
}

/** What a `then` has no handler for it gives on. */
function throughThen(from: Node, to: TSESTree.CallExpression): Edge[] {
  const [onResult, onError] = to.arguments;
  const given: Edge[] =
    !onResult || isNullish(onResult) ? [{ from, to, steps: [same('return')] }] : [];
  return onError ? given : [...given, { from, to, steps: [{ kind: 'reject' }, store('rejected')] }];
}

function ofArgument(source: SourceCode, node: Node, call: Call): Edge[] {
  const callee = withoutWrappers(call.callee);
  const isError =
    call.type === AST_NODE_TYPES.NewExpression &&
    callee.type === AST_NODE_TYPES.Identifier &&
    callee.name.endsWith('Error');
  const steps: readonly Step[] = isError ? [load('.cause')] : [DERIVE];
  return isError || isDeriving(source, call, callee) ? [{ from: node, to: call, steps }] : [];
}

/** Whether the result of a call may hold what its argument is: whether it does is the value's to say (`derivedBy`). */
function isDeriving(source: SourceCode, call: Call, callee: Node): boolean {
  if (call.type === AST_NODE_TYPES.NewExpression) return isTypedArray(callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const name = propertyName(source, callee) ?? '';
  return name === 'exec' || name === 'concat' || name === 'from';
}

function isTypedArray(callee: Node): boolean {
  return callee.type === AST_NODE_TYPES.Identifier && /^(?:DataView|\w+Array)$/u.test(callee.name);
}

/**
 * `await retry(() => axios.get(url))`: what takes a function that sends, and is awaited, gives what comes back.
 */
function passedThrough(source: SourceCode, result: Node): Edge[] {
  const fn = functionReturning(result);
  const call = fn?.parent;
  if (!fn || fn.generator || call?.type !== AST_NODE_TYPES.CallExpression || call.callee === fn)
    return [];
  const ofOperator = operatorResult(source, fn, result);
  if (ofOperator.length > 0) return ofOperator;
  const name = calledName(source, withoutWrappers(call.callee));
  const isKnown = name === '' || dropsResult(name) || dropsCallbackResult(name);
  if (isKnown || !isAwaited(call) || builtInFlows(source, call)) return [];
  const steps: readonly Step[] = fn.async
    ? [{ kind: 'promise' }]
    : [load('promise'), store('promise')];
  return [{ from: result, to: call, steps }];
}

/** The function that gives its callers a node: what a `return` of it has, or its body. */
export function functionReturning(node: Node): FunctionNode | undefined {
  if (node.type === AST_NODE_TYPES.ReturnStatement) {
    let outer: Node | undefined = node.parent;
    while (outer && !isFunction(outer)) outer = outer.parent;
    return outer;
  }
  const { parent } = node;
  return parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && parent.body === node
    ? parent
    : undefined;
}

/** Whether a call is taken for a promise: awaited, returned, or given a `then`. */
function isAwaited(call: Node): boolean {
  const { parent } = call;
  if (parent?.type === AST_NODE_TYPES.MemberExpression)
    return (
      parent.property.type === AST_NODE_TYPES.Identifier && isPromiseMethod(parent.property.name)
    );
  return (
    parent?.type === AST_NODE_TYPES.AwaitExpression ||
    parent?.type === AST_NODE_TYPES.ReturnStatement
  );
}

/** What is worked out of a value by an operator, a template, a method or a function of the runtime. */
export function derivedBy(
  source: SourceCode,
  value: ResponseValue,
  { from, to }: Edge,
): ResponseValue | undefined {
  switch (to.type) {
    case AST_NODE_TYPES.TemplateLiteral:
      return isOnlyPart(to) ? asText(value) : sumWith(value);
    case AST_NODE_TYPES.BinaryExpression:
      return to.operator === '+' ? sumWith(value) : undefined;
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return from.parent === to || from.parent?.type === AST_NODE_TYPES.SpreadElement
        ? ofCall(source, value, to, from)
        : ofMethod(source, value, to);
    default:
      return isSum(from.parent) ? sumWith(value) : undefined;
  }
}

/** `text += more` */
function isSum(node: Node | undefined): boolean {
  return node?.type === AST_NODE_TYPES.AssignmentExpression && node.operator === '+=';
}

function ofMethod(source: SourceCode, value: ResponseValue, call: Call): ResponseValue | undefined {
  const callee = withoutWrappers(call.callee);
  const name =
    callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, callee) : undefined;
  return name === undefined || call.type === AST_NODE_TYPES.NewExpression
    ? undefined
    : resultOf(value, name, lengthOfCut(call, name));
}

function ofCall(
  source: SourceCode,
  value: ResponseValue,
  call: Call,
  argument: Node,
): ResponseValue | undefined {
  const callee = withoutWrappers(call.callee);
  if (call.type === AST_NODE_TYPES.NewExpression)
    // `new Uint8Array(arrayBuffer)` is a view, `new Uint8Array(buffer)` a copy.
    return isTypedArray(callee) && isArrayBuffer(source, argument)
      ? viewOf(value, 'memory')
      : undefined;
  if (isGlobal(source, callee, 'String')) return asText(value);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  switch (propertyName(source, callee)) {
    case 'exec':
      // What it finds are cuts, and the array that it gives has the text as its input.
      return asText(value) && isPattern(source, callee.object)
        ? { ...value, level: 'cuts' }
        : undefined;
    case 'concat':
      return isGlobal(source, callee.object, 'Buffer') ? undefined : sumWith(value);
    case 'from':
      return madeFrom(source, value, call, argument);
    default:
      return undefined;
  }
}

/** `Buffer.from(buffer)` copies, `Buffer.from(arrayBuffer)` is a view; `Array.from` makes characters of a text, and numbers of bytes. */
function madeFrom(
  source: SourceCode,
  value: ResponseValue,
  { callee, arguments: { length } }: TSESTree.CallExpression,
  argument: Node,
): ResponseValue | undefined {
  const { object } = withoutWrappers(callee) as TSESTree.MemberExpression;
  if (value.body === 'memory' && value.level === 'data' && isGlobal(source, object, 'Buffer'))
    // All of the memory is the body once more.
    return length === 1 ? { ...value, body: 'buffer' } : { ...value, level: 'view' };
  if (isGlobal(source, object, 'Buffer'))
    return isArrayBuffer(source, argument) ? viewOf(value, 'view') : undefined;
  const isList = value.level === 'data' && value.body !== 'text' && value.body !== 'buffer';
  return isGlobal(source, object, 'Array') && length === 1 && isList ? value : undefined;
}

/** How many characters `slice(0, 12)` and its like give at most, by their constant bounds. */
export function lengthOfCut(call: TSESTree.CallExpression, method: string): number | undefined {
  const [start, end] = call.arguments.map(constantNumber);
  if (start === undefined) return undefined;
  if (method === 'substr') return start < 0 ? Math.min(-start, end ?? Infinity) : end;
  // It takes the smaller of the two for the start, and what is below zero for zero.
  if (method === 'substring')
    return end === undefined ? undefined : Math.abs(Math.max(end, 0) - Math.max(start, 0));
  if (method !== 'slice') return undefined;
  if (start < 0) return end !== undefined && end < 0 ? end - start : -start;
  return end === undefined || end < 0 ? undefined : end - start;
}

function constantNumber(node: Node): number | undefined {
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === '-') {
    const number = constantNumber(node.argument);
    return number === undefined ? undefined : -number;
  }
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number'
    ? node.value
    : undefined;
}

/** `/…/`, `new RegExp(…)`, or a name for one: what has an `exec` may be a database, too. */
function isPattern(source: SourceCode, node: Node): boolean {
  return valuesOf(source, node).some((value) => {
    if (value.kind !== 'node') return false;
    const made = value.node;
    if (made.type === AST_NODE_TYPES.Literal) return 'regex' in made;
    return isCall(made) && isGlobal(source, made.callee, 'RegExp');
  });
}

/** Whether an expression names the ArrayBuffer behind a Buffer: `body.buffer`. */
function isArrayBuffer(source: SourceCode, node: Node): boolean {
  const values = valuesOf(source, node);
  return (
    values.length > 0 &&
    values.every((value) => value.kind === 'member' && value.property === 'buffer')
  );
}

/** `${text}` is the text itself. */
function isOnlyPart({ quasis, expressions }: TSESTree.TemplateLiteral): boolean {
  return expressions.length === 1 && quasis.every(({ value }) => value.raw === '');
}

/** Whether nothing is made of what an expression gives, neither of its error: nobody need ask what that is. */
export function isDropped(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.ExpressionStatement:
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.Decorator:
      return true;
    case AST_NODE_TYPES.ChainExpression:
      return isDropped(parent);
    case AST_NODE_TYPES.AwaitExpression:
      return isDropped(parent) && catchAround(parent) === undefined;
    default:
      return false;
  }
}
