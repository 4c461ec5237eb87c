/**
 * What takes an agent beside the requests whose responses are looked at: `setGlobalDispatcher(agent)`, `pool.stream(…)`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AgentTakerModel } from '../clients/models/client-model.ts';
import { AGENT_TAKERS } from '../clients/models/registry.ts';
import { namesModule } from '../clients/named-modules.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { isCall, withoutWrappers } from '../syntax/nodes.ts';
import { agentMakingOf } from './agent-constructors.ts';

/**
 * - `config`: a function that takes a config with an agent.
 * - `setter`: what makes an agent the one of all requests that name none.
 * - `send`: a method of the agent itself.
 * - `giver`: a method of a request that is given an agent.
 */
export interface AgentTaking {
  readonly model: AgentTakerModel;
  readonly kind: 'config' | 'setter' | 'send' | 'giver';
}

/** Whether a text can have such a call. */
export function mayTakeAgents(text: string): boolean {
  return AGENT_TAKERS.some(({ module }) => namesModule(text, module));
}

/** What a call does with an agent, if it is nothing else. */
export function agentTaking(source: SourceCode, call: Call): AgentTaking | undefined {
  const callee = withoutWrappers(call.callee);
  if (
    !mayTakeAgents(source.text) ||
    (callee.type !== AST_NODE_TYPES.Identifier && callee.type !== AST_NODE_TYPES.MemberExpression)
  )
    return undefined;
  const found = valuesOf(source, callee).map((value) => takingOf(source, value));
  const [first] = found;
  return first && found.every((other) => other?.model === first.model && other.kind === first.kind)
    ? first
    : undefined;
}

function takingOf(source: SourceCode, value: Value): AgentTaking | undefined {
  for (const model of AGENT_TAKERS) {
    const kind = kindOf(source, value, model);
    if (kind !== undefined) return { model, kind };
  }
  return undefined;
}

function kindOf(
  source: SourceCode,
  value: Value,
  model: AgentTakerModel,
): AgentTaking['kind'] | undefined {
  const { module, functions, setters, sends, givers } = model;
  if (value.kind === 'module') {
    const name = value.module === module ? value.path.join('.') : '';
    if (setters.includes(name)) return 'setter';
    return functions.includes(name) ? 'config' : undefined;
  }
  if (value.kind !== 'member' || value.object.kind !== 'node') return undefined;
  const { node } = value.object;
  if (givers.includes(value.property) && isRequestOf(source, node, model)) return 'giver';
  return sends.includes(value.property) && agentMakingOf(source, node)?.module === module
    ? 'send'
    : undefined;
}

/** `superagent.get(url).set('Accept', 'text/html')`: what a client gives for a request, and each method of it. */
function isRequestOf(source: SourceCode, node: Node, model: AgentTakerModel): boolean {
  return (
    isCall(node) &&
    valuesOf(source, node.callee).every((value) =>
      value.kind === 'module'
        ? value.module === model.module
        : value.kind === 'member' &&
          value.object.kind === 'node' &&
          isRequestOf(source, value.object.node, model),
    )
  );
}

/** The expressions of a call that are an agent, or a config that may name one. */
export function takenBy(
  { kind }: AgentTaking,
  { callee, arguments: given }: Call,
): { readonly agents: readonly Node[]; readonly configs: readonly Node[] } {
  const named = withoutWrappers(callee);
  if (kind === 'send')
    return {
      agents: named.type === AST_NODE_TYPES.MemberExpression ? [named.object] : [],
      configs: [],
    };
  const expressions = given.filter(({ type }) => type !== AST_NODE_TYPES.SpreadElement);
  return kind === 'setter' || kind === 'giver'
    ? { agents: expressions.slice(0, 1), configs: [] }
    : { agents: [], configs: expressions };
}
