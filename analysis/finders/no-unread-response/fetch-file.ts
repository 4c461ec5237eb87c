/**
 * What the judgement of responses of `fetch` hands to their fix. Types only.
 */
import type { UnreadPaths } from '../../clients/body-paths.ts';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import type { SourceCode } from '../../source/source-code.ts';
import type { ProjectFacts } from '../project-queries.ts';

export interface FetchFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
}

/** A body with the paths that leave it unread. */
export interface UnreadFetch {
  readonly body: StreamBody;
  readonly paths: UnreadPaths;
  /** Whether the function that takes the response may be given other values. */
  readonly takesOthers: boolean;
}
