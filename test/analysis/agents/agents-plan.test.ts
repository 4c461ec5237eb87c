/**
 * Where the agents module of an application goes, and of which kind it is, whichever of its files asks.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentsModule } from '../../../analysis/agents/agent-queries.ts';
import { AgentsPlan } from '../../../analysis/agents/agents-plan.ts';
import { importStyle } from '../../../analysis/edits/import-style.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-plan-')));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const REQUIRES = `const axios = require('axios');\nexports.load = (url) => axios.get(url);\n`;
const IMPORTS = `import axios from 'axios';\nexport const load = (url) => axios.get(url);\n`;
const AGENTS = 'export const httpAgent = 1;\nexport const httpsAgent = 2;\n';
const APPLICATION = {
  dependencies: { axios: '^1.0.0' },
  devDependencies: { '@types/node': '^20.0.0' },
};
const EMITTED = '{ "compilerOptions": { "outDir": "dist", "module": "commonjs" } }';

/** What each file that imports axios is told, as `from: specifier > file (syntax)`. */
function plans(files: Readonly<Record<string, string | object>>): string[] {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  const importers = Object.entries(files).flatMap(([path, text]) =>
    typeof text === 'string' && /\.[cm]?[jt]sx?$/u.test(path) && text.includes('axios')
      ? [{ path, text }]
      : [],
  );
  return importers.map(({ path, text }) => {
    const facts = projectFacts(join(root, path), { plansAgents: true });
    const found = facts.agentsModule(importStyle(parseSource(text, join(root, path)), facts));
    return found ? `${path}: ${told(found)}` : `${path}: none`;
  });
}

function told({ file, specifier, syntax, exists, unusable }: AgentsModule): string {
  if (unusable !== undefined) return `refused, ${unusable.replaceAll(`${root}/`, '')}`;
  return `${specifier} > ${relative(root, file)} (${exists ? 'there' : syntax})`;
}

interface Case {
  readonly why: string;
  readonly files: Readonly<Record<string, string | object>>;
  readonly plans: readonly string[];
}

