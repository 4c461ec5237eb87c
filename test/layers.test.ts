/**
 * The folders of `analysis/` stand in one straight stack. Imports go down: never up, and never in a circle, be it of files
 * or of folders, be it of types alone. Rules and codemods stand on top, and do not know each other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What stands on nothing comes first. */
const LAYERS = [
  'vocabulary',
  'source',
  'findings',
  'syntax',
  'flow',
  'modules',
  'lifetime',
  'keys',
  'edits',
  'clients',
  'agents',
  'collections',
  'responses',
  'finders',
  'project',
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const files = ['analysis', 'rules', 'codemods']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.split(sep).join('/')}`))
  .filter((file) => file.endsWith('.ts'));

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(ROOT, from), 'utf8');
  return [...text.matchAll(/^(?:import|export) (type )?[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gmu)].map(([, type, specifier, dynamic]) => {
    const target = specifier ?? dynamic ?? '';
    const to = target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(from), target)).split(sep).join('/') : target;
    return { from, to, isTypeOnly: type !== undefined };
  });
});

const importsOf = (folder: string) => imports.filter(({ from }) => from.startsWith(`${folder}/`));

/** `flow` of `analysis/flow/values.ts`. */
const layerOf = (file: string) => /^analysis\/(?<layer>[^/]+)\//u.exec(file)?.groups?.['layer'];

/** `no-per-call-agent` of `analysis/finders/no-per-call-agent/fix.ts`. */
const ruleOf = (file: string) => /^analysis\/finders\/(?<rule>[^/]+)\//u.exec(file)?.groups?.['rule'];

/** The ways through a graph that come back to where they began, each as a text. */
function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' > '));
    if (path.includes(node) || done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return circles;
}

/** @param nodeOf what stands for a file in the graph; undefined leaves it out */
function graphOf(nodeOf: (file: string) => string | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [one, other] = [nodeOf(from), nodeOf(to)];
    if (one === undefined || other === undefined || one === other) continue;
    edges.set(one, (edges.get(one) ?? new Set()).add(other));
  }
  return edges;
}

const known = new Set(files);

describe('the layers', () => {
  it('sees the imports at all', () => {
    expect(imports.some(({ from, to }) => from === 'rules/index.ts' && to === 'rules/generated.ts')).toBe(true);
    expect(imports.some(({ from, to }) => from === 'rules/require-axios-agents.ts' && layerOf(to) === 'finders')).toBe(true);
  });

  it('finds a circle where there is one', () => {
    const edges = new Map([['a', new Set(['b'])], ['b', new Set(['c'])], ['c', new Set(['b', 'd'])]]);
    expect(circlesOf(edges)).toEqual(['b > c > b']);
  });

  it('each file of analysis is in one of them', () => {
    expect(files.filter((file) => file.startsWith('analysis/') && !LAYERS.includes(layerOf(file) ?? ''))).toEqual([]);
  });

  it('no import goes up', () => {
    const rank = (file: string) => LAYERS.indexOf(layerOf(file) ?? '');
    const upward = importsOf('analysis').filter(({ from, to }) => known.has(to) && rank(to) > rank(from));
    expect(upward.map(({ from, to }) => `${from} > ${to}`)).toEqual([]);
  });

  it('no rule’s folder knows another’s', () => {
    const between = importsOf('analysis/finders').filter(({ from, to }) => ruleOf(from) !== undefined && ruleOf(to) !== undefined && ruleOf(from) !== ruleOf(to));
    expect(between.map(({ from, to }) => `${from} > ${to}`)).toEqual([]);
  });

  it('analysis stands on nothing of ours', () => {
    expect(importsOf('analysis').filter(({ to }) => /^(?:rules|codemods|test)\//u.test(to))).toEqual([]);
  });

  it('rules and codemods do not know each other', () => {
    expect(importsOf('rules').filter(({ to }) => to.startsWith('codemods/'))).toEqual([]);
    expect(importsOf('codemods').filter(({ to }) => to.startsWith('rules/'))).toEqual([]);
  });

  it('analysis knows neither ESLint nor jscodeshift', () => {
    const foreign = importsOf('analysis').filter(({ to, isTypeOnly }) => !isTypeOnly && (to === 'eslint' || to === 'jscodeshift'));
    expect(foreign).toEqual([]);
  });

  it('only type-checker.ts may import ts-morph, only codemods jscodeshift', () => {
    expect(imports.filter(({ from, to }) => to === 'ts-morph' && from !== 'analysis/project/type-checker.ts')).toEqual([]);
    expect(imports.filter(({ from, to }) => to.startsWith('jscodeshift') && !from.startsWith('codemods/'))).toEqual([]);
  });

  it('there is no circle of files, types included', () => {
    expect(circlesOf(graphOf((file) => (known.has(file) ? file : undefined)))).toEqual([]);
  });

  it('there is no circle of folders', () => {
    expect(circlesOf(graphOf((file) => (known.has(file) ? posix.dirname(file) : undefined)))).toEqual([]);
  });
});
