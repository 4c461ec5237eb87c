/**
 * Whether a function of another file does more than to read and to compute: it cannot run again where an entry is gone.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isRepeatable } from '../collections/repeatable-code.ts';
import { accessPaths, type AccessPath } from '../flow/access-paths.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, SourceCode } from '../source/source-code.ts';
import { contains, nodesOf } from '../syntax/traversal.ts';
import { functionsAt } from './functions-at.ts';
import type { ProjectContext } from './project-context.ts';

/** Through how many files a loader is followed. */
const MAX_HOPS = 3;

/** @returns which function it is, with its place, for people */
export function effectElsewhere(
  context: ProjectContext,
  file: string,
  way: AccessPath,
  hops = MAX_HOPS,
): string | undefined {
  return context.modules.kept(`effect ${file} ${way.module} ${way.path.join(' ')} ${hops}`, () => {
    for (const { home, source, fn } of functionsAt(context, file, way)) {
      if (!isPlain(source, fn))
        return `line ${fn.loc.start.line} of ${context.modules.nameOf(home)}`;
      for (const inner of hops > 0 ? waysOut(source, fn) : []) {
        const found = effectElsewhere(context, home, inner, hops - 1);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  });
}

/** Whether all that a path of another module leads to are `async` functions of the project. */
export function isAsyncElsewhere(context: ProjectContext, file: string, way: AccessPath): boolean {
  const found = functionsAt(context, file, way);
  return found.length > 0 && found.every(({ fn }) => fn.async && !fn.generator);
}

function isPlain(source: SourceCode, { params, body }: FunctionNode): boolean {
  return [...params, body].every((part) =>
    isRepeatable(source, part, { isCollection: () => false }),
  );
}

/** The functions of other files that a function calls. */
function waysOut(source: SourceCode, fn: FunctionNode): readonly AccessPath[] {
  return nodesOf(source, AST_NODE_TYPES.CallExpression)
    .filter((call) => contains(fn, call))
    .flatMap(({ callee }) => valuesOf(source, callee))
    .flatMap((value) => accessPaths(source, value));
}