describe('where it goes', () => {
  it.each<Case>([
    {
      why: 'in the application, if several of its folders import axios',
      files: {
        'package.json': APPLICATION,
        'helpers/a.js': REQUIRES,
        'routes/deep/b.js': REQUIRES,
      },
      plans: [
        'helpers/a.js: ../http-agents > http-agents.js (cjs)',
        'routes/deep/b.js: ../../http-agents > http-agents.js (cjs)',
      ],
    },
    {
      why: 'in the one folder whose files import axios: it alone may be deployed',
      files: {
        'package.json': APPLICATION,
        'src/a.js': REQUIRES,
        'src/deep/b.js': REQUIRES,
        'test/a.test.js': REQUIRES.replace('exports.load', 'exports.test'),
      },
      plans: [
        'src/a.js: ./http-agents > src/http-agents.js (cjs)',
        'src/deep/b.js: ../http-agents > src/http-agents.js (cjs)',
        'test/a.test.js: ../src/http-agents > src/http-agents.js (cjs)',
      ],
    },
    {
      why: 'in the application, if the one folder is no program by itself',
      files: {
        'package.json': APPLICATION,
        'helpers/a.js': REQUIRES,
        'index.js': "require('./helpers/a');\n",
      },
      plans: ['helpers/a.js: ../http-agents > http-agents.js (cjs)'],
    },
    {
      why: 'one up, if something loads all files of that folder',
      files: {
        'package.json': APPLICATION,
        'backend/a.js': REQUIRES,
        'server.js': `const { readdirSync } = require('fs');\nconst { join } = require('path');\nfor (const file of readdirSync(join(__dirname, 'backend'))) require('./backend/' + file);\n`,
      },
      plans: ['backend/a.js: ../http-agents > http-agents.js (cjs)'],
    },
    {
      why: 'one up, if a file of the folder loads the others',
      files: {
        'package.json': APPLICATION,
        'app/a.js': REQUIRES,
        'app/index.js': `const fs = require('fs');\nfs.readdirSync(__dirname).forEach((file) => require('./' + file));\n`,
      },
      plans: ['app/a.js: ../http-agents > http-agents.js (cjs)'],
    },
    {
      why: 'in that folder, if something below it is listed',
      files: {
        'package.json': APPLICATION,
        'src/a.js': REQUIRES,
        'src/index.js': `const fs = require('fs');\nconst { join } = require('path');\nfs.readdirSync(join(__dirname, 'commands')).forEach((file) => require('./commands/' + file));\n`,
      },
      plans: ['src/a.js: ./http-agents > src/http-agents.js (cjs)'],
    },
    {
      why: 'not among the pages of Next.js',
      files: {
        'package.json': { dependencies: { axios: '1', next: '15' } },
        'pages/api/a.js': IMPORTS,
      },
      plans: ['pages/api/a.js: ../../http-agents.js > http-agents.js (esm)'],
    },
    {
      why: 'in the folder of the server, if other files run in a browser',
      files: {
        'package.json': APPLICATION,
        'server/a.js': REQUIRES,
        'server/b.js': REQUIRES,
        'client/c.js': `'use client';\n${IMPORTS}`,
      },
      plans: [
        'server/a.js: ./http-agents > server/http-agents.js (cjs)',
        'server/b.js: ./http-agents > server/http-agents.js (cjs)',
        'client/c.js: ../server/http-agents.js > server/http-agents.js (cjs)',
      ],
    },
    {
      why: 'where the Dockerfile copies it from',
      files: {
        'package.json': APPLICATION,
        Dockerfile:
          'FROM node\nCOPY package*.json ./\nCOPY --chown=node src ./src\nCOPY lib ./lib\n',
        'src/a.js': REQUIRES,
        'src/b.js': REQUIRES,
        'lib/c.js': REQUIRES,
      },
      plans: [
        'src/a.js: ./http-agents > src/http-agents.js (cjs)',
        'src/b.js: ./http-agents > src/http-agents.js (cjs)',
        'lib/c.js: ../src/http-agents > src/http-agents.js (cjs)',
      ],
    },
    {
      why: 'in what a package publishes',
      files: {
        'package.json': { ...APPLICATION, files: ['index.js', 'lib'] },
        'index.js': REQUIRES,
        'lib/a.js': REQUIRES,
      },
      plans: [
        'index.js: ./lib/http-agents > lib/http-agents.js (cjs)',
        'lib/a.js: ./http-agents > lib/http-agents.js (cjs)',
      ],
    },
    {
      why: 'in each application of a repository',
      files: {
        'package.json': APPLICATION,
        'index.js': REQUIRES,
        'tool/package.json': { scripts: { start: 'node .' } },
        'tool/index.js': REQUIRES,
      },
      plans: [
        'index.js: ./http-agents > http-agents.js (cjs)',
        'tool/index.js: ./http-agents > tool/http-agents.js (cjs)',
      ],
    },
    {
      why: 'in the application above a package.json that says nothing of its own',
      files: {
        'package.json': APPLICATION,
        'index.js': REQUIRES,
        'tool/package.json': { name: 'tool', private: true, type: 'commonjs' },
        'tool/index.js': REQUIRES,
      },
      plans: [
        'index.js: ./http-agents > http-agents.js (cjs)',
        'tool/index.js: ../http-agents > http-agents.js (cjs)',
      ],
    },
    {
      why: 'in the topmost of packages that say nothing but the type, if none is an application',
      files: {
        'package.json': { name: 'service' },
        'index.js': REQUIRES,
        'tool/package.json': { type: 'commonjs' },
        'tool/index.js': REQUIRES,
      },
      plans: [
        'index.js: ./http-agents > http-agents.js (cjs)',
        'tool/index.js: ../http-agents > http-agents.js (cjs)',
      ],
    },
    {
      why: 'in a program that stands in the tests of another',
      files: {
        'package.json': APPLICATION,
        'index.js': REQUIRES,
        'test/fixtures/tool/package.json': { name: 'tool' },
        'test/fixtures/tool/index.js': REQUIRES,
      },
      plans: [
        'index.js: ./http-agents > http-agents.js (cjs)',
        'test/fixtures/tool/index.js: ./http-agents > test/fixtures/tool/http-agents.js (cjs)',
      ],
    },
    {
      why: 'in each workspace of pnpm, but for those that it leaves out',
      files: {
        'package.json': APPLICATION,
        'pnpm-workspace.yaml': `packages:\n  # all\n  - 'packages/*'\n  - "!packages/b"\ncatalog:\n  x: 1\n`,
        'packages/a/package.json': {},
        'packages/a/x.js': REQUIRES,
        'packages/b/package.json': {},
        'packages/b/x.js': REQUIRES,
      },
      plans: [
        'packages/a/x.js: ./http-agents > packages/a/http-agents.js (cjs)',
        'packages/b/x.js: ../../http-agents > http-agents.js (cjs)',
      ],
    },
  ])('$why', ({ files, plans: expected }) => {
    expect(plans(files)).toEqual(expected);
  });
});

