/**
 * What the functions of a file give other files of a response.
 */
import type { ProjectFacts } from '../finders/project-queries.ts';
import { responseFlow } from '../responses/response-flow.ts';
import type { ImportedResponse } from '../responses/response-queries.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { senders } from './clients-elsewhere.ts';
import type { ProjectContext } from './project-context.ts';

/** How many files a response may go through to one that has no client. */
const MAX_HELPERS = 2;

/** How often a helper may call another helper of a third file. */
const MAX_CALLS = 4;

/** What a file imports of a module. */
interface Imported {
  readonly module: string;
  readonly path: readonly string[];
}

export function receivesResponses(context: ProjectContext, file: string): boolean {
  return receivers(context)[MAX_HELPERS]!.has(file);
}

export function importedResponses(
  context: ProjectContext,
  file: string,
  module: string,
  path: readonly string[],
): readonly ImportedResponse[] {
  return imported(context, file, { module, path }, 0);
}

/** @param calls how many helpers have called each other on the way to this file */
function imported(
  context: ProjectContext,
  file: string,
  { module, path }: Imported,
  calls: number,
): readonly ImportedResponse[] {
  const home = context.modules.files.resolve(file, module);
  if (home === undefined || !receivers(context)[MAX_HELPERS]!.has(home)) return [];
  return context.modules.projectKeysAt(file, module, path).flatMap((key) => {
    const [helper, name] = key.split('\n') as [string, NodeKey];
    return receivers(context)[MAX_HELPERS - 1]!.has(helper)
      ? (resultsOf(context, helper, calls).get(name) ?? [])
      : [];
  });
}

function resultsOf(
  context: ProjectContext,
  helper: string,
  calls: number,
): ReadonlyMap<NodeKey, readonly ImportedResponse[]> {
  if (calls >= MAX_CALLS) {
    context.modules.tooFar();
    return new Map();
  }
  const found = context.modules.keptByDistance(`results ${helper}`, calls, () => {
    const byFunction = new Map<NodeKey, Map<string, ImportedResponse>>();
    const source = context.modules.sourceOf(helper);
    const project: ProjectFacts = {
      ...context.factsOf(helper),
      importedResponses: (module, path) => imported(context, helper, { module, path }, calls + 1),
    };
    for (const { fn, held } of source ? responseFlow(source, project).results : []) {
      const key = nodeKeyOf(source!, fn);
      const results = byFunction.get(key) ?? new Map<string, ImportedResponse>();
      const { level, model, path, body } = held;
      byFunction.set(key, results.set(`${level} ${path.join(' ')}`, { level, model, path, body }));
    }
    return new Map([...byFunction].map(([key, results]) => [key, [...results.values()]]));
  });
  return found ?? new Map<NodeKey, readonly ImportedResponse[]>();
}

/** The files that can hold a client, then with those that import them, and so on. */
function receivers(context: ProjectContext): readonly ReadonlySet<string>[] {
  return context.modules.kept('receivers', () => {
    const steps: ReadonlySet<string>[] = [senders(context)];
    for (let step = 0; step < MAX_HELPERS; step++) {
      const last = steps.at(-1)!;
      steps.push(
        new Set([...last, ...[...last].flatMap((file) => context.modules.files.importersOf(file))]),
      );
    }
    return steps;
  })!;
}
