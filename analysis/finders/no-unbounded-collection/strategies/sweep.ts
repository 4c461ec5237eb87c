/**
 * A sweep: entries that the program itself takes for expired are removed, by a timer or with each addition. Nobody can tell:
 * each read does the same for an entry that has expired as for one that is missing.
 */
import type { Change } from '../../../collections/changes.ts';
import { reasonInSweep } from './sweep-refusals.ts';
import { ENTRY, expiryTestsOf, type ExpiryTest } from './expiry-tests.ts';
import { timesStored } from './stored-times.ts';
import { growingAdditions } from './growing-additions.ts';
import { strategyOf, type Limits, type Refusal, type Subject } from './strategy.ts';
import { sweepingEdits, sweepPlace, type SweepPlace } from './sweep-places.ts';

interface Plan {
  readonly test: ExpiryTest;
  readonly place: SweepPlace;
}

export const sweep = strategyOf<Plan>({
  name: 'sweep',
  how: 'a sweep that removes what has expired',
  advice: 'Delete expired entries on a timer, or whenever an entry is added.',
  byHand: 'delete expired entries on a timer, or where they are no longer needed',
  applies(subject, limits) {
    const { collection, changes, source } = subject;
    if (collection.kind === 'set' || collection.kind === 'array')
      return {
        refusal: `the entries of ${collection.kind === 'set' ? 'a Set' : 'an array'} carry no time of their own that a sweep could ask`,
      };
    const growing = growingAdditions(subject);
    const additions = changes.additions.filter(({ level }) => level === 0);
    const times = timesStored(source, additions);
    if (!times || times.size === 0) return { refusal: reasonWithoutTime(additions) };
    const [values] = growing.values;
    if (values)
      return {
        refusal: `the values of its entries grow as well (line ${values.node.loc.start.line}), which no sweep of the entries prevents`,
      };
    if (growing.elsewhere)
      return {
        refusal: `line ${growing.elsewhere.line} of ${growing.elsewhere.file} adds to it, too, with a time or without one`,
      };
    const tests = [
      ...expiryTestsOf(subject, new Set(times.keys())),
      ...assumedTests(times, limits),
    ];
    if (tests.length === 0)
      return {
        refusal:
          'its entries have a time, but no code compares that with the clock, so that it is not known how long they live. Pass `--evict --ttl MS` (the options `evict` and `ttl` of the rule) to remove those that are older',
        isClose: false,
      };
    return planOf(subject, tests, growing.entries, limits);
  },
  edits: sweepingEdits,
});

function reasonWithoutTime(additions: readonly Change[]): string {
  const [first] = additions;
  return `its entries carry no time that line ${first?.node.loc.start.line ?? 1} would show`;
}

/** The first test that can be asked of all entries by a sweep, or why there is none. */
function planOf(
  subject: Subject,
  tests: readonly ExpiryTest[],
  additions: readonly Change[],
  limits: Limits,
): { readonly plan: Plan } | Refusal {
  const refusals: string[] = [];
  for (const test of tests) {
    const refusal = reasonInSweep(subject, test, limits);
    if (refusal !== undefined) {
      refusals.push(refusal);
      continue;
    }
    const place = sweepPlace(subject, test, additions);
    if ('refusal' in place) refusals.push(place.refusal);
    else return { plan: { test, place } };
  }
  return { refusal: refusals[0]!, isClose: true };
}

/** Names of times at which an entry expires. */
const EXPIRES = /(?:^|\.|_)(?:exp|expires?|expiry|valid_?until|deadline)(?:_?at|_?on|_?time)?$/iu;

/** What the user says where the program asks nothing: with `evict`, an entry has expired by its `expiresAt`, or is older than `ttl`. */
function assumedTests(times: ReadonlyMap<string, unknown>, { evict, ttl }: Limits): ExpiryTest[] {
  if (!evict) return [];
  const made = (text: string): ExpiryTest => ({
    text,
    comparisons: new Map(),
    names: [],
    globals: ['Date'],
    usesThis: false,
    lifetime: undefined,
  });
  const part = (field: string) => (field === '' ? ENTRY : `${ENTRY}.${field}`);
  const fields = [...times.keys()];
  const expiring = fields.filter((field) => EXPIRES.test(field));
  return [
    ...expiring.map((field) => made(`${part(field)} <= Date.now()`)),
    ...(ttl > 0
      ? fields
          .filter((field) => !EXPIRES.test(field))
          .map((field) => made(`Date.now() - ${part(field)} > ${ttl}`))
      : []),
  ];
}