describe('where it goes in TypeScript', () => {
  it.each<Case>([
    {
      why: 'in src',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': EMITTED,
        'src/deep/a.ts': IMPORTS,
        'src/b.ts': IMPORTS,
        'test/c.ts': 'export {};\n',
      },
      plans: [
        'src/deep/a.ts: ../http-agents > src/http-agents.ts (esm)',
        'src/b.ts: ./http-agents > src/http-agents.ts (esm)',
      ],
    },
    {
      why: 'within the rootDir',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': '{ "compilerOptions": { "rootDir": "code/ts" } }',
        'code/ts/a.ts': IMPORTS,
        'code/ts/deep/b.ts': IMPORTS,
      },
      plans: [
        'code/ts/a.ts: ./http-agents > code/ts/http-agents.ts (esm)',
        'code/ts/deep/b.ts: ../http-agents > code/ts/http-agents.ts (esm)',
      ],
    },
    {
      why: 'among what a composite project includes',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json':
          '{ "compilerOptions": { "composite": true }, "include": ["src/server/**/*"] }',
        'src/server/deep/a.ts': IMPORTS,
      },
      plans: ['src/server/deep/a.ts: ../http-agents > src/server/http-agents.ts (esm)'],
    },
    {
      why: 'nowhere, if a composite project lists its files',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': '{ "compilerOptions": { "composite": true }, "files": ["src/a.ts"] }',
        'src/a.ts': IMPORTS,
      },
      plans: [
        'src/a.ts: refused, tsconfig.json lists the files of a composite project one by one: write src/http-agents.ts and add it there, or name another module (`--agents-module`)',
      ],
    },
    {
      why: 'where the server is compiled, if pages beside it are bundled',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': '{ "compilerOptions": { "noEmit": true } }',
        'server/tsconfig.json':
          '{ "extends": "../tsconfig.json", "compilerOptions": { "noEmit": false, "outDir": "../dist" } }',
        'server/index.ts': 'export {};\n',
        'server/lib/a.ts': IMPORTS,
        'pages/api/b.ts': IMPORTS,
      },
      plans: [
        'server/lib/a.ts: ../http-agents > server/http-agents.ts (esm)',
        'pages/api/b.ts: ../../server/http-agents > server/http-agents.ts (esm)',
      ],
    },
    {
      why: 'in each project that is compiled to a layout of its own',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': '{}',
        'apps/api/tsconfig.app.json':
          '{ "compilerOptions": { "outDir": "../../dist/apps/api" }, "include": ["src/**/*"] }',
        'apps/api/src/a.ts': IMPORTS,
        'apps/job/tsconfig.app.json':
          '{ "compilerOptions": { "outDir": "../../dist/apps/job" }, "include": ["src/**/*"] }',
        'apps/job/src/b.ts': IMPORTS,
      },
      plans: [
        'apps/api/src/a.ts: ./http-agents > apps/api/src/http-agents.ts (esm)',
        'apps/job/src/b.ts: ./http-agents > apps/job/src/http-agents.ts (esm)',
      ],
    },
    {
      why: 'one for JavaScript, too, that is compiled with it',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json':
          '{ "compilerOptions": { "allowJs": true, "outDir": "dist", "rootDir": "src" } }',
        'src/a.ts': IMPORTS,
        'src/b.js': REQUIRES,
        'src/deep/c.js': IMPORTS,
      },
      plans: [
        'src/a.ts: ./http-agents > src/http-agents.ts (esm)',
        'src/b.js: ./http-agents > src/http-agents.ts (esm)',
        'src/deep/c.js: ../http-agents.js > src/http-agents.ts (esm)',
      ],
    },
    {
      why: 'a second one for scripts that nobody compiles',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': '{ "include": ["src"] }',
        'src/a.ts': IMPORTS,
        'lib/b.js': REQUIRES,
      },
      plans: [
        'src/a.ts: ./http-agents > src/http-agents.ts (esm)',
        'lib/b.js: ../http-agents.cjs > http-agents.cjs (cjs)',
      ],
    },
    {
      why: 'which is not taken for the first one, if it is there',
      files: {
        'package.json': APPLICATION,
        'tsconfig.json': '{ "include": ["src"] }',
        'src/a.ts': IMPORTS,
        'src/deep/b.js': REQUIRES,
        'c.js': REQUIRES,
        'http-agents.cjs': 'exports.httpAgent = exports.httpsAgent = 1;\n',
      },
      plans: [
        'src/a.ts: ./http-agents > src/http-agents.ts (esm)',
        'src/deep/b.js: ../../http-agents.cjs > http-agents.cjs (there)',
        'c.js: ./http-agents.cjs > http-agents.cjs (there)',
      ],
    },
  ])('$why', ({ files, plans: expected }) => {
    expect(plans(files)).toEqual(expected);
  });
});

