/**
 * Bodies that some path leaves unread: the findings, and the statements that destroy them.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { RequestSite } from '../../clients/requests.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { Edit, Finding, Remedy } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { literalString } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { destroyingBefore } from './before-leaves.ts';
import { isTypeScript } from '../../modules/source-files.ts';
import {
  bodyName,
  isVisible,
  whyListening,
  whyMixed,
  whyNotDestroyed,
  type BodyName,
} from './body-name.ts';
import { unlessAskedBehind } from './connection-reads.ts';
import { refusalOfEnd } from './end-refusal.ts';
import { fixError } from './fix-errors.ts';
import { TAKES_OTHERS } from './handlers.ts';
import type { UnreadResponseMessageId } from './messages.ts';
import { afterStatement, intoBody, statementOf } from './statements.ts';
import type { StreamFile, UnreadBody } from './stream-file.ts';

/** The finding about a response that is left unread on some path. */
export function unreadResponse(file: StreamFile, unread: UnreadBody): Finding {
  const { body, paths, request } = unread;
  const messageId: UnreadResponseMessageId = 'unread';
  const isNeverUsed = body.uses.fates.size === 0;
  const [leave] = isNeverUsed ? [] : paths.leaves;
  return {
    node: leave ?? request.node,
    messageId,
    data: {
      what: leave ? leaveText(leave) : isNeverUsed ? 'The code' : 'Some path of the code',
      request: leave ? ` of line ${request.node.loc.start.line}` : '',
      errors: unread.areErrorsLeft ? ERRORS_TOO : '',
    },
    remedy:
      whyRefused(file, unread) ??
      unlessAskedBehind(
        file.source,
        body,
        fixResponse(file.source, unread, isNeverUsed),
        isNeverUsed ? [] : paths.leaves,
      ),
  };
}

/** What else leaves a socket where nobody around a request catches its errors. */
const ERRORS_TOO =
  ', and catch its errors: `error.response.data` of a refused status is such a stream, too';

/** The finding about an error response that is left unread on some path. */
export function unreadError(file: StreamFile, unread: UnreadBody): Finding {
  const { request } = unread;
  const { arrival, uses } = unread.body;
  const messageId: UnreadResponseMessageId = 'unreadError';
  const [leave] = uses.fates.size === 0 ? [] : unread.paths.leaves;
  const name =
    arrival.kind === 'catch'
      ? arrival.node.param
      : arrival.kind === 'function'
        ? arrival.node.params[0]
        : undefined;
  return {
    node: leave ?? arrival.node,
    messageId,
    data: {
      what: leave
        ? leaveText(leave)
        : arrival.kind === 'catch'
          ? 'This `catch`'
          : 'This handler of errors',
      line: String(request.node.loc.start.line),
      error: name?.type === AST_NODE_TYPES.Identifier ? name.name : 'error',
    },
    remedy:
      whyRefused(file, unread) ??
      unlessAskedBehind(
        file.source,
        unread.body,
        fixError(file, unread),
        uses.fates.size === 0 ? [] : unread.paths.leaves,
      ),
  };
}

export function leaveText(leave: Node): string {
  return leave.type === AST_NODE_TYPES.ThrowStatement ? 'This `throw`' : 'This `return`';
}

function whyRefused(file: StreamFile, unread: UnreadBody): Remedy | undefined {
  const refusal =
    whyNotDestroyed(file, unread) ??
    (isTypeScript(file.project.file) ? whyMixed(unread.body) : undefined);
  return refusal === undefined ? undefined : { refusal };
}

function fixResponse(
  source: SourceCode,
  { request, body, paths, takesOthers, areErrorsLeft }: UnreadBody,
  isNeverUsed: boolean,
): Remedy {
  if (takesOthers) return { refusal: TAKES_OTHERS };
  const name = bodyName(source, body);
  if (!name)
    return {
      refusal: `the stream has no name of its own there: bind the response, and call \`destroy()\` on its \`data\`${areErrorsLeft ? ERRORS_TOO : ''}`,
    };
  const reason = whyListening(body);
  if (reason !== undefined) return { refusal: reason };
  if (isNeverUsed && mayWorkOn(source, request))
    return {
      refusal: `to close the connection could end what the server does for a request that may be none for \`GET\`: read the stream to its end, or call \`${name.destroying}\` if the server has done its work once it answers`,
    };
  if (isNeverUsed) return atOnce(source, body, name, name.destroying);
  if (paths.reachesEnd) return { refusal: refusalOfEnd(paths, 'stream', name.destroying) };
  return destroyingBefore(source, paths.leaves, {
    statement: name.destroying,
    body,
    isKnownAt: (leave) => isVisible(source, name, leave),
  });
}

/** The methods of a client by which something is asked for. */
const ASKING: ReadonlySet<string> = new Set(['get', 'head', 'options', 'query']);

/** Whether the server may work on for a request once it has answered: it is sent something, or nothing tells. */
function mayWorkOn(source: SourceCode, { method, config }: RequestSite): boolean {
  if (method !== 'call' && method !== 'request') return !ASKING.has(method);
  if (config.kind === 'absent') return false;
  if (config.kind !== 'literal') return true;
  return config.node.properties.some((property) => {
    if (property.type !== AST_NODE_TYPES.Property) return true;
    return (
      propertyName(source, property) === 'method' &&
      !ASKING.has(literalString(property.value)?.toLowerCase() ?? '')
    );
  });
}

/** Adds a statement behind what gives a body its name. */
export function atOnce(
  source: SourceCode,
  { arrival }: StreamBody,
  name: BodyName,
  text: string,
): Remedy {
  let edit: Edit | undefined;
  if (arrival.kind === 'function') edit = intoBody(source, arrival.node.body, text);
  else {
    const statement = statementOf(name.binding);
    if (statement) edit = afterStatement(source, statement, text);
  }
  return edit
    ? { edits: [edit] }
    : {
        refusal: `there is no place for a statement behind it: call \`${text}\` once the headers have been read`,
      };
}
