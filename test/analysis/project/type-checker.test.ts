import { AST_NODE_TYPES } from '@typescript-eslint/types';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ClientType } from '../../../analysis/clients/client-queries.ts';
import { TypeProject } from '../../../analysis/project/type-checker.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';

/** Longer than the files of a program are taken to be as they were read. */
const LATER = 6000;

const IMPORTING = `import type { Client } from './client.js';\n`;
const USING = `${IMPORTING}export const load = (http: Client) => http.get('/');\n`;

let folder: string;
let project: TypeProject;
/** What the clock says. */
let clock = 0;

beforeAll(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-types-')));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(
    fileURLToPath(new URL('../../../node_modules/axios', import.meta.url)),
    join(folder, 'node_modules/axios'),
    'junction',
  );
  write('package.json', '{ "type": "module" }');
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "module": "NodeNext", "strict": true, "skipLibCheck": true, "types": [] }, "include": ["src"] }',
  );
  mkdirSync(join(folder, 'src'));
  for (const name of ['client', 'changing', 'going'])
    write(
      `src/${name}.ts`,
      `import type { AxiosInstance } from 'axios';\nexport type Client = AxiosInstance;\n`,
    );
  write('src/load.ts', USING);
  project = new TypeProject(join(folder, 'tsconfig.json'));
});

afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

/** What `http` of `http.get` is, where a file has a text. */
function clientIn(text: string, path = 'src/load.ts'): ClientType | undefined {
  const source = sourceOf(text);
  const [member] = nodesOf(source, AST_NODE_TYPES.MemberExpression);
  return project.clientType(join(folder, path), source, member!.object);
}

function sourceOf(text: string): SourceCode {
  return parseSource(text, join(folder, 'src/load.ts'));
}

it('knows a client by its type', () => {
  expect(clientIn(USING)).toBe('instance');
  expect(project.notes()).toEqual([]);
});

it('takes the text that it is asked of, which is ahead of the file', () => {
  expect(
    clientIn(
      `${IMPORTING}export const load = (mock: Map<string, string>, http: Client) => http.get('/');\n`,
    ),
  ).toBe('instance');
  expect(
    clientIn(`export const load = (http: Map<string, string>) => http.get('/');\n`),
  ).toBeUndefined();
});

it('knows a file that the config does not list', () => {
  mkdirSync(join(folder, 'lib'));
  const text = USING.replace('./client.js', '../src/client.js');
  write('lib/load.ts', text);
  expect(clientIn(text, 'lib/load.ts')).toBe('instance');
});

it('has no type for a file that is not there', () => {
  expect(clientIn(USING, 'src/none.ts')).toBeUndefined();
});

it('has no type for what is no expression of TypeScript’s', () => {
  const text = `class Api {}\n${USING}`;
  const source = sourceOf(text);
  const [body] = nodesOf(source, AST_NODE_TYPES.ClassBody);
  expect(project.clientType(join(folder, 'src/load.ts'), source, body!)).toBeUndefined();
});

it('reads a file again that has changed since, after a while', () => {
  const text = USING.replace('client.js', 'changing.js');
  expect(clientIn(text)).toBe('instance');
  clock += LATER;
  expect(clientIn(text), 'it is as it was').toBe('instance');
  write('src/changing.ts', `export type Client = Map<string, string>;\n`);
  utimesSync(join(folder, 'src/changing.ts'), new Date(), new Date(Date.now() + 1000));
  expect(clientIn(text), 'not looked at again yet').toBe('instance');
  clock += LATER;
  expect(clientIn(text)).toBeUndefined();
});

it('does without a file that has gone since', () => {
  const text = USING.replace('client.js', 'going.js');
  expect(clientIn(text)).toBe('instance');
  clock += LATER;
  expect(clientIn(text)).toBe('instance');
  unlinkSync(join(folder, 'src/going.ts'));
  clock += LATER;
  expect(clientIn(text)).toBeUndefined();
  expect(project.notes()).toEqual([]);
});
