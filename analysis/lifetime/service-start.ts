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

const STARTS_SERVER = new Set(['createServer', 'createSecureServer', 'listen', 'serve']);

/** What keeps a process going, too: methods of schedulers, bots, queues and consumers, with the names that their objects go by. */
const GOES_ON_METHODS: Readonly<Record<string, RegExp>> = {
  schedule: /./u, // node-cron
  scheduleJob: /./u, // node-schedule
  startPolling: /./u, // node-telegram-bot-api
  launch: /bot|telegraf/iu, // a browser is launched by programs that end, too
  login: /client|bot|discord/iu,
  consume: /./u, // amqplib
  subscribe: /client|redis|mqtt|nats|sub|consumer|channel|queue/iu,
  process: /queue|worker|jobs?\b|agenda|boss/iu, // Bull
  watch: /chokidar|fs|watcher/iu,
};
const GOES_ON_CLASSES = new Set(['CronJob', 'Cron', 'Worker', 'WebSocketServer']);
/** Events that come from outside for as long as a process lives; a stream that is read to its end has others. */
const OUTSIDE_EVENTS =
  /^(?:message|messageCreate|messages\.upsert|connection|request|job|command|interactionCreate|callback_query|update)$/u;
/** A method of these names may start a service of another file: `app.start(port)`, `consumer.run({ … })`, `server.connect(transport)`. */
const MAY_START_METHODS = new Set(['start', 'run', 'connect', 'bootstrap', 'init']);

/** Whether a file starts a server. */
export function startsServer(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(({ callee }) =>
    STARTS_SERVER.has(calledName(source, callee)),
  );
}

/** Whether a file starts something that goes on: a server, a timer, a bot, a worker, a loop without an end. */
export function goesOn(source: SourceCode): boolean {
  return (
    startsServer(source) ||
    nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => isGoingOn(source, call)) ||
    nodesOf(source, AST_NODE_TYPES.NewExpression).some(
      ({ callee }) =>
        GOES_ON_CLASSES.has(calledName(source, callee)) ||
        /Transport$/u.test(calledName(source, callee)),
    ) ||
    [
      ...nodesOf(source, AST_NODE_TYPES.WhileStatement),
      ...nodesOf(source, AST_NODE_TYPES.ForStatement),
    ].some((loop) => isEndlessLoop(source, loop))
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
  if (
    (Object.hasOwn(GOES_ON_METHODS, name) && GOES_ON_METHODS[name]!.test(receiver)) ||
    receiver === 'NestFactory'
  )
    return true;
  if (
    !/^(?:on|once|addListener)$/u.test(name) ||
    first?.type !== AST_NODE_TYPES.Literal ||
    typeof first.value !== 'string'
  )
    return false;
  // Who wants to hear of a signal does not end of itself.
  return isGlobal(source, callee.object, 'process')
    ? /^SIG(?:TERM|INT|HUP)$/u.test(first.value)
    : OUTSIDE_EVENTS.test(first.value);
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
        MAY_START_METHODS.has(calledName(source, callee)),
    ) ||
    nodesOf(source, AST_NODE_TYPES.WhileStatement).some(({ body }) =>
      someNode(source, body, ({ type }) => type === AST_NODE_TYPES.AwaitExpression),
    )
  );
}
