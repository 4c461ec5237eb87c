/**
 * `npm run new-rule RULE [CODEMOD]`: writes the files of a new rule, and of its codemod if one is named, of the form of the
 * others, and brings the generated indexes up to date. What is left to write is marked `[skeleton: …]`;
 * `npx vitest run test/rules/complete.test.ts` lists it.
 *
 * The files are those of `scripts/skeleton`: `[rule]` and its like stand for the names, also in paths. A line that begins
 * with `[if codemod]` or `[unless codemod]` is for a rule with a codemod or for one without.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { camelCase, generate } from './generate.js';

const SKELETON = fileURLToPath(new URL('skeleton/', import.meta.url));
const RULE = /^(?<prefix>no|prefer|require)(?:-[a-z0-9]+)+$/u;
const CODEMOD = /^[a-z]+(?:-[a-z0-9]+)+$/u;

/** @param {string} root @param {string} rule @param {string | undefined} codemod */
function wordsFor(root, rule, codemod) {
  const subject = camelCase(rule.replace(/^[a-z]+-/u, ''));
  return {
    rule,
    ruleExport: camelCase(rule),
    subject,
    Subject: `${subject[0]?.toUpperCase()}${subject.slice(1)}`,
    ...(codemod !== undefined && {
      codemod,
      codemodExport: camelCase(codemod),
      order: String(lastOrder(root) + 10),
    }),
  };
}

/** The place in `all` of the codemod that runs last. @param {string} root */
function lastOrder(root) {
  const folder = join(root, 'codemods');
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  return Math.max(
    0,
    ...texts.map((text) => Number(/^ {2}order: (?<order>\d+),$/mu.exec(text)?.groups?.order ?? 0)),
  );
}

/** @param {string} text @param {Readonly<Record<string, string>>} words */
function filled(text, words) {
  const kept = text.split('\n').flatMap((line) => {
    const { when, rest } = /^\[(?<when>if|unless) codemod\] (?<rest>.*)$/u.exec(line)?.groups ?? {};
    if (when === undefined) return line;
    return (when === 'if') === 'codemod' in words ? (rest ?? '') : [];
  });
  return kept.join('\n').replaceAll(/\[(?<word>\w+)\]/gu, (all, word) => words[word] ?? all);
}

/** The files of a rule, with paths relative to the repository. @param {Readonly<Record<string, string>>} words */
function skeletonOf(words) {
  const folders = 'codemod' in words ? ['rule', 'codemod'] : ['rule'];
  return folders.flatMap((folder) =>
    readdirSync(join(SKELETON, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.txt'))
      .map((path) => ({
        path: filled(path.slice(0, -'.txt'.length), words),
        text: filled(readFileSync(join(SKELETON, folder, path), 'utf8'), words),
      })),
  );
}

// `npm run` takes away the name of an option that it does not know, and leaves its value: `--codemod NAME` is NAME here.
const [rule = '', codemod, ...more] = process.argv.slice(2).filter((word) => word !== '--codemod');
const root = process.cwd();
const isNamed = RULE.test(rule) && (codemod === undefined || CODEMOD.test(codemod));
if (!isNamed || more.length > 0) {
  console.error(
    'Usage: npm run new-rule RULE [CODEMOD]\nRULE begins with no-, prefer- or require-, as no-open-socket; CODEMOD with a verb, as close-sockets.',
  );
  process.exit(2);
}
const files = skeletonOf(wordsFor(root, rule, codemod));
const taken = files.filter(({ path }) => existsSync(join(root, path)));
if (taken.length > 0) {
  console.error(`These exist: ${taken.map(({ path }) => path).join(', ')}`);
  process.exit(2);
}
for (const { path, text } of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const code = files.map(({ path }) => path).filter((path) => path.endsWith('.ts'));
const formatter = fileURLToPath(new URL('../node_modules/oxfmt/bin/oxfmt', import.meta.url));
execFileSync(process.execPath, [formatter, ...code], { cwd: root });
for (const { path } of files) console.log(`wrote ${path}`);
for (const path of generate(root)) console.log(`brought up to date ${path}`);
console.log(
  [
    'Next:',
    '  1. write cases in test/rules/, then the finder and the fix',
    '  2. write the page in docs/rules/, and the evidence in test/leaks/pairs/ and test/leaks/clean/',
    '  3. npm run docs',
    '  4. npx vitest run test/rules/complete.test.ts, which lists what is missing',
  ].join('\n'),
);
