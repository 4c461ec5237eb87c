import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAgentsModule, type AgentsModuleQuery } from '../../analysis/agents-module.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-planned-')));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Case {
  readonly why: string;
  readonly importer: string;
  readonly common: string;
  readonly syntax?: 'esm' | 'cjs';
  /** Paths that are there. */
  readonly files?: readonly string[];
  readonly file: string;
  readonly specifier: string;
  readonly writes: 'esm' | 'cjs';
}

describe('where a missing module goes', () => {
  it.each<Case>([
    { why: 'TypeScript without a tsconfig: inside the common folder', importer: 'src/gun.ts', common: 'src', file: 'src/http-agents.ts', specifier: './http-agents', writes: 'esm' },
    { why: 'TypeScript without a tsconfig, of the whole package: below src', importer: 'src/a/gun.ts', common: '.', file: 'src/http-agents.ts', specifier: '../http-agents', writes: 'esm' },
    { why: 'TypeScript that is not below src', importer: 'lib/gun.ts', common: '.', files: ['tsconfig.json'], file: 'http-agents.ts', specifier: '../http-agents', writes: 'esm' },
    { why: 'TypeScript of a nearer tsconfig', importer: 'app/lib/gun.ts', common: '.', files: ['tsconfig.json', 'app/tsconfig.json'], file: 'app/http-agents.ts', specifier: '../http-agents', writes: 'esm' },
    { why: 'JavaScript beside TypeScript requires a name of its own', importer: 'src/gun.js', common: 'src', syntax: 'cjs', files: ['tsconfig.json'], file: 'http-agents.cjs', specifier: '../http-agents.cjs', writes: 'cjs' },
    { why: 'and imports one', importer: 'src/gun.js', common: 'src', files: ['tsconfig.json'], file: 'http-agents.mjs', specifier: '../http-agents.mjs', writes: 'esm' },
    { why: 'one that is there is found beside TypeScript, too', importer: 'src/gun.js', common: 'src', syntax: 'cjs', files: ['tsconfig.json', 'http-agents.js'], file: 'http-agents.js', specifier: '../http-agents', writes: 'cjs' },
  ])('$why', ({ importer, common, syntax = 'esm', files = [], file, specifier, writes }) => {
    for (const path of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), path.endsWith('.json') ? '{}' : '');
    }
    const query: AgentsModuleQuery = {
      importer: join(root, importer),
      style: { syntax, extensions: undefined },
      packageRoot: root,
      packageType: 'commonjs',
      named: undefined,
      commonFolder: join(root, common),
    };
    expect(findAgentsModule(query)).toMatchObject({ file: join(root, file), specifier, syntax: writes });
  });

  it('beside the common folder of a package that is the whole disk', () => {
    const top = parse(root).root;
    const query: AgentsModuleQuery = {
      importer: join(root, 'src/gun.js'),
      style: { syntax: 'cjs', extensions: undefined },
      packageRoot: top,
      packageType: 'commonjs',
      named: undefined,
      commonFolder: join(root, 'src'),
    };
    expect(findAgentsModule(query)).toMatchObject({ file: join(root, 'http-agents.js'), specifier: '../http-agents', exists: false });
  });
});
