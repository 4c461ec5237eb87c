/**
 * What is set on an agent after it is made, as far as Node reads it from there: `keepAlive`, `maxSockets`, `maxFreeSockets`
 * and `maxTotalSockets` of the agent itself, `timeout` of its `options` (20.20, 22.13 and 24.0, lib/_http_agent.js;
 * test/facts/agent-bounds.test.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConditional } from '../flow/path-conditions.ts';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isObjectAssign } from '../syntax/calls.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround, nodesOf } from '../syntax/traversal.ts';
import type { AgentOptions, BoundName, BoundState } from './agent-bounds.ts';
import type { AgentMaking } from './agent-constructors.ts';
import { isEndless, isInfinity, truth } from './agent-option-values.ts';

interface Change {
  readonly at: Node;
  readonly change: (options: AgentOptions) => AgentOptions;
}

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
  return changesOf(source, making)
    .toSorted((a, b) => a.at.range[0] - b.at.range[0])
    .reduce(
      (before, { at, change }) =>
        isSure(at, making.node) ? change(before) : either(before, change(before)),
      made,
    );
}

function changesOf(source: SourceCode, making: AgentMaking): Change[] {
  const isIt = (node: Node) =>
    valuesOf(source, node).some((value) => value.kind === 'node' && value.node === making.node);
  const isItsOptions = (node: Node) =>
    node.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, node) === 'options' &&
    isIt(node.object);
  const assigned = ['keepAlive', ...LIMITS.keys(), 'options'].flatMap((name) =>
    memberAssignments(source, name)
      .filter(({ left }) => isIt(left.object))
      .map((at): Change => ({ at, change: changeOf(source, name, at.right) })),
  );
  const timeouts = memberAssignments(source, 'timeout')
    .filter(({ left }) => isItsOptions(left.object))
    .map((at): Change => ({ at, change: changeOf(source, 'timeout', at.right) }));
  const merged = nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call): Change[] => {
    const [target, ...parts] = call.arguments;
    if (!target || !isObjectAssign(source, call)) return [];
    if (isIt(target))
      return parts.flatMap((part) =>
        changesBy(
          source,
          call,
          part,
          (name) => name === 'keepAlive' || name === 'options' || LIMITS.has(name),
        ),
      );
    return isItsOptions(target)
      ? parts.flatMap((part) => changesBy(source, call, part, (name) => name === 'timeout'))
      : [];
  });
  return [...assigned, ...timeouts, ...merged];
}

/** What an object sets that is assigned to an agent, or to its options. */
function changesBy(
  source: SourceCode,
  at: Node,
  part: TSESTree.CallExpressionArgument,
  isRead: (name: string) => boolean,
): Change[] {
  const properties = part.type === AST_NODE_TYPES.ObjectExpression ? part.properties : [];
  const named = properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property
      ? [{ name: propertyName(source, property), value: property.value }]
      : [],
  );
  if (
    part.type !== AST_NODE_TYPES.ObjectExpression ||
    named.length < properties.length ||
    named.some(({ name }) => name === undefined)
  )
    return [{ at, change: undecided }];
  return named.flatMap(({ name, value }) =>
    isRead(name!) ? [{ at, change: changeOf(source, name!, value) }] : [],
  );
}

function changeOf(source: SourceCode, name: string, value: Node): Change['change'] {
  if (name === 'keepAlive') return (options) => ({ ...options, keepAlive: truth(source, value) });
  if (name === 'timeout')
    return (options) => ({
      ...options,
      bounds: { ...options.bounds, timeout: isEndless(source, value) ? 'endless' : 'set' },
    });
  const bound = LIMITS.get(name);
  // Other options than those that were read.
  if (bound === undefined)
    return (options) => ({ ...options, bounds: { ...options.bounds, timeout: 'unknown' } });
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

/** Whether a change runs wherever the agent is made. */
function isSure(at: Node, made: Node): boolean {
  return functionAround(at) === functionAround(made) && !isConditional(at, made);
}
