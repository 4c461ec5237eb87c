/** docs/vocabulary.md, made of the tables. */
import type { Row, Table } from '../../analysis/vocabulary/table.ts';
import { TABLES } from './tables.ts';

const REPOSITORIES = [
  'DevonJames/oip-arweave-indexer',
  'advplyr/audiobookshelf',
  'sct/overseerr',
  'getmaxun/maxun',
  'TA2k/ioBroker.vw-connect',
  'carlossmartdevices-cyber/pnptv-telegram-bot',
  'googlemaps/google-maps-services-js',
  'snowflakedb/snowflake-connector-nodejs',
];

const INTRODUCTION = `# Vocabulary

Some answers of the rules rest on names: that \`push\` stores its argument, that \`userId\` is one of many values, that the function given to \`app.get\` runs for each request. This page lists every name in the tables of \`analysis/vocabulary/\`. A table has one source for its rows; a row has a reason of its own where its source is another. In a clone of this repository, \`npm run docs\` writes the page from the tables, and \`npx vitest run test/vocabulary.test.ts\` fails where the two differ.

Names that are in no table, and so not on this page (the paths are below \`analysis/\`):

- paths: which files are tests, examples, scripts and steps of a build (\`lifetime/process-lifetime.ts\`; which files of the project are tests, where their calls do not count: \`modules/source-files.ts\`), and which packages must be imported first (\`edits/sorted-imports.ts\`);
- the API of axios, of the agents and of their packages: methods, options, members of a response (\`clients/\`, \`agents/\`, \`responses/\`);
- signs that a file runs in a browser (\`finders/browser-signs.ts\`);
- classes and objects of the language that keep no state (\`collections/repeatable-code.ts\`), and the few names that a single condition compares with, as \`Date.now\` or \`res\`.

If a name is wrong for your code, [open an issue](https://github.com/leakproof/eslint-plugin-leakproof/issues) that quotes the row and the code. A new name needs a row with its reason, and a case that shows the answer it changes ([how to add a name](contributing.md#walk-1-a-name)).

The column *seen* is a count over the source files of eight public services and SDKs, whose findings were labelled by hand: ${REPOSITORIES.map((name) => `[${name}](https://github.com/${name})`).join(', ')}. It says how common a name is, not that the row is right. For a word of keys, it counts how often the word is part of an expression that something is looked up or stored by (\`node scripts/count-names.js --keys DIR…\`); in every other table, how often the name occurs at all (\`node scripts/count-names.js DIR…\`). An empty cell means that the name was not seen or not counted.`;

const anchorOf = ({ title }: Table) =>
  title
    .toLowerCase()
    .replaceAll(/[^\w -]/gu, '')
    .replaceAll(' ', '-');

const cellOf = (key: string, value: unknown): string => {
  if (value === undefined) return '';
  if (value === true) return 'yes';
  const text = Array.isArray(value) ? value.join(', ') : `${value as string | number}`;
  return (key === 'name' ? `\`${text}\`` : text).replaceAll('|', String.raw`\|`);
};

function tableText({ rows, columns }: Table): string {
  const known = ['name', ...Object.keys(columns), 'seen', 'why'];
  const cells = rows as readonly (Row & Readonly<Record<string, unknown>>)[];
  const shown = known.filter((key) => cells.some((row) => row[key] !== undefined));
  return [
    `| ${shown.join(' | ')} |`,
    `|${shown.map(() => '---|').join('')}`,
    ...cells.map((row) => `| ${shown.map((key) => cellOf(key, row[key])).join(' | ')} |`),
  ].join('\n');
}

function sectionOf(file: string, table: Table): string {
  const legend = Object.entries(table.columns).map(([key, meaning]) => `- *${key}*: ${meaning}`);
  return [
    `## ${table.title}`,
    table.decides,
    `Asked by ${table.rules.map((rule) => `[${rule}](rules/${rule}.md)`).join(', ')}. Source: ${table.source}. In \`analysis/vocabulary/${file}\`.`,
    ...(legend.length > 0 ? [legend.join('\n')] : []),
    tableText(table),
  ].join('\n\n');
}

export const vocabularyPage = `${[
  INTRODUCTION,
  TABLES.map(({ table }) => `- [${table.title}](#${anchorOf(table)})`).join('\n'),
  ...TABLES.map(({ file, table }) => sectionOf(file, table)),
].join('\n\n')}\n`;
