/**
 * What questions about other files cost while a project doubles: counted, not timed.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ClientResolver, clientResolver } from '../../../analysis/clients/clients.ts';
import { requestSites } from '../../../analysis/clients/requests.ts';
import { findRetainedResponses } from '../../../analysis/finders/no-retained-response/finder.ts';
import {
  DEFAULT_COLLECTION_OPTIONS,
  findUnboundedCollections,
  inspectCollections,
} from '../../../analysis/finders/no-unbounded-collection/finder.ts';
import { ProjectFiles } from '../../../analysis/modules/file-index.ts';
import { Modules } from '../../../analysis/modules/module-graph.ts';
import { ModuleResolver } from '../../../analysis/modules/module-resolver.ts';
import { NearestConfigs } from '../../../analysis/modules/nearest-configs.ts';
import { PathMap } from '../../../analysis/modules/path-maps.ts';
import { filesBelow } from '../../../analysis/modules/source-files.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodeKeyOf } from '../../../analysis/syntax/node-keys.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { writeProject } from '../../harness/project-tester.ts';

let root: string;
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

type Files = Record<string, string>;

/** Packages with a config each, all of which extend one whose paths name them all; each imports two others. */
function monorepo(count: number): Files {
  const files: Files = {
    'tsconfig.base.json': JSON.stringify({
      compilerOptions: {
        baseUrl: '.',
        paths: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `@x/p${index}`,
            [`packages/p${index}/src/index.ts`],
          ]),
        ),
      },
    }),
  };
  for (let index = 0; index < count; index++) {
    files[`packages/p${index}/tsconfig.json`] = '{ "extends": "../../tsconfig.base.json" }';
    files[`packages/p${index}/src/index.ts`] =
      `import { a } from '@x/p${(index + 1) % count}';\nimport { b } from '@x/p${(index + 7) % count}';\nimport d from 'dependency';\n`;
  }
  return files;
}

