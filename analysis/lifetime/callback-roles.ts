/**
 * What becomes of a function that is handed to a call: whether it runs as a part of the call, once, or for every
 * event, request, message or tick that follows.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { literalString } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';

export type CallbackRole =
  /** Runs as a part of the call, or once after it: as often as the call itself. */
  | { readonly kind: 'inline' }
  /** Runs for each event, request or message, whose data its parameters are. */
  | { readonly kind: 'handler'; readonly name: string }
  /** As a handler, for a client that ends what it began: `close`, `disconnect`. */
  | { readonly kind: 'ending'; readonly name: string }
  /** Runs for each piece of a stream, whose data its parameters are: as often as the stream is read. */
  | { readonly kind: 'stream'; readonly name: string }
  | { readonly kind: 'timer'; readonly name: string }
  /** Runs as the process starts or ends. */
  | { readonly kind: 'lifecycle'; readonly name: string }
  | { readonly kind: 'unknown' };

const INLINE_METHODS = new Set(
  'forEach map filter reduce reduceRight some every find findIndex findLast findLastIndex flatMap sort toSorted replace replaceAll then catch finally once nextTick from apply call bind mapValues groupBy keyBy each eachSeries series parallel transaction run runExclusive'.split(
    ' ',
  ),
);
const INLINE_FUNCTIONS = new Set('setTimeout setImmediate queueMicrotask Promise'.split(' '));
const TIMER_FUNCTIONS = new Set(
  'setInterval setIntervalAsync CronJob Cron schedule scheduleJob'.split(' '),
);
const LISTEN_METHODS = new Set(
  'on addListener prependListener addEventListener subscribe psubscribe listen onText'.split(' '),
);
const MESSAGE_METHODS = new Set(
  'use hears command action consume handle process work message callbackQuery receive handler setRequestHandler defineTool'.split(
    ' ',
  ),
);
const ROUTE_METHODS = new Set('get post put patch delete head options all route ws del'.split(' '));
const SERVER_FUNCTIONS = new Set(
  'createServer createSecureServer Worker Server eachMessage serve'.split(' '),
);

/** Events that come once in the life of a process, or of a client of it. */
const LIFECYCLE_EVENTS =
  /^(?:ready|clientReady|listening|open|start(?:ed|up)?|load(?:ed)?|init(?:ialized)?|exit|beforeExit|uncaughtException|unhandledRejection|SIG[A-Z]+|warning|shutdown)$/u;
const STREAM_EVENTS = /^(?:data|line|row|record|entry|readable|chunk|result|field|file|token)$/u;
const ENDING_EVENTS =
  /^(?:close[ds]?|disconnect(?:ed|ing)?|end(?:ed)?|finish(?:ed)?|exit(?:ed)?|abort(?:ed)?|complete[ds]?|fail(?:ed)?|error|timeout|leave|logout|unsubscribe|destroy(?:ed)?|removed?|deleted?|expired?|stop(?:ped)?|done)$/iu;

/**
 * @param callback an argument of the call, or an object with the function that is one
 */
