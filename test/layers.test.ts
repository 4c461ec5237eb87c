/**
 * Imports run downhill: rules and codemods stand on analysis, never on each other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['analysis', 'rules', 'codemods'] as const;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const files = ROOMS.flatMap((room) => readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file.split(sep).join('/')}`)).filter((file) => file.endsWith('.ts'));

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(ROOT, from), 'utf8');
  return [...text.matchAll(/^(?:import|export) (type )?[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gmu)].map(([, type, specifier, dynamic]) => {
    const target = specifier ?? dynamic ?? '';
    const to = target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(from), target)).split(sep).join('/') : target;
    return { from, to, isTypeOnly: type !== undefined };
  });
});

const importsOf = (room: string) => imports.filter(({ from }) => from.startsWith(`${room}/`));

describe('the layers', () => {
  it('sees the imports at all', () => {
    expect(imports.some(({ from, to }) => from === 'rules/index.ts' && to === 'rules/require-axios-agents.ts')).toBe(true);
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

  it('only type-project.ts may import ts-morph, only codemods jscodeshift', () => {
    expect(imports.filter(({ from, to }) => to === 'ts-morph' && from !== 'analysis/type-project.ts')).toEqual([]);
    expect(imports.filter(({ from, to }) => to.startsWith('jscodeshift') && !from.startsWith('codemods/'))).toEqual([]);
  });

  it('has no circles', () => {
    const edges = new Map(files.map((file) => [file, imports.filter(({ from, isTypeOnly }) => from === file && !isTypeOnly).map(({ to }) => to)]));
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      else for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
