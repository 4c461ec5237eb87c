/**
 * `npm run generate`: writes what follows from the files in `rules/` and `codemods/`: `rules/generated.ts`,
 * `codemods/generated.ts`, and the codemods among the `exports` of `package.json`. `--check` writes nothing, names what
 * differs and exits 1.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is in the two folders beside the rules and the codemods. */
const NO_RULES = new Set(['generated', 'index']);
const NO_CODEMODS = new Set(['generated', 'registry']);

const HEADER = '// Written by `npm run generate`, from the files in this folder. Do not edit.\n';

/** `noPerCallAgent` of `no-per-call-agent`. @param {string} name */
export const camelCase = (name) =>
  name.replaceAll(/-(?<letter>[a-z0-9])/gu, (_, letter) => letter.toUpperCase());

/** @param {string} folder @param {ReadonlySet<string>} others */
function namesIn(folder, others) {
  return readdirSync(folder)
    .flatMap((file) => /^(?<name>[^.]+)\.ts$/u.exec(file)?.groups?.name ?? [])
    .filter((name) => !others.has(name))
    .toSorted();
}

/** @param {readonly string[]} names */
const importsOf = (names) =>
  names.map((name) => `import { ${camelCase(name)} } from './${name}.ts';\n`).join('');

/** @param {readonly string[]} names */
const rulesIndex = (
  names,
) => `${HEADER}import type { LeakproofRule } from './adapter/create-rule.ts';
${importsOf(names)}
export type RuleName =${names.map((name) => `\n  | '${name}'`).join('')};

/** @internal */
export const rules: Readonly<Record<RuleName, LeakproofRule>> = {
${names.map((name) => `  '${name}': ${camelCase(name)},\n`).join('')}};
`;

/** @param {readonly string[]} names */
const codemodsIndex = (names) => `${HEADER}import type { Codemod } from './adapter/codemod.ts';
${importsOf(names)}
export const codemodsByName: readonly Codemod[] = [
${names.map((name) => `  ${camelCase(name)},\n`).join('')}];
`;

/** @param {string} text of package.json @param {readonly string[]} codemods */
function manifestWith(text, codemods) {
  const manifest = JSON.parse(text);
  const { '.': plugin, './package.json': self } = manifest.exports;
  manifest.exports = {
    '.': plugin,
    ...Object.fromEntries(
      codemods.map((name) => [`./codemods/${name}`, `./dist/codemods/${name}.js`]),
    ),
    './package.json': self,
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/**
 * The generated files that differ from what they should be.
 *
 * @param {string} root
 * @returns {{ path: string, text: string }[]} with the text that each should have
 */
export function outdated(root) {
  const rules = namesIn(join(root, 'rules'), NO_RULES);
  const codemods = namesIn(join(root, 'codemods'), NO_CODEMODS);
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  return [
    { path: 'rules/generated.ts', text: rulesIndex(rules) },
    { path: 'codemods/generated.ts', text: codemodsIndex(codemods) },
    { path: 'package.json', text: manifestWith(read('package.json'), codemods) },
  ].filter(({ path, text }) => read(path) !== text);
}

/**
 * Brings the generated files up to date.
 *
 * @param {string} root
 * @returns {string[]} the paths of those that were not
 */
export function generate(root) {
  const files = outdated(root);
  for (const { path, text } of files) writeFileSync(join(root, path), text);
  return files.map(({ path }) => path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.cwd();
  if (process.argv.includes('--check')) {
    for (const { path } of outdated(root)) {
      console.error(`${path} does not follow from the files: run \`npm run generate\``);
      process.exitCode = 1;
    }
  } else for (const path of generate(root)) console.log(`wrote ${path}`);
}
