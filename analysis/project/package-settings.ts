/**
 * The settings of those who have no ESLint config: `leakproof` in a `package.json`.
 */
import { dirname, join } from 'node:path';
import { packageFolder, readJson } from '../modules/package-json.ts';
import { projectRoot } from './project-root.ts';
import { settingsFrom, type LeakproofSettings } from './settings.ts';

/**
 * The settings for a file: those that an ESLint config gives, and in place of each one that it leaves out, that of the
 * `package.json`.
 * @param file absolute path
 * @param given `settings.leakproof` of the config
 * @param folder what paths in the config are relative to
 * @throws {TypeError} if there is no setting of a name, or it takes no such value
 */
export function settingsFor(file: string, given: unknown, folder: string): LeakproofSettings {
  return { ...packageSettings(file), ...settingsFrom(given, folder) };
}

/**
 * `leakproof` of the nearest `package.json` that has it, at or above a file, within its project.
 * @throws {TypeError} if there is no setting of a name, or it takes no such value
 */
export function packageSettings(file: string): LeakproofSettings {
  const nearest = packageFolder(file);
  const root = projectRoot(nearest);
  for (let folder = nearest; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    const given = readJson(manifest)?.['leakproof'];
    if (given !== undefined) return settingsFrom(given, folder, `${manifest}: leakproof`);
    if (folder === root || folder === dirname(folder)) return {};
  }
}
