/**
 * The finder behind `no-race-without-abort`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { StreamRequests } from '../../agents/stream-requests.ts';
import { AgentConfigReader } from '../../clients/agent-config.ts';
import { clientResolver } from '../../clients/clients.ts';
import { requestSites, type RequestSite } from '../../clients/requests.ts';
import { isUnseen, mayHaveDeadline, type ResponseState } from '../../clients/response-state.ts';
import type { Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { nodesOf } from '../../syntax/traversal.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import { isLastingSignal } from '../lasting-signals.ts';
import type { ProjectFacts } from '../project-queries.ts';
import type { RaceWithoutAbortMessageId } from './messages.ts';
import { raceAt, type Race } from './races.ts';
import { isCleared, timeOf } from './timers.ts';

export interface RaceWithoutAbortOptions {
  /** How long a timer that is left runs at least to be reported, in milliseconds. */
  readonly minTimer: number;
  /** Reports races of requests whose config is not visible, too. */
  readonly unverifiable: boolean;
}

export const findRacesWithoutAbort: Finder<RaceWithoutAbortOptions> = (source, project, options) =>
  inspectRacesWithoutAbort(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every race of a request with a timer. */
export const inspectRacesWithoutAbort: Inspector<RaceWithoutAbortOptions> = inServers(
  (source, project, options) => {
    if (!source.text.includes('setTimeout') || !source.text.includes('Promise')) return [];
    const resolver = clientResolver(source, project);
    const requests = requestSites(source, resolver);
    if (requests.length === 0) return [];
    const streams = new StreamRequests(
      source,
      project,
      new AgentConfigReader(source, resolver, project),
    );
    const file: RaceFile = { source, project, streams, ...options };
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
  const { messageId, at } = fault;
  const finding = {
    node,
    messageId,
    data: { line: String(at.loc.start.line) },
    remedy: { refusal: 'there is no codemod for this rule' },
  };
  if (!fault.isUnseen) return { ...site, verdict: 'flagged', finding };
  return {
    ...site,
    verdict: 'unverifiable',
    reason: 'cannot tell whether the config of the request has a deadline',
    ...(file.unverifiable ? { finding } : {}),
  };
}

interface Fault {
  readonly messageId: RaceWithoutAbortMessageId;
  readonly at: Node;
  /** Whether the config, which is not visible, may have what ends the request. */
  readonly isUnseen?: boolean;
}

function faultOf(file: RaceFile, { request, timer }: Race): Fault | undefined {
  const states = file.streams.responsesOf(request);
  const isAborting = mayAbort(file.source, timer);
  const mayBeAborted = !hasLastingSignal(file, request);
  const mayEnd = (state: ResponseState) =>
    (mayBeAborted && state.mayAbort) || mayHaveDeadline(state);
  if (!isAborting && !states.some(mayEnd)) return { messageId: 'notAborted', at: request.node };
  const time = timeOf(file.source, timer);
  const isShort = time !== undefined && time < file.minTimer;
  if (!isShort && !isCleared(file.source, timer)) return { messageId: 'timerLeft', at: timer };
  return !isAborting && states.every(isUnseen)
    ? { messageId: 'notAborted', at: request.node, isUnseen: true }
    : undefined;
}

/** Whether the request has the signal of a controller that lives as long as the process, which no timer of one request aborts. */
function hasLastingSignal({ source, project }: RaceFile, { config }: RequestSite): boolean {
  if (config.kind === 'absent' || config.node?.type !== AST_NODE_TYPES.ObjectExpression)
    return false;
  const [first, ...others] = config.node.properties.filter(
    (property) =>
      property.type === AST_NODE_TYPES.SpreadElement ||
      /^(?:signal|cancelToken)$/u.test(propertyName(source, property) ?? 'signal'),
  );
  return (
    others.length === 0 &&
    first?.type === AST_NODE_TYPES.Property &&
    propertyName(source, first) === 'signal' &&
    isLastingSignal(source, project, first.value)
  );
}

/** Whether a timer may end the request itself. */
function mayAbort(source: SourceCode, { arguments: [callback] }: TSESTree.CallExpression): boolean {
  return callback !== undefined && /\b(?:abort|cancel|destroy)\b/u.test(source.getText(callback));
}
