/**
 * The finder behind `require-bounded-agent` and `bound-agents`.
 */
import {
  BOUND_NAMES,
  demandedBounds,
  type AgentOptions,
  type BoundName,
} from '../../agents/agent-bounds.ts';
import type { AgentMaking } from '../../agents/agent-constructors.ts';
import { isInfinity } from '../../agents/agent-option-values.ts';
import { agentOptions, closesIdleSockets, optionValues } from '../../agents/agent-options.ts';
import {
  agentsGivenToClients,
  agentsGivenToListeners,
  agentsGivenToStreams,
  type AgentsOfStreams,
  type GivenAgent,
} from '../../agents/agents-given-to-clients.ts';
import { capBlocks, firstStream } from '../../agents/stream-requests.ts';
import { clientResolver, type ClientResolver } from '../../clients/clients.ts';
import type { Remedy, Site, Verdict } from '../../findings/finding.ts';
import { creationFrequency } from '../../lifetime/creation-frequency.ts';
import type { CreationFrequency } from '../../lifetime/lifetime-queries.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { boundAgent } from './fix.ts';
import type { BoundedAgentMessageId } from './messages.ts';

export interface BoundedAgentOptions {
  /** Reports agents whose options are not visible, too. */
  readonly unverifiable: boolean;
  /** Which sockets need a limit: those of agents that keep them open, or any. */
  readonly sockets: 'kept' | 'any';
}

interface Fault {
  readonly messageId: BoundedAgentMessageId;
  /** The bounds to give it. */
  readonly lacking: readonly BoundName[];
  /** Those that it may have. */
  readonly unseen: readonly BoundName[];
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly fault?: Fault;
}

export const findUnboundedAgents: Finder<BoundedAgentOptions> = (source, project, options) =>
  inspectUnboundedAgents(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every agent that reaches a client. */
export const inspectUnboundedAgents: Inspector<BoundedAgentOptions> = inServers(
  (source, project, options) => {
    // undici closes idle sockets by itself.
    const given = agentsGivenToClients(source, project).filter(
      ({ making }) => making.family !== 'undici',
    );
    if (given.length === 0) return [];
    const made = given.map(({ making }) => making);
    const resolver = clientResolver(source, project);
    let asked: AgentsOfStreams | undefined;
    const ofStreams = () => (asked ??= agentsGivenToStreams(source, project, made));
    let listening: ReturnType<typeof agentsGivenToListeners> | undefined;
    const ofListeners = () => (listening ??= agentsGivenToListeners(source, project, made));
    const file: InspectedFile = { source, project, options, resolver, ofStreams, ofListeners };
    return given.map((agent) => siteOf(file, agent));
  },
);

interface InspectedFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly options: BoundedAgentOptions;
  readonly resolver: ClientResolver;
  /** The agents of requests that may keep a socket. */
  readonly ofStreams: () => AgentsOfStreams;
  /** Those of requests that may listen for `timeout`. */
  readonly ofListeners: () => ReturnType<typeof agentsGivenToListeners>;
}

function siteOf(file: InspectedFile, { making, isOfAxios }: GivenAgent): Site {
  const { source, project, options, ofStreams, ofListeners } = file;
  const { node } = making;
  const stated = agentOptions(source, project, making);
  const demanded = demandedBounds(stated).filter((name) => project.agentNumbers[name] !== Infinity);
  const { verdict, reason, fault } = judge(stated, demanded, {
    frequency: () => creationFrequency(file, node),
    sockets: options.sockets,
  });
  const boundedBy = (lacking: readonly BoundName[]): Remedy => {
    const isCapping = lacking.includes('maxSockets');
    if (isCapping && ofStreams().has(node))
      return { refusal: capBlocks(firstStream(project, ofStreams().get(node))) };
    if (lacking.includes('timeout') && ofListeners().has(node)) return { refusal: TIMEOUT_FIRES };
    return { ...boundAgent(source, project, { making, options: stated, lacking }), isCapping };
  };
  const isReported = fault && (verdict === 'flagged' || options.unverifiable);
  const finding = () => ({
    node,
    messageId: fault!.messageId,
    data: {
      ...dataOf(source, making, stated, fault!),
      numbers: numbersText(project, making, fault!.lacking),
      memory: isOfAxios ? KEPT_BY_AXIOS : '',
    },
    remedy: boundedBy(fault!.lacking),
  });
  return {
    kind: 'agent',
    node,
    callee: oneLine(source, node.callee),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(isReported ? { finding: finding() } : {}),
  };
}

interface Asked {
  readonly frequency: () => CreationFrequency;
  readonly sockets: BoundedAgentOptions['sockets'];
}

