/**
 * What files know of each other's agents: who gives them to axios, and how often those are asked for.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { agentMakings } from '../agents/agent-constructors.ts';
import { agentsOfValues, givenAgents } from '../agents/agents-given-to-clients.ts';
import { ClientResolver } from '../clients/clients.ts';
import type { ProjectFacts } from '../finders/project-queries.ts';
import { CreationFrequencies, worstOf } from '../lifetime/creation-frequency.ts';
import type { CreationFrequency } from '../lifetime/lifetime-queries.ts';
import type { ImportingNames, NamesIn } from '../modules/importing-names.ts';
import { projectKey, type Modules } from '../modules/module-graph.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';

/** A longer text, in UTF-16 units, is a bundle: what it gives to axios, its sources do. */
const MAX_TEXT = 500_000;

export class AgentsElsewhere {
  readonly #modules: Modules;
  readonly #names: ImportingNames;
  readonly #factsOf: (file: string) => ProjectFacts;

  /** @param factsOf the facts of another file of the project */
  constructor(modules: Modules, names: ImportingNames, factsOf: (file: string) => ProjectFacts) {
    this.#modules = modules;
    this.#names = names;
    this.#factsOf = factsOf;
  }

  /** @param to all requests, or those that may keep a socket */
  givenElsewhere(file: string, to: 'requests' | 'streams'): ReadonlySet<NodeKey> {
    const given = this.#modules.kept(
      `agents given to ${to}`,
      () => new Set(this.#senders().flatMap((sender) => this.#givenBy(sender, to))),
    );
    const ofFile = [...(given ?? [])].filter((key) => key.startsWith(projectKey(file, '')));
    return new Set(ofFile.map((key) => key.slice(projectKey(file, '').length)));
  }

  callsElsewhere(file: string, fn: NodeKey): CreationFrequency | undefined {
    return this.#modules.kept(`calls ${projectKey(file, fn)}`, () =>
      worstOf(
        [...this.#names.of(file, [fn], this.#modules.wordsFor(file, fn))].flatMap((named) =>
          this.#callsIn(named),
        ),
      ),
    );
  }

  #senders(): string[] {
    const { files } = this.#modules;
    return [
      ...new Set([
        ...files.having('imports'),
        ...files.having('sends').filter((file) => this.#factsOf(file).importsClients()),
      ]),
    ];
  }

  /** The agents of other files that a file gives to axios. */
  #givenBy(sender: string, to: 'requests' | 'streams'): string[] {
    const source = this.#modules.sourceOf(sender);
    if (!source || source.text.length > MAX_TEXT) return [];
    return givenAgents(source, this.#factsOf(sender), to).elsewhere.flatMap(({ module, path }) =>
      this.#follow(sender, module, path),
    );
  }

  #follow(file: string, module: string, path: readonly string[]): readonly string[] {
    return (
      this.#modules.across(file, module, (home) =>
        this.#modules.keptByDistance(
          `given ${home} ${path.join(' ')}`,
          this.#modules.hops,
          (): string[] => {
            const found = this.#modules.exportsOf(home, path);
            if (!found) return [];
            const { here, elsewhere } = agentsOfValues(
              found.source,
              this.#factsOf(home),
              found.values,
            );
            const made = agentMakings(found.source).filter(({ node }) => here.has(node.range[1]));
            return [
              ...made.map(({ node }) => projectKey(home, nodeKeyOf(found.source, node))),
              ...elsewhere.flatMap((next) => this.#follow(home, next.module, next.path)),
            ];
          },
        ),
      ) ?? []
    );
  }

  #callsIn({ file, source, nodes, isTest }: NamesIn): CreationFrequency[] {
    if (!source || isTest) return [];
    const facts = this.#factsOf(file);
    const frequencies = new CreationFrequencies(source, facts, new ClientResolver(source, facts));
    return nodes.flatMap((node) => {
      const { parent } = node;
      const isCalled =
        (parent?.type === AST_NODE_TYPES.CallExpression ||
          parent?.type === AST_NODE_TYPES.NewExpression) &&
        parent.callee === node;
      return isCalled ? [frequencies.of(parent)] : [];
    });
  }
}
