/**
 * Where the code of another file runs.
 */
import { outsideServers } from '../finders/environment.ts';
import type { ProjectContext } from './project-context.ts';

/** Whether a file of the project runs on a server; one that does not parse may. */
export function runsOnServer(
  { modules, factsOf }: Pick<ProjectContext, 'modules' | 'factsOf'>,
  file: string,
): boolean {
  return modules.kept(`runs on a server ${file}`, () => {
    const source = modules.sourceOf(file);
    return source === undefined || outsideServers(source, factsOf(file)) === undefined;
  })!;
}
