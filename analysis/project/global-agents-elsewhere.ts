/**
 * What other files do to the agents that a process uses where a request names none.
 */
import { sep } from 'node:path';
import type { GlobalAgentEffect, GlobalAgentElsewhere } from '../agents/agent-queries.ts';
import { globalAgentSettings } from '../agents/global-agent-writes.ts';
import { locationIn, type Location } from '../findings/location.ts';
import { isTestFile } from '../modules/source-files.ts';
import type { ProjectContext } from './project-context.ts';

/**
 * What is set for a file by others: by those of its package, and by those that are loaded with a file of its package.
 * One counts that nobody is seen to import: it may be what starts the process, or be loaded by a name that is put
 * together. What a test sets is not set when the service runs.
 * @param packageRoot absolute path of the folder of the file's package
 */
export function globalAgentsElsewhere(
  context: ProjectContext,
  file: string,
  packageRoot: string,
): GlobalAgentElsewhere[] {
  const isOfPackage = (other: string) => other.startsWith(packageRoot + sep);
  return settings(context)
    .filter(
      (setting) =>
        setting.file !== file &&
        (isOfPackage(setting.file) || [...loadedWith(context, setting.file)].some(isOfPackage)),
    )
    .map((setting) => ({
      ...setting,
      isLoadedTogether: loadedWith(context, setting.file).has(file),
    }));
}

function settings(context: ProjectContext): readonly (GlobalAgentEffect & Location)[] {
  return (
    context.modules.kept('global agents', () =>
      context.modules.files
        .having('setsGlobalAgents')
        .filter((file) => !isTest(context, file))
        .flatMap((file) => settingsIn(context, file)),
    ) ?? []
  );
}

function settingsIn(context: ProjectContext, file: string): (GlobalAgentEffect & Location)[] {
  const source = context.modules.sourceOf(file);
  if (!source) return [];
  return globalAgentSettings(source, context.factsOf(file)).map(({ node, ...effect }) => ({
    ...effect,
    ...locationIn(file, node),
  }));
}

/** What all that import a file, by whatever way, import with it. */
function loadedWith(context: ProjectContext, file: string): ReadonlySet<string> {
  return context.modules.kept(`loaded with ${file}`, () => {
    const { files } = context.modules;
    const loaders = reached([file], (loaded) =>
      files.importersOf(loaded).filter((importer) => !isTest(context, importer)),
    );
    return reached([...loaders], (loader) =>
      files.specifiersOf(loader).flatMap((specifier) => files.resolve(loader, specifier) ?? []),
    );
  })!;
}

function isTest(context: ProjectContext, file: string): boolean {
  return isTestFile(`/${context.modules.nameOf(file)}`);
}

/** What steps lead to, the start with it. */
function reached(
  start: readonly string[],
  next: (from: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set(start);
  for (const from of found) for (const to of next(from)) found.add(to);
  return found;
}
