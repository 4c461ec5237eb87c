/**
 * The finder behind `no-race-without-abort`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { StreamRequests } from '../../agents/stream-requests.ts';
import { AgentConfigReader } from '../../clients/agent-config.ts';
import { clientResolver } from '../../clients/clients.ts';
import { requestSites, type RequestSite } from '../../clients/requests.ts';
import { mayHaveDeadline } from '../../clients/response-state.ts';
import type { Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { nodesOf } from '../../syntax/traversal.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import type { RaceWithoutAbortMessageId } from './messages.ts';
import { raceAt, type Race } from './races.ts';
import { isCleared, timeOf } from './timers.ts';

export interface RaceWithoutAbortOptions {
  /** How long a timer that is left runs at least to be reported, in milliseconds. */
  readonly minTimer: number;
}

export const findRacesWithoutAbort: Finder<RaceWithoutAbortOptions> = (source, project, options) =>
  inspectRacesWithoutAbort(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every race of a request with a timer. */
export const inspectRacesWithoutAbort: Inspector<RaceWithoutAbortOptions> = inServers(
  (source, project, { minTimer }) => {
    if (!source.text.includes('setTimeout') || !source.text.includes('Promise')) return [];
    const resolver = clientResolver(source, project);
    const requests = requestSites(source, resolver);
    if (requests.length === 0) return [];
    const streams = new StreamRequests(
      source,
      project,
      new AgentConfigReader(source, resolver, project),
    );
    const file: RaceFile = { source, project, streams, minTimer };
    return [
      ...nodesOf(source, AST_NODE_TYPES.CallExpression),
      ...nodesOf(source, AST_NODE_TYPES.NewExpression),
    ].flatMap((node) => {
      const race = raceAt(source, node, requests);
      return race ? [siteOf(file, node, race)] : [];
    });
  },
);

interface RaceFile extends RaceWithoutAbortOptions {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly streams: StreamRequests;
}

function siteOf(file: RaceFile, node: Node & { callee: Node }, race: Race): Site {
  const site = {
    kind: 'request',
    node: race.request.node,
    callee: oneLine(file.source, node.callee),
  } as const;
  const { kind, by } = callFrequency(file.source, node, file.project);
  if (kind === 'once' || kind === 'test')
    return { ...site, verdict: 'ok', reason: `it is run once, by ${by}` };
  const fault = faultOf(file, race);
  if (!fault) return { ...site, verdict: 'ok', reason: 'the loser of the race is ended' };
  return {
    ...site,
    verdict: 'flagged',
    finding: {
      node,
      messageId: fault.messageId,
      data: { line: String(fault.at.loc.start.line) },
      remedy: { refusal: 'it has no codemod' },
    },
  };
}

function faultOf(
  file: RaceFile,
  { request, timer }: Race,
): { readonly messageId: RaceWithoutAbortMessageId; readonly at: Node } | undefined {
  if (!isEnded(file, request, timer)) return { messageId: 'notAborted', at: request.node };
  const time = timeOf(file.source, timer);
  const isShort = time !== undefined && time < file.minTimer;
  return isShort || isCleared(file.source, timer)
    ? undefined
    : { messageId: 'timerLeft', at: timer };
}

/** Whether a deadline of its own may end a request, or its timer aborts it. */
function isEnded(
  { source, streams }: RaceFile,
  request: RequestSite,
  timer: TSESTree.CallExpression,
): boolean {
  const [callback] = timer.arguments;
  return (
    streams.responsesOf(request).some((state) => state.mayAbort || mayHaveDeadline(state)) ||
    (callback !== undefined && /\b(?:abort|cancel|destroy)\b/u.test(source.getText(callback)))
  );
}
