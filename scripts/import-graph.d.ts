export interface Import {
  /** Relative to the repository. */
  readonly from: string;
  /** Relative to the repository, or the name of a package. */
  readonly to: string;
  readonly isTypeOnly: boolean;
}

/** Nodes, and those that each leads to. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The folders of `analysis/`; what stands on nothing comes first. */
export const LAYERS: readonly string[];

/** The TypeScript files of `analysis/`, `rules/` and `codemods/`. */
export function filesIn(root: string): string[];

export function importsOf(root: string, files: readonly string[]): Import[];

/** `flow` of `analysis/flow/values.ts`. */
export function layerOf(file: string): string | undefined;

/** The imports of a higher layer by a lower one. */
export function upwardOf(imports: readonly Import[]): Import[];

/** @param nodeOf what stands for a file in the graph; undefined leaves it out */
export function graphOf(
  imports: readonly Import[],
  nodeOf: (file: string) => string | undefined,
): Graph;

/** The ways through a graph that come back to where they began, each as a text. */
export function circlesOf(edges: Graph): string[];
