/**
 * Request sites and instances without explicit agents.
 */
import { GlobalAgents } from '../../agents/global-agents.ts';
import { StreamRequests } from '../../agents/stream-requests.ts';
import { AgentConfigReader } from '../../clients/agent-config.ts';
import {
  AGENT_NAMES,
  hasBothAgents,
  responseOf,
  type AgentConfig,
  type AgentName,
} from '../../clients/agent-state.ts';
import { isSameClient, type Client, type InstanceCreation } from '../../clients/client-identity.ts';
import {
  configArgumentOfClient,
  creationsIn,
  nameOfClient,
} from '../../clients/client-creations.ts';
import { clientResolver, type ClientResolver } from '../../clients/clients.ts';
import { configOfCreation } from '../../clients/nest-http.ts';
import { FAILS_BEHIND_PROXY, mayHaveOldAxios } from '../../clients/direct-requests.ts';
import { mayUseClients } from '../../clients/possible-clients.ts';
import {
  isClientOfHttps,
  isSentOverHttp,
  isSentOverHttps,
  ONLY_HTTPS,
} from '../../clients/request-protocol.ts';
import {
  methodValues,
  requestSites,
  type ConfigArgument,
  type MethodValue,
  type RequestSite,
} from '../../clients/requests.ts';
import type { ResponseState } from '../../clients/response-state.ts';
import type { Finding, Remedy, Site } from '../../findings/finding.ts';
import { locationName } from '../../findings/location.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { nodeKeyOf, type NodeKey } from '../../syntax/node-keys.ts';
import { oneLine } from '../../syntax/text.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { takenOverBy, worstOf } from '../verdict-of-clients.ts';
import type { AgentForm, AgentsFile } from './agent-choice.ts';
import { AgentImport } from './agents-import.ts';
import { defaultsFor } from './copied-defaults.ts';
import { AgentFixer } from './fix.ts';
import {
  defaultsOr,
  GLOBAL_AGENTS,
  OR_DEFAULTS,
  unverifiable,
  type AgentFault,
} from './messages.ts';

export interface AxiosAgentsOptions {
  /** Reports sites whose config is not visible, too. */
  readonly unverifiable: boolean;
  /** Where fixed sites take their agents from. */
  readonly agents: AgentForm;
}

export const findAxiosAgents: Finder<AxiosAgentsOptions> = (source, project, options) =>
  inspectAxiosAgents(source, project, options).flatMap((site) => site.finding ?? []);

export const inspectAxiosAgents: Inspector<AxiosAgentsOptions> = inServers(
  (source, project, options) => {
    if (!mayUseClients(source, project)) return [];
    return new RequestInspector(source, project, options).sites();
  },
);

type Judgement = Pick<Site, 'verdict' | 'reason' | 'client'> & { readonly fault?: AgentFault };

/** What is judged: the call that creates an instance, or a request. */
interface Subject {
  readonly instance: Node | undefined;
}
const REQUEST: Subject = { instance: undefined };

/** What is known of a client in its own file. */
type ClientJudgement = Judgement & { readonly response?: ResponseState };

/** What the rule says of a call that makes a client. */
export function judgeClientAt(
  source: SourceCode,
  project: ProjectFacts,
  key: NodeKey,
): ReturnType<ProjectFacts['judgeImported']> | undefined {
  return new RequestInspector(source, project, { unverifiable: false, agents: 'auto' }).judgementAt(
    key,
  );
}

class RequestInspector {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #options: AxiosAgentsOptions;
  readonly #resolver: ClientResolver;
  readonly #configs: AgentConfigReader;
  readonly #creations: readonly InstanceCreation[];
  readonly #requests: readonly RequestSite[];
  readonly #methodValues: readonly MethodValue[];
  readonly #globals: GlobalAgents;
  #fixer: AgentFixer;
  readonly #judgedClients = new Map<InstanceCreation, ClientJudgement>();
  readonly #streams: StreamRequests;

  constructor(source: SourceCode, project: ProjectFacts, options: AxiosAgentsOptions) {
    this.#source = source;
    this.#project = project;
    this.#options = options;
    this.#resolver = clientResolver(source, project);
    this.#configs = new AgentConfigReader(source, this.#resolver, project);
    this.#streams = new StreamRequests(source, project, this.#configs);
    this.#creations = creationsIn(source, this.#resolver);
    this.#requests = requestSites(source, this.#resolver);
    this.#methodValues = methodValues(source, this.#resolver);
    this.#globals = new GlobalAgents(source, project);
    this.#fixer = this.#fixerWith(AGENT_NAMES);
  }

