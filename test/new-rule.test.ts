/**
 * `npm run new-rule` writes what compiles, registers it, and leaves nothing that nobody has to write unnamed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingOf } from './harness/rule-places.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SCRIPT = join(ROOT, 'scripts/new-rule.js');
const folders: string[] = [];

/** A repository of the rules and codemods alone. */
function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leakproof-rule-'));
  folders.push(folder);
  for (const path of ['package.json', '.oxfmtrc.json', 'rules'])
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  cpSync(join(ROOT, 'codemods'), join(folder, 'codemods'), {
    recursive: true,
    filter: (path) => !path.includes(join('codemods', 'cli')),
  });
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const textsIn = (folder: string) =>
  new Map(filesIn(folder).map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
const run = (folder: string, ...names: string[]) =>
  spawnSync(process.execPath, [SCRIPT, ...names], { cwd: folder, encoding: 'utf8' });

/** What was written, by where it belongs in the repository. */
const written = new Map<string, string>();

const placesOf = (rule: string) => [
  `analysis/finders/${rule}/finder.ts`,
  `analysis/finders/${rule}/messages.ts`,
  `docs/rules/${rule}.md`,
  `rules/${rule}.ts`,
  `test/leaks/clean/${rule}.ts`,
  `test/leaks/pairs/${rule}.ts`,
  `test/rules/${rule}/cases.test.ts`,
];
const CODEMOD_PLACES = [
  'analysis/finders/no-x/fix.ts',
  'codemods/fix-x.ts',
  'docs/codemods/fix-x.md',
];

describe.each([
  {
    title: 'with a codemod',
    rule: 'no-x',
    codemod: 'fix-x',
    created: [...placesOf('no-x'), ...CODEMOD_PLACES],
    changed: ['codemods/generated.ts', 'package.json', 'rules/generated.ts'],
  },
  {
    title: 'without a codemod',
    rule: 'no-y',
    codemod: undefined,
    created: placesOf('no-y'),
    changed: ['rules/generated.ts'],
  },
])('a rule $title', ({ rule, codemod, created, changed }) => {
  let folder: string;
  let before: ReadonlyMap<string, string>;
  let after: ReadonlyMap<string, string>;

  beforeAll(() => {
    folder = repository();
    before = textsIn(folder);
    const { status, stderr } = run(
      folder,
      rule,
      ...(codemod === undefined ? [] : ['--codemod', codemod]),
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    after = textsIn(folder);
    for (const path of created.filter((each) => each.endsWith('.ts')))
      written.set(join(ROOT, path), after.get(path)!);
  });

  it('has its files, and changes the index and package.json alone', () => {
    expect([...after.keys()].filter((path) => !before.has(path)).toSorted()).toEqual(
      created.toSorted(),
    );
    expect(
      [...before]
        .filter(([path, text]) => after.get(path) !== text)
        .map(([path]) => path)
        .toSorted(),
    ).toEqual(changed);
    expect(after.get('rules/generated.ts')).toContain(`  '${rule}': `);
    if (codemod !== undefined)
      expect(JSON.parse(after.get('package.json')!)).toMatchObject({
        exports: { './codemods/fix-x': './dist/codemods/fix-x.js' },
      });
  });

  it('marks each value that somebody has to choose', () => {
    const chosen = /^ *(?:kind|kinds|order|flags|metric|load|config|isRecommended): /u;
    const lines = created
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => after.get(path)!.split('\n'));
    const places = lines.flatMap((line, index) => (chosen.test(line) ? [index] : []));
    expect(places.length).toBeGreaterThan(codemod === undefined ? 5 : 8);
    expect(
      places
        .filter((index) => !lines[index - 1]!.includes('// [skeleton: '))
        .map((index) => lines[index]),
    ).toEqual([]);
  });

  it('is named as incomplete, each of its files', () => {
    const named = new Set(missingOf(folder, rule, codemod).map((line) => line.replace(/:.*/u, '')));
    expect([...named].toSorted()).toEqual(created.toSorted());
    rmSync(join(folder, `docs/rules/${rule}.md`));
    expect(missingOf(folder, rule, codemod)).toContain(
      `docs/rules/${rule}.md: there is no such file`,
    );
  });
});

it('both compile', () => {
  const { compilerOptions } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  ).config as { compilerOptions: object };
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const real = { ...host };
  // The files written, among the others of the repository.
  host.directoryExists = () => true;
  host.fileExists = (file) => written.has(file) || real.fileExists(file);
  host.readFile = (file) => written.get(file) ?? real.readFile(file);
  const program = ts.createProgram([...written.keys()], options, host);
  const sources = [...written.keys()].map((file) => program.getSourceFile(file)!);
  const problems = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  expect(sources.length).toBeGreaterThan(10);
  expect(
    problems.map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    ),
  ).toEqual([]);
});

describe('it writes nothing', () => {
  it.each([
    {
      reason: 'for a name that no rule has',
      names: ['unread-response'],
      says: 'RULE begins with no-, prefer- or require-',
    },
    { reason: 'for a codemod that is no name', names: ['no-x', '../x'], says: 'Usage' },
    {
      reason: 'over what exists',
      names: ['require-bounded-agent'],
      says: 'These exist: rules/require-bounded-agent.ts',
    },
  ])('$reason', ({ names, says }) => {
    const folder = repository();
    const before = textsIn(folder);
    const { status, stderr } = run(folder, ...names);
    expect([status, stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(textsIn(folder)).toEqual(before);
  });
});

describe('the lines of the page for contributors', () => {
  const page = readFileSync(join(ROOT, 'docs/contributing.md'), 'utf8');
  const lines = [...page.matchAll(/^npm run new-rule (?<names>.+)$/gmu)].map(
    ({ groups }) => groups!['names']!,
  );

  it('make a rule each', () => {
    expect(lines).toHaveLength(2);
    const folder = repository();
    for (const names of lines) {
      const { status, stderr } = run(folder, ...names.split(' '));
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });
});
