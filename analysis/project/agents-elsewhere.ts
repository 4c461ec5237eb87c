/**
 * What files know of each other's agents: who gives them to clients, and how often those are asked for.
 */
import { isCall } from '../syntax/nodes.ts';
import { agentMakings } from '../agents/agent-constructors.ts';
import type { AgentUse } from '../agents/agent-queries.ts';
import { agentsOfValues, givenAgents } from '../agents/agents-given-to-clients.ts';
import { clientResolver } from '../clients/clients.ts';
import { creationFrequency, worstOf } from '../lifetime/creation-frequency.ts';
import type { CreationFrequency } from '../lifetime/lifetime-queries.ts';
import { importingNames, type NamesIn } from '../modules/importing-names.ts';
import { projectKey } from '../modules/module-graph.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import type { ProjectContext } from './project-context.ts';

/** A longer text, in UTF-16 units, is a bundle: what it gives to clients, its sources do. */
const MAX_TEXT = 500_000;

export function agentsGivenElsewhere(
  context: ProjectContext,
  file: string,
  to: AgentUse,
): ReadonlySet<NodeKey> {
  const given = context.modules.kept(
    `agents given to ${to}`,
    () => new Set([...senders(context, to)].flatMap((sender) => givenBy(context, sender, to))),
  );
  const ofFile = [...(given ?? [])].filter((key) => key.startsWith(projectKey(file, '')));
  return new Set(ofFile.map((key) => key.slice(projectKey(file, '').length)));
}

export function callsElsewhere(
  context: ProjectContext,
  file: string,
  fn: NodeKey,
): CreationFrequency | undefined {
  return context.modules.kept(`calls ${projectKey(file, fn)}`, () =>
    worstOf(
      [
        ...importingNames(context.modules, file, {
          keys: [fn],
          words: context.modules.wordsFor(file, fn),
        }),
      ].flatMap((named) => callsIn(context, named)),
    ),
  );
}

function senders(context: ProjectContext, to: AgentUse): ReadonlySet<string> {
  const { files } = context.modules;
  return new Set([
    ...(to === 'axios' || to === 'streams'
      ? [
          ...files.having('imports'),
          ...files.having('sends').filter((file) => context.factsOf(file).importsClients()),
        ]
      : []),
    ...(to === 'axios' ? [] : files.having('givesAgents')),
  ]);
}

/** The agents of other files that a file gives to clients. */
function givenBy(context: ProjectContext, sender: string, to: AgentUse): string[] {
  const source = context.modules.sourceOf(sender);
  if (!source || source.text.length > MAX_TEXT) return [];
  return givenAgents(source, context.factsOf(sender), to).elsewhere.flatMap(({ module, path }) =>
    follow(context, sender, module, path),
  );
}

function follow(
  context: ProjectContext,
  file: string,
  module: string,
  path: readonly string[],
): readonly string[] {
  return (
    context.modules.across(file, module, (home) =>
      context.modules.keptByDistance(
        `given ${home} ${path.join(' ')}`,
        context.modules.hops,
        (): string[] => {
          const found = context.modules.exportsOf(home, path);
          if (!found) return [];
          const { here, elsewhere } = agentsOfValues(
            found.source,
            context.factsOf(home),
            found.values,
          );
          const made = agentMakings(found.source).filter(({ node }) => here.has(node.range[1]));
          return [
            ...made.map(({ node }) => projectKey(home, nodeKeyOf(found.source, node))),
            ...elsewhere.flatMap((next) => follow(context, home, next.module, next.path)),
          ];
        },
      ),
    ) ?? []
  );
}

function callsIn(
  context: ProjectContext,
  { file, source, nodes, isTest }: NamesIn,
): CreationFrequency[] {
  if (!source || isTest) return [];
  const facts = context.factsOf(file);
  const making = { source, project: facts, resolver: clientResolver(source, facts) };
  return nodes.flatMap((node) => {
    const { parent } = node;
    const isCalled = isCall(parent) && parent.callee === node;
    return isCalled ? [creationFrequency(making, parent)] : [];
  });
}
