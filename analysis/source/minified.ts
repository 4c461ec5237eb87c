/**
 * Whether a text is what a minifier has left, not what somebody writes.
 */

/** Below this, in UTF-16 units, a text is no trouble however it is written. */
const MIN_LENGTH = 5000;
/** How long the lines of a written text are at most, in the mean. */
const MAX_MEAN_LINE = 250;

export function isMinified(text: string): boolean {
  return text.length >= MIN_LENGTH && text.length / text.split('\n').length > MAX_MEAN_LINE;
}
