/**
 * Where a response that comes to a callback is read to its end, or closed, by code that does not want it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { UnreadPaths } from '../../clients/body-paths.ts';
import type { CallbackRequest } from '../../clients/callback-requests.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import { numbered, variableNames } from '../../edits/free-names.ts';
import { insertion } from '../../edits/insertion.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { isTypeScript } from '../../modules/source-files.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { literalString } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { effectOfBodyMethod } from '../../vocabulary/body-uses.ts';
import { destroyingBefore } from './before-leaves.ts';
import { bodyName, isVisible } from './body-name.ts';
import { unlessAskedBehind } from './connection-reads.ts';
import { refusalOfEnd } from './end-refusal.ts';
import type { FetchFile, UnreadFetch } from './fetch-file.ts';
import { TAKES_OTHERS } from './handlers.ts';
import { arrowWithBody, intoBody } from './statements.ts';
import { hearsNoMore } from './late-errors.ts';
import { shownIn } from './uses-behind.ts';

/**
 * The method by which a response is let go of. The answer to what was sent is short as a rule; one that was asked for, and that
 * nobody reads, may be a file, or never end. It is closed, too, where something would hear of a connection that breaks while
 * the rest is read.
 */
export function lettingGo(
  source: SourceCode,
  { method, errorListeners, model: { release, closing } }: CallbackRequest,
  { uses }: StreamBody,
): string {
  const mayBeLong = uses.fates.size === 0 || !hearsNoMore(source, errorListeners);
  return mayBeLong && method === 'GET' ? closing : release.method;
}

export function fixCallback(
  { source, project }: FetchFile,
  request: CallbackRequest,
  { body, paths, takesOthers }: UnreadFetch,
): Remedy {
  const { arrival, uses } = body;
  const { closing } = request.model;
  const method = lettingGo(source, request, body);
  if (takesOthers) return { refusal: TAKES_OTHERS };
  const listener = whyListening(source, request, body, paths);
  if (listener !== undefined) return { refusal: listener };
  if (arrival.kind !== 'function')
    return { refusal: `the response has no name there: call \`${method}()\` on it` };
  if (isTypeScript(project.file) && isTypedOtherwise(source, arrival.node))
    return {
      refusal: `by its type, the response may have no \`${method}\`: correct the type (\`IncomingMessage\`), or read the response`,
    };
  const late =
    method === closing || hearsNoMore(source, request.errorListeners) ? undefined : LATE_ERRORS;
  if (uses.fates.size === 0) {
    if (shownIn(body).length > 0)
      return {
        refusal: `the code shows, or may show, the response: call \`${method}()\` on it behind that`,
      };
    const remedy = unlessLate(atOnce(source, arrival.node, method), late);
    return method === closing ? unlessAskedBehind(source, body, remedy, []) : remedy;
  }
  const name = bodyName(source, body);
  if (!name)
    return {
      refusal: `the response has no name of its own there: call \`${method}()\` on it, or read it`,
    };
  const text = `${name.text}.${method}()`;
  if (paths.reachesEnd) return { refusal: refusalOfEnd(paths, 'response', text) };
  const remedy = unlessLate(
    destroyingBefore(source, paths.leaves, {
      statement: text,
      body,
      isKnownAt: (leave) => isVisible(source, name, leave),
    }),
    late,
  );
  return method === closing ? unlessAskedBehind(source, body, remedy, paths.leaves) : remedy;
}

function unlessLate(remedy: Remedy, reason: string | undefined): Remedy {
  return reason === undefined || 'refusal' in remedy ? remedy : { refusal: reason };
}

const LATE_ERRORS =
  'the listener for errors of the request, or the process if it has none, would hear of a connection that breaks while the rest of the response is read: ignore errors there once the response has come, and call `resume()` on it';

/** Whether a file writes another type for the response than the one of the client. */
function isTypedOtherwise(source: SourceCode, { params: [parameter] }: FunctionNode): boolean {
  const type =
    parameter && 'typeAnnotation' in parameter
      ? parameter.typeAnnotation?.typeAnnotation
      : undefined;
  return type !== undefined && !/^(?:any|(?:\w+\.)?IncomingMessage)$/u.test(source.getText(type));
}

/** The events that come when a response has been read, or is closed. */
const LAST_EVENTS: readonly (string | undefined)[] = ['aborted', 'close', 'end', undefined];

/** Which listener would run that does not run now, for people. */
function whyListening(
  source: SourceCode,
  request: CallbackRequest,
  { uses }: StreamBody,
  { leaves }: UnreadPaths,
): string | undefined {
  const last = leaves.at(-1)?.range[0] ?? Infinity;
  for (const { event, at } of listenersAmong(source, uses.ways.keys()))
    if (LAST_EVENTS.includes(event) && (uses.fates.size === 0 || at.range[0] < last))
      return `the listener of line ${at.loc.start.line} would run, which does not run now: read the response there`;
  return request.events.has('close') || request.events.has(undefined)
    ? `a listener of the request would run earlier than now: call \`${request.model.release.method}()\` on the response by hand`
    : undefined;
}

/** The listeners that are registered on expressions. */
function* listenersAmong(
  source: SourceCode,
  receivers: Iterable<Node>,
): Generator<{ readonly event: string | undefined; readonly at: Node }> {
  for (const { parent } of receivers) {
    if (parent?.type !== AST_NODE_TYPES.MemberExpression) continue;
    const call = parent.parent;
    if (call.type !== AST_NODE_TYPES.CallExpression || call.callee !== parent) continue;
    const [event] = call.arguments;
    if (effectOfBodyMethod(propertyName(source, parent) ?? '')?.does === 'listens')
      yield { event: event && literalString(event), at: call };
  }
}

const RESPONSE_NAME = 'response';

/** Adds a statement where the function begins; a function without a parameter gets one. */
function atOnce(source: SourceCode, fn: FunctionNode, method: string): Remedy {
  const [parameter] = fn.params;
  const noPlace: Remedy = {
    refusal: `there is no place for a statement in the function that gets the response: call \`${method}()\` on it`,
  };
  if (parameter && parameter.type !== AST_NODE_TYPES.Identifier) return noPlace;
  if (!parameter && fn.params.length > 0) return noPlace;
  const name = parameter?.name ?? numbered(RESPONSE_NAME, variableNames(source));
  const text = `${name}.${method}()`;
  if (
    fn.type === AST_NODE_TYPES.ArrowFunctionExpression &&
    fn.body.type !== AST_NODE_TYPES.BlockStatement
  ) {
    const edit = arrowWithBody(source, fn, text, parameter ? undefined : `(${name})`);
    return edit ? { edits: [edit] } : noPlace;
  }
  const named = parameter ? [] : parameterOf(source, fn, name);
  const edit = intoBody(source, fn.body, text);
  return edit && named ? { edits: [...named, edit] } : noPlace;
}

/** `() => {` becomes `(response) => {`. */
function parameterOf(source: SourceCode, fn: FunctionNode, name: string): Edit[] | undefined {
  const before = source.getTokenBefore(fn.body);
  const close = before?.value === '=>' ? source.getTokenBefore(before) : before;
  const open = close && source.getTokenBefore(close);
  return close?.value === ')' && open?.value === '(' && open.range[1] === close.range[0]
    ? [insertion(open.range[1], name)]
    : undefined;
}
