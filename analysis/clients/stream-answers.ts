/**
 * What is known of the answers to a request for a stream: its bodies, and who else has a say in them.
 */
import type { SourceCode } from '../source/source-code.ts';
import { isCall } from '../syntax/nodes.ts';
import { oneLine } from '../syntax/text.ts';
import { isAlwaysEnded, throwingBefore, unreadPaths } from './body-paths.ts';
import { isSameClient, settingsKey, type Client } from './client-identity.ts';
import type { ClientQueries } from './client-queries.ts';
import { clientResolver, type ClientResolver } from './clients.ts';
import { mayHaveOldAxios } from './direct-requests.ts';
import { interceptedErrors, replacedResponses } from './interceptors.ts';
import { AXIOS } from './models/axios.ts';
import type { RequestSite } from './requests.ts';
import type { ResponseState } from './response-state.ts';
import { refusedStatuses, streamBodies, type StreamBody } from './stream-bodies.ts';

/** Asks the requests of one file. */
export class StreamAnswers {
  readonly #source: SourceCode;
  readonly #project: ClientQueries;
  #replacing: readonly Client[] | undefined;
  #taking: readonly Client[] | undefined;
  #resolver: ClientResolver | undefined;

  constructor(source: SourceCode, project: ClientQueries) {
    this.#source = source;
    this.#project = project;
  }

  /** Whether an interceptor makes something else of the response. */
  isReplaced({ clients: { clients } }: RequestSite): boolean {
    this.#replacing ??= replacedResponses(this.#source, this.#resolve());
    return this.#isAnyOf(clients, this.#replacing, 'replacesResponses');
  }

  /** Whether an interceptor takes the error before whoever asks gets it. */
  isErrorTaken({ clients: { clients } }: RequestSite): boolean {
    this.#taking ??= interceptedErrors(this.#source, this.#resolve());
    return this.#isAnyOf(clients, this.#taking, 'takesErrors');
  }

  /**
   * Whether the body of each answer, of a refused status as well, is read to its end or destroyed on every path.
   * @param states what the configs of the request come to
   */
  areEnded(request: RequestSite, states: readonly ResponseState[]): boolean {
    if (
      !request.clients.complete ||
      states.some(({ isLimited }) => isLimited) ||
      mayHaveOldAxios(this.#project) ||
      this.isReplaced(request)
    )
      return false;
    const { bodies, isHandedOn, isErrorHandedOn } = streamBodies(this.#source, request);
    const areEnded = (of: 'response' | 'error') => {
      const some = bodies.filter((body) => body.of === of);
      return some.length > 0 && some.every((body) => isAlwaysEnded(this.#source, body));
    };
    if (isHandedOn || !areEnded('response')) return false;
    return (
      refusedStatuses(this.#source, request) === 'none' ||
      (!isErrorHandedOn &&
        !this.isErrorTaken(request) &&
        this.#takingPackage() === undefined &&
        areEnded('error'))
    );
  }

  /** For people: the first code of this file that leaves a body unread, or may, as a clause; empty if none is seen. */
  unreadText(request: RequestSite): string {
    const { bodies, isHandedOn, isErrorHandedOn } = streamBodies(this.#source, request);
    for (const body of bodies) {
      if (body.arrival.kind === 'nobody') {
        if (body.of === 'error')
          return ', and the handler of its error leaves the body of an error response unread';
        continue;
      }
      const { leaves, reachesEnd } = unreadPaths(this.#source, body);
      const at = leaves[0] ?? (reachesEnd ? body.arrival.node : undefined);
      if (at === undefined) continue;
      const line = `line ${at.loc.start.line}`;
      if (body.of === 'error')
        return `, and the code that handles its error in ${line} may leave the body of an error response unread`;
      return leaves.length > 0
        ? `, and ${line} may leave it unread`
        : `, and a path after ${line} may leave it unread`;
    }
    if (isHandedOn) return ', and code that is not seen here gets the response';
    const open = bodies.find((body) => !isAlwaysEnded(this.#source, body));
    if (open) return this.#failureText(open);
    const isErrorSeen = !isErrorHandedOn && bodies.some((body) => body.of === 'error');
    return this.#othersText(request, isErrorSeen);
  }

  /** Who else may leave a body unread, where the code that gets the response does not, as a clause. */
  #othersText(request: RequestSite, isErrorSeen: boolean): string {
    if (this.isReplaced(request)) return ', and an interceptor replaces the response';
    if (refusedStatuses(this.#source, request) === 'none') return '';
    if (!isErrorSeen)
      return ', and nothing here catches its error to destroy the stream of an error response';
    if (this.isErrorTaken(request)) return ', and an interceptor gets its errors first';
    const taking = this.#takingPackage();
    return taking === undefined
      ? ''
      : `, and \`${taking}\`, which package.json names, may take an error first, to send the request again or to give an older answer, so that nobody here gets its body`;
  }

  /** What may fail before a body is read to its end or destroyed, as a clause. */
  #failureText(body: StreamBody): string {
    const isError = body.of === 'error';
    const before = isError
      ? 'before the body of an error response is destroyed'
      : 'before it is read to its end';
    const at = throwingBefore(this.#source, body);
    if (at === undefined)
      return [...body.uses.fates.values()].includes('handedOn')
        ? `, and code that is not seen here gets ${isError ? 'the body of an error response' : 'it'}`
        : `, and something may fail ${before}`;
    const line = at.loc.start.line;
    if (body.uses.pipes.some(({ call }) => call === at))
      return `, and \`pipe\` in line ${line} stops reading it when its destination is closed early`;
    const what = isCall(at) ? `the call of \`${oneLine(this.#source, at.callee, 40)}\`` : 'code';
    const tip = isError ? '' : ' (run it before the request, if it does not need the response)';
    return `, and ${what} in line ${line} may throw ${before}${tip}`;
  }

  /** A package of the project that may take an error before the caller: nobody gets the body of that. */
  #takingPackage(): string | undefined {
    return [...AXIOS.packages.takingErrors, ...this.#project.wrapperModules].find(
      (module) => this.#project.dependency(module) !== undefined,
    );
  }

  #resolve(): ClientResolver {
    return (this.#resolver ??= clientResolver(this.#source, this.#project));
  }

  #isAnyOf(
    clients: readonly Client[],
    here: readonly Client[],
    elsewhere: 'replacesResponses' | 'takesErrors',
  ): boolean {
    return clients.some((client) => {
      const key = settingsKey(this.#source, client);
      return (
        here.some((other) => isSameClient(client, other)) ||
        (key !== undefined && this.#project.settingsElsewhere(key)[elsewhere])
      );
    });
  }
}
