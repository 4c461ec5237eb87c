/**
 * The examples of the documentation are run: what is called incorrect is flagged, correct stays silent, and each
 * `before` becomes its `after`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { projectFacts } from '../analysis/project/project.ts';
import { SETTINGS } from '../analysis/project/settings.ts';
import { fixText } from '../codemods/adapter/apply.ts';
import { withFixFlags } from '../codemods/cli/flags.ts';
import { codemods } from '../codemods/registry.ts';
import plugin from '../rules/index.ts';

const DOCS = fileURLToPath(new URL('../docs/', import.meta.url));
const README = readFileSync(join(DOCS, '../README.md'), 'utf8');
const project = projectFacts(
  fileURLToPath(new URL('fixtures/projects/cjs-agents/input.js', import.meta.url)),
);

function examples(page: string, label: string): string[] {
  return [...page.matchAll(new RegExp(`^\`{3}js ${label}\\n(.*?)^\`{3}`, 'gmsu'))].map(
    ([, code]) => code!,
  );
}

const pageOf = (folder: string, name: string) =>
  readFileSync(join(DOCS, folder, `${name}.md`), 'utf8');

describe.each(codemods.map((codemod) => ({ codemod, rule: codemod.rule })))(
  '$rule and $codemod.name',
  ({ codemod, rule }) => {
    const rulePage = pageOf('rules', rule);
    const codemodPage = pageOf('codemods', codemod.name);

    it('the rule’s page has both kinds of examples', () => {
      expect(examples(rulePage, 'incorrect')).not.toEqual([]);
      expect(examples(rulePage, 'correct')).not.toEqual([]);
    });

    it.each(examples(rulePage, 'incorrect'))('is flagged:\n%s', (code) => {
      expect(
        fixText(codemod, code, project, {}).sites.filter(({ remedy }) => remedy === 'fixed'),
      ).not.toEqual([]);
    });

    it.each(examples(rulePage, 'correct'))('is silent:\n%s', (code) => {
      expect(fixText(codemod, code, project, {}).sites.filter(({ site }) => site.finding)).toEqual(
        [],
      );
    });

    it('each before becomes its after', () => {
      const [before, after] = [examples(codemodPage, 'before'), examples(codemodPage, 'after')];
      expect(before).not.toEqual([]);
      expect(before.map((code) => fixText(codemod, code, project, {}).output)).toEqual(after);
    });

    it('each before of a strategy becomes its after', () => {
      const [before, after] = [
        examples(codemodPage, 'before lru'),
        examples(codemodPage, 'after lru'),
      ];
      const fixed = before.map((code) => fixText(codemod, code, project, { strategy: 'lru' }));
      expect(fixed.map(({ output }) => output)).toEqual(after);
    });

    it('the README names them', () => {
      expect(README).toContain(
        `[${codemod.name}](docs/codemods/${codemod.name}.md) | [${rule}](docs/rules/${rule}.md)`,
      );
    });
  },
);

describe.each(Object.entries(plugin.rules))('%s', (name, { meta }) => {
  it('the page names every message and every option', () => {
    const { messages, schema } = meta as unknown as {
      messages: object;
      schema: [{ properties: object }];
    };
    const page = pageOf('rules', name);
    for (const id of Object.keys(messages).filter((each) => each !== 'fix'))
      expect(page).toContain(`| \`${id}\` |`);
    for (const option of Object.keys(schema[0].properties))
      expect(page).toContain(`| \`${option}\` |`);
  });
});

const withoutCodemod = Object.entries(plugin.rules).filter(([name]) =>
  codemods.every(({ rule }) => rule !== name),
);

describe.each(withoutCodemod)('%s, which has no codemod', (name, rule) => {
  const page = pageOf('rules', name);
  const lint = (code: string) =>
    new Linter().verify(
      code,
      {
        languageOptions: { sourceType: 'commonjs' },
        plugins: { leakproof: { rules: { [name]: rule } } },
        rules: { [`leakproof/${name}`]: 'error' },
      },
      'input.js',
    );

  it('the page has both kinds of examples', () => {
    expect(examples(page, 'incorrect')).not.toEqual([]);
    expect(examples(page, 'correct')).not.toEqual([]);
  });

  it.each(examples(page, 'incorrect'))('is flagged:\n%s', (code) => {
    expect(lint(code).map(({ ruleId }) => ruleId)).toContain(`leakproof/${name}`);
  });

  it.each(examples(page, 'correct'))('is silent:\n%s', (code) => {
    expect(lint(code)).toEqual([]);
  });
});

it('the page of the settings is what the code takes', () => {
  const rows = [...pageOf('.', 'settings').matchAll(/^\| `(\w+)` \| ([^|]+) \|/gmu)].map(
    ([, name, takes]) => [name, takes],
  );
  // The names of clients stand on a page of their own.
  const clients = "a list of [client names](clients.md), such as 'axios' and 'fetch'";
  expect(rows).toEqual(
    Object.entries(SETTINGS).map(([name, { expected }]) => [
      name,
      name === 'clients' ? clients : expected,
    ]),
  );
});

it('the config of Oxlint on the page of the hosts has the rules of recommended', () => {
  const page = readFileSync(join(DOCS, 'hosts.md'), 'utf8');
  const config = /```json\n(?<config>\{\n  "jsPlugins".*?)```/su.exec(page)!.groups!.config!;
  expect((JSON.parse(config) as { rules: object }).rules).toEqual(plugin.configs.recommended.rules);
});

it('the page of the program names every option that all codemods have', () => {
  const page = readFileSync(join(DOCS, 'program.md'), 'utf8');
  const command = withFixFlags(new Command(), codemods);
  const own = codemods.flatMap(({ flags }) => flags.map(({ flags: given }) => given));
  const common = command.options
    .filter(({ flags }) => !own.includes(flags))
    .map(({ long }) => long!);
  expect(common).toContain('--stdin-filepath');
  for (const option of common) expect(page).toMatch(new RegExp(`\`${option}[ \`]`, 'u'));
});

it('the page of the program names every codemod where it lists the commands', () => {
  const row = /^\| `leakproof <codemod> \[paths…\]` \|.*$/mu.exec(pageOf('.', 'program'))![0];
  expect([...row.matchAll(/`([a-z]+(?:-[a-z]+)+)`/gu)].map(([, name]) => name)).toEqual(
    codemods.map(({ name }) => name),
  );
});

describe('the folder is the truth', () => {
  it('an export for each codemod, and no others', () => {
    const { exports } = JSON.parse(readFileSync(join(DOCS, '../package.json'), 'utf8')) as {
      exports: object;
    };
    expect(Object.keys(exports).filter((key) => key.startsWith('./codemods/'))).toEqual(
      codemods.map(({ name }) => `./codemods/${name}`).toSorted(),
    );
  });

  it('strict turns on every rule, and recommended those that are recommended', () => {
    const ids = (rules: readonly [string, unknown][]) => rules.map(([name]) => `leakproof/${name}`);
    const all = Object.entries(plugin.rules);
    const recommended = all.filter(([, { meta }]) => meta!.docs!.recommended === true);
    expect(recommended).not.toEqual([]);
    for (const [config, { rules }] of Object.entries(plugin.configs))
      expect(Object.keys(rules!), config).toEqual(
        ids(config.startsWith('strict') ? all : recommended),
      );
  });
});
