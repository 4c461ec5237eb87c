/**
 * Settings of those who have no ESLint config: `leakproof` in `package.json`, for the program, the rules and jscodeshift alike.
 */
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import leakproof from '../../rules/index.ts';
import { Scratch } from './program.ts';

const CALL = `const http = require('@orders/http');\nexports.load = (url) => http.get(url);\n`;
const manifest = (leakproofKey: unknown) =>
  `${JSON.stringify({ name: 'orders', version: '1.0.0', leakproof: leakproofKey })}\n`;
const NAMED = manifest({ modules: ['@orders/http'], agents: { maxSockets: 7 } });

const requests = (scratch: Scratch, ...args: string[]) =>
  (JSON.parse(scratch.codemod('report', '--format', 'json', ...args).stdout) as Report).files.map(
    ({ path }) => path,
  );

describe('the program', () => {
  it('reads them', () => {
    const scratch = new Scratch({ 'package.json': manifest(undefined), 'a.js': CALL });
    expect(requests(scratch)).toEqual([]);
    scratch.write({ 'package.json': NAMED });
    expect(requests(scratch)).toEqual(['a.js']);
    expect(requests(scratch, '--no-config')).toEqual(['a.js']);
    expect(scratch.codemod('all')).toMatchObject({ code: 0 });
    expect(scratch.read('http-agents.js')).toContain('maxSockets: 7');
  });

  it('takes those of the nearest package.json that has some', () => {
    const scratch = new Scratch({
      'package.json': `{ "name": "all", "workspaces": ["*"], "leakproof": { "modules": ["@orders/http"] } }\n`,
      'api/package.json': '{ "name": "api" }\n',
      'api/a.js': CALL,
      'jobs/package.json': '{ "name": "jobs", "leakproof": {} }\n',
      'jobs/a.js': CALL,
    });
    expect(requests(scratch)).toEqual(['api/a.js']);
  });

  it('prefers each setting of an ESLint config', () => {
    const scratch = new Scratch({
      'package.json': NAMED,
      'a.js': CALL,
      'eslint.config.mjs': `export default [{ files: ['**/*.js'], settings: { leakproof: { modules: [] } } }];\n`,
    });
    expect(requests(scratch)).toEqual([]);
    scratch.write({
      'eslint.config.mjs': `export default [{ files: ['**/*.js'], settings: { leakproof: { environments: 'all' } } }];\n`,
    });
    expect(requests(scratch)).toEqual(['a.js']);
  });

  it('says where a setting is that there is not', () => {
    const scratch = new Scratch({ 'package.json': manifest({ module: ['x'] }), 'a.js': CALL });
    const { code, stderr } = scratch.codemod('report');
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${scratch.path('package.json')}: leakproof.module: there is no such setting, only modules, wrappers`,
    );
    expect(stderr).not.toContain('    at ');
  });

  it('judges anew with --cache when they change', () => {
    const scratch = new Scratch({ 'package.json': manifest({}), 'a.js': CALL });
    expect(requests(scratch, '--cache=verdicts')).toEqual([]);
    scratch.write({ 'package.json': NAMED });
    expect(requests(scratch, '--cache=verdicts')).toEqual(['a.js']);
  });
});

it('the rules read them', () => {
  const scratch = new Scratch({ 'package.json': NAMED, 'a.js': CALL });
  const linted = (settings: Record<string, unknown>) =>
    new Linter({ cwd: scratch.folder })
      .verify(
        CALL,
        {
          plugins: { leakproof },
          languageOptions: { sourceType: 'commonjs' },
          settings,
          rules: { 'leakproof/require-axios-agents': 'error' },
        },
        scratch.path('a.js'),
      )
      .map(({ messageId }) => messageId);
  expect(linted({})).toEqual(['missingAgents']);
  expect(linted({ leakproof: { modules: [] } })).toEqual([]);
});

describe('--exclude', () => {
  const files = {
    'a.js': `const axios = require('axios');\nconst seen = new Set();\nrequire('http').createServer((req, res) => { seen.add(req.url); axios.get(req.url).then(() => res.end()); }).listen(1);\n`,
  };
  const rules = (scratch: Scratch, ...args: string[]) =>
    (JSON.parse(scratch.codemod(...args, '--format', 'json').stdout) as Report).files.flatMap(
      ({ sites }) => sites.flatMap(({ rule, verdict }) => (verdict === 'flagged' ? [rule] : [])),
    );

  it.each(['require-axios-agents', 'leakproof/require-axios-agents', 'fix-agents'])(
    'leaves out %s',
    (name) => {
      const scratch = new Scratch(files);
      expect(rules(scratch, 'report')).toContain('require-axios-agents');
      expect(rules(scratch, 'report', '--exclude', name)).toEqual(['no-unbounded-collection']);
      expect(rules(scratch, 'all', '--check', `--exclude=${name}`)).toEqual([
        'no-unbounded-collection',
      ]);
    },
  );

  it('is part of the advice', () => {
    const { stdout } = new Scratch(files).codemod('report', '--exclude', 'require-axios-agents');
    expect(stdout).toMatch(/leakproof all --exclude require-axios-agents \.$/mu);
  });

  it('names the rules that there are', () => {
    const { code, stderr } = new Scratch(files).codemod('all', '--exclude', 'axios');
    expect(code).toBe(2);
    expect(stderr).toContain('there is no rule "axios" here, only no-unread-response');
  });
});
