/**
 * Races of a request with a timer: `Promise.race([…])`, and those that are written by hand with `new Promise(…)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { RequestSite } from '../../clients/requests.ts';
import { valuesOf } from '../../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { contains, functionAround, nodesOf, returnedBy } from '../../syntax/traversal.ts';
import { isPromiseMethod } from '../../vocabulary/callback-takers.ts';

export interface Race {
  readonly request: RequestSite;
  /** The call of `setTimeout`, the global or that of `node:timers/promises`. */
  readonly timer: TSESTree.CallExpression;
}

/** The race that a node is, if it is one of a request with a timer. */
export function raceAt(
  source: SourceCode,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  requests: readonly RequestSite[],
): Race | undefined {
  return node.type === AST_NODE_TYPES.NewExpression
    ? byHand(source, node, requests)
    : byRace(source, node, requests);
}

/** `Promise.race([axios.get(url), timer])` */
function byRace(
  source: SourceCode,
  { callee, arguments: [list] }: TSESTree.CallExpression,
  requests: readonly RequestSite[],
): Race | undefined {
  if (
    callee.type !== AST_NODE_TYPES.MemberExpression ||
    !isGlobal(source, callee.object, 'Promise') ||
    propertyName(source, callee) !== 'race' ||
    list?.type !== AST_NODE_TYPES.ArrayExpression
  )
    return undefined;
  const sent = list.elements.flatMap((element) =>
    element ? (requestOf(source, element, requests) ?? []) : [],
  );
  const timers = list.elements.flatMap((element) =>
    element ? (timerOf(source, element) ?? []) : [],
  );
  const [request] = sent;
  const [timer] = timers;
  return request && timer ? { request, timer } : undefined;
}

/** The request that a promise is of: `axios.get(url)`, `axios.get(url).then(…)`, a constant of one. */
function requestOf(
  source: SourceCode,
  promise: Node,
  requests: readonly RequestSite[],
): RequestSite | undefined {
  for (const value of valuesOf(source, promise)) {
    if (value.kind !== 'node') continue;
    const node = withoutWrappers(value.node);
    const found = requests.find((request) => request.node === node);
    if (found) return found;
    if (
      node.type === AST_NODE_TYPES.CallExpression &&
      node.callee.type === AST_NODE_TYPES.MemberExpression &&
      isPromiseMethod(calledName(source, node.callee))
    )
      return requestOf(source, node.callee.object, requests);
  }
  return undefined;
}

/** `setTimeout(5000)` of `node:timers/promises` */
export function isPromisedTimer(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  return valuesOf(source, callee).some(
    (value) =>
      value.kind === 'module' &&
      /^(?:node:)?timers\/promises$/u.test(value.module) &&
      value.path.at(-1) === 'setTimeout',
  );
}

/** The timer that settles a promise: `new Promise((_, reject) => setTimeout(reject, 5000))`, or a call of a function that returns one. */
function timerOf(source: SourceCode, promise: Node): TSESTree.CallExpression | undefined {
  for (const value of valuesOf(source, promise)) {
    if (value.kind !== 'node') continue;
    const executor = executorOf(source, value.node);
    if (executor) return timersIn(source, executor)[0];
    if (value.node.type !== AST_NODE_TYPES.CallExpression) continue;
    if (isPromisedTimer(source, value.node)) return value.node;
    for (const callee of valuesOf(source, value.node.callee)) {
      if (callee.kind !== 'node' || !isFunction(callee.node)) continue;
      for (const returned of returnedBy(source, callee.node)) {
        const inner = executorOf(source, withoutWrappers(returned));
        if (inner) return timersIn(source, inner)[0];
      }
    }
  }
  return undefined;
}

/** `new Promise((resolve, reject) => { setTimeout(() => reject(late), 5000); axios.get(url).then(resolve, reject); })` */
function byHand(
  source: SourceCode,
  node: TSESTree.NewExpression,
  requests: readonly RequestSite[],
): Race | undefined {
  const executor = executorOf(source, node);
  if (!executor) return undefined;
  const [timer] = timersIn(source, executor);
  const request = requests.find(
    (candidate) => functionAround(candidate.node) === executor && isSettling(source, candidate),
  );
  return request && timer ? { request, timer } : undefined;
}

/** Whether what becomes of a request is told by `then`. */
function isSettling(source: SourceCode, { node: { parent } }: RequestSite): boolean {
  return (
    parent.type === AST_NODE_TYPES.MemberExpression && isPromiseMethod(calledName(source, parent))
  );
}

function executorOf(source: SourceCode, node: Node): FunctionNode | undefined {
  if (node.type !== AST_NODE_TYPES.NewExpression || !isGlobal(source, node.callee, 'Promise'))
    return undefined;
  const [executor] = node.arguments;
  return executor && isFunction(executor) ? executor : undefined;
}

/** The timers that a promise's function starts itself, and whose callback settles the promise. */
function timersIn(source: SourceCode, executor: FunctionNode): TSESTree.CallExpression[] {
  const settlers = executor.params.flatMap((parameter) =>
    parameter.type === AST_NODE_TYPES.Identifier ? [parameter.name] : [],
  );
  return nodesOf(source, AST_NODE_TYPES.CallExpression).filter((call) => {
    const [callback] = call.arguments;
    return (
      contains(executor, call) &&
      functionAround(call) === executor &&
      isGlobal(source, call.callee, 'setTimeout') &&
      callback !== undefined &&
      settlers.some((name) => new RegExp(`\\b${name}\\b`, 'u').test(source.getText(callback)))
    );
  });
}
