/**
 * Why nothing that goes on runs what a file of an application declares.
 */
import { outsideServers } from '../finders/environment.ts';
import { keepsRunning } from '../lifetime/service-start.ts';
import { loadedBy } from '../modules/importers.ts';
import type { ProjectContext } from './project-context.ts';
import { isTestedAlone } from './tested-alone.ts';

/** For people; undefined if something may run it that goes on. */
export function whyOutOfService(context: ProjectContext, file: string): string | undefined {
  const [why] =
    context.modules.kept(`out of service ${file}`, () => [
      isTestedAlone(context, file)
        ? 'tests load its file, and nothing else does'
        : ofPrograms(context, file),
    ]) ?? [];
  return why;
}

/** How many files the programs may load that are asked whether something goes on there. */
const MAX_FILES = 400;

/** A command line program that ends takes with it what its modules keep, unless one of them starts a service. */
function ofPrograms(context: ProjectContext, file: string): string | undefined {
  const { modules, factsOf } = context;
  const programs = modules.firstImporters(file) ?? [];
  if (programs.length === 0 || context.isExposed(file)) return undefined;
  if (!programs.every((program) => program !== file && endsByItself(context, program)))
    return undefined;
  const loaded = new Set(programs);
  for (const current of loaded) {
    if (loaded.size > MAX_FILES) return undefined;
    const source = modules.sourceOf(current);
    if (!source || keepsRunning(source)) return undefined;
    for (const next of loadedBy(modules, current)) loaded.add(next);
  }
  return factsOf(file).environments === 'all'
    ? undefined
    : `programs that end load its file, such as ${modules.nameOf(programs[0]!)}`;
}

function endsByItself({ modules, factsOf }: ProjectContext, program: string): boolean {
  const source = modules.sourceOf(program);
  const reason = source && outsideServers(source, factsOf(program));
  return reason !== undefined && !reason.startsWith('runs in a browser');
}
