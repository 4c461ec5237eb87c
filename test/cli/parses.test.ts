/**
 * How often a run parses a text: each parse of oxc-parser is counted. What a codemod would write is a text of its own.
 */
import { readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import type * as OxcParser from 'oxc-parser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { judge } from '../../codemods/cli/judge/run.ts';
import { codemods } from '../../codemods/registry.ts';
import { writeProject } from '../harness/project-tester.ts';

const parsed = vi.hoisted(() => [] as { readonly path: string; readonly text: string }[]);
vi.mock('oxc-parser', async (original) => {
  const parser = await original<typeof OxcParser>();
  return {
    ...parser,
    parseSync: ((path, text, ...rest) => {
      parsed.push({ path, text });
      return parser.parseSync(path, text, ...rest);
    }) satisfies typeof OxcParser.parseSync,
  };
});

let root: string;
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** How often a report of a project parses each of its files as it is. */
async function parsesOf(files: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  root = writeProject(files);
  parsed.length = 0;
  await judge({
    cwd: root,
    paths: ['.'],
    codemods: codemods.map(({ name }) => name),
    overrides: {},
    agentsModule: undefined,
    project: undefined,
    extensions: ['js', 'ts'],
    respectGitignore: true,
    concurrency: 1,
    config: false,
    explain: true,
    chain: false,
    checked: true,
    detailed: false,
    onProgress: () => undefined,
  });
  const counts: Record<string, number> = {};
  for (const { path, text } of parsed)
    if (text === readFileSync(path, 'utf8'))
      counts[basename(path)] = (counts[basename(path)] ?? 0) + 1;
  return counts;
}

describe('a file that another one asks about before it is judged', () => {
  it('is parsed once, also among more than is kept parsed of others', async () => {
    const users = Array.from({ length: 20 }, (_, index) => [
      `user-${index}.js`,
      `
        const { cache } = require('./a-store');
        const own = new Map();
        exports.handler = (req) => {
          cache.set(req.params.id, 1);
          own.set(req.params.id, 1);
        };
        // ${'-'.repeat(20_000)}
      `,
    ]);
    const counts = await parsesOf({
      'a-store.js': `exports.cache = new Map();\n`,
      ...(Object.fromEntries(users) as Record<string, string>),
    });
    expect(Object.keys(counts)).toHaveLength(21);
    expect(Object.entries(counts).filter(([, count]) => count > 1)).toEqual([]);
  });
});
