/**
 * What the rules parse themselves while a linter looks at a file: each parse of oxc-parser is counted by its path.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as OxcParser from 'oxc-parser';
import { afterEach, expect, it, vi } from 'vitest';
import plugin from '../../rules/index.ts';
import { dedent } from '../harness/dedent.ts';
import { writeProject } from '../harness/project-tester.ts';

const parsed = vi.hoisted(() => [] as string[]);
vi.mock('oxc-parser', async (original) => {
  const parser = await original<typeof OxcParser>();
  return {
    ...parser,
    parseSync: ((path, ...rest) => {
      parsed.push(path);
      return parser.parseSync(path, ...rest);
    }) satisfies typeof OxcParser.parseSync,
  };
});

let root: string;
afterEach(() => {
  rmSync(root, { recursive: true });
});

const STORE = dedent(`
  export const sessions = new Map();
  export const keep = (id, session) => sessions.set(id, session);
`);
const FILES = {
  'store.js': STORE,
  'server.js': `
    import express from 'express';
    import { keep } from './store.js';
    const app = express();
    app.post('/:id', (req, res) => {
      keep(req.params.id, req.body);
      res.end();
    });
    app.listen(80);
  `,
};

/** The files that the rules parse as a linter looks at one, and what they report of it. */
function lint(text: string, parser?: Linter.Parser): { parses: string[]; reports: unknown[] } {
  root = writeProject(FILES);
  parsed.length = 0;
  const messages = new Linter({ cwd: root }).verify(
    text,
    {
      files: ['**/*.js'],
      plugins: { leakproof: plugin },
      rules: { 'leakproof/no-unbounded-collection': 'error' },
      ...(parser ? { languageOptions: { parser } } : {}),
    },
    { filename: join(root, 'store.js') },
  );
  return {
    parses: parsed.map((path) => basename(path)).toSorted(),
    reports: messages.map(({ ruleId, line }) => [ruleId, line]),
  };
}

const reports = [['leakproof/no-unbounded-collection', 1]];

it.each([
  { why: 'ESLint', parser: undefined },
  { why: 'typescript-eslint', parser: typescriptParser as Linter.Parser },
])('takes the tree of $why for the file that it looks at', ({ parser }) => {
  expect(lint(STORE, parser)).toEqual({ parses: ['server.js'], reports });
});

it('parses that file as it is for other files, if it is about to change', () => {
  expect(lint(`${STORE}\n// more\n`)).toEqual({ parses: ['server.js', 'store.js'], reports });
});

it('parses that file if a parser is at work that it does not know', () => {
  const other: Linter.Parser = { ...(typescriptParser as Linter.Parser), meta: { name: 'other' } };
  expect(lint(STORE, other)).toEqual({ parses: ['server.js', 'store.js'], reports });
});

it('parses that file if its tree has types: what others are told would depend on who is linted first', () => {
  const typed: Linter.Parser = {
    ...(typescriptParser as Linter.Parser),
    parseForESLint(code: string, options?: object) {
      const parsedText = typescriptParser.parseForESLint(code, { ...options, range: true });
      const services = { program: {}, esTreeNodeToTSNodeMap: new Map() };
      return { ...parsedText, services } as unknown as Linter.ESLintParseResult;
    },
  };
  expect(lint(STORE, typed)).toEqual({ parses: ['server.js', 'store.js'], reports });
});
