/**
 * What other files do to the agents that a process uses where a request names none.
 */
import { sep } from 'node:path';
import type { GlobalAgentEffect, GlobalAgentElsewhere } from '../agents/agent-queries.ts';
import { globalAgentSettings } from '../agents/global-agent-writes.ts';
import type { ProjectFacts } from '../finders/project-queries.ts';
import { locationIn, type Location } from '../findings/location.ts';
import type { Modules } from '../modules/module-graph.ts';
import { isTestFile } from '../modules/source-files.ts';

export class GlobalAgentsElsewhere {
  readonly #modules: Modules;
  readonly #factsOf: (file: string) => ProjectFacts;

  /** @param factsOf the facts of another file of the project */
  constructor(modules: Modules, factsOf: (file: string) => ProjectFacts) {
    this.#modules = modules;
    this.#factsOf = factsOf;
  }

  /**
   * What is set for a file by others: by those of its package, and by those that are loaded with a file of its package.
   * One counts that nobody is seen to import: it may be what starts the process, or be loaded by a name that is put
   * together. What a test sets is not set when the service runs.
   * @param packageRoot absolute path of the folder of the file's package
   */
  elsewhere(file: string, packageRoot: string): GlobalAgentElsewhere[] {
    const isOfPackage = (other: string) => other.startsWith(packageRoot + sep);
    return this.#settings()
      .filter(
        (setting) =>
          setting.file !== file &&
          (isOfPackage(setting.file) || [...this.#loadedWith(setting.file)].some(isOfPackage)),
      )
      .map((setting) => ({
        ...setting,
        isLoadedTogether: this.#loadedWith(setting.file).has(file),
      }));
  }

  #settings(): readonly (GlobalAgentEffect & Location)[] {
    return (
      this.#modules.kept('global agents', () =>
        this.#modules.files
          .having('setsGlobalAgents')
          .filter((file) => !this.#isTest(file))
          .flatMap((file) => this.#settingsIn(file)),
      ) ?? []
    );
  }

  #settingsIn(file: string): (GlobalAgentEffect & Location)[] {
    const source = this.#modules.sourceOf(file);
    if (!source) return [];
    return globalAgentSettings(source, this.#factsOf(file)).map(({ node, ...effect }) => ({
      ...effect,
      ...locationIn(file, node),
    }));
  }

  /** What all that import a file, by whatever way, import with it. */
  #loadedWith(file: string): ReadonlySet<string> {
    return this.#modules.kept(`loaded with ${file}`, () => {
      const { files } = this.#modules;
      const loaders = reached([file], (loaded) =>
        files.importersOf(loaded).filter((importer) => !this.#isTest(importer)),
      );
      return reached([...loaders], (loader) =>
        files.specifiersOf(loader).flatMap((specifier) => files.resolve(loader, specifier) ?? []),
      );
    })!;
  }

  #isTest(file: string): boolean {
    return isTestFile(`/${this.#modules.nameOf(file)}`);
  }
}

/** What steps lead to, the start with it. */
function reached(
  start: readonly string[],
  next: (from: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set(start);
  for (const from of found) for (const to of next(from)) found.add(to);
  return found;
}
