/**
 * What a file does to the agents that a process uses where a request names none: `http.globalAgent`, `https.globalAgent`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AgentName } from '../clients/agent-state.ts';
import { accessPaths } from '../flow/access-paths.ts';
import { foldObject } from '../flow/fold-object.ts';
import { objectState } from '../flow/object-state.ts';
import { isOnSomePaths } from '../flow/path-conditions.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isObjectAssign, loadedModule } from '../syntax/calls.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { isBounded } from './agent-bounds.ts';
import { agentMakingOf } from './agent-constructors.ts';
import { isEndless, truth } from './agent-option-values.ts';
import { agentOptions, isOfThePool, servesAnyHost } from './agent-options.ts';
import type { AgentQueries, GlobalAgentEffect } from './agent-queries.ts';

export interface GlobalAgentSetting extends GlobalAgentEffect {
  readonly node: Node;
}

type Effect = Omit<GlobalAgentEffect, 'agent'>;

const BOTH: readonly AgentName[] = ['httpAgent', 'httpsAgent'];
const AGENTS_OF: ReadonlyMap<string, AgentName> = new Map([
  ['http', 'httpAgent'],
  ['https', 'httpsAgent'],
]);

/** Packages that set the agents of the process as they are loaded (node-global-proxy 1.0.1, win-ca 3.5.1, global-agent 4.1.3). */
const SET_WHEN_LOADED: ReadonlyMap<string, readonly AgentName[]> = new Map([
  ['global-agent/bootstrap', BOTH],
  ['node-global-proxy', BOTH],
  ['win-ca', ['httpsAgent']],
]);

/** Functions that set them, by module (global-tunnel-ng 2.7.1, ssl-root-cas 1.3.1, mac-ca 3.1.3; Node 26.5, lib/http.js). */
const SET_WHEN_CALLED: ReadonlyMap<
  string,
  { readonly names: readonly string[]; readonly agents: readonly AgentName[] }
> = new Map([
  ['global-agent', { names: ['bootstrap', 'createGlobalProxyAgent'], agents: BOTH }],
  ['global-tunnel', { names: ['initialize'], agents: BOTH }],
  ['global-tunnel-ng', { names: ['initialize'], agents: BOTH }],
  ['ssl-root-cas', { names: ['inject', 'addFile'], agents: ['httpsAgent'] }],
  ['ssl-root-cas/latest', { names: ['inject', 'addFile'], agents: ['httpsAgent'] }],
  ['mac-ca', { names: ['addToGlobalAgent'], agents: ['httpsAgent'] }],
  ['http', { names: ['setGlobalProxyFromEnv'], agents: BOTH }],
]);

const CUSTOM: Effect = { isCustom: true, bounds: undefined };
const POOLING: Effect = { isCustom: false, bounds: undefined };

/** Whether a text can set the agents of the process. */
export function maySetGlobalAgents(text: string): boolean {
  // Nearly all texts have none of these, and to look for a word is much faster than for one of many.
  if (!['lobal', 'win-ca', 'ssl-root-cas'].some((part) => text.includes(part))) return false;
  return /globalAgent|global-agent|node-global-proxy|win-ca|setGlobalProxyFromEnv|global-tunnel|ssl-root-cas|addToGlobalAgent/u.test(
    text,
  );
}

/** Every place where a file sets the agents of the process, or an option of theirs, in source order. */
export function globalAgentSettings(
  source: SourceCode,
  project: Pick<AgentQueries, 'dependency'>,
): GlobalAgentSetting[] {
  if (!maySetGlobalAgents(source.text)) return [];
  return new SettingFinder(source, project)
    .find()
    .toSorted((a, b) => a.node.range[0] - b.node.range[0]);
}

class SettingFinder {
  readonly #source: SourceCode;
  readonly #project: Pick<AgentQueries, 'dependency'>;

  constructor(source: SourceCode, project: Pick<AgentQueries, 'dependency'>) {
    this.#source = source;
    this.#project = project;
  }

