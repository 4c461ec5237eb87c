/**
 * What functions of other files tell of the keys that they test.
 */
import type { AccessPath } from '../flow/access-paths.ts';
import { listedParametersOf } from '../keys/key-guards.ts';
import type { GuardCall, ListedParameter } from '../keys/key-queries.ts';
import { functionsAt } from './functions-at.ts';
import type { ProjectContext } from './project-context.ts';

/** The parameters that are of a list where a call of what a path leads to ends in a way. */
export function listedByElsewhere(
  context: ProjectContext,
  file: string,
  way: AccessPath,
  { outcome, isAwaited, constants }: GuardCall,
): readonly ListedParameter[] {
  const question = `lists ${file} ${way.module} ${way.path.join(' ')} ${outcome} ${isAwaited} ${constants.join()}`;
  const found = context.modules.kept(question, () =>
    functionsAt(context, file, way).map(({ home, source, fn }) =>
      fn.async && !isAwaited
        ? []
        : listedParametersOf(source, fn, { outcome, constants }, context.factsOf(home)),
    ),
  );
  const [first = [], ...others] = found ?? [];
  return first.filter(({ position, members }) =>
    others.every((listed) =>
      listed.some((other) => other.position === position && other.members === members),
    ),
  );
}
