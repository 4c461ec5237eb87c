/**
 * What the questions about other files are asked with. What they find is kept in its modules.
 */
import type { ProjectFacts } from '../finders/project-queries.ts';
import type { Modules } from '../modules/module-graph.ts';

export interface ProjectContext {
  readonly modules: Modules;
  /** The facts of another file of the project. */
  readonly factsOf: (file: string) => ProjectFacts;
  /** Whether whoever is not seen may use what a file exports: the users of a package that is published, by its entries. */
  readonly isExposed: (file: string) => boolean;
}
