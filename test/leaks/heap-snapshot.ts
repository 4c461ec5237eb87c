/**
 * Reads a heap snapshot of V8: by which path an object holds bytes. The format is that of Chromium's DevTools: flat arrays of
 * nodes and edges, whose fields `snapshot.meta` names (lib/internal/heap_utils.js of Node, `v8.writeHeapSnapshot`).
 */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

interface Edge {
  /** The property, the index, or what V8 calls it. */
  readonly name: string;
  /** The index of the node. */
  readonly to: number;
}

/** Edges that hold nothing, or lead from an object to its class. */
const isLeftOut = (type: string, name: string) =>
  type === 'weak' || (type === 'internal' && name === 'map') || name === '__proto__';

/** By them each function comes to all that is global. */
const SHARED = new Set(['system / NativeContext', 'global']);

/**
 * The shortest path from a property of the objects of a class to the bytes of a Buffer or the like.
 *
 * @param text The text of a `.heapsnapshot`.
 * @param from The class's name and the property.
 * @param byteLength How many bytes, which tells them from others.
 * @returns the steps, each the property and the class of what is there, the first being `from`; undefined if no path is there.
 */
export function pathToBytes(
  text: string,
  from: { readonly className: string; readonly property: string },
  byteLength: number,
): string[] | undefined {
  const heap = new Heap(JSON.parse(text) as HeapSnapshot);
  const starts = heap
    .indices()
    .flatMap((index) =>
      heap.nameOf(index) === from.className
        ? heap.edgesOf(index).filter(({ name }) => name === from.property)
        : [],
    );
  const cameBy = new Map<number, { readonly before: number; readonly edge: string } | undefined>(
    starts.map(({ to }) => [to, undefined]),
  );
  // A Map that grows goes on to what is added to it.
  for (const index of cameBy.keys()) {
    for (const { name, to } of heap.edgesOf(index)) {
      if (cameBy.has(to)) continue;
      cameBy.set(to, { before: index, edge: name });
      if (name === 'backing_store' && heap.sizeOf(to) === byteLength)
        return [`${from.className}.${from.property}`, ...stepsTo(index)];
    }
  }
  return undefined;

  function stepsTo(index: number): string[] {
    const came = cameBy.get(index);
    return came === undefined
      ? []
      : [...stepsTo(came.before), `${came.edge}: ${heap.nameOf(index)}`];
  }
}

class Heap {
  readonly #heap: HeapSnapshot;
  readonly #nodeSize: number;
  readonly #edgeSize: number;
  /** Where the edges of each node begin. */
  readonly #firstEdges: number[] = [0];

  constructor(heap: HeapSnapshot) {
    this.#heap = heap;
    this.#nodeSize = heap.snapshot.meta.node_fields.length;
    this.#edgeSize = heap.snapshot.meta.edge_fields.length;
    for (const index of this.indices())
      this.#firstEdges.push(
        this.#firstEdges[index]! + this.#fieldOf(index, 'edge_count') * this.#edgeSize,
      );
  }

  indices(): number[] {
    return Array.from({ length: this.#heap.nodes.length / this.#nodeSize }, (_, index) => index);
  }

  nameOf(index: number): string {
    return this.#heap.strings[this.#fieldOf(index, 'name')]!;
  }

  /** In bytes, what it refers to not counted. */
  sizeOf(index: number): number {
    return this.#fieldOf(index, 'self_size');
  }

  edgesOf(index: number): Edge[] {
    const { edges, strings, snapshot } = this.#heap;
    const [types] = snapshot.meta.edge_types;
    const found: Edge[] = [];
    for (
      let at = this.#firstEdges[index]!;
      at < this.#firstEdges[index + 1]!;
      at += this.#edgeSize
    ) {
      const type = types[edges[at]!]!;
      const isNumbered = type === 'element' || type === 'hidden';
      const name = isNumbered ? String(edges[at + 1]!) : strings[edges[at + 1]!]!;
      const to = edges[at + 2]! / this.#nodeSize;
      if (!isLeftOut(type, name) && !SHARED.has(this.nameOf(to))) found.push({ name, to });
    }
    return found;
  }

  #fieldOf(index: number, field: string): number {
    return this.#heap.nodes[
      index * this.#nodeSize + this.#heap.snapshot.meta.node_fields.indexOf(field)
    ]!;
  }
}
