/**
 * Follows facts forward: from where a value comes from to every expression that has it, or has it inside.
 */
import type { Node } from '../source/source-code.ts';
import { MAX_PATH, pathAfter, pathsBefore, type Path, type Step } from './contents.ts';
import type { Edge } from './edges.ts';

/** A label at a place: what is known of a value, and where in the expression it is. */
export interface Fact<L> {
  readonly label: L;
  /** Empty if the expression is the value itself. */
  readonly path: Path;
}

/**
 * What becomes of a label by the steps that make another value of it. What contains a value, and what is taken out of it
 * again, needs no domain: paths are kept for it.
 */
export interface Domain<L> {
  readonly key: (label: L) => string;
  /**
   * What a step makes of the value itself: a part of it, a copy, something worked out of it; undefined ends it. With a path
   * if that is inside what the step gives.
   */
  readonly after?: (label: L, step: Step, edge: Edge) => Fact<L> | undefined;
  /** What a promise of the value, or of something that contains it, may be rejected with. */
  readonly rejected?: (label: L) => L | undefined;
  /** What a label says of the expression that is the value itself: it is no part of the key. */
  readonly at?: (label: L, node: Node) => L;
}

/** What gives the edges of a file: value-flow.ts. */
export interface Edges {
  readonly out: (node: Node, head?: Path[number]) => readonly Edge[];
  readonly into: (node: Node) => readonly Edge[];
  /** Whether anything becomes of what an edge leads to: of what is known to lead nowhere nobody needs to be told. */
  readonly leadsOn?: (edge: Edge, head: Path[number] | undefined) => boolean;
}

/** How many states one question may lead through; beyond, the answer says that it is not complete. */
const MAX_STATES = 20_000;

interface State<L> extends Fact<L> {
  readonly node: Node;
  /** Of the label and the path. */
  readonly id: string;
  /** The value was written into an object, which other expressions have: those are looked for backward. */
  readonly isWritten: boolean;
}

/** How a fact comes to a node. */
interface Arrival {
  /** Along which it came; none where it begins. */
  readonly edge?: Edge;
  readonly isWritten?: boolean;
}

interface Listeners<L> {
  /** Told of each fact that goes where the file does not show what becomes of it. */
  readonly escapes?: (fact: Fact<L>, edge: Edge) => void;
  /** Told of each object that a fact is written into, where nothing shows what it was before. */
  readonly settles?: (origin: Node, fact: Fact<L>) => void;
}

/** @param edge along which the value came; undefined where it begins, and for an object that was written into elsewhere */
type Arrives<L> = (node: Node, fact: Fact<L>, edge: Edge | undefined) => void;

interface Limits {
  /** How many states one question may lead through. */
  readonly budget?: number;
  /** How deep a value may be packed to be followed. */
  readonly depth?: number;
}

export class Tracker<L> {
  readonly #edges: Edges;
  readonly #domain: Domain<L>;
  readonly #arrives: Arrives<L>;
  readonly #listeners: Listeners<L>;
  readonly #states = new Map<Node, Map<string, State<L>>>();
  readonly #pending: State<L>[] = [];
  readonly #depth: number;
  #budget: number;
  isComplete = true;

  /** @param arrives told once of each fact at each node */
  constructor(
    edges: Edges,
    domain: Domain<L>,
    arrives: Arrives<L>,
    { budget = MAX_STATES, depth = MAX_PATH, ...listeners }: Listeners<L> & Limits = {},
  ) {
    this.#edges = edges;
    this.#domain = domain;
    this.#arrives = arrives;
    this.#listeners = listeners;
    this.#budget = budget;
    this.#depth = depth;
  }

  /** @param path where in the expression the value is */
  seed(node: Node, label: L, path: Path = []): void {
    this.#add(node, { label, path });
  }

  run(): void {
    for (let state = this.#pending.pop(); state; state = this.#pending.pop()) {
      if (state.isWritten) this.#backward(state);
      else this.#forward(state);
    }
  }

