/**
 * Whether code does the same for an entry that has expired as for one that is missing. Both ways through the code are written
 * down, without the tests whose outcome is known and without the removal of the entry, and are compared.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { writesTo } from '../../../syntax/assignments.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { isFunction, LOOPS } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import type { EntryRead } from './read-entry.ts';
import { Way, type Asked } from './way-behind-read.ts';

/** The first read of those that do not find the same when the entry is missing as when it has expired. */
export function firstTelling(asked: Asked, reads: readonly EntryRead[]): EntryRead | undefined {
  const done: { readonly key: string; readonly read: Node; readonly region: readonly Node[] }[] =
    [];
  for (const read of reads.toSorted((a, b) => a.node.range[0] - b.node.range[0])) {
    const key = asked.source.getText(read.key);
    const isDone = done.some(
      (other) =>
        other.key === key &&
        other.region.some((part) => contains(part, read.node)) &&
        !mayExpireBetween(asked.source, other.read, read.node),
    );
    if (isDone) continue;
    const region = regionOf(read.node);
    if (!region || !isAlike(asked, read, region)) return read;
    done.push({ key, read: read.node, region });
  }
  return undefined;
}

/** Whether time passes from one read to the next: the function waits between them, or the next is in a callback. */
function mayExpireBetween(source: SourceCode, first: Node, next: Node): boolean {
  const fn = functionAround(first);
  if (functionAround(next) !== fn) return true;
  const loop = [...ancestorsOf(next)].find(({ type }) => LOOPS.has(type));
  return someNode(
    source,
    fn?.body ?? source.ast,
    (node) =>
      (WAITS.has(node.type) || (node.type === AST_NODE_TYPES.ForOfStatement && node.await)) &&
      functionAround(node) === fn &&
      ((node.range[0] > first.range[0] && node.range[0] < next.range[0]) ||
        (loop !== undefined && contains(loop, node))),
  );
}

const WAITS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.YieldExpression,
]);

/** The statements from a read on to the end of its block; or the expression that is the body of its function. */
function regionOf(read: Node): readonly Node[] | undefined {
  let inner = read;
  for (const ancestor of ancestorsOf(read)) {
    if (
      ancestor.type === AST_NODE_TYPES.BlockStatement ||
      ancestor.type === AST_NODE_TYPES.Program
    ) {
      const at = ancestor.body.findIndex((statement) => statement === inner);
      return at >= 0 ? ancestor.body.slice(at) : undefined;
    }
    if (isFunction(ancestor)) return ancestor.body === inner ? [inner] : undefined;
    inner = ancestor;
  }
  return undefined;
}

function isAlike(asked: Asked, read: EntryRead, region: readonly Node[]): boolean {
  if (!isSteady(asked.source, read.key)) return false;
  const written = (['missing', 'expired'] as const).map((state) =>
    new Way(asked, read, state).through(region),
  );
  return written[0] !== undefined && written[0] === written[1];
}

/** Whether a key means the same wherever its text stands in a function. */
function isSteady(source: SourceCode, key: Node): boolean {
  return !someNode(source, key, (node) => {
    if (
      node.type === AST_NODE_TYPES.AwaitExpression ||
      node.type === AST_NODE_TYPES.UpdateExpression
    )
      return true;
    const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
    return variable !== undefined && writesTo(variable).length > 0;
  });
}
