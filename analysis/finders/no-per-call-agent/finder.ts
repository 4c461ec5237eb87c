/**
 * The finder behind `no-per-call-agent` and `hoist-agents`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isUncapped, type AgentOptions } from '../../agents/agent-bounds.ts';
import type { AgentMaking } from '../../agents/agent-constructors.ts';
import { agentOptions, closesIdleSockets } from '../../agents/agent-options.ts';
import {
  agentsGivenToClients,
  agentsGivenToStreams,
  type AgentsOfStreams,
} from '../../agents/agents-given-to-clients.ts';
import { firstStream, sharedCapBlocks } from '../../agents/stream-requests.ts';
import { clientResolver, type ClientResolver } from '../../clients/clients.ts';
import type { Finding, Remedy, Site, Verdict } from '../../findings/finding.ts';
import type { Escape } from '../../flow/escape.ts';
import { keyOrigin } from '../../keys/key-origin.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import {
  creationFrequency,
  escapeOfMade,
  type MakingFile,
} from '../../lifetime/creation-frequency.ts';
import { runnerText, type CreationFrequency } from '../../lifetime/lifetime-queries.ts';
import { keyOfKept } from '../../lifetime/memoization.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf, isAtModuleLevel } from '../../syntax/traversal.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { AgentHoister, destruction } from './fix.ts';
import type { PerCallAgentMessageId } from './messages.ts';

export interface PerCallAgentOptions {
  /** Reports agents of which one cannot tell how often they are made, too. */
  readonly unverifiable: boolean;
  /** Reports agents that are made per call and leave nothing open, too. */
  readonly waste: boolean;
}

export const DEFAULT_PER_CALL_OPTIONS: PerCallAgentOptions = { unverifiable: false, waste: false };

interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly fault?: {
    readonly messageId: PerCallAgentMessageId;
    readonly data: Readonly<Record<string, string>>;
  };
}