  /** Follows an edge that there was not before, for what has come to its ends already. */
  follow(edge: Edge): void {
    for (const state of [...(this.#states.get(edge.from)?.values() ?? [])])
      if (!state.isWritten) this.#forwardAlong(state, edge);
    for (const state of [...(this.#states.get(edge.to)?.values() ?? [])])
      if (state.isWritten) this.#backwardAlong(state, edge);
  }

  /** @param fact if it is a state, what it says holds at the node as well */
  #add(node: Node, fact: Fact<L> | State<L>, { edge, isWritten = false }: Arrival = {}): void {
    const { path } = fact;
    if (path.length > this.#depth) return;
    const id = 'id' in fact ? fact.id : this.#idOf(fact);
    const key = isWritten ? `${id}\nwritten` : id;
    let states = this.#states.get(node);
    if (!states) this.#states.set(node, (states = new Map<string, State<L>>()));
    if (states.has(key)) return;
    if (this.#budget-- <= 0) {
      this.isComplete = false;
      return;
    }
    const at = path.length === 0 && !isWritten ? this.#domain.at : undefined;
    const label = at ? at(fact.label, node) : fact.label;
    const state: State<L> = { node, label, path, id, isWritten };
    states.set(key, state);
    this.#pending.push(state);
    if (!isWritten) this.#arrives(node, state, edge);
  }

  #idOf({ label, path }: Fact<L>): string {
    const key = this.#domain.key(label);
    return path.length === 0 ? key : `${key}\n${path.join(' ')}`;
  }

  #forward(state: State<L>): void {
    for (const edge of this.#edges.out(state.node, state.path[0])) this.#forwardAlong(state, edge);
  }

  #forwardAlong(state: State<L>, edge: Edge): void {
    const fact = this.#along(state, edge);
    if (!fact || this.#edges.leadsOn?.(edge, fact.path[0]) === false) return;
    this.#add(edge.to, fact, { edge, isWritten: edge.isWritten === true });
  }

  /** @returns the state itself if nothing becomes of it */
  #along(state: State<L>, edge: Edge): Fact<L> | undefined {
    let fact: Fact<L> | undefined = state;
    for (const step of edge.steps) {
      if (step.kind === 'same') continue;
      if (step.kind === 'escape') this.#listeners.escapes?.(fact, edge);
      fact = this.#after(fact, step, edge);
      if (!fact) return undefined;
    }
    return fact;
  }

  #after({ label, path }: Fact<L>, step: Step, edge: Edge): Fact<L> | undefined {
    if (step.kind === 'reject' && path[0] === 'promise') {
      const rejected = this.#domain.rejected?.(label);
      return rejected === undefined ? undefined : { label: rejected, path: [] };
    }
    const next = pathAfter(path, step);
    if (path.length > 0 || MOVES.has(step.kind)) return next && { label, path: next };
    if (this.#domain.after) return this.#domain.after(label, step, edge);
    return isAwaiting(step) ? { label, path: [] } : undefined;
  }

  /** The object that was written into, wherever it comes from, has the value from there on. */
  #backward(state: State<L>): void {
    const { node } = state;
    this.#add(node, state);
    const into = this.#edges.into(node).filter(({ isWritten }) => !isWritten);
    for (const edge of into) this.#backwardAlong(state, edge);
    if (into.length === 0) this.#listeners.settles?.(node, state);
  }

  #backwardAlong(state: State<L>, { from, steps, isWritten }: Edge): void {
    if (isWritten) return;
    const { label, path } = state;
    for (const before of pathsOfHolder(path, steps))
      this.#add(from, before === path ? state : { label, path: before }, { isWritten: true });
  }
}

/** Steps that leave the value itself as it is. */
const MOVES: ReadonlySet<Step['kind']> = new Set(['same', 'store', 'flatten', 'promise']);

/** Whether a value that is no promise is itself behind a step; its parts and copies are others. */
export function isAwaiting({ kind }: Step): boolean {
  return kind === 'await' || kind === 'awaitEach';
}

/** Where an object is at the beginning of some steps that has something at a path behind them. */
function pathsOfHolder(path: Path, steps: readonly Step[]): readonly Path[] {
  let paths: readonly Path[] = [path];
  for (const step of steps.toReversed())
    paths = paths.flatMap((behind) => {
      // A copy has other objects' contents, but not what is written into it.
      const isOther = step.kind === 'copy' || step.kind === 'rest';
      if (isOther && behind.length <= 1) return [];
      return pathsBefore(behind, step).filter((before) => before.length > 0);
    });
  return paths;
}
