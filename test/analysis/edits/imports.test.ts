import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import type { ImportStyle } from '../../../analysis/edits/edit-queries.ts';
import { importStyle } from '../../../analysis/edits/import-style.ts';
import { importPosition } from '../../../analysis/edits/imports.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { facts, forEachHost } from '../../harness/hosts.ts';

interface StyleCase extends Partial<ImportStyle> {
  readonly why: string;
  readonly code: string;
  readonly file?: string;
  readonly type?: 'module' | 'commonjs';
}

describe('the syntax of a file', () => {
  it.each<StyleCase>([
    { why: 'imports', code: `import a from 'a';`, syntax: 'esm' },
    { why: 'requires', code: `const a = require('a');`, syntax: 'cjs' },
    { why: 'exports', code: `export const a = 1;`, syntax: 'esm' },
    {
      why: 'imports in a CommonJS package: compiled',
      code: `import a from 'a';`,
      type: 'commonjs',
      syntax: 'esm',
    },
    {
      why: 'requires in a module package',
      code: `const a = require('a');`,
      type: 'module',
      syntax: 'cjs',
    },
    {
      why: 'imports and a require',
      code: `import a from 'a';\nconst b = require('b');`,
      syntax: 'esm',
    },
    { why: 'neither, in a module package', code: `fetch(url);`, type: 'module', syntax: 'esm' },
    { why: 'neither, in a CommonJS package', code: `fetch(url);`, type: 'commonjs', syntax: 'cjs' },
    { why: '.mjs', code: `fetch(url);`, file: '/p/a.mjs', type: 'commonjs', syntax: 'esm' },
    { why: '.cjs', code: `fetch(url);`, file: '/p/a.cjs', type: 'module', syntax: 'cjs' },
    {
      why: '.cjs that says import is compiled',
      code: `import a from 'a';`,
      file: '/p/a.cjs',
      syntax: 'esm',
    },
    { why: '.mts', code: `fetch(url);`, file: '/p/a.mts', type: 'commonjs', syntax: 'esm' },
    {
      why: '.cts with import is compiled to require',
      code: `import a from 'a';`,
      file: '/p/a.cts',
      syntax: 'esm',
    },
    {
      why: 'TypeScript’s own require',
      code: `import a = require('a');`,
      file: '/p/a.ts',
      syntax: 'esm',
    },
    {
      why: 'a require of a shadowed name is none',
      code: `function f(require) { require('a'); }`,
      type: 'module',
      syntax: 'esm',
    },
    {
      why: 'a dynamic import is allowed in both',
      code: `const a = import('a');`,
      type: 'commonjs',
      syntax: 'cjs',
    },
  ])('$why', ({ code, file = '/p/a.js', type = 'commonjs', syntax }) => {
    expect(
      importStyle(parseSource(code, file), facts({ file, packageType: () => type })).syntax,
    ).toBe(syntax);
  });
});

describe('whether relative specifiers carry an extension', () => {
  it.each<StyleCase & { extensions: boolean | undefined }>([
    { why: 'there is none to go by', code: `import a from 'a';`, extensions: undefined },
    { why: 'with', code: `import a from './a.js';`, extensions: true },
    { why: 'without', code: `import a from './a';`, extensions: false },
    {
      why: 'most with',
      code: `import a from './a.js';\nimport b from '../b.mjs';\nimport c from './c';`,
      extensions: true,
    },
    {
      why: 'as many with as without',
      code: `import a from './a.js';\nimport c from './c';`,
      extensions: false,
    },
    { why: 'requires', code: `const a = require('./a.cjs');`, extensions: true },
    {
      why: 're-exports',
      code: `export * from './a.js';\nexport { b } from './b.js';`,
      extensions: true,
    },
    {
      why: 'a dot in a name is no extension',
      code: `import a from './a.service';`,
      extensions: false,
    },
  ])('$why', ({ code, extensions }) => {
    expect(importStyle(parseSource(code, '/p/a.js'), facts()).extensions).toBe(extensions);
  });

  it.each([
    {
      why: 'JSON beside a module',
      code: `const p = require('./package.json');\nconst a = require('./a.js');`,
      extensions: true,
    },
    {
      why: 'JSON alone',
      code: `import p from './package.json' with { type: 'json' };`,
      extensions: undefined,
    },
  ])('$why', ({ code, extensions }) => {
    expect(importStyle(parseSource(code, '/p/a.js'), facts()).extensions).toBe(extensions);
  });
});

