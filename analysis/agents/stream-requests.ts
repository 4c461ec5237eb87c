/**
 * Which requests may keep a socket, since their response is a stream that nothing ends: an agent with a cap must not
 * be given to them, nor to the client that they are sent on.
 */
import type { AgentConfigReader } from '../clients/agent-config.ts';
import { hasBothAgents, responseOf, UNKNOWN, type AgentConfig } from '../clients/agent-state.ts';
import { kindOfType } from '../clients/body-kind.ts';
import {
  isAxiosItself,
  isSameClient,
  settingsKey,
  type Client,
} from '../clients/client-identity.ts';
import type { RequestSite } from '../clients/requests.ts';
import {
  hasDeadline,
  isDirect,
  laidOver,
  mayKeepSocket,
  NOTHING_SAID,
  type ResponseState,
} from '../clients/response-state.ts';
import { StreamAnswers } from '../clients/stream-answers.ts';
import { locationIn, locationName, type Location } from '../findings/location.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { AgentQueries } from './agent-queries.ts';

const EFFECT =
  'once `maxSockets` such streams to a host are open, every further request to that host waits indefinitely';
const ENDING =
  'end the stream on every path by `destroy()`, that of an error response (`error.response.data`) included (`consume-responses` does so where it can, and with `--pipes any` where a bare `pipe` goes elsewhere than to a client)';
const LONG_TIMEOUT =
  'give the request, not the agent, a `timeout` in milliseconds that is longer than any pause of the stream';
/** For clients that have no such option. */
const OR_SIGNAL =
  '(undici has `bodyTimeout` and `headersTimeout`; a client without one, such as node-fetch 3, takes a `signal`: then set the limits of the agent by hand)';
const NO_LIMIT =
  'use agents without a limit of sockets (`--max-sockets Infinity` for a new agents module)';

/** The same of the clients that an agent may serve. */
const ENDING_OF_ANY =
  'end the body on every path, of error responses, too: `destroy()` of a stream of axios (`error.response.data` included), `resume()` of node-fetch and `http`, `dump()` of undici, `cancel()` of `fetch` (`consume-responses` does so where it can)';
/** What follows, and the ways out, each of which is enough. */
function effectWith(...ways: readonly string[]): string {
  const numbered = ways.map((way, index) => `(${index + 1}) ${way}`).join('; ');
  return `${EFFECT}. One of these is enough: ${numbered}`;
}

/**
 * Why an agent of such requests must get no cap.
 * @param first where the first of them is sent: `, such as that of line 12`
 */
export const capBlocks = (first: string) =>
  `requests use it for streams that no finite \`timeout\` ends${first} (each body of node-fetch, undici and \`http\` is one): ${effectWith(ENDING_OF_ANY, `${LONG_TIMEOUT} ${OR_SIGNAL}`, 'pass `--max-sockets Infinity`, which adds no limit')}`;

/** Why one with a cap must not be shared by them. */
export const sharedCapBlocks = (first: string) =>
  `all calls would share its limit of sockets, and requests use it for streams that no finite \`timeout\` ends${first} (each body of node-fetch, undici and \`http\` is one): ${effectWith(ENDING_OF_ANY, `${LONG_TIMEOUT} ${OR_SIGNAL}`)}`;

/** Where such a request is sent, for people; empty if nobody knows. */
export function firstStream(project: AgentQueries, at: Location | undefined): string {
  if (!at) return '';
  return at.file === project.file
    ? `, such as that of line ${at.line}`
    : `, such as that of ${locationName(project, at)}`;
}

/** A request, or the config of a client, and why it must not be given agents with a cap. */
interface BlockingStream {
  readonly reason: string;
  readonly at: Location;
}

/** Asks the requests of one file. */
export class StreamRequests {
  readonly #source: SourceCode;
  readonly #project: AgentQueries;
  readonly #configs: AgentConfigReader;
  readonly #own = new Map<RequestSite['node'], AgentConfig>();
  readonly #answers: StreamAnswers;

  constructor(source: SourceCode, project: AgentQueries, configs: AgentConfigReader) {
    this.#source = source;
    this.#project = project;
    this.#configs = configs;
    this.#answers = new StreamAnswers(source, project);
  }

  /** Why a request must not be given agents with a cap, if so. */
  ofRequest(request: RequestSite): string | undefined {
    return this.#reasonOfRequest('its response may be', request);
  }

  /** Whether the code ends the body of each answer to a request on every path, by what the own config of the request says. */
  areEnded(request: RequestSite): boolean {
    return this.#answers.areEnded(request, [responseOf(this.ownConfig(request))]);
  }

  /** Whether a deadline ends a request, whichever client it is sent on. */
  hasDeadline(request: RequestSite): boolean {
    return this.responsesOf(request).every(hasDeadline);
  }

