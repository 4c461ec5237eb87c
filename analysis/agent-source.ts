/**
 * Where a mended site takes its agents from.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { agentMakingOf } from './agent-constructors.ts';
import { isForSomeHosts } from './agent-options.ts';
import { AGENT_NAMES, type AgentName } from './agent-state.ts';
import { writesTo } from './assignments.ts';
import { isAxiosItself, type ClientResolver, type Clients } from './axios-clients.ts';
import { isModuleLevel, loadedModule, variableNamed } from './bindings.ts';
import { insertImport } from './edits.ts';
import type { Edit } from './finding.ts';
import type { SourceCode } from './source-code.ts';
import type { GlobalAgents } from './global-agents.ts';
import { numbered, sharedName, variableNames } from './free-name.ts';
import { importPosition, importStyle } from './import-style.ts';
import { locationName } from './location-name.ts';
import type { AgentsModule, ProjectFacts } from './project-facts.ts';
import { withoutWrappers, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

export type AgentForm = 'auto' | 'defaults' | 'module';

/** The source text of both agents at a site, and what must be added to the file for it to mean something. */
export interface AgentSource {
  readonly httpAgent: string;
  readonly httpsAgent: string;
  readonly imports: readonly Edit[];
}

export type AgentSourceChoice = AgentSource | { readonly refusal: string };

export interface AgentSite {
  readonly node: Node;
  /** The client of a request; undefined for an instance, which is made once and keeps what it was given. */
  readonly request?: { readonly clients: Clients; readonly receiver: Node | undefined };
  /** The agents that it is to be given. */
  readonly lacking: readonly AgentName[];
}

/** Chooses the agents of one file's sites; the file's import of the agents module is worked out once. */
export class AgentSources {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #resolver: ClientResolver;
  readonly #globals: GlobalAgents;
  readonly #form: AgentForm;
  /** The calls that run when the module is loaded: an added `require` must stand before the first. */
  readonly #sites: readonly Node[];
  #fromModule: AgentSourceChoice | undefined;

  constructor(source: SourceCode, project: ProjectFacts, resolver: ClientResolver, globals: GlobalAgents, form: AgentForm, sites: readonly Node[]) {
    this.#source = source;
    this.#project = project;
    this.#resolver = resolver;
    this.#globals = globals;
    this.#form = form;
    this.#sites = sites;
  }

  choose(site: AgentSite): AgentSourceChoice {
    const lost = this.#globalOfItsOwn(site);
    if (lost !== undefined) return { refusal: `it goes by ${lost}, and other agents would not do what that does: give it agents that do as much` };
    if (this.#form === 'module') return this.#module();
    const onDefaults = this.#defaults(site);
    if (this.#form === 'defaults') return onDefaults;
    const ofItsOwn = this.#defaultOfItsOwn(site);
    if (ofItsOwn !== undefined && !site.request) return { refusal: `an instance may have ${ofItsOwn}: give it agents that do as much` };
    if (ofItsOwn === undefined && this.#areInScope(site)) return IN_SCOPE;
    if (!('refusal' in onDefaults)) return onDefaults;
    const chosen = this.#areInScope(site) ? IN_SCOPE : this.#module();
    return 'refusal' in chosen ? chosen : { ...chosen, ...this.#halfOfDefaults(site) };
  }

  #areInScope({ node }: AgentSite): boolean {
    return AGENT_NAMES.every((name) => this.#isInScope(name, node));
  }

  /** An agent of the process that the site is to lose, and that another cannot stand in for; for people. */
  #globalOfItsOwn({ lacking, request }: AgentSite): string | undefined {
    const defaults = this.#project.axiosDefaults();
    for (const name of lacking) {
      if (request && isOnAxiosItself(request.clients) && defaults[name].length > 0) continue;
      const setting = this.#globals.ofItsOwn(name);
      if (setting) return `\`${name === 'httpAgent' ? 'http' : 'https'}.globalAgent\` as ${locationName(this.#project, setting)} sets it`;
    }
    return undefined;
  }

  /** An agent of `axios.defaults` that the site is to lose, and that another cannot stand in for; for people. */
  #defaultOfItsOwn({ lacking }: AgentSite): string | undefined {
    const defaults = this.#project.axiosDefaults();
    for (const name of lacking) {
      const found = defaults[name].find(({ isOfItsOwn }) => isOfItsOwn);
      if (found) return `the agent of \`axios.defaults.${name}\` (${locationName(this.#project, found)}), which is more than a pool`;
    }
    return undefined;
  }

  /** The agent of `axios.defaults` that a call on axios itself keeps, where the project sets only one. */
  #halfOfDefaults({ node, request }: AgentSite): Partial<Record<AgentName, string>> {
    if (!request || !isOnAxiosItself(request.clients)) return {};
    const axios = this.#nameOfAxios(node, request.receiver);
    const defaults = this.#project.axiosDefaults();
    return Object.fromEntries(AGENT_NAMES.flatMap((name) => (axios !== undefined && defaults[name].length > 0 ? [[name, `${axios}.defaults.${name}`]] : [])));
  }

  #nameOfAxios(node: Node, receiver: Node | undefined): string | undefined {
    return receiver && isPlainReference(receiver) ? this.#source.getText(receiver) : this.#resolver.axiosNameAt(node);
  }

