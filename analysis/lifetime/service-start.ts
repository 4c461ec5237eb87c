/**
 * Whether a file starts something that goes on for as long as its process lives: a server, a timer, a bot, a worker.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isEndlessLoop } from '../flow/loops.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isFunction } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { ancestorsOf, nodesOf, someNode } from '../syntax/traversal.ts';
import { listensTo } from '../vocabulary/callback-takers.ts';
import { isOutsideEvent } from '../vocabulary/events.ts';
import {
  isLastingClass,
  isLastingMethod,
  mayStartSomething,
  startsServerBy,
} from '../vocabulary/lasting-work.ts';

/** Whether a file starts a server. */
export function startsServer(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(({ callee }) =>
    startsServerBy(calledName(source, callee)),
  );
}

/** Whether a file starts something that goes on: a server, a timer, a bot, a worker, a loop without an end. */
export function keepsRunning(source: SourceCode): boolean {
  return (
    startsServer(source) ||
    nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => isGoingOn(source, call)) ||
    nodesOf(source, AST_NODE_TYPES.NewExpression).some(
      ({ callee }) =>
        isLastingClass(calledName(source, callee)) ||
        /Transport$/u.test(calledName(source, callee)),
    ) ||
    [
      ...nodesOf(source, AST_NODE_TYPES.WhileStatement),
      ...nodesOf(source, AST_NODE_TYPES.ForStatement),
    ].some((loop) => isEndlessLoop(source, loop))
  );
}

/** Whether a piece of code starts something that goes on, but for a loop. */
export function startsWork(source: SourceCode, body: Node): boolean {
  return someNode(
    source,
    body,
    (node) =>
      (node.type === AST_NODE_TYPES.CallExpression &&
        (isGoingOn(source, node) || startsServerBy(calledName(source, node.callee)))) ||
      (node.type === AST_NODE_TYPES.NewExpression &&
        isLastingClass(calledName(source, node.callee))),
  );
}

function isGoingOn(
  source: SourceCode,
  { callee, arguments: [first] }: TSESTree.CallExpression,
): boolean {
  const name = calledName(source, callee);
  if (
    name === 'setInterval' ||
    (name === 'setTimeout' && first !== undefined && setsItselfAgain(first))
  )
    return true;
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const receiver = calledName(
    source,
    callee.object.type === AST_NODE_TYPES.CallExpression ? callee.object.callee : callee.object,
  );
  if (isLastingMethod(name, receiver) || receiver === 'NestFactory') return true;
  if (!listensTo(name) || first?.type !== AST_NODE_TYPES.Literal || typeof first.value !== 'string')
    return false;
  // Who wants to hear of a signal does not end of itself.
  return isGlobal(source, callee.object, 'process')
    ? /^SIG(?:TERM|INT|HUP)$/u.test(first.value)
    : isOutsideEvent(first.value);
}

/** `async function tick() { …; setTimeout(tick, 1000); }` */
function setsItselfAgain(callback: Node): boolean {
  if (callback.type !== AST_NODE_TYPES.Identifier) return false;
  return [...ancestorsOf(callback)].some(
    (ancestor) =>
      isFunction(ancestor) &&
      (('id' in ancestor && ancestor.id?.name === callback.name) ||
        (ancestor.parent.type === AST_NODE_TYPES.VariableDeclarator &&
          ancestor.parent.id.type === AST_NODE_TYPES.Identifier &&
          ancestor.parent.id.name === callback.name)),
  );
}

/** Whether a file calls what may start a service of another one, or waits again and again. */
export function mayStartService(source: SourceCode): boolean {
  return (
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(
      ({ callee }) =>
        callee.type === AST_NODE_TYPES.MemberExpression &&
        mayStartSomething(calledName(source, callee)),
    ) ||
    nodesOf(source, AST_NODE_TYPES.WhileStatement).some(({ body }) =>
      someNode(source, body, ({ type }) => type === AST_NODE_TYPES.AwaitExpression),
    )
  );
}
