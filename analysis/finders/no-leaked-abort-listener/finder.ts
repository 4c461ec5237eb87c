/**
 * The finder behind `no-leaked-abort-listener`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Site } from '../../findings/finding.ts';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { literalString, withoutWrappers } from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { isAtModuleLevel, nodesOf } from '../../syntax/traversal.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import { isLastingSignal } from '../lasting-signals.ts';
import type { ProjectFacts } from '../project-queries.ts';
import type { LeakedAbortListenerMessageId } from './messages.ts';

export interface LeakedAbortListenerOptions {
  /** Reports listeners of which one cannot tell how often they are added, too. */
  readonly unverifiable: boolean;
}

export const findLeakedAbortListeners: Finder<LeakedAbortListenerOptions> = (
  source,
  project,
  options,
) => inspectLeakedAbortListeners(source, project, options).flatMap(({ finding }) => finding ?? []);

/** Every listener that a function adds to a signal that outlives it. */
export const inspectLeakedAbortListeners: Inspector<LeakedAbortListenerOptions> = inServers(
  (source, project, { unverifiable }) =>
    source.text.includes('AbortController') && source.text.includes('addEventListener')
      ? nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => {
          const signal = isAtModuleLevel(call) ? undefined : signalOf(source, call);
          return signal && isLastingSignal(source, project, signal)
            ? [siteOf(source, project, { call, signal, unverifiable })]
            : [];
        })
      : [],
);

interface Listening extends LeakedAbortListenerOptions {
  readonly call: TSESTree.CallExpression;
  readonly signal: Node;
}

function siteOf(
  source: SourceCode,
  project: ProjectFacts,
  { call, signal, unverifiable }: Listening,
): Site {
  const site = { kind: 'client', node: call, callee: oneLine(source, call.callee) } as const;
  if (isRemoved(source, call)) return { ...site, verdict: 'ok', reason: 'something removes it' };
  const { kind, by } = callFrequency(source, call, project);
  if (kind === 'once' || kind === 'test')
    return { ...site, verdict: 'ok', reason: `it is added once, by ${by}` };
  const messageId: LeakedAbortListenerMessageId = 'leaked';
  const finding = {
    node: call,
    messageId,
    data: { signal: oneLine(source, signal), by },
    remedy: { refusal: 'there is no codemod for this rule' },
  };
  if (kind === 'often') return { ...site, verdict: 'flagged', finding };
  return {
    ...site,
    verdict: 'unverifiable',
    reason: `cannot tell how often it is added: that depends on ${by}`,
    ...(unverifiable ? { finding } : {}),
  };
}

/** The signal of `signal.addEventListener('abort', listener)`. */
function signalOf(source: SourceCode, call: TSESTree.CallExpression): Node | undefined {
  const callee = withoutWrappers(call.callee);
  const [event, listener, options] = call.arguments;
  const isAdded =
    callee.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, callee) === 'addEventListener' &&
    event !== undefined &&
    literalString(event) === 'abort' &&
    listener !== undefined;
  return isAdded && !hasSignal(source, options) ? callee.object : undefined;
}

/** `{ signal }` takes the listener away when that one aborts; whatever is not seen may. */
function hasSignal(source: SourceCode, options: Node | undefined): boolean {
  if (!options) return false;
  if (options.type !== AST_NODE_TYPES.ObjectExpression)
    return options.type !== AST_NODE_TYPES.Literal;
  return options.properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.SpreadElement || propertyName(source, property) === 'signal',
  );
}

/** Whether the file takes a listener that has a name away from some target. */
function isRemoved(
  source: SourceCode,
  { arguments: [, listener] }: TSESTree.CallExpression,
): boolean {
  const name = source.getText(listener);
  return nodesOf(source, AST_NODE_TYPES.CallExpression).some(
    ({ callee, arguments: [, removed] }) =>
      removed !== undefined &&
      calledName(source, withoutWrappers(callee)) === 'removeEventListener' &&
      source.getText(removed) === name,
  );
}
