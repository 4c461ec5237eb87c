/**
 * A file that ESLint lints, and what is known of it for all rules that look at it.
 */
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint';
import { resolve } from 'node:path';
import type { ProjectFacts } from '../../analysis/finders/project-queries.ts';
import { settingsFor } from '../../analysis/project/package-settings.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import type { LeakproofSettings } from '../../analysis/project/settings.ts';
import { fileReports, type FileReports } from './kept-reports.ts';

type Context = Readonly<RuleContext<string, readonly unknown[]>>;

export class LintedFile {
  /** Absolute path. */
  readonly file: string;
  /** What earlier runs and other rules have found in it, if that is kept. */
  readonly reports: FileReports | undefined;
  readonly #given: object;
  readonly #cwd: string;
  readonly #settings: LeakproofSettings;
  readonly #projects = new Map<string | undefined, ProjectFacts>();

  /** @throws {TypeError} if a setting is none */
  constructor(context: Context, file: string) {
    this.file = file;
    this.#given = context.settings;
    this.#cwd = context.cwd;
    this.#settings = settingsFor(file, context.settings['leakproof'], context.cwd);
    this.reports = fileReports(context, file, this.#settings);
  }

  isOf({ settings }: Context, file: string): boolean {
    return this.file === file && this.#given === settings;
  }

  /** @param named the path of the agents module, from the working directory */
  project(named: string | undefined): ProjectFacts {
    const agentsModule = named === undefined ? undefined : resolve(this.#cwd, named);
    let project = this.#projects.get(agentsModule);
    if (!project) {
      project = projectFacts(this.file, { settings: this.#settings, agentsModule });
      this.#projects.set(agentsModule, project);
    }
    return project;
  }
}

/** By the source code that the rules are given. */
const linted = new WeakMap<object, LintedFile[]>();

/** @throws {TypeError} if a setting is none */
export function lintedFile(context: Context): LintedFile {
  const { cwd, physicalFilename, sourceCode } = context;
  const file = resolve(cwd, physicalFilename);
  const known = linted.get(sourceCode) ?? [];
  linted.set(sourceCode, known);
  let found = known.find((one) => one.isOf(context, file));
  if (!found) known.push((found = new LintedFile(context, file)));
  return found;
}
