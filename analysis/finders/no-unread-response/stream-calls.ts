/**
 * Streams that a client gives in place of a response, `got.stream(url)` the first of them, which some path leaves unread, or
 * pipes to what can be closed early.
 */
import { unreadPaths } from '../../clients/body-paths.ts';
import { readingCalls, type ReadingCall } from '../../clients/reading-calls.ts';
import { bodyOf, type StreamBody } from '../../clients/stream-bodies.ts';
import type { Finding, Remedy, Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { barePipes } from './bare-pipes.ts';
import { destroyingBefore } from './before-leaves.ts';
import { bodyName, isVisible, whyListening } from './body-name.ts';
import { refusalOfEnd } from './end-refusal.ts';
import type { FetchFile } from './fetch-file.ts';
import { isInLoop } from './answer-size.ts';
import type { UnreadResponseMessageId } from './messages.ts';
import type { UnreadResponseOptions } from './options.ts';
import { atOnce, leaveText } from './unread-bodies.ts';

/** Every call that gives a stream, or what is wrong with what becomes of it. */
export function streamSites(file: FetchFile, { pipes }: UnreadResponseOptions): Site[] {
  const { source, project } = file;
  return readingCalls(source).flatMap((call) => {
    const { node, model, isStream } = call;
    if (!isStream || !project.analysedClients.includes(model.client)) return [];
    const site = (rest: Pick<Site, 'node' | 'verdict' | 'reason' | 'finding'>): Site => ({
      kind: 'response',
      callee: oneLine(source, node.callee),
      ...rest,
    });
    const reason = whyNot(source, call);
    if (reason !== undefined) return site({ node, verdict: 'ok', reason });
    const findings = findingsOf(file, call, pipes);
    if (findings.length === 0)
      return site({ node, verdict: 'ok', reason: 'its stream is read, or handed on' });
    const { kind, by } = callFrequency(source, node, project);
    if (kind === 'test' || (kind === 'once' && !isInLoop(node)))
      return site({ node, verdict: 'ok', reason: `it is sent once, by ${by}` });
    return findings.map((finding) => site({ node: finding.node, verdict: 'flagged', finding }));
  });
}

/** Why a stream is not looked at, for people: its config, or that of the instance, may end it. */
function whyNot(source: SourceCode, { model }: ReadingCall): string | undefined {
  const ending = model.streams.endedBy.find((name) => source.text.includes(name));
  return ending === undefined ? undefined : `the file names a \`${ending}\`, which may end it`;
}

function findingsOf(
  file: FetchFile,
  { node, model }: ReadingCall,
  pipes: UnreadResponseOptions['pipes'],
): Finding[] {
  const arrival = { kind: 'value', node, isSure: true, isMixed: false } as const;
  const api = { stream: 'node', reads: 'nothing' } as const;
  const body = bodyOf(file.source, arrival, { of: 'response', path: [], api });
  // Whoever hears of the response may read that.
  if (body.uses.isLost || body.uses.events.has(model.streams.event)) return [];
  const piped = barePipes(file, { body, pipes, whyNot: () => undefined });
  if (piped.areAllPathsCovered) return piped.findings;
  const { leaves, reachesEnd } = unreadPaths(file.source, body);
  if (leaves.length === 0 && !reachesEnd) return piped.findings;
  const isNeverUsed = body.uses.fates.size === 0;
  const [leave] = isNeverUsed ? [] : leaves;
  const messageId: UnreadResponseMessageId = 'unreadAnswer';
  return [
    {
      node: leave ?? node,
      messageId,
      data: {
        what: leave ? leaveText(leave) : isNeverUsed ? 'The code' : 'Some path of the code',
        request: leave ? ` to the request of line ${node.loc.start.line}` : '',
        release: 'destroy',
      },
      remedy: destroying(file.source, body),
    },
    ...piped.findings,
  ];
}

function destroying(source: SourceCode, body: StreamBody): Remedy {
  const name = bodyName(source, body);
  if (!name)
    return {
      refusal:
        'the stream has no name of its own there: assign it to a constant, and call `destroy()` on it',
    };
  const listening = whyListening(body);
  if (listening !== undefined) return { refusal: listening };
  const paths = unreadPaths(source, body);
  if (body.uses.fates.size === 0) return atOnce(source, body, name, name.destroying);
  if (paths.reachesEnd) return { refusal: refusalOfEnd(paths, 'stream', name.destroying) };
  return destroyingBefore(source, paths.leaves, {
    statement: name.destroying,
    body,
    isKnownAt: (leave) => isVisible(source, name, leave),
  });
}
