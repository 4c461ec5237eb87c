/**
 * What files know of each other's clients: who makes them, who uses them, what is set on them.
 *
 * Each question is answered in the file that it leads to, by what judges that file itself.
 */
import { isCall } from '../syntax/nodes.ts';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { agentMakingOf } from '../agents/agent-constructors.ts';
import { isForSomeHosts } from '../agents/agent-options.ts';
import type { DefaultAgent } from '../agents/agent-queries.ts';
import { StreamRequests } from '../agents/stream-requests.ts';
import { AgentConfigReader } from '../clients/agent-config.ts';
import { hasBothAgents, responseOf, type AgentConfig } from '../clients/agent-state.ts';
import {
  isAxiosItself,
  settingsKey,
  type Client,
  type Clients,
} from '../clients/client-identity.ts';
import type {
  ClientSettings,
  CreationPlace,
  ImportedClient,
  ImportedClients,
  SettingsKey,
  StreamElsewhere,
} from '../clients/client-queries.ts';
import {
  clientSettings,
  combinedSettings,
  defaultsAssignments,
  NO_SETTINGS,
  type DefaultsAssignment,
} from '../clients/client-settings.ts';
import { clientResolver, type ClientResolver } from '../clients/clients.ts';
import { AXIOS } from '../clients/models/axios.ts';
import { requestSites } from '../clients/requests.ts';
import { outsideServers } from '../finders/environment.ts';
import type { CrossFileFacts } from '../finders/project-queries.ts';
import { judgeClientAt } from '../finders/require-axios-agents/finder.ts';
import { locationIn } from '../findings/location.ts';
import type { AccessPath } from '../flow/access-paths.ts';
import { valuesOf } from '../flow/values.ts';
import type { ExportedThing } from '../modules/file-summary.ts';
import { importingNames } from '../modules/importing-names.ts';
import { projectKey } from '../modules/module-graph.ts';
import { isTestFile } from '../modules/source-files.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { applicationFolder } from './applications.ts';
import type { ProjectContext } from './project-context.ts';
import { runsOnServer } from './runs-on-server.ts';

/** What an argument can be that is a client. */
const MAY_NAME_CLIENT: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Identifier,
  AST_NODE_TYPES.MemberExpression,
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.TSAsExpression,
]);

/** What is set on a client, with the file that does. */
interface Setting {
  readonly file: string;
  readonly key: string;
  readonly settings: ClientSettings;
}

/** The files that can hold a client, their own or another's. */
export function senders(context: ProjectContext): ReadonlySet<string> {
  return context.modules.kept(
    'senders',
    () =>
      new Set([
        ...context.modules.files.having('imports'),
        ...context.modules.files.having('sends').filter((file) => importsClients(context, file)),
      ]),
  )!;
}

/**
 * Whether a file can hold a client of another: it imports, by whatever way, one that may share clients, or its functions
 * may be given one by who has it at first hand.
 */
export function importsClients(context: ProjectContext, file: string): boolean {
  return context.modules.files.has(file, 'sends') && mayHoldOthers(context, file);
}

function mayHoldOthers(context: ProjectContext, file: string): boolean {
  return (
    exporting(context).has(file) ||
    context.modules.files.importersOf(file).some((importer) => givers(context).has(importer))
  );
}

export function importedClients(
  context: ProjectContext,
  file: string,
  module: string,
  path: readonly string[],
): ImportedClients | undefined {
  return context.modules.across(file, module, (home) => clientsAt(context, home, path));
}

export function importedConfig(
  context: ProjectContext,
  file: string,
  module: string,
  path: readonly string[],
): AgentConfig | undefined {
  return context.modules.across(file, module, (home) => configAt(context, home, path));
}

export function settingsElsewhere(
  context: ProjectContext,
  file: string,
  client: SettingsKey,
): ClientSettings {
  const key = keyOf(client, file);
  const found = context.modules.kept(`settings of ${key} for ${file}`, () =>
    settingsOfProject(context)
      .filter((setting) => setting.key === key && setting.file !== file)
      .filter((setting) => key !== AXIOS_ITSELF || runsWith(context, setting.file, file))
      .reduce((combined, { settings }) => combinedSettings(combined, settings), NO_SETTINGS),
  );
  return found ?? NO_SETTINGS;
}

const AXIOS_ITSELF: SettingsKey = 'axios';

/**
 * Whether what a file sets on axios itself may count in the process of another: both are of one application, or the first is a
 * library of it; a test and a page set it elsewhere.
 */
function runsWith(context: ProjectContext, setter: string, file: string): boolean {
  if (isTestFile(`/${context.modules.nameOf(setter)}`) || !runsOnServer(context, setter))
    return false;
  const application = applicationFolder(file);
  if (applicationFolder(setter) === application) return true;
  const loaders = context.modules.loadersOf(setter);
  return loaders?.some((loader) => applicationFolder(loader) === application) ?? true;
}

