/**
 * Bundles our code and the small packages that it needs at every start into a few files under dist/: to load each of their
 * 300 files for itself takes longer than a run over a service's helpers. What is big and seldom needed stays outside.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as nodeTypes from '@typescript-eslint/types';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const { bin, dependencies, exports, peerDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);
const outside = Object.keys({ ...dependencies, ...peerDependencies });

/** fdir looks for a matcher of globs, and is given none to match. */
const withoutGlobs = {
  name: 'without-globs',
  transform: {
    filter: { id: /[/\\]fdir[/\\]/u },
    handler: (code) =>
      code.replace(/__require\.resolve\("picomatch"\);/u, "throw new Error('not needed');"),
  },
};

/** Scope analysis knows the names of every version of ECMAScript's library, in 120 files, and is asked for none. */
const withoutLibraryNames = {
  name: 'without-library-names',
  load: {
    filter: { id: /scope-manager[/\\]dist[/\\]lib[/\\]index\.js$/u },
    handler: () => 'exports.lib = new Map();',
  },
};

/**
 * The names of node and token types as the strings that they are: the package has them behind two getters, and the code asks
 * at each node that it meets.
 */
const withPlainTypes = {
  name: 'with-plain-types',
  transform: {
    filter: { code: /\bAST_(?:NODE|TOKEN)_TYPES\./u },
    handler: (code) =>
      code.replaceAll(
        /(?:\b\w+\.)?\b(?<kind>AST_(?:NODE|TOKEN)_TYPES)\.(?<name>\w+)/gu,
        (text, kind, name) => JSON.stringify(nodeTypes[kind][name]) ?? text,
      ),
  },
};

/** With all that they import: what the codemods need, the rules and the program need at every start. */
const COMMON = /[/\\]codemods[/\\][^/\\]+\.ts$/u;

const COMMON_NAME = 'common';
const COMMON_SCRIPT = 'chunks/common.cjs';

/** A codemod's file has nothing to load before this one: jscodeshift's Babel would compile it. */
const UNCOMPILED = 'codemods/adapter/uncompiled';

/** What package.json names, and what a worker or jscodeshift loads. */
const entries = [
  ...Object.values(bin),
  ...Object.values(exports),
  './dist/codemods/cli/judge/worker.js',
  `./dist/${UNCOMPILED}.js`,
].flatMap((path) => /^\.\/dist\/(?<name>.+)\.js$/u.exec(path)?.groups.name ?? []);
const bundle = await rolldown({
  cwd: ROOT,
  input: Object.fromEntries(entries.map((name) => [name, `./${name}.ts`])),
  platform: 'node',
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [withoutGlobs, withoutLibraryNames, withPlainTypes],
});
const { output } = await bundle.write({
  dir: join(ROOT, 'dist'),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  banner: ({ name }) =>
    /^codemods\/[^/]+$/u.test(name) ? "import './adapter/uncompiled.js';" : '',
  comments: { legal: true, annotation: false, jsdoc: false },
  codeSplitting: { groups: [{ name: COMMON_NAME, tags: ['$initial'], test: COMMON }] },
});
for (const chunk of output) if (chunk.name === COMMON_NAME) await wrapInScript(chunk);
keepPublicTypes();
writeFileSync(
  join(ROOT, 'dist', 'third-party-licenses.txt'),
  licensesOf(output.flatMap((chunk) => chunk.moduleIds ?? [])),
);

/**
 * Moves what a chunk does into a script, which V8 can keep compiled (codemods/cli/program/compile-cache.ts); Node 20 can do
 * that with no ES module. The chunk stays, runs the script and exports what comes of it. It imports what comes from packages:
 * they may be ES modules, which a script cannot load everywhere.
 */
async function wrapInScript({ fileName, exports, imports }) {
  const path = join(ROOT, 'dist', fileName);
  const packages = imports.filter((name) => outside.includes(name));
  const inner = await rolldown({
    cwd: ROOT,
    input: path,
    platform: 'node',
    // What is in the chunks themselves, the bundler's helpers, goes into the script: it loads no ES module.
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    transform: { define: { 'import.meta.url': 'url' } },
  });
  const {
    output: [{ code }],
  } = await inner.generate({ format: 'cjs', comments: { legal: true } });
  writeFileSync(
    join(ROOT, 'dist', COMMON_SCRIPT),
    `module.exports = function (require, exports, url) {\n${inAscii(code)}\n};\n`,
  );
  const names = exports.map((name, index) => ({ name, local: `e${index}` }));
  const list = (items) => items.join(', ');
  writeFileSync(
    path,
    `import { createRequire } from "node:module";
${packages.map((name, index) => `import * as p${index} from "${name}";\n`).join('')}const require = createRequire(import.meta.url);
const packages = { ${list(packages.map((name, index) => `"${name}": p${index}`))} };
const all = {};
require("./${basename(COMMON_SCRIPT)}")((name) => packages[name] ?? require(name), all, import.meta.url);
const { ${list(names.map(({ name, local }) => `${name}: ${local}`))} } = all;
export { ${list(names.map(({ name, local }) => `${local} as ${name}`))} };
`,
  );
}

/** A dozen quotes and dots, in strings and comments: with them, V8 takes ten times as long to read the text, and twice the room. */
function inAscii(code) {
  return code.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Leaves of the declarations those that are reached from what package.json exports. */
function keepPublicTypes() {
  const folder = join(ROOT, 'dist');
  const reached = new Set();
  const reach = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, relative] of readFileSync(file, 'utf8').matchAll(
      /(?:\bfrom |\bimport\()["'](\.[^"']+)\.ts["']/gu,
    ))
      reach(join(dirname(file), `${relative}.d.ts`));
  };
  for (const path of Object.values(exports))
    if (path.endsWith('.js')) reach(join(ROOT, path.replace(/\.js$/u, '.d.ts')));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
  }
}

/** What the licences of the bundled packages ask for: their texts, beside the code. */
function licensesOf(modules) {
  const folders = new Set(
    modules.flatMap((id) => id.match(/^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/u) ?? []),
  );
  return [...folders]
    .toSorted()
    .map(licenseIn)
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** @throws {Error} if a package brings no text of its licence: it must not be bundled then */
function licenseIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(
    (entry) => /^licen[cs]e/iu.test(entry) && existsSync(join(folder, entry)),
  );
  if (file === undefined) throw new Error(`${name} brings no licence text`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