describe('of which kind it is', () => {
  it.each<Case>([
    {
      why: 'CommonJS in an ESM package, if one file requires it',
      files: {
        'package.json': { ...APPLICATION, type: 'module' },
        'a.js': IMPORTS,
        'b.js': IMPORTS,
        'c.cjs': REQUIRES,
      },
      plans: [
        'a.js: ./http-agents.cjs > http-agents.cjs (cjs)',
        'b.js: ./http-agents.cjs > http-agents.cjs (cjs)',
        'c.cjs: ./http-agents.cjs > http-agents.cjs (cjs)',
      ],
    },
    {
      why: 'CommonJS beside files that a bundler takes',
      files: { 'package.json': APPLICATION, 'a.js': IMPORTS, 'b.js': IMPORTS, 'c.js': REQUIRES },
      plans: [
        'a.js: ./http-agents.js > http-agents.js (cjs)',
        'b.js: ./http-agents.js > http-agents.js (cjs)',
        'c.js: ./http-agents > http-agents.js (cjs)',
      ],
    },
    {
      why: 'ESM, if all are compiled',
      files: { 'package.json': APPLICATION, 'a.js': IMPORTS, 'b.js': IMPORTS },
      plans: [
        'a.js: ./http-agents.js > http-agents.js (esm)',
        'b.js: ./http-agents.js > http-agents.js (esm)',
      ],
    },
    {
      why: 'what the package is, for .mjs files',
      files: { 'package.json': APPLICATION, 'a.mjs': IMPORTS, 'b.js': IMPORTS },
      plans: [
        'a.mjs: ./http-agents.js > http-agents.js (cjs)',
        'b.js: ./http-agents.js > http-agents.js (cjs)',
      ],
    },
    {
      why: 'ESM in the one folder that is',
      files: {
        'package.json': APPLICATION,
        'src/package.json': { type: 'module' },
        'src/a.js': IMPORTS,
      },
      plans: ['src/a.js: ./http-agents.js > src/http-agents.js (esm)'],
    },
    {
      why: 'CommonJS, if folders of both kinds import it',
      files: {
        'package.json': { ...APPLICATION, type: 'module' },
        'new/a.js': IMPORTS,
        'old/package.json': { type: 'commonjs' },
        'old/b.js': REQUIRES,
      },
      plans: [
        'new/a.js: ../http-agents.cjs > http-agents.cjs (cjs)',
        'old/b.js: ../http-agents.cjs > http-agents.cjs (cjs)',
      ],
    },
    {
      why: 'TypeScript that becomes CommonJS, if a .cts file requires it',
      files: {
        'package.json': { ...APPLICATION, type: 'module' },
        'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
        'src/a.ts': IMPORTS,
        'src/b.cts': IMPORTS,
      },
      plans: [
        'src/a.ts: ./http-agents.cjs > src/http-agents.cts (esm)',
        'src/b.cts: ./http-agents.cjs > src/http-agents.cts (esm)',
      ],
    },
  ])('$why', ({ files, plans: expected }) => {
    expect(plans(files)).toEqual(expected);
  });
});

