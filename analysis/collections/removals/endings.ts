/**
 * Calls that register a function for the end of something, or run one later.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal } from '../../syntax/bindings.ts';
import { literalString } from '../../syntax/nodes.ts';
import { calledName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import {
  dropsResult,
  isPromiseMethod,
  listensTo,
  runsFunctionOnce,
} from '../../vocabulary/callback-takers.ts';
import { isEndingEvent } from '../../vocabulary/events.ts';
import { isFarewell, takesEndHandler } from '../../vocabulary/removal-words.ts';
import type { Runner } from './runner.ts';

/** Whether a call runs the function that it is given once, later on. */
export function defers(source: SourceCode, { callee }: Call): boolean {
  const name = calledName(source, callee);
  return runsFunctionOnce(name) && dropsResult(name) && !isPromiseMethod(name);
}

/** A call that registers a function for the end of something: `socket.on('close', …)`, `finished(stream, …)`. */
export function endingHandled(source: SourceCode, call: Call, callback: Node): Runner | undefined {
  const { callee } = call;
  const method = calledName(source, callee);
  const first = call.arguments[0];
  const event = first && first !== callback ? literalString(first) : undefined;
  const name = oneLine(source, callee, 40);
  if (takesEndHandler(method)) return { kind: 'ending', name, by: call };
  if (callee.type !== AST_NODE_TYPES.MemberExpression || event === undefined || !listensTo(method))
    return undefined;
  // What others publish under the name of an end is a message.
  if (/^p?subscribe$/u.test(method)) return undefined;
  const isProcess = isGlobal(source, callee.object, 'process');
  if (isProcess) return { kind: 'lifecycle', name: `${name}('${event}')`, by: call };
  if (isFarewell(event)) {
    const handler = { name: `${name}('${event}')`, event, waitsFor: 'requests' } as const;
    return { kind: 'handler', name: handler.name, by: call, handler };
  }
  return isEndOf(event) ? { kind: 'ending', name: `${name}('${event}')`, by: call } : undefined;
}

/** Whether an event tells that something is over. */
export function isEndOf(event: string): boolean {
  return (
    !isFarewell(event) &&
    (isEndingEvent(event) || /[a-z](?:Delete|Remove|Disconnect|Close|End|Exit)d?$/u.test(event))
  );
}