/** How often a method is called while something is done. */
function callsOf<T extends object>(
  prototype: T,
  method: keyof T & string,
  act: () => void,
): number {
  const spy = vi.spyOn(prototype, method as never) as unknown as {
    mock: { calls: unknown[] };
    mockRestore(): void;
  };
  act();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

const filesOf = (files: Files) => {
  root = writeProject(files);
  return new ProjectFiles(root, undefined, {}, () => {});
};

describe('who imports a file', () => {
  it('takes a look at each specifier once, whoever asks and how many do', () => {
    const resolved = (count: number) => {
      const files = filesOf(monorepo(count));
      const calls = callsOf(ModuleResolver.prototype, 'resolveQuietly', () => {
        for (let index = 0; index < count; index++)
          expect(files.importersOf(join(root, `packages/p${index}/src/index.ts`))).toHaveLength(2);
      });
      rmSync(root, { recursive: true });
      return calls;
    };
    expect(resolved(20)).toBe(60);
    expect(resolved(40)).toBe(120);
  });

  it('is found by a pattern whose target has another name', () => {
    const files = filesOf({
      'tsconfig.json':
        '{ "compilerOptions": { "paths": { "@models/*": ["./models/*/model.ts"] } } }',
      'models/user/model.ts': '',
      'a.ts': `import '@models/user';`,
    });
    expect(files.importersOf(join(root, 'models/user/model.ts'))).toEqual([join(root, 'a.ts')]);
  });
});

describe('a specifier that a map of paths leads nowhere', () => {
  it('is looked up once, however many folders have it', () => {
    const lookups = (count: number) => {
      const project = monorepo(count);
      for (let index = 0; index < count; index++)
        for (const folder of ['a', 'b', 'c'])
          project[`packages/p${index}/src/${folder}/x.ts`] = `import 'dependency';\n`;
      const files = filesOf(project);
      const calls = callsOf(PathMap.prototype, 'targetsOf', () => {
        files.importersOf(join(root, 'packages/p0/src/index.ts'));
      });
      rmSync(root, { recursive: true });
      return calls;
    };
    // Each package by its name, and the dependency.
    expect(lookups(10)).toBe(11);
    expect(lookups(20)).toBe(21);
  });
});

describe('the nearest config', () => {
  it('is known from what is in the folders', () => {
    root = writeProject({
      'tsconfig.json': '{}',
      'a/b/c.ts': '',
      'd/jsconfig.json': '{}',
      'd/tsconfig.json': '{}',
      'e/jsconfig.json': '{}',
    });
    const configs = new NearestConfigs();
    filesBelow(root, {
      accepts: () => true,
      respectGitignore: true,
      onFolder: (folder, entries) => {
        configs.enter(folder, entries);
      },
    });
    const path = root;
    rmSync(root, { recursive: true });
    expect(['a/b', 'd', 'e'].map((folder) => configs.of(join(path, folder)))).toEqual(
      ['tsconfig.json', 'd/tsconfig.json', 'e/jsconfig.json'].map((config) => join(path, config)),
    );
  });
});

describe('a collection', () => {
  const asked = (text: string) => {
    root = writeProject({
      'package.json': '{}',
      'store.ts': text,
      'routes.ts': `import { Store } from './store';\nexport const store = new Store();\nexport const put = (id: string) => store.add(id, {});\n`,
    });
    const file = join(root, 'store.ts');
    const source = parseSource(text, file);
    const project = projectFacts(file);
    let findings = -1;
    const looks = callsOf(ProjectFiles.prototype, 'version', () => {
      findings = findUnboundedCollections(source, project, DEFAULT_COLLECTION_OPTIONS).length;
    });
    const flagged = inspectCollections(source, project, DEFAULT_COLLECTION_OPTIONS).filter(
      ({ verdict }) => verdict === 'flagged',
    ).length;
    rmSync(root, { recursive: true });
    return { isAsked: looks > 0, findings, flagged };
  };
  const store = (field: string, members: string) =>
    `@Injectable()\nexport class Store {\n  ${field}\n  add(userId: string, row: object) {\n    this.rows.set(userId, row);\n  }\n${members}}\n`.replaceAll(
      'this.rows',
      field.startsWith('#') ? 'this.#rows' : 'this.rows',
    );
  const TRIMS = '  trim() {\n    if (this.rows.size > 100) this.rows.clear();\n  }\n';

  it.each([
    {
      why: 'a private field whose size is looked at',
      field: 'private readonly rows = new Map<string, object>();',
      members: TRIMS,
    },
    { why: 'a `#` field', field: '#rows = new Map<string, object>();', members: TRIMS },
    {
      why: 'values that are replaced by a part of them',
      field: 'private rows = new Map<string, object[]>();',
      members: `${TRIMS}  put(id: string, all: object[]) {\n    this.rows.set(id, all.slice());\n  }\n`,
    },
  ])('is judged without the project: $why', ({ field, members }) => {
    expect(asked(store(field, members))).toEqual({ isAsked: false, findings: 0, flagged: 0 });
  });

  it.each([
    {
      why: 'nothing removes entries',
      field: 'private rows = new Map<string, object>();',
      members: '',
      flagged: 1,
    },
    {
      why: 'a field that other files can name',
      field: 'readonly rows = new Map<string, object>();',
      members: TRIMS,
      flagged: 0,
    },
    {
      why: 'a field that a class which extends it can name',
      field: 'protected readonly rows = new Map<string, object>();',
      members: TRIMS,
      flagged: 0,
    },
    {
      why: 'values that grow',
      field: 'private rows = new Map<string, object[]>();',
      members: `${TRIMS}  put(id: string, row: object) {\n    this.rows.get(id)!.push(row);\n  }\n`,
      flagged: 0,
    },
    {
      why: 'a field that is given away',
      field: 'private rows = new Map<string, object>();',
      members: `${TRIMS}  all() {\n    return this.rows;\n  }\n`,
      flagged: 0,
    },
  ])('is asked about in the project: $why', ({ field, members, flagged }) => {
    expect(asked(store(field, members))).toEqual({ isAsked: true, findings: flagged, flagged });
  });
});

describe('a project that is edited', () => {
  const edit = (path: string, text: string) => {
    writeFileSync(join(root, path), text);
    utimesSync(join(root, path), 1, 1);
    vi.advanceTimersByTime(60_000);
  };
  const FILES = {
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    'src/a.ts': '',
    'lib/a.ts': '',
    'b.ts': `import '@/a';`,
  };
  const importers = (files: ProjectFiles, path: string) =>
    files.importersOf(join(root, path)).map((file) => file.slice(root.length + 1));

  it('resolves nothing again for a text that imports what it did', () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const files = filesOf(FILES);
    expect(importers(files, 'src/a.ts')).toEqual(['b.ts']);
    const version = files.version();
    edit('b.ts', `import '@/a';\nlet changed;`);
    expect(
      callsOf(ModuleResolver.prototype, 'resolveQuietly', () => {
        expect(importers(files, 'src/a.ts')).toEqual(['b.ts']);
      }),
    ).toBe(0);
    expect(files.version()).toBe(version + 1);
  });

  it.each([
    { why: 'another specifier', path: 'b.ts', text: `import './lib/a.ts';` },
    {
      why: 'other paths',
      path: 'tsconfig.json',
      text: '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }',
    },
  ])('hears of $why', ({ path, text }) => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const files = filesOf(FILES);
    expect(importers(files, 'src/a.ts')).toEqual(['b.ts']);
    edit(path, text);
    expect([importers(files, 'src/a.ts'), importers(files, 'lib/a.ts')]).toEqual([[], ['b.ts']]);
  });

  it('hears of a config outside of it that one extends, and of a new file', () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const files = filesOf({
      ...FILES,
      'tsconfig.json': '{ "extends": "./node_modules/shared/tsconfig.json" }',
      'node_modules/shared/tsconfig.json':
        '{ "compilerOptions": { "paths": { "@/*": ["../../src/*"] } } }',
    });
    expect(importers(files, 'src/a.ts')).toEqual(['b.ts']);
    edit(
      'node_modules/shared/tsconfig.json',
      '{ "compilerOptions": { "paths": { "@/*": ["../../lib/*"] } } }',
    );
    expect(importers(files, 'lib/a.ts')).toEqual(['b.ts']);
    edit('c.ts', `import '@/a';`);
    expect(importers(files, 'lib/a.ts')).toEqual(['b.ts', 'c.ts']);
  });
});

