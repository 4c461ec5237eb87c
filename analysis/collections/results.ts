/**
 * The calls that give what a function of another file gives: those of it, and those of methods that call it.
 */
import { builtInFlows } from '../flow/built-in-flows.ts';
import { pathAfter, type Path } from '../flow/contents.ts';
import { forwardFlow } from '../flow/forward-flow.ts';
import { Tracker } from '../flow/track.ts';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { isCall } from '../syntax/nodes.ts';

/** How many places one name may lead through. */
const MAX_STATES = 4000;

/** An expression, and where in it the value is. */
export interface Result {
  readonly node: Node;
  readonly path: Path;
}

interface Results {
  readonly results: readonly Result[];
  /** The expressions that hand the function itself on, to where its results are not followed. */
  readonly handedOn: readonly Node[];
}

/** @param name an expression that names the function */
export function resultsBy(source: SourceCode, name: Node): Results {
  const results: Result[] = [];
  const handedOn: Node[] = [];
  const tracker = new Tracker<true>(
    forwardFlow(source),
    { key: () => '' },
    (node, { path }) => {
      const { parent } = node;
      if (path.length > 0) return;
      if (!isCall(parent)) handedOn.push(node);
      else if (parent.callee === node) results.push({ node: parent, path: [] });
      else {
        const given = resultsOfCallback(source, node, parent);
        results.push(...given);
        if (given.length === 0) handedOn.push(node);
      }
    },
    { budget: MAX_STATES },
  );
  tracker.seed(name, true);
  tracker.run();
  return { results, handedOn };
}

/** `ids.map(load)`, `fetchUser(id).then(load)` */
function resultsOfCallback(source: SourceCode, callback: Node, call: Call): Result[] {
  return (builtInFlows(source, call) ?? []).flatMap(({ from, to, steps }): Result[] => {
    if (from.of !== 'returned' || to.of !== 'result' || call.arguments[from.callback] !== callback)
      return [];
    let path: Path | undefined = [];
    for (const step of steps) path = path && pathAfter(path, step);
    return path ? [{ node: call, path }] : [];
  });
}
