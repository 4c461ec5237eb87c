/**
 * The options of no-unread-response.
 */
export interface UnreadResponseOptions {
  /** Which destinations of a bare `pipe` count: answers to clients, which go away at any time, or whatever can be closed. */
  readonly pipes: 'answers' | 'any';
  /** Whether responses of `fetch` are reported that may be too small to keep a socket: answers to `POST` and the like. */
  readonly unverifiable: boolean;
}
