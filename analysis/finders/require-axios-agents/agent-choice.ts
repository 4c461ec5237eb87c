/**
 * Where a fixed site takes its agents from.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { agentMakingOf } from '../../agents/agent-constructors.ts';
import { isForSomeHosts } from '../../agents/agent-options.ts';
import type { GlobalAgents } from '../../agents/global-agents.ts';
import { AGENT_NAMES, type AgentName } from '../../clients/agent-state.ts';
import { isAxiosItself, type Clients } from '../../clients/client-identity.ts';
import type { ClientResolver } from '../../clients/clients.ts';
import { locationName } from '../../findings/location.ts';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { writesTo } from '../../syntax/assignments.ts';
import { isModuleLevel, variableNamed } from '../../syntax/bindings.ts';
import { withoutWrappers } from '../../syntax/nodes.ts';
import type { ProjectFacts } from '../project-queries.ts';
import {
  type AgentImport,
  isTypeOnly,
  type AgentSource,
  type AgentSourceChoice,
} from './agents-import.ts';
import { defaultsFor } from './copied-defaults.ts';

export type AgentForm = 'auto' | 'defaults' | 'module';

export interface AgentSite {
  readonly node: Node;
  /** The client of a request; undefined for an instance, which is made once and keeps what it was given. */
  readonly request?: { readonly clients: Clients; readonly receiver: Node | undefined };
  /** The agents that it is to be given. */
  readonly lacking: readonly AgentName[];
}

/** A file whose sites are given agents. */
export interface AgentsFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly resolver: ClientResolver;
  readonly globals: GlobalAgents;
  readonly form: AgentForm;
  /** Where the file has its agents from, or would. */
  readonly imported: AgentImport;
}

/** The agents that a site is to be given, or why there are none for it. */
export function chooseAgents(file: AgentsFile, site: AgentSite): AgentSourceChoice {
  const lost = customGlobal(file, site);
  if (lost !== undefined)
    return {
      refusal: `it uses ${lost}, and agents of the codemod would not do what that agent does: pass agents that do the same`,
    };
  if (file.form === 'module') return file.imported.agents();
  const onDefaults = agentsOfDefaults(file, site);
  if (file.form === 'defaults') return onDefaults;
  const custom = customDefault(file, site);
  if (custom !== undefined && !site.request)
    return { refusal: `an instance may use ${custom}: pass agents that do the same` };
  if (custom === undefined && areInScope(file, site)) return IN_SCOPE;
  if (!('refusal' in onDefaults)) return onDefaults;
  if (custom !== undefined && isOnNamelessAxios(file, site)) return NAMELESS;
  const chosen = areInScope(file, site) ? IN_SCOPE : file.imported.agents();
  if ('refusal' in chosen) return chosen;
  const half = halfOfDefaults(file, site);
  return {
    ...chosen,
    ...half,
    ...(chosen.imported
      ? { imported: chosen.imported.filter((name) => half[name] === undefined) }
      : {}),
  };
}

function areInScope(file: AgentsFile, { node, lacking }: AgentSite): boolean {
  return lacking.every((name) => isInScope(file, name, node));
}

/** An agent of the process that the site is to lose, and that another cannot stand in for; for people. */
function customGlobal(file: AgentsFile, { lacking, request }: AgentSite): string | undefined {
  const defaults = file.project.axiosDefaults();
  for (const name of lacking) {
    if (request && isOnAxiosItself(request.clients) && defaults[name].length > 0) continue;
    const setting = file.globals.customSetting(name);
    if (setting)
      return `\`${name === 'httpAgent' ? 'http' : 'https'}.globalAgent\` as ${locationName(file.project, setting)} sets it`;
  }
  return undefined;
}

/** An agent of `axios.defaults` that the site is to lose, and that another cannot stand in for; for people. */
function customDefault(
  file: AgentsFile,
  { node, lacking, request }: AgentSite,
): string | undefined {
  const defaults = defaultsFor(file.source, file.project, request ? undefined : node);
  for (const name of lacking) {
    const found = defaults[name].find(({ isCustom }) => isCustom);
    if (found)
      return `the agent of \`axios.defaults.${name}\` (${locationName(file.project, found)}), which is more than a pool`;
  }
  return undefined;
}

