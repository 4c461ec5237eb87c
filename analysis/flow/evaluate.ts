/**
 * Follows a value backward: from an expression to everything that it can be.
 */
import type { Node } from '../source/source-code.ts';
import { pathsBefore, type Path, type Step } from './contents.ts';
import type { Edge } from './edges.ts';
import { Tracker, type Edges } from './track.ts';

/** What leaves mean, and how the answers of several meet. */
export interface Algebra<A> {
  /** An expression that nothing of the file flows into; with a path, what it has there. */
  readonly leaf: (node: Node, path: Path) => A;
  readonly join: (answers: readonly A[]) => A;
  /** The answer if there are more than the budget allows. */
  readonly unknown: A;
  /** Whether an answer is that of all, whatever the others are. */
  readonly settles?: (answer: A) => boolean;
  /** Where to stop although there is more to see: that is a leaf, too. */
  readonly stops?: (node: Node, path: Path) => boolean;
  /** What there can be besides all that flows in: what the callers of an exported function give. */
  readonly beside?: (node: Node) => A | undefined;
}

/** An expression, and where in it the value is that is asked for. */
export interface State {
  readonly node: Node;
  readonly path: Path;
  /** The expression behind it is worked out of it. */
  readonly isDerived?: true;
}

/** How far to go back. */
export interface Way {
  /** Whether to go on through a step that makes another value: `+`, a template. Any part of that is made of all of it. */
  readonly follows?: (step: Step) => boolean;
  /** How deep the value may be packed: `MAX_PATH` if not said. */
  readonly depth?: number;
}

/** How many states one question may lead through. */
const MAX_STATES = 2000;

/** How many expressions an object is looked for in, to see what is written into it. */
const MAX_ALIASES = 500;

export function evaluate<A>(
  edges: Edges,
  node: Node,
  algebra: Algebra<A>,
  { budget = MAX_STATES, path = [] }: { budget?: number; path?: Path } = {},
): A {
  const answers: A[] = [];
  const seen = new Map<Node, Set<string>>();
  const pending: State[] = [];
  let left = budget;
  const add = (state: State) => {
    const key = state.path.join(' ');
    const keys = seen.get(state.node) ?? new Set<string>();
    if (keys.has(key)) return;
    seen.set(state.node, keys.add(key));
    left--;
    pending.push(state);
  };
  add({ node, path });
  for (let state = pending.pop(); state; state = pending.pop()) {
    if (left < 0) return algebra.join([...answers, algebra.unknown]);
    const before = algebra.stops?.(state.node, state.path) ? [] : statesBefore(edges, state);
    const beside = before.length > 0 ? algebra.beside?.(state.node) : undefined;
    if (beside !== undefined) answers.push(beside);
    if (before.length === 0) {
      const answer = algebra.leaf(state.node, state.path);
      if (algebra.settles?.(answer) === true) return answer;
      answers.push(answer);
    }
    for (const next of before) add(next);
  }
  return algebra.join(answers);
}

/** The expressions that stand at a path in a value. */
export function expressionsAt(edges: Edges, node: Node, path: Path): readonly Node[] {
  return evaluate<readonly Node[]>(
    edges,
    node,
    {
      leaf: (found, rest) => (rest.length === 0 ? [found] : []),
      join: (answers) => answers.flat(),
      unknown: [],
      stops: (_, rest) => rest.length === 0,
    },
    { path },
  );
}

/**
 * One step back: where the value is before it comes to an expression, or to a path in one.
 */
export function statesBefore(edges: Edges, { node, path }: State, way: Way = {}): State[] {
  const into = edges.into(node);
  const states: State[] = [];
  let hasHolder = false;
  for (const { from, steps, isWritten } of into) {
    if (isWritten) continue;
    const paths = pathsThrough(path, steps, way);
    // What is given to a name may be in what is asked for; what is put into a literal is another thing.
    if (paths.length > 0 && steps.every(({ kind }) => kind === 'same' || kind === 'load'))
      hasHolder = true;
    const isDerived = steps.some((step) => way.follows?.(step)) ? { isDerived: true as const } : {};
    for (const before of paths) states.push({ node: from, path: before, ...isDerived });
  }
  return path.length > 0 && !hasHolder
    ? [...states, ...statesWritten(edges, { node, path }, way)]
    : states;
}

/** Where a value is before some steps that is at a path behind them. */
export function pathsThrough(
  path: Path,
  steps: readonly Step[],
  { follows, depth }: Way = {},
): readonly Path[] {
  let paths: readonly Path[] = [path];
  for (const step of steps.toReversed())
    paths = paths.flatMap((behind) => (follows?.(step) ? [[]] : pathsBefore(behind, step, depth)));
  return paths;
}

/** What is written into an object, under any of its names. */
function statesWritten(edges: Edges, { node: origin, path }: State, way: Way): State[] {
  return writtenInto(edges, origin).flatMap(({ from, steps }) =>
    pathsThrough(path, steps, way).map((before) => ({ node: from, path: before })),
  );
}

const writtenByEdges = new WeakMap<Edges, Map<Node, readonly Edge[]>>();

/** The edges that write into an object: the same, whatever is asked for in it. */
function writtenInto(edges: Edges, origin: Node): readonly Edge[] {
  let byOrigin = writtenByEdges.get(edges);
  if (!byOrigin) writtenByEdges.set(edges, (byOrigin = new Map<Node, readonly Edge[]>()));
  let written = byOrigin.get(origin);
  if (!written) byOrigin.set(origin, (written = findWritten(edges, origin)));
  return written;
}

function findWritten(edges: Edges, origin: Node): readonly Edge[] {
  const written: Edge[] = [];
  const tracker = new Tracker<true>(
    edges,
    { key: () => '' },
    (alias, fact) => {
      if (fact.path.length > 0) return;
      for (const edge of edges.into(alias)) if (edge.isWritten) written.push(edge);
    },
    { budget: MAX_ALIASES },
  );
  tracker.seed(origin, true);
  tracker.run();
  return written;
}