  /** Whether a variable of that name holds an agent at the site, initialised before it and not made anew per call. */
  #isInScope(name: AgentName, site: Node): boolean {
    const variable = variableNamed(this.#source, name, site);
    const definition = variable?.defs[0];
    if (!variable || !definition) return false;
    const node = definition.node as Node;
    if (definition.type === 'ImportBinding') return !isTypeOnly(node);
    if (definition.name.range[1] > site.range[0]) return false;
    if (definition.type === 'Parameter') return true;
    if (node.type !== AST_NODE_TYPES.VariableDeclarator || !node.init || writesTo(variable).length > 0) return false;
    if (node.range[1] > site.range[0] || this.#isForSomeHosts(definition.name)) return false;
    return isAgentLike(node.init) && (isModuleLevel(variable) || withoutWrappers(node.init).type !== AST_NODE_TYPES.NewExpression);
  }

  /** An agent with a certificate, a proxy or a trust of its own is meant for the calls that name it. */
  #isForSomeHosts(name: Node): boolean {
    return valuesOf(this.#source, name).some((value) => {
      const making = value.kind === 'node' ? agentMakingOf(this.#source, value.node) : undefined;
      return making !== undefined && isForSomeHosts(this.#source, making);
    });
  }

  /** `axios.defaults.httpAgent`, where the project sets it and the site is on axios itself. */
  #defaults({ node, request }: AgentSite): AgentSourceChoice {
    if (!request) return { refusal: 'an instance keeps the defaults of the moment it is made, so `axios.defaults` cannot reach it later' };
    const { clients, receiver } = request;
    if (!isOnAxiosItself(clients)) return { refusal: 'the call is not on axios itself, whose defaults are not its own' };
    const { httpAgent, httpsAgent } = this.#project.axiosDefaults();
    if (httpAgent.length === 0 || httpsAgent.length === 0) return { refusal: 'nothing in this package sets both `axios.defaults.httpAgent` and `axios.defaults.httpsAgent`' };
    const name = this.#nameOfAxios(node, receiver);
    if (name === undefined) return { refusal: 'axios has no name here whose defaults could be read' };
    return { httpAgent: `${name}.defaults.httpAgent`, httpsAgent: `${name}.defaults.httpsAgent`, imports: [] };
  }

