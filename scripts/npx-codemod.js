/**
 * Which program `npx codemod` runs in a project that has our package, the npm package `codemod`, or both: installs them
 * with each package manager, in each order, and prints the table of docs/npx-codemod.md. Needs the npm registry; takes
 * some minutes. Arguments, if any, name the package managers to try. `--stand-in` takes a package of the same name and bin
 * in place of theirs: yarn asks the registry for the packages of every platform, and not every mirror has them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'leakproof-npx-'));
const tools = join(work, 'tools');
const tool = (...path) => [process.execPath, join(tools, 'node_modules', ...path)];
const yarnBerry = {
  run: tool('@yarnpkg', 'cli-dist', 'bin', 'yarn.js'),
  add: ['add', '-D'],
  install: ['install', '--no-immutable'],
  exec: ['run'],
};

/** How each package manager adds packages, installs what package.json lists, and runs a bin. */
const MANAGERS = {
  npm: { run: ['npm'], add: ['install', '-D'], install: ['install'], exec: ['exec', '--no', '--'] },
  pnpm: {
    run: tool('pnpm', 'bin', 'pnpm.cjs'),
    add: ['add', '-D'],
    install: ['install', '--no-frozen-lockfile'],
    exec: ['exec'],
  },
  'yarn 1': {
    run: tool('yarn', 'bin', 'yarn.js'),
    add: ['add', '-D'],
    install: ['install', '--no-lockfile'],
    exec: ['run', '--silent'],
  },
  'yarn 4': {
    ...yarnBerry,
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n' },
  },
  'yarn 4 pnp': {
    ...yarnBerry,
    files: { '.yarnrc.yml': 'nodeLinker: pnp\nenableTelemetry: false\n' },
  },
  bun: {
    run: [join(tools, 'node_modules', '.bin', 'bun')],
    add: ['add', '-d'],
    install: ['install'],
    exec: ['x', '--no-install'],
  },
};

function attempt(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, CI: '', NO_COLOR: '1', YARN_ENABLE_GLOBAL_CACHE: '1' },
  });
  return { isDone: status === 0, text: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
}

const THEIR_PURPOSE = 'workflow engine for code transformations';

/** Whose program answers: each says what it is for. */
function winner(manager, name, { folder, isInstalled }, inside = '') {
  if (!isInstalled) return 'not installed';
  const [command, ...first] = manager.run;
  const { text } = attempt(
    command,
    [...first, ...manager.exec, name, '--help'],
    join(folder, inside),
  );
  if (text.includes('axios calls that leak')) return 'ours';
  return text.includes(THEIR_PURPOSE) ? 'theirs' : 'none';
}

function project(manager, files) {
  const folder = mkdtempSync(join(work, 'project-'));
  for (const [path, text] of Object.entries({
    'package.json': manifest({}),
    ...manager.files,
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const manifest = (fields) =>
  `${JSON.stringify({ name: 'a', version: '1.0.0', private: true, ...fields })}\n`;

/** Runs the commands one after the other, as far as each is done. */
function steps(manager, folder, ...commands) {
  const [command, ...first] = manager.run;
  const isInstalled = commands.every((args) => {
    const { isDone, text } = attempt(command, [...first, ...args], folder);
    if (!isDone) console.error(`${args.join(' ')} failed:\n${text.slice(-1500)}`);
    return isDone;
  });
  return { folder, isInstalled };
}

/** @returns where the package of a folder was packed to, as package.json names it */
function pack(folder) {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], {
      cwd: folder,
      encoding: 'utf8',
    }),
  );
  return `file:${join(work, filename)}`;
}

/** A package of their name and bin, which is all that linking goes by. */
function packStandIn() {
  const folder = join(work, 'stand-in');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'codemod', version: '1.18.3', bin: { codemod: 'codemod' } }),
  );
  writeFileSync(join(folder, 'codemod'), `#!/usr/bin/env node\nconsole.log('${THEIR_PURPOSE}');\n`);
  return pack(folder);
}

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { 'stand-in': { type: 'boolean' } },
});
const packed = {
  'eslint-plugin-leakproof': pack(REPOSITORY),
  codemod: values['stand-in'] ? packStandIn() : '1.18.3',
};
const ours = `eslint-plugin-leakproof@${packed['eslint-plugin-leakproof']}`;
const theirs = `codemod@${packed.codemod}`;
mkdirSync(tools);
writeFileSync(join(tools, 'package.json'), manifest({}));
execFileSync(
  'npm',
  ['install', '--no-audit', '--no-fund', 'pnpm@10', 'yarn@1', '@yarnpkg/cli-dist@4', 'bun@1'],
  { cwd: tools, stdio: ['ignore', 'ignore', 'inherit'] },
);

const eslint = { eslint: '^10' };
const both = { ...eslint, ...packed };

/** Workspaces: ours at the root, theirs in a package. `pnpm-workspace.yaml` is pnpm's own form. */
const workspaces = {
  'package.json': manifest({
    workspaces: ['packages/*'],
    devDependencies: { ...eslint, 'eslint-plugin-leakproof': packed['eslint-plugin-leakproof'] },
  }),
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/b/package.json': manifest({ name: 'b', devDependencies: { codemod: packed.codemod } }),
};

console.log(
  '| package manager | ours alone | ours, then theirs | theirs, then ours | both in `package.json` | workspaces: at the root, with ours | workspaces: in a package, with theirs | `leakproof` beside theirs |\n|---|---|---|---|---|---|---|---|',
);
for (const [name, manager] of Object.entries(MANAGERS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const alone = steps(manager, project(manager, {}), [...manager.add, 'eslint@10', ours]);
  const cells = [winner(manager, 'codemod', alone)];
  cells.push(winner(manager, 'codemod', steps(manager, alone.folder, [...manager.add, theirs])));
  cells.push(
    winner(
      manager,
      'codemod',
      steps(
        manager,
        project(manager, {}),
        [...manager.add, 'eslint@10', theirs],
        [...manager.add, ours],
      ),
    ),
  );
  const atOnce = steps(
    manager,
    project(manager, { 'package.json': manifest({ devDependencies: both }) }),
    manager.install,
  );
  cells.push(winner(manager, 'codemod', atOnce));
  const root = steps(manager, project(manager, workspaces), manager.install);
  cells.push(
    winner(manager, 'codemod', root),
    winner(manager, 'codemod', root, 'packages/b'),
    winner(manager, 'leakproof', atOnce),
  );
  const [command, ...first] = manager.run;
  console.log(
    `| ${name} (${attempt(command, [...first, '--version'], alone.folder).text.trim()}) | ${cells.join(' | ')} |`,
  );
}
rmSync(work, { recursive: true, force: true });
