/**
 * A queue that is emptied after each addition: at once, or by a one-shot timer that the addition sets.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { propertyName } from '../../syntax/references.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import { ranging } from './keys.ts';
import type { Level } from './level.ts';
import { mayFail } from './promises.ts';
import type { Position } from './runners.ts';
import { besideAddition } from './sweep.ts';

export function isDrained(level: Level, removal: Change, position: Position): boolean {
  return (
    ranging(level, removal) !== undefined &&
    besideAddition(level, position) &&
    !functionAround(removal.node)?.generator &&
    waitBefore(level, removal.node) === undefined
  );
}

/** `const job = queue.shift()`: whoever takes an item works on it, and may come back for the next. */
export function takesOne(source: SourceCode, { node }: Change): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    /^(?:pop|shift)$/u.test(propertyName(source, node.callee) ?? '') &&
    node.parent.type !== AST_NODE_TYPES.ExpressionStatement
  );
}

/** What may fail before a removal in its own function, so that nothing is removed; a `finally` comes in any case. */
export function waitBefore({ source }: Level, removal: Node): Node | undefined {
  const fn = functionAround(removal);
  if (!fn || isInFinally(removal)) return undefined;
  const fails = mayFail(source);
  let found: Node | undefined;
  someNode(source, fn.body, (node) => {
    const isBefore =
      node.range[1] <= removal.range[0] && fails(node) && functionAround(node) === fn;
    if (isBefore && !isHandled(node, removal)) found ??= node;
    return found !== undefined;
  });
  return found;
}

function isInFinally(node: Node): boolean {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.TryStatement && ancestor.finalizer === inner) return true;
    inner = ancestor;
  }
  return false;
}

/** Whether a handler catches what a node throws, and control comes to the removal. */
function isHandled(node: Node, removal: Node): boolean {
  return [...ancestorsOf(node)].some(
    (ancestor) =>
      ancestor.type === AST_NODE_TYPES.TryStatement &&
      contains(ancestor.block, node) &&
      ancestor.handler !== null &&
      !contains(ancestor.block, removal),
  );
}
