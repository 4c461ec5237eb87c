/**
 * What the finder hands to the judgements and fixes of its file. Types only.
 */
import type { UnreadPaths } from '../../clients/body-paths.ts';
import type { ClientResolver } from '../../clients/clients.ts';
import type { RequestSite } from '../../clients/requests.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { SourceCode } from '../../source/source-code.ts';
import type { ProjectFacts } from '../project-queries.ts';
import type { UnreadResponseOptions } from './options.ts';

export interface StreamFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly resolver: ClientResolver;
}

/** A body with the request that brings it. */
interface JudgedBody {
  readonly body: StreamBody;
  readonly request: RequestSite;
  /** Whether its length may be limited (`ResponseState`). */
  readonly isLimited: boolean;
}

export interface UnreadBody extends JudgedBody {
  readonly paths: UnreadPaths;
  /** Whether the function that takes the response may be given other values. */
  readonly takesOthers?: boolean;
  /** Whether nothing around the request catches an error response, whose body is a stream as well. */
  readonly areErrorsLeft?: boolean;
}

/** A body that may be piped. */
export interface PipedBody extends Pick<UnreadResponseOptions, 'pipes'> {
  readonly body: StreamBody;
  /** Why it is not destroyed by a call of `destroy`, for people, if so. */
  readonly whyNot: () => string | undefined;
}
