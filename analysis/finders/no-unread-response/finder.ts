/**
 * The finder behind `no-unread-response` and `consume-responses`.
 */
import { StreamRequests } from '../../agents/stream-requests.ts';
import { AgentConfigReader } from '../../clients/agent-config.ts';
import { answersOf } from '../../clients/answers.ts';
import { isLoggedByReader } from '../../clients/body-calls.ts';
import { bodyKind } from '../../clients/body-kind.ts';
import { unreadPaths } from '../../clients/body-paths.ts';
import { mayCallBack } from '../../clients/callback-requests.ts';
import { mayHaveOldAxios } from '../../clients/direct-requests.ts';
import { clientResolver, type ClientResolver } from '../../clients/clients.ts';
import { mayCallFetch } from '../../clients/fetch-calls.ts';
import { mayCallReader } from '../../clients/reading-calls.ts';
import { requestSites, type RequestSite } from '../../clients/requests.ts';
import {
  isSurelyDirect,
  mayHaveDeadline,
  type ResponseState,
} from '../../clients/response-state.ts';
import { StreamAnswers } from '../../clients/stream-answers.ts';
import { refusedStatuses, streamBodies, type StreamBody } from '../../clients/stream-bodies.ts';
import { mayHoldClients } from '../../clients/prefilters.ts';
import { withoutMeeting } from '../../edits/meeting-edits.ts';
import type { Finding, Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { barePipes } from './bare-pipes.ts';
import { whyNotDestroyed } from './body-name.ts';
import { callbackSites } from './callback-responses.ts';
import { fetchSites } from './fetch-responses.ts';
import { takesOthers } from './handlers.ts';
import type { UnreadResponseOptions } from './options.ts';
import type { StreamFile } from './stream-file.ts';
import { streamSites } from './stream-calls.ts';
import { unreadError, unreadResponse } from './unread-bodies.ts';

export const findUnreadResponses: Finder<UnreadResponseOptions> = (source, project, options) =>
  inspectUnreadResponses(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Whether a text can get a response that has to be read. */
export function mayGetBodies(text: string, project: ProjectFacts): boolean {
  return (
    mayCallFetch(text) ||
    mayCallBack(text) ||
    mayCallReader(text) ||
    mayAskForStreams(text, project)
  );
}

/** Whether a text can ask axios for a stream. */
function mayAskForStreams(text: string, project: ProjectFacts): boolean {
  return /\bstream\b|\bReadable\b|\bIncomingMessage\b/u.test(text) && mayHoldClients(text, project);
}

/** Every request for a stream, and every request of other clients, or what is wrong with the bodies of its answers. */
export const inspectUnreadResponses: Inspector<UnreadResponseOptions> = inServers(
  (source, project, options) => {
    const ofAxios = mayAskForStreams(source.text, project)
      ? new StreamInspector(source, project, options).sites()
      : [];
    const ofFetch = mayCallFetch(source.text) ? fetchSites({ source, project }, options) : [];
    const ofCallbacks = mayCallBack(source.text) ? callbackSites({ source, project }, options) : [];
    const ofStreams = mayCallReader(source.text) ? streamSites({ source, project }, options) : [];
    return withoutMeeting([...ofAxios, ...ofFetch, ...ofCallbacks, ...ofStreams]);
  },
);

class StreamInspector implements StreamFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly resolver: ClientResolver;
  readonly #options: UnreadResponseOptions;
  readonly #configs: AgentConfigReader;
  readonly #streams: StreamRequests;
  readonly #answers: StreamAnswers;
  /** Those for streams. */
  readonly #requests: readonly RequestSite[];

  constructor(source: SourceCode, project: ProjectFacts, options: UnreadResponseOptions) {
    this.source = source;
    this.project = project;
    this.#options = options;
    this.resolver = clientResolver(source, project);
    this.#configs = new AgentConfigReader(source, this.resolver, project);
    this.#streams = new StreamRequests(source, project, this.#configs);
    this.#answers = new StreamAnswers(source, project);
    this.#requests = requestSites(source, this.resolver).filter(
      (request) => request.method !== 'head' && bodyKind(source, request) === 'stream',
    );
  }

  sites(): Site[] {
    return this.#requests.flatMap((request) => this.#sitesOf(request));
  }

  #sitesOf(request: RequestSite): Site[] {
    const reason = this.#whyNot(request);
    if (reason !== undefined) return [this.#site(request, reason)];
    const findings = this.#findingsOf(request);
    if (findings.length === 0) return [this.#site(request, 'its stream is read, or handed on')];
    return findings.map((finding) => ({
      kind: 'response',
      node: finding.node,
      callee: oneLine(this.source, request.node.callee),
      verdict: 'flagged',
      finding,
    }));
  }

  #site({ node }: RequestSite, reason: string): Site {
    return {
      kind: 'response',
      node,
      callee: oneLine(this.source, node.callee),
      verdict: 'ok',
      reason,
    };
  }

  /** Why the answers to a request are not looked at, for people. */
  #whyNot(request: RequestSite): string | undefined {
    const { clients, node } = request;
    if (!clients.complete) return 'it may be sent on something else';
    if (this.#usesOtherAdapter(request)) return 'it does not use the adapter of Node';
    const states = this.#streams.responsesOf(request);
    if (states.some((state) => mayHaveDeadline(state) && !this.#outlastsTimeout(state)))
      return 'its `timeout` closes the socket of a stream that stands still';
    if (this.#answers.isReplaced(request)) return 'an interceptor makes something else of it';
    const { kind, by } = callFrequency(this.source, node, this.project);
    return kind === 'once' || kind === 'test' ? `it is sent once, by ${by}` : undefined;
  }

  /** Whether a `timeout` leaves the stream of a response open, as far as one can see. */
  #outlastsTimeout(state: ResponseState): boolean {
    return isSurelyDirect(state) && !mayHaveOldAxios(this.project);
  }

  #usesOtherAdapter(request: RequestSite): boolean {
    const configs = [
      this.#streams.ownConfig(request),
      ...request.clients.clients.map((client) =>
        client.kind === 'instance'
          ? this.#configs.ofInstance(client.create, client.parent)
          : undefined,
      ),
    ];
    return (
      configs.some((config) => config?.exempt !== undefined || config?.unknownAdapter) ||
      request.clients.clients.some((client) => this.resolver.takenOver(client) !== undefined)
    );
  }

  #findingsOf(request: RequestSite): Finding[] {
    const { bodies } = streamBodies(this.source, request);
    const statuses = refusedStatuses(this.source, request);
    const areErrorsSeen =
      (statuses === 'default' || statuses === 'some') && !this.#answers.isErrorTaken(request);
    const areErrorsLeft = areErrorsSeen && bodies.every(({ of }) => of === 'response');
    return bodies.flatMap((body) => {
      if (body.of === 'error') return areErrorsSeen ? this.#ofError(request, body) : [];
      return this.#ofResponse(request, body, areErrorsLeft);
    });
  }

  #ofError(request: RequestSite, body: StreamBody): Finding[] {
    if (body.uses.isLost || this.#isReadByLog(body)) return [];
    const paths = unreadPaths(this.source, body);
    const isUnread = paths.leaves.length > 0 || paths.reachesEnd;
    return isUnread ? [unreadError(this, { body, paths, request, ...this.#limits(request) })] : [];
  }

  #ofResponse(request: RequestSite, body: StreamBody, areErrorsLeft: boolean): Finding[] {
    if (body.uses.isLost || this.#isAborted(request) || this.#isReadByLog(body)) return [];
    const judged = { body, request, ...this.#limits(request) };
    const pipes = barePipes(this, {
      body,
      pipes: this.#options.pipes,
      whyNot: () => whyNotDestroyed(this, judged),
    });
    if (pipes.areAllPathsCovered) return pipes.findings;
    const paths = unreadPaths(this.source, body);
    const isUnread = paths.leaves.length > 0 || paths.reachesEnd;
    return [
      ...(isUnread
        ? [
            unreadResponse(this, {
              ...judged,
              paths,
              takesOthers: this.#takesOthers(body),
              areErrorsLeft,
            }),
          ]
        : []),
      ...pipes.findings,
    ];
  }

  #takesOthers({ arrival }: StreamBody): boolean {
    const arrivals = this.#requests.flatMap(({ node }) => answersOf(this.source, node).responses);
    return takesOthers(this.source, arrival, arrivals);
  }

  /** Whether a logger of the project may read a body that it is given. */
  #isReadByLog({ uses }: StreamBody): boolean {
    return [...uses.ways.keys()].some((node) =>
      isLoggedByReader(this.source, node, (module, word) => this.project.moduleNames(module, word)),
    );
  }

  /**
   * Whether a `signal` or a `cancelToken` may end the stream of a response. axios before 1.0 forgets both once it has the
   * headers, and any axios does for a refused status (axios 1.21.1, lib/adapters/http.js: `onDone`).
   */
  #isAborted(request: RequestSite): boolean {
    return (
      this.#streams.responsesOf(request).some(({ mayAbort }) => mayAbort) &&
      !mayHaveOldAxios(this.project)
    );
  }

  #limits(request: RequestSite): { readonly isLimited: boolean } {
    return { isLimited: this.#streams.responsesOf(request).some(({ isLimited }) => isLimited) };
  }
}
