/**
 * What files know of each other's agents: who gives them to axios, and how often those are asked for.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { basename } from 'node:path';
import { ClientResolver } from './axios-clients.ts';
import type { MakingFrequency, ProjectFacts } from './finding.ts';
import { agentsOfValues, givenAgents } from './given-agents.ts';
import { MakingFrequencies, worstOf } from './making-frequency.ts';
import type { Modules } from './modules.ts';
import { nodesOf } from './syntax.ts';

/** A longer text, in UTF-16 units, is a bundle: what it gives to axios, its sources do. */
const MAX_TEXT = 500_000;

export class SharedAgents {
  readonly #modules: Modules;
  readonly #factsOf: (file: string) => ProjectFacts;
  /** Where agents end, by the file that makes them; it grows while it is gathered. */
  #given = new Map<string, Set<number>>();

  /** @param factsOf the facts of another file of the project */
  constructor(modules: Modules, factsOf: (file: string) => ProjectFacts) {
    this.#modules = modules;
    this.#factsOf = factsOf;
  }

  givenElsewhere(file: string): ReadonlySet<number> {
    this.#modules.kept('given agents', () => {
      this.#given = new Map();
      for (const sender of this.#senders()) this.#gather(sender);
    });
    return this.#given.get(file) ?? new Set();
  }

  callsElsewhere(file: string, fn: number): MakingFrequency | undefined {
    return this.#modules.kept(`calls ${file} ${fn}`, () => worstOf(this.#importersOf(file).flatMap((importer) => this.#callsIn(importer, `${file} ${fn}`))));
  }

  #senders(): string[] {
    const { files } = this.#modules;
    return [...new Set([...files.having('names'), ...files.having('sends').filter((file) => this.#factsOf(file).importsClients())])];
  }

  #gather(sender: string): void {
    const source = this.#modules.sourceOf(sender);
    if (!source || source.text.length > MAX_TEXT) return;
    for (const { module, path } of givenAgents(source, this.#factsOf(sender)).elsewhere) this.#follow(sender, module, path);
  }

  #follow(file: string, module: string, path: readonly string[]): void {
    this.#modules.across(file, module, (home) =>
      this.#modules.kept(`given ${home} ${path.join(' ')}`, () => {
        const found = this.#modules.exportsOf(home, path);
        if (!found) return true;
        const { here, elsewhere } = agentsOfValues(found.source, this.#factsOf(home), found.values);
        const known = this.#given.get(home) ?? new Set();
        for (const end of here) known.add(end);
        this.#given.set(home, known);
        for (const next of elsewhere) this.#follow(home, next.module, next.path);
        return true;
      }),
    );
  }

  /** Files that import a file, also through one that only gives on what others export. */
  #importersOf(file: string): string[] {
    const { files } = this.#modules;
    const direct = files.importersOf(file);
    return [...new Set([...direct, ...direct.filter((importer) => basename(importer).startsWith('index.')).flatMap((index) => files.importersOf(index))])];
  }

  #callsIn(file: string, fn: string): MakingFrequency[] {
    const source = this.#modules.sourceOf(file);
    if (!source) return [];
    const facts = this.#factsOf(file);
    const frequencies = new MakingFrequencies(source, facts, new ClientResolver(source, facts));
    return [...nodesOf(source, AST_NODE_TYPES.CallExpression), ...nodesOf(source, AST_NODE_TYPES.NewExpression)]
      .filter(({ callee }) => this.#modules.functionsOf(file, source, callee).includes(fn))
      .map((call) => frequencies.of(call));
  }
}