export function streamsElsewhere(
  context: ProjectContext,
  file: string,
  client: SettingsKey,
): readonly StreamElsewhere[] {
  const key = keyOf(client, file);
  return streamsOfProject(context).flatMap(({ keys, stream }) =>
    stream.file !== file && keys.includes(key) ? [stream] : [],
  );
}

/** The requests that may ask for a stream on a client of another file, by the keys of that client and of its parents. */
function streamsOfProject(
  context: ProjectContext,
): readonly { readonly keys: readonly string[]; readonly stream: StreamElsewhere }[] {
  return (
    context.modules.kept('streams', () => {
      const sending = senders(context);
      const files = context.modules.files
        .having('streams')
        .filter((file) => sending.has(file) && !isTestFile(`/${context.modules.nameOf(file)}`));
      return files.flatMap((file) => streamsIn(context, file));
    }) ?? []
  );
}

function streamsIn(
  context: ProjectContext,
  file: string,
): { readonly keys: readonly string[]; readonly stream: StreamElsewhere }[] {
  const source = context.modules.sourceOf(file);
  if (!source) return [];
  const resolver = resolverOf(context, file, source);
  const requests = new StreamRequests(
    source,
    context.factsOf(file),
    new AgentConfigReader(source, resolver, context.factsOf(file)),
  );
  return requestSites(source, resolver).flatMap((request) => {
    const own = requests.ownConfig(request);
    const response = responseOf(own);
    if (!response.body.includes('stream') || hasBothAgents(own)) return [];
    const isEnded = requests.areEnded(request);
    // Each client comes from axios itself.
    const keys = [
      'axios',
      ...request.clients.clients.flatMap((client) =>
        importedAmong(client).map(({ file: home, key }) => projectKey(home, key)),
      ),
    ];
    return [{ keys, stream: { ...locationIn(file, request.node), response, isEnded } }];
  });
}

/** Who assigns an agent to the `defaults` of axios itself, in the files that are accepted. */
export function axiosDefaults(
  context: ProjectContext,
  name: DefaultsAssignment['name'],
  accepts: (file: string) => boolean,
): DefaultAgent[] {
  return defaultsOfProject(context)
    .filter((assignment) => assignment.name === name && accepts(assignment.file))
    .map(({ file, line, column, isCustom }) => ({ file, line, column, isCustom }));
}

function resolverOf(context: ProjectContext, file: string, source: SourceCode): ClientResolver {
  return clientResolver(source, context.factsOf(file));
}

/** The files that share clients, and those that import one of them. */
function givers(context: ProjectContext): ReadonlySet<string> {
  return context.modules.kept('givers', () => {
    const sharing = context.modules.files.having('shares');
    return new Set([
      ...sharing,
      ...sharing.flatMap((file) => context.modules.files.importersOf(file)),
    ]);
  })!;
}

/** The files from which a client can come: those that share one, and those that import them, by whatever way. */
function exporting(context: ProjectContext): ReadonlySet<string> {
  return context.modules.kept('exporting', () => {
    const found = new Set(context.modules.files.having('shares'));
    for (const file of found)
      for (const importer of context.modules.files.importersOf(file)) found.add(importer);
    return found;
  })!;
}

function clientsAt(
  context: ProjectContext,
  home: string,
  path: readonly string[],
): ImportedClients | undefined {
  if (!exporting(context).has(home)) return undefined;
  return context.modules.keptByDistance(
    `clients ${home} ${path.join(' ')}`,
    context.modules.hops,
    () => {
      const things = context.modules.thingsAt(home, path);
      if (!things.some((thing) => mayBeClient(context, home, thing))) return undefined;
      const found = context.modules.exportsOf(home, path);
      return (
        found &&
        toImported(
          resolverOf(context, home, found.source).clientsAmong(found.values),
          found.source,
          home,
        )
      );
    },
  );
}

/** Whether what a file exports can be a client: most of what is asked for cannot, and its file need not be parsed to tell. */
function mayBeClient(context: ProjectContext, home: string, thing: ExportedThing): boolean {
  const isElsewhere = ({ module, path }: AccessPath) =>
    module === AXIOS.module ||
    context.factsOf(home).clientModules.includes(module) ||
    importedClients(context, home, module, path) !== undefined;
  switch (thing.kind) {
    case 'node':
      return thing.isForeignCall;
    case 'module':
      return isElsewhere(thing);
    case 'member':
      return thing.paths.some(isElsewhere);
    default:
      return thing.kind === 'parameter';
  }
}

function configAt(
  context: ProjectContext,
  home: string,
  path: readonly string[],
): AgentConfig | undefined {
  return context.modules.keptByDistance(
    `config ${home} ${path.join(' ')}`,
    context.modules.hops,
    () => {
      const found = context.modules.exportsOf(home, path);
      return (
        found &&
        new AgentConfigReader(
          found.source,
          resolverOf(context, home, found.source),
          context.factsOf(home),
        ).ofValues(found.values)
      );
    },
  );
}

