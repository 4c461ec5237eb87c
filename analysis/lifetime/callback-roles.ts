/**
 * What becomes of a function that is handed to a call: whether it runs as a part of the call, once, or for every
 * event, request, message or tick that follows.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { literalString } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { callbackRuns, listensTo, runsInlineByItself } from '../vocabulary/callback-takers.ts';
import { runsForElements } from '../vocabulary/collection-methods.ts';
import {
  isEndingEvent,
  isLifecycleEvent,
  isStreamEvent,
  namesLifecycleEvent,
} from '../vocabulary/events.ts';

/** What registers a handler. */
export interface Handler {
  /** For people: `socket.on('close')`. */
  readonly name: string;
  readonly event?: string;
  /** Who has to act before it runs: a client that sends a request, or a peer that sends a message; undefined if nobody can tell. */
  readonly waitsFor?: 'requests' | 'messages';
}

export type CallbackRole =
  /** Runs as a part of the call, or once after it: as often as the call itself. */
  | { readonly kind: 'inline' }
  /** Runs for each event, request or message, whose data its parameters are. */
  | ({ readonly kind: 'handler' } & Handler)
  /** As a handler, for a client that ends what it began: `close`, `disconnect`. */
  | ({ readonly kind: 'ending' } & Handler)
  /** Runs for each piece of a stream, whose data its parameters are: as often as the stream is read. */
  | ({ readonly kind: 'stream' } & Handler)
  | { readonly kind: 'timer'; readonly name: string }
  /** Runs as the process starts or ends. */
  | { readonly kind: 'lifecycle'; readonly name: string }
  | { readonly kind: 'unknown' };

/**
 * How often a function runs that a call is given, and for whom.
 * @param callback an argument of the call, or an object with the function that is one
 */
export function callbackRole(source: SourceCode, call: Call, callback: Node): CallbackRole {
  const { callee } = call;
  const isOfGlobal = isMemberOfGlobal(source, callee);
  if (callee.type === AST_NODE_TYPES.MemberExpression && !isOfGlobal)
    return roleInMethod(source, call, callee, callback);
  const method = calledName(source, callee);
  const name = oneLine(source, callee, 40);
  const runs = callbackRuns(method, false);
  if (runs === 'by a timer') return { kind: 'timer', name };
  if (runs === 'for clients') return { kind: 'handler', name, waitsFor: 'requests' };
  return runsInlineByItself(method) ? { kind: 'inline' } : roleIfAwaited(call);
}

/** `globalThis.setTimeout` */
function isMemberOfGlobal(source: SourceCode, callee: Node): boolean {
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    ['global', 'globalThis'].some((name) => isGlobal(source, callee.object, name))
  );
}

/** Roles that follow from the name of the method alone. */
const KINDS: ReadonlyMap<string, 'handler' | 'lifecycle' | 'timer'> = new Map([
  ['at the start', 'lifecycle'],
  ['by a timer', 'timer'],
  ['for clients', 'handler'],
  ['for messages', 'handler'],
]);

function roleInMethod(
  source: SourceCode,
  call: Call,
  callee: TSESTree.MemberExpression,
  callback: Node,
): CallbackRole {
  const method = propertyName(source, callee);
  if (method === undefined) return { kind: 'unknown' };
  const name = oneLine(source, callee, 40);
  const first = call.arguments[0];
  const event = first && first !== callback ? literalString(first) : undefined;
  // A server tells by the function that it listens; commander runs the action of the one command that is given.
  if (method === 'listen' || (method === 'action' && first === callback))
    return { kind: 'lifecycle', name };
  const runs = callbackRuns(method, true);
  const kind = runs && KINDS.get(runs);
  if (kind === 'handler')
    return { kind, name, waitsFor: runs === 'for messages' ? 'messages' : 'requests' };
  if (kind) return { kind, name };
  switch (runs) {
    case 'for events':
      return listenerRole(source, call, event, name);
    case 'once':
      return listensTo(method) ? { kind: 'inline' } : roleIfAwaited(call);
    case 'for requests':
      if (!registersRoute(call, callback)) return roleIfAwaited(call);
      return {
        kind: 'handler',
        name: event === undefined ? name : `${name}('${event}')`,
        waitsFor: 'requests',
      };
    case 'inline':
      return event === undefined ? { kind: 'inline' } : roleIfAwaited(call);
    default:
      return event === undefined && runsForElements(method)
        ? { kind: 'inline' }
        : roleIfAwaited(call);
  }
}

