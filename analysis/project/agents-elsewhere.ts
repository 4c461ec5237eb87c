/**
 * What files know of each other's agents: who gives them to clients, and how often those are asked for.
 */
import { agentMakings } from '../agents/agent-constructors.ts';
import type { AgentUse } from '../agents/agent-queries.ts';
import { agentsOfValues, givenAgents } from '../agents/agents-given-to-clients.ts';
import { clientResolver } from '../clients/clients.ts';
import type { Location } from '../findings/location.ts';
import { localExports } from '../flow/exported-values.ts';
import { creationFrequency, worstOf } from '../lifetime/creation-frequency.ts';
import type { CreationFrequency } from '../lifetime/lifetime-queries.ts';
import { importingNames, type NamesIn } from '../modules/importing-names.ts';
import { projectKey } from '../modules/module-graph.ts';
import type { SourceCode } from '../source/source-code.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { isCall } from '../syntax/nodes.ts';
import type { ProjectContext } from './project-context.ts';

/** A longer text, in UTF-16 units, is a bundle: what it gives to clients, its sources do. */
const MAX_TEXT = 500_000;

/**
 * The agents of a text that other files give to clients.
 * @param source the text of the file as it is judged: codemods that ran before may have moved an agent in it
 */
export function agentsGivenElsewhere(
  context: ProjectContext,
  file: string,
  { to, source }: { readonly to: AgentUse; readonly source: SourceCode },
): ReadonlyMap<NodeKey, Location | undefined> {
  const given = context.modules.kept(`agents given to ${to}`, () =>
    [...senders(context, to)].flatMap((sender) => givenBy(context, sender, to)),
  );
  const paths = new Map(
    given
      ?.toReversed()
      .flatMap(({ home, path, stream }) =>
        home === file ? [[path.join(' '), { path, stream }]] : [],
      ),
  );
  const made = agentMakings(source);
  const found = new Map<NodeKey, Location | undefined>();
  for (const { path, stream } of paths.values()) {
    const { values } = localExports(source, path);
    const { here } = agentsOfValues(source, context.factsOf(file), values);
    for (const { node } of made)
      if (here.has(node.range[1])) found.set(nodeKeyOf(source, node), stream);
  }
  return found;
}

/** An export, or a part of one, that a file gives to clients. */
interface GivenExport {
  /** The file that exports it. */
  readonly home: string;
  readonly path: readonly string[];
  /** The request for a stream that it is for, if so. */
  readonly stream: Location | undefined;
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

/** What a file gives to clients of what other files export. */
function givenBy(context: ProjectContext, sender: string, to: AgentUse): GivenExport[] {
  const source = context.modules.sourceOf(sender);
  if (!source || source.text.length > MAX_TEXT) return [];
  return givenAgents(source, context.factsOf(sender), to).elsewhere.flatMap(
    ({ module, path, stream }) =>
      follow(context, sender, module, path).map((given) => ({ ...given, stream })),
  );
}

function follow(
  context: ProjectContext,
  file: string,
  module: string,
  path: readonly string[],
): readonly Omit<GivenExport, 'stream'>[] {
  return (
    context.modules.across(file, module, (home) =>
      context.modules.keptByDistance(
        `given ${home} ${path.join(' ')}`,
        context.modules.hops,
        (): Omit<GivenExport, 'stream'>[] => {
          const found = context.modules.exportsOf(home, path);
          if (!found) return [];
          const { here, elsewhere } = agentsOfValues(
            found.source,
            context.factsOf(home),
            found.values,
          );
          return [
            ...(here.size > 0 ? [{ home, path }] : []),
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
