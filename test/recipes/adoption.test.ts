/**
 * docs/adoption.md, run: its files and commands in a new git repository with the packed package. What its commands
 * install is installed once for all sections. `npm run recipes`; needs the npm registry, and pre-commit for its section.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { stepsOf, withoutInstalls } from './page.ts';
import { installPackages, LEAKY, PAGE, removePackages, RULE, Service } from './service.ts';

beforeAll(installPackages, 300_000);

afterAll(removePackages);

it('day one: the old findings are recorded, a new one fails, a fixed one leaves the baseline', () => {
  const service = new Service();
  service.follow('Day one');
  service.follow('The baseline');
  expect(service.run('cat eslint-suppressions.json').output).not.toContain('server/old.js');
  service.write('server/new.js', LEAKY);
  const { code, output } = service.run('npx eslint . --max-warnings 0');
  expect(code).toBe(1);
  expect(output).toContain('server/new.js');
  expect(output).toContain(RULE);
});

it('day one: the baseline holds the old findings, and a file with one more than it had shows them all', () => {
  const service = new Service();
  service.follow('Day one');
  const steps = stepsOf(PAGE, 'The baseline');
  const fixing = steps.findIndex(
    (step) => step.kind === 'run' && step.commands.includes('--prune-suppressions'),
  );
  for (const step of steps.slice(0, fixing)) {
    if (step.kind === 'write') service.write(step.path, step.text);
    else service.pass(withoutInstalls(step.commands));
  }
  expect(service.pass('git show --stat')).toContain('eslint-suppressions.json');
  service.write('server/old.js', `${LEAKY}module.exports.again = (url) => axios.get(url);\n`);
  const grown = service.run('npx eslint .');
  expect(grown.code).toBe(1);
  expect(grown.output).toContain('2 problems');
  service.pass('git checkout --quiet server/old.js && npx leakproof all server/old.js');
  expect(service.run('npx eslint .')).toMatchObject({
    code: 2,
    output: expect.stringContaining('--prune-suppressions') as string,
  });
});

it('a hook of the project’s own: the line that is added stops a commit with a leak, and lets its fix pass', () => {
  const service = new Service();
  service.follow('Day one');
  service.follow('The baseline');
  const [added] = stepsOf(PAGE, 'A hook without further packages');
  service.write(
    '.git/hooks/pre-commit',
    `#!/bin/sh\n${added!.kind === 'run' ? added!.commands : ''}`,
  );
  service.pass('chmod +x .git/hooks/pre-commit');
  service.write('notes.md', 'nothing\n');
  service.pass('git add notes.md && git commit --quiet --message notes');
  service.write('server/new.js', LEAKY);
  const stopped = service.run('git add --all && git commit --quiet --message leak');
  expect(stopped.code, stopped.output).not.toBe(0);
  expect(stopped.output).toContain('server/new.js:3:27');
  service.pass(
    'npx leakproof all server/new.js && git add --all && git commit --quiet --message fixed',
  );
});

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;

describe.each([
  { heading: 'husky and lint-staged', isHere: true },
  { heading: 'lefthook', isHere: true },
  { heading: 'pre-commit, with the project’s own packages', isHere: hasPreCommit },
])('$heading', ({ heading, isHere }) => {
  it.skipIf(!isHere)('stops a commit with a leak, says where, and lets its fix pass', () => {
    const service = new Service();
    service.follow('Day one');
    service.follow('The baseline');
    service.follow(heading);
    service.pass('git add --all && git commit --quiet --message hook');
    service.write('server/new.js', LEAKY);
    const stopped = service.run('git add --all && git commit --quiet --message leak');
    expect(stopped.code, stopped.output).not.toBe(0);
    expect(stopped.output).toContain('server/new.js');
    expect(stopped.output).toMatch(/3:27 .*has no explicit `httpAgent`/u);
    service.pass(
      'npx leakproof all server/new.js && git add --all && git commit --quiet --message fixed',
    );
    expect(service.pass('git log --format=%s').split('\n').slice(0, 2)).toEqual(['fixed', 'hook']);
  });
});

it('GitHub Actions: a step fails on a pull request with a leak, none on its fix, none on one without sources', () => {
  const service = new Service();
  service.follow('Day one');
  service.follow('The baseline');
  service.follow('GitHub Actions');
  service.pass(
    'git add --all && git commit --quiet --message workflow && git clone --quiet --bare . ../$(basename $PWD).git && git remote add origin ../$(basename $PWD).git && git fetch --quiet origin',
  );
  const workflow = parse(
    readFileSync(join(service.folder, '.github/workflows/leakproof.yml'), 'utf8'),
  ) as { jobs: { leakproof: { steps: { run?: string }[] } } };
  const steps = workflow.jobs.leakproof.steps.flatMap(({ run }) =>
    run === undefined || run === 'npm ci' ? [] : [run],
  );
  const outcomes = () => steps.map((step) => service.run(step));
  service.pass('git checkout --quiet -b change');
  service.write('notes.md', 'nothing\n');
  service.pass('git add --all && git commit --quiet --message notes');
  expect(outcomes().map(({ code }) => code)).toEqual([0, 0]);
  service.write('server/new.js', LEAKY);
  service.pass('git add --all && git commit --quiet --message leak');
  const [eslint, leakproof] = outcomes();
  expect(eslint).toMatchObject({ code: 1, output: expect.stringContaining(RULE) as string });
  expect(leakproof!.code).not.toBe(0);
  expect(leakproof!.output).toContain('server/new.js:3:27');
  service.pass(
    'npx leakproof all server/new.js && git add --all && git commit --quiet --message fixed',
  );
  expect(outcomes().map(({ code }) => code)).toEqual([0, 0]);
});
