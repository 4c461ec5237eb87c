/**
 * Responses of clients that call back, `http.get` the first of them, which some path leaves unread.
 */
import { unreadPaths } from '../../clients/body-paths.ts';
import { callbackRequests, type CallbackRequest } from '../../clients/callback-requests.ts';
import { bodyOf } from '../../clients/stream-bodies.ts';
import type { Finding, Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { fixCallback } from './callback-fix.ts';
import type { FetchFile, UnreadFetch } from './fetch-file.ts';
import { isInLoop } from './fetch-responses.ts';
import { takesUnlike } from './handlers.ts';
import type { UnreadResponseMessageId } from './messages.ts';
import type { UnreadResponseOptions } from './options.ts';
import { leaveText } from './unread-bodies.ts';

/** Every request of such a client, or what is wrong with its responses. */
export function callbackSites(file: FetchFile, { unverifiable }: UnreadResponseOptions): Site[] {
  const { source, project } = file;
  const all = callbackRequests(source);
  return all.flatMap((request) => {
    const { node, model } = request;
    if (!project.analysedClients.includes(model.client)) return [];
    const site = (rest: Pick<Site, 'node' | 'verdict' | 'reason' | 'finding'>): Site => ({
      kind: 'response',
      callee: oneLine(source, node.callee),
      ...rest,
    });
    const reason = whyNot(request);
    if (reason !== undefined) return site({ node, verdict: 'ok', reason });
    const unread = unreadResponses(source, request, all);
    if (unread.length === 0)
      return site({ node, verdict: 'ok', reason: 'its response is read, or handed on' });
    const { kind, by } = callFrequency(source, node, project);
    if (kind === 'test' || (kind === 'once' && !isInLoop(node)))
      return site({ node, verdict: 'ok', reason: `it is sent once, by ${by}` });
    return unread.map((found) => {
      const finding = findingOf(file, request, found);
      if (!request.isClosedByServer)
        return site({ node: finding.node, verdict: 'flagged', finding });
      return site({
        node: finding.node,
        verdict: 'unverifiable',
        reason:
          'the server closes the connection as soon as it has sent the answer, which only a long one delays',
        ...(unverifiable ? { finding } : {}),
      });
    });
  });
}

/** Why the responses to a request are not looked at, for people. */
function whyNot({ mayEnd, isHandedOn, responses }: CallbackRequest): string | undefined {
  if (mayEnd) return 'the code may end the request';
  if (isHandedOn) return 'the request, or its response, is handed on';
  // Node reads the response itself if nobody listens for it (lib/_http_client.js: `_dump`).
  return responses.length === 0 ? 'nobody asks for the response' : undefined;
}

function unreadResponses(
  source: SourceCode,
  request: CallbackRequest,
  all: readonly CallbackRequest[],
): UnreadFetch[] {
  const { model, responses } = request;
  return responses.flatMap((arrival) => {
    const { ofResponse: path, api } = model.body;
    const body = bodyOf(source, arrival, { of: 'response', path, api });
    if (body.uses.isLost) return [];
    const paths = unreadPaths(source, body);
    return paths.leaves.length > 0 || paths.reachesEnd
      ? [{ body, paths, takesOthers: takesUnlike(source, body, request, all) }]
      : [];
  });
}

function findingOf(file: FetchFile, request: CallbackRequest, unread: UnreadFetch): Finding {
  const { body, paths } = unread;
  const messageId: UnreadResponseMessageId = 'unreadAnswer';
  const isNeverUsed = body.uses.fates.size === 0;
  const [leave] = isNeverUsed ? [] : paths.leaves;
  return {
    node: leave ?? request.node,
    messageId,
    data: {
      what: leave ? leaveText(leave) : isNeverUsed ? 'The code' : 'Some path of the code',
      request: leave ? ` to the request of line ${request.node.loc.start.line}` : '',
      release: request.model.release.method,
    },
    remedy: fixCallback(file, request, unread),
  };
}