  find(): GlobalAgentSetting[] {
    return [
      ...nodesOf(this.#source, AST_NODE_TYPES.ImportDeclaration).flatMap((node) =>
        loading(node, node.source.value),
      ),
      ...nodesOf(this.#source, AST_NODE_TYPES.ImportExpression).flatMap((node) =>
        loading(node, literalString(node.source)),
      ),
      ...nodesOf(this.#source, AST_NODE_TYPES.CallExpression).flatMap((node) => this.#ofCall(node)),
      ...nodesOf(this.#source, AST_NODE_TYPES.AssignmentExpression).flatMap((node) =>
        this.#ofAssignment(node),
      ),
    ];
  }

  #ofCall(node: TSESTree.CallExpression): GlobalAgentSetting[] {
    const loaded = loading(node, loadedModule(this.#source, node));
    if (loaded.length > 0) return loaded;
    const [target, ...parts] = node.arguments;
    if (target && isObjectAssign(this.#source, node)) return this.#ofParts(node, target, parts);
    const callee = withoutWrappers(node.callee);
    // cacheable-lookup gives the agent a `lookup` of its own.
    if (
      target &&
      callee.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(this.#source, callee) === 'install'
    ) {
      return this.#globals(target).map(({ agent }) => ({ node, agent, ...CUSTOM }));
    }
    return this.#settersCalled(callee).map((agent) => ({ node, agent, ...CUSTOM }));
  }

  #settersCalled(callee: Node): readonly AgentName[] {
    const paths = valuesOf(this.#source, callee).flatMap((value) =>
      accessPaths(this.#source, value),
    );
    return paths.flatMap(({ module, path }) => {
      const setter = SET_WHEN_CALLED.get(module.replace(/^node:/u, ''));
      return setter?.names.includes(path.at(-1) ?? '') ? setter.agents : [];
    });
  }

  /** `Object.assign(https.globalAgent.options, { … })` */
  #ofParts(node: Node, target: Node, parts: readonly Node[]): GlobalAgentSetting[] {
    return this.#globals(target).flatMap(({ agent, path }) => {
      const effects = parts.flatMap((part) => this.#ofObject(path, part));
      return effects.map((effect) => setting(node, agent, effect));
    });
  }

  #ofAssignment(node: TSESTree.AssignmentExpression): GlobalAgentSetting[] {
    const { left, right } = node;
    if (left.type !== AST_NODE_TYPES.MemberExpression) return [];
    const name = propertyName(this.#source, left);
    const owners = this.#globals(left.object).map(({ agent, path }) => ({
      agent,
      effect: this.#ofProperty(path, name, right),
    }));
    const replaced =
      name === 'globalAgent'
        ? this.#globals(left).map(({ agent }) => ({ agent, effect: this.#ofAgent(right) }))
        : [];
    return [...owners, ...replaced].flatMap(({ agent, effect }) =>
      effect ? [setting(node, agent, effect)] : [],
    );
  }

  /** The agents of the process that an expression stands for, or the part of one that a path leads to. */
  #globals(node: Node): { readonly agent: AgentName; readonly path: readonly string[] }[] {
    return valuesOf(this.#source, node).flatMap((value) => {
      if (!isOfGlobalAgent(value)) return [];
      const agent = AGENTS_OF.get(value.module.replace(/^node:/u, ''));
      return agent ? [{ agent, path: value.path.slice(1) }] : [];
    });
  }

  /** @param path from the agent to what has the property */
  #ofProperty(path: readonly string[], name: string | undefined, given: Node): Effect {
    if (name === undefined) return CUSTOM;
    if (path.length === 0 && name === 'options') return this.#ofOptions(given);
    if (path.length === 0 && (name === 'maxSockets' || name === 'maxTotalSockets')) {
      return { isCustom: false, bounds: isEndless(this.#source, [given]) ? 'lifted' : 'set' };
    }
    // Not to keep sockets is a decision: a server may close idle ones without a hint.
    if (name === 'keepAlive' && truth(this.#source, [given]) !== true) return CUSTOM;
    return path.length < 2 && isOfThePool(name) ? POOLING : CUSTOM;
  }

  #ofOptions(given: Node): Effect {
    return this.#ofObject(['options'], given).some(({ isCustom }) => isCustom) ? CUSTOM : POOLING;
  }

  /** What each property of an object does that is put into what a path leads to. */
  #ofObject(path: readonly string[], given: Node): readonly Effect[] {
    return foldObject<readonly Effect[]>(
      objectState(this.#source, given, () => true),
      {
        nothing: [],
        // `globalAgent.options = globalAgent.options ?? {}`
        open: (value) => (isOfGlobalAgent(value) ? [] : [CUSTOM]),
        property: (before, name, value) => [...before, this.#ofProperty(path, name, value)],
        deleted: (before) => before,
        copied: (under, over) => [...under, ...over],
        handed: () => [CUSTOM],
        either: (a, b) => [...new Set([...a, ...b])],
      },
    );
  }

  /** What takes the place of an agent; undefined if it is the agent that was there. */
  #ofAgent(given: Node): Effect | undefined {
    const values = valuesOf(this.#source, given).filter((value) => !isOfGlobalAgent(value));
    if (values.length === 0) return undefined;
    const makings = values.map((value) =>
      value.kind === 'node' ? agentMakingOf(this.#source, value.node) : undefined,
    );
    const options = makings.map(
      (making) => making && agentOptions(this.#source, this.#project, making),
    );
    return {
      isCustom:
        makings.some((making) => !making || !servesAnyHost(this.#source, making)) ||
        options.some((stated) => stated?.keepAlive !== true),
      bounds: options.every((stated) => stated && isBounded(stated)) ? 'set' : 'lifted',
    };
  }
}

/** `https.globalAgent`, or a part of it */
function isOfGlobalAgent(value: Value): value is Extract<Value, { kind: 'module' }> {
  return value.kind === 'module' && value.path[0] === 'globalAgent';
}

/** What is done on some paths only bounds nothing on the others. */
function setting(node: Node, agent: AgentName, { isCustom, bounds }: Effect): GlobalAgentSetting {
  return {
    node,
    agent,
    isCustom,
    bounds: bounds === 'set' && isOnSomePaths(node) ? undefined : bounds,
  };
}

function loading(node: Node, module: string | undefined): GlobalAgentSetting[] {
  const agents = SET_WHEN_LOADED.get(module ?? '') ?? [];
  return agents.map((agent) => ({ node, agent, ...CUSTOM }));
}
