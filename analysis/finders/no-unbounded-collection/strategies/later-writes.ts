/**
 * Whether an entry may have expired by the time that something is written to it: the code waits, or runs in a callback.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../../flow/call-graph.ts';
import type { FunctionNode, Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf, type Variable } from '../../../syntax/bindings.ts';
import { isFunction, LOOPS, withoutWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../../../syntax/traversal.ts';
import { runsForElements } from '../../../vocabulary/collection-methods.ts';

/** Through how many functions an entry is followed that is given to them. */
const MAX_CALLS = 4;

/** @param used an expression that begins with the name of the entry: `entry.at`, `entry` */
export function mayRunLater(source: SourceCode, used: Node, calls = MAX_CALLS): boolean {
  if (waitsBefore(source, used)) return true;
  const root = nameAt(used);
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(source, root) : undefined;
  const [definition] = variable?.defs ?? [];
  if (!variable || !definition) return false;
  if (isInCallback(used, definition.name)) return true;
  return definition.type === 'Parameter'
    ? isGivenLater(source, definition.node as FunctionNode, variable, calls)
    : false;
}

/** `entry` of `entry.window.at`; a call gives an entry that has no name. */
function nameAt(used: Node): Node {
  let node = withoutWrappers(used);
  while (node.type === AST_NODE_TYPES.MemberExpression) node = withoutWrappers(node.object);
  return node;
}

/** Whether a function around a node runs later than the one that declares a name. */
function isInCallback(node: Node, declared: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (contains(ancestor, declared)) return false;
    if (isFunction(ancestor) && !runsAtOnce(ancestor)) return true;
  }
  return false;
}

/** `list.forEach((item) => …)`, `(() => …)()` */
function runsAtOnce(fn: FunctionNode): boolean {
  const { parent } = fn;
  return (
    parent.type === AST_NODE_TYPES.CallExpression &&
    (parent.callee === fn ||
      (parent.callee.type === AST_NODE_TYPES.MemberExpression &&
        parent.callee.property.type === AST_NODE_TYPES.Identifier &&
        runsForElements(parent.callee.property.name)))
  );
}

/** Whether a caller may give an entry to a parameter after it has waited, or in a callback. */
function isGivenLater(
  source: SourceCode,
  fn: FunctionNode,
  { name }: Variable,
  calls: number,
): boolean {
  const index = fn.params.findIndex(
    (parameter) => parameter.type === AST_NODE_TYPES.Identifier && parameter.name === name,
  );
  return callersOf(source, fn).calls.some((call) => {
    const given = call.arguments[index];
    return given !== undefined && (calls === 0 || mayRunLater(source, given, calls - 1));
  });
}

/** Whether the function of a node may wait before it: then the entry may have expired since it was read. */
function waitsBefore(source: SourceCode, node: Node): boolean {
  const fn = functionAround(node);
  if (!fn) return true;
  const isInLoop = [...ancestorsOf(node)].some(
    (ancestor) => LOOPS.has(ancestor.type) && contains(fn, ancestor),
  );
  return (
    fn.generator ||
    someNode(
      source,
      fn.body,
      (inner) =>
        (inner.type === AST_NODE_TYPES.AwaitExpression ||
          (inner.type === AST_NODE_TYPES.ForOfStatement && inner.await)) &&
        (isInLoop || inner.range[0] < node.range[0]),
    )
  );
}