export function callbackRole(source: SourceCode, call: Call, callback: Node): CallbackRole {
  const { callee } = call;
  const method =
    callee.type === AST_NODE_TYPES.MemberExpression
      ? propertyName(source, callee)
      : callee.type === AST_NODE_TYPES.Identifier
        ? callee.name
        : undefined;
  if (method === undefined) return { kind: 'unknown' };
  const name = oneLine(source, callee, 40);
  const first = call.arguments[0];
  const event = first && first !== callback ? literalString(first) : undefined;
  if (TIMER_FUNCTIONS.has(method)) return { kind: 'timer', name };
  if (callee.type === AST_NODE_TYPES.Identifier && INLINE_FUNCTIONS.has(method))
    return { kind: 'inline' };
  if (method === 'listen' && callee.type === AST_NODE_TYPES.MemberExpression)
    return { kind: 'lifecycle', name };
  if (SERVER_FUNCTIONS.has(method)) return { kind: 'handler', name };
  if (callee.type !== AST_NODE_TYPES.MemberExpression)
    return isAwaited(call) ? { kind: 'inline' } : { kind: 'unknown' };
  if (LISTEN_METHODS.has(method)) return listenerRole(source, callee, event, name);
  if (INLINE_METHODS.has(method) && event === undefined) return { kind: 'inline' };
  if (method === 'once') return { kind: 'inline' };
  // Fastify's plugins are loaded as the server starts; commander runs the action of the one command that is given.
  if (method === 'register' || (method === 'action' && first === callback))
    return { kind: 'lifecycle', name };
  if (MESSAGE_METHODS.has(method)) return { kind: 'handler', name };
  if (ROUTE_METHODS.has(method) && isRoute(first, callback))
    return { kind: 'handler', name: event === undefined ? name : `${name}('${event}')` };
  return isAwaited(call) ? { kind: 'inline' } : { kind: 'unknown' };
}

function listenerRole(
  source: SourceCode,
  callee: TSESTree.MemberExpression,
  event: string | undefined,
  name: string,
): CallbackRole {
  if (event === undefined) return { kind: 'handler', name };
  // A process that is told what to do by its parent may end with it.
  if (isGlobal(source, callee.object, 'process') && event === 'message')
    return { kind: 'stream', name: `${name}('${event}')` };
  const isProcess = isGlobal(source, callee.object, 'process') && event !== 'warning';
  if (isProcess || LIFECYCLE_EVENTS.test(event))
    return { kind: 'lifecycle', name: `${name}('${event}')` };
  if (STREAM_EVENTS.test(event)) return { kind: 'stream', name: `${name}('${event}')` };
  return { kind: ENDING_EVENTS.test(event) ? 'ending' : 'handler', name: `${name}('${event}')` };
}

/** `app.get('/path', handler)`, but not `cache.get(key, loader)`. */
function isRoute(first: Node | undefined, callback: Node): boolean {
  if (!first || first === callback) return false;
  const path = literalString(first);
  if (path !== undefined) return /^(?:[/*]|$)/u.test(path);
  return (
    first.type === AST_NODE_TYPES.TemplateLiteral ||
    first.type === AST_NODE_TYPES.ArrayExpression ||
    (first.type === AST_NODE_TYPES.Literal && 'regex' in first)
  );
}

/** Whoever waits for a call waits for the function that it is given. */
function isAwaited(call: Call): boolean {
  const { parent } = call;
  return (
    parent.type === AST_NODE_TYPES.AwaitExpression ||
    parent.type === AST_NODE_TYPES.ReturnStatement ||
    (parent.type === AST_NODE_TYPES.ArrowFunctionExpression && parent.body === call)
  );
}

/** Names that a file's own parameters have where they stand for what comes from outside. */
const REQUEST_LIKE =
  /^(?:_?req|request|ctx|context|koaCtx|msg|message|interaction|update|socket|ws|conn|connection|evt|payload|packet|incoming)$/u;
const REQUEST_TYPES =
  /^(?:Request|FastifyRequest|NextRequest|IncomingMessage|ExpressRequest|AuthRequest|AuthenticatedRequest|Context|KoaContext|BotContext|MyContext|Message|Interaction|.*Interaction|Socket|WebSocket|Job|.*Request|.*Context|.*Message|.*Event)$/u;

/** Whether a parameter holds a request, a message or a client, by its name or its type's. */
export function isRequestLike(source: SourceCode, parameter: TSESTree.Identifier): boolean {
  const annotation = parameter.typeAnnotation?.typeAnnotation;
  if (
    annotation?.type === AST_NODE_TYPES.TSTypeReference &&
    annotation.typeName.type === AST_NODE_TYPES.Identifier
  ) {
    return REQUEST_TYPES.test(annotation.typeName.name);
  }
  return REQUEST_LIKE.test(parameter.name) && variableOf(source, parameter) !== undefined;
}
