/**
 * What the calls of a function give for its parameters.
 */
import type { FunctionNode, Node } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { contains } from '../syntax/traversal.ts';
import type { CallLinks } from './call-links.ts';
import { patternOf, type Invocation } from './call-sites.ts';
import type { Path } from './contents.ts';
import { pathsThrough } from './evaluate.ts';
import type { ValueFlow } from './value-flow.ts';

/** An expression that is given for a parameter, and where in it the parameter's value is. */
export interface Argument {
  readonly call: Invocation;
  readonly node: Node;
  readonly path: Path;
}

/** Backward from a parameter to what the calls of its function are given. */
export function argumentsFor(
  links: CallLinks,
  flow: ValueFlow,
  parameter: Node,
): readonly Argument[] {
  const fn = functionWith(parameter);
  if (!fn) return [];
  const given = new Map<Node, Invocation>();
  for (const { node } of links.sitesRunning(fn))
    for (const { from } of links.edgesOf(node)) given.set(from, node);
  const found: Argument[] = [];
  const seen = new Map<Node, Set<string>>();
  const visit = (node: Node, path: Path): void => {
    const visited = seen.get(node) ?? new Set<string>();
    if (visited.has(path.join(' '))) return;
    seen.set(node, visited.add(path.join(' ')));
    for (const { from, steps, isWritten } of flow.into(node)) {
      if (isWritten) continue;
      const paths = pathsThrough(path, steps);
      const call = given.get(from);
      for (const before of paths) {
        if (call) found.push({ call, node: from, path: before });
        else if (contains(fn, from)) visit(from, before);
      }
    }
  };
  visit(parameter, []);
  return found;
}

/** The function that a name is a parameter of, or stands in the pattern of one. */
export function functionWith(parameter: Node): FunctionNode | undefined {
  for (let node = parameter; node.parent; node = node.parent)
    if (isFunction(node.parent))
      return node.parent.params.some(
        (candidate) => candidate === node || patternOf(candidate) === node,
      )
        ? node.parent
        : undefined;
  return undefined;
}