  #module(): AgentSourceChoice {
    this.#fromModule ??= this.#importModule();
    return this.#fromModule;
  }

  #importModule(): AgentSourceChoice {
    const style = importStyle(this.#source, this.#project);
    const module = this.#project.agentsModule(style);
    if (!module) return { refusal: 'there is no module of shared agents yet: `npx codemod fix-agents` writes one' };
    if (module.unusable !== undefined) return { refusal: module.unusable };
    if (module.file === this.#project.file) return { refusal: 'this is the agents module itself' };
    const imported = this.#importedFrom(module);
    if (imported) return { ...imported, imports: [] };
    const locals = AGENT_NAMES.map((exported) => ({ exported, local: this.#freeName(exported) }));
    const position = importPosition(this.#source, this.#sites);
    return {
      httpAgent: locals[0]!.local,
      httpsAgent: locals[1]!.local,
      imports: [insertImport(this.#source, position, style.syntax, locals, module.specifier)],
    };
  }

  /** The names under which the file imports both agents already. */
  #importedFrom(module: AgentsModule): { httpAgent: string; httpsAgent: string } | undefined {
    const names = new Map<string, string>();
    for (const statement of this.#source.ast.body) {
      if (statement.type === AST_NODE_TYPES.ImportDeclaration && isSameModule(statement.source.value, module)) {
        for (const specifier of statement.specifiers) {
          if (specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.imported.type === AST_NODE_TYPES.Identifier && !isTypeOnly(specifier)) {
            names.set(specifier.imported.name, specifier.local.name);
          }
        }
      } else if (statement.type === AST_NODE_TYPES.VariableDeclaration) {
        for (const { id, init } of statement.declarations) this.#collectRequired(id, init, module, names);
      }
    }
    const [httpAgent, httpsAgent] = [names.get('httpAgent'), names.get('httpsAgent')];
    return httpAgent !== undefined && httpsAgent !== undefined ? { httpAgent, httpsAgent } : undefined;
  }

  #collectRequired(pattern: Node, init: Node | null, module: AgentsModule, names: Map<string, string>): void {
    const specifier = init ? loadedModule(this.#source, init) : undefined;
    if (specifier === undefined || !isSameModule(specifier, module) || pattern.type !== AST_NODE_TYPES.ObjectPattern) return;
    for (const property of pattern.properties) {
      if (property.type === AST_NODE_TYPES.Property && property.key.type === AST_NODE_TYPES.Identifier && property.value.type === AST_NODE_TYPES.Identifier) {
        names.set(property.key.name, property.value.name);
      }
    }
  }

  /** The name itself, or one that no scope and no reference of the file uses. */
  #freeName(name: AgentName): string {
    const taken = variableNames(this.#source);
    return taken.has(name) ? numbered(sharedName(name), taken) : name;
  }
}

const IN_SCOPE: AgentSource = { httpAgent: 'httpAgent', httpsAgent: 'httpsAgent', imports: [] };

function isOnAxiosItself({ clients, complete }: Clients): boolean {
  return complete && clients.every(isAxiosItself);
}

function isTypeOnly(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.ImportSpecifier && node.importKind === 'type') return true;
  return node.parent?.type === AST_NODE_TYPES.ImportDeclaration && node.parent.importKind === 'type';
}

/** What cannot be an agent is not taken for one: a user-agent string, a flag, an empty value. */
function isAgentLike(init: Node): boolean {
  const node = withoutWrappers(init);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name !== 'undefined';
  return node.type !== AST_NODE_TYPES.Literal && node.type !== AST_NODE_TYPES.TemplateLiteral;
}

/** `axios`, `this.axios`, `axios_1.default`: can be written twice without running anything. */
function isPlainReference(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.ThisExpression) return true;
  return node.type === AST_NODE_TYPES.MemberExpression && !node.computed && !node.optional && isPlainReference(node.object);
}

function isSameModule(specifier: string, module: AgentsModule): boolean {
  const withoutExtension = (path: string) => path.replace(/\.[cm]?[jt]s$/u, '');
  return withoutExtension(specifier) === withoutExtension(module.specifier);
}
