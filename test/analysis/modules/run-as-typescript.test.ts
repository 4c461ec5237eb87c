/**
 * What runs the TypeScript of an application that has no `tsconfig.json`: its imports are named for that.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFacts } from '../../../analysis/project/project.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leakproof-run-'));
  mkdirSync(join(root, 'src'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** What `src/main.ts` calls the agents module beside it. */
function specifier(files: Readonly<Record<string, string>>): string | undefined {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  writeFileSync(
    join(root, 'src/http-agents.ts'),
    'export const [httpAgent, httpsAgent] = build();\n',
  );
  return projectFacts(join(root, 'src/main.ts')).agentsModule({
    syntax: 'esm',
    extensions: undefined,
  })?.specifier;
}

const started = (start: string, type = 'module') =>
  JSON.stringify({ type, dependencies: { axios: '1' }, scripts: { start } });

describe('the name of the file, where nothing else is found', () => {
  it.each([
    { why: 'Node strips the types', files: { 'package.json': started('node src/main.ts') } },
    {
      why: 'also in a package that is not a module',
      files: {
        'package.json': started(
          'node --experimental-strip-types --env-file=.env src/main.ts',
          'commonjs',
        ),
      },
    },
    { why: 'Deno', files: { 'deno.json': '{}' } },
    {
      why: 'Deno with a package.json',
      files: { 'package.json': started('deno run -A src/main.ts'), 'deno.jsonc': '{}' },
    },
  ])('$why', ({ files }) => {
    expect(specifier(files)).toBe('./http-agents.ts');
  });
});

describe('the name of what it is compiled to, where that is found', () => {
  it.each([
    { why: 'a loader', files: { 'package.json': started('node --import tsx src/main.ts') } },
    {
      why: 'a loader of another name',
      files: { 'package.json': started('node --loader ts-node/esm src/main.ts') },
    },
    { why: 'a runner', files: { 'package.json': started('tsx src/main.ts') } },
    { why: 'a build', files: { 'package.json': started('node dist/main.js') } },
  ])('$why', ({ files }) => {
    expect(specifier(files)).toBe('./http-agents.js');
  });
});
