import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixText } from '../../codemods/adapter/apply.ts';
import { wholeNumber, type Codemod } from '../../codemods/adapter/codemod.ts';
import fixAgentsTransform, { fixAgents } from '../../codemods/fix-agents.ts';
import { facts } from '../harness/hosts.ts';

describe('a whole number of the command line', () => {
  it.each([
    ['1', 1],
    ['50', 50],
    ['30000', 30_000],
  ])('%s', (text, number) => {
    expect(wholeNumber(text, 1)).toBe(number);
  });

  it.each(['0', '-1', '1.5', 'many', '', '5s', 'Infinity', '9007199254740993'])(
    'not %j',
    (text) => {
      expect(() => wholeNumber(text, 1)).toThrow(new RangeError('a whole number from 1 is needed'));
    },
  );
});

describe('what a fix leaves is looked at again', () => {
  const LEAKY = `const axios = require('axios');\naxios.get(url);\n`;
  const world = facts({
    agentsModule: () => ({
      file: '/project/http-agents.js',
      specifier: './http-agents',
      exists: true,
      syntax: 'cjs',
    }),
  });
  /** Fixes by an edit that fixes nothing. */
  const idle: Codemod = {
    ...fixAgents,
    inspect: (source, project, options) =>
      fixAgents.inspect(source, project, options).map((site) => ({
        ...site,
        ...(site.finding
          ? {
              finding: {
                ...site.finding,
                remedy: { edits: [{ range: [0, 0] as const, text: '/* fixed */ ' }] },
              },
            }
          : {}),
      })),
  };

  it('and refused, where the finding is still there', () => {
    expect(() => fixText(idle, LEAKY, world, {})).toThrow(
      'would leave 1 findings where 0 were expected',
    );
  });

  it('but not where nobody asks for it', () => {
    expect(fixText(idle, LEAKY, world, { isChecked: false }).output).toBe(`/* fixed */ ${LEAKY}`);
  });

  it('the text is the same, looked at or not', () => {
    const { output } = fixText(fixAgents, LEAKY, world, { isChecked: false });
    expect(output).toContain('axios.get(url, { httpAgent, httpsAgent });');
    expect(output).toBe(fixText(fixAgents, LEAKY, world, {}).output);
  });
});

describe('the module of shared agents that the user names', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leakproof-named-'));
    writeFileSync(join(folder, 'package.json'), '{}');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is written and imported by that name', () => {
    const source = `const axios = require('axios');\naxios.get(url);\n`;
    const output = fixAgentsTransform(
      { path: join(folder, 'a.js'), source },
      { stats: () => {} },
      { agentsModule: join(folder, 'net/agents.js') },
    );
    expect(output).toContain(`require('./net/agents')`);
    expect(readFileSync(join(folder, 'net/agents.js'), 'utf8')).toContain('httpsAgent');
    expect(existsSync(join(folder, 'http-agents.js'))).toBe(false);
  });
});
