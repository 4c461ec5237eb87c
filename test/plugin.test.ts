/**
 * The built plugin as others load it.
 */
import { Linter } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import plugin from '../rules/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const required = createRequire(import.meta.url)('../dist/rules/index.js') as typeof plugin;

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: object;
  readonly peerDependencies: object;
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

it('require gives the plugin itself, which is how ESLint loads those of an .eslintrc', () => {
  expect(Object.keys(required.rules)).toEqual(Object.keys(plugin.rules));
});

it('the configs for .eslintrc turn on what the others do, and name the plugin', () => {
  for (const name of ['recommended', 'strict'] as const) {
    expect(required.configs[`${name}-legacy`]).toEqual({
      plugins: ['leakproof'],
      rules: required.configs[name].rules,
    });
  }
});

it('a setting that there is not stops the linter, and is named', () => {
  const config: Linter.Config = {
    ...plugin.configs.recommended,
    settings: { leakproof: { module: ['a'] } },
  };
  expect(() => new Linter().verify('', [config])).toThrow(
    'settings.leakproof.module: there is no such setting, only modules, wrappers, project',
  );
});

it('each rule says where its page is', () => {
  for (const [name, rule] of Object.entries(plugin.rules))
    expect(rule.meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`, 'u'));
});

it('each rule is made by RuleCreator, which gives it its name', () => {
  for (const [name, rule] of Object.entries(plugin.rules))
    expect(rule).toHaveProperty('name', name);
});

it('the built code loads no package that is not installed with this one: no TypeScript of its own for @typescript-eslint/utils', () => {
  const built = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.js'),
  );
  const loaded = built.flatMap((path) => {
    const text = readFileSync(join(ROOT, 'dist', path), 'utf8');
    return [
      ...text.matchAll(
        /^(?:import|export)\b[^"\n]*"([^"]+)";$|\b(?:__)?require(?:\$\d+)?\("([^"]+)"\)|\bimport\("([^"]+)"\)/gmu,
      ),
    ].map(([, from, required, imported]) => from ?? required ?? imported!);
  });
  const packages = new Set(
    loaded
      .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier))
      .map((specifier) => /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)![0]),
  );
  expect(packages).toContain('oxc-parser');
  const own = 'eslint-plugin-leakproof';
  expect(
    [...packages].filter(
      (name) =>
        name !== own && !(name in manifest.dependencies) && !(name in manifest.peerDependencies),
    ),
  ).toEqual([]);
});

it('the published types name no package that is not installed with this one', () => {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from, imported] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?\bfrom ["']([^"']+)["']|\bimport\(["']([^"']+)["']\)/gmu,
    )) {
      const specifier = from ?? imported!;
      if (specifier.startsWith('.'))
        visit(join(dirname(file), specifier.replace(/\.[jt]s$/u, '.d.ts')));
      else packages.add(/^(?:@[^/]+\/)?[^/]+/u.exec(specifier)![0]);
    }
  };
  for (const target of Object.values(manifest.exports))
    if (target.endsWith('.js')) visit(join(ROOT, target.replace(/\.js$/u, '.d.ts')));
  const undeclared = [...packages].filter(
    (name) =>
      !name.startsWith('node:') &&
      !(name in manifest.dependencies) &&
      !(name in manifest.peerDependencies),
  );
  expect(packages).toContain('eslint');
  expect(undeclared).toEqual([]);
});
