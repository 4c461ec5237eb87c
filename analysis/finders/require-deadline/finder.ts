/**
 * The finder behind `require-deadline` and `set-deadlines`.
 */
import { StreamRequests } from '../../agents/stream-requests.ts';
import { AgentConfigReader } from '../../clients/agent-config.ts';
import { responseOf } from '../../clients/agent-state.ts';
import {
  configArgumentOfClient,
  creationsIn,
  nameOfClient,
} from '../../clients/client-creations.ts';
import {
  isSameClient,
  settingsKey,
  type Client,
  type InstanceCreation,
} from '../../clients/client-identity.ts';
import { clientResolver, type ClientResolver } from '../../clients/clients.ts';
import { mayUseClients } from '../../clients/possible-clients.ts';
import { requestSites, type ConfigArgument, type RequestSite } from '../../clients/requests.ts';
import type { ResponseState } from '../../clients/response-state.ts';
import type { Site } from '../../findings/finding.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { takenOverBy, worstOf } from '../verdict-of-clients.ts';
import { fixDeadline } from './fix.ts';
import { isLongPoll } from './long-polling.ts';
import { timeoutIn } from './timeout-property.ts';
import type { DeadlineMessageId } from './messages.ts';

export interface DeadlineOptions {
  /** What a fix gives as `timeout`, in milliseconds. */
  readonly timeout: number;
}

