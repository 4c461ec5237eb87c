/**
 * `npm run leakfix` judges a collection before and after the commit that bounded it, and says what it cannot judge.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLeakFixes, type LeakFix } from './cases.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT = join(ROOT, 'scripts/leakfix.js');

let clones: string;

const git = (folder: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args],
    { encoding: 'utf8' },
  ).trim();

/** Writes the files into the clone and commits them; returns the commit. */
function commit(clone: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  git(clone, 'add', '.');
  git(clone, 'commit', '--quiet', '--message', 'x');
  return git(clone, 'rev-parse', 'HEAD');
}

const LEAK = `
  const express = require('express');
  const app = express();
  const seen = new Map();
  app.get('/', (req, res) => {
    seen.set(req.ip, Date.now());
    res.end();
  });
  app.listen(80);
`;
const SWEEP = `
  setInterval(() => {
    for (const [ip, at] of seen) if (Date.now() - at > 60000) seen.delete(ip);
  }, 60000);
`;

type Case = Pick<LeakFix, 'repository' | 'fix' | 'parent' | 'file' | 'line' | 'name'>;

function leakfix(cases: readonly Case[], ...args: string[]) {
  const list = join(clones, 'cases.jsonl');
  writeFileSync(list, cases.map((of) => `${JSON.stringify(of)}\n`).join(''));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [SCRIPT, clones, '--cases', list, ...args],
    { encoding: 'utf8' },
  );
  return { status, lines: stdout.trim().split('\n'), stderr };
}

let fixed: Case;

beforeAll(() => {
  clones = mkdtempSync(join(tmpdir(), 'leakproof-clones-'));
  const clone = join(clones, 'a+limiter');
  mkdirSync(clone);
  git(clone, 'init', '--quiet');
  const manifest = '{ "name": "server", "dependencies": { "express": "4" } }';
  const parent = commit(clone, { 'server/package.json': manifest, 'server/src/index.js': LEAK });
  const fix = commit(clone, { 'server/src/index.js': LEAK + SWEEP });
  fixed = {
    repository: 'a/limiter',
    fix,
    parent,
    file: 'server/src/index.js',
    line: 4,
    name: 'seen',
  };
});

afterAll(() => {
  rmSync(clones, { recursive: true, force: true });
});

describe('judges', () => {
  it('a collection in both states of a clone', () => {
    const { status, lines } = leakfix([fixed]);
    expect(lines).toEqual([
      `a/limiter ${fixed.fix.slice(0, 10)} server/src/index.js:4 seen: before flagged unbounded, after ok`,
      '1 cases: 1 flagged before the fix, 0 undecided before it, 1 not flagged after it, 0 not judged.',
    ]);
    expect(status).toBe(0);
  });

  it('in a bare repository', () => {
    const bare = join(clones, 'b+limiter/repo');
    git(clones, 'clone', '--quiet', '--bare', join(clones, 'a+limiter'), bare);
    expect(leakfix([{ ...fixed, repository: 'b/limiter' }]).lines[0]).toContain(
      'before flagged unbounded, after ok',
    );
  });

  it('the repositories that are named alone', () => {
    const other = { ...fixed, repository: 'c/limiter' };
    expect(leakfix([fixed, other], 'a/limiter').lines).toHaveLength(2);
  });
});

describe('cannot judge', () => {
  it('what is not fetched, and says how to fetch it', () => {
    const { status, lines } = leakfix([{ ...fixed, repository: 'c/limiter' }]);
    expect(lines[0]).toContain('before not judged, after not judged');
    expect(lines[1]).toBe(
      `not fetched: git clone --bare https://github.com/c/limiter ${join(clones, 'c+limiter/repo')}`,
    );
    expect(lines[2]).toContain('1 not judged');
    expect(status).toBe(1);
  });

  it('a commit that the clone lacks', () => {
    const { status, lines } = leakfix([{ ...fixed, parent: '0'.repeat(40) }]);
    expect(lines[0]).toContain('before not judged, after ok');
    expect(status).toBe(1);
  });
});

it('says how it is used, without clones', () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' });
  expect(stderr).toContain('usage: npm run leakfix -- CLONES_DIR');
  expect(status).toBe(2);
});

const FORMS = {
  repository: /: [\w.-]+\/[\w.-]+$/u,
  fix: /: [\da-f]{40}$/u,
  parent: /: [\da-f]{40}$/u,
  file: /: [^\\]+\.[cm]?[jt]s$/u,
  line: /: [1-9]\d*$/u,
  name: /: [\w$]+$/u,
  kind: /: [A-Z][a-z]*|object|array/u,
  key: /: ./u,
  removal:
    /: (?:none|on reading|on writing anew|on success|client asks|exported function|conditional)$/u,
  fixedBy: /: ./u,
};
const VERDICT = /^(?:ok|not seen|exempt|unverifiable|flagged \w+)$/u;

describe('the list', () => {
  const cases = readLeakFixes();

  it('has at least 30 collections of at least 15 repositories', () => {
    expect(cases.length).toBeGreaterThanOrEqual(30);
    expect(new Set(cases.map(({ repository }) => repository)).size).toBeGreaterThanOrEqual(15);
  });

  it.each(cases)('$repository $name names whole commits, a line and both verdicts', (of) => {
    for (const [field, form] of Object.entries(FORMS))
      expect(`${field}: ${of[field as keyof typeof FORMS]}`).toMatch(form);
    for (const verdict of [of.judged.before, of.judged.after]) expect(verdict).toMatch(VERDICT);
    expect(of.judged.program).toMatch(/^[\da-f]{7}$/u);
    expect(of.removedBy !== null || of.removal === 'none').toBe(true);
  });

  it('names each collection once', () => {
    const names = cases.map(({ repository, fix, file, name }) =>
      [repository, fix, file, name].join(' '),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
