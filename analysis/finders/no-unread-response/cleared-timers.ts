/**
 * Signals that nothing aborts any more once a response is there: the code has cleared the timer that would have.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FetchCall } from '../../clients/fetch-calls.ts';
import { exitsWithout } from '../../flow/all-paths.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, variableOf, type Variable } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers, withWrappers } from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { functionAround, nodesOf } from '../../syntax/traversal.ts';

/**
 * Whether the signal of a request ends no body: its controller is aborted by one timer alone, and whichever way the code goes on
 * from the request, it clears that timer, without a wait during which it could fire. What a call may throw does not count.
 */
export function isTimerCleared(source: SourceCode, call: FetchCall): boolean {
  if (call.through) return isTimerCleared(source, call.through.request);
  const { node, model } = call;
  const config = node.arguments[model.roles.indexOf('config')];
  const signal = config && lastProperty(source, config, model.abort);
  const controller = signal && controllerOf(source, signal);
  const abort = controller && onlyAbort(source, controller, signal);
  const timer = abort && timerAround(source, abort);
  const name = timer && constantOf(source, timer);
  if (!name || [signal, timer].some((one) => functionAround(one) !== functionAround(node)))
    return false;
  const clears = clearsOf(source, name);
  return (
    clears !== undefined &&
    !waitsBefore(source, call, clears) &&
    exitsWithout(source, node, (at) => clears.includes(at), { throws: () => false }).length === 0
  );
}

/** Whether the code awaits something else than the body before it clears a timer. */
function waitsBefore(
  source: SourceCode,
  { node, model: { json, text, large } }: FetchCall,
  clears: readonly Node[],
): boolean {
  const until = Math.max(...clears.map(({ range }) => range[0]));
  return nodesOf(source, AST_NODE_TYPES.AwaitExpression).some(({ range, argument }) => {
    if (range[0] < node.range[1] || range[0] > until) return false;
    const read = withoutWrappers(argument);
    return !(
      read.type === AST_NODE_TYPES.CallExpression &&
      [json, text, ...large].includes(calledName(source, withoutWrappers(read.callee)))
    );
  });
}

/** What an object literal gives a property, whatever is spread before. */
function lastProperty(source: SourceCode, config: Node, name: string): Node | undefined {
  const object = withoutWrappers(config);
  if (object.type !== AST_NODE_TYPES.ObjectExpression) return undefined;
  const last = object.properties.findLast(
    (property) =>
      property.type === AST_NODE_TYPES.SpreadElement ||
      [name, undefined].includes(propertyName(source, property)),
  );
  return last?.type === AST_NODE_TYPES.Property && propertyName(source, last) === name
    ? withoutWrappers(last.value)
    : undefined;
}

/** The constant of `new AbortController()` that `controller.signal` is of. */
function controllerOf(source: SourceCode, signal: Node): Variable | undefined {
  if (
    signal.type !== AST_NODE_TYPES.MemberExpression ||
    propertyName(source, signal) !== 'signal' ||
    signal.object.type !== AST_NODE_TYPES.Identifier
  )
    return undefined;
  const variable = variableOf(source, signal.object);
  const [definition] = variable?.defs ?? [];
  const made = definition && constantInit(definition.node);
  return made?.type === AST_NODE_TYPES.NewExpression &&
    isGlobal(source, made.callee, 'AbortController')
    ? variable
    : undefined;
}

/** The value of `const name = …`. */
function constantInit(declaration: Node): Node | undefined {
  return declaration.type === AST_NODE_TYPES.VariableDeclarator &&
    declaration.id.type === AST_NODE_TYPES.Identifier &&
    declaration.parent.kind === 'const' &&
    declaration.init
    ? withoutWrappers(declaration.init)
    : undefined;
}

/** The constant that a call gives its value to. */
function constantOf(source: SourceCode, call: TSESTree.CallExpression): Variable | undefined {
  const { parent } = withWrappers(call);
  return parent?.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.id.type === AST_NODE_TYPES.Identifier &&
    constantInit(parent) === call
    ? variableOf(source, parent.id)
    : undefined;
}

/** The places that read a constant. */
function readsOf(variable: Variable): Node[] {
  return variable.references.flatMap((reference) =>
    reference.isRead() ? (reference.identifier as Node) : [],
  );
}

/** The only `controller.abort()`, if nothing but that and a signal is taken of a controller. */
function onlyAbort(source: SourceCode, controller: Variable, signal: Node): Node | undefined {
  const [abort, ...others] = readsOf(controller).filter(({ parent }) => parent !== signal);
  const member = abort?.parent;
  return others.length === 0 &&
    member?.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, member) === 'abort' &&
    member.parent.type === AST_NODE_TYPES.CallExpression &&
    member.parent.callee === member
    ? member.parent
    : undefined;
}

/** `setTimeout(() => …, ms)` around a node. */
function timerAround(source: SourceCode, node: Node): TSESTree.CallExpression | undefined {
  const fn = functionAround(node);
  const call = fn?.parent;
  return fn &&
    isFunction(fn) &&
    call?.type === AST_NODE_TYPES.CallExpression &&
    call.arguments[0] === fn &&
    isGlobal(source, call.callee, 'setTimeout')
    ? call
    : undefined;
}

/** All calls that clear a timer; undefined if something else may happen to it. */
function clearsOf(source: SourceCode, timer: Variable): Node[] | undefined {
  const calls = readsOf(timer).flatMap(({ parent }) =>
    parent?.type === AST_NODE_TYPES.CallExpression &&
    isGlobal(source, parent.callee, 'clearTimeout')
      ? parent
      : [],
  );
  return calls.length === readsOf(timer).length ? calls : undefined;
}