export const findMissingDeadlines: Finder<DeadlineOptions> = (source, project, options) =>
  inspectDeadlines(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every request, and every call that makes a client. */
export const inspectDeadlines: Inspector<DeadlineOptions> = inServers(
  (source, project, options) => {
    if (!mayUseClients(source, project)) return [];
    return new DeadlineInspector(source, project, options).sites();
  },
);

type Judgement = Pick<Site, 'verdict' | 'reason' | 'client'>;

class DeadlineInspector {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #options: DeadlineOptions;
  readonly #resolver: ClientResolver;
  readonly #configs: AgentConfigReader;
  readonly #streams: StreamRequests;
  readonly #requests: readonly RequestSite[];
  readonly #judgedClients = new Map<InstanceCreation, Judgement>();

  constructor(source: SourceCode, project: ProjectFacts, options: DeadlineOptions) {
    this.#source = source;
    this.#project = project;
    this.#options = options;
    this.#resolver = clientResolver(source, project);
    this.#configs = new AgentConfigReader(source, this.#resolver, project);
    this.#streams = new StreamRequests(source, project, this.#configs);
    this.#requests = requestSites(source, this.#resolver);
  }

  sites(): Site[] {
    const sites = [
      ...creationsIn(this.#source, this.#resolver).map((node) => this.#clientSite(node)),
      ...this.#requests.map((request) => this.#requestSite(request)),
    ];
    return sites.toSorted(
      (a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1],
    );
  }

  #clientSite(node: InstanceCreation): Site {
    const judgement = this.#judgeClient(node);
    const name = nameOfClient(this.#source, node);
    return {
      kind: 'client',
      node,
      callee: oneLine(this.#source, node.callee),
      ...(name === undefined ? {} : { name }),
      ...judgement,
      ...(judgement.verdict === 'flagged' ? this.#findingAbout(node, 'instance') : {}),
    };
  }

  #requestSite(request: RequestSite): Site {
    const { node } = request;
    const judgement = this.#judgeRequest(request);
    return {
      kind: 'request',
      node,
      callee: oneLine(this.#source, node.callee),
      ...judgement,
      ...(judgement.verdict === 'flagged' ? this.#findingAbout(node, request) : {}),
    };
  }

  #findingAbout(
    node: InstanceCreation,
    subject: RequestSite | 'instance',
  ): Required<Pick<Site, 'finding'>> {
    const isInstance = subject === 'instance';
    const config: ConfigArgument = isInstance
      ? configArgumentOfClient(this.#source, node)
      : subject.config;
    const said = isInstance ? this.#responseOfClient(node) : this.#responseOf(subject);
    const isEmpty = said.deadline.includes('none');
    const named = isEmpty ? timeoutIn(this.#source, config) : undefined;
    const messageId: DeadlineMessageId = isEmpty ? 'emptyTimeout' : 'missingDeadline';
    const what = isInstance ? 'this instance' : 'this request';
    return {
      finding: {
        node,
        messageId,
        data: {
          subject: isEmpty ? what : isInstance ? 'A request of this instance' : 'This request',
          advice: isInstance
            ? 'a `timeout` in milliseconds where the instance is created, or in each request'
            : 'a `timeout` in milliseconds, or a `signal` such as `AbortSignal.timeout(ms)`',
          value: named ? `\`${oneLine(this.#source, named.value)}\`` : '0 or empty',
        },
        remedy: fixDeadline(
          { source: this.#source, project: this.#project, timeout: this.#options.timeout },
          {
            node,
            config,
            isRequest: !isInstance,
            isEmpty,
            againstTimeout: isInstance
              ? this.#streamOn(this.#resolver.creationOf(node)!)
              : this.#againstTimeoutOf(subject),
          },
        ),
      },
    };
  }

  /** One instance carries up to hundreds of calls: it is judged once. */
  #judgeClient(node: InstanceCreation): Judgement {
    const known = this.#judgedClients.get(node) ?? this.#judgeCreation(node);
    this.#judgedClients.set(node, known);
    return known;
  }

  #judgeCreation(node: InstanceCreation): Judgement {
    const client = this.#resolver.creationOf(node)!;
    const { parent } = client;
    const exempt = this.#resolver.takenOver(client) ?? (parent && this.#resolver.takenOver(parent));
    if (exempt !== undefined) return { verdict: 'exempt', reason: exempt };
    const judged = judge(this.#responseOfClient(node));
    if (judged.verdict !== 'flagged') return judged;
    // One cause, one report: a child takes over what its parent is given.
    if (
      parent?.kind === 'instance' &&
      !timeoutIn(this.#source, configArgumentOfClient(this.#source, node)) &&
      this.#judgeClient(parent.create).verdict === 'flagged'
    )
      return { verdict: 'covered', client: parent.create };
    const own = this.#requestsOn(client);
    return own.length > 0 && own.every((request) => hasOwn(this.#responseOf(request)))
      ? { verdict: 'ok', reason: 'each request on it has a deadline of its own' }
      : judged;
  }

  #judgeRequest(request: RequestSite): Judgement {
    const { clients, complete } = request.clients;
    const exempt = takenOverBy(this.#resolver, clients);
    if (exempt !== undefined) return { verdict: 'exempt', reason: exempt };
    const own = this.#responseOf(request);
    // What the call itself says counts on whichever client it is sent.
    if (hasOwn(own) || own.deadline.every((state) => state === 'none')) return judge(own);
    const judgements = clients.map((client) => this.#judgeOn(client, request));
    return (
      worstOf(judgements, complete) ?? {
        verdict: 'unverifiable',
        reason: 'the client may be one of several, and another one may have a deadline of its own',
      }
    );
  }

  #judgeOn(client: Client, request: RequestSite): Judgement {
    if (client.kind === 'opaque')
      return { verdict: 'unverifiable', reason: 'the client is made elsewhere' };
    const state = this.#configs.responseOn(client, this.#streams.ownConfig(request), request.node);
    const judged = judge(state);
    if (judged.verdict !== 'flagged' || client.kind === 'axios') return judged;
    const isClientFlagged =
      client.kind === 'imported' || this.#judgeClient(client.create).verdict !== 'ok';
    return isClientFlagged ? { verdict: 'covered', client: client.create } : judged;
  }

  #responseOf(request: RequestSite): ResponseState {
    return responseOf(this.#streams.ownConfig(request));
  }

  #responseOfClient(node: InstanceCreation): ResponseState {
    const client = this.#resolver.creationOf(node)!;
    return responseOf(this.#configs.ofInstance(node, client.parent));
  }

  #requestsOn(client: Client): RequestSite[] {
    return this.#requests.filter(({ clients }) =>
      clients.clients.some((sender) => isSameClient(sender, client)),
    );
  }

  /** What a `timeout` of a request would cut, for people. */
  #againstTimeoutOf(request: RequestSite): string | undefined {
    if (this.#mayBeStream(request)) return 'its response is a stream';
    return isLongPoll(this.#source, request.node)
      ? 'it asks the server to wait before it answers'
      : undefined;
  }

  #mayBeStream(request: RequestSite): boolean {
    return this.#streams.responsesOf(request).some(({ body }) => body.includes('stream'));
  }

  /** What is asked for on a client that a `timeout` cuts if it is silent for as long, for people. */
  #streamOn(client: Client): string | undefined {
    const requests = this.#requestsOn(client);
    const stream = requests.find((request) => this.#mayBeStream(request));
    if (stream) return `line ${stream.node.loc.start.line} uses it to request a stream`;
    // One with a deadline of its own takes no other.
    const poll = requests.find(
      (request) => !hasOwn(this.#responseOf(request)) && isLongPoll(this.#source, request.node),
    );
    if (poll) return `line ${poll.node.loc.start.line} asks the server to wait before it answers`;
    const key = settingsKey(this.#source, client);
    return key !== undefined && this.#project.streamsElsewhere(key).length > 0
      ? 'another file uses it to request a stream'
      : undefined;
  }
}

/** Whether a config says something of a deadline, or may, itself. */
function hasOwn({ deadline, mayAbort }: ResponseState): boolean {
  return mayAbort || deadline.some((state) => state === 'finite' || state === 'unseen');
}

function judge({ deadline, mayAbort }: ResponseState): Judgement {
  if (deadline.every((state) => state === 'finite')) return { verdict: 'ok' };
  if (deadline.includes('unseen'))
    return { verdict: 'unverifiable', reason: 'cannot tell whether its config has a `timeout`' };
  if (mayAbort) return { verdict: 'ok', reason: 'a `signal` or a `cancelToken` may end it' };
  return deadline.includes('finite')
    ? { verdict: 'ok', reason: 'a `timeout` on some paths, by a decision of the code' }
    : { verdict: 'flagged' };
}
