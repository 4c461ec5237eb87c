/**
 * Each codemod is a standard jscodeshift transform.
 */
import type { Transform as JscodeshiftTransform } from 'jscodeshift';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import boundCollections from '../../codemods/bound-collections.ts';
import fixAgents from '../../codemods/fix-agents.ts';
import releaseResponses from '../../codemods/release-responses.ts';
import { dedent } from '../harness/dedent.ts';

const LEAKY = dedent(`
  const axios = require('axios');
  axios.get(url);
  urls.map(axios.get);
`);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakproof-transform-'));
  writeFileSync(join(folder, 'package.json'), '{}');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(
  source: string,
  options: TransformOptions = {},
): { output: string | undefined; reports: string[]; stats: Record<string, number> } {
  const reports: string[] = [];
  const stats: Record<string, number> = {};
  const api = {
    report: (message: string) => reports.push(message),
    stats: (name: string) => {
      stats[name] = (stats[name] ?? 0) + 1;
    },
  };
  return {
    output: fixAgents({ path: join(folder, 'a.js'), source }, api, options),
    reports,
    stats,
  };
}

describe('fix-agents as a transform', () => {
  it('has the type that jscodeshift asks for', () => {
    const transform: JscodeshiftTransform = fixAgents;
    expect(transform).toBeTypeOf('function');
  });

  it('returns the new source, counts, and refuses aloud', () => {
    const { output, reports, stats } = run(LEAKY);
    expect(output).toContain('axios.get(url, { httpAgent, httpsAgent });');
    expect(stats).toEqual({ fixed: 1, refused: 1 });
    expect(reports).toEqual([
      expect.stringMatching(/^3:10 the code that calls it decides/u),
      'imports ./http-agents, a new file that exports the two agents',
    ]);
    expect(existsSync(join(folder, 'http-agents.js'))).toBe(true);
  });

  it('returns undefined where nothing changes', () => {
    expect(run('const a = 1;\n').output).toBeUndefined();
    expect(run(run(LEAKY).output!).output).toBeUndefined();
  });

  it('leaves installed packages alone: jscodeshift goes into every folder', () => {
    const api = { stats: () => undefined };
    expect(
      fixAgents({ path: join(folder, 'node_modules/client/a.js'), source: LEAKY }, api, {}),
    ).toBeUndefined();
  });

  it('refuses a file that jscodeshift could not read as UTF-8', () => {
    expect(() => run(`// caf\uFFFD\n${LEAKY}`)).toThrow('not UTF-8');
  });

  it('writes no module on a dry run', () => {
    expect(run(LEAKY, { dry: true }).output).toBeDefined();
    expect(existsSync(join(folder, 'http-agents.js'))).toBe(false);
  });
});

describe('release-responses as a transform', () => {
  it('takes its options by their names in the rule', () => {
    const transform: JscodeshiftTransform = releaseResponses;
    expect(transform).toBeTypeOf('function');
    const source = `const axios = require('axios');\nasync function f() {\n  const response = await axios.get(url);\n  await g();\n  return response.data;\n}\n`;
    const api = { stats: () => undefined };
    expect(releaseResponses({ path: join(folder, 'a.js'), source }, api, {})).toBeUndefined();
    expect(
      releaseResponses({ path: join(folder, 'a.js'), source }, api, { awaits: 'any' }),
    ).toContain('const { data } = await axios.get(url);');
  });
});

describe('the options that jscodeshift passes on', () => {
  const api = { stats: () => undefined };
  const CACHE = `const users = new Map();\n\nexports.userOf = async (userId) => {\n  const hit = users.get(userId);\n  if (hit) return hit;\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  return user;\n};\n`;
  const bounded = (options: TransformOptions) =>
    boundCollections({ path: join(folder, 'a.js'), source: CACHE }, api, options);

  it('are taken by their names on the command line of the program, too', () => {
    run(LEAKY, { 'max-sockets': 7, 'idle-timeout': '900', 'agents-module': join(folder, 'b.js') });
    const written = readFileSync(join(folder, 'b.js'), 'utf8');
    expect(written).toContain('maxSockets: 7,');
    expect(written).toContain('timeout: 900,');
  });

  it('are numbers and booleans as jscodeshift makes them', () => {
    expect(bounded({ strategy: 'lru', max: 20, ttl: '5000', evict: true })).toContain(
      '{ max: 20, ttl: 5000 }',
    );
  });

  it.each<[TransformOptions, string]>([
    [{ max: 0 }, 'max: a whole number from 1 is needed, not 0'],
    [{ max: 'many' }, 'max: a whole number from 1 is needed, not "many"'],
    [{ max: [10, 20] }, 'max: a whole number from 1 is needed, not [10,20]'],
    [{ ttl: -5 }, 'ttl: a whole number from 1 is needed, not -5'],
    [{ evict: 'src/' }, 'evict: true or false is needed, not "src/"'],
  ])('are refused where the program refuses them: %j', (options, message) => {
    expect(() => bounded(options)).toThrow(message);
  });

  it('are refused if they are none of those that there are', () => {
    expect(() => run(LEAKY, { agents: 'modul' })).toThrow(
      'agents: one of auto, defaults, module is needed, not "modul"',
    );
    expect(() => run(LEAKY, { 'max-sockets': 'x' })).toThrow(
      'maxSockets: a whole number from 1, or Infinity, is needed, not "x"',
    );
  });
});
