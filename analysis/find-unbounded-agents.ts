/**
 * The finder behind `require-bounded-agent` and `bound-agents`.
 */
import type { AgentMaking } from './agent-constructors.ts';
import { agentOptions, BOUND_NAMES, type AgentOptions, type BoundName } from './agent-options.ts';
import { ClientResolver } from './axios-clients.ts';
import type { BoundedAgentMessageId } from './bounded-agent-messages.ts';
import { inServers } from './environment.ts';
import type { Finder, Inspector, Site, Remedy } from './finding.ts';
import type { SourceCode } from './source-code.ts';
import { agentsGivenToAxios, agentsGivenToStreams } from './given-agents.ts';
import { MakingFrequencies } from './making-frequency.ts';
import { boundAgent } from './mend-unbounded-agent.ts';
import type { ProjectFacts, Verdict } from './project-facts.ts';
import { CAP_BLOCKS } from './stream-requests.ts';
import { oneLine } from './syntax.ts';

export interface BoundedAgentOptions {
  /** Reports agents whose options are not visible, too. */
  readonly unverifiable: boolean;
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly fault?: { readonly messageId: BoundedAgentMessageId; readonly lacking: readonly BoundName[] };
}

export const findUnboundedAgents: Finder<BoundedAgentOptions> = (source, project, options) =>
  inspectUnboundedAgents(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every agent that reaches axios. */
export const inspectUnboundedAgents: Inspector<BoundedAgentOptions> = inServers((source, project, options) => {
  const made = agentsGivenToAxios(source, project);
  if (made.length === 0) return [];
  const frequencies = new MakingFrequencies(source, project, new ClientResolver(source, project));
  let asked: ReadonlySet<AgentMaking['node']> | undefined;
  const ofStreams = () => (asked ??= agentsGivenToStreams(source, project, made));
  return made.map((making) => siteOf(source, project, options, making, frequencies, ofStreams));
});

/** @param ofStreams the agents of requests that may keep a socket */
function siteOf(source: SourceCode, project: ProjectFacts, options: BoundedAgentOptions, making: AgentMaking, frequencies: MakingFrequencies, ofStreams: () => ReadonlySet<AgentMaking['node']>): Site {
  const { node } = making;
  const stated = agentOptions(source, project, making);
  const { verdict, reason, fault } = judge(stated, demandedBy(project), () => frequencies.of(node).kind === 'often');
  const boundedBy = (lacking: readonly BoundName[]): Remedy => {
    const isCapping = lacking.includes('maxSockets');
    if (isCapping && ofStreams().has(node)) return { refusal: CAP_BLOCKS };
    return { ...boundAgent(source, project, making, stated, lacking), isCapping };
  };
  const isReported = fault && (verdict === 'flagged' || options.unverifiable);
  const finding = () => ({
    node,
    messageId: fault!.messageId,
    data: { missing: listed(fault!.lacking) },
    remedy: boundedBy(fault!.lacking),
  });
  return { kind: 'agent', node, callee: oneLine(source, node.callee), verdict, ...(reason === undefined ? {} : { reason }), ...(isReported ? { finding: finding() } : {}) };
}

/** The bounds that an agent must have: none that the settings leave out of what is written. */
function demandedBy({ agentNumbers }: ProjectFacts): BoundName[] {
  return BOUND_NAMES.filter((name) => agentNumbers[name] !== Infinity);
}

function judge({ keepAlive, bounds }: AgentOptions, demanded: readonly BoundName[], isMadePerCall: () => boolean): Judgement {
  const lacking = demanded.filter((name) => bounds[name] === 'missing' || bounds[name] === 'endless');
  const unseen = demanded.filter((name) => bounds[name] === 'unknown');
  if (keepAlive === true && lacking.some((name) => name !== 'maxSockets')) return { verdict: 'flagged', fault: { messageId: 'unboundedIdle', lacking } };
  // The sockets of an agent that serves one call are as many as its requests.
  if (keepAlive !== true && isMadePerCall()) return { verdict: 'ok', reason: 'it is made anew each time: `no-per-call-agent` looks after it' };
  if (lacking.includes('maxSockets')) return { verdict: 'flagged', fault: { messageId: 'unboundedSockets', lacking: keepAlive === false ? ['maxSockets'] : lacking } };
  const open = keepAlive === false ? unseen.filter((name) => name === 'maxSockets') : [...unseen, ...(keepAlive === 'unknown' ? lacking : [])];
  if (open.length > 0) return { verdict: 'unverifiable', reason: 'its options come from elsewhere', fault: { messageId: 'undecided', lacking: BOUND_NAMES.filter((name) => open.includes(name)) } };
  return { verdict: 'ok' };
}

/** `a`, `a` and `b`, `a`, `b` and `c` */
function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