describe('a function that very many files call', () => {
  const asked = (count: number) => {
    const util = 'export function add(key) {\n  return key;\n}\n';
    root = writeProject({
      'util.js': util,
      ...Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `user-${index}.js`,
          `import { add } from './util.js';\nadd('a');\n`,
        ]),
      ),
    });
    const file = join(root, 'util.js');
    const source = parseSource(util, file);
    const [fn] = nodesOf(source, AST_NODE_TYPES.FunctionDeclaration);
    let isComplete: boolean | undefined;
    const parses = callsOf(Modules.prototype, 'sourceOf', () => {
      ({ isComplete } = projectFacts(file).keysElsewhere(nodeKeyOf(source, fn!), 0, []));
    });
    rmSync(root, { recursive: true });
    return { isComplete, parses };
  };

  it('is seen as a whole where they are some hundred, and is not known to be where they are more', () => {
    const [some, many, more] = [asked(400), asked(600), asked(1200)];
    expect([some.isComplete, many.isComplete, more.isComplete]).toEqual([true, false, false]);
    expect(some.parses).toBeGreaterThan(400);
    expect(more.parses).toBe(many.parses);
  });
});

describe('files that import each other in a circle', () => {
  /** Each calls a function of the file before it and of the one behind it, and a few send requests. */
  const circle = (count: number): Files => {
    const files: Files = {
      'http.js': `import axios from 'axios';\nexport const http = axios.create();\n`,
    };
    for (let index = 0; index < count; index++) {
      const [before, behind] = [(index + count - 1) % count, (index + 1) % count];
      const isSender = index % (count / 2) === 0;
      files[`m${index}.js`] =
        `import { op${before} } from './m${before}.js';\nimport { op${behind} } from './m${behind}.js';\n${isSender ? `import { http } from './http.js';\n` : ''}export async function op${index}(p) {\n  ${isSender ? `const response = await http.post('/x', p);\n  return response.data;` : `const a = await op${before}(p);\n  const b = await op${behind}(p);\n  return a.get(b);`}\n}\n`;
    }
    return files;
  };
  const looksInto = (count: number) => {
    root = writeProject(circle(count));
    const looks = callsOf(Modules.prototype, 'sourceOf', () => {
      for (const path of Object.keys(circle(count)))
        findRetainedResponses(
          parseSource(circle(count)[path]!, join(root, path)),
          projectFacts(join(root, path)),
          {} as never,
        );
    });
    rmSync(root, { recursive: true });
    return looks;
  };

  it('are looked into twice as often when they are twice as many', () => {
    const [few, many] = [looksInto(80), looksInto(160)];
    expect(few).toBeGreaterThan(80);
    expect(many / few).toBeLessThan(2.5);
  });
});

