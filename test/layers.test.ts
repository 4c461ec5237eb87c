/**
 * The folders of `analysis/` stand in one straight stack. Imports go down: never up, and never in a circle, be it of files
 * or of folders, be it of types alone. Rules and codemods stand on top, and do not know each other.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  circlesOf,
  filesIn,
  graphOf,
  importsOf,
  layerOf,
  LAYERS,
  upwardOf,
} from '../scripts/import-graph.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const files = filesIn(ROOT);
const imports = importsOf(ROOT, files);

const importsFrom = (folder: string) => imports.filter(({ from }) => from.startsWith(`${folder}/`));

/** `no-per-call-agent` of `analysis/finders/no-per-call-agent/fix.ts`. */
const ruleOf = (file: string) =>
  /^analysis\/finders\/(?<rule>[^/]+)\//u.exec(file)?.groups?.['rule'];

const known = new Set(files);

describe('the layers', () => {
  it('sees the imports at all', () => {
    expect(
      imports.some(({ from, to }) => from === 'rules/index.ts' && to === 'rules/generated.ts'),
    ).toBe(true);
    expect(
      imports.some(
        ({ from, to }) => from === 'rules/require-axios-agents.ts' && layerOf(to) === 'finders',
      ),
    ).toBe(true);
  });

  it('finds a circle where there is one', () => {
    const edges = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['b', 'd'])],
    ]);
    expect(circlesOf(edges)).toEqual(['b > c > b']);
  });

  it('sees an import that goes up', () => {
    const upward = {
      from: 'analysis/flow/values.ts',
      to: 'analysis/keys/key-origin.ts',
      isTypeOnly: true,
    };
    expect(upwardOf([upward, { ...upward, from: upward.to, to: upward.from }])).toEqual([upward]);
  });

  it('each file of analysis is in one of them', () => {
    expect(
      files.filter((file) => file.startsWith('analysis/') && !LAYERS.includes(layerOf(file) ?? '')),
    ).toEqual([]);
  });

  it('the page of the architecture has a line for each, the highest first', () => {
    const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const section = page.slice(page.indexOf('## The layers'), page.indexOf('## The imports'));
    expect(
      [...section.matchAll(/^\| `(?<layer>\w+)` \|/gmu)].map(({ groups }) => groups!['layer']),
    ).toEqual(LAYERS.toReversed());
  });

  it('no import goes up', () => {
    expect(upwardOf(imports).map(({ from, to }) => `${from} > ${to}`)).toEqual([]);
  });

  it('no rule’s folder knows another’s', () => {
    const between = importsFrom('analysis/finders').filter(
      ({ from, to }) =>
        ruleOf(from) !== undefined && ruleOf(to) !== undefined && ruleOf(from) !== ruleOf(to),
    );
    expect(between.map(({ from, to }) => `${from} > ${to}`)).toEqual([]);
  });

  it('analysis stands on nothing of ours', () => {
    expect(
      importsFrom('analysis').filter(({ to }) => /^(?:rules|codemods|test)\//u.test(to)),
    ).toEqual([]);
  });

  it('rules and codemods do not know each other', () => {
    expect(importsFrom('rules').filter(({ to }) => to.startsWith('codemods/'))).toEqual([]);
    expect(importsFrom('codemods').filter(({ to }) => to.startsWith('rules/'))).toEqual([]);
  });

  it('rules and codemods read no syntax tree, but for two files that compare layouts', () => {
    const readsTree = (file: string) =>
      /\.type\b.*AST_NODE_TYPES|AST_NODE_TYPES\.|\bwalk\(|\bnodesOf\(|\{ ast \}/u.test(
        readFileSync(join(ROOT, file), 'utf8'),
      );
    expect(files.filter((file) => /^(?:rules|codemods)\//u.test(file) && readsTree(file))).toEqual([
      'codemods/cli/judge/kept-text.ts',
      'codemods/cli/judge/prettier.ts',
    ]);
  });

  it('the page of the architecture names the layers that declare what they ask', () => {
    const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const [, named = ''] = /`…-queries\.ts`: (?<layers>.*?) have one\./u.exec(page) ?? [];
    const declaring = LAYERS.filter((layer) =>
      files.some((file) => file.startsWith(`analysis/${layer}/`) && file.endsWith('-queries.ts')),
    );
    expect([...named.matchAll(/`(?<layer>\w+)`/gu)].map(({ groups }) => groups!['layer'])).toEqual(
      declaring.filter((layer) => layer !== 'finders'),
    );
  });

  it('analysis knows neither ESLint nor jscodeshift', () => {
    const foreign = importsFrom('analysis').filter(
      ({ to, isTypeOnly }) => !isTypeOnly && (to === 'eslint' || to === 'jscodeshift'),
    );
    expect(foreign).toEqual([]);
  });

  it('only type-checker.ts may import ts-morph, only codemods jscodeshift', () => {
    expect(
      imports.filter(
        ({ from, to }) => to === 'ts-morph' && from !== 'analysis/project/type-checker.ts',
      ),
    ).toEqual([]);
    expect(
      imports.filter(
        ({ from, to }) => to.startsWith('jscodeshift') && !from.startsWith('codemods/'),
      ),
    ).toEqual([]);
  });

  it('there is no circle of files, types included', () => {
    expect(circlesOf(graphOf(imports, (file) => (known.has(file) ? file : undefined)))).toEqual([]);
  });

  it('there is no circle of folders', () => {
    expect(
      circlesOf(graphOf(imports, (file) => (known.has(file) ? posix.dirname(file) : undefined))),
    ).toEqual([]);
  });
});
