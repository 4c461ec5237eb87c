/**
 * What the package and the Codemod registry would publish offers the codemods that there are.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { codemods } from '../codemods/registry.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const { exports, version } = JSON.parse(read('package.json')) as { exports: Record<string, string>; version: string };
const workflow = parse(read('registry/workflow.yaml')) as { params: { schema: { codemod: { description: string } } }; nodes: { steps: { run: string }[] }[] };

it('names the version of this package', () => {
  expect(parse(read('registry/codemod.yaml'))).toMatchObject({ version });
  expect(workflow.nodes[0]!.steps[0]!.run).toContain(`--package=eslint-plugin-leakproof@${version} leakproof `);
});

it('names every codemod', () => {
  expect(workflow.params.schema.codemod.description).toBe(`${codemods.map(({ name }) => name).join(', ')} or all`);
});

it('exports every codemod', () => {
  for (const { name } of codemods) expect(exports).toHaveProperty([`./codemods/${name}`], `./dist/codemods/${name}.js`);
});