describe('the clients of a file', () => {
  const files: Files = {
    'http.js': `import axios from 'axios';\nexport const http = axios.create();\n`,
    'a.js': `import { http } from './http.js';\nexport const load = (id) => http.get(id);\n`,
  };
  const looksUp = (source: SourceCode) =>
    callsOf(ClientResolver.prototype, 'methodOf', () => {
      const project = projectFacts(join(root, 'a.js'));
      requestSites(source, clientResolver(source, project));
    });

  it('are looked for once, by whichever rule comes first', () => {
    root = writeProject(files);
    const source = parseSource(files['a.js']!, join(root, 'a.js'));
    expect([looksUp(source), looksUp(source)]).toEqual([1, 0]);
  });

  it('are looked for again once another file has changed', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    root = writeProject(files);
    const source = parseSource(files['a.js']!, join(root, 'a.js'));
    const before = requestsIn(source);
    writeFileSync(join(root, 'http.js'), 'export const http = new Map();\n');
    utimesSync(join(root, 'http.js'), new Date(), new Date(Date.now() + 5000));
    vi.advanceTimersByTime(5000);
    expect([before, requestsIn(source)]).toEqual([1, 0]);
  });

  const requestsIn = (source: SourceCode) => {
    const project = projectFacts(join(root, 'a.js'));
    return requestSites(source, clientResolver(source, project)).length;
  };
});

describe('the names of a thing that another file hands on', () => {
  it('are looked up once for all things of the file', () => {
    const count = 40;
    const names = Array.from({ length: count }, (_, index) => `f${index}`);
    root = writeProject({
      'things.js': names.map((name) => `export function ${name}(key) {}\n`).join(''),
      'index.js': `export * from './things.js';\n`,
      'user.js': `import * as all from './index.js';\n${names.map((name) => `all.${name}('a');\n`).join('')}`,
    });
    const file = join(root, 'things.js');
    const source = parseSource(readFileSync(file, 'utf8'), file);
    const looks = callsOf(Modules.prototype, 'projectKeysAt', () => {
      for (const fn of nodesOf(source, AST_NODE_TYPES.FunctionDeclaration))
        expect(projectFacts(file).keysElsewhere(nodeKeyOf(source, fn), 0, [])).toMatchObject({
          origins: [{ kind: 'finite' }],
        });
    });
    // Each name leads through the file that hands it on.
    expect(looks).toBeLessThan(5 * count);
  });
});
