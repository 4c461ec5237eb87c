/**
 * Responses of `fetch` whose body some path leaves unread.
 */
import { answersOf } from '../../clients/answers.ts';
import { unreadPaths } from '../../clients/body-paths.ts';
import { isRefused } from '../../clients/body-presence.ts';
import { fetchCalls, type FetchCall } from '../../clients/fetch-calls.ts';
import { helperCalls } from '../../clients/fetch-helpers.ts';
import type { FunctionModel } from '../../clients/models/client-model.ts';
import { bodyOf, type StreamBody } from '../../clients/stream-bodies.ts';
import type { Finding, Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { isInLoop, whySmall } from './answer-size.ts';
import type { FetchFile, UnreadFetch } from './fetch-file.ts';
import { barePipes } from './bare-pipes.ts';
import { isTimerCleared } from './cleared-timers.ts';
import { fixFetch, whyNotPiped } from './fetch-fix.ts';
import { isOfPagesAlone, otherRuntime } from './fetch-runtimes.ts';
import { TAKES_OTHERS, takesUnlike, type Sent } from './handlers.ts';
import type { UnreadResponseMessageId } from './messages.ts';
import type { UnreadResponseOptions } from './options.ts';
import { leaveText } from './unread-bodies.ts';

/** Every call of `fetch`, or what is wrong with the bodies of its answers. */
export function fetchSites(
  file: FetchFile,
  { unverifiable, pipes }: UnreadResponseOptions,
): Site[] {
  const { analysedClients } = file.project;
  const sent = fetchCalls(file.source).filter(({ model }) =>
    analysedClients.includes(model.client),
  );
  const calls = [...sent, ...helperCalls(file.source, sent)];
  const requests = calls.map((call) => sentBy(file.source, call));
  const elsewhere = calls.length > 0 ? otherRuntime(file.source, calls) : undefined;
  return calls.flatMap((call, index) => {
    const site = (rest: Pick<Site, 'node' | 'verdict' | 'reason' | 'finding'>): Site => ({
      kind: 'response',
      callee: oneLine(file.source, call.node.callee),
      ...rest,
    });
    const reason = elsewhere ?? whyNot(file.source, call);
    if (reason !== undefined) return site({ node: call.node, verdict: 'ok', reason });
    const bodies = judgedBodies(file, { sent: requests[index]!, requests, pipes });
    const unread = bodies.flatMap((body) => body.unread ?? []);
    const piped = bodies.flatMap((body) => body.piped);
    if (unread.length + piped.length === 0)
      return site({ node: call.node, verdict: 'ok', reason: 'its body is read, or handed on' });
    const { kind, by } = callFrequency(file.source, call.node, file.project);
    if (kind === 'test' || (kind === 'once' && !isInLoop(call.node)))
      return site({ node: call.node, verdict: 'ok', reason: `it is sent once, by ${by}` });
    const ofPipes = piped.map((finding) =>
      site({ node: finding.node, verdict: 'flagged', finding }),
    );
    const ofUnread = unread.map((found) => {
      const finding = findingOf(file, call, found);
      const { node } = finding;
      const doubt = whyDoubted(file, call, found.body);
      if (doubt === undefined) return site({ node, verdict: 'flagged', finding });
      return site({
        node,
        verdict: 'unverifiable',
        reason: doubt,
        ...(unverifiable ? { finding } : {}),
      });
    });
    return [...ofUnread, ...ofPipes];
  });
}

/** Why the answers to a request are not looked at, for people. */
function whyNot(source: SourceCode, call: FetchCall): string | undefined {
  const { method, hasSignal, hasCallback } = call.init;
  if (hasCallback) return 'a function gets its response';
  if (method === 'HEAD') return 'its answer has no body';
  return hasSignal && !isTimerCleared(source, call) ? 'its `signal` may end it' : undefined;
}

interface SentByFunction extends Sent {
  readonly model: FunctionModel;
}

function sentBy(source: SourceCode, { node, model, init }: FetchCall): SentByFunction {
  return { model, method: init.method, responses: answersOf(source, node).responses };
}

interface Bodies {
  readonly sent: SentByFunction;
  /** Of the file. */
  readonly requests: readonly Sent[];
  readonly pipes: UnreadResponseOptions['pipes'];
}

interface JudgedBody {
  readonly unread?: UnreadFetch;
  readonly piped: readonly Finding[];
}

/** What is wrong with the bodies of the answers to a request. */
function judgedBodies(file: FetchFile, { sent, requests, pipes }: Bodies): JudgedBody[] {
  const { source, project } = file;
  const { model, responses } = sent;
  return responses.flatMap((arrival) => {
    const { ofResponse: path, api } = model.body;
    const body = bodyOf(source, arrival, { of: 'response', path, api });
    if (body.uses.isLost) return [];
    const takesOthers = takesUnlike(source, body, sent, requests);
    const piped = barePipes(file, {
      body,
      pipes,
      whyNot: () => (takesOthers ? TAKES_OTHERS : whyNotPiped(project, model)),
    });
    const known = { ways: body.uses.ways, api: body.api };
    const isThrown = model.throws !== undefined && !source.text.includes(model.throws);
    const paths = unreadPaths(
      source,
      body,
      isThrown ? (test, outcome) => isRefused(source, known, test, outcome) : undefined,
    );
    const isUnread = paths.leaves.length > 0 || paths.reachesEnd;
    return isUnread && !piped.areAllPathsCovered
      ? [{ unread: { body, paths, takesOthers }, piped: piped.findings }]
      : [{ piped: piped.findings }];
  });
}

/** Why it is not sure that an unread body costs a socket of a server, for people. */
function whyDoubted(file: FetchFile, call: FetchCall, body: StreamBody): string | undefined {
  const { source, project } = file;
  const small = whySmall(file, call, body);
  if (small !== undefined) return small;
  return isOfPagesAlone(source, project) ? 'nobody but pages is seen to load it' : undefined;
}

function findingOf(file: FetchFile, call: FetchCall, found: UnreadFetch): Finding {
  const { body, paths } = found;
  const { unread, release } = call.model;
  const messageId: UnreadResponseMessageId = 'unreadFetch';
  const isNeverUsed = body.uses.fates.size === 0;
  const [leave] = isNeverUsed ? [] : paths.leaves;
  return {
    node: leave ?? call.node,
    messageId,
    data: {
      what: leave ? leaveText(leave) : isNeverUsed ? 'The code' : 'Some path of the code',
      request: leave ? ` of line ${call.node.loc.start.line}` : '',
      above: unread.above,
      orUntil: unread.orUntil === undefined ? '' : `, or until ${unread.orUntil}`,
      release: `body${release.mayBeMissing ? '?' : ''}.${release.method}()`,
    },
    remedy: fixFetch(file, call, found),
  };
}
