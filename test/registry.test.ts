/**
 * What the package and the Codemod registry would publish offers the codemods that there are.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { codemods, RULES_WITHOUT_CODEMOD } from '../codemods/registry.ts';
import { rules } from '../rules/generated.ts';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const { exports, version } = JSON.parse(read('package.json')) as {
  exports: Record<string, string>;
  version: string;
};
const workflow = parse(read('registry/workflow.yaml')) as {
  params: { schema: { codemod: { default: string } } };
  nodes: { steps: { run: string }[] }[];
};

it('names the version of this package', () => {
  expect(parse(read('registry/codemod.yaml'))).toMatchObject({ version });
  expect(workflow.nodes[0]!.steps[0]!.run).toContain(
    `--package=eslint-plugin-leakproof@${version} leakproof `,
  );
});

it('runs the codemod that is asked for, and all by default', () => {
  expect(workflow.params.schema.codemod.default).toBe('all');
  expect(workflow.nodes[0]!.steps[0]!.run).toContain(' leakproof ${{ params.codemod }} .');
});

it('exports every codemod', () => {
  for (const { name } of codemods)
    expect(exports).toHaveProperty([`./codemods/${name}`], `./dist/codemods/${name}.js`);
});

it('runs the codemods in an order that is the same at each run', () => {
  const orders = codemods.map(({ order }) => order);
  expect(orders).toEqual([...new Set(orders)].toSorted((one, other) => one - other));
});

it('knows the rules that no codemod fixes', () => {
  const fixed: readonly string[] = codemods.map(({ rule }) => rule);
  expect(RULES_WITHOUT_CODEMOD).toEqual(Object.keys(rules).filter((name) => !fixed.includes(name)));
});
