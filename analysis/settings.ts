/**
 * `settings.leakproof` of an ESLint config: rules and codemods read the same.
 */
import { resolve } from 'node:path';

export interface LeakproofSettings {
  /** Modules beside `axios` that export clients. */
  readonly modules?: readonly string[];
  /** Modules whose functions return the client that they are given. */
  readonly wrappers?: readonly string[];
  /**
   * Whether other files of the project are asked what a file alone does not tell; the absolute path of a `tsconfig.json`,
   * for its `paths` and for types. On wherever a `package.json`, a `tsconfig.json` or a `jsconfig.json` is found.
   */
  readonly project?: boolean | string;
}

/**
 * Settings as a config has them, whose paths are relative to a folder. ESLint checks the options of rules, but no settings.
 * @throws {TypeError} if they are not what they must be
 */
export function settingsFrom(settings: unknown, folder: string): LeakproofSettings {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) throw new TypeError(`settings.leakproof must be an object, not ${JSON.stringify(settings)}`);
  const { modules, wrappers, project } = settings as Readonly<Record<string, unknown>>;
  assertNames('modules', modules);
  assertNames('wrappers', wrappers);
  if (project !== undefined && typeof project !== 'boolean' && typeof project !== 'string') throw new TypeError(`settings.leakproof.project must be true, false or a path, not ${JSON.stringify(project)}`);
  return { ...(modules && { modules }), ...(wrappers && { wrappers }), ...(project !== undefined && { project: typeof project === 'string' ? resolve(folder, project) : project }) };
}

function assertNames(key: string, names: unknown): asserts names is readonly string[] | undefined {
  if (names === undefined || (Array.isArray(names) && names.every((name) => typeof name === 'string'))) return;
  throw new TypeError(`settings.leakproof.${key} must be a list of names, not ${JSON.stringify(names)}`);
}
