/**
 * Runs a rule and its codemod over all files of a small project on disk, and holds them to the promise of tester.ts:
 * what one file is told of the others, both hear.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSourceExtension } from '../../analysis/modules/source-files.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import type { LeakproofSettings } from '../../analysis/project/settings.ts';
import { fixText, type SiteOutcome } from '../../codemods/adapter/apply.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import { dedentAll } from './dedent.ts';

export interface ProjectCase {
  /** One line: why the case matters. */
  readonly name: string;
  /** Texts by path, as `dedent` reads them. A `package.json` is written where none is given. */
  readonly files: Readonly<Record<string, string>>;
  readonly options?: TransformOptions;
  readonly settings?: LeakproofSettings;
  /** The findings by file, as `line messageId`; a refused one ends in its reason, or a part of it. */
  readonly findings?: Readonly<Record<string, readonly string[]>>;
  /** The text of each file that the codemod changes, as `dedent` reads it. */
  readonly output?: Readonly<Record<string, string>>;
  /** Verdicts of sites that have no finding, as `line verdict reason`, where they are what the case is about. */
  readonly verdicts?: Readonly<Record<string, readonly string[]>>;
}

export interface ProjectSuite {
  readonly rule: Rule.RuleModule;
  readonly codemod: Codemod;
  /** Of all cases, beside those of their own. */
  readonly options?: TransformOptions;
  readonly cases: readonly ProjectCase[];
}

export function runProjectSuite({ rule, codemod, options, cases }: ProjectSuite): void {
  describe(`${codemod.rule} across files`, () => {
    it.each(cases)('$name', (projectCase) => {
      const root = writeProject(projectCase.files);
      try {
        holdProject(
          rule,
          codemod,
          dedented(
            options
              ? { ...projectCase, options: { ...options, ...projectCase.options } }
              : projectCase,
          ),
          root,
        );
      } finally {
        rmSync(root, { recursive: true });
      }
    });
  });
}

function dedented(projectCase: ProjectCase): ProjectCase {
  const { files, output } = projectCase;
  return {
    ...projectCase,
    files: dedentAll(files),
    ...(output ? { output: dedentAll(output) } : {}),
  };
}

/**
 * A folder with the files; the caller removes it.
 * @param files texts by path, as `dedent` reads them
 */
export function writeProject(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-project-')));
  for (const [path, text] of Object.entries({ 'package.json': '{}', ...dedentAll(files) })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function holdProject(
  rule: Rule.RuleModule,
  codemod: Codemod,
  projectCase: ProjectCase,
  root: string,
): void {
  const { files, findings = {}, output = {}, verdicts = {} } = projectCase;
  const sources = Object.keys(files).filter((path) => hasSourceExtension(path));
  const fixes = new Map(
    sources.map((path) => [path, runCodemod(codemod, projectCase, root, path)]),
  );
  for (const path of sources) {
    const { sites } = fixes.get(path)!;
    const expected = findings[path] ?? [];
    expect(sites.filter(({ remedy }) => remedy !== 'none').map(shown), path).toEqual(
      expected.map((text) => expect.stringContaining(text) as string),
    );
    expect(lint(rule, codemod, projectCase, root, path), `the rule in ${path}`).toEqual(
      expected.map(withoutReason),
    );
    expect(sites.map(verdictOf), path).toEqual(
      expect.arrayContaining(
        (verdicts[path] ?? []).map((text) => expect.stringContaining(text) as string),
      ),
    );
  }
  const changed = Object.fromEntries(
    [...fixes]
      .filter(([path, { output: text }]) => text !== files[path])
      .map(([path, fixed]) => [path, fixed.output]),
  );
  expect(changed).toEqual(output);

  for (const [path, text] of Object.entries(changed)) writeFileSync(join(root, path), text);
  for (const path of sources) {
    expect(
      runCodemod(codemod, projectCase, root, path).output,
      `a second run changes nothing in ${path}`,
    ).toBe(readFileSync(join(root, path), 'utf8'));
  }
}

function runCodemod(
  codemod: Codemod,
  { options = {}, settings = {} }: ProjectCase,
  root: string,
  path: string,
): ReturnType<typeof fixText> {
  const file = join(root, path);
  const { agentsModule } = options;
  const facts = projectFacts(file, {
    settings: inRoot(settings, root),
    agentsModule: agentsModule === undefined ? undefined : join(root, agentsModule),
  });
  return fixText(codemod, readFileSync(file, 'utf8'), facts, options);
}

function lint(
  rule: Rule.RuleModule,
  codemod: Codemod,
  { options, settings = {} }: ProjectCase,
  root: string,
  path: string,
): string[] {
  const name = codemod.rule;
  const config = {
    files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
    plugins: { leakproof: { rules: { [name]: rule } } },
    settings: { leakproof: inRoot(settings, root) },
    languageOptions: { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: { [`leakproof/${name}`]: options ? ['error', options] : 'error' },
  } as unknown as Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: root }).verify(
    readFileSync(join(root, path), 'utf8'),
    [config],
    { filename: join(root, path) },
  );
  expect(
    messages.filter(({ fatal }) => fatal),
    path,
  ).toEqual([]);
  return messages.map(({ line, messageId }) => `${line} ${messageId}`);
}

/** A path in the settings is one in the project. */
function inRoot(settings: LeakproofSettings, root: string): LeakproofSettings {
  return typeof settings.project === 'string'
    ? { ...settings, project: join(root, settings.project) }
    : settings;
}

function shown({ site: { node, finding } }: SiteOutcome): string {
  const reason = finding && 'refusal' in finding.remedy ? ` ${finding.remedy.refusal}` : '';
  return `${node.loc.start.line} ${finding!.messageId}${reason}`;
}

function withoutReason(finding: string): string {
  return finding.split(' ').slice(0, 2).join(' ');
}

function verdictOf({ site: { node, verdict, reason, client } }: SiteOutcome): string {
  const made =
    client && 'file' in client
      ? ` made at ${client.file.split(/[/\\]/u).at(-1)}:${client.line}`
      : '';
  return `${node.loc.start.line} ${verdict}${made}${reason === undefined ? '' : ` ${reason}`}`;
}
