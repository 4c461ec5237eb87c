/**
 * The built codemods under jscodeshift: its program without a flag, its workers, and its test utilities.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { codemods } from '../../codemods/registry.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURE = join(REPOSITORY, 'test/fixtures/jscodeshift');
const HOSTS = join(REPOSITORY, 'test/fixtures/hosts');
const PROGRAM = join(REPOSITORY, 'dist/codemods/cli/main.js');
const NAMES = codemods.map(({ name }) => name);

interface TestUtils {
  readonly defineTest: (
    folder: string,
    transform: string,
    options: object,
    prefix: string,
    testOptions?: object,
  ) => void;
  readonly applyTransform: (
    module: object,
    options: object,
    input: { path: string; source: string },
  ) => string;
}
const require = createRequire(import.meta.url);
const { defineTest, applyTransform } = require('jscodeshift/dist/testUtils.js') as TestUtils;

const LEAKY = `const axios = require('axios');\nmodule.exports = (url) => axios.get(url);\n`;
const REFUSED = `const axios = require('axios');\nmodule.exports = (urls) => urls.map(axios.get);\n`;
const TYPED = `import axios from 'axios';\n\nexport const load = (url: string) => axios.get<string[]>(url as string);\n`;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A project in which this package and jscodeshift are installed: the built files stand in node_modules themselves. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-jscodeshift-')));
  folders.push(folder);
  const installed = join(folder, 'node_modules/eslint-plugin-leakproof');
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  cpSync(join(REPOSITORY, 'dist'), join(installed, 'dist'), { recursive: true });
  cpSync(join(REPOSITORY, 'package.json'), join(installed, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  for (const name of [...Object.keys(dependencies), 'eslint', 'jscodeshift'])
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync('../jscodeshift/bin/jscodeshift.js', join(folder, 'node_modules/.bin/jscodeshift'));
  for (const [path, text] of Object.entries({
    'package.json':
      '{ "name": "service", "private": true, "dependencies": { "axios": "^1.0.0" } }\n',
    ...files,
  })) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What jscodeshift printed, and its exit code. Babel would say so if it had been given the build. */
function shift(cwd: string, ...args: readonly string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'jscodeshift', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  expect(stderr).toBe('');
  return { code: status, said: stdout };
}

const pathOf = (name: string) => `node_modules/eslint-plugin-leakproof/dist/codemods/${name}.js`;

/** The texts of a project's own files by their paths. */
function textsOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.startsWith('node_modules') && statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

describe('defineTest', () => {
  // It takes the functions of the test runner from the global object, as Jest has them.
  Object.assign(globalThis, { describe, it, expect });
  for (const name of NAMES) {
    // By its place beside a folder of tests, and the folder `__testfixtures__` beside both.
    for (const testOptions of [{}, { parser: 'ts' }])
      defineTest(
        join(FIXTURE, '__tests__'),
        `../../../dist/codemods/${name}`,
        { dry: true },
        name,
        testOptions,
      );
  }
});

it.each(NAMES)('applyTransform takes %s', (name) => {
  const module = require(join(REPOSITORY, 'dist/codemods', `${name}.js`)) as object;
  const path = join(FIXTURE, '__testfixtures__', `${name}.input.js`);
  const output = applyTransform(
    module,
    { dry: true },
    { path, source: readFileSync(path, 'utf8') },
  );
  expect(output).toBe(readFileSync(path.replace('.input.', '.output.'), 'utf8').trim());
});

describe('jscodeshift without a flag', () => {
  it('gives the bytes of our own program, codemod by codemod, in JavaScript and TypeScript', () => {
    const files = Object.fromEntries(
      NAMES.flatMap((name) =>
        ['js', 'ts'].map((extension) => [
          `src/${name}.${extension === 'js' ? 'cjs' : 'ts'}`,
          readFileSync(join(FIXTURE, `__testfixtures__/${name}.input.${extension}`), 'utf8'),
        ]),
      ),
    );
    const [theirs, ours] = [project(files), project(files)];
    for (const folder of [theirs, ours]) cpSync(HOSTS, folder, { recursive: true });
    for (const name of NAMES) {
      const before = textsOf(theirs);
      expect(shift(theirs, '-t', pathOf(name), 'src', 'legacy.cjs').said).toContain('\n0 errors\n');
      const { status } = spawnSync(
        process.execPath,
        [PROGRAM, name, '--no-config', '--ext', 'js,cjs,mjs,ts', 'src', 'legacy.cjs'],
        { cwd: ours },
      );
      expect(status).not.toBe(2);
      const after = textsOf(theirs);
      expect(after, name).toEqual(textsOf(ours));
      expect(after, name).not.toEqual(before);
    }
  });

  it.each([['--no-babel'], ['--run-in-band', '--parser=tsx']])('and with %s', (...flags) => {
    const cwd = project({ 'src/a.js': LEAKY, 'src/b.ts': TYPED });
    expect(shift(cwd, ...flags, '-t', pathOf('fix-agents'), 'src/').said).toMatch(
      /\n0 errors\n0 unmodified\n0 skipped\n2 ok\n/u,
    );
    expect(readFileSync(join(cwd, 'src/b.ts'), 'utf8')).toContain(
      'axios.get<string[]>(url as string, { httpAgent, httpsAgent });',
    );
  });

  it('prints what is refused, what does not parse, and what is written beside the file; the exit code is jscodeshift’s', () => {
    const cwd = project({ 'src/a.js': LEAKY, 'src/b.js': REFUSED, 'src/c.js': `${LEAKY}}\n` });
    const { code, said } = shift(cwd, '-t', pathOf('fix-agents'), 'src/');
    expect(said).toContain(
      ' REP src/b.js 2:37 the code that calls it decides about its config: pass a function that calls it with agents\n',
    );
    expect(said).toContain(
      ' REP src/a.js imports ./http-agents, a new file that exports the two agents\n',
    );
    expect(said).toContain(' ERR src/c.js Transformation error (');
    expect(said).toContain('\n1 errors\n0 unmodified\n1 skipped\n1 ok\n');
    expect(code).toBe(0);
  });

  it('counts on a dry run, and writes nothing', () => {
    const cwd = project({ 'src/a.js': LEAKY, 'src/b.js': REFUSED });
    const before = textsOf(cwd);
    expect(shift(cwd, '--dry', '-t', pathOf('fix-agents'), 'src/').said).toMatch(
      /\nStats: \n\w+: 1\nrefused: 1\n/u,
    );
    expect(textsOf(cwd)).toEqual(before);
  });

  it('takes the options of the command line by their names in the rule, and the settings', () => {
    const cwd = project({
      'src/a.js': LEAKY.replace('(url)', '()').replace('get(url)', "get('/api')"),
    });
    shift(
      cwd,
      '-t',
      pathOf('fix-agents'),
      '--maxSockets=9',
      '--idleTimeout=1000',
      '--settings={"environments":"all"}',
      'src/',
    );
    const written = readFileSync(join(cwd, 'src/http-agents.js'), 'utf8');
    expect(written).toContain('maxSockets: 9,');
    expect(written).toContain('timeout: 1000,');
  });

  it('takes an option by the name that it has in the program, too', () => {
    const cwd = project({ 'src/a.js': LEAKY });
    const { said } = shift(
      cwd,
      '-t',
      pathOf('fix-agents'),
      '--max-sockets=9',
      '--agents-module=src/agents.js',
      'src/',
    );
    expect(said).toContain('\n0 errors\n');
    expect(readFileSync(join(cwd, 'src/agents.js'), 'utf8')).toContain('maxSockets: 9,');
  });
});