/** Whoever waits for a call waits for the function that it is given. */
function roleIfAwaited(call: Call): CallbackRole {
  return isAwaited(call) ? { kind: 'inline' } : { kind: 'unknown' };
}

/** `bus.subscribe(Events.DB_INITIALIZED, …)`: the event is a constant of another file. */
function roleByConstant(
  source: SourceCode,
  { arguments: [first] }: Call,
  name: string,
): CallbackRole {
  const constant =
    first?.type === AST_NODE_TYPES.MemberExpression
      ? propertyName(source, first)
      : first?.type === AST_NODE_TYPES.Identifier
        ? first.name
        : undefined;
  return constant !== undefined && namesLifecycleEvent(constant)
    ? { kind: 'lifecycle', name: `${name}(${constant})` }
    : { kind: 'handler', name };
}

function listenerRole(
  source: SourceCode,
  call: Call,
  event: string | undefined,
  name: string,
): CallbackRole {
  const callee = call.callee as TSESTree.MemberExpression;
  if (event === undefined) return roleByConstant(source, call, name);
  // A process that is told what to do by its parent may end with it.
  if (isGlobal(source, callee.object, 'process') && event === 'message')
    return { kind: 'stream', name: `${name}('${event}')`, event };
  const isProcess = isGlobal(source, callee.object, 'process') && event !== 'warning';
  if (isProcess || isLifecycleEvent(event))
    return { kind: 'lifecycle', name: `${name}('${event}')` };
  const waitsFor = waitsOf(source, callee, event);
  const handler = { name: `${name}('${event}')`, event, ...(waitsFor ? { waitsFor } : {}) };
  if (isStreamEvent(event)) return { kind: 'stream', ...handler };
  return { kind: isEndingEvent(event) ? 'ending' : 'handler', ...handler };
}

/** Names of what talks to peers: `ws`, `mqttClient`, `socket`, `peerStreams`. */
const TALKS = /socket|^peer|(?:^ws|^io|conn|connection|client|peer|bot|consumer|subscriber)$/iu;

/** Whether what a name stands for brings messages of peers. */
export function talksToPeers(name: string): boolean {
  return TALKS.test(name);
}

function waitsOf(
  source: SourceCode,
  { object }: TSESTree.MemberExpression,
  event: string,
): Handler['waitsFor'] {
  if (/^connect(?:ion)?$/u.test(event)) return 'requests';
  return talksToPeers(calledName(source, object)) ? 'messages' : undefined;
}

/** `app.get('/path', handler)`, but not `cache.get(key, loader)` and `await axios.get(url, { onDownloadProgress })`. */
export function registersRoute({ arguments: [first], parent }: Call, callback: Node): boolean {
  if (!first || first === callback || parent.type === AST_NODE_TYPES.AwaitExpression) return false;
  const path = literalString(first);
  if (path !== undefined) return /^(?:[/*]|$)/u.test(path);
  return (
    // What is sent to a URL has options; what is registered under a path of several parts has a function.
    (first.type === AST_NODE_TYPES.TemplateLiteral &&
      callback.type !== AST_NODE_TYPES.ObjectExpression) ||
    first.type === AST_NODE_TYPES.ArrayExpression ||
    (first.type === AST_NODE_TYPES.Literal && 'regex' in first)
  );
}

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

/** Whether a call runs a function once, later. */
export function isTimeout({ callee }: Call): boolean {
  return (
    callee.type === AST_NODE_TYPES.Identifier && /^set(?:Timeout|Immediate)$/u.test(callee.name)
  );
}
