/**
 * What is set on an agent after it is made, as far as Node reads it from there: `keepAlive`, `maxSockets`, `maxFreeSockets`
 * and `maxTotalSockets` of the agent itself, `timeout` of its `options` (20.20, 22.13 and 24.0, lib/_http_agent.js;
 * test/facts/agent-bounds.test.ts).
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { aliasesOf } from '../flow/aliases.ts';
import { partsBy, type ObjectPart } from '../flow/object-state.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { propertyName } from '../syntax/references.ts';
import type { AgentOptions, BoundName, BoundState } from './agent-bounds.ts';
import type { AgentMaking } from './agent-constructors.ts';
import { isEndless, isInfinity, truth } from './agent-option-values.ts';
import { namedOptions } from './named-options.ts';

/** The bounds that Node reads from the agent, by the property that sets each. */
const LIMITS = new Map<string, BoundName>([
  ['maxSockets', 'maxSockets'],
  ['maxTotalSockets', 'maxSockets'],
  ['maxFreeSockets', 'maxFreeSockets'],
]);

/** The options of an agent as the file leaves them: what is set on some paths only, or by another function, is undecided. */
export function changedLater(
  source: SourceCode,
  making: AgentMaking,
  made: AgentOptions,
): AgentOptions {
  // Whoever is handed an agent is taken to use it.
  const span = { from: making.node, leavesAlone: () => true };
  const ofAgent = partsBy(source, [making.node], span).map(({ part, ...place }) => ({
    ...place,
    change: changeBy(source, part, (name) => name !== 'timeout'),
  }));
  const ofOptions = partsBy(source, optionsOf(source, making), span).map(({ part, ...place }) => ({
    ...place,
    change: changeBy(source, part, (name) => name === 'timeout'),
  }));
  return [...ofAgent, ...ofOptions]
    .toSorted((a, b) => a.at.range[0] - b.at.range[0])
    .reduce(
      (before, { isSure, change }) => (isSure ? change(before) : either(before, change(before))),
      made,
    );
}

/** Every `agent.options` of the file. */
function optionsOf(source: SourceCode, { node }: AgentMaking): Node[] {
  return [...aliasesOf(source, node).nodes].flatMap(({ parent }) =>
    parent?.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, parent) === 'options' &&
    !isWriteTarget(parent)
      ? [parent]
      : [],
  );
}

type Change = (options: AgentOptions) => AgentOptions;

/** @param isRead whether Node reads a property of that name there */
function changeBy(source: SourceCode, part: ObjectPart, isRead: (name: string) => boolean): Change {
  if (part.kind === 'property')
    return part.name !== undefined && isRead(part.name)
      ? changeOf(source, part.name, [part.value])
      : unchanged;
  if (part.kind !== 'copy') return unchanged;
  const { named, isComplete } = namedOptions(part.of);
  if (!isComplete) return undecided;
  return (options) =>
    [...named].reduce(
      (before, [name, given]) => (isRead(name) ? changeOf(source, name, given)(before) : before),
      options,
    );
}

function unchanged(options: AgentOptions): AgentOptions {
  return options;
}

function changeOf(source: SourceCode, name: string, value: readonly Node[]): Change {
  if (name === 'keepAlive') return (options) => ({ ...options, keepAlive: truth(source, value) });
  if (name === 'timeout')
    return (options) => ({
      ...options,
      bounds: { ...options.bounds, timeout: isEndless(source, value) ? 'endless' : 'set' },
    });
  const bound = LIMITS.get(name);
  // Other options than those that were read.
  if (name === 'options')
    return (options) => ({ ...options, bounds: { ...options.bounds, timeout: 'unknown' } });
  if (bound === undefined) return unchanged;
  // A 0 that is set later is a 0: no idle socket is kept, or no socket opened.
  const state: BoundState = isInfinity(source, value) ? 'endless' : 'set';
  return (options) => ({
    ...options,
    bounds: { ...options.bounds, [bound]: state },
    idle: undefined,
    mayKeepMany: state === 'endless',
  });
}

/** What comes of it is not seen here. */
function undecided({ bounds, ...options }: AgentOptions): AgentOptions {
  const stateOf = (name: BoundName): BoundState => (bounds[name] === 'set' ? 'set' : 'unknown');
  return {
    ...options,
    keepAlive: 'unknown',
    bounds: {
      maxSockets: stateOf('maxSockets'),
      maxFreeSockets: stateOf('maxFreeSockets'),
      timeout: stateOf('timeout'),
    },
  };
}

function either(a: AgentOptions, b: AgentOptions): AgentOptions {
  const stateOf = (name: BoundName): BoundState =>
    a.bounds[name] === b.bounds[name] ? a.bounds[name] : 'unknown';
  return {
    keepAlive: a.keepAlive === b.keepAlive ? a.keepAlive : 'unknown',
    bounds: {
      maxSockets: stateOf('maxSockets'),
      maxFreeSockets: stateOf('maxFreeSockets'),
      timeout: stateOf('timeout'),
    },
    idle: a.idle === b.idle ? a.idle : undefined,
    mayKeepMany: a.mayKeepMany && b.mayKeepMany,
  };
}