/** The agent of `axios.defaults` that a call on axios itself keeps, where the project sets only one. */
function halfOfDefaults(
  file: AgentsFile,
  { node, request }: AgentSite,
): Partial<Record<AgentName, string>> {
  if (!request || !isOnAxiosItself(request.clients)) return {};
  const axios = nameOfAxios(file, node, request.receiver);
  const defaults = file.project.axiosDefaults();
  return Object.fromEntries(
    AGENT_NAMES.flatMap((name) =>
      axios !== undefined && defaults[name].length > 0 ? [[name, `${axios}.defaults.${name}`]] : [],
    ),
  );
}

function isOnNamelessAxios(file: AgentsFile, { node, request }: AgentSite): boolean {
  return (
    request !== undefined &&
    isOnAxiosItself(request.clients) &&
    nameOfAxios(file, node, request.receiver) === undefined
  );
}

function nameOfAxios(file: AgentsFile, node: Node, receiver: Node | undefined): string | undefined {
  return receiver && isPlainReference(receiver)
    ? file.source.getText(receiver)
    : file.resolver.axiosNameAt(node);
}

/** Whether a variable of that name holds an agent at the site, initialised before it and not made anew per call. */
function isInScope(file: AgentsFile, name: AgentName, site: Node): boolean {
  const variable = variableNamed(file.source, name, site);
  const definition = variable?.defs[0];
  if (!variable || !definition) return false;
  const node = definition.node as Node;
  if (definition.type === 'ImportBinding') return !isTypeOnly(node);
  if (definition.name.range[1] > site.range[0]) return false;
  if (definition.type === 'Parameter') return true;
  if (
    node.type !== AST_NODE_TYPES.VariableDeclarator ||
    !node.init ||
    writesTo(variable).length > 0
  )
    return false;
  if (node.range[1] > site.range[0] || isNamedForSomeHosts(file, definition.name)) return false;
  const init = withoutWrappers(node.init);
  const isMade =
    init.type === AST_NODE_TYPES.NewExpression || agentMakingOf(file.source, init) !== undefined;
  return isAgentLike(init) && (isModuleLevel(variable) || !isMade);
}

/** An agent with a certificate, a proxy or a trust of its own is meant for the calls that name it. */
function isNamedForSomeHosts(file: AgentsFile, name: Node): boolean {
  return valuesOf(file.source, name).some((value) => {
    const making = value.kind === 'node' ? agentMakingOf(file.source, value.node) : undefined;
    return making !== undefined && isForSomeHosts(file.source, making);
  });
}

/** `axios.defaults.httpAgent`, where the project sets it and the site is on axios itself. */
function agentsOfDefaults(file: AgentsFile, { node, request }: AgentSite): AgentSourceChoice {
  if (!request)
    return {
      refusal:
        'an instance copies `axios.defaults` when it is created, so a later change of them has no effect on it: use agents from a module (`--agents module`)',
    };
  const { clients, receiver } = request;
  if (!isOnAxiosItself(clients))
    return {
      refusal:
        'the call is on an instance, which does not read `axios.defaults`: use agents from a module (`--agents module`)',
    };
  const { httpAgent, httpsAgent } = file.project.axiosDefaults();
  if (httpAgent.length === 0 || httpsAgent.length === 0)
    return {
      refusal:
        'no file of this package assigns both `axios.defaults.httpAgent` and `axios.defaults.httpsAgent`: assign them when the process starts, or use agents from a module (`--agents module`)',
    };
  const name = nameOfAxios(file, node, receiver);
  if (name === undefined) return NAMELESS;
  // axios takes them anyhow, whatever they are by the time of the call: they cap nothing that had no cap.
  return {
    httpAgent: `${name}.defaults.httpAgent`,
    httpsAgent: `${name}.defaults.httpsAgent`,
    imports: () => [],
    isCapped: false,
  };
}

const NAMELESS = {
  refusal:
    'axios is not bound to a name here, so `axios.defaults` cannot be read: import it under a name',
};
const IN_SCOPE: AgentSource = {
  httpAgent: 'httpAgent',
  httpsAgent: 'httpsAgent',
  imports: () => [],
  isCapped: true,
};

function isOnAxiosItself({ clients, complete }: Clients): boolean {
  return complete && clients.every(isAxiosItself);
}

/** What cannot be an agent is not taken for one: a user-agent string, a flag, an empty value. */
function isAgentLike(init: Node): boolean {
  const node = withoutWrappers(init);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name !== 'undefined';
  return node.type !== AST_NODE_TYPES.Literal && node.type !== AST_NODE_TYPES.TemplateLiteral;
}

/** `axios`, `this.axios`, `axios_1.default`: can be written twice without running anything. */
function isPlainReference(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.ThisExpression)
    return true;
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    !node.computed &&
    !node.optional &&
    isPlainReference(node.object)
  );
}
