/**
 * The requests of clients other than axios, by what they are given an agent, and what of them matters to it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { answersOf } from '../clients/answers.ts';
import { isAlwaysEnded } from '../clients/body-paths.ts';
import { calledFunction, callbackRequests, mayCallBack } from '../clients/callback-requests.ts';
import { calledModel, fetchCalls, mayCallFetch } from '../clients/fetch-calls.ts';
import type { ClientName } from '../clients/models/client-model.ts';
import { calledReader, mayCallReader, readingCalls } from '../clients/reading-calls.ts';
import { bodyOf } from '../clients/stream-bodies.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { agentTaking, mayTakeAgents, takenBy } from './agent-takers.ts';

export interface OtherRequest {
  readonly node: Call;
  readonly client: ClientName;
  /** What may be agents. */
  readonly agents: readonly Node[];
  /** What may be configs, and their properties that take an agent. */
  readonly configs: readonly Node[];
  readonly slots: readonly string[];
  /** Whether each body of its responses is read to its end, or closed, on every path. */
  readonly areEnded: () => boolean;
  /** Whether something may listen for `timeout`. */
  readonly mayListen: boolean;
}

const NAMES_AGENT = /agent|dispatcher/iu;

/** Whether a text can give an agent to such a client. */
export function mayGiveAgents(text: string): boolean {
  return (
    NAMES_AGENT.test(text) &&
    (mayCallFetch(text) || mayCallBack(text) || mayCallReader(text) || mayTakeAgents(text))
  );
}

/** Whether a call sends a request by such a client, or gives it an agent. */
export function sendsByOther(source: SourceCode, call: Call): boolean {
  return (
    calledModel(source, call.callee) !== undefined ||
    calledFunction(source, call.callee) !== undefined ||
    calledReader(source, call.callee) !== undefined ||
    agentTaking(source, call) !== undefined
  );
}

export function* otherRequests(source: SourceCode): Generator<OtherRequest> {
  if (mayCallFetch(source.text))
    for (const { node, model, init } of fetchCalls(source))
      yield {
        node,
        client: model.client,
        agents: model.instances ? objectOf(node) : [],
        configs: configsOf(node),
        slots: model.agentSlots,
        mayListen: false,
        areEnded: () => {
          const { responses, isHandedOn } = answersOf(source, node);
          const { ofResponse: path, api } = model.body;
          return (
            !isHandedOn &&
            !init.hasCallback &&
            responses.length > 0 &&
            responses.every((arrival) =>
              isAlwaysEnded(source, bodyOf(source, arrival, { of: 'response', path, api })),
            )
          );
        },
      };
  for (const { node, model, mayStream } of readingCalls(source))
    yield {
      node,
      client: model.client,
      agents: [],
      configs: configsOf(node),
      slots: model.agentSlots,
      // It has timeouts of its own, by events of the request.
      mayListen: true,
      areEnded: () => !mayStream,
    };
  if (mayCallBack(source.text))
    for (const { node, model, responses, isHandedOn, events } of callbackRequests(source))
      yield {
        node,
        client: model.client,
        agents: [],
        configs: configsOf(node),
        slots: model.agentSlots,
        mayListen:
          isHandedOn ||
          events.has('timeout') ||
          events.has('socket') ||
          events.has(undefined) ||
          mayHearSockets(source),
        areEnded: () => {
          const { ofResponse: path, api } = model.body;
          return (
            !isHandedOn &&
            responses.every((arrival) =>
              isAlwaysEnded(source, bodyOf(source, arrival, { of: 'response', path, api })),
            )
          );
        },
      };
  if (mayTakeAgents(source.text))
    for (const node of nodesOf(source, AST_NODE_TYPES.CallExpression)) {
      const taking = agentTaking(source, node);
      if (taking && !calledModel(source, node.callee))
        yield {
          node,
          client: taking.model.client,
          ...takenBy(taking, node),
          slots: taking.model.agentSlots,
          mayListen: false,
          areEnded: () => !taking.model.streams.some((text) => source.text.includes(text)),
        };
    }
}

/** The arguments of a call that may be configs. */
function configsOf({ arguments: given }: TSESTree.CallExpression): Node[] {
  return given.filter(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
}

/** What has the method that is called. */
function objectOf({ callee }: TSESTree.CallExpression): Node[] {
  const named = withoutWrappers(callee);
  return named.type === AST_NODE_TYPES.MemberExpression ? [named.object] : [];
}

/** Whether a file may listen for `timeout` on a socket, which gets that event, too: `response.socket.on('timeout', …)`. */
function mayHearSockets({ text }: SourceCode): boolean {
  return /\.(?:socket|connection)\b/u.test(text) && /['"`]timeout['"`]/u.test(text);
}