export function clientArguments(
  context: ProjectContext,
  file: string,
  fn: NodeKey,
  position: number,
): ImportedClients | undefined {
  const clients =
    context.modules.kept(`passed ${projectKey(file, fn)} ${position}`, () =>
      findPassed(context, file, fn, position),
    ) ?? [];
  // Whoever is not seen may pass another.
  return clients.length > 0 ? { clients, complete: false } : undefined;
}

function findPassed(
  context: ProjectContext,
  file: string,
  fn: NodeKey,
  position: number,
): readonly ImportedClient[] {
  const found = new Map<string, ImportedClient>();
  const mayGive = (giver: string) =>
    importsClients(context, giver) || exporting(context).has(giver);
  for (const { file: giver, source, nodes } of importingNames(context.modules, file, {
    keys: [fn],
    words: context.modules.wordsFor(file, fn),
    accepts: mayGive,
  })) {
    for (const node of nodes) {
      const { parent: call } = node;
      if (!isCall(call) || call.callee !== node) continue;
      const argument = call.arguments[position];
      if (!argument || !MAY_NAME_CLIENT.has(argument.type)) continue;
      const given = toImported(
        resolverOf(context, giver, source!).clientsOf(argument),
        source!,
        giver,
      );
      for (const client of given?.clients ?? []) found.set(keyOfImported(client), client);
    }
  }
  return [...found.values()];
}

export function judgeImported(
  context: ProjectContext,
  create: CreationPlace,
): ReturnType<CrossFileFacts['judgeImported']> {
  const judged = context.modules.kept(`judgement ${projectKey(create.file, create.key)}`, () => {
    const source = context.modules.sourceOf(create.file);
    const facts = context.factsOf(create.file);
    const found = source && judgeClientAt(source, facts, create.key);
    if (found?.verdict !== 'flagged') return found;
    const reason = outsideServers(source!, facts);
    return reason === undefined
      ? found
      : { ...found, verdict: 'exempt' as const, reason: `where its client is created: ${reason}` };
  });
  return judged ?? { verdict: 'unverifiable', reason: 'the client is made elsewhere' };
}

function settingsOfProject(context: ProjectContext): readonly Setting[] {
  return (
    context.modules.kept('settings', () =>
      settingFiles(context).flatMap(([file, source, resolver]) =>
        clientSettings(source, resolver).flatMap(({ clients, settings }) =>
          clients.flatMap((client) => ({
            file,
            key: keyOf(settingsKey(source, client), file),
            settings,
          })),
        ),
      ),
    ) ?? []
  );
}

function defaultsOfProject(
  context: ProjectContext,
): readonly (DefaultAgent & { readonly name: DefaultsAssignment['name'] })[] {
  return (
    context.modules.kept('defaults', () =>
      settingFiles(context).flatMap(([file, source, resolver]) =>
        defaultsAssignments(source, resolver).flatMap(({ clients, name, node, agent }) =>
          clients.some(isAxiosItself)
            ? [{ ...locationIn(file, node), name, isCustom: isCustom(source, agent) }]
            : [],
        ),
      ),
    ) ?? []
  );
}

function settingFiles(context: ProjectContext): [string, SourceCode, ClientResolver][] {
  return context.modules.files
    .having('sets')
    .filter((file) => context.modules.files.has(file, 'imports') || mayHoldOthers(context, file))
    .flatMap((file): [string, SourceCode, ClientResolver][] => {
      const source = context.modules.sourceOf(file);
      return source ? [[file, source, resolverOf(context, file, source)]] : [];
    });
}

/** The clients of other files that a client is, or is a child of. */
function importedAmong(client: Client): CreationPlace[] {
  if (client.kind === 'imported') return [client.create];
  return client.kind === 'instance' && client.parent ? importedAmong(client.parent) : [];
}

/** Whether an expression is seen to make an agent that is more than a pool of sockets. */
function isCustom(source: SourceCode, agent: Node): boolean {
  return valuesOf(source, agent).some((value) => {
    if (value.kind !== 'node' || !isCall(value.node)) return false;
    const making = agentMakingOf(source, value.node);
    return making === undefined || isForSomeHosts(source, making);
  });
}

function toImported(
  { clients, complete }: Clients,
  source: SourceCode,
  file: string,
): ImportedClients | undefined {
  if (clients.length === 0) return undefined;
  return {
    complete,
    clients: clients.map((client) =>
      client.kind === 'instance'
        ? { kind: 'imported', create: creationAt(source, client.create, file) }
        : client,
    ),
  };
}

function keyOfImported(client: ImportedClient): string {
  if (client.kind === 'imported') return projectKey(client.create.file, client.create.key);
  return client.kind === 'axios' ? client.module : client.kind;
}

function creationAt(source: SourceCode, node: Node, file: string): CreationPlace {
  return { ...locationIn(file, node), key: nodeKeyOf(source, node) };
}

function keyOf(client: SettingsKey | undefined, file: string): string {
  if (client === undefined || client === 'axios') return client ?? '';
  return 'create' in client ? projectKey(file, client.create) : projectKey(client.file, client.key);
}
