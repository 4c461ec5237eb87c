/**
 * ESLint 8.57, 9 and 10, each with the configs that it reads: the program finds something in the same files.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLAT_SHAPES, LEGACY_SHAPES, NEAREST_SHAPES, type Shape } from '../cli/eslint-shapes.ts';
import { Host, type Line } from './host.ts';

interface Mode {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly env: Readonly<Record<string, string>>;
}

const flat: Mode = { name: 'flat configs', shapes: FLAT_SHAPES, env: {} };
const nearest: Mode = { name: 'the nearest flat config', shapes: NEAREST_SHAPES, env: {} };

const HOSTS: readonly { readonly eslint: string; readonly modes: readonly Mode[] }[] = [
  { eslint: '8.57', modes: [flat, { name: '.eslintrc', shapes: LEGACY_SHAPES, env: {} }] },
  {
    eslint: '9',
    modes: [
      flat,
      { ...nearest, env: { ESLINT_FLAGS: 'v10_config_lookup_from_file' } },
      { name: '.eslintrc', shapes: LEGACY_SHAPES, env: { ESLINT_USE_FLAT_CONFIG: 'false' } },
    ],
  },
  { eslint: '10', modes: [flat, nearest] },
];

const filesOf = (lines: readonly Line[]) => [
  ...new Set(
    lines.flatMap(
      (line) =>
        /^(\S+) \d+:\d+ (?:leakproof\/|sockets\/)?require-axios-agents /u.exec(line)?.[1] ?? [],
    ),
  ),
];

describe.each(HOSTS)('ESLint $eslint', ({ eslint, modes }) => {
  let host: Host;

  beforeAll(() => {
    host = new Host();
    host.pass('git', ['init', '--quiet']);
    host.install(`eslint@${eslint}`, 'typescript-eslint@8', 'typescript@6');
  });

  afterAll(() => {
    host.remove();
  });

  describe.each(modes)('$name', ({ shapes, env }) => {
    it.each(shapes)('$name', ({ files, paths, linted }) => {
      const manifest = host.read('package.json');
      host.write(files);
      try {
        expect(filesOf(host.lint(paths, { env }))).toEqual(linted);
        expect(filesOf(host.report(paths, { env }))).toEqual(linted);
        // A list, as a hook gives it.
        expect(filesOf(host.report(Object.keys(files), { env }))).toEqual(linted);
      } finally {
        for (const path of Object.keys(files)) rmSync(join(host.folder, path));
        host.write({ 'package.json': manifest });
      }
    });
  });
});

describe('ESLint 9 without that flag', () => {
  let host: Host;

  beforeAll(() => {
    host = new Host();
    host.pass('git', ['init', '--quiet']);
    host.install('eslint@9', 'typescript-eslint@8', 'typescript@6');
  });

  afterAll(() => {
    host.remove();
  });

  it.each(NEAREST_SHAPES)(
    'finds no config at the top, and the program asks it in each package: $name',
    ({ files, paths, linted }) => {
      host.write(files);
      expect(host.run('npx', ['eslint', ...paths]).stderr).toContain(
        "couldn't find an eslint.config",
      );
      expect(filesOf(host.report(paths))).toEqual(linted);
      for (const path of Object.keys(files)) rmSync(join(host.folder, path));
      host.write({ 'package.json': '{ "private": true }\n' });
    },
  );
});