/** `|` stands where the import goes, as a line of its own. */
interface PositionCase {
  readonly why: string;
  readonly code: string;
}

describe('importPosition', () => {
  it.each<PositionCase>([
    { why: 'behind an import', code: `import a from 'a';|\nb();` },
    { why: 'behind the last import', code: `import a from 'a';\nimport b from 'b';|\nb();` },
    {
      why: 'behind the last require',
      code: `const a = require('a');\nconst { b } = require('b');|\nb();`,
    },
    {
      why: 'behind a require for its effect',
      code: `const a = require('a');\nrequire('b');|\nc();`,
    },
    {
      why: 'behind a require that is called',
      code: `const a = require('a');\nrequire('b')();\nrequire('dotenv').config();|\nc();`,
    },
    {
      why: 'not behind an import further down',
      code: `import a from 'a';|\nb();\nimport c from 'c';`,
    },
    { why: 'behind a comment on the line', code: `import a from 'a'; // one|\nb();` },
    { why: 'before a comment below', code: `import a from 'a';|\n// b\nb();` },
    { why: 'behind a directive', code: `'use strict';|\nb();` },
    {
      why: 'behind a directive and imports',
      code: `'use strict';\nconst a = require('a');|\nb();`,
    },
    { why: 'before all, without imports', code: `|b();` },
    { why: 'before the comment of the first statement', code: `|// b\nb();` },
    { why: 'behind a licence that stands apart', code: `/* licence */\n\n|// b\nb();` },
    { why: 'behind a hashbang', code: `#!/usr/bin/env node\n|b();` },
    {
      why: 'behind a hashbang and imports',
      code: `#!/usr/bin/env node\nconst a = require('a');|\nb();`,
    },
    {
      why: 'not behind an own function that runs',
      code: `const a = require('a');|\nconst b = start(require('b'));\nfunction start() {}`,
    },
    {
      why: 'an import inside a function is none at the top',
      code: `|function f() { return require('a'); }`,
    },
    { why: 'an empty file with a comment', code: `// nothing|` },
    {
      why: 'behind an import with a block comment over lines',
      code: `import a from 'a';| /* one\ntwo */\nb();`,
    },
  ])('$why', ({ code }) => {
    const text = code.replace('|', '');
    forEachHost(text, (source, host) => {
      const { position } = importPosition(source, []);
      expect(`${text.slice(0, position)}|${text.slice(position)}`, host).toBe(code);
    });
  });

  it.each<PositionCase>([
    {
      why: 'interfaces may stand between imports',
      code: `import a from 'a';\ninterface B {}\nimport c from 'c';|\nd();`,
    },
    {
      why: 'types may stand between imports',
      code: `import a from 'a';\ntype B = string;\nimport c from 'c';|\nd();`,
    },
    { why: 'import x = require', code: `import a = require('a');|\nd();` },
    {
      why: 'a type below the imports is no import',
      code: `import a from 'a';|\ntype B = string;\nd();`,
    },
  ])('TypeScript: $why', ({ code }) => {
    const text = code.replace('|', '');
    forEachHost(
      text,
      (source, host) => {
        const { position } = importPosition(source, []);
        expect(`${text.slice(0, position)}|${text.slice(position)}`, host).toBe(code);
      },
      'ts',
    );
  });

  it.each<PositionCase>([
    {
      why: 'before a statement that makes a client',
      code: `const a = require('a');|\nconst client = require('axios').create();\nconst b = require('b');`,
    },
    {
      why: 'before all, if the first does',
      code: `|const client = require('axios').create();\nconst b = require('b');`,
    },
    {
      why: 'behind a client further down',
      code: `const axios = require('axios');|\nconst client = axios.create();`,
    },
  ])('a require runs where it stands: $why', ({ code }) => {
    const text = code.replace('|', '');
    forEachHost(text, (source, host) => {
      const makes = nodesOf(source, AST_NODE_TYPES.CallExpression).filter((call) =>
        source.getText(call.callee).endsWith('.create'),
      );
      const { position } = importPosition(source, makes);
      expect(`${text.slice(0, position)}|${text.slice(position)}`, host).toBe(code);
    });
  });
});
