/**
 * What findings about collections say: who adds what, what takes entries out, and the fix that fits.
 */
import type { Growth, MissedCase, Removal } from '../../collections/collection-queries.ts';
import { runnerText } from '../../lifetime/lifetime-queries.ts';
import { namesLeftovers } from '../../vocabulary/collection-words.ts';

/** How many removals a message explains: who has read these knows the kind. */
const MAX_REMOVALS = 4;

/** Each removal with the reason why it does not bound. */
export function removalsText(idle: readonly Removal[]): string {
  const told = idle
    .slice(0, MAX_REMOVALS)
    .map((removal) => `Line ${lineOf(removal)} removes entries, but ${removal.why}.`);
  const others = idle.slice(MAX_REMOVALS).map((removal) => lineOf(removal));
  return [...told, ...(others.length > 0 ? [`So do lines ${others.join(', ')}.`] : [])].join(' ');
}

export function whyFinite([first]: readonly Growth[]): string {
  if (!first) return 'nothing is added to it after it is made';
  return first.frequency.kind === 'once'
    ? `it is filled once, by ${runnerText(first.frequency)}`
    : `its keys are finite: ${first.origin.text}`;
}

/** `12`, `12 of lib/sessions.js` */
export function lineOf({ line, file }: Pick<Growth, 'line' | 'file'>): string {
  return file === undefined ? String(line) : `${line} of ${file}`;
}

/**
 * @param name of the collection
 * @param values what grows in its values besides
 */
export function dataOf(
  name: string,
  worst: Growth,
  [inner]: readonly Growth[],
): Record<string, string> {
  const values = inner ? ` The values of its entries grow, too (line ${lineOf(inner)}).` : '';
  return {
    name,
    line: lineOf(worst),
    origin: originText(worst),
    runner: runnerText(worst.frequency),
    values,
  };
}

const ADVICE: readonly (readonly [MissedCase, string])[] = [
  ['calls', 'Call what removes the entry wherever what it stands for ends.'],
  [
    'failures',
    'Remove the entry after failures, too: in a `finally` block, if this call alone needs it; or else on a timer (`setInterval(…).unref()`) that deletes what has been idle for too long, or limit their number.',
  ],
  ['paths without the handler', 'Register the handler before anything that may fail.'],
  [
    'vanished clients',
    'On a timer (`setInterval(…).unref()`), close and delete entries that have been idle for too long.',
  ],
  [
    'silent peers',
    'Also delete the entry after a deadline (`setTimeout`), or when the connection closes.',
  ],
  [
    'unread entries',
    'Delete expired entries on a timer (`setInterval(…).unref()`), or limit their number.',
  ],
];

/**
 * A handler that brings the key is named once: as what runs the line. Of several chains of calls, the one that brings it may
 * begin elsewhere.
 */
function originText({ key, origin, isMerged, frequency: { by } }: Growth): string {
  if (isMerged && key !== undefined) return `the keys of \`${key}\``;
  const text = origin.text.replace(
    /, from the arguments of (?<bringer>the handler of `[^`]*`)$/u,
    (_, bringer: string) => (bringer === by ? '' : ` where ${bringer} calls it`),
  );
  return key === undefined ? text : keyText(key, text);
}

/** The same of entries that stand for things that end. @param ends what ends them, if it is seen */
export function adviceForThings(
  idle: readonly Removal[],
  name: string,
  { ends, areListeners }: { readonly ends: string | undefined; readonly areListeners: boolean },
): string {
  const fitting = fittingAdvice(idle, name);
  if (fitting !== undefined) return fitting;
  if (ends !== undefined)
    return `Delete the entry wherever what it stands for ends: in \`${ends}\`, if that ends it, and where it ends by itself (a timer that fires, an error, a disconnect).`;
  return areListeners
    ? 'Return a function that removes the listener, and call it where the code that listens ends.'
    : 'Delete the entry where what it stands for ends. If nothing ends it (a client of a service, say, for each host), delete it on a timer (`setInterval(…).unref()`) once it has not been used for too long.';
}

/** The fix that fits what is wrong with the removals that there are. @param name of the collection */
export function fittingAdvice(idle: readonly Removal[], name: string): string | undefined {
  const found = ADVICE.find(([missed]) => idle.some(({ misses }) => misses === missed));
  return found?.[0] === 'failures' && namesLeftovers(name) ? ADVICE_FOR_LEFTOVERS : found?.[1];
}

/** What has failed is to stay for a while: `failedChecks`. */
const ADVICE_FOR_LEFTOVERS =
  'On a timer (`setInterval(…).unref()`), delete what has been idle for too long, or limit their number.';

/** `the key `id`, from `req.params.id`, which comes …`: the key's own text is said once. */
function keyText(key: string, origin: string): string {
  const quoted = `\`${key}\``;
  return origin.startsWith(quoted) ? `the key ${origin}` : `the key ${quoted}, from ${origin}`;
}

/** What is left open of a growth, or undefined if all of it is shown. */
export function doubtOf({ kind, origin, frequency, slow }: Growth): string | undefined {
  if (kind === 'grows' && slow !== undefined)
    return `it grows slowly, by one entry for each ${slow}`;
  if (kind !== 'undecided') return undefined;
  return origin.kind === 'grows'
    ? `cannot tell how often ${runnerText(frequency)} runs`
    : `cannot tell whether ${origin.text} takes few or many values`;
}
