/**
 * What the functions of a file give other files of a response.
 */
import type { ProjectFacts } from '../finders/project-queries.ts';
import type { Modules } from '../modules/module-graph.ts';
import { responseFlow } from '../responses/response-flow.ts';
import { keyOf } from '../responses/response-part.ts';
import type { ImportedResponse } from '../responses/response-queries.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';

/** How many files a response may go through to one that has no client. */
const MAX_HELPERS = 2;

/** How often a helper may call another helper of a third file. */
const MAX_CALLS = 4;

export class ResponsesElsewhere {
  readonly #modules: Modules;
  readonly #factsOf: (file: string) => ProjectFacts;
  /** The files that can hold a client. */
  readonly #senders: () => ReadonlySet<string>;

  constructor(
    modules: Modules,
    factsOf: (file: string) => ProjectFacts,
    senders: () => ReadonlySet<string>,
  ) {
    this.#modules = modules;
    this.#factsOf = factsOf;
    this.#senders = senders;
  }

  receivesResponses(file: string): boolean {
    return this.#receivers()[MAX_HELPERS]!.has(file);
  }

  importedResponses(
    file: string,
    module: string,
    path: readonly string[],
  ): readonly ImportedResponse[] {
    return this.#imported(file, module, path, 0);
  }

  /** @param calls how many helpers have called each other on the way to this file */
  #imported(
    file: string,
    module: string,
    path: readonly string[],
    calls: number,
  ): readonly ImportedResponse[] {
    const home = this.#modules.files.resolve(file, module);
    if (home === undefined || !this.#receivers()[MAX_HELPERS]!.has(home)) return [];
    return this.#modules.projectKeysAt(file, module, path).flatMap((key) => {
      const [helper, name] = key.split('\n') as [string, NodeKey];
      return this.#receivers()[MAX_HELPERS - 1]!.has(helper)
        ? (this.#resultsOf(helper, calls).get(name) ?? [])
        : [];
    });
  }

  #resultsOf(helper: string, calls: number): ReadonlyMap<NodeKey, readonly ImportedResponse[]> {
    if (calls >= MAX_CALLS) {
      this.#modules.tooFar();
      return new Map();
    }
    const found = this.#modules.keptByDistance(`results ${helper}`, calls, () => {
      const byFunction = new Map<NodeKey, Map<string, ImportedResponse>>();
      const source = this.#modules.sourceOf(helper);
      const project: ProjectFacts = {
        ...this.#factsOf(helper),
        importedResponses: (module, path) => this.#imported(helper, module, path, calls + 1),
      };
      for (const { fn, held } of source ? responseFlow(source, project).results : []) {
        const key = nodeKeyOf(source!, fn);
        const results = byFunction.get(key) ?? new Map<string, ImportedResponse>();
        const { level, wraps, body } = held;
        byFunction.set(key, results.set(keyOf({ ...held, origin: 0 }), { level, wraps, body }));
      }
      return new Map([...byFunction].map(([key, results]) => [key, [...results.values()]]));
    });
    return found ?? new Map<NodeKey, readonly ImportedResponse[]>();
  }

  /** The files that can hold a client, then with those that import them, and so on. */
  #receivers(): readonly ReadonlySet<string>[] {
    return this.#modules.kept('receivers', () => {
      const steps: ReadonlySet<string>[] = [this.#senders()];
      for (let step = 0; step < MAX_HELPERS; step++) {
        const last = steps.at(-1)!;
        steps.push(
          new Set([...last, ...[...last].flatMap((file) => this.#modules.files.importersOf(file))]),
        );
      }
      return steps;
    })!;
  }
}
