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

/** What the program needs besides at every start, with all that it imports. */
const PROGRAM = /[/\\]cli[/\\](?:run-program|report[/\\]formats[/\\]text)\.ts$/u;

/** The chunks that are moved into the script: each imports those before it. */
const IN_SCRIPT = ['common', 'program'];
const SCRIPT = 'chunks/common.cjs';
const HELPERS = /[/\\]rolldown-runtime-[^/\\]+\.js$/u;

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
  codeSplitting: {
    groups: [
      { name: 'common', tags: ['$initial'], test: COMMON, priority: 1 },
      { name: 'program', test: PROGRAM },
    ],
  },
});
await moveIntoScript(
  IN_SCRIPT.map((name) => output.find((chunk) => chunk.name === name && !chunk.isEntry)),
);
keepPublicTypes();
writeFileSync(
  join(ROOT, 'dist', 'third-party-licenses.txt'),
  licensesOf(output.flatMap((chunk) => chunk.moduleIds ?? [])),
);

/**
 * Moves what some chunks do into a script, which V8 can keep compiled (codemods/cli/program/compile-cache.ts); Node 20 can do
 * that with no ES module. A chunk stays, runs its part of the script and exports what comes of it. It imports what comes from
 * packages and from other chunks: they may be ES modules, which a script cannot load everywhere.
 */
async function moveIntoScript(chunks) {
  const parts = [];
  for (const { fileName, name } of chunks)
    parts.push(
      `exports.${name} = function (require, exports, url, importModule) {\n${await scriptOf(fileName)}\n};\n`,
    );
  writeFileSync(join(ROOT, 'dist', SCRIPT), parts.join(''));
  for (const chunk of chunks) writeFileSync(join(ROOT, 'dist', chunk.fileName), stubOf(chunk));
}

/** What a chunk does, as the body of a function. */
async function scriptOf(fileName) {
  const inner = await rolldown({
    cwd: ROOT,
    input: join(ROOT, 'dist', fileName),
    platform: 'node',
    // The bundler's own helpers go into the script.
    external: (id) => !isAbsolute(id) && !HELPERS.test(id),
    transform: { define: { 'import.meta.url': 'url' } },
  });
  const {
    output: [{ code }],
  } = await inner.generate({ format: 'cjs', comments: { legal: true } });
  // What a script imports itself, Node 20 warns of.
  return inAscii(
    code.replaceAll(/\bimport\((?=(?<quote>["'])(?<path>[^"'\n]+)\k<quote>\))/gu, (text, _, path) =>
      isLoaded(path) ? 'importModule(' : text,
    ),
  );
}

/** Whether a path that stands in a chunk is that of a chunk or of a package. */
function isLoaded(path) {
  return outside.includes(path) || existsSync(join(ROOT, 'dist/chunks', path));
}

function stubOf({ name: part, fileName, exports, imports }) {
  const given = imports
    .map((path) => (path.startsWith('chunks/') ? `./${basename(path)}` : path))
    .filter((path) => !HELPERS.test(path) && (path.startsWith('.') || outside.includes(path)));
  const names = exports.map((name, index) => ({ name, local: `e${index}` }));
  const list = (items) => items.join(', ');
  return `import { createRequire } from "node:module";
${given.map((path, index) => `import * as p${index} from "${path}";\n`).join('')}const require = createRequire(import.meta.url);
const given = { ${list(given.map((path, index) => `"${path}": p${index}`))} };
const all = {};
require("./${basename(SCRIPT)}").${part}((name) => given[name] ?? require(name), all, import.meta.url, (path) => import(path));
const { ${list(names.map(({ name, local }) => `${name}: ${local}`))} } = all;
export { ${list(names.map(({ name, local }) => `${local} as ${name}`))} };
`;
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
