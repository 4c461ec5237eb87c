/**
 * Responses of clients that call back, `http.get` the first of them, which some path leaves unread.
 */
import { unreadPaths } from '../../clients/body-paths.ts';
import { callbackRequests, type CallbackRequest } from '../../clients/callback-requests.ts';
import { bodyOf } from '../../clients/stream-bodies.ts';
import type { Finding, Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import { oneLine } from '../../syntax/text.ts';
import { barePipes } from './bare-pipes.ts';
import { fixCallback, lettingGo } from './callback-fix.ts';
import { isInLoop } from './answer-size.ts';
import type { FetchFile, UnreadFetch } from './fetch-file.ts';
import { TAKES_OTHERS, takesUnlike } from './handlers.ts';
import type { UnreadResponseMessageId } from './messages.ts';
import type { UnreadResponseOptions } from './options.ts';
import { leaveText } from './unread-bodies.ts';

/** Every request of such a client, or what is wrong with its responses. */
export function callbackSites(
  file: FetchFile,
  { unverifiable, pipes }: UnreadResponseOptions,
): Site[] {
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
    const responses = responsesOf(file, { request, all, pipes });
    const unread = responses.flatMap((response) => response.unread ?? []);
    const piped = responses.flatMap((response) => response.piped);
    if (unread.length + piped.length === 0)
      return site({ node, verdict: 'ok', reason: 'its response is read, or handed on' });
    const { kind, by } = callFrequency(source, node, project);
    if (kind === 'test' || (kind === 'once' && !isInLoop(node)))
      return site({ node, verdict: 'ok', reason: `it is sent once, by ${by}` });
    const ofPipes = piped.map((finding) =>
      site({ node: finding.node, verdict: 'flagged', finding }),
    );
    const ofUnread = unread.map((found) => {
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
    return [...ofUnread, ...ofPipes];
  });
}

/** Why the responses to a request are not looked at, for people. */
function whyNot({ mayEnd, isHandedOn, responses }: CallbackRequest): string | undefined {
  if (mayEnd) return 'the code may end the request';
  if (isHandedOn) return 'the request, or its response, is handed on';
  // Node reads the response itself if nobody listens for it (lib/_http_client.js: `_dump`).
  return responses.length === 0 ? 'nobody asks for the response' : undefined;
}

interface Responses {
  readonly request: CallbackRequest;
  /** Of the file. */
  readonly all: readonly CallbackRequest[];
  readonly pipes: UnreadResponseOptions['pipes'];
}

interface JudgedResponse {
  readonly unread?: UnreadFetch;
  readonly piped: readonly Finding[];
}

/** What is wrong with the responses that come to the functions of a request. */
function responsesOf(file: FetchFile, { request, all, pipes }: Responses): JudgedResponse[] {
  const { source } = file;
  const { model, responses } = request;
  return responses.flatMap((arrival) => {
    const { ofResponse: path, api } = model.body;
    const body = bodyOf(source, arrival, { of: 'response', path, api });
    if (body.uses.isLost) return [];
    const takesOthers = takesUnlike(source, body, request, all);
    const piped = barePipes(file, {
      body,
      pipes,
      whyNot: () => (takesOthers ? TAKES_OTHERS : undefined),
    });
    const paths = unreadPaths(source, body);
    const isUnread = paths.leaves.length > 0 || paths.reachesEnd;
    return isUnread && !piped.areAllPathsCovered
      ? [{ unread: { body, paths, takesOthers }, piped: piped.findings }]
      : [{ piped: piped.findings }];
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
      release: lettingGo(file.source, request, body),
    },
    remedy: fixCallback(file, request, unread),
  };
}
