/**
 * Which additions of a collection need a bound.
 */
import type { Change } from '../../../collections/changes.ts';
import type { Growth, GrowthBalance } from '../../../collections/collection-queries.ts';
import { balanceOf } from '../../../collections/removals/balance.ts';
import type { Subject } from './strategy.ts';

export interface GrowingAdditions {
  /** Those that add entries. */
  readonly entries: readonly Change[];
  /** Those that add to what the entries hold. */
  readonly values: readonly Change[];
  /** What grows by an addition of another file, where no edit of this file reaches it. */
  readonly elsewhere?: Growth;
}

const isOpen = ({ kind, bound }: Growth): boolean => kind !== 'finite' && !bound;

const known = new WeakMap<Subject, GrowingAdditions>();

/** Each strategy asks. */
export function growingAdditions(subject: Subject): GrowingAdditions {
  let found = known.get(subject);
  if (!found) known.set(subject, (found = findGrowing(subject)));
  return found;
}

function findGrowing({ source, project, uses, changes, elsewhere }: Subject): GrowingAdditions {
  const { entries, values } = balanceOf(source, project, { uses, changes, hasFiniteKeys: false });
  const open = (additions: readonly Change[], balance: GrowthBalance | undefined) =>
    additions.filter((_, index) => {
      const growth = balance?.growths[index];
      return growth !== undefined && isOpen(growth);
    });
  const atLevel = (isOfEntries: boolean) =>
    changes.additions.filter(({ level }) => (level === 0) === isOfEntries);
  const other = [elsewhere.balance.entries, ...elsewhere.balance.values.values()]
    .flatMap(({ growths }) => growths)
    .find(isOpen);
  return {
    entries: open(atLevel(true), entries),
    values: [...values].flatMap(([path, balance]) =>
      open(
        atLevel(false).filter((change) => change.path === path),
        balance,
      ),
    ),
    ...(other ? { elsewhere: other } : {}),
  };
}
