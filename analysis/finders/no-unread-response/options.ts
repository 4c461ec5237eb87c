/**
 * The options of no-unread-response.
 */
export interface UnreadResponseOptions {
  /** Which destinations of a bare `pipe` count: answers to clients, which go away at any time, or whatever can be closed. */
  readonly pipes: 'answers' | 'any';
}
