/**
 * What other files do to the agents that a process uses where a request names none.
 */
import { sep } from 'node:path';
import { globalAgentSettings } from './global-agent-settings.ts';
import type { Modules } from './modules.ts';
import type { GlobalAgentEffect, GlobalAgentElsewhere, Location, ProjectFacts } from './project-facts.ts';
import { isTestFile } from './source-files.ts';

export class SharedGlobalAgents {
  readonly #modules: Modules;
  readonly #factsOf: (file: string) => ProjectFacts;

  /** @param factsOf the facts of another file of the project */
  constructor(modules: Modules, factsOf: (file: string) => ProjectFacts) {
    this.#modules = modules;
    this.#factsOf = factsOf;
  }

  /**
   * What is set for a file by others. Within a package a file counts that nobody is seen to import: it may be what starts
   * the process. What a test sets is not set when the service runs.
   * @param packageRoot absolute path of the folder of the file's package
   */
  elsewhere(file: string, packageRoot: string): GlobalAgentElsewhere[] {
    return this.#settings()
      .filter((setting) => setting.file !== file)
      .map((setting) => ({ ...setting, isLoadedTogether: this.#isLoadedTogether(file, setting.file) }))
      .filter((setting) => setting.isLoadedTogether || setting.file.startsWith(packageRoot + sep));
  }

  #settings(): readonly (GlobalAgentEffect & Location)[] {
    return this.#modules.kept('global agents', () =>
      this.#modules.files
        .having('setsGlobalAgents')
        .filter((file) => !this.#isTest(file))
        .flatMap((file) => this.#settingsIn(file)),
    ) ?? [];
  }

  #settingsIn(file: string): (GlobalAgentEffect & Location)[] {
    const source = this.#modules.sourceOf(file);
    if (!source) return [];
    return globalAgentSettings(source, this.#factsOf(file)).map(({ node, ...effect }) => ({ ...effect, file, line: node.loc.start.line, column: node.loc.start.column + 1 }));
  }

  #isLoadedTogether(a: string, b: string): boolean {
    const loaders = this.#loadersOf(a);
    return [...this.#loadersOf(b)].some((file) => loaders.has(file));
  }

  /** A file, and all but tests that import it, by whatever way. */
  #loadersOf(file: string): ReadonlySet<string> {
    return this.#modules.kept(`loaders ${file}`, () => {
      const found = new Set([file]);
      for (const loaded of found) {
        for (const importer of this.#modules.files.importersOf(loaded)) if (!this.#isTest(importer)) found.add(importer);
      }
      return found;
    })!;
  }

  #isTest(file: string): boolean {
    return isTestFile(`/${this.#modules.nameOf(file)}`);
  }
}
