/**
 * Which functions of its file an expression can be.
 */
import type { FunctionNode, Node } from '../source/source-code.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { evaluate } from './evaluate.ts';
import type { Edges } from './track.ts';

/** Whether all that a callee can be are functions and classes of the file. */
function isCallable(flow: Edges, callee: Node): boolean {
  return evaluate<boolean>(flow, callee, {
    leaf: (node) => isFunction(node) || isClass(node),
    join: (answers) => answers.length > 0 && answers.every(Boolean),
    settles: (isOfFile) => !isOfFile,
    unknown: false,
  });
}

/** The same for edges that do not change, where each callee is asked for again and again. */
export function rememberedCallables(flow: Edges): (callee: Node) => boolean {
  const known = new Map<Node, boolean>();
  return (callee) => {
    let answer = known.get(callee);
    if (answer === undefined) known.set(callee, (answer = isCallable(flow, callee)));
    return answer;
  };
}

export function functionsAt(flow: Edges, node: Node): readonly FunctionNode[] {
  return evaluate<readonly FunctionNode[]>(flow, node, {
    leaf: (found) => (isFunction(found) ? [found] : []),
    join: (answers) => [...new Set(answers.flat())],
    unknown: [],
  });
}