/** @param demanded the bounds that the agent must have: none that the settings leave out of what is written */
function judge(
  { keepAlive, bounds }: AgentOptions,
  demanded: readonly BoundName[],
  { frequency, sockets }: Asked,
): Judgement {
  const lacking = demanded.filter(
    (name) => bounds[name] === 'missing' || bounds[name] === 'endless',
  );
  const unseen = demanded.filter((name) => bounds[name] === 'unknown');
  if (lacking.length + unseen.length === 0)
    return { verdict: 'ok', reason: 'it has the limits that it needs' };
  // One cause, one report: its bounds would bound one call.
  const { kind, by, isUsedUp } = frequency();
  if (kind === 'often')
    return { verdict: 'ok', reason: 'it is made for each call: `no-per-call-agent` judges it' };
  if (isUsedUp && keepAlive !== true)
    return {
      verdict: 'ok',
      reason: 'it serves the call that makes it alone: `no-per-call-agent` judges it',
    };
  if (keepAlive === true && lacking.some((name) => name !== 'maxSockets'))
    return { verdict: 'flagged', fault: { messageId: 'unboundedIdle', lacking, unseen } };
  if (lacking.includes('maxSockets') && (keepAlive === true || sockets === 'any')) {
    const fault: Fault = { messageId: 'unboundedSockets', lacking, unseen };
    // One that closes its sockets has as many as it serves requests.
    return kind === 'unknown' && keepAlive !== true
      ? {
          verdict: 'unverifiable',
          reason: `cannot tell how many requests it serves: that depends on ${by}`,
          fault,
        }
      : { verdict: 'flagged', fault };
  }
  if (keepAlive === false && lacking.length > 0) return { verdict: 'ok', reason: CLOSES };
  const open = BOUND_NAMES.filter(
    (name) => unseen.includes(name) || (keepAlive === 'unknown' && lacking.includes(name)),
  );
  return open.length > 0
    ? {
        verdict: 'unverifiable',
        reason: 'its options are not all visible here',
        fault: { messageId: 'undecided', lacking: open, unseen },
      }
    : { verdict: 'ok', reason: 'it keeps no idle sockets' };
}

function dataOf(
  source: SourceCode,
  making: AgentMaking,
  options: AgentOptions,
  { messageId, lacking, unseen }: Fault,
): Readonly<Record<string, string>> {
  if (messageId === 'undecided')
    return {
      doubt:
        unseen.length > 0
          ? `has ${listed(unseen)}`
          : `keeps its sockets, for which it would need ${listed(lacking)}`,
    };
  if (messageId === 'unboundedSockets')
    return { lack: lackOf(source, making, options, ['maxSockets']) };
  const lack = lackOf(source, making, options, lacking);
  const idle = idleText(options);
  return {
    lack,
    idle: lack.includes(ENDLESS_TIMEOUT)
      ? `Without that error, ${idle.at(0)!.toLowerCase()}${idle.slice(1)} would stay open`
      : `${idle} stay open`,
    until: closesIdleSockets(making, options)
      ? 'until its idle timeout is over'
      : 'until the server closes them',
  };
}

function idleText({ idle }: AgentOptions): string {
  if (idle === undefined) return 'As many as the agent may open, at most 256 per host,';
  return idle === Infinity ? 'Any number of them' : `Up to ${idle} per host`;
}

/** What makes the sockets of an agent no leak: a request without an agent opens as many. */
const CLOSES =
  "it closes each socket after its response: with `sockets: 'any'` it needs `maxSockets`";

/** Why an agent gets no `timeout` whose requests may listen for it. */
const TIMEOUT_FIRES =
  'the `timeout` of an agent also makes its requests emit `timeout`, and got, or a listener of yours, may end a request on that. By hand: give each request that has none a deadline of its own (got: `timeout: { request: 30_000 }`), and set the options of the agent, with a `timeout` that is longer than any pause of a response';

/** What axios does with the idle sockets of an agent that it is given. */
export const KEPT_BY_AXIOS =
  ', and axios 1.15.1 to 1.21.1 keeps the last response of each in memory';

/** The numbers for what is lacking, of which a package may take few: `it to a number, such as `timeout: 4000`` */
function numbersText(
  { agentNumbers }: ProjectFacts,
  { family }: AgentMaking,
  lacking: readonly BoundName[],
): string {
  const options = lacking.map((name) => {
    const isIdleTime = name === 'timeout' && family === 'agentkeepalive';
    return `${isIdleTime ? 'freeSocketTimeout' : name}: ${agentNumbers[name]}`;
  });
  return `${lacking.length === 1 ? 'it' : 'each of these options'} to a number, such as ${listed(options)}`;
}

/** `\`maxSockets: 0\` sets no limit and \`timeout\` is not set` */
function lackOf(
  source: SourceCode,
  making: AgentMaking,
  { bounds }: AgentOptions,
  lacking: readonly BoundName[],
): string {
  const missing = lacking.filter((name) => bounds[name] === 'missing');
  const endless = lacking
    .filter((name) => bounds[name] === 'endless')
    .map((name) => endlessText(source, making, name));
  const unset =
    missing.length === 0
      ? []
      : [`${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not set`];
  return [...endless, ...unset].join(', and ');
}

function endlessText(source: SourceCode, making: AgentMaking, name: BoundName): string {
  for (const option of spellingsOf(name, making)) {
    const [value] = optionValues(source, making, option);
    if (value)
      return `\`${option}: ${oneLine(source, value)}\` ${throwsInRequests(making, option) && isInfinity(source, [value]) ? ENDLESS_TIMEOUT : 'sets no limit'}`;
  }
  return `its \`${name}\` sets no limit`;
}

/** Node checks the `timeout` of its agents in each request (lib/_http_client.js of 20.20, 22.13 and 24.0; test/facts). */
const throwsInRequests = ({ family }: AgentMaking, option: string) =>
  option === 'timeout' && family === 'node';

const ENDLESS_TIMEOUT = 'sets no limit, and makes each request throw `ERR_OUT_OF_RANGE`';

/** The options that a bound may be set by, in the order in which they count; Node's agent has one timeout. */
function spellingsOf(name: BoundName, { family }: AgentMaking): readonly string[] {
  return name === 'timeout' && family !== 'agentkeepalive' ? [name] : SPELLINGS[name];
}

const SPELLINGS: Readonly<Record<BoundName, readonly string[]>> = {
  maxSockets: ['maxSockets', 'maxTotalSockets'],
  maxFreeSockets: ['maxFreeSockets'],
  timeout: ['freeSocketTimeout', 'keepAliveTimeout', 'freeSocketKeepAliveTimeout', 'timeout'],
};

/** `a`, `a` and `b`, `a`, `b` and `c` */
function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
