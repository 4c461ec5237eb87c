import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { Modules } from '../../../analysis/modules/module-graph.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { writeProject } from '../../harness/project-tester.ts';

let root: string;
afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true });
});

const CLIENT = `import axios from 'axios';\nexport const api = axios.create();\n`;

/** The clients that a file hears of, by kind. */
const clientsOf = (file: string, module: string, ...path: string[]) =>
  projectFacts(join(root, file))
    .importedClients(module, path)
    ?.clients.map(({ kind }) => kind);

it('hears of a file that has changed, and of one that is new', () => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  root = writeProject({
    'api.js': CLIENT,
    'user.js': `import { api } from './api.js';\napi.get(url);\n`,
  });
  expect(clientsOf('user.js', './api.js', 'api')).toEqual(['imported']);
  writeFileSync(join(root, 'api.js'), `export const api = new Map();\n`);
  utimesSync(join(root, 'api.js'), 1, 1);
  writeFileSync(join(root, 'other.js'), CLIENT);
  expect(clientsOf('user.js', './api.js', 'api'), 'not within the first seconds').toEqual([
    'imported',
  ]);
  vi.advanceTimersByTime(6000);
  expect(clientsOf('user.js', './api.js', 'api')).toBeUndefined();
  expect(clientsOf('user.js', './other.js', 'api')).toEqual(['imported']);
});

it('keeps an answer that a cycle cut short for the question under way alone', () => {
  root = writeProject({ 'a.js': '' });
  const modules = new Modules({ root, tsconfig: undefined, traits: {} });
  const asked: string[] = [];
  const first = (): string =>
    modules.kept('first', () => {
      asked.push('first');
      return `1${second()}`;
    }) ?? '';
  const second = (): string =>
    modules.kept('second', () => {
      asked.push('second');
      return `2${first()}`;
    }) ?? '';
  expect(first()).toBe('12');
  expect(second(), 'not what it was on the way to the first').toBe('212');
  expect(first()).toBe('12');
  expect(asked).toEqual(['first', 'second', 'second']);
});

it('keeps no answer either that stands on one that was cut short', () => {
  root = writeProject({ 'a.js': '' });
  const modules = new Modules({ root, tsconfig: undefined, traits: {} });
  const first = (): string => modules.kept('first', () => `1${second()}`) ?? '';
  const second = (): string => modules.kept('second', () => `2${first()}`) ?? '';
  const third = (): string => modules.kept('third', () => `3${second()}`) ?? '';
  expect(
    modules.kept('root', () => first() + third()),
    'where the second is known as it was on the way to the first',
  ).toBe('1232');
  expect(third()).toBe('321');
});