  /** @param names the agents that an import of the file is to bring */
  #fixerWith(names: readonly AgentName[]): AgentFixer {
    const runs = [...this.#creations, ...this.#requests.map(({ node }) => node)];
    const agents: AgentsFile = {
      source: this.#source,
      project: this.#project,
      resolver: this.#resolver,
      globals: this.#globals,
      form: this.#options.agents,
      imported: new AgentImport(this.#source, this.#project, runs, names),
    };
    return new AgentFixer(this.#source, agents, this.#project.styleSigns);
  }

  sites(): Site[] {
    const sites = this.#sites();
    const names = [...this.#fixer.taken];
    if (names.length !== 1) return sites;
    // All sites that are fixed have the other agent.
    this.#fixer = this.#fixerWith(names);
    return this.#sites();
  }

  #sites(): Site[] {
    const sites = [
      ...this.#creations.map((node) => this.#clientSite(node)),
      ...this.#requests.map((request) => this.#requestSite(request)),
      ...this.#methodValues.map((value) => this.#methodValueSite(value)),
    ];
    return sites.toSorted(
      (a, b) => a.node.range[0] - b.node.range[0] || b.node.range[1] - a.node.range[1],
    );
  }

  judgementAt(key: NodeKey): ClientJudgement | undefined {
    const node = this.#creations.find((creation) => nodeKeyOf(this.#source, creation) === key);
    return node && this.#judgeClient(node);
  }

  #clientSite(node: InstanceCreation): Site {
    const judgement = this.#judgeClient(node);
    const name = nameOfClient(this.#source, node);
    const config = configArgumentOfClient(this.#source, node);
    const client = this.#resolver.creationOf(node)!;
    return this.#site({ kind: 'client', node, callee: node.callee, name }, judgement, () =>
      this.#fixer.fix(
        {
          node,
          againstCap: this.#streams.onClient(client, this.#requests),
          againstHttpsAgent: this.#againstHttpsAgentOn(client),
        },
        config,
        judgement.fault!,
      ),
    );
  }

  /** Why an agent for HTTPS would make one of some requests fail, if so. */
  #againstHttpsAgent(requests: readonly RequestSite[]): string | undefined {
    if (!mayHaveOldAxios(this.#project)) return undefined;
    return requests.some(
      (request) => !isSentOverHttp(this.#source, request) && this.#streams.isDirect(request),
    )
      ? FAILS_BEHIND_PROXY
      : undefined;
  }

  #againstHttpsAgentOn(client: Client): string | undefined {
    if (mayHaveOldAxios(this.#project) && this.#streams.isDirectClient(client))
      return FAILS_BEHIND_PROXY;
    return this.#againstHttpsAgent(this.#streams.takingAgentsOf(client, this.#requests));
  }

  /** One instance carries up to hundreds of calls: it is judged once. */
  #judgeClient(node: InstanceCreation): ClientJudgement {
    const known = this.#judgedClients.get(node) ?? this.#judgeCreation(node);
    this.#judgedClients.set(node, known);
    return known;
  }

  #judgeCreation(node: InstanceCreation): ClientJudgement {
    const client = this.#resolver.creationOf(node)!;
    const exempt =
      this.#resolver.takenOver(client) ??
      (client.parent && this.#resolver.takenOver(client.parent));
    if (exempt !== undefined) return { verdict: 'exempt', reason: exempt };
    const config = this.#configs.ofInstance(node, client.parent);
    const argument = configOfCreation(this.#source, node);
    const isHttps = () =>
      isClientOfHttps(
        this.#source,
        argument === 'hidden' ? undefined : argument,
        this.#requests.filter(({ clients }) =>
          clients.clients.some((sender) => isSameClient(sender, client)),
        ),
      );
    return { ...this.#judge(config, { instance: node }, isHttps), response: responseOf(config) };
  }

  #requestSite(request: RequestSite): Site {
    const judgement = this.#judgeRequest(request, () => isSentOverHttps(this.#source, request));
    const { node, config, clients, receiver } = request;
    const site = this.#site({ kind: 'request', node, callee: node.callee }, judgement, () =>
      this.#fixer.fix(
        {
          node,
          request: { clients, receiver },
          againstCap: this.#streams.ofRequest(request),
          againstHttpsAgent: this.#againstHttpsAgent([request]),
        },
        config,
        judgement.fault!,
      ),
    );
    const isGivenAgents = judgement.verdict === 'flagged' || judgement.verdict === 'covered';
    return isGivenAgents ? { ...site, hasDeadline: this.#streams.hasDeadline(request) } : site;
  }

  #judgeRequest(
    { clients: { clients, complete }, config }: Pick<RequestSite, 'clients' | 'config'>,
    isHttps: () => boolean,
  ): Judgement {
    const exempt = takenOverBy(this.#resolver, clients);
    if (exempt !== undefined) return { verdict: 'exempt', reason: exempt };
    const own = this.#ownConfig(config);
    // What the call itself names reaches the socket whichever client it is.
    if (hasBothAgents(own)) return this.#judge(own, REQUEST, isHttps);
    if (own.exempt !== undefined) return { verdict: 'exempt', reason: own.exempt };
    const judgements = clients.map((client) => this.#judgeOn(client, own, isHttps));
    return (
      worstOf(judgements, complete) ?? {
        verdict: 'unverifiable',
        fault: unverifiable('client'),
        reason: 'the client may be one of several, and another one may have agents of its own',
      }
    );
  }

  #judgeOn(client: Client, own: AgentConfig, isHttps: () => boolean): Judgement {
    if (client.kind === 'opaque')
      return {
        verdict: 'unverifiable',
        fault: unverifiable('client'),
        reason: 'the client is made elsewhere',
      };
    if (client.kind === 'axios')
      return this.#judge(this.#configs.underInterceptors(client, own), REQUEST, isHttps);
    const { verdict, reason } =
      client.kind === 'imported'
        ? this.#project.judgeImported(client.create)
        : this.#judgeClient(client.create);
    const at = { client: client.create };
    if (verdict === 'flagged')
      return { ...at, verdict: 'covered', reason: 'the finding is reported there' };
    // One cause, one report: the instance has the finding.
    return { ...at, verdict, ...(reason === undefined ? {} : { reason }) };
  }

  #ownConfig(config: ConfigArgument): AgentConfig {
    if (config.kind === 'absent') return this.#configs.ofConfig(undefined);
    if (config.kind === 'hidden' && !config.node)
      return { httpAgent: 'unknown', httpsAgent: 'unknown' };
    return this.#configs.ofConfig(config.node);
  }

  /** @param isHttps whether what is sent begins over `https:`, which needs one of the agents alone */
  #judge(config: AgentConfig, subject: Subject, isHttps: () => boolean): Judgement {
    if (config.exempt !== undefined) return { verdict: 'exempt', reason: config.exempt };
    const fault = this.#faultOf(config, subject, AGENT_NAMES);
    if (!fault) return { verdict: 'ok', ...this.#reasonOfGood(config) };
    if (this.#hasOneOfHttps(config) && isHttps() && !this.#faultOf(config, subject, ['httpsAgent']))
      return { verdict: 'ok', reason: ONLY_HTTPS };
    if (fault.messageId === 'unverifiable')
      return { verdict: 'unverifiable', fault, reason: 'its config is not visible here' };
    if (config.unknownAdapter)
      return {
        verdict: 'unverifiable',
        fault: unverifiable('adapter'),
        reason: 'its adapter may take no agents',
      };
    return { verdict: 'flagged', fault };
  }

  /** Whether what goes over `https:` has an agent that somebody has chosen, or that the process bounds. */
  #hasOneOfHttps({ httpsAgent }: AgentConfig): boolean {
    return (
      httpsAgent === 'set' ||
      httpsAgent === 'defaults' ||
      (httpsAgent === 'absent' && this.#globals.boundBy('httpsAgent') !== undefined)
    );
  }

  #reasonOfGood(config: AgentConfig): Pick<Judgement, 'reason'> {
    if (AGENT_NAMES.some((name) => config[name] === 'conditional'))
      return { reason: 'the code gives agents on some paths only' };
    const [replaceable] = config.replaceable ?? [];
    if (replaceable) return { reason: 'what is spread after the agents may replace them' };
    const bounded = AGENT_NAMES.find((name) => config[name] === 'absent');
    return bounded
      ? {
          reason: `the process bounds its own agents: ${locationName(this.#project, this.#globals.boundBy(bounded)!)}`,
        }
      : { reason: 'its agents are set' };
  }

  /** @param needed the agents that the requests ask for */
  #faultOf(
    config: AgentConfig,
    { instance }: Subject,
    needed: readonly AgentName[],
  ): AgentFault | undefined {
    const named = (state: AgentConfig[AgentName]) =>
      needed.filter((name) => config[name] === state);
    const absent = named('absent').filter((name) => this.#globals.boundBy(name) === undefined);
    const empty = [...named('undefined'), ...named('null')];
    const subject = instance ? 'instance' : 'request';
    if (absent.length === 2)
      return { messageId: 'missingAgents', data: { subject, ...this.#used(instance, absent) } };
    if (empty.length > 0) {
      const [first] = empty;
      // What is reported where nobody can tell must not be left by the fix.
      const untold = this.#options.unverifiable ? named('unknown') : [];
      // axios reads `undefined` as absent; `null` wins over its defaults.
      const { used } =
        config[first!] === 'null' ? { used: GLOBAL_AGENTS } : this.#used(instance, empty);
      return {
        messageId: 'emptyAgent',
        data: { subject, agent: empty.join(' and '), value: config[first!], used },
        replaced: empty,
        lacking: [...absent, ...untold, ...empty],
      };
    }
    // One agent by a decision, the other not at all: a proxy for one protocol, say.
    if (absent.length === 1 && named('conditional').length === 0 && named('unknown').length === 0) {
      return {
        messageId: 'missingAgent',
        data: {
          subject,
          agent: absent[0]!,
          protocol: absent[0] === 'httpAgent' ? 'http' : 'https',
          ...this.#used(instance, absent),
        },
        lacking: absent,
      };
    }
    if (named('unknown').length > 0) return unverifiable('config');
    const unset = named('defaults').filter(
      (name) => this.#project.axiosDefaults()[name].length === 0,
    );
    return unset.length > 0
      ? {
          messageId: 'unsetDefaults',
          data: {
            subject,
            agent: unset.join('` and `'),
            defaults: unset.map((name) => `\`axios.defaults.${name}\``).join(' or '),
            used: GLOBAL_AGENTS,
          },
          replaced: unset,
          lacking: unset,
        }
      : undefined;
  }

  /** What is used in the place of agents that are not there. */
  #used(
    instance: Node | undefined,
    agents: readonly AgentName[],
  ): { readonly used: string; readonly orDefaults: string } {
    const defaults = defaultsFor(this.#source, this.#project, instance);
    const [set, ...more] = agents.filter((agent) => defaults[agent].length > 0);
    if (set === undefined) return { used: GLOBAL_AGENTS, orDefaults: '' };
    const used = defaultsOr(locationName(this.#project, defaults[set][0]!), instance !== undefined);
    const isAll = more.length + 1 === agents.length;
    return {
      used: isAll ? used : `for \`${set === 'httpAgent' ? 'http' : 'https'}:\` URLs ${used}`,
      orDefaults: instance ? '' : OR_DEFAULTS,
    };
  }

  /** Whoever calls the method gives its config, if any: all that counts is what the client brings along. */
  #methodValueSite({ node, clients }: MethodValue): Site {
    const judgement = this.#judgeRequest(
      { clients, config: { kind: 'absent', missing: 0 } },
      () => false,
    );
    const isFlagged = judgement.verdict === 'flagged';
    const fault: AgentFault = {
      messageId: 'methodAsValue',
      data: { method: oneLine(this.#source, node), used: GLOBAL_AGENTS },
    };
    return this.#site(
      { kind: 'request', node, callee: node },
      isFlagged ? { ...judgement, fault } : { verdict: judgement.verdict },
      () => ({
        refusal:
          'the code that calls it decides about its config: pass a function that calls it with agents',
      }),
    );
  }

  #site(
    { kind, node, callee, name }: JudgedCall,
    judgement: Judgement,
    remedy: () => Remedy,
  ): Site {
    const { verdict, fault, client, reason } = judgement;
    const isReported = fault && (verdict === 'flagged' || this.#options.unverifiable);
    return {
      kind,
      node,
      callee: oneLine(this.#source, callee),
      verdict,
      ...(client ? { client } : {}),
      ...(name === undefined ? {} : { name }),
      ...(reason === undefined ? {} : { reason }),
      ...(isReported ? { finding: { node, ...fault, remedy: remedy() } satisfies Finding } : {}),
    };
  }
}

/** What a site is of. */
interface JudgedCall {
  readonly kind: Site['kind'];
  readonly node: Node;
  readonly callee: Node;
  readonly name?: string | undefined;
}
