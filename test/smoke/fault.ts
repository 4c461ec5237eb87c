/** A promise that did not hold, as plain data. */
export interface Fault {
  readonly kind:
    | 'crash'
    /** The codemod itself finds that what it would write is wrong. */
    | 'unsound'
    /** Two other parsers read the file, and ours does not. */
    | 'unread'
    /** The output does not parse. */
    | 'broken'
    /** Something changed that is not the site's. */
    | 'off-site'
    | 'second-run'
    /** Rule and codemod do not find the same. */
    | 'disagreement'
    /** Suggestions, one by one, do not give the codemod's text. */
    | 'suggestions'
    /** The text alone was said to hold no site, and holds one. */
    | 'overlooked'
    | 'slow';
  /** A variant's name, or `all`. */
  readonly variant: string;
  readonly detail: string;
}

/** Enough of a text to see what is wrong. */
export function brief(text: string, length = 300): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** Where two texts begin to differ, with what stands there. */
export function firstDifference(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  const line = expected.slice(0, at).split('\n').length;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 100));
  return `line ${line}: ${around(expected)} and ${around(actual)}`;
}