describe('modules that are there', () => {
  it.each<Case>([
    {
      why: 'are used by their folder, and not merged',
      files: {
        'package.json': APPLICATION,
        'a/http-agents.js': AGENTS,
        'a/x.js': REQUIRES,
        'b/http-agents.js': AGENTS,
        'b/x.js': REQUIRES,
      },
      plans: [
        'a/x.js: ./http-agents > a/http-agents.js (there)',
        'b/x.js: ./http-agents > b/http-agents.js (there)',
      ],
    },
    {
      why: 'are used by other folders, too',
      files: {
        'package.json': APPLICATION,
        'a/http-agents.js': AGENTS,
        'a/x.js': REQUIRES,
        'b/x.js': REQUIRES,
      },
      plans: [
        'a/x.js: ./http-agents > a/http-agents.js (there)',
        'b/x.js: ../a/http-agents > a/http-agents.js (there)',
      ],
    },
    {
      why: 'are not used by other folders, if they export something else',
      files: {
        'package.json': APPLICATION,
        'a/http-agents.js': 'exports.list = [];\n',
        'b/x.js': REQUIRES,
        'c/x.js': REQUIRES,
      },
      plans: [
        'b/x.js: ../http-agents > http-agents.js (cjs)',
        'c/x.js: ../http-agents > http-agents.js (cjs)',
      ],
    },
    {
      why: 'that a file cannot load are left to the others',
      files: {
        'package.json': { ...APPLICATION, type: 'module' },
        'http-agents.js': AGENTS,
        'a.js': IMPORTS,
        'b.cjs': REQUIRES,
      },
      plans: [
        'a.js: ./http-agents.js > http-agents.js (there)',
        'b.cjs: ./http-agents.cjs > http-agents.cjs (cjs)',
      ],
    },
  ])('$why', ({ files, plans: expected }) => {
    expect(plans(files)).toEqual(expected);
  });
});

describe('whether a file runs on a server', () => {
  const asked = (count: number) => {
    const importers = Array.from({ length: count }, (_, index) =>
      ['server', 'client'].map((folder) => `/app/${folder}/${index}.js`),
    ).flat();
    let questions = 0;
    const plan = new AgentsPlan({
      root: '/app',
      files: importers,
      importers,
      listers: [],
      textOf: () => '',
      syntaxOf: () => 'cjs',
      moduleType: () => 'commonjs',
      runsOnServer(file) {
        questions++;
        return file.startsWith('/app/server/');
      },
      ships: () => 0,
      inputsOf: () => undefined,
    });
    expect(plan.for('/app/server/0.js').file).toBe('/app/server/http-agents.js');
    return questions;
  };

  it('is asked of one file of a folder, if that does', () => {
    expect([asked(10), asked(20)]).toEqual([11, 21]);
  });
});
