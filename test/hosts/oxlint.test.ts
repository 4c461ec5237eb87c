/**
 * Oxlint with the packed package among its `jsPlugins`: the findings are those of the program, and so is the fixed text.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import leakproof from '../../rules/index.ts';
import { FIXTURE, Host } from './host.ts';

const SOURCES = ['legacy.cjs', ...readdirSync(join(FIXTURE, 'src')).map((name) => `src/${name}`)];
const MOST_RUNS = 10;
const host = new Host();

interface Diagnostic {
  readonly message: string;
  readonly code?: string;
  readonly filename?: string;
  readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
}

/** Oxlint's findings as `src/orders.js 7:51 require-axios-agents`, sorted; what else it says stands as it is. */
function lint(): string[] {
  const { stdout } = host.run('node', ['node_modules/oxlint/bin/oxlint', '--format', 'json', '.']);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics
    .map(({ filename, labels: [label], code, message }) =>
      label
        ? `${filename} ${label.span.line}:${label.span.column} ${/^leakproof\((.*)\)$/u.exec(code ?? '')?.[1]}`
        : message,
    )
    .toSorted();
}

const withoutDetail = (line: string) => line.split(' ').slice(0, 3).join(' ');

beforeAll(() => {
  host.copy(FIXTURE);
  host.write({
    // Oxlint leaves out what git leaves out, and nothing else.
    '.gitignore': 'node_modules\n',
    '.oxlintrc.json': JSON.stringify({
      jsPlugins: ['eslint-plugin-leakproof'],
      categories: { correctness: 'off' },
      settings: { leakproof: { modules: ['@orders/partner'] } },
      rules: leakproof.configs.strict.rules,
    }),
    // The program reads its options from ESLint's config.
    'eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\n\nexport default [{ ...leakproof.configs.strict, settings: { leakproof: { modules: ['@orders/partner'] } } }];\n`,
  });
  host.install('oxlint@1', 'eslint@10');
});

afterAll(() => {
  host.remove();
});

it('finds what the program reports', () => {
  const reported = host.report().map(withoutDetail);
  expect(reported).toHaveLength(13);
  expect(lint()).toEqual(reported);
});

it('--fix-suggestions, run until nothing changes, gives the text of the codemods', () => {
  host.fix();
  const fixed = SOURCES.map((path) => host.read(path));
  const left = lint();
  expect(left).toHaveLength(3);
  host.copy(FIXTURE);
  const texts = () => SOURCES.map((path) => host.read(path)).join('\0');
  for (let before = '', run = 0; before !== texts() && run < MOST_RUNS; run++) {
    before = texts();
    host.run('node', ['node_modules/oxlint/bin/oxlint', '--fix-suggestions', '.']);
  }
  expect(SOURCES.map((path) => host.read(path))).toEqual(fixed);
  expect(lint()).toEqual(left);
});
