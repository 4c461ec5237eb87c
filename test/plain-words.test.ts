/**
 * Messages, help texts and pages use the words of the field: none of those that the project has retired.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { Command } from 'commander';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../analysis/source/parse-source.ts';
import { walk } from '../analysis/syntax/traversal.ts';
import { withFixFlags } from '../codemods/cli/flags.ts';
import { codemods } from '../codemods/registry.ts';
import plugin from '../rules/index.ts';

/** Each with what to say instead. */
const RETIRED = [
  [/\bmend(?:s|ed|er|ing)?\b/iu, 'fix'],
  [/\bhouses?\b/iu, 'code base, layout'],
  [/\bholds\b/iu, 'keeps in memory, contains, has'],
  [/\bfor ?ever\b/iu, 'without limit, indefinitely'],
  [/\b(?:not|cannot) (?:to )?be told\b/iu, 'cannot tell'],
  [/\bright already\b/iu, 'already correct'],
  [/\bseldom\b/iu, 'rarely'],
  [/\btakes? (?:an entry|entries|one|anything|nothing) out\b/iu, 'removes'],
  [/\bnames no `/iu, 'has no explicit'],
  [/\b(?:one cannot|nobody can) tell\b/iu, 'the code does not show'],
  [/\b(?:is|are) not looked at\b/iu, 'does not check, is not judged'],
  [/\berror answers?\b/iu, 'error response'],
  [/\braw bod(?:y|ies)\b/iu, 'the body as it was received'],
  [/\bsuch an agent\b/iu, 'an agent with a limit, with `keepAlive`, …: what it has'],
  [/\basks? on it\b/iu, 'uses it to request'],
  [/\b(?:could|can) be told\b/iu, 'can tell'],
] as const;

const retiredIn = (text: string) =>
  RETIRED.flatMap(([pattern, instead]) => {
    const found = pattern.exec(text);
    const place = found && text.slice(Math.max(0, found.index - 30), found.index + 40);
    return place === null ? [] : [`${place.replaceAll('\n', ' ')} (say: ${instead})`];
  });

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];

/** Commands of this repository, which do nothing in the project of a user. */
const COMMANDS = /`(?:npm run|npx vitest|node scripts\/)/u;

it.each(
  pages.filter(
    (page) => page !== 'CHANGELOG.md' && COMMANDS.test(readFileSync(join(ROOT, page), 'utf8')),
  ),
)('%s says where the commands of this repository run', (page) => {
  expect(readFileSync(join(ROOT, page), 'utf8')).toMatch(/\ba clone\b/iu);
});

it('knows the words that are retired', () => {
  expect(retiredIn('It holds 3 sites that were mended, right already')).toHaveLength(3);
  expect(retiredIn('It keeps what was fixed; a warehouse upholds it')).toEqual([]);
});

it.each(pages)('%s', (page) => {
  // The entry that names a change of words has to name the old one.
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n');
  expect(retiredIn(lines.filter((line) => !/\*mend\*|`mended`/u.test(line)).join('\n'))).toEqual(
    [],
  );
});

describe.each(Object.entries(plugin.rules))('the rule %s', (name, { meta }) => {
  it('in its messages and descriptions', () => {
    expect(Object.values(meta!.messages!).flatMap(retiredIn)).toEqual([]);
    expect(retiredIn(JSON.stringify([meta!.docs, meta!.schema]))).toEqual([]);
  });

  it('has a page with the sections that users of ESLint expect', () => {
    const page = readFileSync(join(ROOT, 'docs/rules', `${name}.md`), 'utf8');
    const sections = [...page.matchAll(/^## (.*)$/gmu)].map(([, title]) => title);
    expect(sections).toEqual(
      expect.arrayContaining([
        'Examples',
        'Options',
        'When Not To Use It',
        'Known limitations',
        'Related rules',
        'Further reading',
      ]),
    );
  });
});

/** The strings of our code, in which the reasons and refusals stand. */
const texts = ['analysis', 'codemods', 'rules'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path)),
);

it('the strings of the code', () => {
  const found = texts.flatMap((path) => {
    const source = parseSource(readFileSync(join(ROOT, path), 'utf8'), path);
    const strings: string[] = [];
    walk(source, source.ast, (node) => {
      if (node.type === AST_NODE_TYPES.Literal) strings.push(String(node.value));
      if (node.type === AST_NODE_TYPES.TemplateElement) strings.push(node.value.raw);
    });
    return strings.flatMap(retiredIn).map((words) => `${path}: ${words}`);
  });
  expect(found).toEqual([]);
});

it.each(codemods)('the help of $name', (codemod) => {
  const command = withFixFlags(new Command(codemod.name), [codemod]).description(
    codemod.description,
  );
  expect(retiredIn(`${command.helpInformation()} ${codemod.finds}`)).toEqual([]);
});
