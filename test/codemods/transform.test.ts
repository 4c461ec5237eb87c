/**
 * Each codemod is a standard jscodeshift transform.
 */
import type { Transform as JscodeshiftTransform } from 'jscodeshift';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
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
      expect.stringMatching(/^3:10 the method is passed as a value/u),
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
