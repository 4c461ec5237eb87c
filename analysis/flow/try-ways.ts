/**
 * The ways out of a `try` statement from those out of one of its parts.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import { union, type Ways } from './ways.ts';

/**
 * @param part the block, the handler or the finalizer, whose ways these are
 * @param waysOf the ways out of a part that comes next
 */
export function behindTry(
  node: TSESTree.TryStatement,
  part: Node,
  ways: Ways,
  waysOf: (part: Node) => Ways,
): Ways {
  const { handler, finalizer } = node;
  if (part === finalizer) return ways;
  const isHandled = part === node.block && handler !== null && ways.has('throw');
  const handled = isHandled
    ? union(new Map([...ways].filter(([way]) => way !== 'throw')), waysOf(handler.body))
    : ways;
  if (!finalizer || handled.size === 0) return handled;
  const last = waysOf(finalizer);
  const jumps = new Map([...last].filter(([way]) => way !== 'on'));
  return last.has('on') ? union(handled, jumps) : jumps;
}
