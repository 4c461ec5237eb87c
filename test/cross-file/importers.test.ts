/**
 * Whether a module that a file loads imports that file in turn, asked as the rules ask.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { dedent } from '../harness/dedent.ts';
import { writeProject } from '../harness/project-tester.ts';

function importsBack(files: Readonly<Record<string, string>>, module: string): boolean | undefined {
  const root = writeProject(files);
  try {
    return projectFacts(join(root, 'api.ts')).importsBack(module);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const API = dedent(`
  import './a.js';
  import './b.js';
`);

describe('a module that imports a file in turn', () => {
  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['itself', { 'a.ts': `import './api.js';` }, true],
    [
      'by way of another',
      { 'a.ts': `export * from './c.js';`, 'c.ts': `const { load } = require('./api');` },
      true,
    ],
    [
      'in a circle of its own alone',
      { 'a.ts': `import './c.js';`, 'c.ts': `import './a.js';`, 'd.ts': `import './api.js';` },
      false,
    ],
    ['another module of the file does', { 'a.ts': '', 'b.ts': `import './api.js';` }, false],
    [
      'for its types alone',
      {
        'a.ts': dedent(`
          import type {
            Load,
          } from './api.js';
          export type { Load } from "./api.js";`),
      },
      false,
    ],
    [
      'for its types and more',
      {
        'a.ts': dedent(`
          import type { Load } from './api.js';
          import { load } from './api.js';`),
      },
      true,
    ],
    ['nobody imports it', { 'a.ts': `import './b.js';` }, false],
  ])('%s', (_, files, expected) => {
    expect(importsBack({ 'api.ts': API, 'b.ts': '', ...files }, './a.js')).toBe(expected);
  });

  it('a package of the registry does not', () => {
    expect(importsBack({ 'api.ts': API, 'a.ts': `import './api.js';` }, 'axios')).toBe(false);
  });

  it('nobody knows beyond some hundred files', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `f${index}.ts`,
          index === length - 1 ? `import './api.js';` : `import './f${index + 1}.js';`,
        ]),
      );
    expect(
      importsBack({ 'api.ts': API, 'a.ts': `import './f0.js';`, ...chain(300) }, './a.js'),
    ).toBe(true);
    expect(
      importsBack({ 'api.ts': API, 'a.ts': `import './f0.js';`, ...chain(600) }, './a.js'),
    ).toBeUndefined();
  });
});