  /** Whether a request may go past follow-redirects, whichever client it is sent on. */
  isDirect(request: RequestSite): boolean {
    return this.responsesOf(request).some(isDirect);
  }

  /** Whether a client's own config lets its requests go past follow-redirects. */
  isDirectClient(client: Client): boolean {
    return (
      client.kind === 'instance' &&
      isDirect(responseOf(this.#configs.ofInstance(client.create, client.parent)))
    );
  }

  /** Why a client must not be given agents with a cap, if so: for its own config, or for a request on it. */
  onClient(client: Client, requests: readonly RequestSite[]): string | undefined {
    return this.blockingOn(client, requests)?.reason;
  }

  /** The same, and where that is: a request of this file, of another one, or what makes the client. */
  blockingOn(client: Client, requests: readonly RequestSite[]): BlockingStream | undefined {
    const own =
      client.kind === 'instance'
        ? responseOf(this.#configs.ofInstance(client.create, client.parent))
        : NOTHING_SAID;
    for (const request of this.takingAgentsOf(client, requests)) {
      const subject = `line ${request.node.loc.start.line} uses it to request`;
      const reason = this.#reasonOfRequest(subject, request);
      if (reason !== undefined) return { reason, at: locationIn(this.#project.file, request.node) };
    }
    const key = settingsKey(this.#source, client);
    for (const stream of key === undefined ? [] : this.#project.streamsElsewhere(key)) {
      const state = laidOver(own, stream.response);
      if (stream.isEnded && !state.isLimited) continue;
      const reason = this.#reasonOf(`${locationName(this.#project, stream)} uses it to request`, [
        state,
      ]);
      if (reason !== undefined) return { reason, at: stream };
    }
    const reason = this.#reasonOf('its config asks for', [own]);
    return reason === undefined || client.kind !== 'instance'
      ? undefined
      : { reason, at: locationIn(this.#project.file, client.create) };
  }

  /** Those among requests that get their agents from a client. */
  takingAgentsOf(client: Client, requests: readonly RequestSite[]): RequestSite[] {
    return requests.filter((request) => this.#takesAgentsOf(client, request));
  }

  #takesAgentsOf(client: Client, request: RequestSite): boolean {
    return (
      request.clients.clients.some((sender) => isOrComesFrom(sender, client)) &&
      !hasBothAgents(this.ownConfig(request))
    );
  }

  /** What the own config of a request says, and the type that it asks for. */
  ownConfig(request: RequestSite): AgentConfig {
    let own = this.#own.get(request.node);
    if (!own) this.#own.set(request.node, (own = this.#readOwn(request)));
    return own;
  }

  #readOwn({ config, node }: RequestSite): AgentConfig {
    const isHidden = config.kind === 'hidden' && !config.node;
    const said = isHidden
      ? UNKNOWN
      : this.#configs.ofConfig(config.kind === 'absent' ? undefined : config.node);
    // `axios.get<Readable>(url, config)`
    const isStreamByType = kindOfType(node.typeArguments?.params[0]) === 'stream';
    const response = responseOf(said);
    return isStreamByType
      ? { ...said, response: { ...response, body: [...response.body, 'stream'] } }
      : said;
  }

  /** What the configs of a request come to, on each client that it may be sent on. */
  responsesOf(request: RequestSite): ResponseState[] {
    const own = this.ownConfig(request);
    return request.clients.clients.map((client) =>
      this.#configs.responseOn(client, own, request.node),
    );
  }

  #reasonOfRequest(subject: string, request: RequestSite): string | undefined {
    const states = this.responsesOf(request);
    const reason = this.#reasonOf(subject, states, () => this.#answers.unreadText(request));
    return reason !== undefined && this.#answers.areEnded(request, states) ? undefined : reason;
  }

  /** @param unread which code leaves the stream unread, if that is seen: `, and line 12 may leave it unread` */
  #reasonOf(
    subject: string,
    states: readonly ResponseState[],
    unread: () => string = () => '',
  ): string | undefined {
    const state = states.find(mayKeepSocket);
    if (!state) return undefined;
    const aborted = state.mayAbort
      ? ', because a `signal` or `cancelToken` ends no stream of an error response'
      : '';
    if (hasDeadline(state))
      return `${subject} a stream that its \`timeout\` does not end, because \`maxRedirects: 0\` or a \`transport\` bypasses follow-redirects: ${effectWith(ENDING, 'remove that option', NO_LIMIT)}`;
    return `${subject} a stream that no finite \`timeout\` ends${aborted}${unread()}: ${effectWith(ENDING, LONG_TIMEOUT, NO_LIMIT)}`;
  }
}

/** Whether a client is another, or a child of it: a child is made with the agents of its parent. */
function isOrComesFrom(client: Client, other: Client): boolean {
  if (isSameClient(client, other) || isAxiosItself(other)) return true;
  return (
    client.kind === 'instance' && client.parent !== undefined && isOrComesFrom(client.parent, other)
  );
}
