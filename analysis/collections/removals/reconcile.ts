/**
 * A refresh that makes the collection anew: what is added then is one snapshot.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { isConditional } from '../../flow/path-conditions.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import { callbackRole } from '../../lifetime/callback-roles.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { nodeKeyOf } from '../../syntax/node-keys.ts';
import { contains, functionAround } from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import { ranging } from './keys.ts';
import type { Level } from './level.ts';

/** How many functions may call one another between the removal and the addition. */
const MAX_CALLS = 4;

/** The removal of all entries, on each way to an addition that is taken again and again. */
export function reconciledBy(level: Level, addition: Change): Node | undefined {
  const cleared = [...level.removals, ...(level.outer ?? [])]
    .filter((removal) => ranging(level, removal) === 'all')
    .map(({ node }) => node);
  return cleared.length === 0 ? undefined : clearedBefore(level, cleared, addition.node, MAX_CALLS);
}

/** What empties it before a place is reached, in the function of the place or in all that call it repeatedly. */
function clearedBefore(
  level: Level,
  cleared: readonly Node[],
  place: Node,
  calls: number,
): Node | undefined {
  const { source } = level;
  const fn = functionAround(place);
  if (!fn) return undefined;
  const here = placesIn(source, cleared, fn).find(
    (node) => node.range[1] <= place.range[0] && !isConditional(node, place),
  );
  if (here ?? calls === 0) return here;
  const around = visitedBy(source, fn);
  if (around) return clearedBefore(level, cleared, around, calls);
  const callers = callersOf(source, fn);
  const outside = callers.calls.filter((call) => !contains(fn, call));
  if (outside.length === 0 || callers.values.length > 0 || isCalledElsewhere(level, fn))
    return undefined;
  let found: Node | undefined;
  for (const call of outside) {
    const before = clearedBefore(level, cleared, call, calls - 1);
    if (!before && callFrequency(source, call, level.project).kind !== 'once') return undefined;
    found ??= before;
  }
  return found;
}

/** The removals in a function, and its calls of functions that do nothing before. */
function placesIn(source: SourceCode, cleared: readonly Node[], fn: FunctionNode): Node[] {
  return cleared.flatMap((node): readonly Node[] => {
    if (contains(fn, node)) return [node];
    const clearing = functionAround(node);
    return clearing && !isConditional(node, clearing.body)
      ? callersOf(source, clearing).calls.filter((call) => contains(fn, call))
      : [];
  });
}

/** `items.forEach((item) => seen.add(item))`: where a callback runs that is called at once. */
function visitedBy(source: SourceCode, fn: FunctionNode): Node | undefined {
  const call = fn.parent;
  return call.type === AST_NODE_TYPES.CallExpression &&
    call.callee !== fn &&
    callbackRole(source, call, fn).kind === 'inline'
    ? call
    : undefined;
}

/** Whether other files may run a function repeatedly, without what its own file does before. */
function isCalledElsewhere({ source, project }: Level, fn: FunctionNode): boolean {
  if (!callersOf(source, fn).isExported) return false;
  const { runs, isComplete, isUnnamed } = project.runsElsewhere(nodeKeyOf(source, fn), [
    'often',
    'unknown',
  ]);
  return (
    runs.some(({ kind }) => kind === 'often' || kind === 'unknown') ||
    (!isComplete && isUnnamed !== true)
  );
}