export const findPerCallAgents: Finder<PerCallAgentOptions> = (source, project, options) =>
  inspectPerCallAgents(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every agent that is made in a function or with an instance, and reaches a client. */
export const inspectPerCallAgents: Inspector<PerCallAgentOptions> = inServers(
  (source, project, options) => {
    const made = agentsGivenToClients(source, project)
      .map(({ making }) => making)
      .filter(({ node }) => !isAtModuleLevel(node));
    if (made.length === 0) return [];
    const inspector = new PerCallInspector(source, project, options, made);
    return made.map((making) => inspector.site(making));
  },
);

class PerCallInspector {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #options: PerCallAgentOptions;
  readonly #resolver: ClientResolver;
  readonly #makings: MakingFile;
  readonly #hoister: AgentHoister;
  readonly #made: readonly AgentMaking[];
  #agentsOfStreams: AgentsOfStreams | undefined;

  constructor(
    source: SourceCode,
    project: ProjectFacts,
    options: PerCallAgentOptions,
    made: readonly AgentMaking[],
  ) {
    this.#made = made;
    this.#source = source;
    this.#project = project;
    this.#options = options;
    const resolver = clientResolver(source, project);
    this.#resolver = resolver;
    this.#makings = { source, project, resolver };
    this.#hoister = new AgentHoister(source, project, resolver);
  }

  /** The agents of requests that may keep a socket. */
  #ofStreams(): AgentsOfStreams {
    return (this.#agentsOfStreams ??= agentsGivenToStreams(
      this.#source,
      this.#project,
      this.#made,
    ));
  }

  site(making: AgentMaking): Site {
    const { node } = making;
    const escape = escapeOfMade(this.#makings, node);
    const { verdict, reason, fault } = this.#judge(making, escape);
    const isReported = fault && (verdict === 'flagged' || this.#options.unverifiable);
    const finding = (): Finding => ({
      node,
      ...fault!,
      remedy: this.#remedy(making, fault!.messageId),
    });
    return {
      kind: 'agent',
      node,
      callee: oneLine(this.#source, node.callee),
      verdict,
      ...(reason === undefined ? {} : { reason }),
      ...(isReported ? { finding: finding() } : {}),
    };
  }

  #judge(making: AgentMaking, escape: Escape): Judgement {
    const key = keyOfKept(this.#source, making.node);
    const keyText = key && oneLine(this.#source, key);
    const perKey = key && this.#ofRequestsByKey(making, key);
    const frequency = perKey ?? creationFrequency(this.#makings, making.node);
    if (frequency.kind === 'once') {
      const each = key ? ` for each \`${keyText}\`` : '';
      return { verdict: 'ok', reason: `it is made once${each}, by ${frequency.by}` };
    }
    const options = agentOptions(this.#source, this.#project, making);
    const closes = this.#whyItCloses(making, options, escape);
    if (frequency.kind === 'unknown')
      return closes === undefined
        ? undecided(`how often this agent is created: that depends on ${frequency.by}`)
        : { verdict: 'ok', reason: closes };
    if (closes !== undefined) return this.#wasted(frequency, closes);
    if (options.keepAlive === 'unknown')
      return undecided('whether this agent keeps its sockets open');
    const end = closesIdleSockets(making, options)
      ? 'its idle timeout is over'
      : 'the server closes them';
    const forKey = perKey ? ` for another \`${keyText}\`` : '';
    return {
      verdict: 'flagged',
      fault: { messageId: 'perCall', data: { by: frequency.by, forKey, end } },
    };
  }

  /**
   * Who makes agents for requests that are kept by a key of many values, and share none: a request uses its agent once, other
   * than a client that is kept.
   */
  #ofRequestsByKey({ node }: AgentMaking, key: Node): CreationFrequency | undefined {
    const source = this.#source;
    const isSent = usesOfMade(source, node).every((use) =>
      enclosingCalls(use).some(({ callee }) => this.#resolver.methodOf(callee)),
    );
    if (!isSent || keyOrigin(source, key, this.#project).kind !== 'grows') return undefined;
    const runs = callFrequency(source, node, this.#project);
    return runs.kind === 'often' ? { kind: 'often', by: runnerText(runs) } : undefined;
  }

  /** Why an agent leaves no socket open, if so. */
  #whyItCloses(
    { family }: AgentMaking,
    { keepAlive }: AgentOptions,
    escape: Escape,
  ): string | undefined {
    if (destruction(this.#source, escape, family)) return 'it is destroyed when the call is over';
    return keepAlive === false ? 'it closes each socket after its response' : undefined;
  }

  #wasted({ by }: CreationFrequency, why: string): Judgement {
    if (!this.#options.waste) return { verdict: 'ok', reason: `${why}: waste, no leak` };
    return { verdict: 'flagged', fault: { messageId: 'wasted', data: { by, why } } };
  }

  #remedy(making: AgentMaking, messageId: PerCallAgentMessageId): Remedy {
    if (messageId === 'undecided')
      return {
        refusal:
          'the code does not show that it is created for each call: if it is, move it to module scope; if it is created only once, nothing needs to be done',
      };
    const remedy = this.#hoister.remedy(making);
    // What cannot be moved at all has no limit to share.
    if ('refusal' in remedy) return remedy;
    const mayBeCapped = !isUncapped(agentOptions(this.#source, this.#project, making));
    return mayBeCapped && this.#ofStreams().has(making.node)
      ? { refusal: sharedCapBlocks(firstStream(this.#project, this.#ofStreams().get(making.node))) }
      : remedy;
  }
}

/** Where what a node makes is used: where it stands, or by the variable that it is the value of. */
function usesOfMade(source: SourceCode, made: Node): readonly Node[] {
  const { parent } = made;
  if (parent?.type !== AST_NODE_TYPES.VariableDeclarator || parent.init !== made) return [made];
  if (parent.id.type !== AST_NODE_TYPES.Identifier) return [made];
  const variable = variableOf(source, parent.id);
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? [];
  return reads.length > 0 ? reads.map(({ identifier }) => identifier as Node) : [made];
}

/** The calls that a node stands in, in its function. */
function enclosingCalls(node: Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) break;
    if (ancestor.type === AST_NODE_TYPES.CallExpression) calls.push(ancestor);
  }
  return calls;
}

function undecided(doubt: string): Judgement {
  return {
    verdict: 'unverifiable',
    reason: `cannot tell ${doubt}`,
    fault: { messageId: 'undecided', data: { doubt } },
  };
}
